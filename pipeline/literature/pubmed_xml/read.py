"""A stream of PubMed XML, record by record, at the speed of lxml and in the memory of one record.

The stream is cut at the records' own tags, and each record is parsed by itself: without a DTD, without entities of the file's
own making, without the network. What stands between records must be white space, so a file that is cut or garbled is found out.
"""

import gzip
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import IO, Any

from claims.errors import AnswerUnreadable
from pipeline.literature.pubmed_xml.study import book_of, study_of
from pipeline.records import Study

_CHUNK = 2**20
_LARGEST_RECORD = 64 * 2**20
_ROOT = re.compile(rb"<(?:PubmedArticleSet|PubmedBookArticleSet)(?:\s[^<>]*)?(/?)>")
# What may stand before the root: declarations and comments.
_BEFORE = re.compile(
    rb"\A(?:\xef\xbb\xbf)?(?:\s+|<\?[^>]*>|<!DOCTYPE[^>\[]*(?:\[[^\]]*\][^>]*)?>|<!--(?:[^-]|-(?!->))*-->)*"
)
_LONGEST_PROLOGUE = 2**18
_NEXT = re.compile(
    rb"\s*<(?:(PubmedArticle|PubmedBookArticle|DeleteCitation|DeleteDocument)[\s/>]|(/Pubmed(?:Book)?ArticleSet)\s*>|!--)"
)
_COMMENT_END = b"-->"
# Where a document has an external part that is not read, a name that it may have declared there is no error (and no text).
_TYPE = b'<!DOCTYPE record SYSTEM "none">'


@dataclass(frozen=True, slots=True)
class Deleted:
    """PMIDs that an update file takes back."""

    pmids: tuple[str, ...]


def parse_studies(data: bytes | IO[bytes]) -> Iterator[Study]:
    """Every record of a PubmedArticleSet or PubmedBookArticleSet, plain or gzipped. Raises SearchFailed if malformed."""
    for record in parse_records(data):
        if isinstance(record, Study):
            yield record


def parse_records(data: bytes | IO[bytes]) -> Iterator[Study | Deleted]:
    """As `parse_studies`, with the deletions that update files hold, in file order. The last version of a record in a file is
    not preferred here: whoever builds a library decides that (`Study.version`)."""
    for raw in raw_records(data):
        yield parse_record(raw)


def parse_record(raw: bytes) -> Study | Deleted:
    """One record as `raw_records` gives it."""
    element = element_of(raw)
    try:
        if element.tag == "PubmedArticle":
            study = study_of(element)
            cited = _references(raw)
            return replace(study, references=cited) if cited else study
        if element.tag == "PubmedBookArticle":
            return book_of(element)
    except (AttributeError, KeyError, IndexError, TypeError, ValueError) as error:
        raise _unreadable(f"a record of an unknown shape ({type(error).__name__})") from None
    return Deleted(tuple(pmid.text.strip() for pmid in element.iter("PMID") if pmid.text))


def study_of_raw(raw: bytes) -> Study:
    """One record that is known to be a study's. Raises SearchFailed where it is not."""
    record = parse_record(raw)
    if not isinstance(record, Study):
        raise _unreadable("a deletion stands where a record should")
    return record


def element_of(raw: bytes) -> Any:
    """The lxml element of one record. Raises SearchFailed where it is not well formed."""
    from lxml import etree

    try:
        return etree.fromstring(_TYPE + _without_unread(raw), _parser())
    except etree.XMLSyntaxError as error:
        raise _unreadable(error) from None


def _without_unread(raw: bytes) -> bytes:
    """Reference lists and affiliations are half of a record's bytes. Nothing reads the one as XML (`_references` takes the PMIDs), and nothing the other."""
    start, stop = _reference_lists(raw)
    if start < stop:
        raw = raw[:start] + raw[stop:]
    first, *rest = raw.split(b"<AffiliationInfo>")
    return first + b"".join([part.partition(b"</AffiliationInfo>")[2] for part in rest])


_OPENS = re.compile(rb"<ReferenceList(?:\s[^<>]*)?(?<!/)>")


