"""OCEBM 2011 levels of evidence, for display only: they change nothing (Howick et al., "The Oxford 2011 Levels of Evidence")."""

from claims.records import Kind
from pipeline.grade.body import Body
from pipeline.records import Appraisal, Design

_HARMS = {Kind.SAFETY, Kind.INTERACTION}
# The whole interval beyond this is a dramatic effect (the bound of the GRADE upgrade by two, PMID 21802902).
_DRAMATIC = 5.0
_RATIOS = {"RR", "OR", "HR"}


def level_of(body: Body, kind: Kind) -> int | None:
    """The best level of the studies that count, 1 to 5; None where none does.

    Benefits: 1 review of trials, 2 trial (or a dramatic effect), 3 controlled cohort, 4 the rest, 5 mechanism. Harms have their own rows: a review of
    cohorts with a dramatic effect is 1 too, and a cohort is 3 only where it is large enough to find a common harm.
    """
    return min((_level(item, harm=kind in _HARMS) for item in body.studies), default=None)


# Fewer people than this cannot rule out a harm of one in a hundred ("rule of three": 300 without one, PMID 6827763).
_ENOUGH = 300


def _level(item: Appraisal, *, harm: bool) -> int:
    if item.design is Design.LABORATORY:
        return 5
    if item.design is Design.SYSTEMATIC_REVIEW:
        if "includes trials" in item.flags or (harm and _is_dramatic(item)):
            return 1
        return 3
    if item.design is Design.RANDOMISED_TRIAL or _is_dramatic(item):
        return 2
    if item.design in {Design.COHORT, Design.CONTROLLED_TRIAL}:
        return 4 if harm and (item.participants or 0) < _ENOUGH else 3
    return 4


def _is_dramatic(item: Appraisal) -> bool:
    effect = item.effect
    if effect is None or effect.measure not in _RATIOS or effect.low is None or effect.high is None:
        return False
    return effect.low >= _DRAMATIC or 0 < effect.high <= 1 / _DRAMATIC
