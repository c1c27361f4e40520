"""`Literature` over PubMed. Only queries leave the machine, never the article."""

import time
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from claims.errors import AnswerUnreadable, SearchFailed
from pipeline.literature.protocol import BATCH
from pipeline.literature.pubmed.answers import Answers
from pipeline.literature.pubmed.entrez import EUtilities, read_by_bioentrez
from pipeline.literature.pubmed.page import Page, page_of
from pipeline.literature.pubmed.rate import RateLimit
from pipeline.literature.pubmed.split import by_entry_date
from pipeline.literature.pubmed.transport import Transport
from pipeline.literature.pubmed_xml import parse_record, placed_records, study_of_raw
from pipeline.query import pubmed_syntax
from pipeline.records import Coverage, Provenance, Query, SearchResult, Study
from pipeline.settings import EUTILS, Settings

# ESearch on PubMed names no more than this; a larger retmax is silently clamped.
WALL = 9_999
_DAY = 86_400.0
# Between the first answer and the last range of dates, records may come and go; but not many.
_NEARLY_ALL = 0.99
# PubMed holds some 40 million citations. What holds far fewer is a part of it, whatever it calls itself.
_WHOLE = 30_000_000


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
        since = time.time() if reuse_since is None else reuse_since
        self._fresh_since = 0.0 if offline else time.time() - settings.record_days * _DAY
        self.transport = Transport(
            settings.eutils_url,
            RateLimit(cache, 10 if settings.api_key else 3),
            self._answers,
            reuse_since=since,
            offline=offline,
        )
        self._eutilities = EUtilities(settings, self.transport, self._answers, str(cache.parent / "biopython"))
        self._provenance: Provenance | None = None

    def describe(self) -> Provenance:
        if self._provenance is None:
            updated, records = self._eutilities.ask("einfo", _info, db="pubmed")
            days = self._settings.record_days
            host = urlsplit(self._settings.eutils_url).netloc
            name = "PubMed" if host == urlsplit(EUTILS).netloc else f"PubMed through {host}"
            part = records is not None and records < _WHOLE
            sentences = [
                "A search of PubMed (U.S. National Library of Medicine).",
                f"It was asked through {host}." * (name != "PubMed"),
                f"What answered holds {records:,} records, so it is a part of PubMed: that it holds nothing on a question says nothing "
                "about the literature." * part,
                "Answered from what was stored earlier, without the network." * self._offline,
                f"Records are at most {days} {'day' if days == 1 else 'days'} old." * (not self._offline),
            ]
            self._provenance = Provenance(
                name + ", as stored earlier" * self._offline,
                Coverage.PARTIAL if part else Coverage.PUBMED,
                records if part else None,
                updated,
                " ".join(filter(None, sentences)),
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
            if len(pmids) < _NEARLY_ALL * page.total:
                raise AnswerUnreadable(
                    f"PubMed (esearch): {page.total:,} hits, of which the ranges of entry date gave {len(pmids):,}. Nothing of it was used."
                )
        if page.total > len(pmids[:limit]):
            warnings = (f"cut by relevance: the first {min(limit, len(pmids)):,} of {page.total:,} hits", *warnings)
        return SearchResult(
            executed=term,
            total=page.total,
            pmids=pmids[:limit],
            translation=page.translation,
            warnings=warnings,
            empty_blocks=tuple(block.label for block in query.blocks if page.is_empty(block)),
        )

    def news(self, queries: Sequence[Query], since: str) -> tuple[str, ...]:
        """Many questions in one request; halved where together they have more hits than one answer can name."""
        term = " OR ".join(f"({pubmed_syntax(query)})" for query in queries)
        page = self._page(term, WALL, since=since)
        if page.total <= WALL:
            return tuple(sorted(page.pmids, key=int))
        if len(queries) == 1:
            return tuple(sorted(self.search(queries[0], page.total, since).pmids, key=int))
        half = len(queries) // 2
        return tuple(sorted({*self.news(queries[:half], since), *self.news(queries[half:], since)}, key=int))

    def _page(self, term: str, most: int, *, since: str | None = None, until: str | None = None) -> Page:
        days = {"datetype": "edat", "mindate": since or "1900-01-01", "maxdate": until or "3000-12-31"}
        dates = {name: value.replace("-", "/") for name, value in days.items()} if since or until else {}
        return self._eutilities.ask(
            "esearch",
            lambda body: page_of(read_by_bioentrez(body), most),
            db="pubmed", term=term, retmax=str(most), sort="relevance", **dates,
        )  # fmt: skip

    def fetch(self, pmids: Sequence[str]) -> tuple[Study, ...]:
        """From the store where a record is fresh enough. What an answer leaves out is asked for once more before it counts as absent."""
        held = self._answers.records(pmids, self._fresh_since)
        found = {pmid: study for pmid, raw in held.records.items() if (study := _study(raw)) and study.pmid == pmid}
        self._answers.forget(set(held.records) - set(found))
        missing = [
            pmid for pmid in dict.fromkeys(pmids) if pmid not in found and not (self._offline and pmid in held.absent)
        ]
        for at in range(0, len(missing), BATCH):
            batch = missing[at : at + BATCH]
            self._fetch_into(found, batch)
            left_out = [pmid for pmid in batch if pmid not in found]
            if left_out:
                self._fetch_into(found, left_out, again=True)
        return tuple(found[pmid] for pmid in pmids if pmid in found)

    def _fetch_into(self, found: dict[str, Study], batch: Sequence[str], *, again: bool = False) -> None:
        """Of several versions of a record the newest; of a record that nobody asked for none.

        An answer that leaves records out is not used again in place of asking, whoever asks; what it holds is.
        """
        records, number = self._eutilities.ask_kept("efetch", _records, db="pubmed", id=",".join(batch))
        wanted = {pmid for pmid in batch if pmid not in found}
        places: dict[str, tuple[int, int]] = {}
        for study, start, stop in records:
            known = found.get(study.pmid)
            if study.pmid in wanted and (known is None or study.version >= known.version):
                found[study.pmid], places[study.pmid] = study, (start, stop)
        self._answers.place(number, [(pmid, start, stop) for pmid, (start, stop) in places.items()])
        if left_out := wanted - set(places):
            self._answers.left_out(number, left_out if again else ())

    @property
    def unkept(self) -> int:
        """How many answers could not be kept: a resumed run asks for them again."""
        return self._answers.unkept

    def prune(self) -> int:
        """Keep the store within its size limit."""
        return self._answers.prune(self._settings.cache_megabytes * 2**20)


def _records(body: bytes) -> list[tuple[Study, int, int]]:
    """Every study of an answer, and where its bytes lie."""
    placed = ((parse_record(raw), start, start + len(raw)) for start, raw in placed_records(body))
    return [(record, start, stop) for record, start, stop in placed if isinstance(record, Study)]


def _study(raw: bytes) -> Study | None:
    """A record from the store; None where it cannot be read (any more): then it is asked for again."""
    try:
        return study_of_raw(raw)
    except SearchFailed:
        return None


def _info(body: bytes) -> tuple[str, int | None]:
    """The day of the last update, and how many records there are."""
    info = read_by_bioentrez(body)["DbInfo"]
    info = info[0] if isinstance(info, list) else info
    count = str(info.get("Count") or "")
    return str(info.get("LastUpdate") or "unknown"), int(count) if count.isascii() and count.isdigit() else None
