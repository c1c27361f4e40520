"""What the tagger marks in a sentence, as frames. Rules read how it acts, whether that is denied, and all else; the tagger only says what and on what."""

from claims.extract.clauses import clauses_of
from claims.extract.frame import Frame
from claims.extract.relations import find_relations
from claims.records import Direction
from claims.tagger import Tag, Tagger

# How likely a pair must be a claim to be one.
SURE = 0.5
RULE = "tagger"


def tagged_frames(sentence: str, topic: str | None, tagger: Tagger) -> list[Frame]:
    return [_frame(sentence, tag) for tag in tagger.tags(sentence, topic or "") if tag.sure >= SURE]


def _frame(sentence: str, tag: Tag) -> Frame:
    (begin, end), acting = tag.outcome, tag.intervention
    start, stop = _clause(sentence, min(begin, acting[0]) if acting else begin, max(end, acting[1]) if acting else end)
    before = sentence[start:begin]
    if acting is not None and acting[1] <= begin:
        before = sentence[start : acting[0]] + " " + sentence[acting[1] : begin]
    return Frame(
        start=start,
        end=stop,
        subject=sentence[acting[0] : acting[1]] if acting else None,
        objects=sentence[begin:end],
        direction=_direction(sentence, tag),
        lead=before,
        tail=sentence[end:stop] if acting is None or acting[1] <= begin else sentence[acting[1] : stop],
        rule=RULE,
    )


def _clause(sentence: str, start: int, end: int) -> tuple[int, int]:
    """From the beginning of the clause of `start` to the end of the clause of `end`."""
    clauses = clauses_of(sentence)
    first = max((begin for begin, _ in clauses if begin <= start), default=0)
    last = min((stop for _, stop in clauses if end <= stop), default=len(sentence))
    return first, last


def _direction(sentence: str, tag: Tag) -> Direction:
    """By the relation word between the two, where there is one: the rules know more of those than the tagger."""
    (begin, end), acting = tag.outcome, tag.intervention
    low, high = (0, begin) if acting is None else (min(acting[1], end), max(acting[0], begin))
    between = [word for word in find_relations(sentence) if low <= word.start and word.end <= high]
    return between[-1].direction if between else tag.direction
