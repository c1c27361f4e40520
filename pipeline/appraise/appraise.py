"""Claim × Study → Appraisal. Chains the readers; pure."""

from dataclasses import replace

from pipeline.appraise import (
    arms,
    aspect,
    design,
    dose,
    duration,
    facts,
    figures,
    finding,
    match,
    notice,
    population,
    role,
    second_hop,
    short,
    signals,
    stance,
    trust,
)
from pipeline.appraise import species as species_rules
from pipeline.appraise.question import Question
from pipeline.records import Appraisal, Design, Finding, Match, Study

RULES = (
    arms.RULE, aspect.RULE, design.RULE, dose.RULE, duration.RULE, facts.RULE, figures.RULE, finding.RULE, match.RULE, notice.RULE, population.RULE, role.RULE, second_hop.RULE, short.RULE, signals.RULE, species_rules.RULE, stance.RULE, trust.RULE,
)  # fmt: skip
_MOST_RATIONALE = 3
PARTS_DISAGREE = "what it reports of parts of the outcome does not agree with the whole"
UNNAMED = "the sentence read does not name the outcome"


def appraise(question: Question, study: Study, rung: str) -> Appraisal:
    """One study read for one claim. The rationale is the sentences that the finding was read from, weightiest first."""
    question = short.in_terms_of(question, study)
    species = species_rules.species_of(study)
    kind = design.design_of(study, species)
    told = facts.facts_of(study, kind)
    matrix = duration.with_duration(
        dose.with_dose(match.match_of(question, study), question.claim, told), question.claim, told
    )
    reading = finding.read_finding(question, study, matrix.outcome)
    if matrix.intervention is Match.DIFFERENT or kind in {Design.PROTOCOL, Design.EDITORIAL}:
        reading = finding.Reading(Finding.NOT_REPORTED, (0.0, 0.0, 0.0), ())
    if reading.finding is Finding.NOT_REPORTED and matrix.outcome in {Match.SAME, Match.NARROWER}:
        other = Match.NARROWER if matrix.outcome is Match.SAME else Match.SAME
        second = finding.read_finding(question, study, other)
        if matrix.intervention is not Match.DIFFERENT and second.statements:
            reading = second
    parts = finding.read_finding(question, study, Match.NARROWER) if matrix.outcome is Match.SAME else None
    disagree = parts is not None and bool(parts.statements) and parts.finding is not reading.finding
    position, scores = stance.stance_of(question, reading)
    agreeing = [item for item in reading.statements if item.finding is reading.finding] or list(reading.statements)
    if (
        agreeing
        and matrix.intervention in {Match.SAME, Match.NARROWER}
        and all(match.only_in_combination(question, item.span.text) for item in agreeing)
    ):
        notes = (*matrix.notes, "what it reports is of a combination with something else")
        matrix = replace(matrix, intervention=Match.RELATED, notes=notes)
    ranked = sorted(agreeing, key=lambda item: -item.weight)
    spans = tuple(dict.fromkeys(item.span for item in ranked))[:_MOST_RATIONALE]
    stated = signals.stated_certainty(study) if kind is Design.SYSTEMATIC_REVIEW else None
    return Appraisal(
        claim_id=question.claim.id,
        pmid=study.pmid,
        rung=rung,
        match=matrix,
        species=species,
        design=kind,
        trust=trust.trust_of(study),
        participants=figures.participants_of(study, kind),
        included_studies=figures.included_studies_of(study, kind),
        effect=next((item.effect for item in ranked if item.effect is not None), None),
        finding=reading.finding,
        stance=position,
        stance_scores=scores,
        rationale=spans,
        signals=signals.signals_of(study),
        facts=told,
        stated_certainty=stated[0] if stated else None,
        stated_certainty_span=stated[1] if stated else None,
        flags=(
            *_flags(study, kind),
            *((PARTS_DISAGREE,) if disagree else ()),
            *((UNNAMED,) if agreeing and all(item.carried for item in agreeing) else ()),
        ),
        body=body_of(study),
        rules=RULES,
    )


def body_of(study: Study) -> str:
    """The body of people that a record reports on: its trial registration, else the record itself. Counted once."""
    return study.registrations[0].upper() if study.registrations else f"PMID {study.pmid}"


def _flags(study: Study, kind: Design) -> tuple[str, ...]:
    extra: tuple[str, ...] = ()
    if kind is Design.SYSTEMATIC_REVIEW:
        extra = ("includes trials",) if design.includes_trials(study) else ("observational studies only, or not said",)
    return (*trust.flags_of(study), *extra)
