"""Statements that lean on the one before: "Rifampicin does.", "Yoga doesn't.", "The same goes for onions."."""

import re
from dataclasses import replace

from claims.extract.frame import Frame
from claims.extract.leads import strip_leads

_DOES = re.compile(
    r"(?:^|[;–]\s+)(?P<subject>(?!what\b|that\b|it\b|they\b|he\b|she\b|who\b)[^,;:.!?–]{2,60}?)(?:,[^,]{2,40},)?\s+(?P<aux>does|do|did|can|will|(?:does|do|did|will|can)(?:n[’']t|\s+not)|won[’']t|can[’']t|cannot|hardly\s+does)(?:\s+(?:so|too|as\s+well|either|it|that))*\s*[.!”\"]*$",
    re.I,
)
_SAME = re.compile(
    r"(?:^|[,;–]\s+)(?:and\s+|but\s+)?(?:(?:the\s+)?same\s+(?:goes|is\s+true|holds|applies)\s+(?:for|of|to)|so\s+(?:do|does|did|can|will|is|are))\s+(?P<subject>[^,;:.!?–]{2,60}?)\s*(?=[,;.!–”\"]|$|\bthat\b)",
    re.I,
)


def carried_over(sentence: str, previous: Frame | None) -> Frame | None:
    """The frame of such a sentence, made of the one before it."""
    found = _DOES.search(sentence) or _SAME.search(sentence)
    if previous is None or found is None:
        return None
    words, skipped = strip_leads(found.group("subject"))
    aux = found.groupdict().get("aux") or ""
    denied = bool(re.search(r"n[’']t|\bnot\b|cannot|hardly", aux, re.I))
    start = found.start("subject") + skipped
    lead = previous.lead if not aux else "not" if denied else ""
    return replace(previous, start=start, end=len(sentence), subject=words, lead=lead, tail="", rule="leans on the one before", strong=False)  # fmt: skip
