"""From a reference (path, address, `-`, or bytes in hand) to a `Source`."""

import hashlib
import sys
from pathlib import Path

from claims.errors import SourceEmpty, SourceNotFound, SourceTooLarge, SourceUnreadable
from claims.intake.decode import declared_in_page, decode
from claims.intake.draft import Draft
from claims.intake.fetch import LARGEST_BYTES, fetch
from claims.intake.language import require_english
from claims.intake.media import DOCX, HTML, MARKDOWN, PDF, TEXT, media_of
from claims.records import Source

_MOST_CHARACTERS = 5_000_000


def read_source(reference: str, *, now: str, allow_private: bool = False, encoding: str | None = None) -> Source:
    """Read one article. `reference` is a path, an http(s) address, or `-` for standard input.

    `now` is an ISO 8601 time, kept as `retrieved_at`. Raises a SourceError that says what to do next.
    """
    if reference == "-":
        try:
            data = sys.stdin.buffer.read(LARGEST_BYTES + 1)
        except (OSError, ValueError, AttributeError):
            raise SourceUnreadable(
                "Standard input cannot be read. Give a file, or send the text with a pipe."
            ) from None
        return read_bytes(data, "standard input", now=now, encoding=encoding)
    if "://" in reference[:12] or reference.lower().startswith(("http:", "https:")):
        page = fetch(reference, allow_private=allow_private)
        return read_bytes(page.data, page.address, now=now, encoding=encoding or page.charset, served_as=page.media)
    path = Path(reference)
    try:
        if not path.is_file():
            what = "is a folder" if path.is_dir() else "no such file" if not path.exists() else "is not a regular file"
            raise SourceNotFound(f"{reference}: {what}. Give a file, an address or - for standard input.")
        if path.stat().st_size > LARGEST_BYTES:
            raise SourceTooLarge(
                f"{reference}: {path.stat().st_size / 2**20:.0f} MB; at most {LARGEST_BYTES // 2**20} MB are read. "
                f"Give the article's text alone."
            )
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise SourceUnreadable(f"{reference!r}: cannot be read ({reason}).") from None
    shown = reference.encode("utf-8", "backslashreplace").decode("utf-8")
    return read_bytes(data, shown, now=now, encoding=encoding)


def read_bytes(
    data: bytes, name: str, *, now: str, encoding: str | None = None, served_as: str | None = None
) -> Source:
    """A `Source` from bytes in hand; `name` is what messages and the record call it."""
    if len(data) > LARGEST_BYTES:
        raise SourceTooLarge(f"{name}: larger than {LARGEST_BYTES // 2**20} MB. Give the article's text alone.")
    if not data.strip():
        raise SourceEmpty(f"{name}: empty. Give a file with the article's text.")
    media = media_of(data, name, served_as)
    draft = _draft(data, media, name, encoding)
    if not any(character.isalpha() for character in draft.text):
        raise SourceEmpty(f"{name}: no readable text was found in it. Give the article's text.")
    if len(draft.text) > _MOST_CHARACTERS:
        raise SourceTooLarge(
            f"{name}: {len(draft.text):,} characters; at most {_MOST_CHARACTERS:,} are audited at once."
        )
    language = require_english(draft.text, name)
    return Source(
        address=name,
        media=media,
        sha256=hashlib.sha256(data).hexdigest(),
        retrieved_at=now,
        text=draft.text,
        blocks=draft.blocks,
        title=draft.title,
        author=draft.author,
        published=draft.published,
        language=language,
    )


def read_sentence(sentence: str, *, now: str) -> Source:
    """A `Source` that is one sentence, given on the command line."""
    return read_bytes(sentence.encode("utf-8", "replace"), "a sentence", now=now, served_as=TEXT)


def _draft(data: bytes, media: str, name: str, encoding: str | None) -> Draft:
    # Imported here, one by one: a plain text should not pay for the readers of pages and documents.
    if media == PDF:
        from claims.intake.pdf import read_pdf

        return read_pdf(data, name)
    if media == DOCX:
        from claims.intake.docx import read_docx

        return read_docx(data, name)
    if media == HTML:
        from claims.intake.html import read_html

        return read_html(decode(data, name, declared=encoding or declared_in_page(data)), name)
    text = decode(data, name, declared=encoding)
    if media == MARKDOWN:
        from claims.intake.markdown import read_markdown

        return read_markdown(text)
    from claims.intake.plain import read_plain

    return read_plain(text)
