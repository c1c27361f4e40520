"""audit(): chains the stages, from claims to verdicts. The only place that does.

Pure but for what the literature source does. A search that fails costs that claim its verdict ("not assessed"), never
the audit; what happened stands in the log.
"""

from collections.abc import Callable, Iterable

from claims.errors import LiteratureError
from claims.records import Claim, Source
from claims.vocabulary import Vocabulary
from pipeline.appraise import appraise
from pipeline.appraise.question import Question, question_of
from pipeline.canonical import with_digest
from pipeline.grade.body import on_question
from pipeline.literature import Literature
from pipeline.plan import plan
from pipeline.query import pubmed_syntax
from pipeline.records import (
    Appraisal,
    Audit,
    Completeness,
    Decision,
    Design,
    Finding,
    Query,
    ScreenedOut,
    SearchEntry,
    SearchLog,
    Study,
)
from pipeline.replay import judge_all
from pipeline.verdict.article_safety import article_notices
from pipeline.versions import versions

# Enough on-question studies of the best designs: wider rungs would add only what is further away.
ENOUGH = 8
_BEST = {Design.SYSTEMATIC_REVIEW, Design.RANDOMISED_TRIAL}
_WIDER = {"intervention's class", "outcome's parent", "mechanism"}


def audit(
    source: Source,
    claims: tuple[Claim, ...],
    literature: Literature,
    interventions: Vocabulary,
    outcomes: Vocabulary,
    *,
    now: str,
    limit: int = 60,
    decisions: tuple[Decision, ...] = (),
    progress: Callable[[str], None] = lambda _: None,
) -> Audit:
    """One audit. `now` is the one time that it holds. Raises LiteratureError only where the source cannot even say what it is."""
    provenance = literature.describe()
    studies: dict[str, Study] = {}
    entries: list[SearchEntry] = []
    appraisals: list[Appraisal] = []
    screened: dict[str, ScreenedOut] = {}
    for number, claim in enumerate(claims, 1):
        progress(f"{number}/{len(claims)} {claim.intervention} → {claim.outcome}")
        if not claim.checkable:
            continue
        question = question_of(claim, interventions, outcomes)
        found, log = _search_claim(question, literature, interventions, outcomes, limit, studies)
        entries += log
        appraisals += found
        for item in found:
            if item.finding is Finding.NOT_REPORTED and item.match.notes:
                screened.setdefault(item.pmid, ScreenedOut(item.pmid, item.match.notes[0]))
    kept = tuple(studies[pmid] for pmid in sorted(studies, key=int))
    log_record = SearchLog(provenance, now, tuple(entries))
    ordered = tuple(
        sorted(appraisals, key=lambda item: ([claim.id for claim in claims].index(item.claim_id), int(item.pmid)))
    )
    return with_digest(
        Audit(
            now=now,
            versions=versions(),
            completeness=_completeness(entries),
            source=source,
            claims=claims,
            log=log_record,
            studies=kept,
            appraisals=ordered,
            screened_out=tuple(screened[pmid] for pmid in sorted(screened, key=int)),
            decisions=decisions,
            notices=article_notices(source, interventions),
            verdicts=judge_all(claims, ordered, kept, log_record, decisions, interventions, outcomes),
        )
    )


def _search_claim(
    question: Question, literature: Literature, interventions: Vocabulary, outcomes: Vocabulary, limit: int, studies: dict[str, Study]
) -> tuple[list[Appraisal], list[SearchEntry]]:  # fmt: skip
    found: dict[str, Appraisal] = {}
    entries: list[SearchEntry] = []
    for query in plan(question.claim, interventions, outcomes).queries:
        if query.rung in _WIDER and _enough(found.values()):
            continue
        try:
            result = literature.search(query, limit)
            fresh = [pmid for pmid in result.pmids if pmid not in found]
            missing = [pmid for pmid in fresh if pmid not in studies]
            studies.update({study.pmid: study for study in literature.fetch(missing)})
        except LiteratureError as error:
            entries.append(_failed(question.claim.id, query, str(error)))
            continue
        held = [pmid for pmid in fresh if pmid in studies]
        found.update({pmid: appraise(question, studies[pmid], query.rung) for pmid in held})
        entries.append(
            SearchEntry(
                claim_id=question.claim.id, rung=query.rung, pubmed_query=pubmed_syntax(query), executed=result.executed, total=result.total,
                retrieved=len(result.pmids), new=len(held), translation=result.translation, warnings=result.warnings, empty_blocks=result.empty_blocks,
            )
        )  # fmt: skip
    return list(found.values()), entries


def _enough(found: Iterable[Appraisal]) -> bool:
    return (
        sum(item.design in _BEST and on_question(item) and item.finding is not Finding.NOT_REPORTED for item in found)
        >= ENOUGH
    )


def _failed(claim_id: str, query: Query, message: str) -> SearchEntry:
    return SearchEntry(claim_id, query.rung, pubmed_syntax(query), "", 0, 0, 0, error=message)


def _completeness(entries: list[SearchEntry]) -> Completeness:
    failed = [entry for entry in entries if entry.error]
    affected = tuple(dict.fromkeys(entry.claim_id for entry in failed))
    if not failed:
        return Completeness(len(entries), 0, (), f"All {len(entries)} searches ran.")
    return Completeness(
        len(entries),
        len(failed),
        affected,
        f"{len(failed)} of {len(entries)} searches failed; {len(affected)} claims could not be assessed.",
    )


def all_failed(record: Audit) -> bool:
    """Whether not one search ran: then there is no audit to speak of."""
    return record.completeness.searches > 0 and record.completeness.failed == record.completeness.searches
