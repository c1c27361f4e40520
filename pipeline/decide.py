"""decided(): an editor's decision brought into an audit, which is judged again from what it stores. Pure."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from claims.errors import UsageError
from claims.records import Claim, Direction, Hedge, Kind, Strength
from claims.vocabulary import Vocabulary
from pipeline.appraise import appraise
from pipeline.appraise.question import question_of
from pipeline.audit import assemble
from pipeline.records import Action, Appraisal, Audit, Decision, Verdict
from pipeline.replay import judge_all
from pipeline.versions import require_installed


def _truth(value: str) -> bool:
    if value.lower() not in {"true", "false", "yes", "no"}:
        raise ValueError(value)
    return value.lower() in {"true", "yes"}


def _or_none(value: str) -> str | None:
    return value or None


# Fields that can be changed without a new search, and how each is read. Another intervention or outcome is another question.
FIELDS: dict[str, Callable[[str], Any]] = {
    "direction": Direction, "negated": _truth, "hedge": Hedge, "strength": Strength, "kind": Kind, "population": _or_none, "context": _or_none, "dose": _or_none,
}  # fmt: skip


def decided(audit: Audit, decision: Decision, interventions: Vocabulary, outcomes: Vocabulary) -> Audit:
    """The audit with the decision among its decisions. Raises UsageError for a decision that does not fit the audit,
    RuleNotInstalled for an audit that other rules have judged."""
    require_installed(audit.versions)  # what older rules have read must not bear the names of these
    claim = next((one for one in audit.claims if one.id == decision.claim_id), None)
    if claim is None:
        raise UsageError(f"{decision.claim_id}: no claim of that number or id is in the audit.")
    if decision.pmid is not None and not any(
        item.pmid == decision.pmid and item.claim_id == claim.id for item in audit.appraisals
    ):
        raise UsageError(f"PMID {decision.pmid}: not among the studies that were read for this claim.")
    claims, gone = _claims(audit, claim, decision)
    appraisals = tuple(item for item in audit.appraisals if item.claim_id not in gone)
    if decision.action is Action.EDIT:
        changed = next(one for one in claims if one.id == claim.id)
        appraisals = _read_anew(audit, changed, appraisals, interventions, outcomes)
    return assemble(
        audit.source,
        claims,
        audit.studies,
        appraisals,
        replace(audit.log, entries=tuple(entry for entry in audit.log.entries if entry.claim_id not in gone)),
        (*audit.decisions, decision),
        interventions,
        outcomes,
        now=audit.now,
    )


def machine_verdict(audit: Audit, claim: Claim, interventions: Vocabulary, outcomes: Vocabulary) -> Verdict:
    """What the program says of a claim, with the studies that editors have excluded and included, before anyone overrides it."""
    choices = tuple(one for one in audit.decisions if one.action in {Action.EXCLUDE, Action.INCLUDE})
    return judge_all((claim,), audit.appraisals, audit.studies, audit.log, choices, interventions, outcomes)[0]


def _claims(audit: Audit, claim: Claim, decision: Decision) -> tuple[tuple[Claim, ...], set[str]]:
    """The claims after the decision, and the ids of those that are no more."""
    if decision.action is Action.MERGE:
        other = next((one for one in audit.claims if one.id == decision.value and one.id != claim.id), None)
        if other is None:
            raise UsageError(f"{decision.value}: no other claim of that number or id is in the audit.")
        places = tuple(dict.fromkeys((*other.also_at, (claim.start, claim.end), *claim.also_at)))
        merged = replace(other, also_at=places)
        return tuple(merged if one is other else one for one in audit.claims if one is not claim), {claim.id}
    changed = {
        Action.EDIT: lambda: replace(claim, **_field(decision)),
        Action.NOT_A_CLAIM: lambda: replace(
            claim, checkable=False, not_checkable_because=f"{decision.who} says that it is no claim", confirm=None
        ),
        Action.CONFIRM: lambda: replace(claim, confirm=None),
    }.get(decision.action, lambda: claim)()
    return tuple(changed if one is claim else one for one in audit.claims), set()


def _field(decision: Decision) -> dict[str, Any]:
    name, value = decision.field or "", decision.value or ""
    if name not in FIELDS:
        raise UsageError(
            f"{name}: cannot be changed in an audit. Can be: {', '.join(FIELDS)}. For another intervention or outcome, audit again with --claims."
        )
    try:
        return {name: FIELDS[name](value), "found_by": "editor"}
    except ValueError:
        known = ", ".join(FIELDS[name]) if isinstance(FIELDS[name], type) else "true, false"  # type: ignore[arg-type]
        raise UsageError(f"{name} cannot be {value!r}. Can be: {known}.") from None


def _read_anew(
    audit: Audit, claim: Claim, appraisals: tuple[Appraisal, ...], interventions: Vocabulary, outcomes: Vocabulary
) -> tuple[Appraisal, ...]:
    question = question_of(claim, interventions, outcomes)
    studies = {study.pmid: study for study in audit.studies}
    return tuple(
        appraise(question, studies[item.pmid], item.rung) if item.claim_id == claim.id else item for item in appraisals
    )
