"""Editors' decisions: they outrank the program, stand beside it, and go out of date when the evidence beneath them changes."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import NOW
from factories import VOCABULARIES, audited
from test_recheck import REVIEW, TRIAL, library

from claims.errors import UsageError
from claims.intake import read_bytes
from claims.vocabulary import Vocabulary
from pipeline.canonical import canonical_json
from pipeline.decide import decided, machine_verdict
from pipeline.recheck.run import Tools, recheck
from pipeline.recheck.watching import begin_watching, keep_decision
from pipeline.records import Action, Audit, Decision, Label
from pipeline.replay import replay
from pipeline.store import Store, open_store
from pipeline.store.audits import latest_audit
from pipeline.verdict.editors import evidence_of


@pytest.fixture
def made() -> Audit:
    return audited(
        read_bytes(
            b"Garlic reduces blood pressure.\n\nGarlic reduces migraine.\n\nZinc reduces fatigue.",
            "a.txt",
            now=NOW,
        ),
        library(TRIAL),
    )


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "store.sqlite") as opened:
        yield opened


def decision(audit: Audit, action: Action, number: int = 0, **fields: object) -> Decision:
    made = Decision(audit.claims[number].id, "Eva", NOW, "editor", "because", action=action)
    return replace(made, **fields)  # type: ignore[arg-type]


def test_override_and_replay(made: Audit, interventions: Vocabulary, outcomes: Vocabulary) -> None:
    after = decided(made, decision(made, Action.OVERRIDE, label=Label.INSUFFICIENT), interventions, outcomes)
    assert after.verdicts[0].label is Label.INSUFFICIENT
    assert str(made.verdicts[0].label) in after.verdicts[0].reasons[-1].sentence
    assert "so decided by Eva" in after.verdicts[0].sentence
    data = canonical_json(after)
    assert replay(data, "x", interventions, outcomes) == data


@pytest.mark.parametrize("action", [Action.ACCEPT, Action.OVERRIDE])
def test_it_goes_out_of_date_with_its_evidence(
    action: Action, made: Audit, store: Store, interventions: Vocabulary, outcomes: Vocabulary
) -> None:
    seen = evidence_of(machine_verdict(made, made.claims[0], interventions, outcomes))
    word = decision(made, action, label=Label.INSUFFICIENT if action is Action.OVERRIDE else None, evidence=seen)
    begin_watching(store, replace(made, now="2026-11-01T06:00:00Z"), "a.txt", *VOCABULARIES, every=1)
    before = latest_audit(store.connection, 1)
    assert before is not None
    after = decided(before, word, interventions, outcomes)
    assert keep_decision(store, before, word, interventions, outcomes)
    assert "out of date" not in after.verdicts[0].reasons[-1].sentence
    recheck(store, Tools(library(TRIAL, REVIEW), interventions, outcomes), "2026-11-25T06:00:00Z", today="2026-11-25")
    now = latest_audit(store.connection, 1)
    assert now is not None
    assert now.decisions == (word,)
    assert "out of date" in now.verdicts[0].reasons[-1].sentence
    assert now.verdicts[0].label is not Label.INSUFFICIENT


def test_a_study_is_left_out_and_taken_in(made: Audit, interventions: Vocabulary, outcomes: Vocabulary) -> None:
    without = decided(made, decision(made, Action.EXCLUDE, pmid="100"), interventions, outcomes)
    assert without.verdicts[0].label is Label.NO_STUDIES
    again = decided(without, decision(made, Action.INCLUDE, pmid="100"), interventions, outcomes)
    assert again.verdicts[0].label is made.verdicts[0].label
    assert [step.sentence for step in again.verdicts[0].reasons][-2:] == [
        "Eva left out PMID 100 (because).",
        "Eva took PMID 100 to be on the question (because).",
    ]
    with pytest.raises(UsageError, match="not among the studies"):
        decided(made, decision(made, Action.EXCLUDE, pmid="999"), interventions, outcomes)


def test_a_retracted_study_cannot_be_taken_in(made: Audit, interventions: Vocabulary, outcomes: Vocabulary) -> None:
    from test_recheck import RETRACTED

    held = audited(made.source, library(RETRACTED))
    after = decided(held, decision(held, Action.INCLUDE, pmid="100"), interventions, outcomes)
    assert after.verdicts[0].label is held.verdicts[0].label


@pytest.mark.parametrize(
    ("field", "value", "fits"),
    [("direction", "increases", True), ("negated", "yes", True), ("population", "children", True), ("direction", "sideways", False), ("quote", "x", False)],
)  # fmt: skip
def test_a_field_is_changed(
    field: str, value: str, fits: bool, made: Audit, interventions: Vocabulary, outcomes: Vocabulary
) -> None:
    word = decision(made, Action.EDIT, field=field, value=value)
    if not fits:
        with pytest.raises(UsageError, match=r"Can be|cannot be"):
            decided(made, word, interventions, outcomes)
        return
    after = decided(made, word, interventions, outcomes)
    assert str(getattr(after.claims[0], field)) in {value, "True"}
    assert after.verdicts[0].label is not made.verdicts[0].label


def test_merge_not_a_claim_and_confirm(made: Audit, interventions: Vocabulary, outcomes: Vocabulary) -> None:
    merged = decided(made, decision(made, Action.MERGE, 1, value=made.claims[0].id), interventions, outcomes)
    assert [claim.id for claim in merged.claims] == [made.claims[0].id, made.claims[2].id]
    assert (made.claims[1].start, made.claims[1].end) in merged.claims[0].also_at
    none = decided(made, decision(made, Action.NOT_A_CLAIM), interventions, outcomes)
    assert none.verdicts[0].label is Label.NOT_CHECKABLE
    doubted = replace(made, claims=(replace(made.claims[0], confirm="odd"), *made.claims[1:]))
    sure = decided(doubted, decision(made, Action.CONFIRM), interventions, outcomes)
    assert sure.verdicts[0].label is made.verdicts[0].label
    for one in (merged, none, sure):
        data = canonical_json(one)
        assert replay(data, "x", interventions, outcomes) == data


def test_postponed_is_due_later(made: Audit, store: Store, interventions: Vocabulary, outcomes: Vocabulary) -> None:
    begin_watching(store, made, "a.txt", *VOCABULARIES, every=1)
    word = decision(made, Action.POSTPONE, until="2027-03-01")
    keep_decision(store, made, word, interventions, outcomes)
    due = {row[0]: row[1] for row in store.connection.execute("SELECT claim, due FROM watched_claims")}
    assert due[made.claims[0].id] == "2027-03-01"


def test_nobody_decides_on_what_is_not_there(made: Audit, interventions: Vocabulary, outcomes: Vocabulary) -> None:
    with pytest.raises(UsageError, match="no claim"):
        decided(made, replace(decision(made, Action.ACCEPT), claim_id="nope"), interventions, outcomes)


def test_what_an_editor_settled_outlives_an_edit_of_the_article(
    made: Audit, interventions: Vocabulary, outcomes: Vocabulary
) -> None:
    from claims.carried import carried_over
    from claims.extract import extract

    edited = decided(made, decision(made, Action.EDIT, field="direction", value="increases"), interventions, outcomes)
    merged = decided(edited, decision(edited, Action.MERGE, 1, value=edited.claims[0].id), interventions, outcomes)
    source = read_bytes(
        b"A word before.\n\nGarlic reduces blood pressure.\n\nGarlic reduces migraine.\n\nZinc reduces fatigue.",
        "a.txt",
        now=NOW,
    )
    now = carried_over(merged.claims, extract(source, interventions, outcomes), merged.source, source)
    assert [claim.id for claim in now] == [claim.id for claim in merged.claims]
    assert now[0].direction is merged.claims[0].direction
    assert all(source.text[claim.start : claim.end] == claim.quote for claim in now)


def test_a_lapsed_decision_is_told(made: Audit, store: Store, interventions: Vocabulary, outcomes: Vocabulary) -> None:
    seen = evidence_of(machine_verdict(made, made.claims[0], interventions, outcomes))
    word = decision(made, Action.OVERRIDE, label=Label.INSUFFICIENT, evidence=seen)
    begin_watching(store, replace(made, now="2026-11-01T06:00:00Z"), "a.txt", *VOCABULARIES, every=1)
    keep_decision(store, made, word, interventions, outcomes)
    outcome = recheck(
        store, Tools(library(TRIAL, REVIEW), interventions, outcomes), "2026-11-25T06:00:00Z", today="2026-11-25"
    )
    (alert,) = (one for one in outcome.alerts if one.claim_id == made.claims[0].id)
    (change,) = (change for change in alert.changes if change[0] == "editor's decision")
    assert "out of date" in change[2]
