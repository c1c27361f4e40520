"""What every literature source does."""

from collections.abc import Sequence
from typing import Protocol

from pipeline.records import Provenance, Query, SearchResult, Study

# Records asked for at once. More would save requests, and lose more when an answer breaks off.
BATCH = 500


class Literature(Protocol):
    """A source of studies. A failed search raises SearchFailed; it never comes back as an empty result."""

    @property
    def at_once(self) -> int:
        """How many questions it answers at a time; above 1 its methods may be called from several threads."""
        ...

    def search(self, query: Query, limit: int, since: str | None = None) -> SearchResult:
        """The best `limit` hits of a query, most relevant first. `since` (YYYY-MM-DD): entered on or after that day."""
        ...

    def news(self, queries: Sequence[Query], since: str) -> tuple[str, ...]:
        """PMIDs of the records entered on or after a day that any of the queries finds, all of them, in the order of their numbers."""
        ...

    def fetch(self, pmids: Sequence[str]) -> tuple[Study, ...]:
        """The records of some PMIDs, in that order; one that the source does not hold is left out."""
        ...

    def describe(self) -> Provenance:
        """What this source is and how far it reaches."""
        ...
