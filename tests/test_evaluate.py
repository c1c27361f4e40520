"""The measures, and the tasks that use them: on small data of our own, and with floors on the benchmarks where they are there."""

import gzip
import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from claims.errors import UsageError
from pipeline.appraise.reader.encoder import Scores
from pipeline.evaluate import design, findings, stance
from pipeline.evaluate.measure import accuracy, calibration_error, f1, macro_f1

# title, abstract, class: written for this project, as such records are worded.
RECORDS = [
    ("Garlic for blood pressure: a systematic review and meta-analysis", "We searched three databases.", design.REVIEW),
    ("Magnesium and sleep: a randomised controlled trial", "Sixty adults were randomly assigned to magnesium or placebo.", design.TRIAL),
    ("Ginger for nausea", "Women were randomly allocated to ginger or vitamin B6 for four days.", design.TRIAL),
    ("Music therapy for people with dementia", "Twenty patients underwent music therapy twice a week. Mood improved.", design.HUMAN),
    ("Open-label treatment with riboflavin in migraine", "Forty patients received riboflavin for three months.", design.HUMAN),
    ("Liver failure after green tea extract", "A 45-year-old woman presented with jaundice. The patient recovered.", design.CASE),
    ("A case of hypermagnesaemia", "We report a man who took laxatives for years.", design.CASE),
    ("Krill oil lowers triglycerides in rats", "Male rats were fed krill oil or soy oil. The rats were killed after eight weeks.", design.ANIMAL),
    ("Curcumin inhibits amyloid aggregation", "Cultured neurons were incubated with curcumin in vitro.", design.VITRO),
    ("Use of supplements among students", "A survey of 900 students was made. Half took vitamins.", design.OTHER),
    ("Vitamin D: what every physician should know", "This article reviews what is known of vitamin D.", design.OTHER),
    ("Sleep and blood pressure in a cohort of nurses", "We followed 5,000 nurses for ten years.", design.OTHER),
]  # fmt: skip


@pytest.mark.parametrize(("title", "abstract", "wanted"), RECORDS, ids=[row[0][:30] for row in RECORDS])
def test_design_from_words_alone(title: str, abstract: str, wanted: str) -> None:
    assert design.class_of(title, abstract) == wanted


def test_design_on_the_benchmark(shared: Path) -> None:
    """A floor that only rises: reached when it was set, 0.799."""
    figures = design.evaluate(shared / "benchmarks" / "design" / "dev.jsonl.gz")
    assert figures["n"] == 530
    assert figures["macro_f1"] >= 0.79


def test_measures_by_hand() -> None:
    gold, found = list("aabbc"), list("abbbc")
    assert f1(gold, found, "a") == pytest.approx(2 / 3)
    assert macro_f1(gold, found) == pytest.approx((2 / 3 + 4 / 5 + 1) / 3)
    assert accuracy(gold, found) == pytest.approx(4 / 5)
    assert calibration_error([0.9, 0.9, 0.9, 0.9], [True, True, True, False]) == pytest.approx(0.15)
    assert calibration_error([1.0, 1.0], [True, True]) == 0.0
    assert (macro_f1([], []), accuracy([], []), calibration_error([], [])) == (0.0, 0.0, 0.0)


def test_the_command_prints_one_object(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from reports.cli import main

    path = tmp_path / "rows.jsonl.gz"
    rows = [
        {"title": title, "abstract": abstract, "accepted_label": "Human-RCT-drug-intervention"}
        for title, abstract, _ in RECORDS[1:3]
    ]
    path.write_bytes(gzip.compress("\n".join(map(json.dumps, rows)).encode()))
    with pytest.raises(SystemExit) as ended:
        main(["evaluate", "design", str(path)])
    assert ended.value.code == 0
    figures = json.loads(capsys.readouterr().out)
    assert (figures["task"], figures["n"], figures["macro_f1"]) == ("design", 2, 1.0)
    assert {"seconds", "versions", "accuracy"} <= set(figures)


@pytest.mark.parametrize("data", [b"", b"not json", b"[1]\n", b'{"title": "x"}\n', gzip.compress(b"{}")[:10]])
def test_what_is_not_labelled_data_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "rows.jsonl").write_bytes(data)
    with pytest.raises(UsageError):
        design.evaluate(tmp_path / "rows.jsonl")
    with pytest.raises(UsageError):
        design.evaluate(tmp_path / "none.jsonl")


class Overlap:
    """A reader that knows only words: it supports what a text repeats, refutes it where the text says "not", else says nothing."""

    version = "overlap"

    def score(self, pairs: Sequence[tuple[str, str]]) -> list[Scores]:
        return [self._one(hypothesis.lower().strip("."), text.lower()) for hypothesis, text in pairs]

    def _one(self, hypothesis: str, text: str) -> Scores:
        if not all(word in text for word in hypothesis.split()[:1]):
            return Scores(0.1, 0.1, 0.8)
        return Scores(0.1, 0.8, 0.1) if " not " in text else Scores(0.8, 0.1, 0.1)


def rows_of(path: Path, rows: list[dict[str, object]]) -> Path:
    path.write_bytes(gzip.compress("\n".join(map(json.dumps, rows)).encode()))
    return path


