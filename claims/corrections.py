"""Claims that an editor corrected, read back: the JSON of `claims --format json`, edited.

Spans are checked against the article, changed words get their concept anew, and the id follows the content. What the
editor left alone stays as it was found.
"""

import json
from dataclasses import replace
from typing import Any

from claims.errors import UsageError
from claims.extract import claim_id
from claims.records import Claim, Source
from claims.vocabulary import Vocabulary

_REQUIRED = ("quote", "intervention", "outcome", "direction")


def complete(
    data: bytes, where: str, found: tuple[Claim, ...], interventions: Vocabulary, outcomes: Vocabulary
) -> bytes:
    """The editor's JSON with what may be left out filled in, so that it is a list of whole claims.

    A claim that keeps the id of one that was found takes missing fields, and the concepts of unchanged words, from it.
    """
    try:
        items = json.loads(data)
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise UsageError(
            f"{where}: not valid JSON ({error}). Give back what `claims --format json` prints, edited."
        ) from None
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise UsageError(f"{where}: not a list of claims. Give back what `claims --format json` prints, edited.")
    known = {claim.id: claim for claim in found}
    return json.dumps(
        [_filled(item, number, where, known, interventions, outcomes) for number, item in enumerate(items, 1)]
    ).encode()


def _filled(
    item: dict[str, Any], number: int, where: str, known: dict[str, Claim], interventions: Vocabulary, outcomes: Vocabulary
) -> dict[str, Any]:  # fmt: skip
    missing = [name for name in _REQUIRED if not isinstance(item.get(name), str) or not item[name].strip()]
    if missing:
        raise UsageError(f"{where}: claim {number} has no {missing[0]!r}.")
    original = known.get(str(item.get("id")))
    filled = {"id": "", "start": -1, "end": -1, **item}
    for field, vocabulary in (("intervention", interventions), ("outcome", outcomes)):
        words, concept = item[field], item.get(f"{field}_concept")
        same_words = original is not None and getattr(original, field) == words
        if not isinstance(concept, dict) or (
            not same_words and original is not None and concept == _plain(getattr(original, f"{field}_concept"))
        ):
            filled[f"{field}_concept"] = _plain(vocabulary.best(words))
    return filled


def _plain(concept: Any) -> dict[str, Any]:
    import dataclasses

    plain: dict[str, Any] = json.loads(json.dumps(dataclasses.asdict(concept)))
    return plain


def settle(claims: tuple[Claim, ...], source: Source, found: tuple[Claim, ...], where: str) -> tuple[Claim, ...]:
    """Corrected claims with spans that hold and ids that fit. Raises UsageError for a quote that the article lacks."""
    known = {claim.id: claim for claim in found}
    settled: dict[str, Claim] = {}
    for number, claim in enumerate(claims, 1):
        start, end = _span(claim, source, number, where)
        elsewhere = tuple((a, b) for a, b in claim.also_at if 0 <= a < b <= len(source.text))
        placed = replace(claim, start=start, end=end, also_at=elsewhere)
        if known.get(claim.id) != placed:
            placed = replace(placed, found_by="editor", id=claim_id(source.sha256, placed))
        settled.setdefault(placed.id, placed)
    return tuple(settled.values())


def _span(claim: Claim, source: Source, number: int, where: str) -> tuple[int, int]:
    if claim.start >= 0 and source.text[claim.start : claim.end] == claim.quote:
        return claim.start, claim.end
    count = source.text.count(claim.quote)
    if count == 1:
        start = source.text.index(claim.quote)
        return start, start + len(claim.quote)
    problem = (
        "does not stand in the article" if not count else f"stands in the article {count} times; give its start and end"
    )
    raise UsageError(f"{where}: the quote of claim {number} {problem}: {claim.quote[:80]!r}.")
