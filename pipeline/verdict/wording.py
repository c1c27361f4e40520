"""The sentences in which a verdict is told. GRADE guidance 26: does, probably, may, very uncertain."""

import re

from claims.records import Claim, Direction
from claims.vocabulary import in_print
from pipeline.records import Absence, Certainty, Label, Level

_VERBS = {
    Direction.INCREASES: ("increases", "increase"),
    Direction.DECREASES: ("reduces", "reduce"),
    Direction.IMPROVES: ("improves", "improve"),
    Direction.WORSENS: ("worsens", "worsen"),
    Direction.PREVENTS: ("prevents", "prevent"),
    Direction.TREATS: ("helps against", "help against"),
    Direction.CAUSES: ("causes", "cause"),
    Direction.ASSOCIATED: ("is linked with", "be linked with"),
    Direction.NO_EFFECT: ("makes no difference to", "make no difference to"),
    Direction.OTHER: ("affects", "affect"),
}
_HOW = {Level.HIGH: "", Level.MODERATE: "probably ", Level.LOW: "may "}


# Worded as a good state, though the concept behind it is the disorder ("balance" for electrolyte imbalance).
_GOOD_STATE = re.compile(r"\b(?:balance|health|levels?|function|control)\b", re.I)
# Worded as something that people do: it is helped to, not against.
_DOING = re.compile(
    r"(?:fall\s+asleep|stay\s+asleep|sleep\s+(?:better|longer|more|through|deeper)|lose\s+weight|feel\s|think\s|concentrate\b|recover\b)",
    re.I,
)
_CLUMSY = re.compile(
    r"^(?:hard|having|you|being|it|to|them|feeling|repair\w*|build\w*|relax\w*)\b|\b(?:becomes?|suffers?|gets?)\b", re.I
)


def claim_in_words(claim: Claim) -> str:
    """The claim as one plain sentence, without its hedge; a clumsy phrase gives way to the term that it stands for."""
    verb, base = _VERBS[claim.direction]
    acting = acting_in_words(claim)
    if claim.direction is Direction.OTHER:
        kept_off = _KEPT_OFF.fullmatch(claim.outcome)
        if kept_off:
            verb = {"take": "taken", "use": "used", "eat": "eaten", "drink": "drunk", "have": "had"}.get(
                kept_off["verb"] or "", "avoided"
            )
            people = f" by {claim.population}" if claim.population else ""
            return f"{acting} should {'' if verb == 'avoided' else 'not '}be {verb}{people}"
        told = _TOLD_OF.match(claim.outcome)
        if told and told["verb"] and claim.negated:
            return f"{acting} does not interact{claim.outcome[told.end('verb') :]}"
        return f"{acting} {claim.outcome}" if told else f"{acting}: {claim.outcome}"
    if _DOING.match(claim.outcome) and claim.direction in {Direction.IMPROVES, Direction.TREATS, Direction.INCREASES}:
        verb, base = ("helps to", "help to")
        return f"{acting} {'does not ' + base if claim.negated else verb} {claim.outcome}"
    many = bool(_MANY.search(_AFTER_HEAD.split(acting, maxsplit=1)[0]))
    if (
        claim.direction is Direction.IMPROVES
        and claim.outcome_concept.valence < 0
        and not _GOOD_STATE.search(claim.outcome)
    ):
        verb, base = _VERBS[Direction.TREATS]
    if claim.direction is Direction.ASSOCIATED:
        be = "are" if many else "is"
        return f"{acting} {be}{' not' * claim.negated} linked with {outcome_in_words(claim)}"
    said = f"{'do' if many else 'does'} not {base}" if claim.negated else base if many else verb
    return f"{acting} {said} {outcome_in_words(claim)}"


def claim_with_people(claim: Claim) -> str:
    """The claim as one plain sentence, and in whom, where it says so: the same thing claimed for others is another claim."""
    words = claim_in_words(claim)
    return (
        words
        if not claim.population or claim.population.lower() in words.lower()
        else f"{words}, in {claim.population}"
    )


