"""How much two wordings share: F1 over their words, without articles and plural endings."""

import re
import unicodedata
from collections import Counter
from typing import Any

_EMPTY = frozenset("a an the of with and or in to for on at by from as such s your my our their its".split())


def overlap(one: str | None, other: str | None) -> float:
    """0 to 1; nothing against nothing is 1, nothing against something 0."""
    left, right = _words(one), _words(other)
    if not left or not right:
        return float(not left and not right)
    common = sum((Counter(left) & Counter(right)).values())
    return 2 * common / (len(left) + len(right))


def best_overlap(found: str, gold: dict[str, Any], field: str) -> float:
    """With the annotated wording or its canonical name, whichever is nearer."""
    return max(overlap(found, gold[field]), overlap(found, gold[f"{field}_canonical"]))


def _words(text: str | None) -> list[str]:
    if text is None:
        return []
    text = unicodedata.normalize("NFKC", text).lower().replace("’", "'")
    text = re.sub(r"(?<=\d)[,\u202f](?=\d{3})", "", text)
    words = [_singular(word) for word in re.findall(r"\d+(?:\.\d+)?|[^\W\d_]+", text)]
    return [word for word in words if word not in _EMPTY] or words


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word
