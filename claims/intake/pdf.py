"""PDF, through pypdf: text in reading order as far as the file gives it."""

import io
import logging
import re
from collections import Counter

from claims.errors import SourceEmpty, SourceTooLarge, SourceUnreadable
from claims.intake.draft import Draft, assemble
from claims.records import BlockKind

_MOST_PAGES = 300
_BULLET = re.compile(r"\s*(?:[•‣▪◦*-]|\(?\d{1,2}[.)])\s+")
_SENTENCE_END = (".", "!", "?", ":", "”", '"')


def read_pdf(data: bytes, where: str) -> Draft:
    import pypdf

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its warnings about odd files are no use to an editor
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise SourceUnreadable(f"{where}: this PDF is encrypted. Save a copy without a password and give that.")
        if len(reader.pages) > _MOST_PAGES:
            raise SourceTooLarge(f"{where}: {len(reader.pages)} pages; at most {_MOST_PAGES} are read.")
        pages = [page.extract_text() or "" for page in reader.pages]
        title = (reader.metadata.title if reader.metadata else None) or None
        author = (reader.metadata.author if reader.metadata else None) or None
    except (SourceUnreadable, SourceTooLarge):
        raise
    except Exception as error:  # pypdf raises many kinds for damaged files, RecursionError among them
        raise SourceUnreadable(
            f"{where}: damaged or unreadable PDF ({type(error).__name__}). Print it to a new PDF, or give the text."
        ) from error
    if not any(page.strip() for page in pages):
        raise SourceEmpty(f"{where}: this PDF holds pictures of pages but no text. Give a text version.")
    parts = _paragraphs(_without_running_heads(pages))
    title = str(title) if title else next((words for kind, words, _ in parts if kind is BlockKind.HEADING), None)
    return assemble(parts, title=title, author=str(author) if author else None)


def _without_running_heads(pages: list[str]) -> list[str]:
    """Lines of all pages, less those that stand first or last on more than half of at least three pages."""
    split = [[line.rstrip() for line in page.splitlines()] for page in pages]
    edges: Counter[str] = Counter()
    for lines in split:
        filled = [_shape(line) for line in lines if line.strip()]
        edges.update({*filled[:1], *filled[-1:]})
    heads = {shape for shape, count in edges.items() if len(pages) >= 3 and count > len(pages) / 2}
    return [line for lines in split for line in [*(kept for kept in lines if _shape(kept) not in heads), ""]]


def _shape(line: str) -> str:
    return re.sub(r"\d+", "#", line.strip())


def _paragraphs(lines: list[str]) -> list[tuple[BlockKind, str, str | None]]:
    """Lines to blocks: a blank line, a bullet or a short closed line ends a paragraph; a hyphen at a line's end joins."""
    widest = max((len(line) for line in lines), default=0)
    parts: list[tuple[BlockKind, str, str | None]] = []
    current: list[str] = []
    kind = BlockKind.PARAGRAPH

    def close() -> None:
        words = re.sub(r"(?<=[a-z])- (?=[a-z])", "", " ".join(current))
        alone = len(current) == 1 and len(words) < min(80, 0.8 * widest) and not words.endswith(_SENTENCE_END)
        parts.append((BlockKind.HEADING if alone and kind is BlockKind.PARAGRAPH else kind, words, None))
        current.clear()

    for line in lines:
        bullet = _BULLET.match(line)
        if (not line.strip() or bullet) and current:
            close()
            kind = BlockKind.PARAGRAPH
        if bullet:
            kind, line = BlockKind.ITEM, line[bullet.end() :]
        if line.strip():
            current.append(line.strip())
            if len(line) < 0.7 * widest and line.rstrip().endswith(_SENTENCE_END):
                close()
                kind = BlockKind.PARAGRAPH
    if current:
        close()
    return parts
