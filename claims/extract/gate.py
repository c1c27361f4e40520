"""Which readings of a frame are claims: both sides named, and enough of them known for the rule that found it."""

import re

from claims.extract import pieces, subjects
from claims.extract.frame import Frame
from claims.extract.relations import find_relations
from claims.extract.terms import Terms
from claims.records import Concept, Kind

_MOST_WORDS = 14
# An outcome that no table knows and that takes more words than this is a piece of sentence, not a thing.
_MOST_UNKNOWN = 8
_MOST_OF_A_NAME = 4
# Rules whose own wording makes the claim, where the thing is known.
_BY_THE_THING = {
    "contents of a food",
    "should be avoided",
    "is safe",
    "interaction",
    "has no side effects",
    "table row",
}


def is_claim(intervention: str, outcome: str, outcome_concept: Concept, frame: Frame, terms: Terms) -> bool:
    if not _is_pair(intervention, outcome, frame):
        return False
    if not terms.every and pieces.is_piece(intervention, outcome, frame):
        return False
    if (
        (frame.rule.startswith("model: ") or frame.rule == "relation verb")
        and not outcome_concept.known
        and (thing := terms.interventions.lookup(outcome)) is not None
        and thing.kind in {"drug", "supplement", "herb"}
    ):
        return False  # "beats paracetamol", "a favourite when you are tapering off amitriptyline": a medicine is no outcome
    if frame.kind is Kind.PREVALENCE:
        return terms.dense or terms.outcomes.best(intervention).known
    acting_known = terms.interventions.best(intervention).known or bool(terms.about and terms.about in intervention)
    if frame.rule in _BY_THE_THING:
        return acting_known or (terms.dense and len(intervention.split()) <= _MOST_OF_A_NAME)
    if (not outcome_concept.known and len(outcome.split()) > _MOST_UNKNOWN) or subjects.REPORTING.search(outcome):
        return False
    if terms.every:
        return True
    if frame.strong:
        return terms.dense or outcome_concept.known or (acting_known and frame.verb_at < 0)
    if terms.dense:
        return acting_known or outcome_concept.known or _is_thing(intervention, outcome)
    return acting_known and outcome_concept.known


# Where an article speaks of health throughout: short names on both sides, neither a person nor a figure.
_PLAIN_THING = re.compile(r"[a-z][\w’'-]*(?:\s+[\w’'-]+){0,5}", re.I)
_NO_OUTCOME = re.compile(
    r"^(?:it|them|you|me|him|her|us|that|this|one|way|place|time|money|\w+ly|back|up|off|out|down|well|right|so|much)\b",
    re.I,
)


def _is_thing(intervention: str, outcome: str) -> bool:
    return bool(_PLAIN_THING.fullmatch(intervention) and _PLAIN_THING.fullmatch(outcome)) and not _NO_OUTCOME.match(
        outcome
    )


def _is_pair(intervention: str, outcome: str, frame: Frame) -> bool:
    if not intervention or not outcome or intervention.lower() == outcome.lower():
        return False
    if max(len(intervention.split()), len(outcome.split())) > _MOST_WORDS:
        return False
    if (frame.kind is not Kind.PREVALENCE and not re.search(r"[^\W\d_]{2,}", outcome)) or outcome.lower() in {
        "an",
        "the",
        "of",
    }:
        return False
    if outcome.lower().startswith(frame.verb or "-"):
        return True
    # "stopped lowering cholesterol": what is acted on is an action, not an outcome
    return not any(
        relation.start == 3 and relation.form.endswith("ing") for relation in find_relations(f"by {outcome}")
    )


_ORDERS = re.compile(
    r"\W*(?:(?:and|so|but|please|also|then|just|never|always|do\s+not|don[’']t|avoid)\b[\s,]*)*(?:be\s+tempted\s+to\s+)?$",
    re.I,
)


def is_order(sentence: str, frame: Frame) -> bool:
    """ "Treat posters with care": a verb in its base form opens the sentence and nobody acts."""
    if frame.subject is not None or frame.verb_at < 0:
        return False
    word = re.match(r"\w+", sentence[frame.verb_at :])
    bare = word is not None and not word.group().lower().endswith(("s", "ed"))
    return bare and bool(_ORDERS.match(sentence[: frame.verb_at]))
