"""What several rules ask of a body: how many people, and which signs of how the studies were made."""

from pipeline.grade.body import Body
from pipeline.records import Appraisal, Signal

# Fewer people than this leave a difference in averages imprecise (GRADE's optimal information size, by rule of thumb).
FEW = 400
VERY_FEW = 100


def signals_named(body: Body, names: set[str]) -> list[tuple[Appraisal, Signal]]:
    return [(item, signal) for item in body.studies for signal in item.signals if signal.name in names]


def people_in(items: tuple[Appraisal, ...]) -> int | None:
    counts = [item.participants for item in items if item.participants]
    return sum(counts) if counts else None
