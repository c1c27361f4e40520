"""Which of the records that a source returned bear on a claim: its own order (BM25 here, best match in PubMed) and nearness of meaning.

Neither design nor date is part of it: how good a study is, grading says.
"""

from collections.abc import Sequence
from math import log1p
from typing import Any, Protocol

RULE = "order.v1"
# A place among the source's first counts by its logarithm: from 1st to 20th as much as 0.15 of nearness.
_NEARNESS, _PLACE = 4.0, 0.2


class Embeds(Protocol):
    """What turns texts into rows of length 1: an `Embedder`, or what stands in for one."""

    def vectors(self, texts: Sequence[str]) -> Any: ...


def text_of_record(title: str, abstract: str) -> str:
    return f"{title.strip().rstrip('.')}. {abstract}"


def order(nearness: Sequence[float]) -> list[int]:
    """Numbers of the records, best first. `nearness` (-1 to 1) of each to the claim, in the order in which the source gave them."""
    scores = [_NEARNESS * near - _PLACE * log1p(place) for place, near in enumerate(nearness)]
    return sorted(range(len(scores)), key=lambda at: (-scores[at], at))
