"""The rules of grading, one function each: a body and what it says → a step, or nothing where the rule is silent.

Each returns at most one `Step` with its name and version, its inputs, one sentence and a quote where there is one.
"""

from collections.abc import Callable

from claims.records import Concept
from pipeline.appraise.appraise import PARTS_DISAGREE, UNNAMED
from pipeline.grade.body import Body
from pipeline.grade.direction import Summary
from pipeline.grade.mids import threshold_for
from pipeline.records import Appraisal, Design, Finding, Match, Signal, Step

Rule = Callable[[Body, Summary, Concept], Step | None]

_FLAWS = {"not blinded", "no control group", "methods criticised", "many dropped out"}
# Fewer people than this leave a difference in averages imprecise (GRADE's optimal information size, by rule of thumb).
_FEW = 400
_VARIED = {"results varied", "I² of 50 % or more"}


def _signals(body: Body, names: set[str]) -> list[tuple[Appraisal, Signal]]:
    return [(item, signal) for item in body.studies for signal in item.signals if signal.name in names]


def people_in(items: tuple[Appraisal, ...]) -> int | None:
    counts = [item.participants for item in items if item.participants]
    return sum(counts) if counts else None


def risk_of_bias(body: Body, summary: Summary, _outcome: Concept) -> Step | None:
    """PMC5393017: one serious limitation in studies that hold at least half of the people −1, two kinds of it −2."""
    found = [(item, signal) for item, signal in _signals(body, _FLAWS) if item in summary.agreeing]
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


def inconsistency(body: Body, summary: Summary, _outcome: Concept) -> Step | None:
    """Conflicting directions, I² of 50 % or more, or a review that says its trials varied: −1. May only lower."""
    up, down, none, mixed = summary.split
    varied = [(item, signal) for item, signal in _signals(body, _VARIED) if item in summary.agreeing]
    if summary.consistent and not varied:
        return None
    inputs = (
        f"increased {up}, decreased {down}, no difference {none}, mixed {mixed}",
        *(f"PMID {item.pmid}: {signal.name}" for item, signal in varied),
    )
    why = "the studies do not agree" if not summary.consistent else "results varied widely between the trials"
    return Step(
        "inconsistency",
        -1,
        "grade.inconsistency.v1",
        inputs,
        f"Lowered: {why}.",
        varied[0][1].span.text if varied else None,
    )


def single_trial(_body: Body, summary: Summary, _outcome: Concept) -> Step | None:
    """One primary study: whether others would agree is unknown, so certainty is at most Moderate (ours)."""
    primary = [item for item in summary.agreeing if item.design is not Design.SYSTEMATIC_REVIEW]
    reviews = [item for item in summary.agreeing if item.design is Design.SYSTEMATIC_REVIEW]
    if len(primary) != 1 or any((item.included_studies or 2) > 1 for item in reviews):
        return None
    return Step(
        "inconsistency", -1, "grade.single_trial.v1 (ours)", (f"PMID {primary[0].pmid}",),
        "Lowered: one study only; whether others would agree is not known.",
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


def indirectness(body: Body, _summary: Summary, _outcome: Concept) -> Step | None:
    """By seriousness: another group, form, situation or outcome −1; two of them, or another intervention, −2."""
    worst, which = 0, None
    reasons: dict[str, None] = {}
    for item in body.studies:
        match = item.match
        group = Match.DIFFERENT in {match.population, match.form}
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
        "indirectness", worst, "grade.indirectness.v1", tuple(f"PMID {item.pmid}: {'; '.join(item.match.notes) or 'direct'}" for item in body.studies),
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


def parts_disagree(_body: Body, summary: Summary, _outcome: Concept) -> Step | None:
    """The studies that carry the result report something else of parts of the outcome (ours)."""
    if not summary.agreeing or not all(PARTS_DISAGREE in item.flags for item in summary.agreeing):
        return None
    return Step("inconsistency", -1, "grade.parts_disagree.v1 (ours)", tuple(f"PMID {item.pmid}" for item in summary.agreeing),
                "Lowered: parts of the outcome did not move like the whole.")  # fmt: skip


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
            return _imprecise(
                -1,
                item.pmid,
                effect.span.text,
                f"the interval reaches into effects too small to matter ({band.source})",
            )
        break
    if people is None:
        return None
    if people < 100:
        return _imprecise(-2, f"{people} people", None, f"only {people} people in the studies that agree")
    if people < _FEW:
        return _imprecise(-1, f"{people} people", None, f"only {people} people in the studies that agree")
    return None


def _imprecise(change: int, source: str, quote: str | None, why: str) -> Step:
    return Step("imprecision", change, "grade.imprecision.v1", (source,), f"Lowered: {why}.", quote)


def publication_bias(body: Body, summary: Summary, _outcome: Concept) -> Step | None:
    """Only where a review itself says so; the look of a funnel cannot be judged from abstracts."""
    found = [
        (item, signal) for item, signal in _signals(body, {"publication bias suspected"}) if item in summary.agreeing
    ]
    if not found:
        return None
    return Step("publication bias", -1, "grade.publication_bias.v1", tuple(f"PMID {item.pmid}" for item, _ in found),
                "Lowered: studies without an effect seem to be missing from print.", found[0][1].span.text)  # fmt: skip


def _well_powered(item: Appraisal) -> bool:
    """A p value tells of precision only where it is known how many people stand behind it."""
    return item.effect is not None and item.effect.p is not None and (item.participants or 0) >= _FEW


def abstract_only(body: Body, summary: Summary, lowered: frozenset[str]) -> Step | None:
    """Silence on methods or precision lowers once, over both together (ours): silence is not a flaw of the study.

    `lowered` names the domains that other rules have lowered already; silence on those is not held against it twice.
    """
    observed = body.stream == "observational studies"
    telling = {"adjusted for other causes"} if observed else {"blinded", "low risk of bias", "concealed allocation"}
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
    return Step("abstract only", -1, "grade.abstract_only.v1 (ours)", tuple(f"PMID {item.pmid}" for item in summary.agreeing),
                f"Lowered once: what is at hand is silent on {' and '.join(silent)}.")  # fmt: skip


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


LOWERING: tuple[Rule, ...] = (
    risk_of_bias, inconsistency, single_trial, reviews_disagree, indirectness, part_for_whole, parts_disagree, restricted, imprecision, publication_bias, small_studies, reading,
)  # fmt: skip
RAISING: tuple[Rule, ...] = (large_effect, large_cohorts)
