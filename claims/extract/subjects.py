"""What "it", "this herb" or an empty subject stands for."""

import re

from claims.records import Concept
from claims.vocabulary import Vocabulary

_HEAD = re.compile(
    r"^(?:(?:number|no\.?|tip|#)\s*\d+\s*[.:)]?\s*)?(?P<head>[A-Z][^–—:.!?]{1,60}?)\s*(?:[–—]|\s-\s|:)\s+(?=\S)", re.I
)
_PRONOUN = re.compile(
    r"^(?:(?:large|high|small|low|big)\s+(?:amounts?|doses?|quantities)(?:\s+of\s+(?:it|this|them))?|it|they|this|these|those|that|which|them|neither$|both$|either$|its\s+\w+|this\s+one|the\s+(?:root|leaves?|seeds?|oil|plant)?\s*(?:of\s+)?(?:this|the)\s+\w+"
    r"|(?:an?|the|each|every|one|two|too|that)?\s*(?:full|single|small|daily|large|big|little|very\s+little|second|usual|normal|higher|lower|much|many)?\s*(?:too\s+much(?:\s+of\s+it)?|doses?|amounts?|handfuls?|spoonfuls?|cups?|glass(?:es)?|tablets?|capsules?|pills?|bottles?|sachets?|courses?|servings?|drops)(?:\s+(?:on|at|before|after|in|with|a|per|that|taken|every|of\s+(?:it|this|them))\b.*)?"
    r"|(?!.*\bof\b)(?:per|a|each|every|for|over|up\s+to|(?:more\s+|less\s+)?than|more\s+than|at\s+least|less\s+than|on)\s+[\w\s]{0,30}?(?:day|days|week|weeks|month|months|year|years|end|kilo|time|night|dose)"
    r"|(?:(?:two|three|four|five|six|\d+|an?|one|single|culinary|small|smaller|large|larger|big|normal|ordinary|usual|higher|lower|low|high)\s+){0,2}(?:injections?|shots?|pillules?|doses?|amounts?|jabs?|spoonfuls?|sessions)(?:\s+(?:under|on|at|before|after|in|of\s+the|a|per|daily|every)\b.*)?|doses?\s+(?:above|over|below|under|of\s+more\s+than)\b.*|too\s+(?:much|many)(?:\s+of\s+(?:it|them))?|(?:taken|used|given|eaten|applied|drunk|swallowed)\s+.*"
    r"|(?:the|its|their|our|your|an?)\s+(?:\w+\s+){0,2}?(?:leaf|leaves|bark|flowers?|seeds?|berries|roots?|oil|juice|plant|herb|extract|powder|tincture|ointment|syrup|gummies|gum|cream|gel|patch|spray|tablets|capsules|drops|lozenges|medicine|supplement|drug|remedy|product)(?:\s+of\s+(?:it|the\s+\w+))?"
    r"|(?:this|these|the)\s+(?:\w+\s+)?(?:herb|supplement|vitamin|mineral|plant|oil|drug|medicine|remedy|extract|tea|spice|berry|root|substance|product|food|drink|compound|nutrient|pill|tablet|capsule|practice|treatment)s?)$",
    re.I,
)
_NOBODY = re.compile(
    r"^(?:you|we|i|people|he|she|who|nobody|no\s+one|somebody|someone|anybody|mum|dad|my\s+\w+|(?:the|my|your|his|her|a)\s+(?:man|woman|wife|husband|mother|father|son|daughter|friend|neighbour|mate|team|mother-in-law|father-in-law|sister|brother|doctor|coach|boss|nan|gran|granny|grandmother|colleague|editor|reader|columnist|groomer|vet|dog|cat)|everyone|anyone|there|one|many|some|what|who|your\s+\w+|the\s+(?:authors?|researchers?|doctors?|team|company))$",
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
    r"can|report|guidance|(?:\d+|two|three|four|five|six|seven|eight|nine|ten|these|some|other|more|the)\s+(?:ways|tips|reasons|steps|things|tricks|secrets|rules|myths)|press\s+release|questionnaire|score|network|\w+\s+study\s+design)$",
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


_RELATIVE_CLAUSE = re.compile(r"\s+(?:that|which)\s+.*$", re.I)
# "Participants who climbed five flights a day": what they did is what acts.
_WHO_DID = re.compile(
    r"^(?:the\s+)?(?:\w+\s+){0,2}?(?:people|participants|women|men|children|adults|those|patients|volunteers|runners|smokers|drivers|workers|users|students|mothers|anyone|pensioners|teenagers|pupils|nurses)\s+(?:who|that|with)\s+(?:had\s+|have\s+|has\s+)?(?P<acting>.{3,})$",
    re.I,
)


def plain_subject(subject: str, interventions: Vocabulary) -> str | None:
    """A subject that is a thing. A piece of sentence gives way to the intervention it names last, or to nothing."""
    if re.match(r"neither\s+.+\s+nor\s+", subject, re.I):
        return subject
    after = _TOLD.split(subject)[-1].strip(" ,")
    did = _WHO_DID.match(after)
    after = did.group("acting") if did else after
    if _NOT_ACTING.match(after):
        return None
    if after and not _FINITE.search(_RELATIVE_CLAUSE.sub("", after)) and not _LEFT_OVER.match(after):
        return after
    named = last_intervention(subject, interventions)
    return named[0] if named else None


# What an item says of its head goes on in small letters: "Pea protein: gentler on the gut".
_GOES_ON = re.compile(r"(?:no|yes|it|they|can|may|might|does|do|helps?|is|are|\w+s|not)\b(?<![A-Z]\w)")


def list_head(text: str, interventions: Vocabulary, *, item: bool = False) -> tuple[str, int] | None:
    """The topic that a list item opens with ("Number 3. Krill oil – …") and where its own text begins."""
    found = _HEAD.match(text)
    if not found:
        return None
    head = found.group("head").strip()
    if re.match(
        r"(?:never|do\s+not|don[’']t|always|please|remember|warning|note|caution|avoid|stop|stopping|if|when)\b",
        head,
        re.I,
    ):
        return None
    known = interventions.lookup(head) is not None or bool(interventions.mentions(head))
    if len(head.split()) > (8 if item else 5) or not (known or (item and _GOES_ON.match(text[found.end() :]))):
        return None
    return head, found.end()


_ENTRY = re.compile(r"(?P<head>[A-Z][A-Z’'-]{2,}(?:[ -][A-Z][A-Z’'-]+){0,3})(?=\s*[(.]|\s+[—–]\s+(?!A\s))")


def entry_head(text: str) -> str | None:
    """The name in capitals with which an entry of a herbal or a glossary opens ("COLTSFOOT (Tussilago farfara). The leaves …")."""
    found = _ENTRY.match(text)
    return found.group("head").lower() if found else None


_GERUND_OBJECT = re.compile(
    r"^(?P<doing>(?:\w+ly\s+)?(?:not\s+)?\w+ing(?:\s+(?:lots|plenty|too\s+many|too\s+much|more|less|a\s+lot|any|enough)\s+of)?)\s+(?P<it>it|them|this|these|the\s+(?:tablets?|pills?|medicine|drug|supplement|capsules?|drops))\b",
    re.I,
)


_STOPPING_ALONE = re.compile(
    r"^(?P<doing>(?:suddenly\s+|abruptly\s+)?(?:stopping|quitting|cutting\s+down|coming\s+off|giving\s+(?:it|them)\s+up|tapering))(?P<how>\s+(?:suddenly|abruptly|too\s+\w+|early|cold\s+turkey))?$",
    re.I,
)
_TOLD_NOT_TO_STOP = re.compile(
    r"\b(?:never|don[’']t|do\s+not|should\s+not|must\s+not|avoid)\s+(?:just\s+)?stop(?:ping)?\s+(?:taking\s+)?(?P<what>it|them|[^,:;.–]{2,40}?)(?P<how>\s+(?:suddenly|abruptly|cold\s+turkey|overnight|at\s+once|without\s+[^,:;.–]{2,30}))?\s*[:;,–-]?\s*(?:because|since|as|and)?\s*$",
    re.I,
)


def stopping_it(subject: str | None, before: str, named: str | None) -> str | None:
    """ "Stopping suddenly", and "never stop it suddenly: this …", with what is stopped; None for anything else."""
    alone = _STOPPING_ALONE.match(subject.strip()) if subject else None
    if alone and named:
        return f"{alone.group('doing')} {named}{alone.group('how') or ''}"
    told = _TOLD_NOT_TO_STOP.search(before)
    if told is None or (subject and subject.strip().lower() not in {"this", "that", "it", "which"}):
        return None
    what = named if told.group("what").lower() in {"it", "them"} else told.group("what")
    return f"stopping {what}{told.group('how') or ''}" if what else None


_PLAIN_SUBJECT = re.compile(
    r"^(?P<np>(?:(?!(?:is|are|was|were|does|do|did|can|could|may|might|will|would|has|have|had|should|must|that|which|who|if|when)\b)[\w’'-]+\s+){1,5})(?:is|are|was|were|does|do|did|can|could|may|might|will|would|has|have|had|should)\b",
    re.I,
)


def opening_subject(clause: str) -> str | None:
    """The noun phrase that a sentence opens with, where it could act on health: no person, study or pronoun."""
    found = _PLAIN_SUBJECT.match(clause)
    phrase = found.group("np").strip() if found else ""
    unfit = (
        not phrase
        or _OPENS_OTHERWISE.match(phrase)
        or is_pronoun(phrase)
        or is_nobody(phrase)
        or _NOT_ACTING.match(phrase)
        or _PEOPLE.search(phrase)
    )
    return None if unfit else phrase


_OPENS_OTHERWISE = re.compile(
    r"(?:[a-z]{3,}(?:ed|en)|by|after|before|in|if|when|while|with|without|for|as|since|at|on|during|once|from|to|of|because|whether|however|although|otherwise|left|given|taken)\b|.*\b(?:it|they|you|we|i)$",
    re.I,
)
_PEOPLE = re.compile(
    r"^(?:there|here|what|why|how|where|nothing|nobody|everything|something|anything|most|some|many|others?|dr|mr|mrs|ms|prof|professor|all|none|this|that|these|those|your|his|her|my|our|their|no|not)\b|\b(?:people|women|men|children|adults|patients|doctors?|scientists|researchers|experts|team|author|columnist|question|answer|evidence|study|trial|news|truth|idea|problem|reason|thing|time|page|shop|price|jar|box|taste)$",
    re.I,
)


def doing_it(subject: str, named: str | None) -> str | None:
    """ "Starting it" with what "it" names put in its place; None where the subject is no such thing."""
    found = _GERUND_OBJECT.match(subject)
    if not found or named is None or re.match(r"\w+ing\b", named):
        return None
    return f"{found.group('doing')} {named}{subject[found.end() :]}"


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


# "Bruised with honey, they heal": what stands in such an opening is not what acts. "If you take valerian, it helps": there it is.
_FRONTED_ASIDE = re.compile(
    r"^\W*(?:by|after|before|in|with|without|for|at|on|during|\w+ed|taken|given|eaten|drunk)\b(?![^,]*\b(?:take|taking|takes|use|using|uses|drink|drinking|eat|eating)\b)",
    re.I,
)


# "Never give aspirin on top of carprofen, because that can cause bleeding": the two together.
_TOGETHER = re.compile(
    r"\s+(?:on\s+top\s+of|along\s+with|together\s+with|alongside|with)\s+(?:the\s+|your\s+)?[\w-]+", re.I
)


def antecedent(pronoun: str, before: str, topic: str | None, interventions: Vocabulary) -> str | None:
    """What a pronoun or "the supplement" names: the last fitting intervention before it, else the topic, else None."""
    if topic is not None and _FRONTED_ASIDE.match(before):
        before = ""
    noun = pronoun.lower().split()[-1].rstrip("s") if pronoun.split() else ""
    kinds = _KINDS.get(noun)
    for mention in reversed(interventions.mentions(before)):
        if mention.concept.preferred != "dietary supplements" and (kinds is None or mention.concept.kind in kinds):
            both = _TOGETHER.match(before, mention.end) if noun in {"that", "thi"} else None
            return before[mention.start : both.end() if both else mention.end]
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
