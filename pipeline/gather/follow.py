"""Following a record's typed links: a notice is fetched with its paper, and a newer version is read in place of the old."""

import re
from collections.abc import Sequence

from pipeline.appraise.question import Question
from pipeline.gather.search import Desk, undelivered
from pipeline.grade.body import on_question
from pipeline.records import Appraisal, Coverage, Match, SearchEntry, Study

RUNG = "linked records"
_ENDLESS = "A chain of later versions was followed eight times and goes on; its end is not known."
# A later version of the same work: it is read for the same claim.
_SUCCESSORS = {"UpdateIn", "RepublishedIn", "RetractedandRepublishedIn", "CorrectedandRepublishedIn"}
# What is said about a work, and the work that a notice is about: shown, not read as a study.
_NOTICES = {
    "RetractionIn", "PartialRetractionIn", "ExpressionOfConcernIn", "ErratumIn", "RetractionOf", "PartialRetractionOf",
    "ExpressionOfConcernFor", "ErratumFor",
}  # fmt: skip
_COMMENTS = {"CommentIn"}
# An update of an update of an update … where a chain goes on, its end is not known, and that is told as a failure.
_ROUNDS = 8
_PMID = re.compile(r"[1-9][0-9]{0,8}")


def follow(desk: Desk, questions: Sequence[Question]) -> list[SearchEntry]:
    """Fetch the linked records of what bears on each claim. A fetch that fails costs the claims that it was for."""
    named: dict[str, dict[str, bool]] = {}
    failed: dict[str, str] = {}
    for _ in range(_ROUNDS):
        wanted = {}
        for question in questions:
            claim_id = question.claim.id
            already = named.setdefault(claim_id, {})
            links = _links(desk, desk.found.get(claim_id, {}), already)
            already.update(links)
            wanted[claim_id] = links
        if not any(wanted.values()):
            break
        failed |= desk.fetch([pmid for links in wanted.values() for pmid in links])
        for question in questions:
            later = [pmid for pmid, successor in wanted[question.claim.id].items() if successor]
            desk.take(question, later, RUNG)
    for question in questions:
        links = _links(desk, desk.found.get(question.claim.id, {}), named.get(question.claim.id, {}))
        failed.update(dict.fromkeys((pmid for pmid, successor in links.items() if successor), _ENDLESS))
        named.setdefault(question.claim.id, {}).update({pmid: True for pmid, successor in links.items() if successor})
    whole = desk.literature.describe().coverage is Coverage.PUBMED
    return [
        _entry(desk, question.claim.id, named[question.claim.id], failed, whole=whole)
        for question in questions
        if named.get(question.claim.id)
    ]


def _links(desk: Desk, found: dict[str, Appraisal], already: dict[str, bool]) -> dict[str, bool]:
    """PMIDs that the records of one claim link to, and whether each is a later version."""
    wanted: dict[str, bool] = {}
    for appraisal in found.values():
        off = Match.DIFFERENT in {appraisal.match.intervention, appraisal.match.outcome}
        if off and appraisal.rung != RUNG:  # what was followed to here is followed on
            continue
        kinds = _SUCCESSORS | _NOTICES | (_COMMENTS if on_question(appraisal) else set())
        for pmid, successor in _linked(desk.studies[appraisal.pmid], kinds):
            if pmid not in already and pmid not in found:
                wanted[pmid] = wanted.get(pmid, False) or successor
    return wanted


def _linked(study: Study, kinds: set[str]) -> list[tuple[str, bool]]:
    return [
        (link.pmid, link.type in _SUCCESSORS)
        for link in study.links
        if link.type in kinds and link.pmid and _PMID.fullmatch(link.pmid)
    ]


def _entry(desk: Desk, claim_id: str, named: dict[str, bool], failed: dict[str, str], *, whole: bool) -> SearchEntry:
    """`named`: PMIDs, and whether each is a later version. In the whole of PubMed a later version that does not come is a failure,
    for the older one has given way to it; a lost notice is told, for the link alone says what it is."""
    query = " OR ".join(f"{pmid}[uid]" for pmid in named)
    lost = [pmid for pmid in named if pmid not in desk.studies]
    error = next((failed[pmid] for pmid in named if pmid in failed), None)
    if whole and not error and any(named[pmid] for pmid in lost):
        error = undelivered(len(lost), len(lost))
    if error:
        return SearchEntry(claim_id, RUNG, query, "", 0, 0, 0, error=error)
    new = sum(pmid in desk.found.get(claim_id, {}) for pmid in named)
    said = (
        (f"{len(lost)} linked {'record is' if len(lost) == 1 else 'records are'} not in this source",) if lost else ()
    )
    return SearchEntry(claim_id, RUNG, query, query, len(named), len(named) - len(lost), new, warnings=said)
