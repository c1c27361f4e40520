"""How much hangs on single studies: the smallest set whose removal changes the verdict, looked for exactly up to three (among very many, two)."""

from collections.abc import Callable
from itertools import combinations

from pipeline.grade import Body
from pipeline.records import Appraisal, Design, Label

RULE = "verdict.fragility.v3"
_MOST = 3
# Above this many studies the sets of three are too many to try each.
_MANY = 30


def fragility_of(body: Body, label: Label, relabel: Callable[[tuple[Appraisal, ...]], Label]) -> tuple[str, int | None]:
    """One sentence, and how many studies the verdict hinges on (None: more than were looked for): the verdict rests on one study, would change without the named ones, or stands without any three."""
    if len(body.studies) == 1:
        only = body.studies[0]
        people = f" of {only.participants:,} people" if only.participants else ""
        what = "one systematic review" if only.design is Design.SYSTEMATIC_REVIEW else "one study"
        return f"This verdict rests on {what}{people} (PMID {only.pmid}).", 1
    most = _MOST if len(body.studies) <= _MANY else _MOST - 1
    removed = _smallest(body.studies, label, relabel, most)
    if removed is None:
        return (
            f"No {'three' if most == _MOST else 'two'} of the {len(body.studies)} studies carry this verdict: it stands without any of them.",
            None,
        )
    named = ", ".join(f"PMID {item.pmid}" for item in removed)
    all_of = "both" if len(removed) == 2 else f"all {len(removed)}"
    if len(removed) == len(body.studies):
        return f"It would take the removal of {all_of} studies ({named}) to change this verdict.", len(removed)
    fewer = "" if len(removed) == 1 else f" No {'one' if len(removed) == 2 else 'two'} of them would do."
    return f"Without {named} this verdict would change.{fewer}", len(removed)


def _smallest(
    studies: tuple[Appraisal, ...], label: Label, relabel: Callable[[tuple[Appraisal, ...]], Label], most: int
) -> tuple[Appraisal, ...] | None:
    """The first smallest set in the order of the studies. Without any study left there is no verdict."""
    for size in range(1, min(most, len(studies)) + 1):
        for gone in combinations(studies, size):
            rest = tuple(item for item in studies if item not in gone)
            if not rest or relabel(rest) is not label:
                return gone
    return None
