"""One audit, whole."""

from dataclasses import dataclass
from enum import StrEnum

from claims.records import Claim, Source
from pipeline.records.appraisal import Appraisal
from pipeline.records.search import ScreenedOut, SearchLog
from pipeline.records.study import Study
from pipeline.records.summary import ArticleSummary
from pipeline.records.verdict import ArticleNotice, Label, Verdict


class Action(StrEnum):
    """What an editor decides. The last four are about the claim and not about its evidence."""

    ACCEPT = "accept"
    OVERRIDE = "override"
    EXCLUDE = "exclude"
    INCLUDE = "include"
    POSTPONE = "postpone"
    EDIT = "edit"
    MERGE = "merge"
    NOT_A_CLAIM = "not a claim"
    CONFIRM = "confirm"


@dataclass(frozen=True, slots=True)
class Decision:
    """An editor's word on a claim, kept beside the machine's and outranking it.

    `code`: the reason in one word of a closed list or the newsroom's own. `evidence`: a fingerprint of what the verdict rested on at that time;
    where it is another now, the decision is out of date and says so. `pmid` of exclude and include, `until` (a day) of postpone, `field` and
    `value` of edit, `value` (the other claim's id) of merge.
    """

    claim_id: str
    who: str
    when: str
    code: str
    note: str
    label: Label | None = None
    action: Action = Action.OVERRIDE
    pmid: str | None = None
    field: str | None = None
    value: str | None = None
    until: str | None = None
    evidence: str | None = None


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
