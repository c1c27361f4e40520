"""From a sentence to frames: special constructions first, then relation verbs clause by clause."""

from collections.abc import Callable

from claims.extract import constructions, quantities
from claims.extract.clauses import clause_frames, clauses_of
from claims.extract.frame import Frame

# In this order: what an earlier rule has read, a later one does not read again.
_CONSTRUCTIONS: tuple[Callable[[str], list[Frame]], ...] = (
    constructions.benefit,
    constructions.fronted_purpose,
    constructions.after_stopping,
    constructions.stopping_it,
    constructions.factors,
    constructions.avoid,
    constructions.interaction,
    constructions.no_side_effects,
    quantities.trend,
    quantities.leading,
    quantities.content,
    quantities.share,
    constructions.comparative,
    constructions.help_heal,
    constructions.safe,
    constructions.use_for,
)


def frames_of(sentence: str) -> list[Frame]:
    """All frames of a sentence: special constructions first, then relation verbs clause by clause."""
    found: list[Frame] = []
    for rule in _CONSTRUCTIONS:
        found.extend(frame for frame in rule(sentence) if not _overlaps(frame, found))
    subject: str | None = None
    for start, end in clauses_of(sentence):
        if any(frame.start < end and start < frame.end for frame in found if frame.rule != "relation verb"):
            continue
        frames = clause_frames(sentence, start, end, subject)
        subject = next((frame.subject for frame in reversed(frames) if frame.subject), subject)
        found.extend(frames)
    return sorted(found, key=lambda frame: (frame.start, frame.end))


def _overlaps(frame: Frame, others: list[Frame]) -> bool:
    return any(frame.start < other.end and other.start < frame.end and frame.rule != other.rule for other in others)
