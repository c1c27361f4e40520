"""The design of a study: publication types first, then MeSH, then the words of title and abstract."""

import re

from pipeline.appraise.notice import speaks_of_another
from pipeline.appraise.publication_types import CONTROLLED, REVIEWS, TRIALS
from pipeline.appraise.species import ONE_PERSON, PERSON
from pipeline.records import Design, Species, Study

RULE = "appraise.design.v2"

_REVIEW = re.compile(
    r"\b(?:systematic(?:ally)?\s+review|meta-?\s?analys[ei]s|pooled\s+analysis|umbrella\s+review)\b", re.I
)
_PROTOCOL = re.compile(
    r"\b(?:study|trial|review|research)\s+protocol\b|\bprotocol\s+(?:for|of)\s+(?:a|an|the)\b|:\s*(?:\w+\s+){0,3}protocol\b|\bprotocol\W*$",
    re.I,
)
_PLANNED = re.compile(
    r"\bwill\s+be\s+(?:randomi[sz]ed|recruited|enrolled|randomly|assessed|invited)\b|\bmethods\s+and\s+analysis\b", re.I
)
_RANDOMISED = re.compile(r"\brandomi[sz]ed\b|\brandomly\s+(?:assigned|allocated)\b|\bRCT\b", re.I)
_TEXT: tuple[tuple[Design, re.Pattern[str]], ...] = (
    (Design.COHORT, re.compile(r"\bcohort\b|\bprospective(?:ly)?\s+(?:study|followed)|\blongitudinal\b|\bregistry\b|\bfollow(?:ed)?[- ]up\b.{0,60}\byears\b", re.I)),
    (Design.CASE_CONTROL, re.compile(r"\bcase[- –]control\b", re.I)),
    (Design.CROSS_SECTIONAL, re.compile(r"\bcross[- ]sectional\b|\bsurvey(?:ed)?\b|\bquestionnaire\b", re.I)),
    (Design.CASE_REPORT, re.compile(r"\bcase\s+(?:reports?|series)\b|\bwe\s+report\s+(?:a|the)\s+case\b", re.I)),
)  # fmt: skip
_BY_TYPE: tuple[tuple[Design, frozenset[str]], ...] = (
    (Design.PROTOCOL, frozenset({"Clinical Trial Protocol"})),
    (Design.SYSTEMATIC_REVIEW, REVIEWS),
    (Design.RANDOMISED_TRIAL, TRIALS),
    (Design.CONTROLLED_TRIAL, CONTROLLED),
    (Design.GUIDELINE, frozenset({"Practice Guideline", "Guideline", "Consensus Development Conference"})),
    (Design.CASE_REPORT, frozenset({"Case Reports"})),
    (Design.NARRATIVE_REVIEW, frozenset({"Review", "Scoping Review"})),
)  # fmt: skip
_BY_MESH: tuple[tuple[Design, frozenset[str]], ...] = (
    (Design.COHORT, frozenset({"Cohort Studies", "Prospective Studies", "Follow-Up Studies", "Longitudinal Studies", "Retrospective Studies"})),
    (Design.CASE_CONTROL, frozenset({"Case-Control Studies"})),
    (Design.CROSS_SECTIONAL, frozenset({"Cross-Sectional Studies", "Surveys and Questionnaires"})),
)  # fmt: skip
# What people say of a treatment in interviews is no measure of what it does.
_QUALITATIVE = re.compile(
    r"\bqualitative\b|\bphenomenolog\w+|\bgrounded\s+theory\b|\bsemi-structured\s+interviews?\b|\bfocus\s+groups?\b|\bInterviews\s+as\s+Topic\b",
    re.I,
)
_CASE_TITLE = re.compile(
    rf"(?<!\bin )\bcases?\s+of\b|\bcase\s+(?:report|series)\b|:\s*a\s+case\b|\bin\s+a\s+(?:\w+\s+){{0,2}}{PERSON}\b(?=\s+(?:with|after|following|taking)\b|\W*$)",
    re.I,
)
_MANY_PEOPLE = re.compile(
    r"\b(?:cohorts?|surveys?|trials?|prospective|retrospective|randomi[sz]ed|registry|population-based|cross-sectional|case[- –]control)\b",
    re.I,
)
# People were given something: then a study without chance in it is no mere watching.
_GIVEN = re.compile(
    r"\b(?:treated\s+with|treatment\s+with|received|underwent|were\s+given|was\s+given|administ(?:ered|ration)|open[- ]label|pilot\s+(?:study|trial)|"
    r"pre-?\s?(?:and|to)\s?-?post|before\s+and\s+after\s+(?:treatment|the\s+intervention|therapy|training)|intervention\s+group|efficacy\s+of|effectiveness\s+of|"
    r"training\s+program(?:me)?|therapy\s+program(?:me)?|feasibility\s+of|surgery\s+was\s+performed)\b",
    re.I,
)


