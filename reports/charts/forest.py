"""A forest plot where two studies or more on the question report an effect of one measure with its interval. Nothing is pooled."""

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipeline.records import Effect
from reports.view.evidence import Evidence

LEFT, RIGHT, ROW, TOP = 104, 236, 20, 20
_RATIOS = {"RR", "OR", "HR"}
_SAYING = {"for", "against", "none", "mixed"}
_MOST = 30


@dataclass(frozen=True)
class Line:
    name: str
    x: float
    low: float
    high: float
    y: float
    text: str
    counted: bool


@dataclass(frozen=True)
class Forest:
    """`null`: where no effect is; `ticks`: value and place."""

    measure: str
    lines: tuple[Line, ...]
    null: float
    ticks: tuple[tuple[str, float], ...]
    height: float


def forest_of(evidence: Sequence[Evidence]) -> Forest | None:
    with_interval = [(row, effect) for row in evidence if row.group in _SAYING and (effect := _usable(row))]
    common = Counter((effect.measure, effect.unit) for _, effect in with_interval).most_common(1)
    if not common or common[0][1] < 2:
        return None
    measure, unit = common[0][0]
    # Those that count first, then the largest: taken in the order of the report, a long list would show only what speaks for the claim.
    chosen = sorted(
        ((row, effect) for row, effect in with_interval if (effect.measure, effect.unit) == (measure, unit)),
        key=lambda pair: (not pair[0].counted, -(pair[0].appraisal.participants or 0), int(pair[0].study.pmid)),
    )[:_MOST]
    place, null, values = _scale(chosen, ratio=measure in _RATIOS)
    return Forest(
        measure=f"{measure}, {unit}" if unit else measure,
        lines=tuple(
            Line(
                name=f"{row.study.pmid}, {row.study.year or '–'}",
                x=place(effect.value),
                low=place(effect.low or 0.0),
                high=place(effect.high or 0.0),
                y=TOP + at * ROW,
                text=f"{effect.value:g} ({effect.low:g} to {effect.high:g})",
                counted=row.counted,
            )
            for at, (row, effect) in enumerate(chosen)
        ),
        null=place(null),
        ticks=tuple((f"{value:g}", place(value)) for value in values),
        height=TOP + len(chosen) * ROW + 18,
    )


def _usable(row: Evidence) -> Effect | None:
    effect = row.appraisal.effect
    if effect is None or effect.low is None or effect.high is None:
        return None
    return None if effect.measure in _RATIOS and min(effect.value, effect.low) <= 0 else effect


def _scale(
    chosen: Sequence[tuple[Evidence, Effect]], *, ratio: bool
) -> tuple[Callable[[float], float], float, tuple[float, ...]]:
    """(value → place, the value of no effect, the values of the ticks). Ratios are drawn on a logarithmic axis."""
    null = 1.0 if ratio else 0.0
    turn: Callable[[float], float] = math.log if ratio else float
    reach = max(
        abs(turn(bound) - turn(null)) for _, effect in chosen for bound in (effect.low or null, effect.high or null)
    )
    reach = max(reach, 1e-6) * 1.05

    def place(value: float) -> float:
        shift = max(-1.0, min(1.0, (turn(value) - turn(null)) / reach))
        return round((LEFT + RIGHT) / 2 + shift * (RIGHT - LEFT) / 2, 1)

    edge = math.exp(reach / 1.05) if ratio else reach / 1.05
    ends = (float(f"{1 / edge:.2g}"), float(f"{edge:.2g}")) if ratio else (float(f"{-edge:.2g}"), float(f"{edge:.2g}"))
    return place, null, (ends[0], null, ends[1])
