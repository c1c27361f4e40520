"""Stance of an abstract towards a claim: supports, refutes, says nothing. With the claim-only control, by data set and in all."""

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from claims.errors import UsageError
from claims.sentences import sentence_spans
from pipeline.appraise.reader.choose import chosen
from pipeline.appraise.reader.encoder import Scores
from pipeline.appraise.reader.read import LABELS, Reader, text_to_read
from pipeline.evaluate.measure import abstention, accuracy, calibration_error, macro_f1
from pipeline.evaluate.rows import label_of, read_rows, sentences_of, texts_of
from pipeline.reading import SURE

# A claim is given the sentences of the abstract so many rows further on, for the control.
_STEP = 7


def evaluate(path: Path, reader: Reader) -> dict[str, Any]:
    """Rows that share a claim or abstract with the training split beside the file are left out (`left_out` counts them)."""
    rows = [_split(row) for row in read_rows(path)]
    known = _trained_on(path)
    kept = [row for row in rows if not {(row["dataset"], row["claim"]), (row["dataset"], row["doc_id"])} & known]
    if not kept:
        raise UsageError(f"{path}: every row shares a claim or abstract with the training split beside it.")
    began = time.perf_counter()
    scores = reader.score([(row["claim"], text_to_read(row["claim"], row["sentences"], row["title"])) for row in kept])
    seconds = time.perf_counter() - began
    gold, found = [row["label"] for row in kept], [_label(score) for score in scores]
    confidence = [max(score) for score in scores]
    right = [a == b for a, b in zip(gold, found, strict=True)]
    control = _control(kept, reader)
    names = dict.fromkeys(row["dataset"] for row in kept)
    per_dataset = {}
    for name in names:
        at = [number for number, row in enumerate(kept) if row["dataset"] == name]
        per_dataset[name] = {
            "macro_f1": macro_f1([gold[n] for n in at], [found[n] for n in at]),
            "accuracy": accuracy([gold[n] for n in at], [found[n] for n in at]),
            "n": len(at),
            "claim_only_accuracy": _mean([control[n] for n in at]),
        }
    return {
        "task": "stance",
        "n": len(kept),
        "left_out": len(rows) - len(kept),
        "macro_f1": macro_f1(gold, found),
        "accuracy": accuracy(gold, found),
        "per_dataset": per_dataset,
        "claim_only_accuracy": _mean(control),
        "rationale_f1": _rationale_f1(kept),
        "ece": calibration_error(confidence, right),
        **abstention(confidence, right, SURE),
        "pairs_per_second": len(kept) / seconds,
        "versions": [reader.version],
    }


def _split(row: dict[str, Any]) -> dict[str, Any]:
    """An abstract that lies there in one piece (CliniFact's do), in sentences."""
    dataset, claim, doc_id, title = texts_of({"title": "", **row}, "dataset", "claim", "doc_id", "title")
    label = label_of(row, LABELS)
    pieces = sentences_of(row) or [""]
    if len(pieces) == 1:
        pieces = [pieces[0][start:end] for start, end in sentence_spans(pieces[0])] or [""]
    rationales = [at for at in row.get("rationales") or () if isinstance(at, int)]
    return {
        "dataset": dataset, "claim": claim, "doc_id": doc_id, "label": label, "sentences": pieces, "title": title, "rationales": rationales,
    }  # fmt: skip


def _label(score: Scores) -> str:
    return LABELS[max(range(3), key=lambda at: score[at])]


def _control(rows: Sequence[dict[str, Any]], reader: Reader) -> list[bool | None]:
    """Whether the claim alone tells supports from refutes; None for rows of neither. 0.5 is chance."""
    asked = [number for number, row in enumerate(rows) if row["label"] != "NEI"]
    foreign = {number: _foreign(rows, number) for number in asked}
    scores = reader.score([(rows[n]["claim"], text_to_read(rows[n]["claim"], *foreign[n])) for n in asked])
    right: list[bool | None] = [None] * len(rows)
    for number, score in zip(asked, scores, strict=True):
        right[number] = (score.supports > score.refutes) == (rows[number]["label"] == "SUPPORTS")
    return right


def _foreign(rows: Sequence[dict[str, Any]], number: int) -> tuple[list[str], str]:
    """The sentences and title of another abstract of the same data set, always the same one."""
    mine = rows[number]
    others = [row for row in rows if row["dataset"] == mine["dataset"] and row["doc_id"] != mine["doc_id"]] or [mine]
    other = others[(number * _STEP) % len(others)]
    return other["sentences"], other["title"]


def _rationale_f1(rows: Sequence[dict[str, Any]]) -> float:
    """Over sentences, of the rows whose gold rationale is known, with the two best sentences as ours."""
    both = ours = theirs = 0
    for row in rows:
        gold = set(row.get("rationales") or ())
        if gold and row["label"] != "NEI":
            found = set(chosen(row["claim"], row["sentences"], most_words=1_000, most=2))
            both, ours, theirs = both + len(gold & found), ours + len(found), theirs + len(gold)
    return 2 * both / (ours + theirs) if both else 0.0


def _trained_on(path: Path) -> set[tuple[str, str]]:
    beside = path.with_name("train.jsonl.gz")
    if path.name == beside.name or not beside.is_file():
        return set()
    rows = [row for row in read_rows(beside) if row["dataset"] == "clinifact"]
    return {("clinifact", row["claim"]) for row in rows} | {("clinifact", row["doc_id"]) for row in rows}


def _mean(values: Sequence[bool | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None
