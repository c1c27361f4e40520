"""Ways of putting things that the rules read as plain statements or plain denials, and that are neither. Such a claim is shown, and judged when confirmed."""

import re

from claims.records import Concept
from claims.vocabulary import Vocabulary

_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("it is denied in part only", re.compile(
        r"(?:\bnot|n[’']t|\bnever)\s+(?:\w+\s+){0,3}?(?:always|every\w*|all|entirely|completely|necessarily)\b|\bnot\s+(?:\w+\s+){0,4}?in\s+(?:everyone|everybody|all)\b|\bin\s+no\s+\w+|\bnever\b[^.;]*\b(?:below|above|more\s+than|less\s+than)\b", re.I)),
    ("what is supposed is not said", re.compile(r"^\W*if\b[^.]*\bwould\b|\bwould\b[^.]*\bif\b", re.I)),
    ("what has not been ruled out is not denied", re.compile(r"\brul(?:e|ed|ing)\s+out\b", re.I)),
    ("it compares, or excepts", re.compile(r"\bnothing\s+(?:\w+\s+){0,3}?(?:like|but|as|beats?|better)\b|\bno\s+\w+\s+(?:but|except|other\s+than)\b|\bnone\s+but\b", re.I)),
    ("it tells what was believed", re.compile(r"\b(?:was|were)\s+(?:once\s+|long\s+|widely\s+)?(?:thought|believed|held|said|supposed)\s+to\b", re.I)),
    ("it is mocked", re.compile(r"\bmy\s+(?:foot|eye)\b|\byeah,?\s+right\b|\bpull\s+the\s+other\b|\bas\s+if\b", re.I)),
    ("it is taken back in the same breath", re.compile(r"[;:,–—]\s*(?:but\s+)?(?:independent\s+)?(?:trials?|studies|tests?|research|reviews?|doctors|experts)\s+(?:\w+\s+)?(?:found|find|show|showed|disagree|say)\b[^.]*\b(?:nothing|none|no|not|otherwise|otherwise|disagree)\b", re.I)),
    ("it holds for some and is denied for others", re.compile(r"\bbut\s+not\s+(?:in|for|among|with)\b", re.I)),
    ("it depends on how the thing is taken", re.compile(r"\b(?:taken|started|given|used)\s+(?:too\s+\w+|after|before|only|late|early|instead|without)\b", re.I)),
)  # fmt: skip
_WRONG = re.compile(
    r"^\s*(?:they|he|she|critics|that|this|it|both)\s+(?:are|is|was|were)\s+(?:all\s+|plain\s+|simply\s+|quite\s+)?(?:wrong|mistaken|nonsense|false|untrue)\b",
    re.I,
)
_STEADY = re.compile(
    r"\bsteady\b|\bnormali[sz]\w*|\bin\s+check\b|\bunder\s+control\b|\bwhere\s+it\s+should\b|\bstabl[ei]\w*|\bbalanced?\b",
    re.I,
)


# Words beside a known outcome that change nothing about what it is.
_PLAIN = frozenset(
    """a an the of and or to in at on for from with your our their his her its my this that these those you people any some all both more less fewer other further new next early
    risk risks chance chances odds likelihood rate rates incidence prevalence number numbers frequency severity intensity length duration onset development progression spread
    level levels amount amounts value values reading readings score scores symptom symptoms sign signs feeling feelings sensation episode episodes attack attacks bout bouts case cases flare flares flare-ups
    problem problems trouble troubles disease diseases disorder disorders condition conditions complaint complaints issue issues illness
    high higher low lower raised elevated reduced poor good better bad worse severe mild moderate chronic acute sudden occasional frequent recurrent recurring repeated persistent common unwanted dangerous serious harmful
    overall general average total daily night nightly morning evening resting systolic diastolic fasting free lasting long short term
    quality function health healthy normal natural process body
    drop fall rise increase decrease reduction loss gain change changes spike spikes swing swings peak peaks surge
    man men woman women child children adult adults baby babies patient patients person mother mothers runner runners smoker smokers sleep time day days week weeks month months year years minutes hours percent per cent
    longer sooner faster quicker deeper shorter
    getting having developing suffering experiencing catching reaching becoming half third quarter twice one two three four five""".split()
)


def _unread(worded: str, outcome: Concept, outcomes: Vocabulary, population: str) -> bool:
    """Whether an outcome's words hold more than the known term and words that change nothing: "cold hands" are no cold."""
    if not outcome.known:
        return False
    mentions = outcomes.mentions(worded)
    apart = {mention.concept.preferred for mention in mentions} - {
        outcome.preferred,
        *(one.preferred for one in outcomes.wider(outcome)),
    }
    if apart:
        return True  # "dying from lung cancer": which of the two is meant
    covered = [range(mention.start, mention.end) for mention in mentions]
    return any(
        not any(found.start() in span for span in covered)
        and found.group().lower() not in _PLAIN
        and found.group() not in population
        for found in re.finditer(r"[^\W\d_]{2,}", worded)
    )


def doubt_of(
    sentence: str, following: str, outcome: Concept, worded: str, outcomes: Vocabulary, population: str | None
) -> str | None:
    """Why a claim of this sentence must be confirmed before it is judged; None where nothing is odd about its wording."""
    for reason, pattern in _PATTERNS:
        if pattern.search(sentence):
            return reason
    if _WRONG.match(following):
        return "the next sentence says that somebody is wrong"
    if _unread(worded, outcome, outcomes, population or ""):
        return f"the outcome, “{worded}”, says more than “{outcome.preferred}”"
    if outcome.kind == "biomarker" and _STEADY.search(sentence):
        return "neither up nor down is said of a level"
    if re.search(r"\bawake\b", worded, re.I):
        return "to be kept awake is the opposite of sleep"
    return None
