"""From what the network says of each token to spans, and from spans to pairs. Plain numbers in, plain values out."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from claims.records import Direction

# In the order of the network's figures for a pair, after "no claim".
DIRECTIONS = tuple(Direction)
Span = tuple[int, int]


class Mark(IntEnum):
    """What a token can be: outside, or the first or a later one of a side."""

    OUTSIDE = 0
    INTERVENTION = 1
    INTERVENTION_ON = 2
    OUTCOME = 3
    OUTCOME_ON = 4


@dataclass(frozen=True, slots=True)
class Tag:
    """A pair as the network reads it, [start, end) in characters of the sentence. `intervention` None: the sentence names none, the topic acts.

    `sure` is how likely the pair is a claim at all, `denied` how likely a denied one.
    """

    intervention: Span | None
    outcome: Span
    direction: Direction
    sure: float
    denied: float


def sides(marks: Sequence[int], words: Sequence[Span]) -> tuple[list[Span], list[Span]]:
    """The interventions and the outcomes, as [first token, end). `words` are those of the sentence, in tokens; a word is what its first token is.

    A later word without a first one opens a side of its own.
    """
    found: dict[int, list[Span]] = {Mark.INTERVENTION: [], Mark.OUTCOME: []}
    side: int | None = None
    for first, end in words:
        mark = marks[first]
        if mark == Mark.OUTSIDE:
            side = None
        elif mark in found or mark - 1 != side:
            side = mark if mark in found else mark - 1
            found[side].append((first, end))
        else:
            found[side][-1] = (found[side][-1][0], end)
    return found[Mark.INTERVENTION], found[Mark.OUTCOME]


def pairs(acting: Sequence[Span], suffered: Sequence[Span], topic: bool) -> list[tuple[Span | None, Span]]:
    """Each intervention, and the topic where there is one, with each outcome."""
    return [(one, other) for other in suffered for one in (*acting, *([None] if topic else []))]


def softmax(logits: Any) -> Any:
    import numpy

    powers = numpy.exp(logits - logits.max(-1, keepdims=True))
    return powers / powers.sum(-1, keepdims=True)
