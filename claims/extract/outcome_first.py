"""Statements that name the outcome first: "a fall in pain was seen with garlic", "diarrhoea follows antibiotics", "gout is caused by beer"."""

import re

from claims.extract.frame import Frame
from claims.extract.leads import strip_leads
from claims.records import Direction, Kind

_OUT = r"(?<![\w’\'-])(?P<object>[^,;:.!?]{3,80}?)"
_IN = r"(?P<subject>(?!fewer\b|about\b|roughly\b|around\b|up\s+to\b|\d|one\b|in\b|by\b|a\s+stud|the\s+(?:trial|stud)|which\b|whom\b|women\b|men\b|people\b|adults\b|children\b|patients\b(?!\s+(?:taking|given|on|who)))[^,;:.!?]{2,70}?)(?=\s*(?:[,;:.!?]|$|\b(?:than|but|as\s+well|too|and\s+(?:is|are|was|were|few)|if|when|though|although|compared|because)\b))"
_OFTEN = r"(?:(?:more|less|most|often|also|very|quite|rather|fairly|commonly|rarely|sometimes|far)\s+)*"
_GIVEN = r"(?:(?:patients|people|those|volunteers|mice|rats|animals|children|women|men|users|adults|participants)\s+(?:who\s+(?:took|take|received|used|had)|taking|given|on|using|receiving)\s+|the\s+)?"
_REVERSED = (
    re.compile(
        rf"(?<![\w’'-]){_OUT}\s+(?:is|are|was|were|has\s+been|have\s+been)\s+{_OFTEN}(?:seen|observed|noted|found|reported|recorded|counted|common|commoner|frequent|usual|likelier|likely|possible|rare|described)\s+{_OFTEN}(?:with|after|on|under|following|among|in)\s+{_GIVEN}{_IN}",
        re.I,
    ),
    re.compile(rf"(?<![\w’'-]){_OUT}\s+(?:often\s+|usually\s+|may\s+|can\s+|sometimes\s+)*(?:follows?|followed|occurs?\s+(?:with|after|in)|occurred\s+(?:with|after|in)|appears?\s+after|sets?\s+in\s+after)\s+{_GIVEN}{_IN}", re.I),
    re.compile(
        rf"(?<![\w’'-]){_OUT}\s+(?P<verb>dropped|drops?|fell|falls?|rose|rises?|climbed|climbs?|improved|improves?|shrank|shrinks?|worsened|worsens?|goes\s+up|went\s+up|goes\s+down|went\s+down|failed\s+to\s+improve|did\s+not\s+(?:improve|change|fall|rise))\s+(?:by\s+[^,;:.]{{2,30}}?\s+)?(?:with|on|after|under|within\s+[^,;:.]{{2,20}}\s+of)\s+{_IN}",
        re.I,
    ),
    re.compile(rf"(?<![\w’'-]){_OUT}\s+(?:is|are|was|were|can\s+be|may\s+be)\s+(?:often\s+|so\s+often\s+|mostly\s+|partly\s+|usually\s+)?(?:due\s+to|down\s+to|the\s+(?:result|work|fault)\s+of|brought\s+on\s+by|made\s+worse\s+by)\s+{_IN}", re.I),
)  # fmt: skip
_CULPRIT = re.compile(
    r"(?<![\w’\'-])(?P<subject>[^,;:.!?]{2,70}?)\s+(?P<group>(?:(?:is|are|was|were|can\s+be|may\s+be|could\s+be|might\s+be)\s+)(?:not\s+|often\s+|partly\s+|themselves\s+|itself\s+|also\s+|probably\s+)*)(?:an?\s+|the\s+|one\s+|among\s+the\s+)?(?:\w+\s+){0,2}?(?:causes?|triggers?|sources?|culprits?|reasons?|to\s+blame|responsible|guilty)\s+(?:of|for|behind)\s+(?P<object>[^,;:.!?]{3,70})",
    re.I,
)
_EFFECT = re.compile(
    r"(?<![\w’\'-])(?P<subject>[^,;:.!?]{2,70}?)\s+(?P<group>(?:(?:can|may|might|could)\s+)?(?:has|have|had))\s+(?P<object>an?\s+(?:\w+\s+)?(?:laxative|sedative|calming|diuretic|stimulant|stimulating|soothing|drying|cooling|warming|numbing|relaxing|protective|anti-?\w+|toxic|blood-thinning|antibacterial|antiviral)\s+(?:effects?|action|properties))(?:\s+on\s+(?P<on>[^,;:.!?]{3,50}))?",
    re.I,
)
_NOMINAL = re.compile(
    r"^(?:an?\s+|the\s+|some\s+)?(?P<no>no\s+)?(?:(?:[\w.-]+|\d+\s*(?:%|per\s*cent))\s+){0,3}?(?P<noun>reduction|decrease|fall|drop|cut|decline|increase|rise|jump|improvement|change|difference|worsening|loss)s?\s+(?:in|of)\s+(?:the\s+)?(?P<of>.+)$",
    re.I,
)
_LESS_OR_MORE = re.compile(
    r"^(?P<how>fewer|less|lower|shorter|milder|more|higher|longer|better|worse)\s+(?P<of>.+)$", re.I
)
_DOWN = re.compile(r"reduc|decreas|fall|fell|drop|cut|declin|fewer|less|lower|shorter|milder|shr[ia]nk|down", re.I)
_UP = re.compile(r"increas|rise|rose|jump|more|higher|longer|climb|up", re.I)


