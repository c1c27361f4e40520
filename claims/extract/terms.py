"""What the rules of extraction look words up in, handed from one to the next as one value."""

from dataclasses import dataclass

from claims.tagger import Tagger
from claims.vocabulary import Vocabulary


@dataclass(frozen=True)
class Terms:
    """`tagger` reads the sentences in which the rules find nothing. `every` keeps assertions none of whose terms a table knows: right for a sentence that an editor typed in. `dense`: the article speaks of
    health throughout, so one known side is enough. `about` is the thing that its title names, `condition` the outcome. `creatures`: the animals that it is about throughout.
    """

    interventions: Vocabulary
    outcomes: Vocabulary
    tagger: Tagger | None = None
    every: bool = False
    dense: bool = False
    about: str | None = None
    condition: str | None = None
    creatures: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A sentence within its article: [offset, offset + len(sentence)), what the text before it is about, and what it denies.

    `topic` is the intervention that a heading, a list head or an earlier sentence named last; `nearby` the stopping of a
    medicine that the list item spoke of; `following` the rest of the block; `spoken_of` what acts in the
    sentence's earlier claims, and `outcome` what was acted on last.
    """

    offset: int
    sentence: str
    following: str
    topic: str | None = None
    nearby: str | None = None
    spoken_of: str | None = None
    outcome: str | None = None
    setting: str | None = None
