"""The match matrix: how a study's question stands to the claim's, facet by facet. Unknown is not a mismatch."""

import itertools
import re

from claims.extract.modifiers import WITHDRAWAL, population_of
from claims.vocabulary import in_print
from pipeline.appraise.population import population_match
from pipeline.appraise.question import Question
from pipeline.records import Match, MatchMatrix, Study

RULE = "appraise.match.v4"

_ORDER = (Match.SAME, Match.NARROWER, Match.BROADER, Match.RELATED)
_FORM = re.compile(
    r"\b(?:topical|cream|oil|inhal\w*|aroma\w*|intravenous|infusion|injection|lozenges?|juice|tea|capsules?|tablets?|extract|syrup|drink|gel|patch|rectal|vaginal|nasal)\b",
    re.I,
)
_FORM_CLASS = {
    "cream": "topical", "gel": "topical", "patch": "topical", "aroma": "inhaled", "inhal": "inhaled", "infusion": "intravenous",
    "injection": "intravenous", "intravenous": "intravenous",
}  # fmt: skip
# A combination tested as one says little on one part alone.
_COMBINED = re.compile(
    r"\b(?:combin(?:ed|ation)|plus|together\s+with|multi-?(?:ingredient|nutrient|herb|botanical)s?|mixture|-based\s+nutrient\s+drink)\b",
    re.I,
)


# An arm of each beside the one of both.
_ALSO_ALONE = re.compile(r"\b(?:the\s+two|alone\s+(?:and|or)|separately|singly)\b", re.I)
_JOINED = re.compile(
    r"\s*(?:and|plus|with|together\s+with|combined\s+with|in\s+combination\s+with|added\s+to|&|\+|/)\s*", re.I
)


def match_of(question: Question, study: Study) -> MatchMatrix:
    """All eight facets. Intervention and outcome are matched by concept and class, the others by their own words."""
    notes: list[str] = []
    intervention, studied = _intervention(question, study, notes)
    outcome, measured = _outcome(question, study, notes)
    return MatchMatrix(
        population=_population(question, study, notes),
        intervention=intervention,
        form=_form(question, study, notes),
        dose=Match.UNKNOWN,
        duration=Match.UNKNOWN,
        comparator=_comparator(question, study, notes),
        outcome=outcome,
        context=_context(question, study, notes),
        notes=tuple(notes),
        studied=studied,
        measured=measured,
    )


# "better than ibuprofen", "as effective as", "less than placebo": a comparison is another question than an effect.
_COMPARES = re.compile(
    r"\b(?:than|compared\s+(?:with|to)|as\s+(?:well|effective|good|strong|safe)\s+as|versus)\s+(?!\d|ever\b|usual\b|before\b|others?\b|(?:one|two|three|half|a)\b)",
    re.I,
)


def _comparator(question: Question, study: Study, notes: list[str]) -> Match:
    if _COMPARES.search(question.claim.quote):
        notes.append("the claim compares; the study was not made for that comparison as far as could be read")
        return Match.DIFFERENT
    controlled = re.search(r"\bplacebo\b|\bsham\b|\bno\s+treatment\b|\bcontrol\b", study.abstract, re.I)
    return Match.SAME if controlled else Match.UNKNOWN


def _headings(study: Study) -> str:
    return " ; ".join((study.title, *(heading.term for heading in study.mesh), *study.chemicals, *study.keywords))


def _intervention(question: Question, study: Study, notes: list[str]) -> tuple[Match, str | None]:
    """By title, MeSH, chemicals and keywords; by the abstract alone only where it names the thing at least twice."""
    prominent = [
        (match, mention.concept.preferred) for mention, match in question.intervention_mentions(_headings(study))
    ]
    in_abstract = [
        (match, mention.concept.preferred) for mention, match in question.intervention_mentions(study.abstract)
    ]
    if question.stopping and not _about_stopping(study):
        notes.append("the study is not about stopping a medicine")
        return Match.DIFFERENT, None
    for wanted in _ORDER:
        named = [name for match, name in prominent if match is wanted]
        told = [name for match, name in in_abstract if match is wanted]
        if not named and not (wanted in _ORDER[:2] and len(told) >= 2):
            continue
        studied = (named or told)[0]
        if wanted is Match.BROADER:
            notes.append(f"studied {in_print(studied)}, the wider class")
        if wanted is Match.RELATED:
            notes.append(f"studied {in_print(studied)}, of the same class")
        if wanted in _ORDER[:2] and _tested_in_combination(question, study):
            notes.append("tested in combination with something else")
            return Match.RELATED, studied
        return wanted, studied
    passing = [name for match, name in in_abstract if match in _ORDER[:2]]
    if passing:
        notes.append("the intervention is named only in passing")
        return Match.RELATED, passing[0]
    notes.append("another intervention")
    return Match.DIFFERENT, None


# A dose that nobody means who names none: what it does is told of it alone.
_EXTREME = re.compile(
    r"\b(?:annual|yearly|single|one-off|very|mega-?)\s*(?:oral\s+|large\s+|high[-\s]|very\s+)*(?:high|large|mega)?[-\s]?dos(?:e|es|ing)\b|\bbolus\b|\bmegadoses?\b",
    re.I,
)


