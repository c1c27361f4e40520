"""What the index holds of a record, and how a query is put to it."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from claims.errors import SearchFailed
from pipeline.literature.pubmed_xml import element_of
from pipeline.literature.pubmed_xml.study import date_of, text_of
from pipeline.query import LONGEST_PHRASE, NEARNESS, content_words, plain_words
from pipeline.records import ConceptBlock, Query

TEXT = "text"
_PMID = re.compile(r"[1-9][0-9]{0,8}")
_TEXTS = ("ArticleTitle", "VernacularTitle", "BookTitle", "AbstractText", "Keyword", "NameOfSubstance")


def schema() -> Any:
    """Words (stemmed) of title, abstract and keywords; whole MeSH headings and publication types; the day of entry; and where the
    record itself lies."""
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("pmid", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field(TEXT, stored=False, tokenizer_name="en_stem")
    for field in ("mesh", "types"):
        builder.add_text_field(field, stored=False, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("entered", stored=False, indexed=True, fast=True)
    builder.add_bytes_field("place", stored=True, indexed=False)
    return builder.build()


@dataclass(frozen=True, slots=True)
class Entry:
    """One record as the index takes it (its place is still to be added), or the PMIDs that a file takes back (`deleted`)."""

    pmid: str
    document: Any
    entered: int
    revised: int
    deleted: tuple[str, ...] = ()


def entry_of(raw: bytes) -> Entry:
    """Reads only what is indexed: a whole `Study` would take three times as long. Raises SearchFailed if malformed."""
    element = element_of(raw)
    if element.tag in {"DeleteCitation", "DeleteDocument"}:
        return Entry("", None, 0, 0, tuple(filter(None, (text_of(node) for node in element.iter("PMID")))))
    return _entry(element)


def _entry(element: Any) -> Entry:
    import tantivy

    pmid = text_of(element.find(".//PMID")) or ""
    if not _PMID.fullmatch(pmid):
        raise SearchFailed(f"A record whose PMID is no number ({pmid[:20]!r}).")
    if element.find("MedlineCitation/Article") is None and element.find("BookDocument/Book") is None:
        raise SearchFailed(f"PMID {pmid}: a record without an article.")
    entered = revised = 0
    for node in element.iter("PubMedPubDate", "DateRevised"):
        if node.tag == "DateRevised":
            revised = max(revised, day_number(date_of(node)))
        elif node.get("PubStatus") == "entrez":
            entered = day_number(date_of(node))
    made = tantivy.Document(
        pmid=pmid,
        # Values of one field: no phrase reaches from one into the next.
        text=[words for node in element.iter(*_TEXTS) if (words := text_of(node))],
        mesh=[name.lower() for node in element.iter("DescriptorName") if (name := text_of(node))],
        types=[name.lower() for node in element.iter("PublicationType") if (name := text_of(node))],
    )
    made.add_unsigned("entered", entered)
    return Entry(pmid, made, entered, revised)


def day_number(day: str | None) -> int:
    """20260207 for 2026-02-07; 0 where the day is not known as a whole."""
    try:
        known = date.fromisoformat(day or "")
    except ValueError:
        return 0
    return known.year * 10000 + known.month * 100 + known.day


def whole_query(index: Any, query: Query, since: str | None) -> Any:
    """The query as the index takes it. Raises ValueError for one that it cannot take."""
    import tantivy

    must = [block_query(index, block) for block in query.blocks]
    if query.filter:
        must.append(_any_of(index, "types", query.filter.types, query.filter.terms))
    if since:
        unsigned = tantivy.FieldType.Unsigned
        must.append(tantivy.Query.range_query(index.schema, "entered", unsigned, lower_bound=day_number(since)))
    return tantivy.Query.boolean_query([(tantivy.Occur.Must, part) for part in must])


def block_query(index: Any, block: ConceptBlock) -> Any:
    import tantivy

    options = [tantivy.Query.term_query(index.schema, "mesh", heading.lower()) for heading in block.mesh]
    options += [_term(index, term) for term in block.terms]
    options += [_words(index, content_words(wording), NEARNESS) for wording in block.near]
    options += [_all_of(index, wording) for wording in block.apart]
    return tantivy.Query.boolean_query([(tantivy.Occur.Should, option) for option in options])


def _any_of(index: Any, field: str, values: tuple[str, ...], terms: tuple[str, ...]) -> Any:
    import tantivy

    options = [tantivy.Query.term_query(index.schema, field, value) for value in values]
    options += [_term(index, term) for term in terms]
    return tantivy.Query.boolean_query([(tantivy.Occur.Should, option) for option in options])


def _term(index: Any, term: str) -> Any:
    words = plain_words(term)
    return _words(index, words, 0) if len(words) <= LONGEST_PHRASE else _all_of(index, term)


def _words(index: Any, words: list[str], nearness: int) -> Any:
    if len(words) > LONGEST_PHRASE:
        return _all_of(index, " ".join(words))
    return index.parse_query(f'"{" ".join(words)}"' + f"~{nearness}" * (nearness > 0 and len(words) > 1), [TEXT])


def _all_of(index: Any, term: str) -> Any:
    import tantivy

    each = [index.parse_query(f'"{word}"', [TEXT]) for word in content_words(term)]
    return tantivy.Query.boolean_query([(tantivy.Occur.Must, word) for word in each])


def index_syntax(query: Query) -> str:
    """What the index was asked, in words: words (stemmed) of title, abstract and keywords, and whole MeSH headings."""
    shown = []
    for block in query.blocks:
        parts = [f"mesh:{heading}" for heading in block.mesh] + [f'"{term}"' for term in block.terms]
        parts += [f'"{wording}"~{NEARNESS}' for wording in block.near]
        parts += ["(" + " AND ".join(content_words(wording)) + ")" for wording in block.apart]
        shown.append("(" + " OR ".join(parts) + ")")
    if query.filter:
        parts = [f"type:{kind}" for kind in query.filter.types] + [f'"{term}"' for term in query.filter.terms]
        shown.append("(" + " OR ".join(parts) + ")")
    return " AND ".join(shown)
