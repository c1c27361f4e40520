"""The article itself, cut where claims begin and end, so that each piece knows which claims it makes."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from claims.records import Block, Source
from reports.view.claim import ClaimView

# Of an article longer than this, in characters, only the blocks that make claims are shown, and those beside them.
_WHOLE = 60_000


@dataclass(frozen=True)
class Piece:
    """A run of text. `claims`: those that it is a part of, in their order; `begins`: those of them that begin here."""

    text: str
    claims: tuple[ClaimView, ...]
    begins: tuple[ClaimView, ...]


@dataclass(frozen=True)
class ArticleBlock:
    """A block of the article. `after_gap`: blocks before it are not shown."""

    kind: str
    pieces: tuple[Piece, ...]
    after_gap: bool = False


def article_of(source: Source, claims: Iterable[ClaimView]) -> tuple[ArticleBlock, ...]:
    """The blocks of the article with the places of its claims, repetitions too."""
    places = [
        (start, end, view)
        for view in claims
        for start, end in ((view.claim.start, view.claim.end), *view.claim.also_at)
    ]
    blocks = source.blocks or ()
    shown = [bool(_within(block, places)) for block in blocks]
    whole = len(source.text) <= _WHOLE
    made: list[ArticleBlock] = []
    gap = False
    for at, block in enumerate(blocks):
        if not whole and not any(shown[max(0, at - 1) : at + 2]):
            gap = True
            continue
        made.append(ArticleBlock(block.kind.value, _pieces(source.text, block, _within(block, places)), gap))
        gap = False
    return tuple(made)


_Place = tuple[int, int, ClaimView]


def _within(block: Block, places: list[_Place]) -> list[_Place]:
    return [place for place in places if place[0] < block.end and place[1] > block.start]


def _pieces(text: str, block: Block, places: list[_Place]) -> tuple[Piece, ...]:
    cuts = {block.start, block.end}
    for start, end, _ in places:
        cuts |= {max(start, block.start), min(end, block.end)}
    ordered = sorted(cuts)
    return tuple(
        Piece(
            text[start:end],
            _distinct(view for first, last, view in places if first < end and last > start),
            _distinct(view for first, _, view in places if max(first, block.start) == start),
        )
        for start, end in pairwise(ordered)
        if start < end
    )


def _distinct(views: Iterable[ClaimView]) -> tuple[ClaimView, ...]:
    return tuple({view.number: view for view in sorted(views, key=lambda view: view.number)}.values())
