"""The snapshot inside an earlier audit, as a literature source: the same studies, without any network."""

from collections.abc import Sequence
from dataclasses import replace

from claims.errors import SearchFailed
from pipeline.query import pubmed_syntax
from pipeline.records import Audit, Provenance, Query, SearchEntry, SearchResult, Study


class Snapshot:
    """Answers the queries that the audit ran, from its log; any other query fails, for it cannot be known."""

    at_once = 1

    def __init__(self, audit: Audit) -> None:
        self._studies = {study.pmid: study for study in audit.studies}
        self._entries: dict[str, tuple[SearchEntry, list[str]]] = {}
        hits: dict[tuple[str, str], list[str]] = {}
        for appraisal in audit.appraisals:
            hits.setdefault((appraisal.claim_id, appraisal.rung), []).append(appraisal.pmid)
        for entry in audit.log.entries:
            self._entries.setdefault(entry.pubmed_query, (entry, hits.get((entry.claim_id, entry.rung), [])))
        self._provenance = audit.log.provenance

    def describe(self) -> Provenance:
        said = f"The studies stored in an earlier audit. {self._provenance.statement}"
        return replace(
            self._provenance,
            statement=said.replace("The studies stored in an earlier audit. The studies", "The studies"),
        )

    def search(self, query: Query, limit: int, since: str | None = None) -> SearchResult:
        del since
        kept = self._entries.get(pubmed_syntax(query))
        if kept is None:
            raise SearchFailed(
                "The earlier audit did not run this search; its snapshot cannot answer it. Search PubMed or a library."
            )
        entry, pmids = kept
        if entry.error:
            raise SearchFailed(f"This search failed in the earlier audit: {entry.error}")
        return SearchResult(
            entry.executed, entry.total, tuple(pmids)[:limit], entry.translation, entry.warnings, entry.empty_blocks
        )

    def news(self, queries: Sequence[Query], since: str) -> tuple[str, ...]:
        del queries, since
        raise SearchFailed("An earlier audit knows of nothing new. Re-check against PubMed or a library.")

    def fetch(self, pmids: Sequence[str]) -> tuple[Study, ...]:
        return tuple(self._studies[pmid] for pmid in pmids if pmid in self._studies)
