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
    """One concept of a query, all joined by OR: its MeSH headings (with all below them), its terms as phrases in title or
    abstract, wordings that no table knows, whose words need only stand close together (`near`), and wordings of which every word
    must occur, anywhere (`apart`). `left_out`: wordings and headings of a very large class that are not asked for."""

    label: str
    mesh: tuple[str, ...]
    terms: tuple[str, ...]
    near: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Filter:
    """A published search filter. `pubmed` is its own syntax; `types` and `terms` are what a local index has of it."""

    name: str
    pubmed: str
    types: tuple[str, ...]
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """Blocks joined by AND, and at most one filter. Never holds the claim's direction."""

    rung: str
    blocks: tuple[ConceptBlock, ...]
    filter: Filter | None = None


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
    """One search as it was run (PRISMA-S). `error` is the message of a search that failed, else None.

    `pubmed_query` can be pasted into PubMed's search box; `executed` is what the source itself was asked, empty where nothing
    had to be asked (`warnings` say why).
    """

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
    """`limits`: languages, dates, types and species that the searches were restricted to."""

    provenance: Provenance
    searched_at: str
    limits: str
    entries: tuple[SearchEntry, ...]
