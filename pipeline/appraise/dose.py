"""Whether a study gave the dose that a claim names. A claim silent on dose matches any; so does a study that does not say."""

import re
from collections.abc import Iterable
from dataclasses import replace

from claims.records import Claim
from pipeline.records import Fact, Match, MatchMatrix

RULE = "appraise.dose.v1"

# To milligrams, or to themselves where they measure something else.
_TO_MG = {
    "g": 1000.0,
    "gram": 1000.0,
    "mg": 1.0,
    "milligram": 1.0,
    "mcg": 0.001,
    "µg": 0.001,
    "μg": 0.001,
    "ug": 0.001,
    "microgram": 0.001,
}
_DOSE = re.compile(r"(?P<value>\d[\d.,]*)\s*(?P<unit>g|grams?|mg|milligrams?|mcg|µg|μg|ug|micrograms?|iu)\b", re.I)
# Within half and double, doses are one dose.
_FACTOR = 2.0


def with_dose(matrix: MatchMatrix, claim: Claim, facts: Iterable[Fact]) -> MatchMatrix:
    """The matrix with its facet of dose: same, different (each dose that the study names is less than half or more than double), unknown."""
    asked = _amount(claim.dose or "")
    given = [amount for fact in facts if fact.kind == "dose" and (amount := _amount(fact.span.text)) is not None]
    if asked is None or not (alike := [value for value, unit in given if unit == asked[1]]):
        return matrix
    if any(asked[0] / _FACTOR <= value <= asked[0] * _FACTOR for value in alike):
        return replace(matrix, dose=Match.SAME)
    return replace(matrix, dose=Match.DIFFERENT, notes=(*matrix.notes, f"another dose than {claim.dose}"))


def _amount(words: str) -> tuple[float, str] | None:
    """(amount, "mg" or "iu") of the first dose in a text."""
    found = _DOSE.search(words)
    if found is None:
        return None
    try:
        value = float(found["value"].replace(",", "").rstrip("."))
    except ValueError:
        return None
    unit = found["unit"].lower()
    if unit == "iu":
        return value, unit
    return value * _TO_MG[unit if unit in _TO_MG else unit.rstrip("s")], "mg"
