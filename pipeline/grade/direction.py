"""What a body of evidence says as a whole: each study weighted by the root of its people, never by counting votes."""

from dataclasses import dataclass
from math import sqrt

from claims.records import Concept
from pipeline.grade.body import Body
from pipeline.grade.mids import is_benefit, least_claimed, threshold_for
from pipeline.records import Appraisal, Effect, Finding

RULE = "grade.direction.v3"
# A study that does not say how many people it had weighs like one of 50.
_UNKNOWN_PEOPLE = 50
_AGREEMENT = 2 / 3
_CONFLICT = 1 / 4
_CLASH = 2 / 5


@dataclass(frozen=True, slots=True)
class Summary:
    """`agreeing`: the studies that bear the finding out. `split`: shares of increased, decreased, no difference, mixed."""

    finding: Finding
    agreeing: tuple[Appraisal, ...]
    split: tuple[float, float, float, float]
    consistent: bool
    precise_null: bool
    trivial: bool


def summarise(body: Body, outcome: Concept, wanted: Finding | None = None) -> Summary:
    """`wanted` is the finding that would bear the claim out: a null is precise, too, where it excludes just that."""
    order = (Finding.INCREASED, Finding.DECREASED, Finding.NO_SIGNIFICANT_DIFFERENCE, Finding.MIXED)
    weights = dict.fromkeys(order, 0.0)
    for appraisal in body.studies:
        weights[appraisal.finding] += sqrt(appraisal.participants or _UNKNOWN_PEOPLE)
    total = sum(weights.values())
    up, down, none, mixed = (round(weights[finding] / total, 4) for finding in order)
    # Against one another, not as shares of the whole: a study without a difference must not settle a conflict between the others.
    clashing = up + down > 0 and min(up, down) / (up + down) >= _CONFLICT
    if min(up, down) >= _CONFLICT:
        finding = Finding.MIXED
    elif none >= max(up, down, mixed):
        finding = Finding.NO_SIGNIFICANT_DIFFERENCE
    elif clashing or mixed >= max(up, down):
        finding = Finding.MIXED
    else:
        finding = Finding.INCREASED if up > down else Finding.DECREASED
    if any({item.finding, finding} == {Finding.INCREASED, Finding.DECREASED} for item in body.disputing):
        finding = Finding.MIXED  # two reviews, neither smaller, say the opposite
    everyone = finding is Finding.MIXED
    agreeing = tuple(appraisal for appraisal in body.studies if everyone or appraisal.finding is finding)
    best = max(up, down, none)
    null_effects = [appraisal for appraisal in agreeing if appraisal.effect is not None]
    precise = finding is Finding.NO_SIGNIFICANT_DIFFERENCE and any(
        _is_precise_null(item, outcome) or _excludes(item, outcome, wanted) for item in null_effects
    )
    if precise and max(up, down) >= _CLASH:
        # As much is proven one way as is excluded the other: neither answer is the evidence's.
        finding, agreeing, precise = Finding.MIXED, body.studies, False
    trivial = finding in {Finding.INCREASED, Finding.DECREASED} and _all_trivial(agreeing, outcome)
    return Summary(finding, agreeing, (up, down, none, mixed), best >= _AGREEMENT, precise, trivial)


def _is_precise_null(appraisal: Appraisal, outcome: Concept) -> bool:
    """The whole interval lies within what is trivial; without one, a value near the null from at least 2,000 people."""
    effect = appraisal.effect
    if effect is None:
        return False
    band = threshold_for(outcome, effect)
    if band is None:
        return False
    if effect.low is not None and effect.high is not None:
        inside = band.low <= effect.low and effect.high <= band.high
        # For a grave outcome a bound on the null leaves room for a small harm: that is no "no".
        return inside and (not band.grave or effect.low < 1.0 < effect.high)
    null = 1.0 if effect.measure in {"RR", "OR", "HR"} else 0.0
    near = abs(effect.value - null) <= min(abs(band.low - null), abs(band.high - null)) / 2
    return near and (appraisal.participants or 0) >= 2000


def _excludes(appraisal: Appraisal, outcome: Concept, wanted: Finding | None) -> bool:
    """Whether the interval leaves no room for an effect of the claimed direction that would matter, whatever room it leaves for the opposite
    ("prevents dementia": 1.12, 0.94 to 1.33). Ratios only: the sign of a difference depends on what was taken from what."""
    effect = appraisal.effect
    if effect is None or effect.measure not in {"RR", "OR", "HR"} or effect.low is None or effect.high is None:
        return False
    band = least_claimed(outcome, effect, benefit=is_benefit(wanted, outcome))
    if band is None or not effect.low < 1.0 < effect.high:
        return False
    if wanted is Finding.DECREASED:
        return effect.low >= band.low
    return wanted is Finding.INCREASED and effect.high <= band.high


def _all_trivial(agreeing: tuple[Appraisal, ...], outcome: Concept) -> bool:
    """Significant, yet below the smallest difference that matters, in every study that gives an effect (7 minutes of sleep)."""
    judged = [verdict for item in agreeing if item.effect and (verdict := is_trivial(item.effect, outcome)) is not None]
    return bool(judged) and all(judged)


def is_trivial(effect: Effect, outcome: Concept) -> bool | None:
    band = threshold_for(outcome, effect)
    if band is None or band.grave:
        return None  # a proven difference in deaths or cancers is never trivial
    if effect.low is None or effect.high is None:
        return None if effect.measure != "MD" else band.low < effect.value < band.high
    return band.low <= effect.low and effect.high <= band.high
