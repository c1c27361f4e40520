"""Search and fetch over one index; opening a library that lies on disk, or making one in memory."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from claims.errors import SearchFailed
from pipeline.literature.local import index as made
from pipeline.literature.local import store
from pipeline.literature.local.manifest import read_manifest, unreadable
from pipeline.literature.pubmed_xml import study_of_raw
from pipeline.records import ConceptBlock, Coverage, Provenance, Query, SearchResult, Study


class Library:
    """Built once, then only read."""

    at_once = 1

    def __init__(self, index: Any, read: Callable[[bytes], bytes], provenance: Provenance) -> None:
        """`read` gives the record at a place that the index names."""
        self._index, self._read, self._provenance = index, read, provenance
        # One state of the index for as long as this library is open, though another process may bring files into it.
        self._searcher = index.searcher()
        self._occurring: dict[ConceptBlock, bool] = {}

    def describe(self) -> Provenance:
        return self._provenance

    def search(self, query: Query, limit: int, since: str | None = None) -> SearchResult:
        searcher = self._searcher
        try:
            found = searcher.search(made.whole_query(self._index, query, since), max(limit, 1), count=True)
            # Where the whole has a hit, so has every block of it.
            empty = () if found.count else tuple(block.label for block in query.blocks if not self._occurs(block))
        except ValueError as error:
            raise SearchFailed(f"The local library could not run a query ({error}).") from error
        # Equal scores are put in the order of their PMIDs, so that the same library always answers alike.
        hits = sorted((-score, int(searcher.doc(address)["pmid"][0])) for score, address in found.hits)
        return SearchResult(
            executed=made.index_syntax(query),
            total=found.count,
            pmids=tuple(str(pmid) for _, pmid in hits),
            empty_blocks=empty,
        )

    def news(self, queries: Sequence[Query], since: str) -> tuple[str, ...]:
        most = max(int(self._searcher.num_docs), 1)
        found = {pmid for query in queries for pmid in self.search(query, most, since).pmids}
        return tuple(sorted(found, key=int))

    def _occurs(self, block: ConceptBlock) -> bool:
        """Whether a block has a hit of its own. Blocks come again and again, and the library stays as it is."""
        if block not in self._occurring:
            found = self._searcher.search(made.block_query(self._index, block), 1, count=False)
            self._occurring[block] = bool(found.hits)
        return self._occurring[block]

    def fetch(self, pmids: Sequence[str]) -> tuple[Study, ...]:
        import tantivy

        searcher = self._searcher
        studies = []
        for pmid in pmids:
            hits = searcher.search(tantivy.Query.term_query(self._index.schema, "pmid", pmid), 1).hits
            if hits:
                studies.append(study_of_raw(self._read(searcher.doc(hits[0][1])["place"][0])))
        return tuple(studies)


def in_memory(records: Iterable[bytes], provenance: Provenance) -> Library:
    """A library of raw records that lives as long as the process."""
    import tantivy

    index = tantivy.Index(made.schema())
    writer = index.writer(heap_size=15_000_000, num_threads=1)
    held = list(records)
    for number, raw in enumerate(held):
        document = made.entry_of(raw).document
        document.add_bytes("place", number.to_bytes(4, "little"))
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    return Library(index, lambda place: held[int.from_bytes(place, "little")], provenance)


def open_library(folder: Path) -> Library:
    """The library in a folder. Raises LibraryUnreadable where there is none, or one of another format."""
    import tantivy

    manifest = read_manifest(folder)
    try:
        index = tantivy.Index.open(str(folder / "index"))
    except ValueError as error:
        raise unreadable(folder, error) from None
    statement = (
        f"A local library of {manifest.records:,} PubMed records. It is a part of PubMed: "
        "that it holds nothing on a question says nothing about the literature."
    )
    if manifest.skipped:
        statement += f" Files that could not be read when it was built: {', '.join(manifest.skipped)}."
    provenance = Provenance("local library", Coverage.PARTIAL, manifest.records, manifest.database_date, statement)
    return Library(index, store.reader(folder / "records"), provenance)
