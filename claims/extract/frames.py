"""From a sentence to frames: special constructions first, then relation verbs clause by clause."""

import re
from collections.abc import Callable
from dataclasses import replace

from claims.extract import cautions, constructions, observed, outcome_first, phrasal, quantities
from claims.extract.asides import without_asides
from claims.extract.clauses import clause_frames, clauses_of
from claims.extract.frame import Frame

# In this order: what an earlier rule has read, a later one does not read again. A rule that stands in _NEEDS is asked only where one of
# its words is there: the patterns are long, and most sentences hold none of them.
_CONSTRUCTIONS: tuple[Callable[[str], list[Frame]], ...] = (
    constructions.benefit,
    constructions.fronted_purpose,
    constructions.after_stopping,
    constructions.stopping_it,
    constructions.factors,
    cautions.avoid,
    cautions.warned,
    cautions.interaction,
    cautions.no_side_effects,
    quantities.trend,
    quantities.leading,
    quantities.need,
    quantities.content,
    quantities.share,
    quantities.affects,
    constructions.help_someone,
    constructions.makes_do,
    constructions.comparative,
    phrasal.wrapping,
    phrasal.come_from,
    phrasal.associations,
    outcome_first.outcome_first,
    observed.observed,
    constructions.help_heal,
    cautions.safely,
    cautions.safe,
    constructions.use_for,
)


_NEEDS: dict[Callable[[str], list[Frame]], tuple[str, ...]] = {
    constructions.benefit: ("benefit",),
    constructions.fronted_purpose: ("to ",),
    constructions.after_stopping: ("stop", "quit", "discontinu", "withdr", "com"),
    constructions.stopping_it: ("stop", "quit", "discontinu", "withdr", "com"),
    constructions.factors: ("factor",),
    constructions.help_heal: ("help",),
    constructions.help_someone: ("help",),
    constructions.makes_do: ("make", "made"),
    cautions.avoid: ("avoid", "not", "unsuitable", "unsafe", "forbidden", "never", "contraindicated"),
    cautions.warned: ("should", "must", "ought", "need to", "told to", "have to", "better", "can't", "can’t", "cannot", "never", "not "),
    cautions.interaction: ("interact", "combine", "mix", "take", "use"),
    cautions.no_side_effects: ("side",),
    cautions.safely: ("safely",),
    cautions.safe: ("safe", "dangerous", "harm", "risky"),
    phrasal.come_from: ("from",),
    phrasal.associations: ("tied", "tying", "link", "connect", "often", "common", "frequent", "risk", "rate", "odds", "chance", "fewer", "lower", "higher", "less", "more", "better", "worse", "longer", "shorter", "reduced", "increased", "raised", "greater", "smaller"),
    quantities.need: ("need", "require"),
}  # fmt: skip


def frames_of(sentence: str) -> list[Frame]:
    """All frames of a sentence: special constructions first, then relation verbs clause by clause."""
    sentence = without_asides(sentence)
    found: list[Frame] = []
    small = sentence.lower()
    for rule in _CONSTRUCTIONS:
        if not any(word in small for word in _NEEDS.get(rule, ("",))):
            continue
        found.extend(frame for frame in rule(sentence) if not _overlaps(frame, found))
    subject: str | None = None
    for start, end in clauses_of(sentence):
        read = [frame for frame in found if frame.start < end and start < frame.end]
        if any(frame.rule not in _SIDE_BY_SIDE for frame in read):
            continue
        frames = [
            frame
            for frame in clause_frames(sentence, start, end, subject)
            if not any(_within(frame, other) for other in read)
        ]
        frames = [_with_subject_of(frame, read, sentence) for frame in frames]
        frames = [frame for frame in frames if not _FORBIDDEN.match(frame.lead)]
        subject = next((frame.subject for frame in reversed(frames) if frame.subject), subject)
        found.extend(frames)
    return sorted(found, key=lambda frame: (frame.start, frame.end))


# Rules that read one verb of a clause and leave its other verbs to be read.
_SIDE_BY_SIDE = {
    "phrase",
    "makes … more or less",
    "tied to",
    "had fewer or more",
    "outcome first",
    "cause or effect of",
}


# "Do not use aspirin to reduce fever": a warning, and no denial of what it does.
_FORBIDDEN = re.compile(
    r"\W*(?:do\s+not|don[’']t|never|avoid|stop|there\s+is\s+a\s+risk\s+in)\s+(?:\w+\s+)?(?:use|using|take|taking|give|giving|try|trying|rely|eat|eating|drink|drinking)\b",
    re.I,
)


def _with_subject_of(frame: Frame, others: list[Frame], sentence: str) -> Frame:
    """ "Smoking drags HDL down, hardens the arteries": what another rule read as a relation is no part of who acts."""
    for other in others:
        if (
            0 <= other.verb_at < frame.verb_at
            and frame.subject
            and sentence[other.verb_at : other.end] in frame.subject
        ):
            return replace(frame, subject=other.subject)
    return frame


def _within(frame: Frame, other: Frame) -> bool:
    """Whether a verb was read as part of another rule's relation."""
    return other.verb_at <= frame.verb_at < other.end


def _overlaps(frame: Frame, others: list[Frame]) -> bool:
    return any(frame.start < other.end and other.start < frame.end and frame.rule != other.rule for other in others)
