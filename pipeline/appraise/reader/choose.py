"""Which sentences of an abstract bear on a claim. They are what the encoder reads, and the rationale that a report shows.

A sentence bears on a claim by the words that it shares with it, the rarer in this abstract the more; results and conclusions before
aims and methods. Weights were set on the gold rationales of permitted training sets (`claimaudit evaluate stance` prints the F1).
"""

import math
import re
from collections.abc import Sequence

_WORD = re.compile(r"[^\W_]+")
_STOP = frozenset(
    "a an and are as at be been by can could did do does for from had has have in into is it its may might more most no not of on or"
    " our should so such than that the their these they this those to was we were which while who will with would".split()
)
_CONCLUDES = re.compile(
    r"^\W*(?:conclusions?|interpretation|in conclusion|in summary|to conclude|taken together|overall|these (?:results|findings|data)"
    r"|our (?:results|findings|data)|we (?:conclude|found)|this (?:study|trial|review|meta-analysis) (?:shows?|found|suggests?|demonstrate[sd]?))",
    re.I,
)
_FINDS = re.compile(
    r"\b(?:significant(?:ly)?|p\s?[<=>]|95\s?%|ci\b|odds ratio|hazard ratio|relative risk|risk ratio|mean difference|associated|increased?|"
    r"decreased?|reduced?|improved?|lower(?:ed)?|higher|greater|no (?:difference|effect|evidence)|compared with|versus|suggests?|shows?|showed)\b",
    re.I,
)
_AIMS = re.compile(
    r"^\W*(?:background|aims?|objectives?|purpose|introduction|methods?|design|setting|participants)\b", re.I
)
# Added to the share of the claim's words that a sentence holds (0 to 1).
_CONCLUSION_BONUS, _FINDING_BONUS, _LATE_BONUS, _AIM_MALUS = 0.12, 0.12, 0.1, 0.2


def relevance(claim: str, sentences: Sequence[str]) -> list[float]:
    """How much each sentence bears on the claim; comparable within one abstract."""
    wanted = _stems(claim)
    held = [_stems(sentence) for sentence in sentences]
    count = len(sentences)
    weight = {stem: math.log(1 + (count + 1) / (1 + sum(stem in words for words in held))) for stem in wanted}
    total = sum(weight.values()) or 1.0
    scores = []
    for at, (sentence, words) in enumerate(zip(sentences, held, strict=True)):
        score = sum(weight[stem] for stem in wanted & words) / total
        score += _LATE_BONUS * at / max(1, count - 1)
        score += _CONCLUSION_BONUS * bool(_CONCLUDES.search(sentence))
        score += _FINDING_BONUS * bool(_FINDS.search(sentence))
        score -= _AIM_MALUS * bool(_AIMS.search(sentence))
        scores.append(score)
    return scores


def chosen(claim: str, sentences: Sequence[str], most_words: int = 90, most: int = 4) -> list[int]:
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
