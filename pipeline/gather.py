"""gather(): the literature for all claims of an article, with few requests.

Two waves. First every claim's own question and its counter-evidence; then, for claims that have too little on the question,
the wider rungs. After each wave all records that are still missing are fetched together, whichever claim they are for.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from claims.errors import LiteratureError
from claims.vocabulary import Vocabulary
from pipeline.appraise import appraise
from pipeline.appraise.question import Question
from pipeline.grade.body import on_question
from pipeline.literature import Literature
from pipeline.plan import plan
from pipeline.query import pubmed_syntax
from pipeline.records import Appraisal, Design, Finding, Query, SearchEntry, SearchResult, Study

# Enough on-question studies of the best designs: wider rungs would add only what is further away.
ENOUGH = 8
# Records fetched at once; a batch that fails costs only the searches that need it.
BATCH = 200
_BEST = {Design.SYSTEMATIC_REVIEW, Design.RANDOMISED_TRIAL}
_WIDER = {"intervention's class", "outcome's parent", "mechanism"}


@dataclass(frozen=True, slots=True)
class Gathered:
    """Studies by PMID, what was read of them for which claim, and every search as it ran."""

    studies: tuple[Study, ...]
    appraisals: tuple[Appraisal, ...]
    entries: tuple[SearchEntry, ...]


@dataclass(slots=True)
class _Search:
    """One query on its way: its place in the plan, then its result or error, then the entry for the log."""

    place: int
    question: Question
    query: Query
    result: SearchResult | None = None
    error: str | None = None
    entry: SearchEntry | None = None


@dataclass(slots=True)
class _Desk:
    """What lies on the desk while gathering; handed on as a frozen value at the end."""

    literature: Literature
    limit: int
    studies: dict[str, Study] = field(default_factory=dict)
    found: dict[str, dict[str, Appraisal]] = field(default_factory=dict)


def gather(
    questions: Iterable[Question],
    literature: Literature,
    interventions: Vocabulary,
    outcomes: Vocabulary,
    limit: int,
    progress: Callable[[str], None] = lambda _: None,
) -> Gathered:
    """Search, fetch and read for all questions. A search or fetch that fails is an entry with its error, never a gap."""
    desk = _Desk(literature, limit)
    asked = [
        (question, query) for question in questions for query in plan(question.claim, interventions, outcomes).queries
    ]
    searches = [_Search(place, question, query) for place, (question, query) in enumerate(asked)]
    first = [search for search in searches if search.query.rung not in _WIDER]
    _run(desk, first, progress)
    short = {
        claim_id
        for claim_id in {search.question.claim.id for search in searches}
        if not _enough(desk.found.get(claim_id, {}).values())
    }
    wider = [search for search in searches if search.query.rung in _WIDER and search.question.claim.id in short]
    _run(desk, wider, progress)
    ran = sorted((*first, *wider), key=lambda search: search.place)
    claims = dict.fromkeys(search.question.claim.id for search in searches)
    return Gathered(
        studies=tuple(desk.studies[pmid] for pmid in sorted(desk.studies, key=int)),
        appraisals=tuple(
            appraisal
            for claim_id in claims
            for appraisal in sorted(desk.found.get(claim_id, {}).values(), key=lambda item: int(item.pmid))
        ),
        entries=tuple(search.entry for search in ran if search.entry is not None),
    )


def _run(desk: _Desk, wave: list[_Search], progress: Callable[[str], None]) -> None:
    for number, search in enumerate(wave, 1):
        claim = search.question.claim
        progress(f"searching {number}/{len(wave)}: {claim.intervention} → {claim.outcome}")
        try:
            search.result = desk.literature.search(search.query, desk.limit)
        except LiteratureError as error:
            search.error = str(error)
    wanted = dict.fromkeys(pmid for search in wave if search.result for pmid in search.result.pmids)
    missing = [pmid for pmid in wanted if pmid not in desk.studies]
    progress(f"fetching {len(missing)} records")
    failed: dict[str, str] = {}
    for at in range(0, len(missing), BATCH):
        batch = missing[at : at + BATCH]
        try:
            desk.studies.update({study.pmid: study for study in desk.literature.fetch(batch)})
        except LiteratureError as error:
            failed |= dict.fromkeys(batch, str(error))
    for search in wave:
        if search.result:
            search.error = next((failed[pmid] for pmid in search.result.pmids if pmid in failed), search.error)
        search.entry = _read(desk, search)


def _read(desk: _Desk, search: _Search) -> SearchEntry:
    """Read what a search brought that its claim has not yet, and say how it went."""
    claim, query, result = search.question.claim, search.query, search.result
    if search.error is not None or result is None:
        return SearchEntry(claim.id, query.rung, pubmed_syntax(query), "", 0, 0, 0, error=search.error)
    mine = desk.found.setdefault(claim.id, {})
    fresh = [pmid for pmid in result.pmids if pmid not in mine]
    held = [pmid for pmid in fresh if pmid in desk.studies]
    mine.update({pmid: appraise(search.question, desk.studies[pmid], query.rung) for pmid in held})
    entry = SearchEntry(
        claim_id=claim.id, rung=query.rung, pubmed_query=pubmed_syntax(query), executed=result.executed, total=result.total,
        retrieved=len(result.pmids), new=len(held), translation=result.translation, warnings=result.warnings, empty_blocks=result.empty_blocks,
    )  # fmt: skip
    lost = len(fresh) - len(held)
    if lost:
        said = f"{lost} {'record' if lost == 1 else 'records'} that the search named were not delivered"
        entry = replace(entry, warnings=(*entry.warnings, said))
    return entry


def _enough(found: Iterable[Appraisal]) -> bool:
    good = [
        item
        for item in found
        if item.design in _BEST and on_question(item) and item.finding is not Finding.NOT_REPORTED
    ]
    return len(good) >= ENOUGH
