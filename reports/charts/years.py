"""Studies by year of publication; the retracted ones are marked."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.records import Trust
from reports.view.evidence import Evidence

WIDTH, HEIGHT, TOP = 340, 56, 14
# At most so many columns; more years than that stand together.
_COLUMNS = 24


@dataclass(frozen=True)
class Column:
    """`on` and `near`: heights of the studies on the question and of those beside it, which stand on them; `retracted`: how many were taken back."""

    label: str
    x: float
    width: float
    on: float
    near: float
    count: int
    retracted: int


@dataclass(frozen=True)
class Years:
    first: int
    last: int
    columns: tuple[Column, ...]
    base: float


def years_of(evidence: Sequence[Evidence]) -> Years | None:
    """None for fewer than three studies whose year is known."""
    dated = [(row.study.year, row) for row in evidence if row.study.year]
    if len(dated) < 3:
        return None
    first, last = min(year for year, _ in dated), max(year for year, _ in dated)
    step = -(-(last - first + 1) // _COLUMNS)
    bins: list[list[Evidence]] = [[] for _ in range((last - first) // step + 1)]
    for year, row in dated:
        bins[(year - first) // step].append(row)
    unit = HEIGHT / max(len(members) for members in bins)
    width = min(WIDTH / len(bins), 40)
    return Years(
        first=first,
        last=last,
        columns=tuple(
            Column(
                label=str(first + at * step) if step == 1 else f"{first + at * step}–{first + at * step + step - 1}",
                x=round(at * width, 1),
                width=round(width * 0.82, 1),
                on=round(unit * sum(row.group not in {"near", "untrusted"} for row in members), 1),
                near=round(unit * sum(row.group in {"near", "untrusted"} for row in members), 1),
                count=len(members),
                retracted=sum(row.appraisal.trust is Trust.RETRACTED for row in members),
            )
            for at, members in enumerate(bins)
        ),
        base=TOP + HEIGHT,
    )
