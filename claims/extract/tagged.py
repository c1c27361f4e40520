"""What the tagger marks in a sentence, as frames. It says what acts on what, which way, and whether that is denied; the rules read all else."""

import re

from claims.extract import wording
from claims.extract.agreement import UNSETTLED
from claims.extract.clauses import clauses_of
from claims.extract.frame import Frame
from claims.extract.relations import find_relations
from claims.records import Direction
from claims.tagger import Tag, Tagger

# How likely a pair must be a claim to be one: likelier than not.
SURE = 0.5
# Of a sentence that can hold two sides and a relation.
_FEWEST_WORDS = 3
_DIGIT = re.compile(r"\d")


def tagged_frames(
    sentence: str, topic: str | None, tagger: Tagger, *, names_something: bool = True
) -> list[tuple[Frame, Direction | None]]:
    """Frames, each with what the rules' own relation word between the two sides says, where there is one.

    A sentence with neither a relation word nor a figure, that names nothing a table knows, is not asked about: it would take a third of the time.
    """
    if len(sentence.split()) < _FEWEST_WORDS or not (
        find_relations(sentence) or _DIGIT.search(sentence) or names_something
    ):
        return []
    rule = f"model: {tagger.version}"
    sure = [tag for tag in tagger.tags(sentence, topic or "") if tag.sure >= SURE]
    return [(_frame(sentence, tag, rule), _relation(sentence, tag)) for tag in sure]


def _frame(sentence: str, tag: Tag, rule: str) -> Frame:
    (begin, end), acting = tag.outcome, tag.intervention
    start, stop = _clause(sentence, min(begin, acting[0]) if acting else begin, max(end, acting[1]) if acting else end)
    # What stands before the later of the two, without either: "may be eased by" governs as "may ease" does.
    sides = sorted([tag.outcome, *([acting] if acting else [])])
    before = " ".join(
        sentence[low:high]
        for low, high in zip((start, *(side[1] for side in sides)), (side[0] for side in sides), strict=False)
    )
    denied = tag.denied >= 0.5
    return Frame(
        start=start,
        end=stop,
        subject=sentence[acting[0] : acting[1]] if acting else None,
        objects=sentence[begin:end],
        direction=tag.direction,
        lead=before,
        tail=sentence[end:stop] if acting is None or acting[1] <= begin else sentence[acting[1] : stop],
        rule=rule,
        denied=denied,
        confirm=None if wording.negated(before) is denied else UNSETTLED,
    )


def _clause(sentence: str, start: int, end: int) -> tuple[int, int]:
    """From the beginning of the clause of `start` to the end of the clause of `end`."""
    clauses = clauses_of(sentence)
    first = max((begin for begin, _ in clauses if begin <= start), default=0)
    last = min((stop for _, stop in clauses if end <= stop), default=len(sentence))
    return first, last


def _relation(sentence: str, tag: Tag) -> Direction | None:
    """What the last relation word between the two says: the rules know more of those than the tagger."""
    (begin, end), acting = tag.outcome, tag.intervention
    low, high = (0, begin) if acting is None else (min(acting[1], end), max(acting[0], begin))
    between = [word for word in find_relations(sentence) if low <= word.start and word.end <= high]
    return between[-1].direction if between else None
