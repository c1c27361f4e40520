"""A body of evidence → its Certainty, with every step. Pure."""

from claims.records import Concept
from pipeline.grade import body as bodies_module
from pipeline.grade import direction, rules
from pipeline.grade.body import LABORATORY, Body
from pipeline.grade.levels import moved
from pipeline.records import Certainty, Design, Finding, Level, Step

_START = {
    "randomised trials": (Level.HIGH, "Randomised trials start at high certainty."),
    "observational studies": (Level.LOW, "Observational studies start at low certainty."),
    "case reports": (Level.VERY_LOW, "Case reports start at very low certainty."),
}
_STATED = {"very low": Level.VERY_LOW, "low": Level.LOW, "moderate": Level.MODERATE, "high": Level.HIGH}
RULES = (
    bodies_module.RULE, direction.RULE, "grade.start.v1", "grade.stated_certainty.v1", "grade.risk_of_bias.v1", "grade.inconsistency.v1",
    "grade.single_trial.v3 (ours)", "grade.reviews_disagree.v1 (ours)", "grade.indirectness.v2", "grade.imprecision.v2", "grade.publication_bias.v1",
    "grade.part_for_whole.v1 (ours)", "grade.parts_disagree.v1 (ours)", "grade.restricted.v1 (ours)", "grade.small_studies.v1 (ours)", "grade.reading.v1 (ours)", "grade.abstract_only.v2 (ours)", "grade.large_effect.v1", "grade.large_cohorts.v1 (ours)",
)  # fmt: skip


def grade(body: Body, outcome: Concept, wanted: Finding | None = None) -> Certainty:
    """Start by stream, then each rule in turn; kept within Very low and High. `wanted`: the finding that would bear the claim out, if known.

    A review that states its own certainty is taken at its word, quoted; only our own indirectness is applied to it.
    Animal and laboratory work is not graded: its level is None.
    """
    summary = direction.summarise(body, outcome, wanted)
    pmids = tuple(item.pmid for item in body.studies)
    people = rules.people_in(body.studies)
    if body.stream == LABORATORY:
        return Certainty(body.stream, None, (), None, summary.finding, False, pmids, people)
    stated = next(
        (item for item in body.studies if item.design is Design.SYSTEMATIC_REVIEW and item.stated_certainty), None
    )
    if stated is not None and stated.finding is summary.finding:
        level = _STATED[stated.stated_certainty or "very low"]
        quote = stated.stated_certainty_span.text if stated.stated_certainty_span else None
        start = Step(
            "start",
            0,
            "grade.stated_certainty.v1",
            (f"PMID {stated.pmid}",),
            f"The review itself rates the evidence as {level} certainty.",
            quote,
        )
        lowering: tuple[rules.Rule, ...] = (rules.indirectness,)
    else:
        level, sentence = _START[body.stream]
        start = Step("start", 0, "grade.start.v1", (body.stream,), sentence)
        lowering = rules.LOWERING
    steps = [start, *(step for rule in lowering if (step := rule(body, summary, outcome)))]
    if lowering is rules.LOWERING:
        silent = rules.abstract_only(body, summary, frozenset(step.domain for step in steps))
        steps += [silent] if silent else []
        # What one study that watched has seen is not raised: nobody else has seen it yet.
        alone = body.stream != "randomised trials" and rules.only_study(summary) is not None
        if not alone and not any(step.change < 0 for step in steps):
            steps += [step for rule in rules.RAISING if (step := rule(body, summary, outcome))]
        capped = rules.one_study_at_most(summary, moved(level, sum(step.change for step in steps)))
        steps += [capped] if capped else []
    final = moved(level, sum(step.change for step in steps))
    null = summary.precise_null or summary.trivial
    return Certainty(body.stream, level, tuple(steps), final, summary.finding, null, pmids, people)
