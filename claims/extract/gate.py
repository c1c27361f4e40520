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


# Pieces that follow an outcome and are none.
_AFTERTHOUGHT = re.compile(
    r"^(?:no\s+longer|however|whatever|whichever|whether|meaning|often|usually|sometimes|yes|makes?|made|has\s+been|have\s+been|is|are|was|were|robs|to$|people$|users$|anything|something|everything|away|off|up(?!\s+to)|out|it$|them$|him$|her$|more$|less$|most$|you\s+\w+$|(?:them|him|her|us|you)\s+to\b|one$|lads|folks)\b",
    re.I,
)
_ONLY_PEOPLE = re.compile(
    r"(?:mice|rats|animals|humans|people|patients|women|men|children|adults|users|readers|runners|it|that|which|one)",
    re.I,
)


# Heads of phrases that are about a study or a body, and act on nobody's health.
_NO_HEAD = re.compile(
    r"^(?:(?!\b(?:of|for|in|that|from|with|to)\b).)*?\b(?:findings?|results?|factors?|ability|abilities|opportunit(?:y|ies)|evaluations?|definitions?|populations?|implications?|anecdotes?|agency|agencies|company|companies|researchers?|participants?|authors?|teams?|data|information|mechanisms?|history|facts?|questions?|ideas?|goals?|aims?|approvals?|analys[ie]s|announcement|fda|foundation|institute|university|hospital|society|association|statements?|samples?|groups?|averages?|roles?|practice|posts?|jobs?|candidates?|pensions?|clinics?|surger(?:y|ies)(?=$)|experience|nurses?|doctors?|gps?|pharmacists?|midwi(?:fe|ves)|lifts?|wings?|museums?|charit(?:y|ies)|councils?|government|services?|laws?|polic(?:y|ies)|shops?|staff|directors?|curators?|managers?|trusts?|courses?\s+fees?|prices?|website|page|kitchen|visitors?|customers?|readers?|parents?)(?:\s+(?:of|for|in|that|from|with|to)\b.*)?$",
    re.I,
)
_NO_OUTCOME_WORD = re.compile(
    r"(?:such|or|and|rare|costly|serious|what|how|why|\w+(?:ary|able|ful|ous|ive|ical|ional|antly|ently|ly))", re.I
)
_STATED = re.compile(
    r"^(?:us|we|me|researchers?|doctors?|clinicians?|scientists?|guide|identify|inform|understand|explain|determine|detect|diagnose|find|choose|decide|what|better\s+understand)\b|\b(?:is|are|was|were|has|have|includes?|included|should|will)\b",
    re.I,
)


def _is_thing(intervention: str, outcome: str) -> bool:
    return bool(_PLAIN_THING.fullmatch(intervention) and _PLAIN_THING.fullmatch(outcome)) and not _NO_OUTCOME.match(
        outcome
    )


_HANGS = re.compile(
    r"\b(?:that|which|who|whose|whom|and|or|but|neither|find|finds|found|say|says|believe|know|than)$", re.I
)


# Pieces of a sentence that only look as if they acted: a year, a preposition's words, an order, another statement.
_NO_ACTOR = re.compile(
    r"^(?:\d{4}$|(?:please|by|to|from|of|than|in|at|on|for|with|during|before|don[’']t|never|not|nor|if|when|as|because|nothing|nobody|nearly|always|cases|reports|buy|ask|tell|feed|call|ring|let|put|give|otherwise|certain(?=\s*$)|results?|more|less|fewer|lots|plenty|some\s+\w+ed|it|he|she|even|there|our$|whereas|diagnosed|despite|none|neither|currently|propensity|developed|designed|created|tested|people\s+on|the\s+average|average|inside|whatever|whichever|an?\s+(?:study|trial|survey|review|way|lot|bit|handful|few|number|day|week|month|year))\b)"
    r"|^(?:(?!\b(?:that|which|who)\b).)*\b(?:is|are|was|were|has|have|had|does|do|did|will|would|can|could|may|might|should|must|doesn[’']t|don[’']t|isn[’']t|aren[’']t|it|said|says|whether|studied|learned|cautions|warns)\b",
    re.I,
)
_PERSON = re.compile(r"(?:who|whose|what|why|how|he|she|i|we|you|dr|prof|professor|mr|mrs|ms|sir)\b\.?", re.I)


def _is_pair(intervention: str, outcome: str, frame: Frame) -> bool:
    if _HANGS.search(intervention) or _PERSON.match(intervention) or _NO_ACTOR.search(intervention):
        return False  # a piece of a sentence whose verb no table knows
    if frame.rule == "relation verb" and (_STATED.search(outcome) or _NO_OUTCOME_WORD.fullmatch(outcome)):
        return False
    if _NO_HEAD.match(intervention) or _AFTERTHOUGHT.match(outcome) or _ONLY_PEOPLE.fullmatch(intervention):
        return False
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
