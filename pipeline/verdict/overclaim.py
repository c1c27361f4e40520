"""The gap between what the wording asserts and what the certainty allows, and the smallest edit that closes it."""

import re

from claims.records import Claim, Direction, Kind, Strength
from pipeline.records import Certainty, Edit, Label, Level, Overclaim
from pipeline.verdict.label import OPPOSING, SUPPORTING

RULE = "verdict.overclaim.v3"

_ALLOWED = {Level.HIGH: Strength.DOES, Level.MODERATE: Strength.CAN, Level.LOW: Strength.MAY}
_ORDER = (Strength.LINKED, Strength.MAY, Strength.CAN, Strength.DOES)
_WEAKER = {Strength.MAY: "may", Strength.CAN: "can"}
_JUDGED = SUPPORTING | {
    Label.INSUFFICIENT,
    Label.MIXED,
    Label.NO_HUMAN_EVIDENCE,
    Label.NO_STUDIES,
    Label.REFUTED,
    Label.PROBABLY_NOT,
    Label.POSSIBLY_NOT,
    Label.CONTRADICTED,
}
# Claims of harm: taking one out because the evidence is thin would harm readers.
_WARNINGS = {Kind.SAFETY, Kind.INTERACTION}
_MODAL = re.compile(r"(?<!\ba )(?<!\bat )(?<!\bthe )\b(?:can|will)\b(?=\s+[a-z])")
_STEMS = "increase|reduce|lower|improve|enhance|prevent|cure|treat|relieve|ease|boost|decrease|raise|cause|trigger|protect|support|restore|stabilize|stabilise|regulate|soothe|calm|shorten|strengthen|cut|help|promote|double"
_VERB = re.compile(
    rf"(?<!not only )\b(?P<how>(?!only\b)(?:\w+ly|always|often|never|also)\s+)?\b(?P<stem>{_STEMS})(?P<s>s)\b"
)
# Of a plural subject: "lozenges shorten". Behind a modal, "to", "not" or "help" the stem is no verb of its own.
_PLURAL = re.compile(
    r"(?<!\b[Tt]o )(?<!\bnot )(?<!\bcan )(?<!\bmay )(?<!\bwill )(?<!\bmight )(?<!\bcould )(?<!\bwould )(?<!\bmust )(?<!\bshould )(?<!\bhelp )(?<!\bhelps )(?<!\bthe )(?<!\ba )"
    rf"\b(?P<how>)(?P<stem>{_STEMS})\b(?=\s+[a-z])"
)


def overclaim_of(claim: Claim, label: Label, certainty: Certainty | None) -> Overclaim | None:
    """None where the wording is within what the evidence allows, or where nothing could be judged."""
    if label not in _JUDGED or claim.negated:
        return None  # to weaken a denial would be to assert what the article denies
    if claim.kind in _WARNINGS and label not in OPPOSING and label not in SUPPORTING:
        if _ORDER.index(claim.strength) <= _ORDER.index(Strength.MAY):
            return None
        return Overclaim(
            str(claim.strength), str(Strength.MAY),
            "The warning is worded more firmly than the evidence at hand allows. A warning is not dropped for want of evidence: say “may”.",
            smallest_edit(claim.quote, Strength.MAY, *_between(claim)),
        )  # fmt: skip
    if label is Label.INSUFFICIENT and _ORDER.index(claim.strength) <= _ORDER.index(Strength.MAY):
        return None  # the sentence is as careful as a sentence can be; that it is not shown stands in the verdict
    if claim.direction is Direction.NO_EFFECT:
        return None  # it claims no effect that could be claimed too firmly
    if label in OPPOSING:
        return Overclaim(
            str(claim.strength), None, "The evidence speaks against it: say that it does not, or leave it out.", None
        )
    if label is Label.MIXED:
        return Overclaim(str(claim.strength), None, "What has been found is mixed: say so, or leave it out.", None)
    if label not in SUPPORTING or certainty is None or certainty.level is None:
        return Overclaim(
            str(claim.strength), None,
            "The evidence at hand allows no statement of this effect, not even “may”: say that it has not been shown.", None,
        )  # fmt: skip
    allowed = _ALLOWED.get(certainty.level, Strength.MAY)
    if _ORDER.index(claim.strength) <= _ORDER.index(allowed):
        return None
    return Overclaim(
        str(claim.strength), str(allowed),
        f"The sentence {_said(claim.strength)}; {certainty.level} certainty allows “{_WEAKER.get(allowed, 'does')}”.",
        smallest_edit(claim.quote, allowed, *_between(claim)),
    )  # fmt: skip


def smallest_edit(quote: str, allowed: Strength, start: int = 0, end: int | None = None) -> Edit | None:
    """Weaken one modal ("can" → "may"), or put one before a plain verb ("reduces" → "may reduce"). None where neither fits.

    Only quote[start:end] is looked at: a sentence of several claims is not weakened in the wrong one.
    """
    word = _WEAKER.get(allowed)
    if word is None:
        return None
    end = len(quote) if end is None else end
    # The last one before the outcome is the outcome's own: others belong to what is said before it.
    found = [*_MODAL.finditer(quote, start, end), *_VERB.finditer(quote, start, end)]
    if not found and start:  # only where it is known where the claim's own verb stands
        found = list(_PLURAL.finditer(quote, start, end))
    last = max(found, key=lambda match: match.start(), default=None)
    if last is None:
        return None
    if last.re is _MODAL:
        return _edit(quote, last.start(), last.end(), word)
    return _edit(quote, last.start(), last.end(), f"{word} {last['how'] or ''}{last['stem']}")


def _between(claim: Claim) -> tuple[int, int]:
    """Where the claim's own verb stands: between its intervention and its outcome. Nowhere where the quote names them the other way
    round ("is reduced by garlic"): no edit is better than one in the wrong place."""
    words = claim.quote.lower()
    outcome = words.rfind(claim.outcome.lower())
    acting = words.rfind(claim.intervention.lower(), 0, outcome if outcome >= 0 else None)
    if acting < 0 and claim.intervention.lower() in words:
        return 0, 0
    return (acting + len(claim.intervention) if acting >= 0 else 0), (outcome if outcome >= 0 else len(words))


def _edit(quote: str, start: int, end: int, replacement: str) -> Edit:
    return Edit(start, end, replacement, quote[:start] + replacement + quote[end:])


def _said(strength: Strength) -> str:
    return {
        Strength.DOES: "states it as a fact",
        Strength.CAN: "says “can”",
        Strength.MAY: "says “may”",
        Strength.LINKED: "says “is linked with”",
    }[strength]
