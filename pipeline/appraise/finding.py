"""What a study reports of an outcome, read by transparent rules from its sentences.

Reads the outcome's own movement (increased, decreased, no significant difference), never whether that is good. A later
reader, with a measured model, takes this one's place behind the same signature.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from claims.records import Concept, Direction
from claims.sentences import sentence_spans
from pipeline.appraise.figures import effects_in, excludes_null
from pipeline.appraise.question import Question
from pipeline.records import Effect, Finding, Match, Section, Span, Study

RULE = "appraise.finding.v1"

_UP = re.compile(
    r"\b(?:increas\w*|rose|risen|rais(?:e[sd]?|ing)|higher|greater|elevat\w*|gained|grew|prolong\w*|lengthen\w*|commoner|more\s+(?:frequent|common|often|likely)|doubled|longer|more)\b",
    re.I,
)
_DOWN = re.compile(
    r"\b(?:reduc\w*|fell|fall(?:s|en|ing)?|lower\w*|decreas\w*|fewer|less|shorter|shorten\w*|declin\w*|dropp?(?:ed|s)?|cut|eas(?:e[sd]?|ing)|reliev\w*|alleviat\w*|diminish\w*|sooner|halved|attenuat\w*|suppress\w*|rarer|milder|calm\w*|relief|came\s+down|prevent(?:s|ed|ing|ion)?|protect(?:s|ed|ive|ion)?)\b",
    re.I,
)
_GOOD = re.compile(
    r"\b(?:improv\w*|better|benefi\w*|effective(?:ness|ly)?|superior|help(?:s|ed|ful|ing)?|favou?r\w*|recover\w*|faster|antidepressant-like|efficacious|beat|enhanc\w*)\b",
    re.I,
)
# "more responders", "remission was commoner": more of these is less of the illness.
_RESPONSE = re.compile(
    r"\b(?:(?:significantly\s+)?more\s+(?:\w+\s+){0,3}?(?:responders?|respond\w*|remission|recovered|improved|succeeded|success\w*|gained)|(?:response|remission|responder|recovery|success)s?(?:\s+rates?)?\s+(?:was|were)\s+(?:\w+\s+)?(?:higher|more\s+\w+|commoner|better|faster))\b",
    re.I,
)
_BAD = re.compile(r"\b(?:wors\w*|harm\w*|impair\w*|deteriorat\w*|ineffective)\b", re.I)
_NOT = r"(?:not|n[’']t|never|hardly|barely|neither|nor|no\s+longer|non)"
_NULL = re.compile(
    rf"\bno\s+(?:\w+\s+){{0,4}}?(?:differen\w+|effects?|benefits?|changes?|improvement|reductions?|increases?|associations?|links?|gains?|advantage|impact|evidence|support|relation\w*)\b"
    rf"|\b{_NOT}\s+(?:\w+\s+){{0,5}}?(?:differ\w*|chang\w*|reduc\w*|improv\w*|increas\w*|lower\w*|help\w*|affect\w*|prevent\w*|signific\w*|associated|linked|tied|related|better|fewer|less|more|rarer|frequent|faster|shorten\w*|effective|benefit\w*|superior|raise\w*|clear\w*|recover|matter\w*|beneficial|higher|support\w*|alter\w*|influence\w*|decreas\w*|confirm\w*)\b"
    r"|\bnon-?significan\w*|\bunchanged\b|\b(?:were|was|are|is)\s+(?:\w+\s+)?(?:alike|similar|equal|the\s+same|unaffected)\b|\bno\s+(?:better|worse|rarer|fewer|less|more|higher|lower|faster)\b"
    r"|\bnone\s+of\s+the\b.*\b(?:differ|better|effect)|\bineffective\b|\bunimportant\b|\bneither\b|\bhardly\s+\w+|\bnot\s+(?:statistically\s+)?significant\w*|\b(?:practically|essentially|virtually)\s+(?:un|the\s+same|equal|no)"
    r"|\bdid\s+no\s+better\b|\bwithout\s+(?:clear\s+|significant\s+)?(?:benefit|effect)|\bno\s+significant\b|\bfailed\s+to\b|\bmade\s+no\s+difference\b|\bmissed\s+significance\b|\bonly\s+nearly\s+reached\s+significance\b|\bbore\s+no\s+relation\b|\bequally\b|\babout\s+equal|\bin\s+favou?r\s+of\s+(?:the\s+)?(?:placebo|controls?|sham)\b|\bin\s+both\s+(?:groups|arms)\b",
    re.I,
)
_UNTOLD = re.compile(
    r"\b(?:insufficient|not\s+sufficient|did\s+not\s+allow|cannot\s+(?:be|say|show|conclude)|inconclusive|is\s+not\s+known|not\s+been\s+(?:studied|tested)|(?:was|were)\s+not\s+(?:studied|tested|the\s+outcome|asked|mentioned|reported|part)|not\s+mentioned"
    r"|does\s+not\s+(?:show|settle|say)|shows?\s+nothing|no\s+(?:firm\s+)?conclusions?|more\s+(?:research|studies|trials)|calls?\s+for|predict(?:s|ions?)|hypothes\w+|must\s+not\s+be\s+used|did\s+not\s+study|had\s+(?:found|shown|suggested|reported)|earlier\s+(?:reviews?|meta-analys\w+|trials?|work)|(?:\d+\s*%|\d+\s+of\s+\d+|half|most|some)\s+of\s+(?:the\s+)?(?:studies|trials)|is\s+needed|need(?:s|ed)?\s+(?:study|further|more|confirm\w+)|was\s+not\s+asked|probability\s+that)\b",
    re.I,
)
_AIM = re.compile(
    r"\b(?:asked|tested|wanted\s+to\s+know|to\s+see)\s+(?:whether|if|which|what|how)\b|\bthe\s+(?:aim|purpose|objective|goal)\b|\baimed\s+(?:to|at)\b|\bset\s+out\s+to\b|\bexamined\s+whether\b|\bto\s+(?:determine|investigate|assess|evaluate|examine|compare)\b"
    r"|\bwe\s+(?:investigated|assessed|evaluated|examined|compared)\b|\blooked\s+(?:at|for|into)\b|\bmain\s+outcome\s+was\b|\bwere\s+(?:randomi[sz]ed|randomly)\b|\bwas\s+(?:measured|assessed)\b",
    re.I,
)
_CONCLUDES = re.compile(
    r"\b(?:conclu\w+|authors?|the\s+(?:trial|study|review|findings|results|work|data)\s+(?:found|show\w*|support\w*|suggest\w*)|in\s+(?:conclusion|summary|short)|therefore|thus|overall|these\s+(?:findings|results|data|figures))\b",
    re.I,
)
_GOES_ON = re.compile(
    r"\b(?:it|they|risk|rates?|symptoms?|scores?|differen\w+|effects?|benefits?|events?|cases?|incidence|frequency|results?|attacks?|success|outcome|neither|no|not|doses?|responders?|response|remission)\b|\d",
    re.I,
)
_NO_RESULT = re.compile(
    r"[-\s](?:and\s+lower[-\s])?(?:doses?|strength|risk\s+people|quality|than\s+(?:an?\s+)?(?:\d|day|week|year)|body|back|limb|respiratory|urinary)\b",
    re.I,
)
# Whether something happens at all, against how long or how badly: a shorter cold is not a prevented one.
_OCCURRENCE = re.compile(
    r"\b(?:inciden\w*|risks?|prevent\w*|occur\w*|rates?|cases?|develop\w*|caught|catch\w*|number\s+of|frequen\w*|rarer|commoner|often|odds|likely|diagnos\w*|episodes|new|events?|deaths?|mortality|fewer|relapse\w*|recur\w*|attacks|falls|fractures|got|ill|infections?)\b",
    re.I,
)
_COURSE = re.compile(
    r"\b(?:durations?|severity|severe|shorten\w*|shorter|sooner|faster|intensity|milder|lasted|length|recover\w*|days?|hours?|scores?|symptoms?|pain|relieved)\b",
    re.I,
)
_OCCURS = re.compile(
    r"\b(?:\d[\d.]*\s*%|\w+\s+of\s+(?:the\s+)?\d+|\d+\s+of\s+\d+)\b.{0,60}\b(?:had|experienced|reported|suffered|developed)\b|\b(?:appeared|occurred)\s+in\s+\d",
    re.I,
)
_CLAUSE = re.compile(r";|,?\s+\b(?:but|while|whereas|although|though|yet|however)\b", re.I)
_SKIPPED_LABELS = re.compile(
    r"^(?:BACKGROUND|OBJECTIVES?|AIMS?|INTRODUCTION|PURPOSE|METHODS?|DESIGN|SETTING|PARTICIPANTS?|MATERIALS?.*|INTERVENTIONS?|STUDY\s+(?:DESIGN|SELECTION)|DATA\s+SOURCES?|SEARCH\s+METHODS?|SELECTION\s+CRITERIA|TRIAL\s+REGISTRATION|CONTEXT|IMPORTANCE|MAIN\s+OUTCOMES?.*|BACKGROUND.*OBJECTIVES?)$",
    re.I,
)
_CONCLUSION_LABELS = re.compile(r"CONCLUSION|INTERPRETATION|IMPLICATION", re.I)


@dataclass(frozen=True, slots=True)
class Statement:
    """One clause that says how the outcome moved. `carried`: it goes on about an outcome that an earlier sentence named."""

    finding: Finding
    weight: float
    span: Span
    match: Match
    effect: Effect | None
    carried: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """`scores`: share of increased, decreased, no significant difference among the statements (they sum to 1, or to 0)."""

    finding: Finding
    scores: tuple[float, float, float]
    statements: tuple[Statement, ...]


def read_finding(question: Question, study: Study, match: Match) -> Reading:
    """The finding for the claim's outcome, or for one that stands to it as `match` says. Silence stays "not reported"."""
    every = list(_statements(question, study, match))
    statements = [statement for statement in every if not statement.carried] or every
    totals = {
        finding: sum(statement.weight for statement in statements if statement.finding is finding)
        for finding in (Finding.INCREASED, Finding.DECREASED, Finding.NO_SIGNIFICANT_DIFFERENCE)
    }
    total = sum(totals.values())
    if not total:
        return Reading(Finding.NOT_REPORTED, (0.0, 0.0, 0.0), ())
    up, down, none = (round(value / total, 4) for value in totals.values())
    best = max(totals, key=lambda finding: totals[finding])
    finding = best if totals[best] / total >= 0.6 else Finding.MIXED
    return Reading(finding, (up, down, none), tuple(statements))


