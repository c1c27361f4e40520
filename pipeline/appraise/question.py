"""A claim as a question to a study: which terms count as its intervention and its outcome, and what they stand for.

Made once a claim, then used for every study.
"""

import re
from dataclasses import dataclass

from claims.records import Claim, Concept, Direction
from claims.vocabulary import Mention, Vocabulary, own_words
from pipeline.appraise.aspect import aspect_of
from pipeline.appraise.population import group_pattern
from pipeline.appraise.role import is_tested
from pipeline.plan import is_stopping, situation_of
from pipeline.query import content_words
from pipeline.records import Finding, Match

# Named in studies as what something is compared with, or too general to be another intervention.
COMPARATORS = frozenset(
    {"placebo", "dietary supplements", "diet", "drug tapering", "vitamins", "minerals", "antioxidant supplements"}
)


@dataclass(frozen=True)
class Question:
    """`interventions` and `outcomes` map a concept's preferred term to how it stands to the claim's own.

    `wanted` is the finding that would bear the claim out (its negation left aside); None where either way would.
    `aspect` is the side of the outcome that is asked for, `group` finds the people whom the claim names.
    """

    claim: Claim
    interventions: dict[str, Match]
    outcomes: dict[str, Match]
    known_interventions: Vocabulary
    known_outcomes: Vocabulary
    stopping: bool
    situation: str | None
    wanted: Finding | None
    aspect: str | None
    group: re.Pattern[str] | None

    def intervention_mentions(self, text: str) -> list[tuple[Mention, Match]]:
        """Known interventions in a text, each with how it stands to the claim's (different where it is another).

        Comparators and words of the outcome ("fasting glucose") are no interventions here; a thing that is lacking, left
        out, compared with or only the background is another one.
        """
        outcomes = [mention for mention in self.known_outcomes.mentions(text) if len(text) < 2000]
        return [
            (mention, self._standing(text, mention))
            for mention in self.known_interventions.mentions(text)
            if mention.concept.preferred not in COMPARATORS
            and not any(other.start <= mention.start and mention.end <= other.end for other in outcomes)
        ]

    def _standing(self, text: str, mention: Mention) -> Match:
        if not is_tested(text, mention.start, mention.end, stopping=self.stopping, kind=mention.concept.kind):
            return Match.DIFFERENT
        return self.interventions.get(mention.concept.preferred, Match.DIFFERENT)

    def outcome_mentions(self, text: str) -> list[tuple[Mention, Match]]:
        """The claim's outcome, or one that stands near it, in a text; others are left out."""
        return [
            (mention, self.outcomes[mention.concept.preferred])
            for mention in self.known_outcomes.mentions(text)
            if mention.concept.preferred in self.outcomes and not _is_population(text, mention)
        ]


_HAVING = re.compile(
    r"\b(?:patients?|people|adults|women|men|children|participants|subjects|individuals|survivors|those|volunteers|outpatients|adolescents|persons)\s+(?:\w+\s+){0,2}?(?:with|having|suffering\s+from|who\s+(?:had|have)|at\s+risk\s+of)\s+(?:[\w-]+\s+){0,3}$",
    re.I,
)
_MODIFIED = re.compile(
    r"\b(?:\w+\s+)?(?:remission|relapse|prevalence|awakenings?|quality|patients?\s+with|history|onset|recurrence|(?<!prevention and )(?<!prevention or )treatment|management|diagnosis|knowledge|awareness|control)\s+(?:of|in|with|for)\s+(?:\w+\s+)?$",
    re.I,
)


def _is_population(text: str, mention: Mention) -> bool:
    """Whether an illness is named only to say who was studied, or as what another outcome is of ("remission of depression")."""
    before, after = text[max(0, mention.start - 80) : mention.start], text[mention.end : mention.end + 30]
    if _HAVING.search(before) or _MODIFIED.search(before):
        return True
    return bool(
        re.match(r"\s+(?:patients|survivors|sufferers|participants|subjects|inpatients|outpatients)\b", after, re.I)
    )


def question_of(claim: Claim, interventions: Vocabulary, outcomes: Vocabulary) -> Question:
    acting = claim.intervention_concept
    stopping = is_stopping(acting)
    base = interventions.named(acting.wider or "") if stopping else interventions.named(acting.preferred)
    base = base or acting
    outcome = outcomes.named(claim.outcome_concept.preferred) or claim.outcome_concept
    return Question(
        claim=claim,
        interventions=_family(base, interventions, siblings=True),
        outcomes=_outcome_family(outcome, outcomes),
        known_interventions=interventions if base.known else _with(interventions, base),
        known_outcomes=outcomes if outcome.known else _with(outcomes, outcome),
        stopping=stopping,
        situation=None if stopping else situation_of(claim),
        wanted=wanted_finding(claim.direction, outcome.valence, claim.outcome),
        aspect=aspect_of(claim),
        group=group_pattern(claim.population),
    )


