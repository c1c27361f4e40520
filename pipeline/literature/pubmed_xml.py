"""PubMed's XML to `Study` records: one parser for the live service, baseline and update files, exports and our own.

Reads with lxml, in one pass, without a DTD, without entities of the file's own making and without the network. The last
version of a record in a file is not preferred here: whoever builds a library decides that (`Study.version`).
"""

import gzip
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any

from claims.errors import SearchFailed
from pipeline.records import Author, Link, MeshHeading, PublicationType, Section, Study

_MONTHS = {name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_ROOTS = ("PubmedArticleSet", "PubmedBookArticleSet")
_RECORDS = ("PubmedArticle", "PubmedBookArticle", "DeleteCitation")
_DIGEST_NOTE = "claimaudit digest"


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
    """As `parse_studies`, with the deletions that update files hold, in file order."""
    from lxml import etree

    stream: Any = io.BytesIO(data) if isinstance(data, bytes) else data
    if stream.read(2) == b"\x1f\x8b":
        stream.seek(0)
        stream = gzip.GzipFile(fileobj=stream)
    else:
        stream.seek(0)
    try:
        walk = etree.iterparse(
            stream,
            events=("start", "end"),
            tag=(*_ROOTS, *_RECORDS),
            load_dtd=False,
            no_network=True,
            resolve_entities=False,
            huge_tree=False,
        )
        rooted = False
        for event, element in walk:
            rooted = rooted or element.tag in _ROOTS
            if event == "start" or element.tag in _ROOTS:
                continue
            if not rooted:
                break
            if element.tag == "PubmedArticle":
                yield study_of(element)
            elif element.tag == "PubmedBookArticle":
                yield _book(element)
            else:
                yield Deleted(tuple(pmid.text.strip() for pmid in element.iter("PMID") if pmid.text))
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
        if not rooted:
            raise SearchFailed("Not a set of PubMed records. Nothing of it was taken for an answer.")
    except (etree.XMLSyntaxError, OSError, EOFError) as error:
        raise SearchFailed(
            f"PubMed XML that cannot be read: {error}. Nothing of it was taken for an answer."
        ) from error


def study_of(article: Any) -> Study:
    """One PubmedArticle element to a `Study`."""
    citation = article.find("MedlineCitation")
    body = citation.find("Article")
    pmid = citation.find("PMID")
    abstract, sections = _abstract(body.findall("Abstract/AbstractText"))
    published, year = _date(body.find("Journal/JournalIssue/PubDate"))
    if year is None:
        published, year = _date(body.find("ArticleDate"))
    ids = {
        node.get("IdType"): (node.text or "").strip() for node in article.findall("PubmedData/ArticleIdList/ArticleId")
    }
    doi = ids.get("doi") or next(
        (_text(node) for node in body.findall("ELocationID") if node.get("EIdType") == "doi"), None
    )
    return Study(
        pmid=_text(pmid) or "",
        version=int(pmid.get("Version") or 1),
        title=_text(body.find("ArticleTitle")) or _text(body.find("VernacularTitle")) or "",
        abstract=abstract,
        sections=sections,
        journal=_text(body.find("Journal/Title")) or _text(citation.find("MedlineJournalInfo/MedlineTA")),
        year=year,
        published=published,
        entered=_date_of(article.find("PubmedData/History/PubMedPubDate[@PubStatus='entrez']")),
        revised=_date_of(citation.find("DateRevised")),
        authors=_authors(body.findall("AuthorList/Author")),
        doi=doi.lower() if doi else None,
        pmcid=ids.get("pmc") or None,
        publication_types=_types(body.findall("PublicationTypeList/PublicationType")),
        mesh=tuple(_mesh(node) for node in citation.findall("MeshHeadingList/MeshHeading")),
        chemicals=_texts(citation.findall("ChemicalList/Chemical/NameOfSubstance")),
        keywords=_texts(citation.findall("KeywordList/Keyword")),
        languages=_texts(body.findall("Language")),
        registrations=_texts(body.findall("DataBankList/DataBank/AccessionNumberList/AccessionNumber")),
        grants=_texts(body.findall("GrantList/Grant/Agency")),
        conflict_of_interest=_text(citation.find("CoiStatement")),
        status=citation.get("Status"),
        links=tuple(_link(node) for node in citation.findall("CommentsCorrectionsList/CommentsCorrections")),
        vernacular_title=_text(body.find("VernacularTitle")),
        other_abstracts=tuple(
            words for node in citation.findall("OtherAbstract") if (words := _abstract(node.findall("AbstractText"))[0])
        ),
        digest=any(_text(note) == _DIGEST_NOTE for note in citation.findall("GeneralNote")),
    )


def _book(article: Any) -> Study:
    document = article.find("BookDocument")
    book = document.find("Book")
    pmid = document.find("PMID")
    abstract, sections = _abstract(document.findall("Abstract/AbstractText"))
    published, year = _date(book.find("PubDate"))
    title = _text(document.find("ArticleTitle")) or _text(book.find("BookTitle")) or ""
    authors = document.findall("AuthorList/Author") or book.findall("AuthorList/Author")
    return Study(
        pmid=_text(pmid) or "",
        version=int(pmid.get("Version") or 1),
        title=title,
        abstract=abstract,
        sections=sections,
        journal=_text(book.find("BookTitle")),
        year=year,
        published=published,
        entered=_date_of(article.find("PubmedBookData/History/PubMedPubDate[@PubStatus='entrez']")),
        revised=_date_of(document.find("DateRevised")),
        authors=_authors(authors),
        doi=None,
        pmcid=None,
        publication_types=_types(document.findall("PublicationType")),
        mesh=(),
        chemicals=(),
        keywords=_texts(document.findall("KeywordList/Keyword")),
        languages=_texts(document.findall("Language")),
        registrations=(),
        grants=_texts(document.findall("GrantList/Grant/Agency")),
        conflict_of_interest=None,
        status=_text(article.find("PubmedBookData/PublicationStatus")),
        links=(),
        book=True,
    )


def _text(node: Any) -> str | None:
    """All text below a node, tags dropped, white space folded."""
    if node is None:
        return None
    words = (node.text or "") if len(node) == 0 else "".join(node.itertext())
    return " ".join(words.split()) or None


def _texts(nodes: list[Any]) -> tuple[str, ...]:
    return tuple(words for node in nodes if (words := _text(node)))


def _abstract(nodes: list[Any]) -> tuple[str, tuple[Section, ...]]:
    lines: list[str] = []
    sections: list[Section] = []
    at = 0
    for node in nodes:
        words = _text(node)
        if not words:
            sections.append(Section(node.get("Label") or None, max(0, at - 1), max(0, at - 1)))
            continue
        sections.append(Section(node.get("Label") or None, at, at + len(words)))
        lines.append(words)
        at += len(words) + 1
    return "\n".join(lines), tuple(sections)


def _authors(nodes: list[Any]) -> tuple[Author, ...]:
    authors = []
    for node in nodes:
        collective = _text(node.find("CollectiveName"))
        if collective:
            authors.append(Author(collective, collective=True))
            continue
        parts = (_text(node.find("LastName")), _text(node.find("Initials")) or _text(node.find("ForeName")))
        name = " ".join(part for part in parts if part)
        if name:
            authors.append(Author(name))
    return tuple(authors)


def _types(nodes: list[Any]) -> tuple[PublicationType, ...]:
    return tuple(PublicationType(words, node.get("UI")) for node in nodes if (words := _text(node)))


def _mesh(node: Any) -> MeshHeading:
    descriptor = node.find("DescriptorName")
    qualifiers = node.findall("QualifierName")
    major = any(part.get("MajorTopicYN") == "Y" for part in (descriptor, *qualifiers))
    return MeshHeading(_text(descriptor) or "", descriptor.get("UI"), major, _texts(qualifiers))


def _link(node: Any) -> Link:
    return Link(node.get("RefType") or "", _text(node.find("PMID")), _text(node.find("RefSource")))


def _date(node: Any) -> tuple[str | None, int | None]:
    """("2019-03-07" as far as known, 2019). A MedlineDate ("1998 Dec-1999 Jan") gives its first year."""
    if node is None:
        return None, None
    free = _text(node.find("MedlineDate"))
    if free:
        year = re.search(r"\b(1[5-9]|20)\d\d\b", free)
        return free, int(year.group()) if year else None
    year_text = _text(node.find("Year"))
    if not year_text or not year_text.isdigit():
        return None, None
    shown = year_text
    month = _month(_text(node.find("Month")))
    if month:
        shown += f"-{month:02d}"
        day = _text(node.find("Day"))
        if day and day.isdigit():
            shown += f"-{int(day):02d}"
    return shown, int(year_text)


def _month(words: str | None) -> int | None:
    if not words:
        return None
    return int(words) if words.isdigit() else _MONTHS.get(words[:3].lower())


def _date_of(node: Any) -> str | None:
    return _date(node)[0]
