"""From a graded body of evidence to a label of the closed list, and the mirror for denied claims."""

from pipeline.grade.levels import at_least
from pipeline.records import Absence, Certainty, Finding, Label, Level

RULE = "verdict.label.v1"

_SUPPORT = {Level.HIGH: Label.SUPPORTED, Level.MODERATE: Label.PROBABLY_SUPPORTED, Level.LOW: Label.POSSIBLY_SUPPORTED}
_AGAINST = {Level.HIGH: Label.REFUTED, Level.MODERATE: Label.PROBABLY_NOT, Level.LOW: Label.POSSIBLY_NOT}
SUPPORTING = frozenset(_SUPPORT.values())
OPPOSING = frozenset({*_AGAINST.values(), Label.CONTRADICTED})
# Labels that rest on no graded evidence of their own.
UNGRADED = frozenset({Label.NOT_ASSESSED, Label.NO_STUDIES, Label.NO_HUMAN_EVIDENCE, Label.NOT_CHECKABLE})


def is_graded(label: Label, certainty: Certainty | None) -> bool:
    """Whether a verdict's certainty is that of evidence on the question itself (else it is the nearest question's)."""
    return certainty is not None and certainty.level is not None and label not in UNGRADED


def label_of(certainty: Certainty, wanted: Finding | None, *, negated: bool) -> tuple[Label, Absence | None]:
    """The label for the claim as stated. `wanted` is the finding that would bear it out were it not denied.

    Only a precise null, or an effect below what matters, can say "no"; a result that is merely not significant is
    "insufficient". A denial is borne out by both "refuted" and "contradicted" of the plain claim.
    """
    plain, absence = _plain(certainty, wanted)
    if not negated:
        return plain, absence
    if plain in SUPPORTING:
        return Label.CONTRADICTED, None
    if plain in OPPOSING and certainty.level in _SUPPORT:
        return _SUPPORT[certainty.level], None
    return plain, absence


def _plain(certainty: Certainty, wanted: Finding | None) -> tuple[Label, Absence | None]:
    level, finding = certainty.level, certainty.finding
    if level is None or not at_least(level, Level.LOW):
        return Label.INSUFFICIENT, Absence.NOT_SHOWN if finding is Finding.NO_SIGNIFICANT_DIFFERENCE else None
    if finding is Finding.MIXED:
        return Label.MIXED, None
    if wanted is Finding.NO_SIGNIFICANT_DIFFERENCE:
        if certainty.precise_null:
            return _SUPPORT[level], Absence.PRECISE_NULL
        if finding is Finding.NO_SIGNIFICANT_DIFFERENCE:
            return Label.INSUFFICIENT, Absence.NOT_SHOWN
        return Label.CONTRADICTED, None
    if certainty.precise_null:
        return _AGAINST[level], Absence.PRECISE_NULL
    if finding is Finding.NO_SIGNIFICANT_DIFFERENCE:
        return Label.INSUFFICIENT, Absence.NOT_SHOWN
    if wanted is None or finding is wanted:
        return _SUPPORT[level], None
    return Label.CONTRADICTED, None
