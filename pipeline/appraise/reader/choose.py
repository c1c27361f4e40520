"""Which sentences of an abstract bear on a claim: those are what the encoder reads.

A sentence bears on a claim by the words that it shares with it, the rarer in this abstract the more; results and conclusions before
aims and methods. The weights are those of a logistic regression on gold rationales, rounded to one place: `python -m pipeline.appraise.reader.training.choice`.
"""

import math
import re
from collections.abc import Sequence
from itertools import pairwise

_WORD = re.compile(r"[^\W_]+")
_STOP = frozenset(
    "a an and are as at be been by can could did do does for from had has have in into is it its may might more most no not of on or"
    " our should so such than that the their these they this those to was we were which while who will with would".split()
)
_CUES = {
    "concludes": re.compile(
        r"^\W*(?:conclusions?|interpretation|in conclusion|in summary|to conclude|taken together|overall|these (?:results|findings|data)"
        r"|our (?:results|findings|data)|we (?:conclude|found)|this (?:study|trial|review|meta-analysis) (?:shows?|found|suggests?|demonstrate[sd]?))",
        re.I,
    ),
    "finds": re.compile(
        r"\b(?:significant(?:ly)?|p\s?[<=>]|95\s?%|ci\b|odds ratio|hazard ratio|relative risk|risk ratio|mean difference|associated|increased?|"
        r"decreased?|reduced?|improved?|lower(?:ed)?|higher|greater|no (?:difference|effect|evidence)|compared with|versus|suggests?|shows?|showed)\b",
        re.I,
    ),
    "measures": re.compile(r"\bp\s?[<=>≤]|\d%|95\s?% ?ci|\bci\b|\bvs\b|versus|±", re.I),
    "asks": re.compile(
        r"\b(?:aim(?:ed|s)?|objective|purpose|to (?:determine|investigate|assess|evaluate|examine|explore|test|compare|study|identify)|whether|"
        r"hypothesi[sz]ed|we (?:investigated|examined|studied|assessed|evaluated|compared|tested|sought)|remains? (?:unclear|unknown)|unknown|"
        r"little is known|were (?:randomi[sz]ed|randomly|assigned|recruited|enrolled|included)|randomi[sz]ed to|was measured|were measured|"
        r"we (?:used|performed|conducted|searched|enrolled|recruited|measured|analy[sz]ed))\b",
        re.I,
    ),
    "reports": re.compile(
        r"\b(?:we (?:found|find|show|showed|demonstrate|demonstrated|report|identified|observed|conclude|reveal)|here,? we|"
        r"our (?:results|findings|data|study)|these (?:results|findings|data)|this study)\b",
        re.I,
    ),
    "looks ahead": re.compile(
        r"\b(?:should|future|further (?:studies|research|work)|need(?:ed)?|warrant)\b", re.I
    ),
}  # fmt: skip
# Headings that stand within the text: all up to the next one belong to that part.
_PARTS = {
    "background": re.compile(
        r"^\W*(?:background|aims?|objectives?|purpose|introduction|context|rationale|importance)\b", re.I
    ),
    "methods": re.compile(
        r"^\W*(?:(?:materials? and )?methods?|design|setting|participants|patients|interventions?|main outcome|measurements?|study design|"
        r"data sources?|methodology)\b[^.]{0,30}:",
        re.I,
    ),
    "results": re.compile(r"^\W*(?:(?:main |principal )?results?|(?:principal )?findings)\b", re.I),
    "conclusions": re.compile(r"^\W*(?:conclusions?|interpretation|discussion|significance|in conclusion)\b", re.I),
}
FEATURES = (
    "overlap", "overlap, of the best", "position", "words", "overlap before", *_CUES, *_PARTS,
)  # fmt: skip
_WEIGHTS = dict(
    zip(FEATURES, (1.5, 2.4, 1.3, 0.3, -1.0, 0.4, 0.4, 0.5, -1.2, 0.3, -0.7, -1.2, -2.0, -0.2, -0.6), strict=True)
)


def relevance(claim: str, sentences: Sequence[str]) -> list[float]:
    """How much each sentence bears on the claim; comparable within one abstract."""
    return [
        sum(_WEIGHTS[name] * value for name, value in zip(FEATURES, values, strict=True))
        for values in features(claim, sentences)
    ]


def features(claim: str, sentences: Sequence[str]) -> list[tuple[float, ...]]:
    """One row a sentence, in the order of FEATURES."""
    wanted = _stems(claim)
    held = [_stems(sentence) for sentence in sentences]
    count = len(sentences)
    weight = {stem: math.log(1 + (count + 1) / (1 + sum(stem in words for words in held))) for stem in wanted}
    total = sum(weight.values()) or 1.0
    overlap = [sum(weight[stem] for stem in wanted & words) / total for words in held]
    best = max(overlap, default=0.0) or 1.0
    rows = []
    part = None
    for at, (sentence, (before, shared)) in enumerate(zip(sentences, pairwise((0.0, *overlap)), strict=True)):
        part = next((name for name, heading in _PARTS.items() if heading.search(sentence)), part)
        cues = (float(bool(cue.search(sentence))) for cue in _CUES.values())
        parts = (float(name == part) for name in _PARTS)
        rows.append(
            (shared, shared / best, at / max(1, count - 1), math.log(1 + len(sentence.split())), before, *cues, *parts)
        )
    return rows


def chosen(claim: str, sentences: Sequence[str], most_words: int = 130, most: int = 6) -> list[int]:
    """Numbers of the sentences to read, in the order of the abstract: the best, as many as fit."""
    scores = relevance(claim, sentences)
    taken: list[int] = []
    words = 0
    for at in sorted(range(len(sentences)), key=lambda at: (-scores[at], at)):
        length = len(sentences[at].split())
        if taken and (words + length > most_words or len(taken) >= most):
            continue
        taken.append(at)
        words += length
    return sorted(taken)


def _stems(text: str) -> set[str]:
    """Words without their endings: enough to meet across number and tense."""
    return {_stem(word) for word in _WORD.findall(text.lower()) if word not in _STOP}


def _stem(word: str) -> str:
    for ending in ("ations", "ation", "ings", "ing", "ies", "ied", "edly", "ed", "es", "ly", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word
