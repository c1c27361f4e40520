"""A local library: a tantivy index over PubMed records, on disk or in memory."""

import json
import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from claims.errors import LibraryUnreadable, SearchFailed
from pipeline.canonical import dump_record, load_study
from pipeline.query import LONGEST_PHRASE, content_words, plain_words
from pipeline.records import ConceptBlock, Coverage, Provenance, Query, SearchResult, Study

FORMAT = 1
_MANIFEST = "library.json"
_FIELDS = ["title", "abstract", "keywords"]


class Library:
    """Search and fetch over one index. Built once, then only read."""

    def __init__(self, index: Any, provenance: Provenance) -> None:
        self._index = index
        self._provenance = provenance

    def describe(self) -> Provenance:
        return self._provenance

    def search(self, query: Query, limit: int, since: str | None = None) -> SearchResult:
        import tantivy

        searcher = self._index.searcher()
        try:
            parts = [self._block(block) for block in query.blocks]
            empty = tuple(
                block.label
                for block, part in zip(query.blocks, parts, strict=True)
                if searcher.search(part, 1, count=True).count == 0
            )
            whole = tantivy.Query.boolean_query([(tantivy.Occur.Must, part) for part in parts])
            found = searcher.search(whole, max(limit, 1), count=True)
            # Equal scores are put in the order of their PMIDs, so that the same library always answers alike.
            hits = sorted((-score, int(searcher.doc(address)["pmid"][0])) for score, address in found.hits)
            if since:
                entered = {study.pmid: study.entered or "" for study in self.fetch([str(pmid) for _, pmid in hits])}
                hits = [hit for hit in hits if entered.get(str(hit[1]), "") >= since]
        except ValueError as error:
            raise SearchFailed(f"The local library could not run a query ({error}).") from error
        return SearchResult(
            executed=index_syntax(query),
            total=found.count,
            pmids=tuple(str(pmid) for _, pmid in hits),
            empty_blocks=empty,
        )

    def fetch(self, pmids: Sequence[str]) -> tuple[Study, ...]:
        import tantivy

        searcher = self._index.searcher()
        schema = self._index.schema
        studies = []
        for pmid in pmids:
            hits = searcher.search(tantivy.Query.term_query(schema, "pmid", pmid), 1).hits
            if hits:
                studies.append(load_study(zlib.decompress(searcher.doc(hits[0][1])["record"][0])))
        return tuple(studies)

    def _block(self, block: ConceptBlock) -> Any:
        import tantivy

        schema = self._index.schema
        options = [tantivy.Query.term_query(schema, "mesh", heading.lower()) for heading in block.mesh]
        options += [self._term(term) for term in block.terms]
        return tantivy.Query.boolean_query([(tantivy.Occur.Should, option) for option in options])

    def _term(self, term: str) -> Any:
        import tantivy

        words = plain_words(term)
        if len(words) <= LONGEST_PHRASE:
            return self._index.parse_query(f'"{" ".join(words)}"', _FIELDS)
        each = [self._index.parse_query(f'"{word}"', _FIELDS) for word in content_words(term)]
        return tantivy.Query.boolean_query([(tantivy.Occur.Must, word) for word in each])


def index_syntax(query: Query) -> str:
    """What the index was asked, in words: fields are title, abstract and keywords (stemmed), and whole MeSH headings."""
    shown = []
    for block in query.blocks:
        parts = [f"mesh:{heading}" for heading in block.mesh] + [f'"{term}"' for term in block.terms]
        shown.append("(" + " OR ".join(parts) + ")")
    return " AND ".join(shown)


def in_memory(studies: Iterable[Study], provenance: Provenance) -> Library:
    import tantivy

    index = tantivy.Index(_schema())
    _write(index, studies)
    return Library(index, provenance)


def build(studies: Iterable[Study], folder: Path, *, database_date: str | None = None) -> int:
    """Write a library into an empty folder; the highest version of each PMID is kept. Returns the number of records."""
    import tantivy

    if folder.exists() and any(folder.iterdir()):
        raise LibraryUnreadable(f"{folder}: not empty. Give a new folder for the library.")
    folder.mkdir(parents=True, exist_ok=True)
    newest: dict[str, Study] = {}
    for study in studies:
        if study.pmid not in newest or study.version >= newest[study.pmid].version:
            newest[study.pmid] = study
    index = tantivy.Index(_schema(), path=str(folder))
    _write(index, newest.values())
    manifest = {"format": FORMAT, "records": len(newest), "database_date": database_date}
    (folder / _MANIFEST).write_text(json.dumps(manifest, indent=1, sort_keys=True) + "\n", "utf-8")
    return len(newest)


def open_library(folder: Path) -> Library:
    """The library in a folder. Raises LibraryUnreadable where there is none, or one of another format."""
    import tantivy

    try:
        manifest = json.loads((folder / _MANIFEST).read_text("utf-8"))
        if manifest["format"] != FORMAT:
            raise LibraryUnreadable(
                f"{folder}: a library of format {manifest['format']}, this program reads {FORMAT}. Build it again."
            )
        index = tantivy.Index.open(str(folder))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise LibraryUnreadable(
            f"{folder}: no library that can be read ({error}). Make one with `claimaudit library build {folder} FILES…`."
        ) from error
    statement = (
        f"A local library of {manifest['records']:,} PubMed records. It is a part of PubMed: "
        "that it holds nothing on a question says nothing about the literature."
    )
    return Library(
        index,
        Provenance("local library", Coverage.PARTIAL, manifest["records"], manifest["database_date"], statement),
    )


def _schema() -> Any:
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("pmid", stored=True, tokenizer_name="raw")
    for field in _FIELDS:
        builder.add_text_field(field, stored=False, tokenizer_name="en_stem")
    builder.add_text_field("mesh", stored=False, tokenizer_name="raw")
    builder.add_bytes_field("record", stored=True, indexed=False)
    return builder.build()


def _write(index: Any, studies: Iterable[Study]) -> None:
    import tantivy

    # One thread, so that equal input gives an equal index.
    writer = index.writer(heap_size=64_000_000, num_threads=1)
    for study in studies:
        writer.add_document(
            tantivy.Document(
                pmid=study.pmid,
                title=study.title,
                abstract="\n".join((study.abstract, *study.other_abstracts)),
                keywords=" ; ".join((*study.keywords, *study.chemicals)),
                mesh=[heading.term.lower() for heading in study.mesh],
                record=zlib.compress(dump_record(study)),
            )
        )
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
