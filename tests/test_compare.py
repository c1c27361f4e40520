"""Two audits compared: which claims are one and the same, and which changes a reader must hear of."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from conftest import NOW
from factories import appraisal, audited, claim, matrix, review
from test_verdict import verdict

from claims.intake import read_bytes, read_sentence
from pipeline.literature.local import Library
from pipeline.recheck import Aspect, changes_of, compare
from pipeline.recheck.changes import MATERIAL
from pipeline.records import Appraisal, Audit, Finding, Level, Match, SafetyNotice, Trust, Verdict
from reports.batch import Row, claims_csv, index_html, shared_claims
from reports.difference import difference_html, difference_text
from reports.view import view_of

NULL = Finding.NO_SIGNIFICANT_DIFFERENCE


def audit_of(text: str, starter: Library) -> Audit:
    return audited(read_bytes(text.encode(), "article.txt", now=NOW), starter)


@pytest.fixture(scope="module")
def old(starter: Library) -> Audit:
    return audit_of(
        "Zinc lozenges shorten the common cold.\n\nVitamin C prevents colds.\n\nGinkgo prevents dementia.", starter
    )


def aspects(before: list[Appraisal], after: list[Appraisal]) -> dict[Aspect, bool]:
    found = changes_of(verdict(before), verdict(after), before, after)
    return {change.aspect: change.material for change in found}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        # nothing new, or only what is off the question
        ([review()], [review()], set()),
        ([review()], [review(), appraisal("3", match=matrix(outcome=Match.DIFFERENT))], set()),
        # the study that it rested on is retracted
        ([review()], [review(trust=Trust.RETRACTED)], {Aspect.VERDICT, Aspect.CERTAINTY, Aspect.TRUST, Aspect.OVERCLAIM, Aspect.SIZE, Aspect.EVIDENCE}),
        # a retracted study that nobody had judged is no news
        ([review()], [review(), appraisal("3", trust=Trust.RETRACTED)], set()),
        # an older trial that a review speaks for
        ([review()], [review(), appraisal("3")], set()),
    ],
)  # fmt: skip
def test_what_changes(before: list[Appraisal], after: list[Appraisal], expected: set[Aspect]) -> None:
    found = aspects(before, after)
    assert set(found) == expected
    assert all(material is (aspect in MATERIAL) for aspect, material in found.items())


def test_a_study_off_the_question_loses_trust_without_news() -> None:
    off = matrix(outcome=Match.DIFFERENT)
    before, after = [review(), appraisal("3", match=off)], [review(), appraisal("3", match=off, trust=Trust.RETRACTED)]
    assert aspects(before, after) == {}


def test_each_change_names_its_studies_and_rule() -> None:
    before, after = [review()], [review(trust=Trust.RETRACTED)]
    for change in changes_of(verdict(before), verdict(after), before, after):
        assert change.because == ("9",)
        assert change.rule == f"recheck.{change.aspect.name.lower()}.v1"


@pytest.mark.parametrize(
    ("aspect", "change"),
    [
        (Aspect.SAFETY, lambda made: replace(made, safety=(SafetyNotice("x", "Not in pregnancy.", "PMID 1"),))),
        (Aspect.CERTAINTY, lambda made: replace(made, certainty=replace(made.certainty, level=Level.VERY_LOW))),
        (Aspect.OVERCLAIM, lambda made: replace(made, overclaim=None)),
        (Aspect.SIZE, lambda made: replace(made, size="Large: 3 days.")),
    ],
)  # fmt: skip
def test_aspects_stand_apart(aspect: Aspect, change: Callable[[Verdict], Verdict]) -> None:
    made = verdict([review(participants=50)], claim(strength="does"))
    found = changes_of(made, change(made), (), ())
    assert [one.aspect for one in found] == [aspect]


def test_the_same_audit_has_no_changes(old: Audit) -> None:
    made = compare(old, old)
    assert made.nothing
    assert not made.material
    assert "Nothing changed." in difference_text(old, old)


def test_claims_come_go_and_are_reworded(old: Audit, starter: Library) -> None:
    new = audit_of(
        "Zinc lozenges may shorten the common cold.\n\nGarlic lowers blood pressure.\n\nGinkgo prevents dementia.",
        starter,
    )
    made = compare(old, new)
    assert [claim.intervention for claim, _ in made.added] == ["Garlic"]
    assert [claim.intervention for claim, _ in made.removed] == ["Vitamin C"]
    assert [pair.new.quote for pair in made.pairs if pair.reworded] == ["Zinc lozenges may shorten the common cold"]
    assert made.material
    for text in (difference_text(old, new), difference_html(old, new)):
        for words in ("Claims added", "Claims removed", "Claims reworded", "The article itself has changed"):
            assert words in text


def test_a_denial_is_another_claim(old: Audit, starter: Library) -> None:
    new = audit_of("Vitamin C does not prevent colds.", starter)
    assert compare(old, new).pairs == ()


def test_a_batch_has_each_claim_once(old: Audit, starter: Library) -> None:
    other = audited(read_sentence("Vitamin C prevents colds.", now=NOW), starter)
    audits = [(old, "old/report.html"), (other, "other/report.html")]
    first, *rest = shared_claims([Row(view_of(audit), link) for audit, link in audits])
    assert first.words == "Vitamin C prevents colds"
    assert [row.link for row, _ in first.made] == ["old/report.html", "other/report.html"]
    assert all(len(one.made) == 1 for one in rest)
    page = index_html(audits)
    assert page.count("Vitamin C prevents colds</td>") == 1
    assert "cannot decide" in page
    assert claims_csv(audits).decode().count("\n") == 1 + len(old.claims) + len(other.claims)
