"""How much, in words: only where an effect and a unit, or a standardised effect, is reported."""

from claims.records import Concept
from pipeline.grade.direction import is_trivial
from pipeline.records import Appraisal, Effect

RULE = "verdict.size.v1"


def size_of(studies: tuple[Appraisal, ...], outcome: Concept) -> str | None:
    """One sentence on the effect of the study with most people that reports one; None where none does."""
    with_effect = [item for item in studies if item.effect is not None]
    if not with_effect:
        return None
    best = max(
        with_effect,
        key=lambda item: (
            item.effect is not None and item.effect.low is not None,
            item.participants or 0,
            -int(item.pmid),
        ),
    )
    effect = best.effect
    if effect is None:
        return None
    shown = _shown(effect)
    word = _word(effect, outcome)
    return f"{word}{shown} (PMID {best.pmid})."


def _word(effect: Effect, outcome: Concept) -> str:
    """Cohen's words for a standardised effect, and "little or none" for one below what matters; else none."""
    size = abs(effect.value)
    if is_trivial(effect, outcome) or (effect.measure == "SMD" and size < 0.2):
        return "Little or none: "
    if effect.measure != "SMD":
        return ""
    return "Small: " if size < 0.5 else "Medium: " if size < 0.8 else "Large: "


def _shown(effect: Effect) -> str:
    unit = f" {effect.unit}" if effect.unit else ""
    interval = (
        f" (95 % interval {effect.low:g} to {effect.high:g})"
        if effect.low is not None and effect.high is not None
        else ""
    )
    names = {
        "RR": "risk ratio",
        "OR": "odds ratio",
        "HR": "hazard ratio",
        "SMD": "standardised difference",
        "MD": "difference",
    }
    return f"{names.get(effect.measure, effect.measure)} {effect.value:g}{unit}{interval}"
