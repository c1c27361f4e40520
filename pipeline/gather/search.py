"""One search on its way, and the desk on which all of them come together: asked at once, fetched together, read in order."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import Any

from claims.errors import LiteratureError
from pipeline.appraise import appraise
from pipeline.appraise.question import Question
from pipeline.literature import Literature
from pipeline.literature.protocol import BATCH
from pipeline.plan import loosened
from pipeline.query import pubmed_syntax
from pipeline.records import Appraisal, Query, SearchEntry, SearchResult, Study

_MAY_BE_GONE = 0.02


@dataclass(frozen=True, slots=True)
class Gathered:
    """Studies by PMID, what was read of them for which claim, and every search as it ran."""

    studies: tuple[Study, ...]
    appraisals: tuple[Appraisal, ...]
    entries: tuple[SearchEntry, ...]


@dataclass(slots=True)
class Search:
    """A query for a claim; then its result or error; then its entry for the log."""

    question: Question
    query: Query
    result: SearchResult | None = None
    error: str | None = None
    entry: SearchEntry | None = None

    @property
    def ran(self) -> bool:
        return self.result is not None or self.error is not None

    def told(self, **fields: Any) -> SearchEntry:
        blank = SearchEntry(self.question.claim.id, self.query.rung, pubmed_syntax(self.query), "", 0, 0, 0)
        large = tuple(
            f"{block.left_out} narrower terms of “{block.label}” were not asked for"
            for block in self.query.blocks
            if block.left_out
        )
        return replace(blank, **fields | {"warnings": (*fields.get("warnings", ()), *large)})


def undelivered(lost: int, named: int) -> str | None:
    """The error of a search whose records did not come. Of many hits one may have gone since the index was made; of few, each counts."""
    if lost <= _MAY_BE_GONE * named:
        return None
    return f"{lost} of the {named} records that the search named were not delivered, so it is not known what they say. Try again later."


@dataclass(slots=True)
class Desk:
    """What lies on the desk while gathering; handed on as a frozen value at the end."""

    literature: Literature
    limit: int
    progress: Callable[[str], None]
    studies: dict[str, Study] = field(default_factory=dict)
    found: dict[str, dict[str, Appraisal]] = field(default_factory=dict)

    def run(self, wave: Sequence[Search], *, limit: int | None = None, read: bool = True) -> None:
        """Ask a wave of searches at once; fetch what they name together; read it in the order of the wave."""
        asked = self.each(lambda search: self._ask(search, limit or self.limit), wave, "searching")
        for search, (result, error) in zip(wave, asked, strict=True):
            search.result, search.error = result, error
        named = [pmid for search in wave if read and search.result for pmid in search.result.pmids]
        failed = self.fetch(named)
        for search in wave:
            if search.result and read:
                search.error = next((failed[pmid] for pmid in search.result.pmids if pmid in failed), search.error)
            search.entry = self._read(search, read=read)

    def fetch(self, pmids: Sequence[str]) -> dict[str, str]:
        """Fetch what is not here yet. Returns the records that could not be asked for, each with the error."""
        missing = [pmid for pmid in dict.fromkeys(pmids) if pmid not in self.studies]
        batches = [missing[at : at + BATCH] for at in range(0, len(missing), BATCH)]
        failed: dict[str, str] = {}
        for batch, (studies, error) in zip(batches, self.each(self._fetch, batches, "fetching"), strict=True):
            self.studies.update({study.pmid: study for study in studies})
            failed |= dict.fromkeys(batch, error) if error else {}
        return failed

    def each(self, work: Callable[[Any], Any], items: Sequence[Any], doing: str) -> list[Any]:
        """Results in the order of the items, however many the source answers at a time."""
        results = []
        pool = ThreadPoolExecutor(self.literature.at_once) if self.literature.at_once > 1 and len(items) > 1 else None
        try:
            for number, result in enumerate(pool.map(work, items) if pool else map(work, items), 1):
                self.progress(f"{doing} {number}/{len(items)}")
                results.append(result)
        finally:
            if pool:
                pool.shutdown(wait=False, cancel_futures=True)
        return results

    def gathered(self, entries: Sequence[SearchEntry], claim_ids: Sequence[str]) -> Gathered:
        return Gathered(
            studies=tuple(self.studies[pmid] for pmid in sorted(self.studies, key=int)),
            appraisals=tuple(
                appraisal
                for claim_id in claim_ids
                for appraisal in sorted(self.found.get(claim_id, {}).values(), key=lambda item: int(item.pmid))
            ),
            entries=tuple(entries),
        )

    def _ask(self, search: Search, limit: int) -> tuple[SearchResult | None, str | None]:
        try:
            result = self.literature.search(search.query, limit)
            looser = loosened(search.query, result.empty_blocks)
            if looser is None:
                return result, None
            again = self.literature.search(looser, limit)
        except LiteratureError as error:
            return None, str(error)
        said = (*result.warnings, "asked again, with the words of what was not found anywhere in title or abstract")
        return replace(again, warnings=tuple(dict.fromkeys((*said, *again.warnings)))), None

    def _fetch(self, batch: Sequence[str]) -> tuple[tuple[Study, ...], str | None]:
        try:
            return self.literature.fetch(batch), None
        except LiteratureError as error:
            return (), str(error)

    def _read(self, search: Search, *, read: bool) -> SearchEntry:
        """Read what a search brought that its claim has not yet, and say how it went."""
        result = search.result
        if search.error is not None or result is None:
            return search.told(error=search.error)
        lost = sum(pmid not in self.studies for pmid in result.pmids) if read else 0
        if error := undelivered(lost, len(result.pmids)):
            search.error = error
            return search.told(error=error)
        fresh = self.take(search.question, result.pmids, search.query.rung) if read else 0
        # A question of one concept that has no hit: that concept does not occur.
        only = (search.query.blocks[0].label,) if len(search.query.blocks) == 1 and not result.total else ()
        said = f"{lost} {'record' if lost == 1 else 'records'} that the search named were not delivered"
        return search.told(
            executed=result.executed, total=result.total, retrieved=len(result.pmids) - lost if read else 0, new=fresh,
            translation=result.translation, warnings=(*result.warnings, *((said,) if lost else ())), empty_blocks=result.empty_blocks or only,
        )  # fmt: skip

    def take(self, question: Question, pmids: Sequence[str], rung: str) -> int:
        """Read for a claim those records that are here and that it has not read yet. Returns how many."""
        mine = self.found.setdefault(question.claim.id, {})
        fresh = [pmid for pmid in pmids if pmid not in mine and pmid in self.studies]
        mine.update({pmid: appraise(question, self.studies[pmid], rung) for pmid in fresh})
        return len(fresh)
