"""An article that was edited: its claims as they are now, with what an editor has settled about them before, and under the names that they had."""

from collections.abc import Iterable
from dataclasses import replace

from claims.records import Claim, Source
from claims.same import said


def carried_over(before: Iterable[Claim], found: Iterable[Claim], earlier: Source, source: Source) -> tuple[Claim, ...]:
    """`found` in the edited article `source`, once `earlier`. A claim that says what an earlier one said keeps its id, and an editor's confirmation where its
    sentence is the same. A claim that an editor has changed or put in stays as he left it where its words still stand; one that he merged
    with another stays merged."""
    waiting = list(before)
    merged = {" ".join(earlier.text[start:end].split()) for old in waiting for start, end in old.also_at}
    made = []
    for claim in found:
        same = [
            old
            for old in waiting
            if old.found_by == "editor"
            and old.quote == claim.quote
            and old.intervention == claim.intervention
            and old.outcome == claim.outcome
        ]
        alike = same or [old for old in waiting if said(old) == said(claim)]
        old = next((one for one in alike if one.quote == claim.quote), alike[0] if alike else None)
        if old is not None:
            waiting.remove(old)
            made.append(_settled(old, claim))
        elif " ".join(claim.quote.split()) not in merged:
            made.append(claim)
    for old in waiting:
        start = source.text.find(old.quote) if old.found_by == "editor" else -1
        if start >= 0 and not any(one.id == old.id for one in made):
            made.append(replace(old, start=start, end=start + len(old.quote), also_at=()))
    return tuple(sorted(made, key=lambda claim: (claim.start, claim.end)))


def _settled(old: Claim, claim: Claim) -> Claim:
    if old.quote != claim.quote:
        return replace(claim, id=old.id)
    if old.found_by == "editor":
        return replace(old, start=claim.start, end=claim.end, also_at=claim.also_at)
    if not old.checkable and claim.checkable:
        return replace(claim, id=old.id, checkable=False, not_checkable_because=old.not_checkable_because, confirm=None)
    return replace(claim, id=old.id, confirm=claim.confirm if old.confirm is not None else None)
