"""Kind, checkability and priority of a claim, by rules on its concepts and wording."""

import re

from claims.extract.modifiers import WITHDRAWAL
from claims.records import Concept, Direction, Kind, Priority

_UNFALSIFIABLE = re.compile(
    r"\b(?:toxins?|detox\w*|energy\s+(?:flow|field|levels\s+of\s+the\s+universe)|vitality|wellness|well-?being\s+of\s+the\s+soul|vibrations?|harmony|chakras?|aura|life\s+force|inner\s+(?:peace|balance)|soul|vibe)\b",
    re.I,
)
_GRAVE = re.compile(
    r"\b(?:cancer|tumou?r|stroke|heart\s+(?:attack|disease|failure)|death|mortality|die|dementia|alzheimer\w*|autism|seizures?|fits|epilep\w*|suicid\w*|overdose"
    r"|kidney|liver|diabetes|hiv|sepsis|bleeding|haemorrhage|poison\w*|alkalosis|arrhythmia|covid\S*|meningitis|pregnan\w*|miscarriage|birth\s+defects?|neural\s+tube|psychosis)\b",
    re.I,
)
_COMFORT = re.compile(
    r"\b(?:performance|soreness|strength|muscle|endurance|skin|hair|nails?|bloating|relaxation|stress|tingling|comfort|alertness|focus|concentration|breath|wrinkles|oxygen\s+cost)\b",
    re.I,
)


def kind_of(intervention: Concept, outcome: Concept, direction: Direction, worded: str) -> Kind:
    """Benefit, harm, two substances together, or a molecule: by the intervention's and outcome's kind and the direction."""
    if (
        re.search(r"\bexposure\s+to\b|\bblood\s+levels?\s+of\b|\beffect\s+of\s+the\s+(?:pill|drug)\b", worded, re.I)
        and outcome.kind == "unknown"
    ):
        return Kind.MECHANISM
    bad = outcome.valence < 0
    if direction in {Direction.CAUSES, Direction.WORSENS}:
        return Kind.SAFETY
    if direction is Direction.INCREASES and bad:
        return Kind.SAFETY
    if direction is Direction.ASSOCIATED and (bad or intervention.kind in {"exposure", "drug", "unknown"}):
        return Kind.SAFETY
    if direction is Direction.DECREASES and outcome.valence > 0:
        return Kind.SAFETY
    if outcome.kind == "biomarker" and outcome.valence == 0:
        return Kind.MECHANISM
    return Kind.EFFICACY


def not_checkable_because(outcome: Concept, worded: str) -> str | None:
    """Why nothing could settle the claim, or None."""
    if _UNFALSIFIABLE.search(worded):
        return f"“{worded}” names nothing that a study could measure"
    if outcome.kind == "vague" and not outcome.measures:
        return f"“{worded}” is too vague: no measurable outcome stands for it"
    return None


def priority_of(outcome_words: str, situation: str, kind: Kind) -> Priority:
    """Harm to a reader who acts on the claim if it is wrong."""
    if kind is Kind.INTERACTION or WITHDRAWAL.search(situation):
        return Priority.HIGH
    if _GRAVE.search(outcome_words) or _GRAVE.search(situation):
        return Priority.HIGH
    if _COMFORT.search(outcome_words) or kind in {Kind.NUTRITION_FACT, Kind.PREVALENCE}:
        return Priority.LOW
    return Priority.MEDIUM