# An outcome that is itself a change: "a drop in blood pressure", "a lower risk of stroke".
_NOMINAL = r"^(?:(?:an?|the|any|some|\w+ly|small|slight|big|large|sharp|sudden|significant|marked|modest|dangerous|\d+\s*%)\s+){{0,3}}(?:{})\s+(?:in|of)\b"
_FALL = re.compile(
    _NOMINAL.format("drops?|falls?|reductions?|decreases?|declines?|dips?|cuts?|lowering|loss(?=\\s+in)"), re.I
)
_RISE = re.compile(_NOMINAL.format("rises?|increases?|spikes?|surges?|jumps?|elevations?|peaks?"), re.I)
_LESS = re.compile(r"^(?:an?\s+|the\s+)?(?:\w+ly\s+|much\s+)?(?:lower|reduced|fewer|less|decreased|smaller)\s", re.I)
_MORE = re.compile(r"^(?:an?\s+|the\s+)?(?:\w+ly\s+|much\s+)?(?:higher|raised|increased|more|greater|elevated)\s", re.I)


def wanted_finding(direction: Direction, valence: int, outcome: str = "") -> Finding | None:
    """Which way the outcome itself must move for the claim to hold. "Treats insomnia" wants less insomnia.

    Where the outcome as worded is a change, the change counts: "causes a drop in blood pressure" wants it lower, and so does "linked with
    lower blood pressure"; "prevents a fall in blood pressure" wants it higher than it would be.
    """
    fall, rise = bool(_FALL.match(outcome)), bool(_RISE.match(outcome))
    if direction in {Direction.CAUSES, Direction.INCREASES, Direction.ASSOCIATED}:
        if fall or _LESS.match(outcome):
            return Finding.DECREASED
        if rise or (direction is Direction.ASSOCIATED and _MORE.match(outcome)):
            return Finding.INCREASED
    if direction in {Direction.DECREASES, Direction.PREVENTS, Direction.TREATS} and (fall or rise):
        return Finding.DECREASED if rise else Finding.INCREASED
    if direction is Direction.NO_EFFECT:
        return Finding.NO_SIGNIFICANT_DIFFERENCE
    if direction in {Direction.INCREASES, Direction.CAUSES}:
        return Finding.INCREASED
    if direction is Direction.DECREASES:
        return Finding.DECREASED
    if direction in {Direction.PREVENTS, Direction.TREATS, Direction.IMPROVES}:
        return (
            Finding.INCREASED
            if valence > 0 or (valence == 0 and direction is Direction.IMPROVES)
            else Finding.DECREASED
        )
    if direction is Direction.WORSENS:
        return Finding.DECREASED if valence >= 0 else Finding.INCREASED
    return None


def _family(concept: Concept, vocabulary: Vocabulary, *, siblings: bool) -> dict[str, Match]:
    family = {parent.preferred: Match.BROADER for parent in vocabulary.wider(concept)}
    if siblings and concept.wider:
        parent = vocabulary.named(concept.wider)
        for sibling in vocabulary.narrower(parent) if parent and not vocabulary.is_broad(parent) else ():
            family.setdefault(sibling.preferred, Match.RELATED)
    family.update({child.preferred: Match.NARROWER for child in vocabulary.narrower(concept)})
    family[concept.preferred] = Match.SAME
    return family


def _outcome_family(concept: Concept, vocabulary: Vocabulary) -> dict[str, Match]:
    family = _family(concept, vocabulary, siblings=False)
    for name in concept.measures:
        measured = vocabulary.named(name)
        if measured:
            family.setdefault(name, Match.RELATED)
            for child in vocabulary.narrower(measured):
                family.setdefault(child.preferred, Match.RELATED)
    return family


def _with(vocabulary: Vocabulary, unknown: Concept) -> Vocabulary:
    """The vocabulary and one concept of the article's own words, found by the phrase or by its content words."""
    words = content_words(unknown.preferred)
    synonyms = tuple(dict.fromkeys((unknown.preferred, " ".join(words))))
    concept = own_words(unknown.preferred)
    known = Concept(concept.preferred, synonyms=synonyms, known=False)
    return Vocabulary((known, *(entry for entry in vocabulary if entry.preferred != known.preferred)))
