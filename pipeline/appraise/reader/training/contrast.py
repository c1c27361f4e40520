"""Pairs made by rule: short statements of a result, and hypotheses that differ from it in one thing.

Kinds: direction, negation, null result, swapped intervention, outcome or population, a part against the whole, another comparator, a
plan, an aim, missing evidence, animals. A statement holds facts (who, what, in whom, which way); a hypothesis is judged against them.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.appraise.reader.hypotheses import hypotheses_of
from pipeline.appraise.reader.training.data import NOTHING, REFUTES, SUPPORTS, Pair

_ACTING = (
    "resveratrol|berberine|psyllium|spirulina|ashwagandha|red yeast rice|selenium|taurine|L-theanine|turmeric|royal jelly|black cohosh|"
    "milk thistle|nicotinamide|coenzyme Q10|a low-FODMAP diet|a low-carbohydrate diet|intermittent energy restriction|green tea extract|"
    "oat fibre|tart cherry juice|melatonin|rosuvastatin|empagliflozin|escitalopram|pregabalin|ibuprofen|metoprolol|spironolactone|"
    "cognitive behavioural therapy|tai chi|resistance training|brisk walking|mindfulness meditation|music therapy|bright light therapy|"
    "transcranial stimulation|massage|whole-body vibration|a smartphone reminder|nurse-led follow-up|chewing gum|zinc lozenges|"
    "folic acid|vitamin K2|vitamin E|iodine|phosphatidylserine|bee propolis|apple cider vinegar|sodium bicarbonate|sauna bathing"
).split("|")
# What is measured, and how movement of it is put: up, down.
_LEVEL = ("raised|increased|elevated", "lowered|reduced|decreased")
_EASE = ("worsened|aggravated|increased", "relieved|eased|reduced")
_EVENT = (
    "increased the risk of|raised the incidence of|led to more",
    "reduced the risk of|lowered the incidence of|prevented",
)
_SKILL = ("improved|enhanced|increased", "impaired|worsened|reduced")
_OUTCOMES = {
    _LEVEL: "LDL cholesterol|fasting glucose|C-reactive protein|body weight|waist circumference|serum ferritin|resting heart rate|"
    "HbA1c|uric acid|plasma homocysteine|cortisol|liver fat|intraocular pressure|diastolic blood pressure|testosterone",
    _EASE: "hot flushes|menstrual cramps|muscle soreness|neuropathic pain|anxiety|depressive symptoms|nausea|itching|tinnitus|"
    "constipation|dry eyes|fatigue|heartburn|restless legs|neck pain",
    _EVENT: "stroke|hip fractures|atrial fibrillation|type 2 diabetes|respiratory infections|falls|kidney stones|postoperative delirium|"
    "preterm birth|gout attacks|dental caries|pneumonia|cataract|colorectal cancer|hospital admission",
    _SKILL: "sleep quality|working memory|grip strength|walking distance|bone mineral density|quality of life|lung function|balance|"
    "attention|wound healing|exercise capacity|verbal fluency|ejection fraction|sperm motility|skin hydration",
}
_PEOPLE = (
    "postmenopausal women|older men|children with asthma|adults with type 2 diabetes|nurses working at night|people with obesity|"
    "patients on dialysis|college students|pregnant women|people with mild cognitive impairment|recreational runners|"
    "adults with chronic kidney disease|patients after knee replacement|teenagers|smokers|healthy volunteers|people with Parkinson's disease"
).split("|")
_ANIMALS = ("mice", "rats", "rabbits", "zebrafish", "aged mice", "obese rats", "pigs")
_CONTROLS = ("placebo", "usual care", "no treatment", "a waiting list", "a sham procedure", "standard treatment")
UP, DOWN, NONE = "up", "down", "none"


@dataclass(frozen=True, slots=True)
class _Fact:
    """What a text says; `people` is empty where it says nothing of them. No `way`: nothing is reported."""

    acting: str
    outcome: str
    verbs: tuple[str, str]
    people: str
    way: str | None


def contrasts(chance: random.Random, texts: int = 900) -> Iterator[Pair]:
    """About four pairs a text."""
    for _ in range(texts):
        text, facts = chance.choice(_FORMS)(chance)
        text = text[0].upper() + text[1:]
        for fact in facts:
            others = [way for way in (UP, DOWN, NONE) if way != fact.way]
            for way in (fact.way, chance.choice(others)) if fact.way else (chance.choice(others),):
                label = NOTHING if fact.way is None else SUPPORTS if way == fact.way else REFUTES
                yield Pair(
                    _hypothesis(fact, way, fact.people if chance.random() < 0.4 else "", chance),
                    text,
                    label,
                    "contrast",
                )
        fact = chance.choice(facts)
        other = _fact(chance)
        if not {other.acting, other.outcome} & {name for known in facts for name in (known.acting, known.outcome)}:
            swapped = chance.choice(
                (
                    _Fact(other.acting, fact.outcome, fact.verbs, "", None),
                    _Fact(fact.acting, other.outcome, other.verbs, "", None),
                )
            )
            yield Pair(
                _hypothesis(swapped, chance.choice((UP, DOWN, DOWN, NONE)), "", chance), text, NOTHING, "contrast"
            )
        if fact.people and chance.random() < 0.5:
            elsewhere = chance.choice([people for people in _PEOPLE if all(people != known.people for known in facts)])
            yield Pair(_hypothesis(fact, chance.choice((UP, DOWN)), elsewhere, chance), text, NOTHING, "contrast")


def _fact(chance: random.Random, way: str | None = None) -> _Fact:
    verbs = chance.choice(list(_OUTCOMES))
    return _Fact(
        chance.choice(_ACTING), chance.choice(_OUTCOMES[verbs].split("|")), verbs, chance.choice(_PEOPLE), way or chance.choice((UP, DOWN, DOWN))
    )  # fmt: skip


def _hypothesis(fact: _Fact, way: str, people: str, chance: random.Random) -> str:
    among = f" in {people}" if people else ""
    acting, outcome = fact.acting, fact.outcome
    if chance.random() < 0.35:
        asked = hypotheses_of(acting, outcome)
        sentence = asked[{UP: "increased", DOWN: "decreased", NONE: "no difference"}[way]][:-1]
    elif way == NONE:
        plain = _present(chance.choice(fact.verbs[chance.random() < 0.8].split("|")))
        sentence = chance.choice((
            f"{acting} has no effect on {outcome}", f"{acting} does not affect {outcome}", f"{acting} does not change {outcome}",
            f"there is no difference in {outcome} with {acting}", f"it is not true that {acting} {plain} {outcome}",
        ))  # fmt: skip
    else:
        verb = _present(chance.choice(fact.verbs[way == DOWN].split("|")))
        sentence = chance.choice((
            f"{acting} {verb} {outcome}", f"taking or using {acting} {verb} {outcome}", f"{acting} often {verb} {outcome}",
            f"studies show that {acting} {verb} {outcome}",
        ))  # fmt: skip
    sentence += among
    return sentence[0].upper() + sentence[1:] + "."


def _present(verb: str) -> str:
    first, _, rest = verb.partition(" ")
    bare = first[:-2] if first in {"lowered", "worsened", "prevented", "impaired"} else first[:-1]
    stem = "leads" if first == "led" else f"{bare}s"
    return f"{stem} {rest}".strip()


def _moved(chance: random.Random) -> tuple[str, list[_Fact]]:
    fact = _fact(chance)
    verb = chance.choice(fact.verbs[fact.way == DOWN].split("|"))
    p, control = chance.choice(("0.01", "0.003", "<0.001", "0.02")), chance.choice(_CONTROLS)
    count = chance.randint(24, 900)
    text = chance.choice((
        f"{fact.acting} {verb} {fact.outcome} in {fact.people} compared with {control} (p = {p}).",
        f"in a trial of {count} {fact.people}, {fact.acting} significantly {verb} {fact.outcome}.",
        f"compared with {control}, {fact.acting} {verb} {fact.outcome} (95% CI did not include no effect) among {fact.people}.",
        f"these results suggest that {fact.acting} {verb} {fact.outcome} in {fact.people}.",
        f"we found that {fact.people} given {fact.acting} had {'higher' if fact.way == UP else 'lower'} {fact.outcome} than those given {control}.",
        f"a meta-analysis of {chance.randint(3, 30)} trials showed that {fact.acting} {verb} {fact.outcome} in {fact.people}.",
    ))  # fmt: skip
    if "had higher" in text or "had lower" in text:
        fact = _Fact(fact.acting, fact.outcome, _LEVEL, fact.people, fact.way)
    return text, [fact]


def _null(chance: random.Random) -> tuple[str, list[_Fact]]:
    fact = _fact(chance, NONE)
    control, p = chance.choice(_CONTROLS), chance.choice(("0.41", "0.62", "0.18", "0.87"))
    verb = _present(fact.verbs[1].split("|")[0])
    text = chance.choice((
        f"{fact.acting} had no significant effect on {fact.outcome} in {fact.people}.",
        f"there was no significant difference in {fact.outcome} between {fact.acting} and {control} (p = {p}) in {fact.people}.",
        f"{fact.outcome} did not differ between {fact.people} who received {fact.acting} and those who received {control} (p = {p}).",
        f"the pooled effect of {fact.acting} on {fact.outcome} in {fact.people} was not statistically significant.",
        f"we found no evidence that {fact.acting} {verb} {fact.outcome} in {fact.people}.",
        f"among {fact.people}, {fact.acting} was no better than {control} for {fact.outcome}.",
        f"changes in {fact.outcome} were similar with {fact.acting} and with {control} in {fact.people}.",
    ))  # fmt: skip
    return text, [fact]


def _two_outcomes(chance: random.Random) -> tuple[str, list[_Fact]]:
    first, second = _fact(chance), _fact(chance, NONE)
    while second.outcome == first.outcome:
        second = _fact(chance, NONE)
    second = _Fact(first.acting, second.outcome, second.verbs, first.people, NONE)
    verb = chance.choice(first.verbs[first.way == DOWN].split("|"))
    text = chance.choice((
        f"{first.acting} {verb} {first.outcome} but did not change {second.outcome} in {first.people}.",
        f"in {first.people}, {second.outcome} was unaffected by {first.acting}, whereas {first.acting} {verb} {first.outcome}.",
    ))  # fmt: skip
    return text, [first, second]


def _two_acting(chance: random.Random) -> tuple[str, list[_Fact]]:
    first = _fact(chance)
    other = chance.choice([name for name in _ACTING if name != first.acting])
    second = _Fact(other, first.outcome, first.verbs, first.people, NONE)
    verb = chance.choice(first.verbs[first.way == DOWN].split("|"))
    text = chance.choice((
        f"{first.acting}, but not {other}, {verb} {first.outcome} in {first.people}.",
        f"in {first.people}, {other} had no effect on {first.outcome}, while {first.acting} {verb} {first.outcome}.",
    ))  # fmt: skip
    return text, [first, second]


def _part(chance: random.Random) -> tuple[str, list[_Fact]]:
    first = _fact(chance)
    other = chance.choice([people for people in _PEOPLE if people != first.people])
    verb = chance.choice(first.verbs[first.way == DOWN].split("|"))
    return f"{first.acting} {verb} {first.outcome} in {first.people} but not in {other}.", [
        _Fact(first.acting, first.outcome, first.verbs, first.people, first.way),
        _Fact(first.acting, first.outcome, first.verbs, other, NONE),
    ]


def _unreported(chance: random.Random) -> tuple[str, list[_Fact]]:
    fact = _fact(chance)
    verb = _present(fact.verbs[1].split("|")[0])
    text = chance.choice((
        f"this protocol describes a trial of {fact.acting} for {fact.outcome} in {fact.people}; recruitment began this year.",
        f"the aim of this study is to find out whether {fact.acting} {verb} {fact.outcome} in {fact.people}.",
        f"we will randomise {chance.randint(40, 600)} {fact.people} to {fact.acting} or placebo; the primary outcome is {fact.outcome}.",
        f"whether {fact.acting} {verb} {fact.outcome} is unknown.",
        f"no study of {fact.acting} for {fact.outcome} in {fact.people} could be included.",
        f"{fact.acting} is widely used for {fact.outcome}, but it has not been tested in trials.",
        f"we hypothesised that {fact.acting} {verb} {fact.outcome} in {fact.people}.",
        f"{fact.outcome} was measured at baseline and at 12 weeks in {fact.people} who took {fact.acting}.",
        f"further trials of {fact.acting} should measure {fact.outcome}.",
        f"the evidence on {fact.acting} for {fact.outcome} is insufficient to draw a conclusion.",
    ))  # fmt: skip
    return text, [_Fact(fact.acting, fact.outcome, fact.verbs, fact.people, None)]


def _animal(chance: random.Random) -> tuple[str, list[_Fact]]:
    fact = _fact(chance)
    animals = chance.choice(_ANIMALS)
    verb = chance.choice(fact.verbs[fact.way == DOWN].split("|"))
    text = chance.choice((
        f"in {animals}, {fact.acting} {verb} {fact.outcome}.", f"{fact.acting} {verb} {fact.outcome} in {animals} fed a high-fat diet.",
    ))  # fmt: skip
    return text, [_Fact(fact.acting, fact.outcome, fact.verbs, animals, fact.way)]


def _against(chance: random.Random) -> tuple[str, list[_Fact]]:
    """A better than one thing and no better than another: a hypothesis that names none is held by neither."""
    fact = _fact(chance, DOWN)
    first, second = chance.sample(_CONTROLS, 2)
    verb = chance.choice(fact.verbs[1].split("|"))
    text = f"{fact.acting} {verb} {fact.outcome} compared with {first}, but not compared with {second}."
    return text, [
        _Fact(fact.acting, f"{fact.outcome} compared with {first}", fact.verbs, "", DOWN),
        _Fact(fact.acting, f"{fact.outcome} compared with {second}", fact.verbs, "", NONE),
    ]


_FORMS = (
    _moved,
    _moved,
    _moved,
    _null,
    _null,
    _two_outcomes,
    _two_acting,
    _part,
    _unreported,
    _unreported,
    _animal,
    _against,
)
