"""Bytes to text. Guesses nothing: UTF-8, a byte-order mark, a declared charset, or what the editor names."""

import codecs
import re

from claims.errors import SourceUnreadable
from claims.intake.invisible import without_invisible

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_META = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""", re.I)
# A text may hold tabs, line ends and form feeds; any other control character means that it is not a text.
_NOT_FOR_TEXT = {"idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape", "utf-7"}
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\ud800-\udfff]")


def decode(data: bytes, where: str, *, declared: str | None = None) -> str:
    """Text with `\\n` line ends. Raises SourceUnreadable for undecodable or binary data, naming the first bad byte."""
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), None) or declared or "utf-8"
    try:
        if codecs.lookup(encoding).name in _NOT_FOR_TEXT:
            raise LookupError(encoding)
        text = data.decode(encoding)
    except LookupError:
        raise SourceUnreadable(
            f"{where}: unknown text encoding {encoding!r}. Give the right one with --encoding, or save the file as UTF-8."
        ) from None
    except UnicodeError as error:
        spot = (
            f" (byte 0x{data[error.start]:02x} at position {error.start})"
            if isinstance(error, UnicodeDecodeError)
            else ""
        )
        raise SourceUnreadable(
            f"{where}: not valid {encoding}{spot}. Save the file as UTF-8, or name its encoding, "
            f"for example --encoding cp1252."
        ) from None
    bad = _CONTROL.search(text)
    if bad:
        raise SourceUnreadable(
            f"{where}: holds control characters (first at position {bad.start()}), so it is not a text. "
            f"Give a text, Markdown, HTML, DOCX or PDF file."
        )
    return without_invisible(text.replace("\r\n", "\n").replace("\r", "\n"))


def declared_in_page(data: bytes) -> str | None:
    """The charset that an HTML page names in its first 4 kB, if any."""
    found = _META.search(data[:4096])
    return found.group(1).decode("ascii") if found else None
