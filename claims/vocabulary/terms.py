"""The vocabulary tables, and finding their terms in a text.

`interventions.tsv` and `outcomes.tsv` were written for this project (2026-11-22). MeSH ids and headings are those of
MeSH 2026, courtesy of the U.S. National Library of Medicine. A term that is in no table is not forced onto one:
it becomes a concept of its own words.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from copy import copy
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib.resources import files

from claims.records import Concept

DATED = "2026-11-25"
_TOKEN = re.compile(r"[^\W_]+")
# Heads that name a kind of thing, not the thing: "omega-3 supplements" are omega-3.
_BROAD = 20
_RECENT = 64
_GENERIC = frozenset(
    {
        "dietary supplements",
        "herbal medicine",
        "vitamins",
        "minerals",
        "diet",
        "antioxidant supplements",
        "multivitamin",
        "vaccines",
        "food supplements",
    }
)
_PREPOSITION = re.compile(r"\s+(?:of|from|in|due\s+to|caused\s+by|after|during|for|with|among)\s+", re.I)
_VALENCE = {"+": 1, "-": -1, "0": 0, "": 0}


@dataclass(frozen=True, slots=True)
class Mention:
    start: int
    end: int
    concept: Concept


class Vocabulary:
    """Concepts of one table, found by their words. Matching ignores case, hyphens and plural s; the longest term wins."""

    def __init__(self, concepts: Iterable[Concept]) -> None:
        self._by_name = {concept.preferred: concept for concept in concepts}
        self._by_words: dict[tuple[str, ...], Concept] = {}
        for concept in self._by_name.values():
            for term in (concept.preferred, *concept.synonyms):
                self._by_words.setdefault(words_of(term), concept)
        for concept in self._by_name.values():
            if concept.mesh_heading:
                self._by_words.setdefault(words_of(concept.mesh_heading), concept)
        self._by_words.pop((), None)
        # Headings that are turned round ("Osteoarthritis, Knee") hold a comma; no other term reaches over one.
        self._turned = {
            words_of(term)
            for concept in self._by_name.values()
            for term in (concept.preferred, concept.mesh_heading or "", *concept.synonyms)
            if "," in term
        }
        # Several rules ask it of one sentence.
        self._recent = lru_cache(maxsize=_RECENT)(self._find)
        self._longest: dict[str, int] = {}
        for key in self._by_words:
            self._longest[key[0]] = max(self._longest.get(key[0], 0), len(key))

    def __iter__(self) -> Iterator[Concept]:
        return iter(self._by_name.values())

    def with_terms(self, terms: Iterable[tuple[str, Concept]]) -> "Vocabulary":
        """This vocabulary and further words for concepts, where it does not know the words yet."""
        more = copy(self)
        more._by_words, more._longest = dict(self._by_words), dict(self._longest)
        more._recent = lru_cache(maxsize=_RECENT)(more._find)
        for term, concept in terms:
            words = words_of(term)
            if words and more._by_words.setdefault(words, concept) is concept:
                more._longest[words[0]] = max(more._longest.get(words[0], 0), len(words))
        return more

    def named(self, preferred: str) -> Concept | None:
        return self._by_name.get(preferred)

    def lookup(self, phrase: str) -> Concept | None:
        """The concept that the whole phrase names, or None."""
        return self._by_words.get(words_of(phrase))

    def mentions(self, text: str) -> list[Mention]:
        """All non-overlapping terms in a text, longest first at each place, in order. Linear in the text."""
        return list(self._recent(text))

    def _find(self, text: str) -> tuple[Mention, ...]:
        found = [(match.start(), match.end(), _stem(match.group())) for match in _TOKEN.finditer(text.lower())]
        hits: list[Mention] = []
        at = 0
        while at < len(found):
            for length in range(min(self._longest.get(found[at][2], 0), len(found) - at), 0, -1):
                words = tuple(token[2] for token in found[at : at + length])
                concept = self._by_words.get(words)
                if concept is not None and not self._apart(words, text[found[at][0] : found[at + length - 1][1]]):
                    hits.append(Mention(found[at][0], found[at + length - 1][1], concept))
                    at += length
                    break
            else:
                at += 1
        return tuple(hits)

    def _apart(self, words: tuple[str, ...], worded: str) -> bool:
        """Whether a comma or semicolon parts the words: "glucosamine, chondroitin" are two things."""
        return len(words) > 1 and ("," in worded or ";" in worded) and words not in self._turned

    def best(self, phrase: str) -> Concept:
        """The concept of a phrase: the whole of it, else the longest known term in it, else its own words."""
        whole = self.lookup(phrase)
        if whole is not None:
            return whole
        # "deaths from covid-19" are deaths: the head stands before the preposition.
        head = _PREPOSITION.split(phrase, maxsplit=1)[0]
        mentions = self.mentions(head) if head != phrase else []
        mentions = [mention for mention in mentions if mention.concept.preferred not in _GENERIC] or self.mentions(
            phrase
        )
        specific = [mention for mention in mentions if mention.concept.preferred not in _GENERIC]
        mentions = specific or mentions
        if mentions:
            return max(mentions, key=lambda mention: (mention.end - mention.start, mention.start)).concept
        return own_words(phrase)

    def wider(self, concept: Concept) -> list[Concept]:
        """The classes above a concept, nearest first."""
        chain: list[Concept] = []
        name = concept.wider
        while name is not None and all(known.preferred != name for known in chain):
            parent = self._by_name.get(name)
            if parent is None:
                break
            chain.append(parent)
            name = parent.wider
        return chain

    def is_broad(self, concept: Concept) -> bool:
        """Whether a class holds so much that its members have little in common ("herbal medicine")."""
        return len(self.narrower(concept)) > _BROAD

    def narrower(self, concept: Concept) -> list[Concept]:
        """Every concept below this one, in the order of the table."""
        return list(self._below.get(concept.preferred, ()))

    @cached_property
    def _below(self) -> dict[str, list[Concept]]:
        """By name, every concept below. Asked thousands of times for a long list of claims."""
        below: dict[str, list[Concept]] = {}
        for concept in self:
            for parent in {one.preferred for one in self.wider(concept)}:
                below.setdefault(parent, []).append(concept)
        return below


def own_words(phrase: str) -> Concept:
    """A concept that no table knows, kept as it is worded."""
    return Concept(preferred=" ".join(phrase.lower().split()), known=False)


def words_of(term: str) -> tuple[str, ...]:
    return tuple(_stem(token) for token in _TOKEN.findall(term.lower()))


def _stem(token: str) -> str:
    return token[:-1] if len(token) > 3 and token.endswith("s") and not token.endswith(("ss", "us", "is")) else token


@cache
def load_vocabulary(table: str) -> Vocabulary:
    """`interventions` or `outcomes`."""
    text = files("claims.vocabulary").joinpath(f"{table}.tsv").read_text("utf-8")
    return Vocabulary(
        _concept(row) for row in csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    )


def _concept(row: dict[str, str]) -> Concept:
    return Concept(
        preferred=row["preferred"],
        kind=row["kind"],
        synonyms=_split(row["synonyms"]),
        wider=row.get("class") or row.get("parent") or None,
        mesh_id=row["mesh_id"] or None,
        mesh_heading=row["mesh_heading"] or None,
        valence=_VALENCE[row.get("valence", "0")],
        measures=_split(row.get("measures", "")),
    )


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part)
