"""One study, read for one claim."""

from dataclasses import dataclass
from enum import StrEnum


class Match(StrEnum):
    SAME = "same"
    NARROWER = "narrower"
    BROADER = "broader"
    RELATED = "related"
    DIFFERENT = "different"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class MatchMatrix:
    """How a study stands to a claim, facet by facet; `notes` says in words what was found for the ones that differ.

    `studied` and `measured` are the preferred terms that matched as intervention and outcome, None where none did.
    """

    population: Match
    intervention: Match
    form: Match
    dose: Match
    duration: Match
    comparator: Match
    outcome: Match
    context: Match
    notes: tuple[str, ...] = ()
    studied: str | None = None
    measured: str | None = None


class Design(StrEnum):
    SYSTEMATIC_REVIEW = "systematic review"
    RANDOMISED_TRIAL = "randomised trial"
    CONTROLLED_TRIAL = "controlled trial, not randomised"
    COHORT = "cohort"
    CASE_CONTROL = "case-control"
    CROSS_SECTIONAL = "cross-sectional"
    CASE_REPORT = "case series or report"
    NARRATIVE_REVIEW = "narrative review"
    GUIDELINE = "guideline"
    PROTOCOL = "protocol"
    EDITORIAL = "editorial or letter"
    LABORATORY = "laboratory"
    UNCLEAR = "unclear"


class Species(StrEnum):
    HUMAN = "human"
    ANIMAL = "animal"
    IN_VITRO = "in vitro"
    UNKNOWN = "unknown"


class Finding(StrEnum):
    """What a study reports of the outcome itself; good or bad is not part of it."""

    INCREASED = "increased"
    DECREASED = "decreased"
    NO_SIGNIFICANT_DIFFERENCE = "no significant difference"
    MIXED = "mixed"
    NOT_REPORTED = "not reported"


class Stance(StrEnum):
    SUPPORTS = "supports"
    REFUTES = "refutes"
    DID_NOT_SHOW = "did not show it"
    MIXED = "mixed"
    SAYS_NOTHING = "says nothing"


class Trust(StrEnum):
    SOUND = "sound"
    RETRACTED = "retracted"
    CONCERN = "expression of concern"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True)
class Span:
    """[start, end) of a field of a study, with its text: `title`, `abstract`, `conflict_of_interest`; "grants.0" is the first grant."""

    field: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Effect:
    """One effect estimate as reported. `measure`: RR, OR, HR, SMD, MD, percent. `low`, `high`: its 95 % interval."""

    measure: str
    value: float
    low: float | None
    high: float | None
    p: float | None
    unit: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Signal:
    """A sign of how well a study was made ("blinding", "randomised", "attrition above 20 %"), and where it says so."""

    name: str
    good: bool
    span: Span


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that a record says of how it was done, with the words that say so; `value` and `unit` where it is a quantity.

    Kinds: randomised, analysed, included studies, dose, duration, follow-up, blinding, placebo, registration, funding, interests.
    """

    kind: str
    value: float | None
    unit: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Appraisal:
    """One study read for one claim. `stance_scores` are supports, refutes, says nothing (4 places, sum 1), by the rules.

    `reader_scores` are those of the second reading, for the claim as a sentence, where there was one; `disputed` is what that reading takes
    the study to have found where it is sure and does not agree. Neither changes what counts.
    """

    claim_id: str
    pmid: str
    rung: str
    match: MatchMatrix
    species: Species
    design: Design
    trust: Trust
    participants: int | None
    included_studies: int | None
    effect: Effect | None
    finding: Finding
    stance: Stance
    stance_scores: tuple[float, float, float]
    rationale: tuple[Span, ...]
    signals: tuple[Signal, ...]
    facts: tuple[Fact, ...]
    stated_certainty: str | None
    stated_certainty_span: Span | None
    flags: tuple[str, ...]
    body: str
    rules: tuple[str, ...]
    reader_scores: tuple[float, float, float] | None = None
    disputed: Finding | None = None
