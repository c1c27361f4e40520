"""Precision, judged against what would matter and not against the null; and what an abstract is silent on."""

from claims.records import Concept
from pipeline.grade.body import Body
from pipeline.grade.direction import Summary
from pipeline.grade.mids import is_benefit, threshold_for, within_default
from pipeline.grade.rules.people import FEW, VERY_FEW, people_in
from pipeline.records import Appraisal, Design, Finding, Step


def imprecision(_body: Body, summary: Summary, outcome: Concept) -> Step | None:
    """Against a threshold, not against the null. Counts only the studies that agree with the result.

    An interval that reaches into effects too small to matter −1; without one, fewer than 400 people −1, than 100 −2.
    """
    people = people_in(summary.agreeing)
    for item in sorted(summary.agreeing, key=lambda study: -(study.participants or 0)):
        effect = item.effect
        band = threshold_for(outcome, effect) if effect else None
        if effect is None or effect.low is None or effect.high is None:
            continue
        if band is None:
            return _imprecise(
                -1, item.pmid, effect.span.text, "no threshold is known for what difference would matter here"
            )
        if summary.finding is Finding.NO_SIGNIFICANT_DIFFERENCE or summary.trivial:
            return (
                None
                if summary.precise_null or summary.trivial
                else _imprecise(
                    -1, item.pmid, effect.span.text, "the interval leaves room for a difference that matters"
                )
            )
        if band.low < effect.high and effect.low < band.high:
            small = band.grave and is_benefit(summary.finding, outcome) and within_default(effect)
            why = (
                "the whole interval is of effects that are usually called little or none, though for a grave outcome they may matter"
                if small
                else f"the interval reaches into effects too small to matter ({band.source})"
            )
            return _imprecise(-2 if small else -1, item.pmid, effect.span.text, why)
        break
    if people is None:
        return None
    if people < VERY_FEW:
        return _imprecise(-2, f"{people} people", None, f"only {people} people in the studies that agree")
    if people < FEW and summary.finding is Finding.NO_SIGNIFICANT_DIFFERENCE:
        why = f"only {people} people in the studies that agree: a result without a difference leaves room for benefit and for harm"
        return _imprecise(-2, f"{people} people", None, why)
    if people < FEW:
        return _imprecise(-1, f"{people} people", None, f"only {people} people in the studies that agree")
    return None


def _imprecise(change: int, source: str, quote: str | None, why: str) -> Step:
    return Step("imprecision", change, "grade.imprecision.v2", (source,), f"Lowered: {why}.", quote)


def _well_powered(item: Appraisal) -> bool:
    """A p value tells of precision only where it is known how many people stand behind it."""
    return item.effect is not None and item.effect.p is not None and (item.participants or 0) >= FEW


def abstract_only(body: Body, summary: Summary, lowered: frozenset[str]) -> Step | None:
    """Silence on methods or precision lowers once, over both together (ours): silence is not a flaw of the study.

    `lowered` names the domains that other rules have lowered already; silence on those is not held against it twice.
    """
    observed = body.stream == "observational studies"
    telling = {"adjusted for other causes"} if observed else {"blinded", "low risk of bias", "concealed allocation"}
    if observed and all(item.design is Design.CONTROLLED_TRIAL for item in summary.agreeing):
        telling = {"blinded", "low risk of bias", "adjusted for other causes"}
    methods = any(signal.name in telling for item in summary.agreeing for signal in item.signals)
    precision = any(
        item.effect is not None and (item.effect.low is not None or _well_powered(item)) for item in summary.agreeing
    )
    silent = [
        word
        for word, known, domain in (("methods", methods, "risk of bias"), ("precision", precision, "imprecision"))
        if not known and domain not in lowered
    ]
    if not silent:
        return None
    return Step("abstract only", -1, "grade.abstract_only.v2 (ours)", tuple(f"PMID {item.pmid}" for item in summary.agreeing),
                f"Lowered once: what is at hand is silent on {' and '.join(silent)}.")  # fmt: skip
