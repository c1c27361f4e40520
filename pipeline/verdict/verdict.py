"""judge(): one claim and all that was read for it → its Verdict. Pure, and the same for every order of the studies."""

from collections.abc import Iterable
from dataclasses import replace

from claims.records import Claim, Kind
from claims.vocabulary import Vocabulary
from pipeline.appraise.question import Question, question_of
from pipeline.grade import Body, bodies, grade
from pipeline.grade.body import LABORATORY, ON, on_question, stream_of
from pipeline.records import (
    Absence,
    Appraisal,
    Certainty,
    Coverage,
    Decision,
    Design,
    Finding,
    Label,
    NearestQuestion,
    Step,
    Trust,
    Verdict,
)
from pipeline.verdict import adequacy as adequacy_module
from pipeline.verdict import (
    article_safety,
    article_summary,
    editors,
    fragility,
    interaction,
    label,
    left_out,
    nearest,
    ocebm,
    overclaim,
    safety,
    size,
    wording,
)
from pipeline.verdict.adequacy import Adequacy

RULES = (
    adequacy_module.RULE,
    article_safety.RULE, article_summary.RULE, editors.RULE, left_out.RULE, fragility.RULE, interaction.RULE, label.RULE, nearest.RULE, overclaim.RULE, safety.RULE, size.RULE, "verdict.kind.v1",
    "verdict.reading.v1", "verdict.trust.v2", "verdict.absence.v1", "verdict.unread.v1", "verdict.disputed.v1",
)  # fmt: skip
# Claims that need other sources than studies of an effect.
_OTHER_SOURCES = {
    Kind.PREVALENCE: "how common something is needs official statistics, not studies of an effect",
    Kind.NUTRITION_FACT: "what a food contains needs a food-composition table, not studies of an effect",
}


def judge(
    claim: Claim,
    appraisals: Iterable[Appraisal],
    years: dict[str, int | None],
    adequacy: Adequacy,
    decisions: Iterable[Decision],
    interventions: Vocabulary,
    outcomes: Vocabulary,
) -> Verdict:
    """The verdict on one claim. `years` maps PMIDs to years; `decisions` are the editors', and outrank the machine."""
    question = question_of(claim, interventions, outcomes)
    distinct = {item.pmid: item for item in sorted(appraisals, key=lambda item: item.rung) if item.claim_id == claim.id}
    mine = tuple(sorted(distinct.values(), key=lambda item: int(item.pmid)))
    mine_to_say = tuple(decision for decision in decisions if decision.claim_id == claim.id)
    verdict = _machine(question, editors.chosen(mine, mine_to_say), years, adequacy)
    verdict = replace(verdict, safety=safety.safety_of(claim, interventions))
    return editors.outranked(verdict, mine_to_say)


def _machine(
    question: Question, mine: tuple[Appraisal, ...], years: dict[str, int | None], adequacy: Adequacy
) -> Verdict:
    claim = question.claim
    if not claim.checkable:
        return _absent(
            question,
            Label.NOT_CHECKABLE,
            None,
            "verdict.kind.v1",
            claim.not_checkable_because or "nothing measurable is claimed",
        )
    if claim.confirm is not None:
        return _absent(
            question,
            Label.NOT_ASSESSED,
            None,
            "verdict.reading.v1",
            f"how it is to be read must be confirmed first ({claim.confirm})",
        )
    if claim.kind in _OTHER_SOURCES:
        return _absent(question, Label.NOT_ASSESSED, None, "verdict.kind.v1", _OTHER_SOURCES[claim.kind])
    if adequacy.failed:
        return _absent(question, Label.NOT_ASSESSED, Absence.SEARCH_INADEQUATE, "verdict.absence.v1", adequacy.reason)
    trust = _trust_steps(mine)
    best = nearest.best_of(bodies(mine, years), question)
    if best is None or best[0].stream == LABORATORY:
        return _without_evidence(question, mine, years, adequacy, trust, best[0] if best else None)
    body, certainty = best
    answer, absence = label.label_of(certainty, question.wanted, negated=claim.negated)
    caption = _caption(body, certainty)
    told, hinges_on = fragility.fragility_of(body, answer, lambda rest: _relabel(question, body, rest))
    return Verdict(
        claim_id=claim.id,
        label=answer,
        certainty=certainty,
        size=size.size_of(
            tuple(item for item in body.studies if item.finding is certainty.finding), claim.outcome_concept
        ),
        absence=absence,
        reasons=(*trust, *_counted(body), *_disputed(body), *certainty.steps),
        overclaim=overclaim.overclaim_of(claim, answer, certainty),
        safety=(),
        nearest=_better_answered(question, mine, years) if answer is Label.INSUFFICIENT else None,
        fragility=told,
        hinges_on=hinges_on,
        ocebm=ocebm.level_of(body, claim.kind),
        caption=caption if adequacy.coverage is not Coverage.PUBMED else None,
        sentence=wording.sentence_for(claim, answer, certainty, absence, ""),
    )


