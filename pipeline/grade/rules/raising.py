"""What raises observational studies where nothing lowered them."""

from claims.records import Concept
from pipeline.grade.body import Body
from pipeline.grade.direction import Summary
from pipeline.grade.rules.people import people_in
from pipeline.records import Design, Step


def large_effect(body: Body, summary: Summary, _outcome: Concept) -> Step | None:
    """RR of 2 or more, or 0.5 or less, +1; 5 or 0.2, +2; observational studies only (PMID 21802902)."""
    if body.stream != "observational studies":
        return None
    for item in summary.agreeing:
        effect = item.effect
        if effect is None or effect.measure not in {"RR", "OR", "HR"} or effect.low is None or effect.high is None:
            continue
        size = max(effect.value, 1 / effect.value)
        if size >= 2 and not effect.low <= 1 <= effect.high:
            return Step("large effect", 2 if size >= 5 else 1, "grade.large_effect.v1", (f"PMID {item.pmid}",),
                        "Raised: the effect is large.", effect.span.text)  # fmt: skip
    return None


_MANY = 100_000


def large_cohorts(body: Body, summary: Summary, _outcome: Concept) -> Step | None:
    """A precise null from controlled cohorts of 100,000 people or more: chance and size cannot hide a harm (ours)."""
    people = (
        people_in(tuple(item for item in summary.agreeing if item.design in {Design.COHORT, Design.SYSTEMATIC_REVIEW}))
        or 0
    )
    if body.stream != "observational studies" or not summary.precise_null or people < _MANY:
        return None
    return Step(
        "large cohorts",
        1,
        "grade.large_cohorts.v1 (ours)",
        (f"{people:,} people",),
        "Raised: very large controlled cohorts agree that there is no difference.",
    )
