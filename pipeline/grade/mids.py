"""Minimal important differences: the smallest effect that matters to people. Dated 2026-11-25.

Defaults (RR, OR, HR 0.80 to 1.25; SMD ±0.2) are marked as defaults. For rare grave outcomes a relative threshold of that
width would call real harm trivial, so they have a narrower one (ours).
"""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from claims.records import Concept
from pipeline.records import Effect, Finding

DATED = "2026-11-25"
_DEFAULT = 0.80, 1.25
_RELATIVE = {"RR", "OR", "HR"}
_GRAVE = (
    "death", "mortality", "cancer", "stroke", "myocardial", "heart attack", "cardiovascular", "dementia", "suicide",
    "neural tube", "bleeding", "fracture", "haemorrhage",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Threshold:
    low: float
    high: float
    source: str
    grave: bool = False


def threshold_for(outcome: Concept, effect: Effect) -> Threshold | None:
    """The band of trivial effects for an outcome and a measure; None where none is known (a difference in a unit)."""
    for row in _table():
        same_unit = row["unit"].rstrip("s") == (effect.unit or "").rstrip("s").replace("min", "minute").replace(
            "minuteute", "minute"
        )
        if row["outcome"] == outcome.preferred and row["measure"] == effect.measure and same_unit:
            return Threshold(float(row["low"]), float(row["high"]), row["source"])
    if effect.measure in _RELATIVE:
        if any(word in outcome.preferred for word in _GRAVE):
            return Threshold(0.95, 1.05, "0.95 to 1.05 for grave outcomes (ours)", grave=True)
        return Threshold(*_DEFAULT, "0.80 to 1.25 (default)")
    if effect.measure == "SMD":
        return Threshold(-0.2, 0.2, "SMD ±0.2 (default)")
    return None


def is_benefit(finding: Finding | None, outcome: Concept) -> bool:
    """Whether a movement of the outcome is for the better."""
    return (finding is Finding.DECREASED and outcome.valence < 0) or (
        finding is Finding.INCREASED and outcome.valence > 0
    )


def within_default(effect: Effect) -> bool:
    """Whether the whole interval of a ratio lies within what is called little or none by default."""
    low, high = _DEFAULT
    return (
        effect.measure in _RELATIVE
        and effect.low is not None
        and effect.high is not None
        and low <= effect.low
        and effect.high <= high
    )


def least_claimed(outcome: Concept, effect: Effect, *, benefit: bool) -> Threshold | None:
    """The band that a claimed effect must leave to matter. A benefit on a grave outcome must be 15 % or more (ours): a harm need not be."""
    band = threshold_for(outcome, effect)
    if band is None or not band.grave or not benefit:
        return band
    return Threshold(0.85, 1 / 0.85, "0.85 to 1.18 for benefits on grave outcomes (ours)", grave=True)


@cache
def _table() -> tuple[dict[str, str], ...]:
    text = files("pipeline.grade").joinpath("mids.tsv").read_text("utf-8")
    return tuple(csv.DictReader(text.splitlines(), delimiter="\t"))