# Outcomes that read on from what acts: "interacts with warfarin", "avoided in pregnancy".
_TOLD_OF = re.compile(
    r"(?P<verb>interacts)\b|(?:combined|avoided|contraindicated|not\s+(?:be|safe|suitable|recommended|for))\b", re.I
)
# A warning without more: "should not take", "avoid".
_KEPT_OFF = re.compile(
    r"(?:never|not)\s+(?:to\s+)?(?P<verb>take|use|eat|drink|have)|avoid|steer\s+clear|stay\s+away|keep\s+(?:off|away)",
    re.I,
)
# What stands behind the head of a phrase: "ice baths after lifting" are baths.
_AFTER_HEAD = re.compile(r"\s+(?:such\s+as|like|with|in|of|for|from|after|before|during|on|at|that|which|to)\s", re.I)
# A plural subject, by its look: it takes "do", not "does".
_MANY = re.compile(r"\band\b|(?<!u)(?<!i)(?<!s)s$(?<!diabetes)(?<!exercises)", re.I)


def acting_in_words(claim: Claim) -> str:
    concept = claim.intervention_concept
    return (
        f"stopping {in_print(concept.wider)}"
        if concept.preferred.endswith(" discontinuation") and concept.wider
        else claim.intervention
    )


def outcome_in_words(claim: Claim) -> str:
    concept = claim.outcome_concept
    clumsy = _CLUMSY.search(claim.outcome) or len(claim.outcome.split()) > 5
    damage = claim.direction is Direction.CAUSES and concept.preferred.endswith(" damage")
    return in_print(concept.preferred) if (clumsy or damage) and concept.known else claim.outcome


def sentence_for(claim: Claim, label: Label, certainty: Certainty | None, absence: Absence | None, reason: str) -> str:
    what = f"“{claim_in_words(claim)}”"
    level = certainty.level if certainty else None
    told: dict[Label, str] = {
        Label.SUPPORTED: f"Supported: the evidence shows that {what} holds (high certainty).",
        Label.PROBABLY_SUPPORTED: f"Probably supported: {what} is probably right (moderate certainty).",
        Label.POSSIBLY_SUPPORTED: f"Possibly supported: {what} may be right, but the evidence is weak (low certainty).",
        Label.REFUTED: f"Refuted: the evidence shows little or no effect, so {what} does not hold (high certainty).",
        Label.PROBABLY_NOT: f"Probably not: there is probably little or no effect, so {what} probably does not hold (moderate certainty).",
        Label.POSSIBLY_NOT: f"Possibly not: there may be little or no effect, so {what} may well not hold (low certainty).",
        Label.CONTRADICTED: f"Contradicted: the evidence points the other way from {what} ({level} certainty).",
        Label.MIXED: f"Mixed evidence: {_who_disagrees(certainty)} on whether {what} ({level} certainty).",
        Label.INSUFFICIENT: f"Not enough evidence: studies on {what} exist, but they cannot settle it{_very_low(level, absence)}.",
        Label.NO_HUMAN_EVIDENCE: f"No human evidence: only animal or laboratory work bears on {what}.",
        Label.NO_STUDIES: f"No studies found: an adequate search found nothing that answers {what}. That is not evidence against it.",
        Label.NOT_ASSESSED: f"Not assessed: {what} was not decided, because {reason}.",
        Label.NOT_CHECKABLE: f"Not checkable: {reason}.",
    }
    return told[label]


def _who_disagrees(certainty: Certainty | None) -> str:
    """One study can be mixed by itself, of parts of the outcome or of the people; then no other disagrees with it."""
    return (
        "the one study at hand reports mixed results"
        if certainty and len(certainty.studies) == 1
        else "good studies disagree"
    )


def _very_low(level: Level | None, absence: Absence | None) -> str:
    if absence is Absence.NOT_SHOWN:
        return ": they did not show a difference, and did not rule one out"
    return " (the evidence is very uncertain)" if level is Level.VERY_LOW else ""
