"""replay(): throw the grades and verdicts of an audit away and compute them again from what it stores.

Touches no model, network, library or clock. The vocabulary's tables are read, for classes and the safety gate; their
date is part of the versions that are checked first.
"""

from dataclasses import replace

from claims.errors import ReplayDiffers
from claims.records import Claim
from claims.vocabulary import Vocabulary
from pipeline.canonical import canonical_json, load_audit, with_digest
from pipeline.records import Appraisal, Audit, Decision, SearchLog, Study, Verdict
from pipeline.verdict import judge
from pipeline.verdict.adequacy import adequacy_of
from pipeline.verdict.article_safety import article_notices
from pipeline.verdict.article_summary import summary_of
from pipeline.versions import require_installed


def judge_all(
    claims: tuple[Claim, ...],
    appraisals: tuple[Appraisal, ...],
    studies: tuple[Study, ...],
    log: SearchLog,
    decisions: tuple[Decision, ...],
    interventions: Vocabulary,
    outcomes: Vocabulary,
) -> tuple[Verdict, ...]:
    """One verdict a claim, in the order of the claims."""
    years = {study.pmid: study.year for study in studies}
    by_claim: dict[str, list[Appraisal]] = {}
    for appraisal in appraisals:
        by_claim.setdefault(appraisal.claim_id, []).append(appraisal)
    return tuple(
        judge(
            claim,
            by_claim.get(claim.id, ()),
            years,
            adequacy_of(
                (entry for entry in log.entries if entry.claim_id == claim.id),
                log.provenance.coverage,
                log.provenance.records,
            ),
            decisions,
            interventions,
            outcomes,
        )
        for claim in claims
    )


def recompute(audit: Audit, interventions: Vocabulary, outcomes: Vocabulary) -> Audit:
    """The same audit with its verdicts computed anew. Raises RuleNotInstalled where a rule that judged it is not here."""
    require_installed(audit.versions)
    verdicts = judge_all(
        audit.claims, audit.appraisals, audit.studies, audit.log, audit.decisions, interventions, outcomes
    )
    return with_digest(
        replace(
            audit,
            verdicts=verdicts,
            notices=article_notices(audit.source, interventions),
            summary=summary_of(audit.source, audit.claims, verdicts),
        )
    )


def replay(data: bytes, where: str, interventions: Vocabulary, outcomes: Vocabulary) -> bytes:
    """The whole audit, recomputed, as bytes. Raises ReplayDiffers (with the bytes as `recomputed`) where they differ."""
    audit = load_audit(data, where)
    again = recompute(audit, interventions, outcomes)
    fresh = canonical_json(again)
    if fresh == data:
        return fresh
    old = {verdict.claim_id: verdict for verdict in audit.verdicts}
    changed = [verdict for verdict in again.verdicts if old.get(verdict.claim_id) != verdict]
    named = "; ".join(
        f"claim {verdict.claim_id}: {getattr(old.get(verdict.claim_id), 'label', 'none')} → {verdict.label}"
        for verdict in changed[:5]
    )
    error = ReplayDiffers(
        f"{where}: the recomputed audit is not the stored one ({named or 'the same verdicts, but other bytes'}). The file was changed after it was made."
    )
    error.recomputed = fresh
    raise error