def _statements(question: Question, study: Study, match: Match) -> Iterator[Statement]:
    """Statements sentence by sentence; one that names no outcome at all goes on about the last one named."""
    body = [
        (Span("abstract", start, end, study.abstract[start:end]), section)
        for section in study.sections
        for start, end in sentence_spans(study.abstract, section.start, section.end)
    ]
    running = _topic(question, study.title, match)
    for index, (sentence, section) in enumerate(body):
        named = question.known_outcomes.mentions(sentence.text)
        silent = bool(section.label and _SKIPPED_LABELS.match(section.label)) or _is_aim(sentence.text)
        if not silent:
            weight = _weight(sentence.text, section, last=index == len(body) - 1)
            carried = running if not named and running is not None and _GOES_ON.search(sentence.text) else None
            yield from _read_sentence(question, sentence, match, weight, carried)
        if named:
            running = _topic(question, sentence.text, match)
    if not body and study.title:
        yield from _read_sentence(question, Span("title", 0, len(study.title), study.title), match, 0.5, None)


def _topic(question: Question, text: str, match: Match) -> Concept | None:
    return next((mention.concept for mention, how in question.outcome_mentions(text) if how is match), None)


def _is_aim(text: str) -> bool:
    return bool(_AIM.search(text)) and not effects_present(text)


