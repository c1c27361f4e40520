"""Whether a search could have found what there is: only then may absence be taken for anything."""

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.records import Coverage, SearchEntry

RULE = "verdict.adequacy.v1"


@dataclass(frozen=True, slots=True)
class Adequacy:
    """`adequate`: every rung ran, every concept has hits of its own, and the source reaches all of PubMed."""

    coverage: Coverage
    failed: int
    empty_blocks: tuple[str, ...]
    records: int | None

    @property
    def adequate(self) -> bool:
        return self.coverage is Coverage.PUBMED and not self.failed and not self.empty_blocks

    @property
    def reason(self) -> str:
        if self.failed:
            return f"{self.failed} of the searches for this claim failed"
        if self.coverage is not Coverage.PUBMED:
            held = f"{self.records:,} records" if self.records is not None else "some records"
            return f"this library cannot decide (it holds {held}, not all of PubMed)"
        return f"no record at all uses the words {', '.join(f'“{label}”' for label in self.empty_blocks)}, so the search may have missed what there is"


def adequacy_of(entries: Iterable[SearchEntry], coverage: Coverage, records: int | None) -> Adequacy:
    entries = tuple(entries)
    empty = tuple(
        dict.fromkeys(
            label for entry in entries if not entry.error for label in entry.empty_blocks if label not in _TECHNICAL
        )
    )
    failed = sum(entry.error is not None for entry in entries)
    return Adequacy(coverage, failed if entries else 1, empty, records)


# Blocks that widen a search rather than name the claim's own concepts.
_TECHNICAL = {"counter-evidence", "laboratory or mechanism", "stopping a medicine"}
