"""What a trial found of any outcome between any two arms, named in any words: for questions that no table knows the terms of.

Sentences that hold most of the outcome's telling words are read clause by clause for how it moved; the movement is turned round where it is
told of the other arm ("higher in the placebo group"). No audit uses it: it reads what is given as
on the question, and is measured by `evaluate grade`.
"""

import re
from collections import Counter
from itertools import pairwise

from claims.records import Concept
from claims.sentences import sentence_spans
from pipeline.appraise import finding as findings
from pipeline.appraise.bearing import UNTOLD
from pipeline.appraise.cues import flip, movement
from pipeline.appraise.figures import effects_in
from pipeline.records import Effect, Finding, Study

RULE = "appraise.comparison.v1"

# Of an outcome's telling words, the share that a sentence must hold to be about it.
_ABOUT = 0.5
_AGREE = 0.5
_STEM = 6
_SMALL = frozenset(
    "the of in to with and or for at on by from as is are was were than that this those these an a be not no versus vs compared comparison"
    " risk rate rates number incidence frequency likelihood proportion people patients participants month months week weeks year years day days after least level levels"
    " overall total mean change changes score scores time group groups percentage presence occurrence use any per follow followup baseline during within between one two"
    " three four five six twelve effect effects measured using treatment".split()
)
# Other words for the same, by stem.
_ALSO = {
    "mortal": ("death", "died", "surviv"), "surviv": ("mortal", "death", "died"), "death": ("mortal", "died"), "advers": ("side eff", "complic"),
    "pain": ("analges",), "infect": ("sepsis",), "hospit": ("admiss",), "bleed": ("haemor", "hemorr", "blood loss"),
}  # fmt: skip
_CONTROL = frozenset(("placebo", "control", "usual", "standa", "sham", "untrea", "conven", "routin"))
_DEATHS, _SURVIVAL = re.compile(r"\b(?:mortal\w*|deaths?|died)\b", re.I), re.compile(r"\bsurviv\w*", re.I)
_WORSE = re.compile(
    r"pain|symptom|severity|distress|anxi|depress|fatigue|nausea|vomit|mortal|death|infect|complic|advers|bleed|fever|cough|stress|disab|impair|relapse|recurr|failure|loss|injur|fall|insomn|cancer|headache|attack|exacerb",
    re.I,
)
_BETTER = re.compile(
    r"quality of life|surviv|function|adherence|improvement|relief|reduction|success|response|remission|satisf|weight loss|cure|recovery|performance|ability",
    re.I,
)
_COMPARED = re.compile(r"\b(?:than|compared\s+(?:with|to)|versus|vs\.?|relative\s+to|over)\b", re.I)


def read_comparison(
    study: Study, intervention: str, comparator: str, outcome: Concept
) -> tuple[Finding, Effect | None]:
    """The finding for `outcome` of `intervention` against `comparator`, and the first effect beside it; "not reported" where nothing says so."""
    stems, shorts = _telling(outcome.preferred)
    arms = _arms(intervention, comparator)
    valence = outcome.valence or (
        1 if _BETTER.search(outcome.preferred) else -1 if _WORSE.search(outcome.preferred) else 0
    )
    weights: Counter[Finding] = Counter()
    effect: Effect | None = None
    running = False
    spans = sentence_spans(study.abstract)
    for number, (start, end) in enumerate(spans):
        sentence = study.abstract[start:end]
        if findings.is_aim(sentence) or (UNTOLD.search(sentence) and not findings.effects_present(sentence)):
            running = False
            continue
        if number == 0 and len(spans) > _MORE and findings.is_background(sentence):
            continue
        about = _presence(stems, shorts, sentence.lower())
        if about < _ABOUT and not (running and findings.GOES_ON.search(sentence)):
            running = False
            continue
        running = about >= _ABOUT
        weight = findings.weight_of(sentence, None, last=number == len(spans) - 1)
        flat = findings.BRACKETS.sub(lambda found: "_" * len(found.group()), sentence)
        bounds = [0, *(mark.start() for mark in findings.CLAUSE.finditer(flat)), len(sentence)]
        for begin, stop in pairwise(bounds):
            clause = sentence[begin:stop]
            present = _presence(stems, shorts, clause.lower())
            if present < _ABOUT and len(bounds) > 2 and running:
                continue
            beside = next(effects_in("abstract", study.abstract, start + begin, start + stop), None)
            moved = movement(clause, *_where(stems, clause.lower()), valence, beside)
            if moved is None:
                continue
            moved = _of_the_arm(_as_asked(moved, outcome.preferred, clause), clause.lower(), arms)
            weights[moved] += weight * (0.5 + 0.5 * max(about, present)) * (1.5 if beside else 1)  # type: ignore[assignment]
            effect = effect or beside
    if not weights:
        return Finding.NOT_REPORTED, None
    best = max(weights, key=lambda found: weights[found])
    return (best if weights[best] / sum(weights.values()) >= _AGREE else Finding.MIXED), effect


