"""Whether a study lasted as long as a claim says. A claim silent on time matches any; so does a study that does not say."""

import re
from collections.abc import Iterable
from dataclasses import replace

from claims.records import Claim
from pipeline.appraise.figures import COUNT, PEOPLE, number_of
from pipeline.records import Fact, Match, MatchMatrix

RULE = "appraise.duration.v1"

_IN_DAYS = {"day": 1, "night": 1, "week": 7, "month": 30, "year": 365}
_LASTED = re.compile(
    rf"\b(?:for|over|within|after|in|in\s+under|in\s+just|during)\s+(?:about|around|only|just|at\s+least|up\s+to|as\s+little\s+as|the\s+first|under|less\s+than)?\s*"
    rf"(?P<n>{COUNT}|an?)[\s-](?P<unit>day|night|week|month|year)s?\b(?!\s+(?:of\s+age|old|or\s+older))",
    re.I,
)
_PEOPLE_BEFORE = re.compile(rf"\b(?:{PEOPLE}|aged?|those|anyone|everyone|seniors|girls|boys|kids|babies)\s*$", re.I)
_QUANTITY = re.compile(rf"(?P<n>{COUNT})[\s-]?(?P<unit>day|night|week|month|year)s?\b", re.I)
# Within a third and three times, trials are as long as one another.
_FACTOR = 3.0


def with_duration(matrix: MatchMatrix, claim: Claim, facts: Iterable[Fact]) -> MatchMatrix:
    """The matrix with its facet of duration: same, different (every time that the study names is less than a third or more than three times
    the claim's), unknown."""
    asked = _days(_asked(claim.quote))
    lasted = [
        days
        for fact in facts
        if fact.kind == "duration" and (days := _days(_QUANTITY.search(fact.span.text))) is not None
    ]
    if not asked or not lasted:
        return matrix
    if any(asked / _FACTOR <= days <= asked * _FACTOR for days in lasted):
        return replace(matrix, duration=Match.SAME)
    return replace(matrix, duration=Match.DIFFERENT, notes=(*matrix.notes, "studied for another length of time"))


def _asked(quote: str) -> re.Match[str] | None:
    """The time that a claim names; "women over 50 years" names an age."""
    return next((found for found in _LASTED.finditer(quote) if not _PEOPLE_BEFORE.search(quote[: found.start()])), None)


def _days(found: re.Match[str] | None) -> float | None:
    if found is None:
        return None
    count = 1 if found["n"].lower() in {"a", "an"} else number_of(found["n"])
    return count * _IN_DAYS[found["unit"].lower()] if count is not None else None
