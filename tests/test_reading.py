"""The second reading: it says where it disagrees, changes nothing that counts, and keeps its limit. With readers of our own."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy
import pytest
from factories import appraisal, claim, study
from hypothesis import given
from hypothesis import strategies as st

from claims.records import Direction
from claims.vocabulary import Vocabulary, load_vocabulary
from pipeline.appraise.question import Question, question_of
from pipeline.appraise.reader.encoder import Scores
from pipeline.reading import NOT_READ, opinion_of, read_again
from pipeline.records import Appraisal, Coverage, Design, Finding, Match, Stance, Trust
from pipeline.verdict import judge
from pipeline.verdict.adequacy import Adequacy

YES, NO, SILENT = Scores(0.9, 0.05, 0.05), Scores(0.05, 0.9, 0.05), Scores(0.05, 0.05, 0.9)
UP, DOWN, NONE = Finding.INCREASED, Finding.DECREASED, Finding.NO_SIGNIFICANT_DIFFERENCE


class Says:
    """A reader that always finds the same thing, and answers the claim as it is told to."""

    version = "says.v0"

    def __init__(self, finding: Finding | None, claim: Scores) -> None:
        self.finding, self.claim, self.asked = finding, claim, 0

    def score(self, pairs: Sequence[tuple[str, str]]) -> list[Scores]:
        self.asked += len(pairs)
        return [self._one(hypothesis) for hypothesis, _ in pairs]

    def _one(self, hypothesis: str) -> Scores:
        for words, finding in ((" increases ", UP), (" decreases ", DOWN), (" makes no significant ", NONE)):
            if words in hypothesis:
                return YES if finding is self.finding else NO if self.finding else SILENT
        return self.claim


@pytest.fixture(scope="module")
def question(interventions: Vocabulary, outcomes: Vocabulary) -> Question:
    """Garlic lowers blood pressure: wanted is that it goes down."""
    return question_of(claim("garlic", "blood pressure", Direction.DECREASES), interventions, outcomes)


def item(question: Question, pmid: str = "1", finding: Finding = DOWN, **fields: object) -> Appraisal:
    stance = Stance.SUPPORTS if finding is DOWN else Stance.REFUTES
    return appraisal(pmid, claim_id=question.claim.id, finding=finding, stance=stance, **fields)


def read(question: Question, items: list[Appraisal], reader: Says, most: int = 300) -> tuple[Appraisal, ...]:
    studies = [study("Garlic", "Garlic was given.", pmid=made.pmid) for made in items]
    return read_again([question], studies, tuple(items), reader, most)


@pytest.mark.parametrize(
    ("wanted", "hypotheses", "of_claim", "opinion"),
    [
        (DOWN, [NO, YES, NO], YES, DOWN),
        (DOWN, [YES, NO, NO], NO, UP),
        (DOWN, [NO, NO, YES], NO, NONE),
        (NONE, [NO, NO, YES], YES, NONE),
        (None, [YES, NO, NO], YES, UP),  # "is linked with": either way holds it
        (None, [NO, NO, YES], NO, NONE),
        (DOWN, [NO, YES, NO], NO, None),  # the two ways of asking do not agree
        (DOWN, [YES, NO, NO], YES, None),
        (DOWN, [SILENT, SILENT, SILENT], SILENT, None),
        (DOWN, [NO, Scores(0.6, 0.2, 0.2), NO], YES, None),  # not sure enough
        (DOWN, [NO, YES, NO], SILENT, None),
    ],
)
def test_an_opinion_needs_both_ways_of_asking(
    wanted: Finding | None, hypotheses: list[Scores], of_claim: Scores, opinion: Finding | None
) -> None:
    assert opinion_of(wanted, hypotheses, of_claim) is opinion


def test_agreement_leaves_a_finding_and_adds_the_scores(question: Question) -> None:
    (made,) = read(question, [item(question)], Says(DOWN, YES))
    assert (made.finding, made.stance, made.reader_scores, made.disputed) == (DOWN, Stance.SUPPORTS, tuple(YES), None)
    assert "says.v0" in made.rules


@pytest.mark.parametrize("rules", [UP, DOWN, NONE])
@pytest.mark.parametrize(("reader", "of_claim"), [(UP, NO), (NONE, NO), (DOWN, YES)])
def test_a_dispute_is_told_and_changes_nothing_that_counts(
    question: Question, rules: Finding, reader: Finding, of_claim: Scores
) -> None:
    before = item(question, finding=rules)
    (made,) = read(question, [before], Says(reader, of_claim))
    assert made.disputed == (None if reader is rules else reader)
    assert any("second reading" in flag for flag in made.flags) == (reader is not rules)
    bare = replace(made, flags=before.flags, rules=before.rules, disputed=None, reader_scores=None)
    assert bare == before


@given(
    st.lists(st.tuples(st.sampled_from([UP, DOWN, NONE]), st.sampled_from([None, UP, DOWN, NONE]), st.integers(10, 5000)), min_size=1, max_size=6)
)  # fmt: skip
def test_no_dispute_moves_a_verdict(drawn: list[tuple[Finding, Finding | None, int]]) -> None:
    interventions, outcomes = load_vocabulary("interventions"), load_vocabulary("outcomes")
    asked = claim("garlic", "blood pressure", Direction.DECREASES)
    mine = [
        appraisal(str(number), finding=finding, claim_id=asked.id, participants=people, stance=Stance.SUPPORTS if finding is DOWN else Stance.REFUTES)
        for number, (finding, _, people) in enumerate(drawn, 1)
    ]  # fmt: skip
    disputed = [replace(item, disputed=other) for item, (_, other, _) in zip(mine, drawn, strict=True)]
    years: dict[str, int | None] = {item.pmid: 2020 for item in mine}
    adequacy = Adequacy(Coverage.PUBMED, 0, (), 6)
    plain, told = (judge(asked, items, years, adequacy, (), interventions, outcomes) for items in (mine, disputed))
    assert replace(told, reasons=tuple(step for step in told.reasons if step.rule != "verdict.disputed.v1")) == plain
    counted = set(plain.certainty.studies) if plain.certainty else set()
    steps = [step for step in told.reasons if step.rule == "verdict.disputed.v1"]
    assert len(steps) == sum(item.disputed is not None and item.pmid in counted for item in disputed)


@pytest.mark.parametrize("reader", [Says(None, SILENT), Says(UP, YES), Says(DOWN, NO)])
def test_a_reader_without_an_opinion_changes_no_finding(question: Question, reader: Says) -> None:
    (made,) = read(question, [item(question)], reader)
    assert (made.finding, made.flags) == (DOWN, item(question).flags)


@pytest.mark.parametrize("finding", [Finding.NOT_REPORTED, Finding.MIXED])
def test_the_reader_never_adds_a_finding(question: Question, finding: Finding) -> None:
    (made,) = read(question, [item(question, finding=finding)], Says(DOWN, YES))
    assert made.finding is finding


class Nearest:
    """The higher a record's PMID, the nearer."""

    def vectors(self, texts: Sequence[str]) -> Any:
        return numpy.array([[1.0, 0.0], *([number / 10, 0.0] for number in range(1, len(texts)))])


