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
from pipeline.appraise.bearing import NEAR, ON, about_another, bears_on
from pipeline.appraise.cues import flip, movement
from pipeline.appraise.figures import effects_in
from pipeline.appraise.question import Question
from pipeline.records import Effect, Finding, Match, Span, Study

RULE = "appraise.finding.v3"

# A pooled figure speaks of the review's own outcome, whatever the sentence opens with.
_POOLED = re.compile(
    r"\b(?:relative\s+risk|risk\s+ratio|rate\s+ratio|odds\s+ratio|hazard\s+ratio|RR|OR|HR|SMD)\b[^.]{0,12}?\d", re.I
)
_AIM = re.compile(
    r"\b(?:asked|tested|wanted\s+to\s+know|to\s+see)\s+(?:whether|if|which|what|how)\b|\bthe\s+(?:aim|purpose|objective|goal)\b|\baimed\s+(?:to|at)\b|\bset\s+out\s+to\b|\bexamined\s+whether\b|\bto\s+(?:determine|investigate|assess|evaluate|examine|compare)\b"
    r"|\bwe\s+(?:investigated|assessed|evaluated|examined|compared)\b|\bweighed\b|\b(?:study|review|trial|analysis|we)\s+(?:determined|examined|assessed|investigated|evaluated|explored|studied)\b|\blooked\s+(?:at|for|into)\b|\b(?:main|primary|secondary)\s+(?:outcomes?|end-?points?)\s+(?:measures?\s+)?(?:was|were|included?)\b|\boutcome\s+measures?\b|\bto\s+show\b|\bwere\s+(?:randomi[sz]ed|randomly)\b|\bwas\s+(?:measured|assessed)\b",
    re.I,
)
_CONCLUDES = re.compile(
    r"\b(?:conclu\w+|authors?|the\s+(?:trial|study|review|findings|results|work|data)\s+(?:found|show\w*|support\w*|suggest\w*)|in\s+(?:conclusion|summary|short)|therefore|thus|overall|these\s+(?:findings|results|data|figures))\b",
    re.I,
)
# How an abstract without headings opens: with what is believed, before what was found.
_BELIEVED = re.compile(r"\b(?:is|are|has\s+been|have\s+been|may|might|can|could|remains?)\b", re.I)
_OWN_WORK = re.compile(r"(?<![\w-])\d|\b(?:we|our|this\s+(?:study|trial|review|meta-analysis|analysis)|here)\b", re.I)
_MORE_FOLLOWS = 4
# What a sentence that goes on about the same outcome opens with.
GOES_ON = re.compile(
    r"^\W*(?:(?:among|in)\s+[^,.;]{3,40}\s+(?=(?:it|they|the\s+risk)\s+(?:was|were|fell|rose)\b))?(?:it|they|this|these|both|neither|there|no|overall|in\s+(?:both|neither)|(?:the\s+)?(?:\w+\s+)?(?:risks?|scores?|symptoms?|differen\w+|effects?|incidence|frequency|attacks|success|response|remission)|raising\s+the\s+dose)\b",
    re.I,
)
BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_RATHER = re.compile(r"\b(?:rather\s+than|instead\s+of)\b[^,;.]*", re.I)
_INLINE_LABEL = re.compile(r"^([A-Z][A-Za-z]+(?:[ /&][A-Za-z]+){0,3})\s*::?\s")
CLAUSE = re.compile(r";|,?\s+\b(?:but|while|whereas|although|though|yet|however)\b", re.I)

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
    every = list(_statements(_with_heads(question, study), study, match))
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


def _with_heads(question: Question, study: Study) -> Question:
    """Where the title names the very outcome ("antibiotic-associated diarrhoea"), its plain head ("diarrhoea") means that one below."""
    if not any(how is Match.SAME for _, how in question.outcome_mentions(study.title)):
        return question
    own = question.claim.outcome_concept.preferred
    heads = {
        name: Match.SAME for name, how in question.outcomes.items() if how is Match.BROADER and own.endswith(f" {name}")
    }
    return replace(question, outcomes={**question.outcomes, **heads}) if heads else question