def test_stance_with_its_control_and_what_was_trained_on(tmp_path: Path) -> None:
    def row(claim: str, doc: str, sentence: str, label: str, dataset: str = "clinifact") -> dict[str, object]:
        return {
            "dataset": dataset,
            "claim": claim,
            "doc_id": doc,
            "sentences": ["Background.", sentence],
            "label": label,
            "rationales": [1],
        }

    seen = row("Seen claim", "d9", "Seen.", "SUPPORTS")
    rows_of(tmp_path / "train.jsonl.gz", [seen])
    path = rows_of(
        tmp_path / "dev.jsonl.gz",
        [seen, row("Garlic works", "d1", "Garlic did work well.", "SUPPORTS"), row("Zinc works", "d2", "Zinc did not work.", "REFUTES"),
         row("Iron works", "d3", "Nothing was seen.", "NEI", "other")],
    )  # fmt: skip
    figures = stance.evaluate(path, Overlap())
    assert (figures["n"], figures["left_out"], figures["macro_f1"], figures["accuracy"]) == (3, 1, 1.0, 1.0)
    assert figures["per_dataset"]["clinifact"]["n"] == 2
    assert figures["per_dataset"]["other"]["claim_only_accuracy"] is None
    assert figures["claim_only_accuracy"] == 0.5  # a foreign abstract tells nothing: one of the two is right by chance
    assert figures["ece"] == pytest.approx(0.2)


def test_findings_by_three_hypotheses(tmp_path: Path) -> None:
    class Direction:
        version = "direction"

        def score(self, pairs: Sequence[tuple[str, str]]) -> list[Scores]:
            return [
                Scores(0.9, 0.05, 0.05) if word in text.lower() else Scores(0.05, 0.9, 0.05)
                for hypothesis, text in pairs
                for word in [
                    next(key for key in ("increases", "decreases", "no significant difference") if key in hypothesis)
                ]
            ]

    def row(label: str, abstract: str, pmid: str) -> dict[str, object]:
        return {
            "intervention": "garlic",
            "comparator": "placebo",
            "outcome": "blood pressure",
            "label": label,
            "abstract": abstract,
            "pmid": pmid,
        }

    path = rows_of(
        tmp_path / "rows.jsonl.gz",
        [row("significantly decreased", "Garlic decreases it.", "1"), row("significantly increased", "Garlic increases it.", "2"),
         row("no significant difference", "There was no significant difference.", "3")],
    )  # fmt: skip
    figures = findings.evaluate(path, Direction())
    assert (figures["n"], figures["macro_f1"]) == (3, 1.0)
    assert figures["claim_only_macro_f1"] == 0.0


def test_a_line_ends_at_a_line_feed_only(tmp_path: Path) -> None:
    """JSON lets U+2028 and its like stand in a text as they are."""
    row = {"title": "Garlic\u2028and\x85blood\u2029pressure", "abstract": "x", "accepted_label": "Remaining"}
    (tmp_path / "rows.jsonl").write_text(json.dumps(row, ensure_ascii=False) + "\n", "utf-8")
    assert design.evaluate(tmp_path / "rows.jsonl")["n"] == 1


def _told(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[object, str]:
    from reports.cli import main

    with pytest.raises(SystemExit) as ended:
        main(["evaluate", *arguments])
    return ended.value.code, capsys.readouterr().err


@pytest.mark.parametrize("task", ["stance", "findings", "retrieval"])
def test_a_reader_that_cannot_be_opened_is_told(task: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, told = _told([task, "rows.jsonl", "--weights", str(tmp_path)], capsys)
    assert (code, "not the folder of a trained reader" in told) == (2, True)


@pytest.mark.parametrize(
    ("task", "row"),
    [
        ("findings", {"pmid": "1", "abstract": "x", "intervention": "a", "outcome": "b", "comparator": "c", "label": "better"}),
        ("findings", {"pmid": "1", "abstract": ["x"], "intervention": "a", "outcome": "b", "comparator": "c", "label": "no significant difference"}),
        ("findings", {"intervention": "a", "outcome": "b", "comparator": "c", "label": "no significant difference"}),
        ("stance", {"dataset": "d", "claim": "c", "doc_id": "1", "label": "MAYBE", "sentences": ["x"]}),
        ("stance", {"dataset": "d", "claim": "c", "doc_id": "1", "label": "NEI", "sentences": "x"}),
        ("stance", {"dataset": "d", "claim": "c", "doc_id": "1", "label": "NEI", "sentences": [None]}),
        ("stance", {"dataset": ["d"], "claim": "c", "doc_id": "1", "label": "NEI", "sentences": ["x"]}),
    ],
)  # fmt: skip
def test_rows_of_another_shape_are_told(
    task: str, row: dict[str, object], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "rows.jsonl").write_text(json.dumps(row), "utf-8")
    code, told = _told([task, str(tmp_path / "rows.jsonl")], capsys)
    assert code == 2
    assert "row" in told or "label" in told


def test_an_option_of_another_task_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, told = _told(["design", "rows.jsonl", "--weights", str(tmp_path)], capsys)
    assert (code, "--weights does not go with design" in told) == (2, True)
