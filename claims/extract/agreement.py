"""Two readings of one sentence, by the rules and by the tagger, and what comes of them.

The tagger knows more sentences; the rules know better how a thing acts, on what exactly, with which hedge, dose and people.
Where the two read one pair differently (which way it acts, whether that is denied), or the tagger stands alone with a relation that the
rules have no word for, the claim is shown and not judged until an editor confirms it. On articles that neither was made on, one in fifty of the
claims that both read alike was wrong in that, and two in five of those that they did not.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from claims.extract.assemble import NEITHER_KNOWN
from claims.extract.concepts import STOPPING
from claims.records import Claim, Direction

UNSETTLED = (
    "the sentence is of a form that the rules do not know: what acts, on what, which way, and whether that is denied"
)
DISPUTED = "two ways of reading this sentence differ: in what acts, which way, or whether that is denied"
_FOR_THE_BETTER = {Direction.PREVENTS, Direction.TREATS, Direction.IMPROVES}
_VERB_AND_ARTICLE = 2
# Directions that say no more than that there is something, or nothing of the kind.
_OPEN = {Direction.ASSOCIATED, Direction.OTHER}


def together(ruled: Sequence[Claim], tagged: Sequence[Claim], sentence: str) -> tuple[Claim, ...]:
    """The rules' claims of a sentence, checked, with what acts as the tagger marks it; and the tagger's own of outcomes that they did not read
    as a side of theirs.

    A claim of the rules neither of whose sides a table knows stands only where the tagger reads it too.
    """
    kept: list[Claim] = []
    used: list[Claim] = []
    for claim in ruled:
        same = _same_pairs(claim, tagged)
        used += same
        if same:
            kept.append(_with_acting(checked(claim, same, sentence), same[0]))
        elif NEITHER_KNOWN not in claim.found_by:
            kept.append(claim)
    read = [_words(claim.outcome) | _words(claim.intervention) for claim in kept]
    own = (other for other in tagged if other not in used)
    return (*kept, *(other for other in own if not any(_words(other.outcome) & words for words in read)))


def _with_acting(claim: Claim, other: Claim) -> Claim:
    """What acts as the tagger marks it, unless the rules read more of it, or the stopping of it."""
    if STOPPING.match(claim.intervention) or _words(other.intervention) < _words(claim.intervention):
        return claim
    if claim.intervention_concept.known and not _words(other.intervention) & _words(claim.intervention):
        return replace(claim, confirm=claim.confirm or DISPUTED)
    return replace(claim, intervention=other.intervention, intervention_concept=other.intervention_concept)


def rules_first(ruled: Sequence[Claim], tagged: Sequence[Claim], sentence: str) -> tuple[Claim, ...]:
    """All that the rules read, checked against the tagger's reading of the same pairs; where they read nothing, what the tagger finds."""
    if not ruled:
        return tuple(tagged)
    return tuple(checked(claim, same, sentence) if (same := _same_pairs(claim, tagged)) else claim for claim in ruled)


def checked(claim: Claim, others: Sequence[Claim], sentence: str) -> Claim:
    """A claim of the rules, to be confirmed where the tagger reads the same pair every time another way or with another denial.

    A sentence of two known things and a verb can be read one way only: there the rules stand.
    """
    if _is_plain(claim, sentence):
        return claim
    valence = claim.outcome_concept.valence
    agree = any(alike(claim.direction, other.direction, valence) and claim.negated is other.negated for other in others)
    return claim if agree else replace(claim, confirm=claim.confirm or DISPUTED)


def _is_plain(claim: Claim, sentence: str) -> bool:
    known = claim.intervention_concept.known and claim.outcome_concept.known
    sides = len(claim.intervention.split()) + len(claim.outcome.split())
    return known and not claim.negated and len(sentence.split()) <= sides + _VERB_AND_ARTICLE


def settled(claim: Claim, relation: Direction | None) -> Claim:
    """A claim of the tagger, to be confirmed unless the relation word and the words of denial say the same as it does."""
    agrees = relation is not None and alike(relation, claim.direction, claim.outcome_concept.valence)
    return claim if agrees else replace(claim, confirm=claim.confirm or UNSETTLED)


def alike(one: Direction, other: Direction, valence: int) -> bool:
    """Whether two directions would have an outcome of this valence move the same way ("treats" and "eases" pain)."""
    return one is other or bool({one, other} & _OPEN) or _sense(one, valence) == _sense(other, valence)


def _sense(direction: Direction, valence: int) -> int:
    if direction is Direction.NO_EFFECT:
        return 0
    if direction in _FOR_THE_BETTER:
        return 1 if valence > 0 or (valence == 0 and direction is Direction.IMPROVES) else -1
    if direction is Direction.WORSENS:
        return 1 if valence < 0 else -1
    return -1 if direction is Direction.DECREASES else 1


def _same_pairs(claim: Claim, tagged: Sequence[Claim]) -> list[Claim]:
    """Those of the tagger's claims that share words with both sides of a claim; a single one need not share what acts."""
    return [
        other
        for other in tagged
        if _words(claim.outcome) & _words(other.outcome)
        and (len(tagged) == 1 or _words(claim.intervention) & _words(other.intervention))
    ]


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w{3,}", text.lower()))
