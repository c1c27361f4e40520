"""One audit, whole."""

from dataclasses import dataclass

from claims.records import Claim, Source
from pipeline.records.appraisal import Appraisal
from pipeline.records.search import ScreenedOut, SearchLog
from pipeline.records.study import Study
from pipeline.records.summary import ArticleSummary
from pipeline.records.verdict import ArticleNotice, Label, Verdict


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
    """One audit, whole: enough to recompute every verdict without network, library, model or clock.

    `digest` is the SHA-256 of everything else in it.
    """

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
    notices: tuple[ArticleNotice, ...]
    summary: ArticleSummary
    digest: str = ""
