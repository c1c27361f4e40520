"""The records of the pipeline, from a question to a verdict. Plain frozen values; `None` means unknown.

One audit holds one time, its `now`. Timings, retries and request counts never enter it.
"""

from dataclasses import dataclass
from enum import StrEnum

from claims.records import Claim, Source


class Coverage(StrEnum):
    """How far a literature source reaches. Absence can be judged only at `pubmed`."""

    DEMONSTRATION = "demonstration"
    PARTIAL = "partial"
    PUBMED = "pubmed"


@dataclass(frozen=True, slots=True)
class Provenance:
    """What was searched. `digests`: the records hold digests of this project's making, not published abstracts."""

    source: str
    coverage: Coverage
    records: int | None
    database_date: str | None
    statement: str
    digests: bool = False


# --- the search ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ConceptBlock:
    """One concept of a query: its MeSH headings and its words, all joined by OR."""

    label: str
    mesh: tuple[str, ...]
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """Blocks joined by AND. Never holds the claim's direction."""

    rung: str
    blocks: tuple[ConceptBlock, ...]


@dataclass(frozen=True, slots=True)
class SearchPlan:
    claim_id: str
    queries: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class SearchResult:
    """What a source answered. `empty_blocks`: labels of concept blocks that have no hit of their own."""

    executed: str
    total: int
    pmids: tuple[str, ...]
    translation: str | None = None
    warnings: tuple[str, ...] = ()
    empty_blocks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ScreenedOut:
    pmid: str
    reason: str


@dataclass(frozen=True, slots=True)
class SearchEntry:
    """One search as it was run (PRISMA-S). `error` is the message of a search that failed, else None."""

    claim_id: str
    rung: str
    pubmed_query: str
    executed: str
    total: int
    retrieved: int
    new: int
    translation: str | None = None
    warnings: tuple[str, ...] = ()
    empty_blocks: tuple[str, ...] = ()
    error: str | None = None


@dataclass(frozen=True, slots=True)
class SearchLog:
    provenance: Provenance
    searched_at: str
    entries: tuple[SearchEntry, ...]


# --- a study ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Section:
    """A labelled part of an abstract: [start, end) of `Study.abstract`."""

    label: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Author:
    name: str
    collective: bool = False


@dataclass(frozen=True, slots=True)
class MeshHeading:
    term: str
    id: str | None
    major: bool
    qualifiers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PublicationType:
    name: str
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A typed link to another record ("RetractionIn", "ErratumIn", "UpdateIn", "CommentOn" …)."""

    type: str
    pmid: str | None
    reference: str | None


@dataclass(frozen=True, slots=True)
class Study:
    """One PubMed record. `abstract` is the plain text of all sections, one a line; `markup` marks a title with tags."""

    pmid: str
    version: int
    title: str
    abstract: str
    sections: tuple[Section, ...]
    journal: str | None
    year: int | None
    published: str | None
    entered: str | None
    revised: str | None
    authors: tuple[Author, ...]
    doi: str | None
    pmcid: str | None
    publication_types: tuple[PublicationType, ...]
    mesh: tuple[MeshHeading, ...]
    chemicals: tuple[str, ...]
    keywords: tuple[str, ...]
    languages: tuple[str, ...]
    registrations: tuple[str, ...]
    grants: tuple[str, ...]
    conflict_of_interest: str | None
    status: str | None
    links: tuple[Link, ...]
    vernacular_title: str | None = None
    other_abstracts: tuple[str, ...] = ()
    book: bool = False
    digest: bool = False


# --- an appraisal ----------------------------------------------------------------------------------------------


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
    """[start, end) of a study's `title` or `abstract`, with its text."""

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
class Appraisal:
    """One study read for one claim. `stance_scores` are supports, refutes, says nothing (4 places, sum 1)."""

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
    stated_certainty: str | None
    stated_certainty_span: Span | None
    flags: tuple[str, ...]
    body: str
    rules: tuple[str, ...]


# --- certainty and verdict -------------------------------------------------------------------------------------


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
class NearestQuestion:
    """The closest question that the studies at hand do answer. Never the claim's own verdict."""

    asked: str
    nearest: str
    label: Label
    certainty: Certainty
    studies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer for one claim: direction (`label`), certainty and size apart, with the reason for each."""

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


@dataclass(frozen=True, slots=True)
class Decision:
    """An editor's word on a claim, kept beside the machine's and outranking it."""

    claim_id: str
    who: str
    when: str
    code: str
    note: str
    label: Label | None = None


@dataclass(frozen=True, slots=True)
class Completeness:
    searches: int
    failed: int
    affected_claims: tuple[str, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class Versions:
    """Everything that judged: the program, the format of this record, every rule by name and version, the tables."""

    program: str
    format: int
    rules: tuple[str, ...]
    tables: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Audit:
    """One audit, whole: enough to recompute every verdict without network, library, model or clock."""

    now: str
    versions: Versions
    completeness: Completeness
    source: Source
    claims: tuple[Claim, ...]
    log: SearchLog
    studies: tuple[Study, ...]
    appraisals: tuple[Appraisal, ...]
    screened_out: tuple[ScreenedOut, ...]
    decisions: tuple[Decision, ...]
    verdicts: tuple[Verdict, ...]
