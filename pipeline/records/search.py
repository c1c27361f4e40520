"""What was searched, how, and how far the source reaches."""

from dataclasses import dataclass
from enum import StrEnum


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
