"""Which side of an outcome a claim is about: whether it happens, how long it lasts, or whether it is cured.

A shorter cold is not a prevented one, and a milder migraine is not a cured one.
"""

import re

from claims.records import Claim, Direction

RULE = "appraise.aspect.v1"

_DURATION = r"durations?|shorten\w*|shorter|sooner|faster|quicker|lasted|lasts?|longer|length|days?\s+(?:less|fewer|earlier|sooner)"
_SAYS_DURATION = re.compile(rf"\b(?:{_DURATION})\b", re.I)
_SAYS_OCCURRENCE = re.compile(
    r"\b(?:risks?|chances?|odds|number\s+of|inciden\w*|frequen\w*|often|fewer|more\s+(?:colds|infections|attacks)|rates?\s+of)\b",
    re.I,
)
_SAYS_CURE = re.compile(
    r"\bcur(?:e[sd]?|ing)\b|\bheal(?:s|ed|ing)?\b|\brevers\w+\b|\bundo\w*\b|\bpermanent\w*\b|\bfor\s+good\b", re.I
)

_TOLD_OCCURRENCE = re.compile(
    r"\b(?:inciden\w*|risks?|prevent\w*|occur\w*|rates?|cases?|develop\w*|caught|catch\w*|number\s+of|frequen\w*|rarer|commoner|often|odds|likely|diagnos\w*|episodes|new|events?|deaths?|mortality|fewer|relapse\w*|recur\w*|attacks|falls|fractures|got|ill|infections?|halved|RR|OR|HR)\b",
    re.I,
)
_TOLD_COURSE = re.compile(
    rf"\b(?:{_DURATION}|severity|severe|intensity|milder|recover\w*|days?|hours?|scores?|symptoms?|pain|relieved)\b",
    re.I,
)
_TOLD_CURE = re.compile(
    r"\b(?:cure[sd]?|cured|resol(?:ved|ution)|eradicat\w*|remission|recovered|cleared|clearance|free\s+of|disappear\w*)\b",
    re.I,
)
_TOLD_PREVENTION = re.compile(r"\b(?:prevent\w*|prophyla\w*|incidence)\b", re.I)


def aspect_of(claim: Claim) -> str | None:
    """`occurrence`, `duration`, `cure`, `course`, or None where the claim asks for no side in particular."""
    words = f"{claim.quote} {claim.outcome}"
    if _SAYS_CURE.search(claim.quote):
        return "cure"
    if claim.direction is Direction.PREVENTS:
        return "occurrence"
    if claim.outcome_concept.kind not in {"condition", "symptom"}:
        return None
    if _SAYS_DURATION.search(words):
        return "duration"
    if _SAYS_OCCURRENCE.search(claim.outcome):
        return "occurrence"
    return "course" if claim.direction is Direction.TREATS else None


def answers(aspect: str | None, clause: str, outcome: str) -> bool:
    """Whether a clause speaks of that side. `outcome` is the preferred term of what it names ("cold duration")."""
    words = f"{clause} {outcome}"
    if aspect == "occurrence":
        return bool(_TOLD_OCCURRENCE.search(words)) or not _TOLD_COURSE.search(words)
    if aspect == "duration":
        return bool(_SAYS_DURATION.search(words))
    if aspect == "cure":
        return bool(_TOLD_CURE.search(words))
    if aspect == "course":
        return not _TOLD_PREVENTION.search(clause) or bool(_TOLD_COURSE.search(clause))
    return True