def effects_present(text: str) -> bool:
    return bool(re.search(r"\bp\s*[<=>]|\d\s*%|\b(?:RR|OR|HR|SMD|CI)\b", text))


def _weight(text: str, section: Section, *, last: bool) -> float:
    concluding = (section.label and _CONCLUSION_LABELS.search(section.label)) or _CONCLUDES.search(text)
    return (1.6 if concluding else 1.0) * (1.3 if effects_present(text) else 1.0) * (1.15 if last else 1.0)


def _read_sentence(
    question: Question, sentence: Span, match: Match, weight: float, carried: Concept | None
) -> Iterator[Statement]:
    if _about_another(question, sentence.text):
        return
    bounds = [0, *(mark.start() for mark in _CLAUSE.finditer(sentence.text)), len(sentence.text)]
    own = question.known_outcomes.named(question.claim.outcome_concept.preferred)
    for start, end in pairwise(bounds):
        clause = sentence.text[start:end]
        mention = next((found for found, how in question.outcome_mentions(clause) if how is match), None)
        concept = mention.concept if mention else carried
        if not _right_aspect(question, clause, concept):
            continue
        if concept is None or _UNTOLD.search(clause) or (start and _about_another(question, clause)):
            continue
        effect = next(
            (_shift(found, sentence) for found in effects_in(sentence.field, sentence.text, start, end)), None
        )
        at = (mention.start, mention.end) if mention else (0, 0)
        moved = _movement(
            clause,
            *at,
            concept.valence,
            effect,
            occurs=question.stopping and question.claim.direction is Direction.CAUSES,
        )
        if moved is None:
            continue
        opposite = own is not None and own.valence * concept.valence < 0
        yield Statement(_flip(moved) if opposite else moved, weight, sentence, match, effect, carried=mention is None)