def outcome_first(sentence: str) -> list[Frame]:
    """Frames of a sentence that names its outcome before what acts."""
    for pattern in _REVERSED:
        found = pattern.search(sentence)
        if found:
            return [_frame(sentence, found)]
    for pattern, direction in ((_CULPRIT, Direction.CAUSES), (_EFFECT, Direction.CAUSES)):
        found = pattern.search(sentence)
        if found:
            body, skipped = strip_leads(found.group("subject"))
            return [
                Frame(found.start() + skipped, found.end(), body, found.group("object"), direction,
                      lead=sentence[: found.start("group")] + found.group("group"), tail=sentence[found.end() :], strong=False, rule="cause or effect of")
            ]  # fmt: skip
    return []


def _frame(sentence: str, found: "re.Match[str]") -> Frame:
    body, skipped = strip_leads(found.group("object"))
    objects, direction, lead = read_outcome(body, found.groupdict().get("verb") or "")
    # "Nosebleeds are rare with it" denies nothing; "no kidney stones were seen with it" does.
    return Frame(
        found.start() + skipped, found.end(), found.group("subject"), objects, direction, lead=lead + sentence[: found.start() + skipped],
        tail=sentence[found.end() :], strong=False, rule="outcome first", kind=Kind.SAFETY if direction is Direction.CAUSES else None,
    )  # fmt: skip


def read_outcome(body: str, verb: str = "") -> tuple[str, Direction, str]:
    """The outcome, the direction and the words of denial of a phrase such as "no change in weight" or "pain" with its verb."""
    nominal, compared = _NOMINAL.match(body), _LESS_OR_MORE.match(body)
    word = verb or (nominal and nominal.group("noun")) or (compared and compared.group("how")) or ""
    objects = nominal.group("of") if nominal else compared.group("of") if compared else body
    denied = "not " if (nominal and nominal.group("no")) or re.search(r"\bfailed\b|\bnot\b", verb) else ""
    if re.search(r"change|difference", word, re.I):
        return objects, Direction.NO_EFFECT, ""
    if re.search(r"improv|better", word, re.I):
        return objects, Direction.IMPROVES, denied
    if re.search(r"wors", word, re.I):
        return objects, Direction.WORSENS, denied
    if word and _DOWN.search(word):
        return objects, Direction.DECREASES, denied
    if word and _UP.search(word):
        return objects, Direction.INCREASES, denied
    none = re.match(r"no\s+(?:\w+\s+)?", body, re.I)
    return body[3:] if none else body, Direction.CAUSES, "not " if none else ""