def _reference_lists(raw: bytes) -> tuple[int, int]:
    """Where the reference lists lie, which may stand in one another; an empty one (`<ReferenceList/>`) opens nothing. (0, 0) where there is none."""
    opened = _OPENS.search(raw)
    stop = raw.rfind(b"</ReferenceList>")
    return (opened.start(), stop + len(b"</ReferenceList>")) if opened and opened.start() < stop else (0, 0)


_CITED = re.compile(rb'<ArticleId\s+IdType="pubmed"\s*>\s*([1-9][0-9]{0,8})\s*</ArticleId>')


def _references(raw: bytes) -> tuple[str, ...]:
    """PMIDs of the reference list, which PubMed has for a part of its records (those whose full text is in PMC, and some more)."""
    start, stop = _reference_lists(raw)
    found = _CITED.findall(raw, start, stop) if start < stop else ()
    return tuple(dict.fromkeys(number.decode("ascii") for number in found))


def raw_records(data: bytes | IO[bytes]) -> Iterator[bytes]:
    """The bytes of each record and each DeleteCitation, in file order. Raises SearchFailed where the file is cut or garbled."""
    for _, raw in placed_records(data):
        yield raw


def placed_records(data: bytes | IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """As `raw_records`, each with the place of its first byte in the unpacked whole."""
    stream = _opened(data)
    try:
        yield from _cut(stream)
    except (OSError, EOFError) as error:
        raise _unreadable(error) from None


def _opened(data: bytes | IO[bytes]) -> Any:
    stream: Any = io.BytesIO(data) if isinstance(data, bytes) else data
    zipped = stream.read(2) == b"\x1f\x8b"
    stream.seek(0)
    return gzip.GzipFile(fileobj=stream) if zipped else stream


def _cut(stream: Any) -> Iterator[tuple[int, bytes]]:
    held, at, base = b"", 0, 0

    def more() -> bool:
        nonlocal held, at, base
        piece = stream.read(_CHUNK)
        held, at, base = held[at:] + piece, 0, base + at
        if len(held) > _LARGEST_RECORD:
            raise _unreadable("a record larger than 64 MB")
        return bool(piece)

    while (root := _root(held)) is None:
        if len(held) > _LONGEST_PROLOGUE or not more():
            raise AnswerUnreadable("Not a set of PubMed records. Nothing of it was taken for an answer.")
    at = root.end()
    if root.group(1):
        _nothing_after(held[at:], stream)
        return
    while True:
        step = _NEXT.match(held, at)
        if step is None:
            if (len(held) - at > 200 and held[at:].strip()) or not more():
                raise _unreadable("it breaks off, or something other than a record stands in it")
            continue
        if step.group(2):
            _nothing_after(held[step.end() :], stream)
            return
        tag = step.group(1)
        close = b"</" + tag + b">" if tag else _COMMENT_END
        while (end := held.find(close, step.end() - 1)) < 0:
            offset = step.start() - at
            if not more():
                raise _unreadable("it breaks off inside a record")
            step = _NEXT.match(held, at + offset) or step
        if tag:
            raw = held[step.start() : end + len(close)]
            bare = raw.lstrip()
            yield base + step.start() + len(raw) - len(bare), bare
        at = end + len(close)


def _root(held: bytes) -> "re.Match[bytes] | None":
    """The set's own tag, where it is what follows the declarations: a set inside a comment is none."""
    before = _BEFORE.match(held, 0, _LONGEST_PROLOGUE)
    return _ROOT.match(held, before.end() if before else 0)


def _nothing_after(rest: bytes, stream: Any) -> None:
    """A set that another follows, or an error message, is not the whole of what came."""
    while rest := rest.strip() or stream.read(_CHUNK):
        if rest.strip():
            raise _unreadable("something stands after its end")
        rest = b""


@cache
def _parser() -> Any:
    from lxml import etree

    return etree.XMLParser(
        load_dtd=False, no_network=True, resolve_entities=False, huge_tree=False, remove_comments=True
    )


def _unreadable(why: object) -> AnswerUnreadable:
    return AnswerUnreadable(f"PubMed XML that cannot be read: {why}. Nothing of it was taken for an answer.")
