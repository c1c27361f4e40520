"""Questions of published reviews: how they are read, answered and counted. The floor on the benchmark only rises."""

from pathlib import Path

import pytest
from factories import appraisal, study

from claims.errors import UsageError
from claims.records import Concept
from claims.vocabulary import load_vocabulary
from pipeline.appraise.comparison import read_comparison
from pipeline.evaluate import grade
from pipeline.evaluate.grade import answer_of, certainty_of
from pipeline.grade import bodies
from pipeline.grade import grade as graded
from pipeline.records import Finding, Level

UP, DOWN, NULL, SILENT = (
    Finding.INCREASED, Finding.DECREASED, Finding.NO_SIGNIFICANT_DIFFERENCE, Finding.NOT_REPORTED,
)  # fmt: skip
# Measured 2026-11-25: 0.41, 0.20, 0.82. Aimed at: 0.45, 0.25, 0.88.
ANSWERS, KAPPA, WITHIN_ONE = 0.41, 0.20, 0.82


@pytest.mark.parametrize(
    ("outcome", "valence", "abstract", "finding"),
    [
        ("pain", -1, "Pain fell in the capsaicin group compared with the placebo group (p = 0.01).", DOWN),
        # told of the other arm
        ("pain", -1, "Pain was higher in the placebo group than in the capsaicin group (p = 0.01).", DOWN),
        ("pain", -1, "The placebo group had more pain than the capsaicin group.", DOWN),
        # improvement of what is bad
        ("pain severity", -1, "Pain severity improved more with capsaicin than with placebo.", DOWN),
        ("pain", -1, "There was no significant difference in pain between capsaicin and placebo.", NULL),
        # fewer deaths are more survival
        ("survival", 1, "Mortality was lower with capsaicin than with placebo.", UP),
        # an aim, and another outcome, say nothing
        ("pain", -1, "We examined whether capsaicin reduces pain.", SILENT),
        ("pain", -1, "Weight rose with capsaicin.", SILENT),
    ],
)
def test_read_comparison(outcome: str, valence: int, abstract: str, finding: Finding) -> None:
    asked = Concept(outcome, valence=valence, known=False)
    assert read_comparison(study("A trial", abstract), "capsaicin", "placebo", asked)[0] is finding


QUESTION = "Is the risk of pain higher, lower, or the same when comparing capsaicin to placebo?"
TABLES = load_vocabulary("interventions"), load_vocabulary("outcomes")


def _source(pmid: str, text: str) -> dict[str, str]:
    return {"article_id": pmid, "title": "Capsaicin: a randomised trial", "content": text}


def test_a_source_that_is_silent_is_no_data_and_not_a_null() -> None:
    silent = _source("1", "We randomised 500 adults to capsaicin or placebo. Weight rose.")
    told = _source("2", "We randomised 500 adults to capsaicin or placebo, double-blind. Pain fell with capsaicin compared with placebo (RR 0.5, 95% CI 0.4 to 0.6).")  # fmt: skip
    assert certainty_of(QUESTION, [silent], *TABLES) is None
    certainty = certainty_of(QUESTION, [silent, told], *TABLES)
    assert certainty is not None
    assert (certainty.studies, answer_of(certainty)) == (("2",), "lower")


@pytest.mark.parametrize(
    ("finding", "people", "answer"),
    [(UP, 1000, "higher"), (DOWN, 1000, "lower"), (NULL, 1000, "no difference"), (UP, 20, "uncertain effect")],
)
def test_answers(finding: Finding, people: int, answer: str) -> None:
    (body,) = bodies([appraisal(finding=finding, participants=people, effect=None)], {"1": None})
    assert answer_of(graded(body, Concept("pain", valence=-1))) == answer
    assert answer_of(None) == "insufficient data"


def test_kappa() -> None:
    low, high = Level.LOW, Level.HIGH
    assert grade._kappa([(low, low), (high, high)]) == 1
    assert grade._kappa([(low, high), (high, low)]) == -1
    assert grade._kappa([]) is None


def test_other_shapes_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text('{"question": "Is it?", "answer": "maybe", "evidence_certainty": "", "sources": {}}\n')
    with pytest.raises(UsageError, match="answers"):
        grade.evaluate(path)
    with pytest.raises(UsageError, match="question"):
        certainty_of("Does it work?", [], *TABLES)


def test_the_benchmark(shared: Path) -> None:
    figures = grade.evaluate(shared / "benchmarks" / "grade" / "medevidence-dev.jsonl.gz")
    assert figures["answer_accuracy"] >= ANSWERS
    assert figures["certainty_kappa"] >= KAPPA
    assert figures["certainty_within_one"] >= WITHIN_ONE
    assert figures["n_certainty"] + figures["n_ungraded"] == 81
