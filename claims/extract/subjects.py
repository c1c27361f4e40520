"""What "it", "this herb" or an empty subject stands for."""

import re

from claims.records import Concept
from claims.vocabulary import Vocabulary

_HEAD = re.compile(
    r"^(?:(?:number|no\.?|tip|#)\s*\d+\s*[.:)]?\s*)?(?P<head>[A-Z][^–—:.!?]{1,60}?)\s*(?:[–—]|\s-\s|:)\s+(?=\S)", re.I
)
_PRONOUN = re.compile(
    r"^(?:(?:large|high|small|low|big)\s+(?:amounts?|doses?|quantities)(?:\s+of\s+(?:it|this|them))?|it|they|this|these|those|that|which|who|he|she|them|its\s+\w+|this\s+one|the\s+(?:root|leaves?|seeds?|oil|plant)?\s*(?:of\s+)?(?:this|the)\s+\w+"
    r"|(?:this|these|the)\s+(?:\w+\s+)?(?:herb|supplement|vitamin|mineral|plant|oil|drug|medicine|remedy|extract|tea|spice|berry|root|substance|product|food|drink|compound|nutrient|pill|tablet|capsule|practice|treatment)s?)$",
    re.I,
)
_NOBODY = re.compile(
    r"^(?:you|we|i|people|he|she|everyone|anyone|there|one|many|some|what|who|your\s+\w+|the\s+(?:authors?|researchers?|doctors?|team|company))$",
    re.I,
)


def list_head(text: str, interventions: Vocabulary) -> tuple[str, int] | None:
    """The topic that a list item opens with ("Number 3. Krill oil – …") and where its own text begins."""
    found = _HEAD.match(text)
    if not found:
        return None
    head = found.group("head").strip()
    if len(head.split()) > 5 or (interventions.lookup(head) is None and not interventions.mentions(head)):
        return None
    return head, found.end()


def is_pronoun(subject: str) -> bool:
    return bool(_PRONOUN.match(subject.strip()))


def is_nobody(subject: str) -> bool:
    """A subject that acts on nothing: a person, or an empty "there"."""
    return bool(_NOBODY.match(subject.strip()))


_KINDS = {
    "supplement": {"supplement", "herb", "vitamin", "mineral"},
    "herb": {"herb", "supplement"},
    "plant": {"herb", "food"},
    "vitamin": {"vitamin"},
    "mineral": {"mineral"},
    "drug": {"drug"},
    "medicine": {"drug"},
    "pill": {"drug", "supplement", "vitamin"},
    "food": {"food"},
    "practice": {"behaviour", "procedure"},
    "treatment": {"drug", "procedure", "behaviour"},
}


def antecedent(pronoun: str, before: str, topic: str | None, interventions: Vocabulary) -> str | None:
    """What a pronoun or "the supplement" names: the last fitting intervention before it, else the topic, else None."""
    noun = pronoun.lower().split()[-1].rstrip("s") if pronoun.split() else ""
    kinds = _KINDS.get(noun)
    for mention in reversed(interventions.mentions(before)):
        if mention.concept.preferred != "dietary supplements" and (kinds is None or mention.concept.kind in kinds):
            return before[mention.start : mention.end]
    if topic is not None and (kinds is None or interventions.best(topic).kind in {*kinds, "unknown"}):
        return topic
    return None


def last_intervention(text: str, interventions: Vocabulary) -> tuple[str, Concept] | None:
    mentions = [
        mention for mention in interventions.mentions(text) if mention.concept.preferred != "dietary supplements"
    ]
    if not mentions:
        return None
    return text[mentions[-1].start : mentions[-1].end], mentions[-1].concept