# Sentences of an abstract above which the first may be background.
_MORE = 4


def is_mentioned(study: Study, outcome: Concept) -> bool:
    """Whether title or abstract hold all the outcome's telling words."""
    return _presence(*_telling(outcome.preferred), f"{study.title} {study.abstract}".lower()) >= 1


def _telling(outcome: str) -> tuple[list[str], list[str]]:
    """Stems of the telling words, and short forms given in brackets."""
    shorts = re.findall(r"\(([A-Za-z0-9-]{2,8})\)", outcome)
    plain = re.sub(r"\([^)]*\)", "", outcome)
    return _stems(plain) or [word[:_STEM] for word in plain.lower().split()], [short.lower() for short in shorts]


def _stems(words: str) -> list[str]:
    return [
        word[:_STEM] if len(word) > _STEM else word.rstrip("s")
        for word in re.findall(r"[a-z0-9][a-z0-9-]+", words.lower())
        if word not in _SMALL
    ]


def _presence(stems: list[str], shorts: list[str], text: str) -> float:
    if any(re.search(rf"\b{re.escape(short)}\b", text) for short in shorts):
        return 1.0
    return sum(any(form in text for form in (stem, *_ALSO.get(stem, ()))) for stem in stems) / max(1, len(stems))


def _where(stems: list[str], clause: str) -> tuple[int, int]:
    places = [clause.find(form) for stem in stems for form in (stem, *_ALSO.get(stem, ())) if form in clause]
    if not places:
        return 0, 0
    at = max(places)
    word = re.match(r"\w+", clause[at:])
    return at, at + (word.end() if word else _STEM)


def _as_asked(moved: Finding, outcome: str, clause: str) -> Finding:
    """Fewer deaths are more survival."""
    deaths, survival = bool(_DEATHS.search(clause)), bool(_SURVIVAL.search(clause))
    asked_survival, asked_deaths = bool(_SURVIVAL.search(outcome)), bool(_DEATHS.search(outcome))
    turned = (asked_survival and deaths and not survival) or (asked_deaths and survival and not deaths)
    return flip(moved) if turned else moved


def _arms(intervention: str, comparator: str) -> tuple[frozenset[str], frozenset[str]]:
    """Words that tell the arms apart."""
    one, other = set(_stems(intervention)), set(_stems(comparator))
    controls = (
        _CONTROL if other & _CONTROL or re.search(r"\bno\b|\bcontrol|\bplacebo", comparator, re.I) else frozenset()
    )
    return frozenset(one - other), frozenset((other - one) | controls)


def _of_the_arm(moved: Finding, clause: str, arms: tuple[frozenset[str], frozenset[str]]) -> Finding:
    if moved not in {Finding.INCREASED, Finding.DECREASED}:
        return moved
    compared = _COMPARED.search(clause)
    left, right = (clause[: compared.start()], clause[compared.end() :]) if compared else (clause, "")
    own_left, other_left, own_right = _names(arms[0], left), _names(arms[1], left), _names(arms[0], right)
    if (other_left and not own_left) or (own_right and not own_left and not _names(arms[1], right)):
        return flip(moved)
    return moved


def _names(words: frozenset[str], text: str) -> bool:
    return any(re.search(rf"\b{re.escape(word)}", text) for word in words)