def _is_extreme(words: str) -> bool:
    return bool(_EXTREME.search(words))


def _tested_in_combination(question: Question, study: Study) -> bool:
    title = study.title
    if not _COMBINED.search(title) or _ALSO_ALONE.search(title):
        return False
    mine = question.interventions
    others = [
        mention for mention in question.known_interventions.mentions(title) if mention.concept.preferred not in mine
    ]
    return bool(others) or bool(re.search(r"-based|multi", title, re.I))


def only_in_combination(question: Question, sentence: str) -> bool:
    """Whether a sentence names the claim's intervention, and each time joined to another one ("vitamin D with calcium"): what it
    reports is then of both together, and says little of one alone."""
    mentions = sorted(question.known_interventions.mentions(sentence), key=lambda mention: mention.start)
    mine = [question.interventions.get(mention.concept.preferred) in _ORDER[:2] for mention in mentions]
    joined = [
        bool(_JOINED.fullmatch(sentence[before.end : after.start])) for before, after in itertools.pairwise(mentions)
    ]
    own = [at for at, is_mine in enumerate(mine) if is_mine]
    return bool(own) and all(
        (at > 0 and joined[at - 1] and not mine[at - 1]) or (at < len(joined) and joined[at] and not mine[at + 1])
        for at in own
    )


def _about_stopping(study: Study) -> bool:
    return bool(
        WITHDRAWAL.search(_headings(study))
        or re.search(r"\bwithdrawal\b|\bdiscontinu\w+|\btaper\w*", study.abstract, re.I)
    )


def _outcome(question: Question, study: Study, notes: list[str]) -> tuple[Match, str | None]:
    found = [
        (match, mention.concept.preferred)
        for mention, match in question.outcome_mentions(f"{_headings(study)} ; {study.abstract}")
    ]
    for wanted in _ORDER:
        measured = next((name for match, name in found if match is wanted), None)
        if measured is None:
            continue
        if wanted is Match.BROADER:
            notes.append(f"reports {in_print(measured)}, a wider outcome")
        if wanted is Match.RELATED:
            notes.append(f"reports {in_print(measured)}, which may stand for the outcome")
        return wanted, measured
    notes.append("another outcome")
    return Match.DIFFERENT, None


def _population(question: Question, study: Study, notes: list[str]) -> Match:
    asked = question.claim.population
    match = population_match(asked, _headings(study), study.abstract)
    if match is Match.DIFFERENT:
        notes.append(f"not studied in {asked}")
    return match


def _form(question: Question, study: Study, notes: list[str]) -> Match:
    if _is_extreme(study.title) and not _is_extreme(f"{question.claim.quote} {question.claim.dose}"):
        notes.append("given in one very large or yearly dose")
        return Match.DIFFERENT
    asked = _FORM.search(question.claim.intervention)
    if asked is None:
        return Match.UNKNOWN
    tested = {_form_class(found.group()) for found in _FORM.finditer(study.title)}
    if not tested or _form_class(asked.group()) in tested:
        return Match.UNKNOWN if not tested else Match.SAME
    notes.append(f"another form ({', '.join(sorted(tested))})")
    return Match.DIFFERENT


def _form_class(word: str) -> str:
    lower = word.lower()
    return next((name for start, name in _FORM_CLASS.items() if lower.startswith(start)), lower.rstrip("s"))


def _context(question: Question, study: Study, notes: list[str]) -> Match:
    """Whether the study was made in the situation that the claim is bound to (stopping a medicine)."""
    if question.situation is None:
        return _circumstances(question, study, notes)
    if not _about_stopping(study) or not _medicine_stopped(question, study):
        notes.append("no one in the study was stopping the medicine")
        return Match.DIFFERENT
    return Match.SAME


# Circumstances that go without saying in a study of the thing.
_ORDINARY = frozenset(
    "before after during while when with without once taken taking bed bedtime going sleep meals meal food morning evening night daily weeks week months month days day years year"
    " water hours hour minutes minute used using regularly three four six eight twelve first they them your their from that this about least".split()
)


def _circumstances(question: Question, study: Study, notes: list[str]) -> Match:
    """Whether a study was made in the circumstances that the claim states ("in the ninth month"), by their telling words."""
    stated = question.claim.context
    words = {word for word in re.findall(r"[a-z]{4,}", (stated or "").lower()) if word not in _ORDINARY}
    if not words:
        return Match.UNKNOWN
    text = f"{_headings(study)} {study.abstract}".lower()
    if sum(word.rstrip("s") in text for word in words) * 2 >= len(words):
        return Match.SAME
    notes.append(f"not studied {stated}")
    return Match.DIFFERENT


def _medicine_stopped(question: Question, study: Study) -> bool:
    drugs = [
        mention.concept
        for mention in question.known_interventions.mentions(question.situation or "")
        if mention.concept.kind == "drug"
    ]
    if not drugs:
        return True
    family = {drug.preferred for drug in drugs}
    for drug in drugs:
        family |= {parent.preferred for parent in question.known_interventions.wider(drug)}
    return any(
        mention.concept.preferred in family for mention in question.known_interventions.mentions(_headings(study))
    )


def population_words(study: Study) -> str | None:
    """Who was studied, as the abstract words it."""
    return population_of(study.abstract)