def _without_evidence(
    question: Question, mine: tuple[Appraisal, ...], years: dict[str, int | None], adequacy: Adequacy, trust: tuple[Step, ...], laboratory: Body | None
) -> Verdict:  # fmt: skip
    """Typed absence: nothing on the question, or only animal and laboratory work, or studies that could not be read."""
    claim = question.claim
    near = nearest.nearest_of(question, mine, years)
    unread = [
        item
        for item in mine
        if on_question(item)
        and item.finding is Finding.NOT_REPORTED
        and item.trust is Trust.SOUND
        and stream_of(item) not in {None, LABORATORY}
    ]
    steps = list(trust)
    if unread:
        steps.append(Step("unread", 0, "verdict.unread.v1", tuple(f"PMID {item.pmid}" for item in unread),
                          f"{len(unread)} {'record' if len(unread) == 1 else 'records'} on the question could not be read automatically; please read {'it' if len(unread) == 1 else 'them'}."))  # fmt: skip
    off = [item for item in mine if item not in unread and item.match.intervention in ON]
    together = interaction.documented(claim, mine)
    if together is not None:
        steps.append(together)
        answer, absence, reason = Label.INSUFFICIENT, None, "what is documented of the two together must be read"
    elif not adequacy.adequate:
        answer, absence, reason = Label.NOT_ASSESSED, Absence.SEARCH_INADEQUATE, adequacy.reason
    elif laboratory is not None:
        answer, absence, reason = (
            Label.NO_HUMAN_EVIDENCE,
            Absence.ANIMAL_ONLY,
            "only animal or laboratory work was found",
        )
    elif unread:
        answer, absence, reason = (
            Label.NOT_ASSESSED,
            None,
            "the records on the question could not be read for what they found",
        )
    else:
        answer, absence = Label.NO_STUDIES, Absence.OFF_QUESTION if off or near else Absence.NO_RECORDS
        reason = (
            "records were found, but none on the question as asked"
            if absence is Absence.OFF_QUESTION
            else "no record was found"
        )
    if laboratory is not None:
        steps.append(Step("animal or laboratory work", 0, "verdict.absence.v1", tuple(f"PMID {item.pmid}" for item in laboratory.studies),
                          "Animal and laboratory work bears on this, and says nothing yet about people."))  # fmt: skip
    steps.append(
        Step(
            "absence",
            0,
            "verdict.absence.v1",
            (str(absence) if absence else "unread",),
            f"What could be read does not answer the question as asked: {reason}.",
        )
    )
    if near is not None:
        steps += [
            replace(step, sentence=f"For the claim as asked, the nearest evidence counts less. {step.sentence}")
            for step in near[1].steps
            if step.domain == "indirectness"
        ]
    return Verdict(
        claim_id=claim.id, label=answer, certainty=near[1] if near else None, size=None, absence=absence, reasons=tuple(steps),
        overclaim=overclaim.overclaim_of(claim, answer, None), safety=(), nearest=near[0] if near else None, fragility=None, ocebm=None, caption=None,
        sentence=wording.sentence_for(claim, answer, None, absence, reason),
    )  # fmt: skip


def _better_answered(
    question: Question, mine: tuple[Appraisal, ...], years: dict[str, int | None]
) -> NearestQuestion | None:
    """A near question that has more of an answer than "insufficient", or None."""
    near = nearest.nearest_of(question, mine, years, settled=True)
    return near[0] if near else None


def _absent(question: Question, answer: Label, absence: Absence | None, rule: str, reason: str) -> Verdict:
    claim = question.claim
    step = Step(
        {"verdict.kind.v1": "kind of claim", "verdict.reading.v1": "reading of the claim"}.get(rule, "absence"),
        0,
        rule,
        (str(claim.kind),),
        reason[0].upper() + reason[1:] + ".",
    )
    return Verdict(
        claim_id=claim.id, label=answer, certainty=None, size=None, absence=absence, reasons=(step,), overclaim=None, safety=(),
        nearest=None, fragility=None, ocebm=None, caption=None, sentence=wording.sentence_for(claim, answer, None, absence, reason),
    )  # fmt: skip


def _trust_steps(mine: tuple[Appraisal, ...]) -> tuple[Step, ...]:
    said = {
        Trust.RETRACTED: "left out: it is retracted.",
        Trust.SUPERSEDED: "left out: a newer version of it counts.",
        Trust.CONCERN: "held out: it is under an expression of concern.",
    }
    return tuple(
        Step("trust", 0, "verdict.trust.v2", (f"PMID {item.pmid}",), f"PMID {item.pmid} is {said[item.trust]}")
        for item in mine
        if item.trust in said and item.match.intervention in ON and item.match.outcome in ON
    )


def _caption(body: Body, certainty: Certainty) -> str:
    if len(certainty.studies) != 1:
        return f"on these {len(certainty.studies)} studies"
    return "on this one review" if body.studies[0].design is Design.SYSTEMATIC_REVIEW else "on this one study"


def _counted(body: Body) -> tuple[Step, ...]:
    counted = ", ".join(f"PMID {item.pmid}" for item in body.studies)
    return (
        Step("evidence", 0, "grade.body.v1", tuple(f"PMID {pmid}: {reason}" for pmid, reason in body.left_out),
             f"Judged on {body.stream}: {counted}." + (f" On the question but not counted again: {len(body.left_out)}." if body.left_out else "")),
    )  # fmt: skip


def _disputed(body: Body) -> tuple[Step, ...]:
    """Studies that count and that the second reading takes to have found something else."""
    return tuple(
        Step("second reading", 0, "verdict.disputed.v1", (f"PMID {item.pmid}", str(item.finding), str(item.disputed)),
             f"PMID {item.pmid} counts as the rules read it ({item.finding}); a second reading takes it to have found: {item.disputed}. Read it yourself.")
        for item in body.studies if item.disputed is not None
    )  # fmt: skip


def _relabel(question: Question, body: Body, rest: tuple[Appraisal, ...]) -> Label:
    certainty: Certainty = grade(replace(body, studies=rest), question.claim.outcome_concept, question.wanted)
    return label.label_of(certainty, question.wanted, negated=question.claim.negated)[0]
