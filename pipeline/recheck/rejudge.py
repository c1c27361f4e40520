"""An audit brought up to date: what is new is read as an audit from scratch would read it, what is known stays as it was read."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from claims.errors import SearchFailed
from claims.vocabulary import Vocabulary
from pipeline.appraise import appraise
from pipeline.appraise.question import Question, question_of
from pipeline.appraise.reader.read import Reader
from pipeline.audit import assemble
from pipeline.gather.follow import RUNG as LINKED
from pipeline.gather.follow import follow
from pipeline.gather.search import Desk
from pipeline.literature import Literature
from pipeline.query import pubmed_syntax
from pipeline.reading import MOST_PAIRS, read_again
from pipeline.recheck.delta import bears_on, own_question, supersedes
from pipeline.records import Appraisal, Audit, Decision, SearchEntry, Study
from pipeline.versions import versions

RUNG = "re-check"


def rejudge(
    audit: Audit,
    studies: Mapping[str, Study],
    gone: Iterable[str],
    named: Mapping[str, tuple[str, ...]],
    literature: Literature,
    interventions: Vocabulary,
    outcomes: Vocabulary,
    *,
    reader: Reader | None,
    now: str,
    decisions: tuple[Decision, ...] | None = None,
    most_pairs: int = MOST_PAIRS,
) -> Audit:
    """`studies`: present records; `gone`: PMIDs that are no more; `named`: new records for a claim's id.

    Links of what is new are followed. Raises SearchFailed where that fails: the audit stays as it was, to be tried again.
    """
    removed = set(gone)
    before = {study.pmid: study for study in audit.studies if study.pmid not in removed}
    desk = Desk(literature, 0, lambda _: None)
    desk.studies = before | {
        pmid: study
        for pmid, study in studies.items()
        if pmid in before and study != before[pmid] and supersedes(study, before[pmid])
    }
    anew = {pmid for pmid in before if desk.studies[pmid] is not before[pmid]}
    all_again = set(audit.versions.rules) != set(versions().rules) or audit.versions.tables != versions().tables
    questions = {claim.id: question_of(claim, interventions, outcomes) for claim in audit.claims if claim.checkable}
    for item in audit.appraisals:
        if item.pmid in desk.studies and item.claim_id in questions:
            again = all_again or item.pmid in anew
            desk.found.setdefault(item.claim_id, {})[item.pmid] = (
                appraise(questions[item.claim_id], desk.studies[item.pmid], item.rung) if again else item
            )
    entries = _take(desk, questions, studies, named)
    entries += follow(desk, list(questions.values()))
    if failed := next((entry.error for entry in entries if entry.error), None):
        raise SearchFailed(failed)
    return _whole(audit, desk, questions, entries, interventions, outcomes, reader, now, decisions, most_pairs)


def _take(
    desk: Desk, questions: Mapping[str, Question], studies: Mapping[str, Study], named: Mapping[str, tuple[str, ...]]
) -> list[SearchEntry]:
    """Read new records for their claims. One that has nothing to do with a claim, found by a question asked beside its own, is let go."""
    entries = []
    for claim_id, question in questions.items():
        mine = desk.found.setdefault(claim_id, {})
        taken = 0
        for pmid in named.get(claim_id, ()):
            if pmid in mine or pmid not in studies:
                continue
            item = appraise(question, studies[pmid], RUNG)
            if not bears_on(item.match):
                continue
            mine[pmid] = item
            desk.studies[pmid] = studies[pmid]
            taken += 1
        if taken:
            query = pubmed_syntax(own_question(question.claim, question.known_interventions, question.known_outcomes))
            entries.append(SearchEntry(claim_id, RUNG, query, query, taken, taken, taken))
    return entries


def _whole(
    audit: Audit,
    desk: Desk,
    questions: Mapping[str, Question],
    fresh: list[SearchEntry],
    interventions: Vocabulary,
    outcomes: Vocabulary,
    reader: Reader | None,
    now: str,
    decisions: tuple[Decision, ...] | None,
    most_pairs: int,
) -> Audit:
    kept = [entry for entry in audit.log.entries if entry.rung != LINKED]
    place = {claim.id: at for at, claim in enumerate(audit.claims)}
    gathered = desk.gathered(sorted([*kept, *fresh], key=lambda entry: place[entry.claim_id]), list(questions))
    old = {(item.claim_id, item.pmid): item for item in audit.appraisals}
    unread = tuple(item for item in gathered.appraisals if old.get((item.claim_id, item.pmid)) is not item)
    read = {
        (item.claim_id, item.pmid): item
        for item in read_again(questions.values(), gathered.studies, unread, reader, most_pairs)
    }
    appraisals: tuple[Appraisal, ...] = tuple(
        read.get((item.claim_id, item.pmid), item) for item in gathered.appraisals
    )
    used = {item.pmid for item in appraisals}
    linked = {link.pmid for study in gathered.studies if study.pmid in used for link in study.links}
    return assemble(
        audit.source,
        audit.claims,
        tuple(study for study in gathered.studies if study.pmid in used or study.pmid in linked),
        appraisals,
        replace(audit.log, searched_at=now, entries=gathered.entries),
        audit.decisions if decisions is None else decisions,
        interventions,
        outcomes,
        now=now,
    )
