"""Whether a clause can be taken for a result on the question: its outcome's side, its people, its arm, its comparison."""

import re

from claims.records import Concept
from pipeline.appraise.arms import is_anothers
from pipeline.appraise.aspect import answers
from pipeline.appraise.question import COMPARATORS, Question
from pipeline.records import Match, Study

UNTOLD = re.compile(
    r"\b(?:insufficient|not\s+sufficient|did\s+not\s+allow|cannot\s+(?:be|say|show|conclude)|inconclusive|is\s+not\s+known|not\s+been\s+(?:studied|tested)|(?:was|were)\s+not\s+(?:studied|tested|the\s+outcome|asked|mentioned|reported|part)|not\s+mentioned"
    r"|does\s+not\s+(?:show|settle|say)|shows?\s+nothing|no\s+(?:firm\s+)?conclusions?|more\s+(?:research|studies|trials)|calls?\s+for|predict(?:s|ions?)|hypothes\w+|must\s+not\s+be\s+used|did\s+not\s+study|had\s+(?:found|shown|suggested|reported)|earlier\s+(?:reviews?|meta-analys\w+|trials?|work)|(?:\d+\s*%|\d+\s+of\s+\d+|half|most|some)\s+(?:of\s+)?(?:the\s+)?(?:studies|trials)|in\s+\d+\s+of\s+\d+\s+(?:studies|trials)|(?:at|comparable\s+at|similar\s+at)\s+baseline|baseline\s+(?:characteristics|values|differences)|defined\s+as|success\s+meant|(?:in|ex)clusion\s+criteria|ha(?:s|ve)\s+been\s+(?:reported|suggested|shown|proposed|thought|used|associated|linked|claimed)|risk\s+factors?\s+for|because\s+\w+\s+(?:is|are)\s+associated|should\s+inform|may\s+prevent|impossible\s+to|sub-?groups?|(?:in|for)\s+the\s+minority|possible\s+benefit|will\s+(?:be|evaluate|contribute|assess|determine)|future|remains?\s+to\s+be|is\s+(?:widely|commonly|often)|(?:could|should)\s+be|(?:enhanced|modified|influenced)\s+by|interaction\s+(?:between|with)|is\s+needed|need(?:s|ed)?\s+(?:study|further|more|confirm\w+)|was\s+not\s+asked|probability\s+that)\b",
    re.I,
)


# "combined risk of death, heart attack and stroke": a composite says little on one of its parts.
_COMPOSITE = re.compile(r"\b(?:combined|composite|either)\b", re.I)


_ACTIVE = re.compile(
    r"\b(?:than|versus|vs\.?|compared\s+(?:with|to)|as\s+effective\s+as|against|over)\s+(?P<other>[^,;.]{2,50})", re.I
)


# What happened within a group says nothing on what made the difference.
_WITHIN = re.compile(
    r"\b(?:both|all|each|either)\s+(?:the\s+)?(?:\w+\s+)?(?:groups?|arms?|treatments?)\b|\birrespective\s+of\b|\bregardless\s+of\b|\bfrom\s+baseline\b|\bover\s+time\b|\bas\s+effective\s+as\b",
    re.I,
)


# "took a median of 11 days in both groups": the two did not differ.
_ALIKE = re.compile(
    r"\b(?:took|lasted|was|were|had|occurred|arose)\s+(?:[^,;.\s]+\s+){0,4}?\d[\d.]*\s*(?:%|\w+)\s+(?:of\s+\w+\s+)?in\s+(?:both|each)\s+(?:groups?|arms?)\b",
    re.I,
)


_BOTH = re.compile(r"\bcombination\b|\bcombined\s+(?:treatment|therapy|group|arm)", re.I)


# "lower in the remifentanil group", "higher in group C"; "than in the placebo group" is the comparison and no arm of its own.
_ARM = re.compile(
    r"\b(?:higher|lower|greater|less|more|fewer|better|worse|shorter|longer|reduced|increased|decreased|improved)\b[^.;]{0,40}?(?<!than\s)\bin\s+(?:the\s+)?(?:(?P<name>[\w-]+)\s+(?:group|arm)\b|(?:group|arm)\s+[A-Z0-9]+\b)",
    re.I,
)


_OWN_ARM = frozenset(
    "treatment treated intervention active study experimental supplement supplemented supplementation verum test exposed vaccinated same this first each both".split()
)


# "decreased with lidocaine": what the movement is credited to.
_CREDITED = re.compile(
    r"\b(?:decreased|reduced|lowered|relieved|improved|increased|prevented|attenuated|alleviated)\s+(?:\w+ly\s+)?(?:with|by)\s+(?P<other>[^,;.]{2,50})",
    re.I,
)


ON = (Match.SAME, Match.NARROWER)


NEAR = (*ON, Match.BROADER, Match.RELATED)


def bears_on(question: Question, study: Study, clause: str, concept: Concept, *, later: bool) -> bool:
    """Whether a clause can be taken for a result on the question: its side of the outcome, its people, its comparison."""
    if UNTOLD.search(clause) or not answers(question.aspect, clause, concept.preferred):
        return False
    if later and about_another(question, clause):
        return False
    if (
        _WITHIN.search(clause)
        and not re.search(r"\bno\b|\bnot\b|\bplacebo\b|\bcontrols?\b", clause, re.I)
        and not _ALIKE.search(clause)
    ):
        return False
    if _COMPOSITE.search(clause) and "major" not in concept.preferred and concept.preferred != "cardiovascular disease":
        return False
    if question.group and not question.group.search(study.title) and not question.group.search(clause):
        return False
    if _BOTH.search(clause) and not _BOTH.search(question.claim.intervention):
        return False
    if is_anothers(question, study, clause) or any(_is_other_arm(question, arm) for arm in _ARM.finditer(clause)):
        return False
    credited = _CREDITED.search(clause)
    if (
        credited
        and _is_treatment(question, credited.group("other"))
        and not any(how in NEAR for _, how in question.intervention_mentions(credited.group("other")))
    ):
        return False
    compared = _ACTIVE.search(clause)
    return not (compared and _is_treatment(question, compared.group("other")))


def _is_other_arm(question: Question, arm: re.Match[str]) -> bool:
    """Whether "in the … group" names an arm that is not the claim's: then the movement is not its doing, or the reverse of it."""
    name = (arm.group("name") or "").lower()
    if not name:
        return False  # "in group C": told by its letter
    return name not in _OWN_ARM and not any(how in NEAR for _, how in question.intervention_mentions(name))


def _is_treatment(question: Question, words: str) -> bool:
    """Whether something else that acts is what the comparison is with: beating it says nothing against doing nothing."""
    return any(
        mention.concept.kind in {"drug", "supplement", "herb", "procedure", "behaviour"}
        and mention.concept.preferred not in COMPARATORS
        for mention in question.known_interventions.mentions(words)
    )


def about_another(question: Question, text: str) -> bool:
    """Whether a sentence speaks of other interventions and of none that the claim is about."""
    mentions = question.intervention_mentions(text)
    treatments = [
        how
        for mention, how in mentions
        if mention.concept.kind not in {"exposure", "food"} or how is not Match.DIFFERENT
    ]
    return bool(treatments) and all(how in {Match.DIFFERENT, Match.RELATED} for how in treatments)
