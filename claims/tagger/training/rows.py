"""Sentences of annotated articles, each with the topic that the rules had there, and the pairs that the annotation gives it."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from claims.extract.extract import terms_of
from claims.extract.walk import readings_of
from claims.intake import read_source
from claims.records import Direction
from claims.tagger.decode import Span
from claims.vocabulary import load_vocabulary

_NOW = "1970-01-01T00:00:00Z"
_SMALL = frozenset("a an the of to in and or your for with".split())
# Of an outcome whose words stand apart in the sentence: the share that must be there, and how much longer the stretch may be.
_SHARE, _STRETCH = 0.6, 1.6


@dataclass(frozen=True, slots=True)
class Pair:
    """In characters of the sentence; `intervention` None where the sentence does not name it."""

    intervention: Span | None
    outcome: Span
    direction: Direction
    denied: bool


@dataclass(frozen=True, slots=True)
class Row:
    """`open`: something is claimed here that could not be placed, so what is not marked is not known to be no claim."""

    sentence: str
    topic: str
    pairs: tuple[Pair, ...]
    open: bool


def rows_of(folder: Path) -> Iterator[Row]:
    """From every NAME.txt beside a NAME.gold.json."""
    interventions, outcomes = load_vocabulary("interventions"), load_vocabulary("outcomes")
    for path in sorted(folder.glob("*.gold.json")):
        gold = json.loads(path.read_text("utf-8"))["claims"]
        source = read_source(str(path.with_name(path.name.replace(".gold.json", ".txt"))), now=_NOW)
        for reading in readings_of(source, terms_of(source, interventions, outcomes)):
            place = reading.place
            yield _row(place.offset, place.sentence, place.topic or "", gold)


def _row(start: int, sentence: str, topic: str, gold: list[dict[str, Any]]) -> Row:
    pairs: list[Pair] = []
    unplaced = False
    for claim in gold:
        for at in (claim, *claim.get("also_at", ())):
            low, high = max(0, at["start"] - start), min(len(sentence), at["end"] - start)
            if low >= high or not claim["checkable"]:
                continue
            acting = _place(claim["intervention"], sentence, low, high)
            suffered = _place(claim["outcome"], sentence, low, high)
            if suffered is None or (acting and acting[0] < suffered[1] and suffered[0] < acting[1]):
                unplaced = True
                continue
            pairs.append(Pair(acting, suffered, Direction(claim["direction"]), bool(claim["negated"])))
    return Row(sentence, topic, tuple(pairs), unplaced)


def _place(worded: str, sentence: str, low: int, high: int) -> Span | None:
    """Where a wording stands: within the quote, else in the sentence, else its words near each other within the quote."""
    for start, end in ((low, high), (0, len(sentence))):
        part = sentence[start:end]
        found = re.search(rf"(?<!\w){re.escape(worded)}(?!\w)", part, re.I) or re.search(re.escape(worded), part, re.I)
        if found:
            return start + found.start(), start + found.end()
    return _scattered(worded, sentence, low, high)


def _scattered(worded: str, sentence: str, low: int, high: int) -> Span | None:
    wanted = {word for word in re.findall(r"\w+", worded.lower()) if word not in _SMALL}
    words = [found for found in re.finditer(r"\w+", sentence) if low <= found.start() < high]
    hits = [at for at, word in enumerate(words) if word.group().lower() in wanted]
    most = _STRETCH * len(re.findall(r"\w+", worded)) + 1
    best: tuple[tuple[int, int], Span] | None = None
    for first in hits:
        for last in (at for at in hits if at >= first):
            length = last - first + 1
            held = len({words[at].group().lower() for at in hits if first <= at <= last})
            if held < _SHARE * len(wanted) or length > most:
                continue
            if best is None or (held, -length) > best[0]:
                best = (held, -length), (words[first].start(), words[last].end())
    return best[1] if best else None
