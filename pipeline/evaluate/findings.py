"""What a trial found of an outcome: increased, decreased, no significant difference. Read from title and abstract alone."""

import time
from collections import Counter
from pathlib import Path
from typing import Any

from claims.sentences import sentence_spans
from pipeline.appraise.reader.read import Reader, finding_scores
from pipeline.evaluate.measure import abstention, accuracy, f1, macro_f1
from pipeline.evaluate.rows import label_of, read_rows, texts_of
from pipeline.reading import SURE

_GOLD = {
    "significantly increased": "increased", "significantly decreased": "decreased", "no significant difference": "no difference",
}  # fmt: skip


def evaluate(path: Path, reader: Reader) -> dict[str, Any]:
    """`macro_f1` over the three directions; with the control in which each question is put to another abstract."""
    rows = read_rows(path)
    began = time.perf_counter()
    gold, found, control, confidence = [], [], [], []
    texts = [texts_of({"title": "", **row}, "pmid", "abstract", "title") for row in rows]
    for number, row in enumerate(rows):
        acting, outcome, comparator = texts_of(row, "intervention", "outcome", "comparator")
        gold.append(_GOLD[label_of(row, _GOLD)])
        pmid, abstract, title = texts[number]
        finding, likely = _finding(reader, acting, outcome, comparator, abstract, title)
        found.append(finding)
        confidence.append(likely)
        others = (texts[(number + step) % len(texts)] for step in range(1, len(texts)))
        _, foreign, foreign_title = next((other for other in others if other[0] != pmid), texts[number])
        control.append(_finding(reader, acting, outcome, comparator, foreign, foreign_title)[0])
    seconds = time.perf_counter() - began
    moved = [at for at, label in enumerate(gold) if label != "no difference"]
    return {
        "task": "findings",
        "n": len(rows),
        "macro_f1": macro_f1(gold, found),
        "accuracy": accuracy(gold, found),
        "per_class": {name: f1(gold, found, name) for name in _GOLD.values()},
        "claim_only_accuracy": accuracy([gold[at] for at in moved], [control[at] for at in moved]),
        "claim_only_macro_f1": macro_f1(gold, control),
        **abstention(confidence, [a == b for a, b in zip(gold, found, strict=True)], SURE),
        "confusions": [{"gold": a, "found": b, "n": n} for (a, b), n in Counter(zip(gold, found, strict=True)).items() if a != b],
        "seconds": seconds,
        "versions": [reader.version],
    }  # fmt: skip


def _finding(
    reader: Reader, acting: str, outcome: str, comparator: str, abstract: str, title: str
) -> tuple[str, float]:
    """The direction, and how likely its hypothesis is."""
    sentences = [abstract[start:end] for start, end in sentence_spans(abstract)]
    scores = finding_scores(reader, acting, outcome, comparator or None, sentences or [""], title)
    best = max(scores, key=lambda name: scores[name].supports - scores[name].refutes)
    return best, scores[best].supports
