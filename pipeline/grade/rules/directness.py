"""Whether the studies answer the question as asked."""

from claims.records import Concept
from pipeline.appraise.appraise import UNNAMED
from pipeline.grade.body import Body
from pipeline.grade.direction import Summary
from pipeline.grade.rules.people import people_in
from pipeline.records import Match, Step


def indirectness(body: Body, _summary: Summary, _outcome: Concept) -> Step | None:
    """By seriousness: another group, form, situation or outcome −1; two of them, or another intervention, −2."""
    worst, which = 0, None
    reasons: dict[str, None] = {}
    for item in body.studies:
        match = item.match
        group = Match.DIFFERENT in {match.population, match.form, match.dose, match.duration}
        situation = match.context is Match.DIFFERENT
        outcome = match.outcome not in {Match.SAME, Match.NARROWER}
        acting = match.intervention not in {Match.SAME, Match.NARROWER}
        change = -min(2, group + 2 * situation + outcome + 2 * acting)
        if change:
            reasons.update(dict.fromkeys(item.match.notes))
        if change < worst:
            worst, which = change, item
    if which is None:
        return None
    return Step(
        "indirectness", worst, "grade.indirectness.v2", tuple(f"PMID {item.pmid}: {'; '.join(item.match.notes) or 'direct'}" for item in body.studies),
        f"Lowered: the studies do not answer the question as asked ({'; '.join(reasons)}).",
    )  # fmt: skip


def part_for_whole(_body: Body, summary: Summary, _outcome: Concept) -> Step | None:
    """Every study that agrees is on a part of the question only: one strain, one salt, one kind of stroke (ours)."""
    if not summary.agreeing or not all(
        Match.NARROWER in {item.match.intervention, item.match.outcome} for item in summary.agreeing
    ):
        return None
    named = dict.fromkeys(
        name for item in summary.agreeing for name in (item.match.studied, item.match.measured) if name
    )
    return Step("indirectness", -1, "grade.part_for_whole.v1 (ours)", tuple(f"PMID {item.pmid}" for item in summary.agreeing),
                f"Lowered: the studies are on a part of the question only ({', '.join(named)}).")  # fmt: skip


def restricted(_body: Body, summary: Summary, _outcome: Concept) -> Step | None:
    """A result that its authors limit to some people answers a claim about everyone only indirectly (ours)."""
    found = [
        (item, signal)
        for item in summary.agreeing
        for signal in item.signals
        if signal.name == "holds for some people only"
    ]
    people = people_in(summary.agreeing) or 0
    if not found or sum(item.participants or 50 for item, _ in found) * 2 < people:
        return None
    return Step("indirectness", -1, "grade.restricted.v1 (ours)", tuple(f"PMID {item.pmid}" for item, _ in found),
                "Lowered: the authors limit the result to some people; the claim does not.", found[0][1].span.text)  # fmt: skip


def reading(_body: Body, summary: Summary, _outcome: Concept) -> Step | None:
    """The sentences that the result was read from do not name the outcome: the reading itself is uncertain (ours)."""
    if not summary.agreeing or not all(UNNAMED in item.flags for item in summary.agreeing):
        return None
    return Step("reading", -1, "grade.reading.v1 (ours)", tuple(f"PMID {item.pmid}" for item in summary.agreeing),
                "Lowered: the result was read from sentences that do not name the outcome; read them yourself.")  # fmt: skip