def design_of(study: Study, species: Species) -> Design:
    """The design of a study. A review that only its title calls systematic counts as one; a protocol never does, and neither does
    a notice or letter, whose title is often that of the study it is about."""
    types = {kind.name for kind in study.publication_types}
    tags = {heading.term for heading in study.mesh}
    if speaks_of_another(study):
        return Design.EDITORIAL
    if _PROTOCOL.search(study.title) and not types & {"Systematic Review", "Meta-Analysis"}:
        return Design.PROTOCOL
    if _PLANNED.search(study.abstract) and not types & REVIEWS:
        return Design.PROTOCOL
    if _QUALITATIVE.search(f"{study.title} {_method_part(study)}") and not types & REVIEWS:
        return Design.UNCLEAR
    if species in {Species.ANIMAL, Species.IN_VITRO}:
        return Design.SYSTEMATIC_REVIEW if types & {"Meta-Analysis", "Systematic Review"} else Design.LABORATORY
    for design, names in _BY_TYPE[:3]:
        if types & names:
            return design
    if _REVIEW.search(study.title):
        return Design.SYSTEMATIC_REVIEW
    if "Review" not in types and _RANDOMISED.search(f"{study.title} {_method_part(study)}"):
        return Design.RANDOMISED_TRIAL
    for design, names in _BY_TYPE[3:]:
        if types & names:
            return design
    for design, names in _BY_MESH:
        if tags & names:
            return design
    words = f"{study.title} {study.abstract}"
    if not _MANY_PEOPLE.search(study.title) and (_CASE_TITLE.search(study.title) or ONE_PERSON.search(study.abstract)):
        return Design.CASE_REPORT
    for design, pattern in _TEXT:
        if pattern.search(words):
            return design
    return Design.COHORT if "Observational Study" in types else Design.UNCLEAR


def intervenes(study: Study) -> bool:
    """Whether the people of a study were given something, by its words."""
    return bool(_GIVEN.search(f"{study.title} {study.abstract}"))


def includes_trials(study: Study) -> bool:
    """Whether a review says that it pools or reviews trials (else it starts where observational studies start)."""
    types = {kind.name for kind in study.publication_types}
    words = f"{study.title} {study.abstract}"
    return "Randomized Controlled Trial" in types or bool(
        re.search(
            r"\brandomi[sz]ed\b|\bRCTs?\b|\bplacebo\b|\b(?:clinical|controlled|cross-?over)\s+(?:trials?|studies)\b|\btrials\b",
            words,
            re.I,
        )
    )


def _method_part(study: Study) -> str:
    """The part of an abstract that tells what was done; the first half where sections are not labelled."""
    labelled = [
        study.abstract[section.start : section.end]
        for section in study.sections
        if section.label and re.search(r"METHOD|DESIGN|PARTICIPANT", section.label, re.I)
    ]
    return " ".join(labelled) or study.abstract[: len(study.abstract) // 2 + 200]
