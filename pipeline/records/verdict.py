"""Certainty of a body of evidence, and the verdict on a claim."""

from dataclasses import dataclass
from enum import StrEnum

from pipeline.records.appraisal import Finding


class Level(StrEnum):
    VERY_LOW = "very low"
    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a grading: what it changed, by which rule, on which inputs, and one sentence for an editor."""

    domain: str
    change: int
    rule: str
    inputs: tuple[str, ...]
    sentence: str
    quote: str | None = None


@dataclass(frozen=True, slots=True)
class Certainty:
    """How sure one body of evidence is. `level` None: nothing could be graded."""

    stream: str
    start: Level | None
    steps: tuple[Step, ...]
    level: Level | None
    finding: Finding
    precise_null: bool
    studies: tuple[str, ...]
    participants: int | None


class Label(StrEnum):
    SUPPORTED = "supported"
    PROBABLY_SUPPORTED = "probably supported"
    POSSIBLY_SUPPORTED = "possibly supported"
    REFUTED = "refuted"
    PROBABLY_NOT = "probably not"
    POSSIBLY_NOT = "possibly not"
    CONTRADICTED = "contradicted"
    MIXED = "mixed evidence"
    INSUFFICIENT = "insufficient"
    NO_HUMAN_EVIDENCE = "no human evidence"
    NO_STUDIES = "no studies found"
    NOT_ASSESSED = "not assessed"
    NOT_CHECKABLE = "not checkable"


class Absence(StrEnum):
    NO_RECORDS = "no records"
    OFF_QUESTION = "records, but off the question"
    NOT_SHOWN = "on the question, but imprecise or not significant"
    PRECISE_NULL = "a precise null"
    ANIMAL_ONLY = "animal or laboratory work only"
    SEARCH_INADEQUATE = "search inadequate"


@dataclass(frozen=True, slots=True)
class Edit:
    """The smallest edit of a sentence: replace quote[start:end] by `replacement`; `result` is the edited quote."""

    start: int
    end: int
    replacement: str
    result: str


@dataclass(frozen=True, slots=True)
class Overclaim:
    """The gap between what the wording asserts and what the certainty allows."""

    wording: str
    allowed: str | None
    sentence: str
    edit: Edit | None


@dataclass(frozen=True, slots=True)
class SafetyNotice:
    rule: str
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class ArticleNotice:
    """A sentence of the article, [start, end) of its text, that calls for a warning whether or not it is a claim."""

    rule: str
    text: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class NearestQuestion:
    """The closest question that the studies at hand do answer. Never the claim's own verdict."""

    asked: str
    nearest: str
    label: Label
    certainty: Certainty
    studies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer for one claim: direction (`label`), certainty and size apart, with the reason for each.

    `hinges_on`: the smallest number of studies without which it would be another, `fragility` the same in words."""

    claim_id: str
    label: Label
    certainty: Certainty | None
    size: str | None
    absence: Absence | None
    reasons: tuple[Step, ...]
    overclaim: Overclaim | None
    safety: tuple[SafetyNotice, ...]
    nearest: NearestQuestion | None
    fragility: str | None
    ocebm: int | None
    caption: str | None
    sentence: str
    hinges_on: int | None = None
