"""`Literature` over PubMed. Only queries leave the machine, never the article."""

import time
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path

from claims.errors import SearchFailed
from pipeline.literature.protocol import BATCH
from pipeline.literature.pubmed.answers import Answers
from pipeline.literature.pubmed.entrez import EUtilities, read_by_bioentrez
from pipeline.literature.pubmed.page import Page, page_of
from pipeline.literature.pubmed.rate import RateLimit
from pipeline.literature.pubmed.split import by_entry_date
from pipeline.literature.pubmed.transport import Transport
from pipeline.literature.pubmed_xml import parse_studies
from pipeline.query import pubmed_syntax
from pipeline.records import Coverage, Provenance, Query, SearchResult, Study
from pipeline.settings import Settings

# ESearch on PubMed names no more than this; a larger retmax is silently clamped.
WALL = 9_999
_DAY = 86_400.0


class PubMed:
    """Search and fetch through Bio.Entrez. NCBI asks for an e-mail address; without one nothing is asked.

    `reuse_since` (seconds of the wall clock; default: now): what was answered since then is not asked again, so that a run can
    be resumed. Records come from the store where they are at most `settings.record_days` old. History on the server is not used:
    ids of many searches are fetched together, which takes fewer requests than a fetch for each search.
    """

    at_once = 8

    def __init__(
        self, settings: Settings, cache: Path, *, reuse_since: float | None = None, offline: bool = False
    ) -> None:  # fmt: skip
        if not settings.email and not offline:
            raise SearchFailed(
                "PubMed asks its users for an e-mail address. Give --email, or set NCBI_EMAIL, or use --literature starter."
            )
        self._settings, self._offline = settings, offline
        self._answers = Answers(cache, settings.eutils_url)
        self._fresh_since = 0.0 if offline else time.time() - settings.record_days * _DAY
        self.transport = Transport(
            settings.eutils_url,
            RateLimit(cache, 10 if settings.api_key else 3),
            self._answers,
            reuse_since=time.time() if reuse_since is None else reuse_since,
            offline=offline,
        )
        self._eutilities = EUtilities(settings, self.transport, self._answers, str(cache.parent / "biopython"))
        self._provenance: Provenance | None = None

    def describe(self) -> Provenance:
        if self._provenance is None:
            updated = self._eutilities.ask("einfo", _last_update, db="pubmed")
            days = self._settings.record_days
            age = f"Records are at most {days} {'day' if days == 1 else 'days'} old."
            self._provenance = Provenance(
                "PubMed",
                Coverage.PUBMED,
                None,
                updated,
                "A search of PubMed (U.S. National Library of Medicine)"
                + (", answered from stored responses only." if self._offline else f". {age}"),
            )
        return self._provenance

    def search(self, query: Query, limit: int, since: str | None = None) -> SearchResult:
        """The `limit` most relevant hits; above 9,999 of them, all that there are up to `limit`, newest first."""
        term = pubmed_syntax(query)
        page = self._page(term, min(limit, WALL), since=since)
        pmids, warnings = page.pmids, page.warnings
        if limit > WALL and page.total > WALL:
            found, pieces = by_entry_date(
                lambda low, high: self._page(term, WALL, since=low, until=high),
                since or "1900-01-01",
                (date.today() + timedelta(days=2)).isoformat(),
                WALL,
            )
            pmids = tuple(found)
            warnings += (
                f"{page.total:,} hits are more than the {WALL:,} that one search can name; asked again in {pieces} ranges of entry date",
            )
        if page.total > len(pmids[:limit]):
            warnings += (f"cut by relevance: the first {min(limit, len(pmids)):,} of {page.total:,} hits",)
        return SearchResult(
            executed=term,
            total=page.total,
            pmids=pmids[:limit],
            translation=page.translation,
            warnings=warnings,
            empty_blocks=tuple(block.label for block in query.blocks if page.is_empty(block)),
        )

    def _page(self, term: str, most: int, *, since: str | None = None, until: str | None = None) -> Page:
        days = {"datetype": "edat", "mindate": since or "1900-01-01", "maxdate": until or "3000-12-31"}
        dates = {name: value.replace("-", "/") for name, value in days.items()} if since or until else {}
        return self._eutilities.ask(
            "esearch",
            lambda body: page_of(read_by_bioentrez(body), most),
            db="pubmed", term=term, retmax=str(most), sort="relevance", **dates,
        )  # fmt: skip

    def fetch(self, pmids: Sequence[str]) -> tuple[Study, ...]:
        found: dict[str, Study] = {}
        _take(found, parse_studies(self._answers.records(pmids, self._fresh_since)), set(pmids))
        missing = [pmid for pmid in dict.fromkeys(pmids) if pmid not in found]
        for at in range(0, len(missing), BATCH):
            batch = missing[at : at + BATCH]
            studies = self._eutilities.ask(
                "efetch", lambda body: list(parse_studies(body)), db="pubmed", id=",".join(batch)
            )
            _take(found, studies, set(batch))
        return tuple(found[pmid] for pmid in pmids if pmid in found)

    def prune(self) -> int:
        """Keep the store within its size limit."""
        return self._answers.prune(self._settings.cache_megabytes * 2**20)


def _take(found: dict[str, Study], studies: Iterable[Study], wanted: set[str]) -> None:
    """Of several versions of a record the newest; of a record that nobody asked for none."""
    for study in studies:
        if study.pmid in wanted and (study.pmid not in found or study.version >= found[study.pmid].version):
            found[study.pmid] = study


def _last_update(body: bytes) -> str:
    info = read_by_bioentrez(body)["DbInfo"]
    return str((info[0] if isinstance(info, list) else info).get("LastUpdate") or "unknown")
