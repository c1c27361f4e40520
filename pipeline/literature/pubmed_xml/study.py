"""One record of PubMed's XML (an lxml element) to a `Study`."""

import re
from collections.abc import Iterable
from typing import Any

from pipeline.records import Author, Link, MeshHeading, PublicationType, Section, Study

_MONTHS = {name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
# ASCII digits, few enough to be a part of a date.
_NUMBER = re.compile(r"[0-9]{1,4}")
_DIGEST_NOTE = "claimaudit digest"


def study_of(article: Any) -> Study:
    """One PubmedArticle element to a `Study`."""
    citation = _parts(article.find("MedlineCitation"))
    body = _parts(citation["Article"][0])
    data = _parts(article.find("PubmedData"))
    pmid = citation["PMID"][0]
    abstract, sections = _abstract(_below(body, "Abstract", "AbstractText"))
    published, year = _date(body["Journal"][0].find("JournalIssue/PubDate") if "Journal" in body else None)
    if year is None:
        published, year = _date(_first(body, "ArticleDate"))
    ids = {node.get("IdType"): (node.text or "").strip() for node in _below(data, "ArticleIdList", "ArticleId")}
    doi = ids.get("doi") or next(
        (text_of(node) for node in body.get("ELocationID", ()) if node.get("EIdType") == "doi"), None
    )
    return Study(
        pmid=text_of(pmid) or "",
        version=_version(pmid),
        title=text_of(_first(body, "ArticleTitle")) or text_of(_first(body, "VernacularTitle")) or "",
        abstract=abstract,
        sections=sections,
        journal=text_of(body["Journal"][0].find("Title") if "Journal" in body else None)
        or next(map(text_of, _below(citation, "MedlineJournalInfo", "MedlineTA")), None),
        year=year,
        published=published,
        entered=_entered(data),
        revised=date_of(_first(citation, "DateRevised")),
        authors=_authors(_below(body, "AuthorList", "Author")),
        doi=doi.lower() if doi else None,
        pmcid=ids.get("pmc") or None,
        publication_types=_types(_below(body, "PublicationTypeList", "PublicationType")),
        mesh=tuple(_mesh(node) for node in _below(citation, "MeshHeadingList", "MeshHeading")),
        chemicals=_texts([node[-1] for node in _below(citation, "ChemicalList", "Chemical")]),
        keywords=_texts(_below(citation, "KeywordList", "Keyword")),
        languages=_texts(body.get("Language", ())),
        registrations=_texts([node for bank in body.get("DataBankList", ()) for node in bank.iter("AccessionNumber")]),
        grants=_texts([node for grants in body.get("GrantList", ()) for node in grants.iter("Agency")]),
        conflict_of_interest=text_of(_first(citation, "CoiStatement")),
        status=citation["PMID"][0].getparent().get("Status"),
        links=tuple(_link(node) for node in _below(citation, "CommentsCorrectionsList", "CommentsCorrections")),
        vernacular_title=text_of(_first(body, "VernacularTitle")),
        other_abstracts=tuple(
            words for node in citation.get("OtherAbstract", ()) if (words := _abstract(node.findall("AbstractText"))[0])
        ),
        digest=any(text_of(note) == _DIGEST_NOTE for note in citation.get("GeneralNote", ())),
    )


def _parts(node: Any) -> dict[str, list[Any]]:
    """The children of an element by their tag: one walk, where asking for each by its path would be thirty."""
    parts: dict[str, list[Any]] = {}
    for child in node if node is not None else ():
        parts.setdefault(child.tag, []).append(child)
    return parts


def _first(parts: dict[str, list[Any]], tag: str) -> Any:
    return parts[tag][0] if tag in parts else None


def _below(parts: dict[str, list[Any]], tag: str, inner: str) -> list[Any]:
    return [node for outer in parts.get(tag, ()) for node in outer.iterchildren(inner)]


def _entered(data: dict[str, list[Any]]) -> str | None:
    for node in _below(data, "History", "PubMedPubDate"):
        if node.get("PubStatus") == "entrez":
            return date_of(node)
    return None


def book_of(article: Any) -> Study:
    document = article.find("BookDocument")
    book = document.find("Book")
    pmid = document.find("PMID")
    abstract, sections = _abstract(document.findall("Abstract/AbstractText"))
    published, year = _date(book.find("PubDate"))
    title = text_of(document.find("ArticleTitle")) or text_of(book.find("BookTitle")) or ""
    authors = document.findall("AuthorList/Author") or book.findall("AuthorList/Author")
    return Study(
        pmid=text_of(pmid) or "",
        version=_version(pmid),
        title=title,
        abstract=abstract,
        sections=sections,
        journal=text_of(book.find("BookTitle")),
        year=year,
        published=published,
        entered=_entered(_parts(article.find("PubmedBookData"))),
        revised=date_of(document.find("DateRevised")),
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
        status=text_of(article.find("PubmedBookData/PublicationStatus")),
        links=(),
        book=True,
    )


def _version(pmid: Any) -> int:
    told = pmid.get("Version") or ""
    return int(told) if _NUMBER.fullmatch(told) else 1


def text_of(node: Any) -> str | None:
    """All text below a node, tags dropped, white space folded."""
    if node is None:
        return None
    words = "".join(node.itertext()) if len(node) else node.text
    return " ".join(words.split()) or None if words else None


def _texts(nodes: Iterable[Any]) -> tuple[str, ...]:
    return tuple(words for node in nodes if (words := text_of(node)))


def _abstract(nodes: list[Any]) -> tuple[str, tuple[Section, ...]]:
    lines: list[str] = []
    sections: list[Section] = []
    at = 0
    for node in nodes:
        words = text_of(node)
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
        last = initials = first = None
        for part in node:
            tag = part.tag
            if tag == "LastName":
                last = text_of(part)
            elif tag == "Initials":
                initials = text_of(part)
            elif tag == "ForeName":
                first = part
            elif tag == "CollectiveName" and (collective := text_of(part)):
                authors.append(Author(collective, collective=True))
                break
        else:
            given = initials or text_of(first)
            name = f"{last} {given}" if last and given else last or given
            if name:
                authors.append(Author(name))
    return tuple(authors)


def _types(nodes: list[Any]) -> tuple[PublicationType, ...]:
    return tuple(PublicationType(words, node.get("UI")) for node in nodes if (words := text_of(node)))


def _mesh(node: Any) -> MeshHeading:
    descriptor, *qualifiers = node
    major = any(part.get("MajorTopicYN") == "Y" for part in node)
    return MeshHeading(text_of(descriptor) or "", descriptor.get("UI"), major, _texts(qualifiers))


def _link(node: Any) -> Link:
    return Link(node.get("RefType") or "", text_of(node.find("PMID")), text_of(node.find("RefSource")))


def _date(node: Any) -> tuple[str | None, int | None]:
    """("2019-03-07" as far as known, 2019). A MedlineDate ("1998 Dec-1999 Jan") gives its first year."""
    parts = {child.tag: text_of(child) for child in node} if node is not None else {}
    free = parts.get("MedlineDate")
    if free:
        year = re.search(r"\b(1[5-9]|20)\d\d\b", free)
        return free, int(year.group()) if year else None
    year_text = parts.get("Year")
    if not year_text or not _NUMBER.fullmatch(year_text):
        return None, None
    shown = year_text
    month = _month(parts.get("Month"))
    if month:
        shown += f"-{month:02d}"
        day = parts.get("Day")
        if day and _NUMBER.fullmatch(day):
            shown += f"-{int(day):02d}"
    return shown, int(year_text)


def _month(words: str | None) -> int | None:
    if not words:
        return None
    return int(words) if _NUMBER.fullmatch(words) else _MONTHS.get(words[:3].lower())


def date_of(node: Any) -> str | None:
    """ "2019-03-07", as far as it is known."""
    return _date(node)[0]
