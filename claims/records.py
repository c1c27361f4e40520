"""The records of the first stage: what an article is, and what it claims.

Plain frozen values. Offsets are Python character offsets (code points) into `Source.text`, end exclusive, and
`source.text[claim.start:claim.end] == claim.quote` always holds. `None` means unknown, never "nothing".
"""

from dataclasses import dataclass
from enum import StrEnum


class BlockKind(StrEnum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "list item"
    ROW = "table row"


@dataclass(frozen=True, slots=True)
class Block:
    """One heading, paragraph, list item or table row. `path` is the element in the page it came from (HTML only)."""

    kind: BlockKind
    start: int
    end: int
    path: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """An article as it was read. `sha256` is that of the bytes that came in, before any reading."""

    address: str
    media: str
    sha256: str
    retrieved_at: str
    text: str
    blocks: tuple[Block, ...]
    title: str | None = None
    author: str | None = None
    published: str | None = None
    language: str = "en"


class Direction(StrEnum):
    INCREASES = "increases"
    DECREASES = "decreases"
    IMPROVES = "improves"
    WORSENS = "worsens"
    PREVENTS = "prevents"
    TREATS = "treats"
    CAUSES = "causes"
    NO_EFFECT = "no effect"
    ASSOCIATED = "associated"
    OTHER = "other"


class Hedge(StrEnum):
    NONE = "none"
    MAY = "may"
    CAN = "can"
    SOME_PEOPLE = "some people"
    REPORTED = "reported"


class Strength(StrEnum):
    """How much the wording asserts, weakest first; `does` needs High certainty, `linked` the least."""

    LINKED = "linked"
    MAY = "may"
    CAN = "can"
    DOES = "does"


class Kind(StrEnum):
    EFFICACY = "efficacy"
    SAFETY = "safety"
    INTERACTION = "interaction"
    MECHANISM = "mechanism"
    PREVALENCE = "prevalence"
    ADVICE = "advice"
    NUTRITION_FACT = "nutrition fact"


class Priority(StrEnum):
    """Harm to a reader who acts on the claim, if it is wrong."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Concept:
    """A term of the vocabulary, or a concept of the article's own words (`known` false).

    `wider` is the preferred term of the class or parent, `mesh_id` an exact MeSH descriptor. `valence` says, for an
    outcome, whether more of it is good (1), bad (-1) or neither (0). `measures` names what a study could measure
    where the term itself is vague; an editor confirms such a mapping.
    """

    preferred: str
    kind: str = "unknown"
    synonyms: tuple[str, ...] = ()
    wider: str | None = None
    mesh_id: str | None = None
    mesh_heading: str | None = None
    valence: int = 0
    measures: tuple[str, ...] = ()
    known: bool = True


@dataclass(frozen=True, slots=True)
class Claim:
    """One assertion that (an intervention → an outcome), as the article words it.

    `id` is a hash of the source and the content. `setting` is the situation that the article as a whole speaks of
    ("amitriptyline withdrawal"), where its title names one; `context` is what the sentence itself says. `also_at` holds [start, end) of
    every other place that says the same; `said_by` whom the article quotes for it, as worded. `confirm` is what an editor must
    confirm before the claim is judged; None where its reading is settled.
    """

    id: str
    quote: str
    start: int
    end: int
    intervention: str
    outcome: str
    intervention_concept: Concept
    outcome_concept: Concept
    direction: Direction
    negated: bool = False
    hedge: Hedge = Hedge.NONE
    strength: Strength = Strength.DOES
    population: str | None = None
    context: str | None = None
    setting: str | None = None
    dose: str | None = None
    kind: Kind = Kind.EFFICACY
    checkable: bool = True
    not_checkable_because: str | None = None
    priority: Priority = Priority.MEDIUM
    found_by: str = "editor"
    said_by: str | None = None
    also_at: tuple[tuple[int, int], ...] = ()
    confirm: str | None = None
