"""What a rule finds in a sentence: who acts, how, on what. One frame may still hold several interventions or outcomes."""

from dataclasses import dataclass

from claims.records import Direction, Kind


@dataclass(frozen=True, slots=True)
class Frame:
    """[start, end) is the clause within the sentence. `subject` None: the clause names none and it must be resolved.

    `lead` holds the words before the relation (hedges and negation are read there), `tail` those after the objects
    (context, dose and population are read there). `rule` names what found the frame,
    `verb` is the relation verb as written, if one did, and `verb_at` where it stands in the sentence. `denied` None: read it
    from `lead`. `confirm` is what must be confirmed before it is judged.
    """

    start: int
    end: int
    subject: str | None
    objects: str
    direction: Direction
    lead: str = ""
    tail: str = ""
    strong: bool = True
    rule: str = "relation verb"
    kind: Kind | None = None
    verb: str = ""
    verb_at: int = -1
    denied: bool | None = None
    confirm: str | None = None