def test_what_is_beyond_the_limit_is_told_and_what_bears_on_the_claim_is_read(question: Question) -> None:
    items = [item(question, str(number)) for number in range(1, 5)]
    items.append(item(question, "5", finding=Finding.NOT_REPORTED))
    reader = Says(DOWN, YES)
    studies = [study("Garlic", "Garlic was given.", pmid=made.pmid) for made in items]
    made = read_again([question], studies, tuple(items), reader, 11, Nearest())  # four pairs a study: two of them
    assert reader.asked == 8
    assert [NOT_READ in one.flags for one in made] == [True, True, False, False, True]


def test_each_claim_gets_its_turn(interventions: Vocabulary, outcomes: Vocabulary) -> None:
    first, second = (
        question_of(claim(acting, "blood pressure", Direction.DECREASES, id=acting), interventions, outcomes) for acting in ("garlic", "magnesium")
    )  # fmt: skip
    items = [item(first, "1"), item(first, "2"), item(second, "3")]
    studies = [study("Garlic", "Garlic was given.", pmid=made.pmid) for made in items]
    made = read_again([first, second], studies, tuple(items), Says(DOWN, YES), 8)
    assert [NOT_READ in one.flags for one in made] == [False, True, False]


@pytest.mark.parametrize(
    "fields",
    [
        {"trust": Trust.RETRACTED},
        {"design": Design.EDITORIAL},
        {"match": Match.DIFFERENT},
    ],
)
def test_only_what_could_carry_weight_is_read(question: Question, fields: dict[str, object]) -> None:
    made = item(question)
    if "match" in fields:
        from dataclasses import replace

        made = replace(made, match=replace(made.match, outcome=Match.DIFFERENT))
    else:
        made = item(question, **fields)
    reader = Says(UP, NO)
    assert read(question, [made], reader) == (made,)
    assert reader.asked == 0


def test_one_study_found_on_two_rungs_is_read_once_and_told_twice(question: Question) -> None:
    reader = Says(UP, NO)
    made = read(question, [item(question, rung="exact"), item(question, rung="class")], reader)
    assert reader.asked == 4
    assert all(one.disputed is UP for one in made)
