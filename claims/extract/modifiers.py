"""Who, when and how much: population, context and dose, as worded."""

import re

from claims.extract.phrases import DOSE
from claims.vocabulary import Vocabulary

_GROUP_WORD = (
    r"(?:adults|women|men|children|kids|babies|infants|newborns|toddlers|teenagers|adolescents|students|athletes|(?:non-?|ex-?|never-?)?smokers|runners|seniors"
    r"|patients|volunteers|sufferers|pensioners|vegans|vegetarians|mice|rats|dogs|cats|horses|monkeys|rabbits|the\s+elderly|older\s+people|young\s+people|healthy\s+people"
    r"|people\s+(?:with(?:out)?|who)\b|those\s+(?:with(?:out)?|who)\b|anyone\s+(?:with(?:out)?|who)\b|mothers)"
)
_POPULATION = re.compile(
    rf"\b(?:in|among|for|of|on)\s+(?P<who>(?:(?:healthy|pregnant|breastfeeding|older|elderly|young|younger|overweight|obese|postmenopausal|menopausal|depressed|anxious|trained|sedentary|migraine|diabetic|middle-aged|premature|non-anaemic)\s+)*(?:(?:[\w-]+\s+){{0,2}}?{_GROUP_WORD}|(?<=healthy\s)people|(?<=older\s)people|(?<=elderly\s)people|(?<=young\s)people|(?<=overweight\s)people|(?<=obese\s)people|(?<=depressed\s)people)"
    r"(?:(?:\s+(?:with|without|over|under|aged|who|after|suffering)|(?<=\swith)|(?<=\swithout)|(?<=\swho))\s+[^,;.]{2,60})?)",
    re.I,
)
_SUBJECT_GROUP = re.compile(
    r"\|\s*(?P<who>(?:people|those|patients|women|men|adults)\s+(?:who|with|suffering)\s+[^,;.|]{3,80}?)(?=\s+of\s+(?:discontinu|stopp)|$)",
    re.I,
)
_WHO_TAKES = re.compile(r"^(?:those|people|anyone)\s+who\s+(?:take|use|chew|drink|eat)\b", re.I)
_STOPPING = re.compile(
    r"\b(?:(?:after|upon|when|while|during|as\s+soon\s+as|once|following|before)\s+)?(?:(?:you|they|people|one|trying\s+to|the)\s+)*"
    r"(?:stop(?:s|ped|ping)?|withdraw(?:s|ing)?|withdrew|discontinu\w*|quit(?:s|ting)?|com(?:e|ing)\s+off|taper(?:s|ed|ing)?)\s+(?:(?!\s(?:could|can|may|might|will|would|is|are)\s)[^,;.|]){2,70}",
    re.I,
)
_WHEN = re.compile(
    r"(?:^|\s|,)(?P<when>(?:after|before|during|while|when|as\s+soon\s+as|prior\s+to|once|upon|with|without|within|in\s+under|in\s+combination\s+with|together\s+with|if)\s+[^,;.|]{3,80})",
    re.I,
)
_MEDICINE = re.compile(r"\b(?:drugs?|medicines?|medications?|pills?|treatment|therapy|prescriptions?)\b", re.I)
WITHDRAWAL = re.compile(
    r"\b(?:withdraw\w*|discontinu\w*|stopp\w*|stop|quit\w*|com(?:e|ing)\s+off|taper\w*|wean\w*)\b", re.I
)


# "in ponies", "in parrots": living things of a kind that no list holds are told from times, doses and parts of the body by what those are.
_SOME_KIND = re.compile(
    r"\b(?:in|among)\s+(?P<who>(?:(?!the\b|your\b|our\b|my\b|its\b|their\b|these\b|those\b|both\b|some\b|most\b|many\b|all\b|two\b|three\b|four\b|five\b|six\b|\d)[a-z-]+\s+){0,2}?(?P<head>[a-z]{2,}[^\Ws]s))\s*(?=[|.,;:!?)]|$)",
    re.I,
)
_NO_KIND = frozenset(
    """seconds minutes hours days weeks months years decades trials studies reviews tests experiments cases amounts doses quantities capsules tablets pills drops foods vegetables fruits
    joints muscles bones arteries veins vessels cells kidneys lungs eyes ears legs arms hands feet knees hips gums teeth nerves nails hairs levels numbers terms ways parts areas places
    countries cities steps stages results symptoms reports supplements diets meals drinks products extracts leaves seeds nuts roots others winters summers evenings mornings nights""".split()
)
# "… not even in children", "including children": everyone is meant.
_AMONG_OTHERS = re.compile(r"\b(?:even|including|especially|particularly|above\s+all)\s+$", re.I)


def population_of(clause: str) -> str | None:
    found = _SUBJECT_GROUP.search(clause) or _POPULATION.search(clause)
    if not found:
        some = _SOME_KIND.search(clause)
        return some.group("who").strip() if some and some.group("head").lower() not in _NO_KIND else None
    if _AMONG_OTHERS.search(clause[: found.start()]):
        return None
    who = found.group("who").strip()
    return None if _WHO_TAKES.match(who) else who


def stopping_context(text: str, interventions: Vocabulary) -> str | None:
    """The words of a text that speak of stopping a medicine ("as soon as you stop using amitriptyline"), or None."""
    for found in _STOPPING.finditer(text):
        words = found.group().strip(" |")
        if _MEDICINE.search(words) or any(mention.concept.kind == "drug" for mention in interventions.mentions(words)):
            return words
    return None


def context_of(tail: str, clause: str, interventions: Vocabulary) -> str | None:
    """The time, condition or combination that a clause states: one about stopping a medicine first, then any other."""
    stopping = stopping_context(tail, interventions) or stopping_context(clause, interventions)
    if stopping:
        return stopping
    when = _WHEN.search(tail)
    if not when:
        return None
    words = when.group("when").strip()
    return None if DOSE.fullmatch(words) else words


def dose_of(clause: str) -> str | None:
    doses = [
        found.group().strip()
        for found in DOSE.finditer(clause)
        if not found.group().rstrip().endswith(("%", "percent"))
    ]
    return ", ".join(doses[:2]) or None


def setting_of(title: str | None, text: str, interventions: Vocabulary) -> str | None:
    """The medicine whose stopping the whole article is about ("amitriptyline withdrawal"), as worded, or None.

    The title, or the first 300 characters where there is no title, must speak of stopping; the medicine is the drug
    that the article names most.
    """
    opening = title or text[:300]
    if not WITHDRAWAL.search(opening):
        return None
    drugs = [mention for mention in interventions.mentions(text) if mention.concept.kind == "drug"]
    if not drugs:
        return None
    names = [mention.concept.preferred for mention in drugs]
    drug = max(dict.fromkeys(names), key=names.count)
    for mention in drugs:
        if mention.concept.preferred != drug:
            continue
        worded = re.match(r"\s+(?:withdrawal|discontinuation)", text[mention.end :])
        if worded:
            return text[mention.start : mention.end] + worded.group()
    return f"stopping {drug}"
