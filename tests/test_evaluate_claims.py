"""The measure of extraction: matching, what is spared, what is counted."""

import json
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.errors import UsageError
from claims.records import Claim, Concept, Direction
from pipeline.evaluate import claims
from pipeline.evaluate.assignment import assign
from pipeline.evaluate.words import overlap


@given(
    st.integers(1, 5).flatmap(
        lambda n: st.lists(st.lists(st.integers(0, 9), min_size=n, max_size=n), min_size=1, max_size=5)
    )
)
def test_the_assignment_is_the_best_one(weights: list[list[int]]) -> None:
    pairs = assign(weights)
    rows, columns = range(len(weights)), range(len(weights[0]))
    if len(rows) <= len(columns):
        best = max(sum(weights[i][j] for i, j in enumerate(way)) for way in permutations(columns, len(rows)))
    else:
        best = max(sum(weights[i][j] for j, i in enumerate(way)) for way in permutations(rows, len(columns)))
    assert sum(weights[i][j] for i, j in pairs) == best
    assert len({i for i, _ in pairs}) == len({j for _, j in pairs}) == len(pairs)
    assert all(weights[i][j] for i, j in pairs)


@pytest.mark.parametrize(
    ("one", "other", "share"),
    [(None, None, 1), (None, "garlic", 0), ("the garlic", "Garlic", 1), ("headaches", "headache", 1), ("bad sleep", "poor sleep", 0.5), ("1,000 mg", "1000 mg", 1)],
)  # fmt: skip
def test_shared_words(one: str | None, other: str | None, share: float) -> None:
    assert overlap(one, other) == share


def gold(start: int, end: int, intervention: str, outcome: str, **fields: Any) -> dict[str, Any]:
    return {
        "id": "c", "quote": "q", "start": start, "end": end, "intervention": intervention, "intervention_canonical": intervention,
        "outcome": outcome, "outcome_canonical": outcome, "direction": "decreases", "negated": False, "hedge": "none", "kind": "efficacy",
        "population": None, "context": None, "dose": None, "checkable": True, **fields,
    }  # fmt: skip


def found(start: int, end: int, intervention: str, outcome: str, **fields: Any) -> Claim:
    concepts = Concept(intervention), Concept(outcome)
    return Claim("x", "q", start, end, intervention, outcome, *concepts, Direction.DECREASES, **fields)


def test_what_is_found_missed_and_wrong() -> None:
    annotated = [gold(0, 30, "garlic", "blood pressure"), gold(40, 60, "zinc", "colds")]
    mine = [found(0, 32, "garlic", "blood pressure"), found(0, 32, "garlic", "weight"), found(70, 90, "tea", "sleep")]
    scored = claims.score(annotated, [{"start": 75, "end": 80}], mine)
    assert [claim.outcome for _, claim in scored.pairs] == ["blood pressure"]
    assert [claim["intervention"] for claim in scored.missed] == ["zinc"]
    assert ([claim.outcome for claim in scored.wrong], scored.on_no_claim) == (["weight", "sleep"], 1)


def test_a_restatement_is_spared_only_with_its_negation_right() -> None:
    annotated = [gold(0, 30, "garlic", "blood pressure", also_at=[{"start": 50, "end": 80}])]
    again = [found(0, 30, "garlic", "blood pressure"), found(50, 80, "garlic", "blood pressure")]
    assert not claims.score(annotated, [], again).wrong
    denied = [again[0], found(50, 80, "garlic", "blood pressure", negated=True)]
    assert claims.score(annotated, [], denied).wrong == (denied[1],)


def test_what_nobody_could_check_is_neither_needed_nor_wrong() -> None:
    annotated = [gold(0, 30, "garlic", "toxins", checkable=False)]
    scored = claims.score(annotated, [], [found(0, 30, "garlic", "toxins")])
    assert (scored.pairs, scored.missed, scored.wrong) == ((), (), ())


def test_a_folder_of_articles(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Garlic lowers blood pressure.\n", "utf-8")
    (tmp_path / "a.gold.json").write_text(
        json.dumps({"claims": [gold(0, 28, "Garlic", "blood pressure")], "not_claims": []}), "utf-8"
    )
    figures = claims.evaluate(tmp_path)
    assert (figures["f1"], figures["fields"]["direction"], figures["matched"]) == (1, 1, 1)
    with pytest.raises(UsageError):
        claims.evaluate(tmp_path / "none")
    (tmp_path / "b.gold.json").write_text("[]", "utf-8")
    with pytest.raises(UsageError):
        claims.evaluate(tmp_path)