def _statements(question: Question, study: Study, match: Match) -> Iterator[Statement]:
    """Statements sentence by sentence; one that names no outcome at all goes on about the last one named."""
    body = [
        (Span("abstract", start, end, study.abstract[start:end]), section)
        for section in study.sections
        for start, end in sentence_spans(study.abstract, section.start, section.end)
    ]
    running = _topic(question, study.title, match)
    inline: str | None = None
    own = ON if any(how in ON for _, how in question.intervention_mentions(f"{study.title} {study.abstract}")) else NEAR
    in_title = any(how in own for _, how in question.intervention_mentions(study.title))
    for index, (sentence, section) in enumerate(body):
        named = [
            found
            for found in question.known_outcomes.mentions(sentence.text)
            if found.concept.preferred not in _GENERAL
        ]
        told = _INLINE_LABEL.match(sentence.text)
        inline = told.group(1) if told else inline if section.label is None else None
        label = section.label or inline
        silent = bool(label and _SKIPPED_LABELS.match(label)) or is_aim(sentence.text)
        silent = silent or (
            index == 0 and label is None and len(body) >= _MORE_FOLLOWS and is_background(sentence.text)
        )
        # Where the title is about more than the claim's intervention, only sentences that name it speak for it.
        if not silent and (in_title or any(how in own for _, how in question.intervention_mentions(sentence.text))):
            weight = weight_of(sentence.text, label, last=index == len(body) - 1)
            goes_on = GOES_ON.search(sentence.text) or _POOLED.search(sentence.text)
            carried = running if not named and goes_on else None
            yield from _read_sentence(question, study, sentence, match, weight, carried)
        if named:
            running = _topic(question, sentence.text, match)
    if not body and study.title:
        yield from _read_sentence(question, study, Span("title", 0, len(study.title), study.title), match, 0.5, None)


# "Overall symptoms improved": of whatever the study is about.
_GENERAL = frozenset({"symptom severity", "symptoms", "response", "treatment response", "disease severity"})


def _topic(question: Question, text: str, match: Match) -> Concept | None:
    return next((mention.concept for mention, how in question.outcome_mentions(text) if how is match), None)


def is_aim(text: str) -> bool:
    return bool(_AIM.search(text)) and not effects_present(text)


def effects_present(text: str) -> bool:
    return bool(re.search(r"\bp\s*[<=>]|\d\s*%|\b(?:RR|OR|HR|SMD|CI)\b", text))


def weight_of(text: str, label: str | None, *, last: bool) -> float:
    concluding = (label and _CONCLUSION_LABELS.search(label)) or _CONCLUDES.search(text)
    return (1.6 if concluding else 1.0) * (1.3 if effects_present(text) else 1.0) * (1.15 if last else 1.0)


def is_background(text: str) -> bool:
    """Whether an opening sentence tells what is believed, not what this study found: no figure, no word of its own work."""
    return bool(_BELIEVED.search(text)) and not _OWN_WORK.search(text)


def _read_sentence(
    question: Question, study: Study, sentence: Span, match: Match, weight: float, carried: Concept | None
) -> Iterator[Statement]:
    if about_another(question, sentence.text):
        return
    flat = BRACKETS.sub(lambda found: "_" * len(found.group()), sentence.text)  # a semicolon in brackets ends nothing
    bounds = [0, *(mark.start() for mark in CLAUSE.finditer(flat)), len(sentence.text)]
    own = question.known_outcomes.named(question.claim.outcome_concept.preferred)
    for start, end in pairwise(bounds):
        clause = _RATHER.sub(lambda found: " " * len(found.group()), sentence.text[start:end])
        mention = next((found for found, how in question.outcome_mentions(clause) if how is match), None)
        concept = mention.concept if mention else carried
        if mention:
            carried = mention.concept  # "…; it was halved in runners": the next clause may go on about it
        elif any(found.concept.preferred not in _GENERAL for found in question.known_outcomes.mentions(clause)):
            concept = None
        if concept is None or not bears_on(question, study, clause, concept, later=bool(start)):
            continue
        effect = next(
            (_shift(found, sentence) for found in effects_in(sentence.field, sentence.text, start, end)), None
        )
        at = (mention.start, mention.end) if mention else (0, 0)
        occurs = question.stopping and question.claim.direction is Direction.CAUSES
        others = tuple(
            (other.start, other.end)
            for other in question.known_outcomes.mentions(clause)
            if (other.start, other.end) != at
        )
        moved = movement(clause, *at, concept.valence, effect, occurs=occurs, others=others)
        if moved is None:
            continue
        opposite = own is not None and own.valence * concept.valence < 0
        yield Statement(flip(moved) if opposite else moved, weight, sentence, match, effect, carried=mention is None)


def _shift(effect: Effect, sentence: Span) -> Effect:
    span = effect.span
    return replace(effect, span=Span(sentence.field, sentence.start + span.start, sentence.start + span.end, span.text))
