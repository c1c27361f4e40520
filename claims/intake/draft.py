"""What a reader of one format hands back: the text in blocks, before it becomes a `Source`."""

from collections.abc import Iterable
from dataclasses import dataclass

from claims.intake.invisible import without_invisible
from claims.records import Block, BlockKind


@dataclass(frozen=True, slots=True)
class Draft:
    text: str
    blocks: tuple[Block, ...]
    title: str | None = None
    author: str | None = None
    published: str | None = None


def assemble(
    parts: Iterable[tuple[BlockKind, str, str | None]],
    *,
    title: str | None = None,
    author: str | None = None,
    published: str | None = None,
) -> Draft:
    """Lay (kind, text, path) parts one a line; list items get `- ` before the block, which is not part of it."""
    lines: list[str] = []
    blocks: list[Block] = []
    at = 0
    for kind, raw, path in parts:
        words = " ".join(without_invisible(raw).split())
        if not words:
            continue
        prefix = "- " if kind is BlockKind.ITEM else ""
        start = at + len(prefix)
        blocks.append(Block(kind, start, start + len(words), path))
        lines.append(prefix + words)
        at = start + len(words) + 1
    return Draft("\n".join(lines), tuple(blocks), title, author, published)
