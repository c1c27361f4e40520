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


_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|would|will|shows?|showed|sees?|found|finds|provides?|expands?|means|worked|works|known|appeared|appears|suggested|suggests|said|says"
    r"|led|leads|including|being|established|evaluated|typically|previously|already)\b",
    re.I,
)
_TOLD = re.compile(
    r"\b(?:findings?|evidence|shows?|showed|suggest\w*|found|finds|means|claims?|conclud\w*|said|says|reports?|reported)\s+that\b",
    re.I,
)
# What a sentence may be about and that acts on nobody's health.
_NOT_ACTING = re.compile(
    r"^(?:(?:the|this|that|a|an|our|their|new|correct|recommended|right)\s+)*(?:article|study|studies|research|researchers|scientists|participants|patients|results?|findings?|data|dose|dosage|design|method|paper|review|"
    r"can|report|guidance|press\s+release|questionnaire|score|network|\w+\s+study\s+design)$",
    re.I,
)
REPORTING = re.compile(
    r"\b(?:(?:trials?|studies|experts?|research)\s+(?:suggests?|shows?|find|say)|says?|said|told|evaluated|according\s+to|et\s+al)\b|[\"“”]",
    re.I,
)
_LEFT_OVER = re.compile(
    r"^(?:which|who|that|as|or|and|one|those|what|also|but|mainly|markedly|being|used|given|when|where|administering\s+more|more|less)\b",
    re.I,
)


def plain_subject(subject: str, interventions: Vocabulary) -> str | None:
    """A subject that is a thing. A piece of sentence gives way to the intervention it names last, or to nothing."""
    after = _TOLD.split(subject)[-1].strip(" ,")
    if _NOT_ACTING.match(after):
        return None
    if after and not _FINITE.search(after) and not _LEFT_OVER.match(after):
        return after
    named = last_intervention(subject, interventions)
    return named[0] if named else None


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
