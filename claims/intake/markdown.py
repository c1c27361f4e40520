"""Markdown, by way of its own parser: the text as a reader sees it, without the marks."""

import re

from claims.intake.draft import Draft, assemble
from claims.records import BlockKind

_FRONT = re.compile(r"\A---\n(.*?)\n---\n", re.S)
_FIELD = re.compile(r"^(title|author|date)\s*:\s*(.+?)\s*$", re.M | re.I)
_TAG = re.compile(r"<[^<>]{0,500}>")


def read_markdown(text: str) -> Draft:
    """Blocks of a Markdown text; title, author and date from a front matter block where there is one."""
    from markdown_it import MarkdownIt

    front = _FRONT.match(text)
    fields = {}
    if front:
        fields = {key.lower(): value.strip("\"'") for key, value in _FIELD.findall(front.group(1))}
        text = text[front.end() :]
    parts: list[tuple[BlockKind, str, str | None]] = []
    kinds: list[BlockKind] = []
    cells: list[str] | None = None
    opens = {"heading_open": BlockKind.HEADING, "list_item_open": BlockKind.ITEM, "tr_open": BlockKind.ROW}
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        if token.type in opens:
            kinds.append(opens[token.type])
            cells = [] if token.type == "tr_open" else cells
        elif token.type in {"heading_close", "list_item_close"}:
            kinds.pop()
        elif token.type == "tr_close":
            kinds.pop()
            parts.append((BlockKind.ROW, " | ".join(cells or []), None))
            cells = None
        elif token.type == "inline":
            words = _words(token.children or [])
            if cells is not None:
                cells.append(words)
            else:
                parts.append((kinds[-1] if kinds else BlockKind.PARAGRAPH, words, None))
        elif token.type == "html_block":
            parts.append((BlockKind.PARAGRAPH, _TAG.sub(" ", token.content), None))
    title = fields.get("title") or next((words for kind, words, _ in parts if kind is BlockKind.HEADING), None)
    return assemble(parts, title=title, author=fields.get("author"), published=fields.get("date"))


def _words(children: list) -> str:  # type: ignore[type-arg]
    shown = []
    for child in children:
        if child.type in {"text", "code_inline"}:
            shown.append(child.content)
        elif child.type in {"softbreak", "hardbreak"}:
            shown.append(" ")
        elif child.type == "image":
            continue
    return "".join(shown)
