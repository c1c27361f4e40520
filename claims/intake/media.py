"""What kind of file some bytes are: by their first bytes, then by the name or the server's word."""

import re
from pathlib import PurePosixPath

from claims.errors import SourceUnreadable

TEXT, MARKDOWN, HTML, DOCX, PDF = "text/plain", "text/markdown", "text/html", "application/docx", "application/pdf"
_BY_SUFFIX = {
    ".txt": TEXT, ".text": TEXT, ".md": MARKDOWN, ".markdown": MARKDOWN, ".html": HTML, ".htm": HTML, ".xhtml": HTML,
    ".docx": DOCX, ".pdf": PDF,
}  # fmt: skip
_BINARY = {
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"\x1f\x8b": "a gzip archive",
    b"\x7fELF": "a program",
    b"MZ": "a program",
    b"Rar!": "a RAR archive",
    b"7z\xbc\xaf": "a 7-Zip archive",
    b"{\\rtf": "an RTF document",
    b"SQLite format 3": "a database",
}
_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.I)


def media_of(data: bytes, name: str, served_as: str | None = None) -> str:
    """One of the five media types. Raises SourceUnreadable for anything else, saying what it is."""
    if data.startswith(b"%PDF-") or b"%PDF-" in data[:1024].lstrip()[:16]:
        return PDF
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return DOCX
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise SourceUnreadable(
            f"{name}: an old .doc file or a password-protected document. Save it as .docx without a password."
        )
    for mark, what in _BINARY.items():
        if data.startswith(mark):
            raise SourceUnreadable(f"{name}: {what}, not an article. Give a text, Markdown, HTML, DOCX or PDF file.")
    suffix = PurePosixPath(name.split("?")[0].split("#")[0].replace("\\", "/")).suffix.lower()
    guess = _BY_SUFFIX.get(suffix)
    if guess in {PDF, DOCX}:
        raise SourceUnreadable(f"{name}: named {suffix}, but it is not one (its first bytes are wrong). Save it again.")
    if _PAGE.match(_after_comments(data[:65536].removeprefix(b"\xef\xbb\xbf"))):
        return HTML
    if served_as in {"text/html", "application/xhtml+xml"}:
        return HTML
    return guess or TEXT


def _after_comments(head: bytes) -> bytes:
    """The beginning of a file without the white space and comments that it opens with."""
    head = head.lstrip()
    while head.startswith(b"<!--"):
        end = head.find(b"-->")
        if end < 0:
            break
        head = head[end + 3 :].lstrip()
    return head
