"""A line that opens a list and says what its items are: "Low B12 causes:", "Side effects include:"."""

import re
from dataclasses import dataclass

from claims.extract.acting import actors
from claims.extract.frame import Frame
from claims.extract.leads import strip_leads
from claims.extract.relations import find_relations
from claims.records import Direction, Kind

_SIDE_EFFECTS = re.compile(
    r"^(?:(?:possible|common|known|rare|serious|other|unwanted|reported|frequent)\s+)*side[\s-]effects?(?:\s+(?:of|from|with)\s+(?P<subject>[^:]{2,50}?))?(?:\s+(?:include|are|can\s+include|may\s+include))?\s*:\s*$",
    re.I,
)
_ITEM = re.compile(r"(?!(?:none|no|nothing|not)\b)[^.;:!?]{3,80}", re.I)


@dataclass(frozen=True, slots=True)
class Intro:
    """What the items of a list suffer, and from whom: `subject` None where the line names nobody."""

    subject: str | None
    direction: Direction
    lead: str
    kind: Kind | None


def intro_of(line: str) -> Intro | None:
    """What a line with a colon at its end says of the items below it, or None."""
    side = _SIDE_EFFECTS.match(line.strip())
    if side:
        return Intro(side.group("subject"), Direction.CAUSES, "", Kind.SAFETY)
    stem, skipped = strip_leads(line.strip().rstrip(": "))
    relations = find_relations(f"{stem} x")
    if not line.strip().endswith(":") or len(relations) != 1 or relations[0].end < len(stem):
        return None
    relation = relations[0]
    subject, _, helping = actors(stem, [(relation.start, relation.end)])[0]
    # "Benefits:" names nobody: its items are read by themselves.
    return Intro(subject, relation.direction, helping + line[:skipped], None) if subject and subject != "you" else None


def item_frame(item: str, intro: Intro) -> Frame | None:
    """The frame of one item: all of it is what is acted on."""
    found = _ITEM.match(item.strip())
    if found is None:
        return None
    return Frame(
        0, len(item), intro.subject, found.group().strip(), intro.direction, lead=intro.lead, strong=False, rule="list of outcomes", kind=intro.kind
    )  # fmt: skip
