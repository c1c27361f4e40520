"""Risk of bias and publication bias: how the studies were made, and which may be missing."""

from claims.records import Concept
from pipeline.grade.body import Body
from pipeline.grade.direction import Summary
from pipeline.grade.rules.people import signals_named
from pipeline.records import Design, Step

_FLAWS = {"not blinded", "no control group", "methods criticised", "many dropped out"}


def risk_of_bias(body: Body, summary: Summary, _outcome: Concept) -> Step | None:
    """PMC5393017: one serious limitation in studies that hold at least half of the people −1, two kinds of it −2."""
    found = [(item, signal) for item, signal in signals_named(body, _FLAWS) if item in summary.agreeing]
    if not found:
        return None
    flawed = {item.pmid for item, _ in found}
    share = sum((item.participants or 50) for item in summary.agreeing if item.pmid in flawed)
    if share * 2 < sum((item.participants or 50) for item in summary.agreeing):
        return None
    kinds = sorted({signal.name for _, signal in found})
    change = -2 if len(kinds) >= 2 else -1
    return Step(
        "risk of bias", change, "grade.risk_of_bias.v1", tuple(f"PMID {item.pmid}: {signal.name}" for item, signal in found),
        f"Lowered: the studies that carry the result have weaknesses ({', '.join(kinds)}).", found[0][1].span.text,
    )  # fmt: skip


def small_studies(_body: Body, summary: Summary, _outcome: Concept) -> Step | None:
    """Only small studies (each below 100 people), at least two: small studies without an effect are rarely printed (ours)."""
    sizes = [item.participants for item in summary.agreeing]
    if (
        len(sizes) < 2
        or any(item.design is Design.SYSTEMATIC_REVIEW for item in summary.agreeing)
        or not all(size and size < 100 for size in sizes)
    ):
        return None
    return Step("publication bias", -1, "grade.small_studies.v1 (ours)", tuple(f"PMID {item.pmid}: {item.participants} people" for item in summary.agreeing),
                "Lowered: only small studies, each below 100 people.")  # fmt: skip


def publication_bias(body: Body, summary: Summary, _outcome: Concept) -> Step | None:
    """Only where a review itself says so; the look of a funnel cannot be judged from abstracts."""
    found = [
        (item, signal)
        for item, signal in signals_named(body, {"publication bias suspected"})
        if item in summary.agreeing
    ]
    if not found:
        return None
    return Step("publication bias", -1, "grade.publication_bias.v1", tuple(f"PMID {item.pmid}" for item, _ in found),
                "Lowered: studies without an effect seem to be missing from print.", found[0][1].span.text)  # fmt: skip
