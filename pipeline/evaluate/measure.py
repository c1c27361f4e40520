"""The measures that tasks share. Labels are compared as they are; figures are rounded at the edge, not here."""

from collections.abc import Hashable, Sequence


def macro_f1(gold: Sequence[Hashable], found: Sequence[Hashable]) -> float:
    """The mean of the F1 of each label that the gold has."""
    labels = dict.fromkeys(gold)
    return sum(f1(gold, found, label) for label in labels) / len(labels) if labels else 0.0


def f1(gold: Sequence[Hashable], found: Sequence[Hashable], label: Hashable) -> float:
    pairs = list(zip(gold, found, strict=True))
    right = sum(a == b == label for a, b in pairs)
    wrong = sum((a == label) != (b == label) for a, b in pairs)
    return 2 * right / (2 * right + wrong) if right else 0.0


def accuracy(gold: Sequence[Hashable], found: Sequence[Hashable]) -> float:
    return sum(a == b for a, b in zip(gold, found, strict=True)) / len(gold) if gold else 0.0


def calibration_error(confidence: Sequence[float], right: Sequence[bool], bins: int = 15) -> float:
    """Expected calibration error over equal-width bins of the top class's probability (Naeini et al., AAAI 2015)."""
    if not confidence:
        return 0.0
    held: list[list[int]] = [[] for _ in range(bins)]
    for at, value in enumerate(confidence):
        held[min(bins - 1, int(value * bins))].append(at)
    gaps = (
        abs(sum(confidence[at] for at in part) - sum(right[at] for at in part)) for part in held if part
    )  # a bin's weight times its gap is the difference of the sums
    return sum(gaps) / len(confidence)


def abstention(confidence: Sequence[float], right: Sequence[bool], least: float) -> dict[str, float | None]:
    """The share that is left open, being less likely than `least`, and how much of the rest is right."""
    kept = [good for value, good in zip(confidence, right, strict=True) if value >= least]
    abstained = 1 - len(kept) / len(confidence) if confidence else 0.0
    return {"abstained": abstained, "sure_at": least, "accuracy_when_sure": sum(kept) / len(kept) if kept else None}
