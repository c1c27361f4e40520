"""An element tree (of a page, or of what is left of it) to blocks."""

from collections.abc import Iterator
from typing import Any

from claims.records import BlockKind

_KINDS = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6", "head"), BlockKind.HEADING),
    **dict.fromkeys(("p", "quote", "blockquote", "pre", "dd", "dt", "figcaption", "ab"), BlockKind.PARAGRAPH),
    **dict.fromkeys(("li", "item"), BlockKind.ITEM),
    **dict.fromkeys(("tr", "row"), BlockKind.ROW),
}
_CELLS = {"td", "th", "cell"}
_BOUNDARIES = {"div", "section", "article", "list", "ul", "ol", "table", "body", "main"}
_BREAKS = {"br", "lb"}
_SKIPPED = {"script", "style", "noscript", "template", "svg", "iframe", "object", "button", "select"}


def blocks_of(root: Any) -> Iterator[tuple[BlockKind, str, str | None]]:
    """(kind, text, None) for each block in document order; loose text between blocks becomes a paragraph.

    Walks without recursion: what the page's parser lets through is read, however deep it lies.
    """
    kinds: list[BlockKind] = []
    buffer: list[str] = []
    stack: list[tuple[str, Any]] = [("open", root)]
    while stack:
        step, element = stack.pop()
        if step == "tail":
            buffer.append(element)
            continue
        tag = element.tag if isinstance(element.tag, str) else ""
        kind = _KINDS.get(tag)
        if step == "open":
            # A row is one block, whatever its cells hold.
            within = BlockKind.ROW in kinds
            opens = (kind is not None or tag in _BOUNDARIES) and not within
            if opens:
                yield from _flush(buffer, kinds)
            if kind is not None and not within:
                kinds.append(kind)
            stack.append(
                ("close block" if kind is not None and not within else "close boundary" if opens else "close", element)
            )
            if tag in _SKIPPED or not tag:
                continue
            if tag in _BREAKS:
                buffer.append(" ")
            for child in reversed(element):
                if child.tail:
                    stack.append(("tail", child.tail))
                stack.append(("open", child))
            if element.text:
                stack.append(("tail", element.text))
            continue
        if tag in _CELLS:
            buffer.append(" | ")
        if step != "close":
            yield from _flush(buffer, kinds)
        elif kind is not None:
            buffer.append(" ")
        if step == "close block":
            kinds.pop()


def _flush(buffer: list[str], kinds: list[BlockKind]) -> Iterator[tuple[BlockKind, str, str | None]]:
    words = " ".join("".join(buffer).split())
    buffer.clear()
    kind = kinds[-1] if kinds else BlockKind.PARAGRAPH
    if BlockKind.ITEM in kinds and kind is BlockKind.PARAGRAPH:
        kind = BlockKind.ITEM
    if kind is BlockKind.ROW:
        words = " | ".join(cell.strip() for cell in words.strip("| ").split(" | "))
    if words.strip("| "):
        yield kind, words, None
