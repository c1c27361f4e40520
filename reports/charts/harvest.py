"""A harvest plot (Ogilvie 2008, PMID 18205936): kind of study by what it says, one bar a study, its height by the number of people."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.records import Design
from reports.view.evidence import Evidence

LEFT, CELL, HEIGHT, TOP, GAP = 84, 64, 44, 18, 8
_ROWS = ("for", "mixed", "none", "against")
_COLUMNS = ("reviews", "trials", "observed")
_KINDS = {
    Design.SYSTEMATIC_REVIEW: "reviews",
    Design.RANDOMISED_TRIAL: "trials",
    Design.CONTROLLED_TRIAL: "trials",
    Design.COHORT: "observed",
    Design.CASE_CONTROL: "observed",
    Design.CROSS_SECTIONAL: "observed",
    Design.CASE_REPORT: "observed",
}
_WIDEST_BAR = 7.0


@dataclass(frozen=True)
class Bar:
    x: float
    y: float
    width: float
    height: float
    row: Evidence


@dataclass(frozen=True)
class Harvest:
    """`rows`: name of the group and the line that its bars stand on; `columns`: name and middle."""

    rows: tuple[tuple[str, float], ...]
    columns: tuple[tuple[str, float], ...]
    bars: tuple[Bar, ...]
    height: float


def harvest_of(evidence: Sequence[Evidence]) -> Harvest | None:
    """None for fewer than two studies that say something."""
    telling = [row for row in evidence if row.group in _ROWS]
    if len(telling) < 2:
        return None
    shown = [name for name in _ROWS if name != "mixed" or any(row.group == "mixed" for row in telling)]
    lines = {name: TOP + (at + 1) * (HEIGHT + GAP) for at, name in enumerate(shown)}
    bars = []
    for group in shown:
        for column, kind in enumerate((*_COLUMNS, "other")):
            cell = [row for row in telling if row.group == group and _KINDS.get(row.appraisal.design, "other") == kind]
            width = min(_WIDEST_BAR, (CELL - 6) / max(len(cell), 1))
            for at, row in enumerate(cell):
                height = _height(row.appraisal.participants)
                x = LEFT + column * CELL + (CELL - len(cell) * width) / 2 + at * width
                bars.append(
                    Bar(round(x, 1), round(lines[group] - height, 1), round(width * 0.8, 1), round(height, 1), row)
                )
    return Harvest(
        rows=tuple(lines.items()),
        columns=tuple((name, LEFT + at * CELL + CELL / 2) for at, name in enumerate((*_COLUMNS, "other"))),
        bars=tuple(bars),
        height=max(lines.values()) + 6,
    )


def _height(people: int | None) -> float:
    """By the logarithm of the number of people: 10 and fewer are the lowest, 10,000 and more the highest. Unknown is low."""
    steps = min(max(math.log10(people), 1.0), 4.0) - 1 if people else 0.0
    return 8 + (HEIGHT - 8) * steps / 3
