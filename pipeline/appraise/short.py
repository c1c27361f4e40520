"""Short forms that an abstract defines for itself: "emergence agitation (EA)". Schwartz & Hearst, Pac Symp Biocomput 2003, PMID 12603049."""

import re
from dataclasses import replace
from functools import lru_cache

from claims.records import Concept
from claims.vocabulary import Vocabulary
from pipeline.appraise.question import Question
from pipeline.records import Study

RULE = "appraise.short.v1"

_DEFINED = re.compile(r"(?P<words>(?:[\w’'/-]+\s+){1,8})\((?P<short>[A-Za-z][A-Za-z0-9-]{1,7})(?=[);,])")


def in_terms_of(question: Question, study: Study) -> Question:
    """The question with the short forms that a study uses for what it is about."""
    shorts = shorts_of(f"{study.title}\n{study.abstract}")
    if not shorts:
        return question
    return replace(
        question,
        known_outcomes=_with(question.known_outcomes, shorts),
        known_interventions=_with(question.known_interventions, shorts),
    )


def _with(vocabulary: Vocabulary, shorts: tuple[tuple[str, str], ...]) -> Vocabulary:
    terms: list[tuple[str, Concept]] = []
    for short, long in shorts:
        concept = vocabulary.best(long)
        if concept.known or vocabulary.named(concept.preferred):
            terms.append((short, concept))
    return vocabulary.with_terms(terms) if terms else vocabulary


@lru_cache(maxsize=256)
def shorts_of(text: str) -> tuple[tuple[str, str], ...]:
    """(short form, long form) in the order of their definitions; each short form as first defined."""
    found: dict[str, str] = {}
    for match in _DEFINED.finditer(text):
        short = match["short"].removesuffix("s")
        if sum(letter.isupper() for letter in short) < 2:
            continue
        long = _long_form(short, match["words"].split())
        if long:
            found.setdefault(short, long)
    return tuple(found.items())


def _long_form(short: str, words: list[str]) -> str | None:
    """The shortest run of words before the bracket that holds the letters of the short form in order and opens with its first."""
    letters = [letter.lower() for letter in short if letter.isalnum()]
    for start in range(len(words) - 1, -1, -1):
        if words[start][0].lower() != letters[0]:
            continue
        run = " ".join(words[start:]).lower()
        at = -1
        for letter in letters:
            at = run.find(letter, at + 1)
            if at < 0:
                break
        else:
            return " ".join(words[start:])
    return None
