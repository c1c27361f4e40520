"""How much hangs on single studies."""

from collections.abc import Callable

from pipeline.grade import Body
from pipeline.records import Appraisal, Label

RULE = "verdict.fragility.v1"


def fragility_of(body: Body, label: Label, relabel: Callable[[tuple[Appraisal, ...]], Label]) -> str:
    """One sentence: the verdict rests on one study, or would change without one, or stands without any single one."""
    if len(body.studies) == 1:
        only = body.studies[0]
        people = f" of {only.participants:,} people" if only.participants else ""
        what = "one systematic review" if only.included_studies or "includes trials" in only.flags else "one study"
        return f"This verdict rests on {what}{people} (PMID {only.pmid})."
    for item in body.studies:
        rest = tuple(other for other in body.studies if other.pmid != item.pmid)
        if relabel(rest) is not label:
            return f"Without PMID {item.pmid} this verdict would change."
    return f"No single study of the {len(body.studies)} carries this verdict alone."
