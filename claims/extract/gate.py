"""Which readings of a frame are claims: both sides named, and enough of them known for the rule that found it."""

import re

from claims.extract import subjects
from claims.extract.frame import Frame
from claims.extract.relations import find_relations
from claims.extract.terms import Terms
from claims.records import Concept, Kind

_MOST_WORDS = 14
# An outcome that no table knows and that takes more words than this is a piece of sentence, not a thing.
_MOST_UNKNOWN = 8
# Rules whose own wording makes the claim, where the thing is known.
_BY_THE_THING = {"contents of a food", "should be avoided", "is safe", "interaction", "has no side effects"}


def is_claim(intervention: str, outcome: str, outcome_concept: Concept, frame: Frame, terms: Terms) -> bool:
    if not _is_pair(intervention, outcome, frame):
        return False
    if frame.kind is Kind.PREVALENCE:
        return terms.outcomes.best(intervention).known
    acting_known = terms.interventions.best(intervention).known
    if frame.rule in _BY_THE_THING:
        return acting_known
    if (not outcome_concept.known and len(outcome.split()) > _MOST_UNKNOWN) or subjects.REPORTING.search(outcome):
        return False
    if terms.every:
        return True
    if frame.strong:
        return acting_known or outcome_concept.known
    return acting_known and outcome_concept.known


def _is_pair(intervention: str, outcome: str, frame: Frame) -> bool:
    if not intervention or not outcome or intervention.lower() == outcome.lower():
        return False
    if max(len(intervention.split()), len(outcome.split())) > _MOST_WORDS:
        return False
    if not re.search(r"[^\W\d_]{2,}", outcome) or outcome.lower() in {"an", "the", "of"}:
        return False
    if outcome.lower().startswith(frame.verb or "-"):
        return True
    # "stopped lowering cholesterol": what is acted on is an action, not an outcome
    return not any(
        relation.start == 3 and relation.form.endswith("ing") for relation in find_relations(f"by {outcome}")
    )


def is_order(sentence: str, frame: Frame) -> bool:
    """ "Treat posters with care": a verb in its base form opens the sentence and nobody acts."""
    opens = bool(frame.verb) and sentence[: len(frame.verb)].lower() == frame.verb
    return frame.subject is None and opens and not frame.verb.endswith("s")
