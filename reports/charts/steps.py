"""Certainty as a waterfall: where it starts, each step that lowers or raises it, where it ends."""

from dataclasses import dataclass

from pipeline.grade.levels import ORDER
from pipeline.records import Certainty
from reports.symbols import domain_of

LABELS, COLUMN, ROW, TOP = 132, 52, 24, 20


@dataclass(frozen=True)
class Bar:
    """`kind`: start, down, up or end; x and width in units; `change` as it is written, empty for the ends."""

    name: str
    kind: str
    x: float
    width: float
    y: float
    change: str


@dataclass(frozen=True)
class Steps:
    start: str
    end: str
    bars: tuple[Bar, ...]
    levels: tuple[tuple[str, float], ...]
    height: float


def steps_of(certainty: Certainty) -> Steps | None:
    if certainty.start is None or certainty.level is None:
        return None
    at = ORDER.index(certainty.start)
    spans = [("", "start", -1, at, "")]
    for step in certainty.steps:
        to = max(0, min(len(ORDER) - 1, at + step.change))
        if step.change and to != at:
            spans.append(
                (domain_of(step), "down" if step.change < 0 else "up", min(at, to), max(at, to), f"{step.change:+d}")
            )
            at = to
    spans.append(("", "end", -1, ORDER.index(certainty.level), ""))
    return Steps(
        start=str(certainty.start),
        end=str(certainty.level),
        bars=tuple(
            Bar(name, kind, _x(low), max(_x(high) - _x(low), 2), TOP + row * ROW, change)
            for row, (name, kind, low, high, change) in enumerate(spans)
        ),
        levels=tuple((str(level), _x(index)) for index, level in enumerate(ORDER)),
        height=TOP + len(spans) * ROW + 4,
    )


def _x(level: int) -> float:
    """The right edge of a level's column; -1 is the left edge of the first."""
    return LABELS + (level + 1) * COLUMN