def _right_aspect(question: Question, clause: str, concept: Concept | None) -> bool:
    """A claim to prevent is answered by whether it happened, a claim to cure by its course."""
    words = f"{clause} {concept.preferred if concept else ''}"
    if question.claim.direction is Direction.PREVENTS:
        return bool(_OCCURRENCE.search(words)) or not _COURSE.search(words)
    if question.claim.direction is Direction.TREATS and re.search(
        r"\b(?:prevent\w*|prophyla\w*|incidence)\b", clause, re.I
    ):
        return bool(_COURSE.search(clause))
    return True


def _shift(effect: Effect, sentence: Span) -> Effect:
    span = effect.span
    return replace(effect, span=Span(sentence.field, sentence.start + span.start, sentence.start + span.end, span.text))


def _about_another(question: Question, text: str) -> bool:
    """Whether a sentence speaks of other interventions and of none that the claim is about."""
    mentions = question.intervention_mentions(text)
    treatments = [
        how
        for mention, how in mentions
        if mention.concept.kind not in {"exposure", "food"} or how is not Match.DIFFERENT
    ]
    return bool(treatments) and all(how in {Match.DIFFERENT, Match.RELATED} for how in treatments)


def _movement(
    clause: str, start: int, end: int, valence: int, effect: Effect | None, *, occurs: bool = False
) -> Finding | None:
    """How the outcome at [start, end) of a clause moved; None where the clause does not say.

    `occurs`: that some people had it counts as its being brought about (asked for what follows the stopping of a drug).
    """
    if _NULL.search(clause):
        shown = effect is not None and excludes_null(effect)
        if not shown:
            return Finding.NO_SIGNIFICANT_DIFFERENCE
    cues: list[tuple[int, Finding]] = []
    clause = _RESPONSE.sub(lambda found: "improved".ljust(len(found.group())), clause)
    for pattern, finding in (
        (_UP, Finding.INCREASED),
        (_DOWN, Finding.DECREASED),
        (_GOOD, Finding.DECREASED if valence < 0 else Finding.INCREASED),
        (_BAD, Finding.INCREASED if valence < 0 else Finding.DECREASED),
    ):
        for cue in pattern.finditer(clause):
            if cue.start() < end and start < cue.end():
                continue  # "high blood pressure": the cue is part of the outcome's own name
            if _NO_RESULT.match(clause[cue.end() :]):
                continue  # "higher-dose", "more than 100 people": no movement of anything
            between = clause[cue.end() : start] if cue.end() <= start else clause[end : cue.start()]
            # What follows a comma or a bracket after the outcome mostly speaks of something else.
            distance = len(between) + (60 if cue.start() >= end and re.search(r"[,(]", between) else 0)
            cues.append((distance, finding))
    if effect is not None and excludes_null(effect) is False:
        return Finding.NO_SIGNIFICANT_DIFFERENCE
    if not cues and occurs and _OCCURS.search(clause):
        return Finding.INCREASED
    if cues:
        return min(cues, key=lambda cue: cue[0])[1]
    if effect is not None and excludes_null(effect):
        null = 1.0 if effect.measure in {"RR", "OR", "HR"} else 0.0
        return Finding.INCREASED if effect.value > null else Finding.DECREASED
    return None


def _flip(finding: Finding) -> Finding:
    return {Finding.INCREASED: Finding.DECREASED, Finding.DECREASED: Finding.INCREASED}.get(finding, finding)
