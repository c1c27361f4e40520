"""What an article leaves out of what readers of a health story need: six of HealthNewsReview's criteria (Schwitzer 2008, PMID 18507496).

A criterion is met where a sentence of the article speaks of it, which is quoted; that it speaks of it well is for an editor to judge.
"""

import re

from claims.records import Claim, Kind, Source
from claims.sentences import sentence_spans
from pipeline.records import Criterion

RULE = "verdict.left_out.v1"
# Of fewer sentences than this nobody expects a whole story.
_FEWEST = 4
_QUANTITY = re.compile(
    r"\d[\d.,]*\s*(?:%|per\s?cent|percent|percentage\s+points|minutes?|hours?|days?|weeks?|points?|mm\s?Hg|mmol|kg|kilos|pounds|fewer|more|times|in\s+(?:every\s+)?\d)"
    r"|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|half|a\s+(?:third|quarter))\s+(?:in|out\s+of|of\s+(?:them|the))\b|\b(?:halved?|doubled?|twice)\b",
    re.I,
)
# (name, what it asks, what shows that a sentence speaks of it)
_ASKED: tuple[tuple[str, str, re.Pattern[str]], ...] = (
    ("costs", "What does it cost?",
     re.compile(r"[£$€]\s?\d|\d\s?(?:euros?|pounds|dollars|pence|cents)\b|\b(?:costs?|priced?|expensive|cheap(?:er)?|affordable|insurance|reimburs\w+|on\s+prescription|free\s+of\s+charge)\b", re.I)),
    ("harms", "What harm can it do?",
     re.compile(r"\b(?:side[-\s]effects?|adverse|harm(?:s|ful|ed)?|dangers?|dangerous|toxic|overdose|interacts?|interactions?|contraindicat\w+|should\s+(?:not|avoid)|must\s+not|unsafe|poison\w*|risks?\s+of\s+(?:bleeding|harm|injury|damage))\b", re.I)),
    ("quality of the evidence", "How good is the evidence?",
     re.compile(r"\b(?:randomi[sz]ed|placebo|double-blind|systematic\s+reviews?|meta-analys\w+|cochrane|controlled\s+trials?|clinical\s+trials?|cohort|observational|in\s+(?:mice|rats|a\s+test\s+tube)|animal\s+stud\w+|small\s+(?:study|trial)|limitations?|more\s+(?:research|studies|trials)|no\s+(?:good\s+)?(?:evidence|trials?))\b", re.I)),
    ("an independent source", "Does someone without a stake speak?",
     re.compile(r"\b(?:not\s+involved|wasn[’']t\s+involved|no\s+(?:financial\s+)?(?:ties|links|stake|interest)|independent(?:ly)?\s+(?:expert|researcher|scientist|reviewed|of)|unconnected|no\s+part\s+in)\b", re.I)),
    ("alternatives", "What else is there?",
     re.compile(r"\b(?:alternatives?|other\s+(?:options|treatments|ways|remedies|medicines)|instead\s+of|rather\s+than|compared\s+(?:with|to)|standard\s+(?:care|treatment)|existing\s+(?:drugs|treatments)|better\s+than|as\s+well\s+as\s+(?:the\s+)?(?:drug|usual))\b", re.I)),
)  # fmt: skip


def criteria_of(source: Source, claims: tuple[Claim, ...]) -> tuple[Criterion, ...]:
    """Each criterion with the first sentence that speaks of it, or with none. Of a few
    sentences, or an article that makes no claim, nothing is asked."""
    sentences = [
        (start, end) for block in source.blocks for start, end in sentence_spans(source.text, block.start, block.end)
    ]
    if not claims or len(sentences) < _FEWEST:
        return ()
    made = [
        _criterion(source, name, asks, [at for at in sentences if pattern.search(source.text[slice(*at)])])
        for name, asks, pattern in _ASKED
    ]
    benefits = [
        (claim.start, claim.end) for claim in claims if claim.kind is Kind.EFFICACY and not claim.negated and claim.confirm is None and _QUANTITY.search(_without_dose(claim))
    ]  # fmt: skip
    made.insert(2, _criterion(source, "the benefit in numbers", "How large is the benefit?", benefits))
    return tuple(made)


def _criterion(source: Source, name: str, asks: str, places: list[tuple[int, int]]) -> Criterion:
    if not places:
        return Criterion(name, asks, None, None, None)
    start, end = places[0]
    return Criterion(name, asks, start, end, source.text[start:end])


def _without_dose(claim: Claim) -> str:
    """A dose is a number too, and says nothing of the benefit."""
    words = claim.quote
    for part in (claim.dose or "").split(", "):
        words = words.replace(part, "") if part else words
    return words
