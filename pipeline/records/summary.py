"""An article as a whole: what its sentences of several claims come to, and what it leaves out."""

from dataclasses import dataclass
from enum import StrEnum


class RollUp(StrEnum):
    """What the parts of one sentence come to together. Never an average."""

    AS_ONE = "the parts stand alike"
    PARTLY = "partly"


@dataclass(frozen=True, slots=True)
class Compound:
    """One sentence that makes several claims, in the order of the article."""

    claim_ids: tuple[str, ...]
    roll_up: RollUp
    sentence: str


@dataclass(frozen=True, slots=True)
class Criterion:
    """Something that readers of a health story need, and where the article gives it: [start, end) of its text, None where it was not found."""

    name: str
    asks: str
    start: int | None
    end: int | None
    quote: str | None


@dataclass(frozen=True, slots=True)
class ArticleSummary:
    """`overstated` and `dangerous` are ids of claims worded above their evidence, and of claims with a safety notice."""

    overstated: tuple[str, ...]
    dangerous: tuple[str, ...]
    compounds: tuple[Compound, ...]
    criteria: tuple[Criterion, ...]
