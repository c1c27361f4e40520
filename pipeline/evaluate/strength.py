"""How strongly a conclusion is worded, in four classes; and whether a press release says more than its abstract."""

from pathlib import Path
from typing import Any

from claims.records import Strength
from claims.strength import sentence_strength
from pipeline.evaluate.measure import accuracy, f1, macro_f1
from pipeline.evaluate.rows import read_rows, texts_of

# Weakest first. "can" is a possibility here, as in the labels of the sets.
_CLASSES = {
    None: "none",
    Strength.LINKED: "correlational",
    Strength.MAY: "conditional causal",
    Strength.CAN: "conditional causal",
    Strength.DOES: "direct causal",
}
_ORDER = tuple(dict.fromkeys(_CLASSES.values()))


def evaluate(path: Path) -> dict[str, Any]:
    """Rows are sentences with a label, or pairs of a press release's and an abstract's conclusion."""
    rows = read_rows(path)
    return _pairs(rows) if rows and "press_release_conclusion" in rows[0] else _sentences(rows)


def _sentences(rows: list[dict[str, Any]]) -> dict[str, Any]:
    gold, found = [], []
    for row in rows:
        sentence, label = texts_of(row, "sentence", "label")
        gold.append(label)
        found.append(_CLASSES[sentence_strength(sentence)])
    return {
        "task": "strength",
        "n": len(rows),
        "macro_f1": macro_f1(gold, found),
        "accuracy": accuracy(gold, found),
        "per_class": {name: f1(gold, found, name) for name in _ORDER},
    }


def _pairs(rows: list[dict[str, Any]]) -> dict[str, Any]:
    gold, found = [], []
    for row in rows:
        said, meant, label = texts_of(row, "press_release_conclusion", "abstract_conclusion", "exaggeration_label")
        gold.append(label)
        more = _ORDER.index(_CLASSES[sentence_strength(said)]) - _ORDER.index(_CLASSES[sentence_strength(meant)])
        found.append("exaggerates" if more > 0 else "downplays" if more < 0 else "same")
    most = max(gold.count(label) for label in set(gold)) / len(gold)
    commonest = max(sorted(set(gold)), key=gold.count)
    return {
        "task": "strength of pairs",
        "n": len(rows),
        "macro_f1": macro_f1(gold, found),
        "accuracy": accuracy(gold, found),
        "majority_accuracy": most,
        "majority_macro_f1": macro_f1(gold, [commonest] * len(gold)),
        "per_class": {name: f1(gold, found, name) for name in sorted(set(gold))},
    }
