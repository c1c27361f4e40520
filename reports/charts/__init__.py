"""The charts of a claim as plain geometry, drawn as SVG by `templates/charts.html.j2`. All are 340 units wide, so that they are read on a phone."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.records import Verdict
from reports.charts.forest import Forest, forest_of
from reports.charts.harvest import Harvest, harvest_of
from reports.charts.steps import Steps, steps_of
from reports.charts.years import Years, years_of
from reports.view.evidence import Evidence


@dataclass(frozen=True)
class Charts:
    """None where there is too little for a chart to show."""

    steps: Steps | None
    harvest: Harvest | None
    years: Years | None
    forest: Forest | None


def charts_of(verdict: Verdict, rows: Sequence[Evidence], *, graded: bool) -> Charts:
    """`rows`: the studies shown for the claim."""
    return Charts(
        steps=steps_of(verdict.certainty) if graded and verdict.certainty else None,
        harvest=harvest_of(rows),
        years=years_of(rows),
        forest=forest_of(rows),
    )
