"""audit(): chains the stages, from claims to verdicts. The only place that does.

Pure but for what the literature source does. A search that fails costs that claim its verdict ("not assessed"), never
the audit; what happened stands in the log.
"""

from collections.abc import Callable

from claims.records import Claim, Source
from claims.vocabulary import Vocabulary
from pipeline.appraise.question import question_of
from pipeline.appraise.reader.read import Reader
from pipeline.appraise.second_hop import with_second_hop
from pipeline.canonical import with_digest
from pipeline.gather import gather
from pipeline.literature import Literature
from pipeline.order import Embeds
from pipeline.plan import LIMITS
from pipeline.reading import MOST_PAIRS, read_again
from pipeline.records import (
    Appraisal,
    Audit,
    Completeness,
    Decision,
    Finding,
    ScreenedOut,
    SearchEntry,
    SearchLog,
    Study,
)
from pipeline.replay import judge_all
from pipeline.verdict.article_safety import article_notices
from pipeline.verdict.article_summary import summary_of
from pipeline.versions import versions


def audit(
    source: Source,
    claims: tuple[Claim, ...],
    literature: Literature,
    interventions: Vocabulary,
    outcomes: Vocabulary,
    *,
    reader: Reader | None,
    embedder: Embeds | None = None,
    now: str,
    limit: int = 60,
    most_pairs: int = MOST_PAIRS,
    decisions: tuple[Decision, ...] = (),
    progress: Callable[[str], None] = lambda _: None,
) -> Audit:
    """One audit. `now` is the one time that it holds. Raises LiteratureError only where the source cannot even say what it is.

    `limit`: records read for one search. `reader` (None: nobody) reads what the rules have read a second time, at most `most_pairs` pairs of hypothesis and
    text; where there are more, `embedder` says what bears most on its claim.
    """
    provenance = literature.describe()
    questions = [question_of(claim, interventions, outcomes) for claim in claims if claim.checkable]
    gathered = gather(questions, literature, interventions, outcomes, limit, progress)
    appraisals = read_again(questions, gathered.studies, gathered.appraisals, reader, most_pairs, embedder)
    log = SearchLog(provenance, now, LIMITS, gathered.entries)
    return assemble(source, claims, gathered.studies, appraisals, log, decisions, interventions, outcomes, now=now)


def assemble(
    source: Source,
    claims: tuple[Claim, ...],
    studies: tuple[Study, ...],
    appraisals: tuple[Appraisal, ...],
    log: SearchLog,
    decisions: tuple[Decision, ...],
    interventions: Vocabulary,
    outcomes: Vocabulary,
    *,
    now: str,
) -> Audit:
    """What was found and read → the whole audit, judged. Pure."""
    appraisals = with_second_hop(appraisals, studies)
    verdicts = judge_all(claims, appraisals, studies, log, decisions, interventions, outcomes)
    return with_digest(
        Audit(
            now=now,
            versions=versions(),
            completeness=_completeness(log.entries, claims),
            source=source,
            claims=claims,
            log=log,
            studies=studies,
            appraisals=appraisals,
            screened_out=_screened_out(appraisals),
            decisions=decisions,
            notices=article_notices(source, interventions),
            verdicts=verdicts,
            summary=summary_of(source, claims, verdicts),
        )
    )


def _screened_out(appraisals: tuple[Appraisal, ...]) -> tuple[ScreenedOut, ...]:
    """Records that answered nothing for any claim, with the first reason given, in the order of their PMIDs."""
    used = {item.pmid for item in appraisals if item.finding is not Finding.NOT_REPORTED or not item.match.notes}
    reasons: dict[str, str] = {}
    for item in appraisals:
        if item.pmid not in used:
            reasons.setdefault(item.pmid, item.match.notes[0])
    return tuple(ScreenedOut(pmid, reasons[pmid]) for pmid in sorted(reasons, key=int))


def _completeness(entries: tuple[SearchEntry, ...], claims: tuple[Claim, ...]) -> Completeness:
    failed = [entry for entry in entries if entry.error]
    asked = sum(bool(entry.error or entry.executed) for entry in entries)
    affected = tuple(dict.fromkeys(entry.claim_id for entry in failed))
    if not failed:
        spared = f" {len(entries) - asked} more could have added nothing." if asked < len(entries) else ""
        return Completeness(asked, 0, (), f"All {asked} searches ran.{spared}")
    numbers = [str(number) for number, claim in enumerate(claims, 1) if claim.id in affected]
    return Completeness(
        asked,
        len(failed),
        affected,
        f"{len(failed)} of {asked} searches failed, so {_listed(numbers)} could not be assessed.",
    )


def _listed(numbers: list[str]) -> str:
    return f"claim {numbers[0]}" if len(numbers) == 1 else f"claims {', '.join(numbers[:-1])} and {numbers[-1]}"


def all_failed(record: Audit) -> bool:
    """Whether not one search ran: then there is no audit to speak of."""
    return record.completeness.searches > 0 and record.completeness.failed == record.completeness.searches
