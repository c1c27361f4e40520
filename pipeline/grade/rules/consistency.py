"""Whether the studies agree, and whether there are several."""

from claims.records import Concept
from pipeline.appraise.appraise import PARTS_DISAGREE
from pipeline.grade.body import Body
from pipeline.grade.direction import Summary
from pipeline.grade.levels import ORDER
from pipeline.grade.rules.people import FEW, VERY_FEW, signals_named
from pipeline.records import Appraisal, Design, Level, Step

_VARIED = {"results varied", "I² of 50 % or more"}


def inconsistency(body: Body, summary: Summary, _outcome: Concept) -> Step | None:
    """Conflicting directions, I² of 50 % or more, or a review that says its trials varied: −1. May only lower."""
    up, down, none, mixed = summary.split
    varied = [(item, signal) for item, signal in signals_named(body, _VARIED) if item in summary.agreeing]
    if summary.consistent and not varied:
        return None
    inputs = (
        f"increased {up}, decreased {down}, no difference {none}, mixed {mixed}",
        *(f"PMID {item.pmid}: {signal.name}" for item, signal in varied),
    )
    disagreed = "the study reports mixed results" if len(body.studies) == 1 else "the studies do not agree"
    why = disagreed if not summary.consistent else "results varied widely between the trials"
    return Step(
        "inconsistency",
        -1,
        "grade.inconsistency.v1",
        inputs,
        f"Lowered: {why}.",
        varied[0][1].span.text if varied else None,
    )


def only_study(summary: Summary) -> Appraisal | None:
    """The one primary study that carries the result; a review of one trial is that trial. What says "no" is the interval, so only studies
    that give an effect carry a precise null."""
    carrying = [item for item in summary.agreeing if item.effect is not None or not summary.precise_null]
    several = len(carrying) > 1 or any(
        item.design is Design.SYSTEMATIC_REVIEW and item.included_studies != 1 for item in carrying
    )
    return carrying[0] if carrying and not several else None


def one_study_at_most(summary: Summary, level: Level) -> Step | None:
    """One study: whether others would agree is unknown. At most Moderate; of fewer than 400 people at most Low, of fewer than 100 Very low (ours)."""
    only = only_study(summary)
    if only is None:
        return None
    people = only.participants or 0
    most, told = (
        (Level.MODERATE, "moderate") if people >= FEW else (Level.LOW, "low, with so few people") if people >= VERY_FEW or not people
        else (Level.VERY_LOW, "very low, with a handful of people")
    )  # fmt: skip
    above = ORDER.index(level) - ORDER.index(most)
    if above <= 0:
        return None
    return Step(
        "inconsistency", -above, "grade.single_trial.v3 (ours)", (f"PMID {only.pmid}",),
        f"At most {told}: one study only; whether others would agree is not known.",
    )  # fmt: skip


def reviews_disagree(body: Body, _summary: Summary, _outcome: Concept) -> Step | None:
    """Another review of the same question, no smaller than the one that counts, found something else (ours)."""
    if not body.disputing:
        return None
    return Step(
        "inconsistency", -1, "grade.reviews_disagree.v1 (ours)",
        tuple(f"PMID {item.pmid}: {item.finding}" for item in body.disputing),
        f"Lowered: another review of the same question, no smaller, found otherwise (PMID {', '.join(item.pmid for item in body.disputing)}).",
    )  # fmt: skip


def parts_disagree(_body: Body, summary: Summary, _outcome: Concept) -> Step | None:
    """The studies that carry the result report something else of parts of the outcome (ours)."""
    if not summary.agreeing or not all(PARTS_DISAGREE in item.flags for item in summary.agreeing):
        return None
    return Step("inconsistency", -1, "grade.parts_disagree.v1 (ours)", tuple(f"PMID {item.pmid}" for item in summary.agreeing),
                "Lowered: parts of the outcome did not move like the whole.")  # fmt: skip
