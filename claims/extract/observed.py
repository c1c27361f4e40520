"""What was observed, with what acts left to be understood: "eleven patients developed a rash", "weight was unchanged", "with it there was a rise in …"."""

import re

from claims.extract.frame import Frame
from claims.extract.leads import strip_leads
from claims.extract.outcome_first import read_outcome
from claims.records import Direction, Kind

# An outcome that is understood: what the text has spoken of last.
UNDERSTOOD = "it"
_SOME = r"(?:(?:some|a\s+few|a\s+handful\s+of|several|many|most|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d+|a\s+minority\s+of)\s+(?:of\s+(?:our|my|the|us)\s+)?(?:\w+\s+)?(?:patients|people|customers|users|participants|volunteers|children|women|men|runners|readers|testers|adults|owners|babies|mothers|smokers|drinkers))"
_DEVELOPED = re.compile(
    rf"(?P<who>{_SOME})\s+(?:(?:on|taking|given|using|who\s+(?:took|take|use))\s+(?P<subject>[^,;:.!?]{{2,40}}?)\s+)?(?:(?:also|then|later|even|have|has|may|might|can|will)\s+)*(?:reports?|reported|develop(?:s|ed)?|gets?|got|suffer(?:s|ed)?(?:\s+from)?|experienced?|complain(?:ed)?\s+of|had|ended\s+up\s+with|come\s+out\s+in|came\s+out\s+in|notice[ds]?)\s+(?P<object>(?!that\b|no\b|relief|any\b|it\b|more\b|fewer\b|less\b|higher\b|lower\b)[^,;:.!?]{{3,60}}?)(?=\s*(?:[,;:.!?]|$|\b(?:and|but|in\s+the|after|when|while|on|with|during|within|if)\b))",
    re.I,
)
_GOT_FROM = re.compile(
    r"\b(?:get|gets|got|develop|suffer|catch)\s+(?P<object>(?!the\s+(?:best|most)\b|benefits?\b|advice\b|help\b|them\b|it\b|pills?\b|tablets?\b|results?\b|more\b)[^,;:.!?]{3,40}?)\s+(?:from|after)\s+(?P<subject>(?!a\s+doctor|your|the\s+doctor)[^,;:.!?]{2,50}?)(?=\s*(?:[,;:.!?]|$|\b(?:though|but|if|when|too)\b))",
    re.I,
)
_UNMOVED = re.compile(
    r"(?<![\w’\'-])(?P<object>[^,;:.!?]{3,60}?)\s+(?:is|are|was|were|has\s+been|have\s+been|remained|stays?|stayed)\s+(?:(?:not|never|in\s+no\s+way|hardly|barely)\s+(?:\w+ly\s+)?(?:altered|affected|changed|moved|influenced)|unmoved|unaltered|unaffected|unchanged|the\s+same)(?:\s+(?:by|with|on|under|after)\s+(?P<subject>[^,;:.!?]{2,60}))?(?=\s*(?:[,;:.!?]|$|\b(?:at|in|too|as\s+well|and|but|when|after|either|during)\b))",
    re.I,
)
_THERE = re.compile(
    r"\b(?:with|on|after|under|among\s+those\s+(?:given|taking|on))\s+(?P<subject>[^,;:.!?]{2,50}?),?\s+(?:there\s*(?:is|was|were|[’']s)|we\s+saw|came|researchers\s+saw|they\s+saw)\s+(?P<object>(?:an?|no|some|fewer|less|more)\s+[^,;:.!?]{4,70}?)(?=\s*(?:[,;:.!?]|$|\b(?:after|when|but|and\s+no|than|compared)\b))",
    re.I,
)
_PLACEBO = re.compile(
    r"\b(?:is|are|was|were|did|does|do|fared|fares?|worked|works?|performed)\s+no\s+(?:better|more)\s+than\s+(?:an?\s+|the\s+)?(?:placebos?|sugar\s+pills?|dumm(?:y|ies)(?:\s+\w+)?|sham\s*\w*|nothing|water|chance|chalk)",
    re.I,
)
_TRIGGERS = re.compile(
    r"(?<![\w’\'-])(?P<subject>[^,;:.!?]{2,60}?)\s+(?P<group>(?:is|are|may\s+be|can\s+be|might\s+be|could\s+be)\s+(?:also\s+|not\s+|often\s+)?)(?:an?\s+|the\s+|another\s+|among\s+the\s+)?(?:(?:possible|common|known|frequent|likely|usual|main|classic|well-known)\s+)?(?:triggers?|culprits?|to\s+blame|guilty)(?=\s*(?:[,;:.!?]|$))"
    r"|(?:contributing|risk|other)\s+factors?\s+(?:include|are)\s+(?P<listed>[^;:.!?]{3,120})|(?:common\s+|known\s+|other\s+)?(?:triggers|causes|culprits)\s+(?:include|are)\s+(?P<listed2>[^;:.!?]{3,120})",
    re.I,
)


def observed(sentence: str) -> list[Frame]:
    """Frames of such statements; an outcome or an intervention that is only understood is looked for by whoever knows the text."""
    frames = []
    developed = _DEVELOPED.search(sentence)
    if developed:
        frames.append(
            _frame(
                developed,
                developed.group("subject"),
                developed.group("object"),
                Direction.CAUSES,
                "some people find",
                Kind.SAFETY,
            )
        )
    got = _GOT_FROM.search(sentence)
    if got and not developed:
        frames.append(
            _frame(
                got, got.group("subject"), got.group("object"), Direction.CAUSES, sentence[: got.start()], Kind.SAFETY
            )
        )
    unmoved = _UNMOVED.search(sentence)
    if unmoved:
        frames.append(
            _frame(unmoved, unmoved.group("subject"), strip_leads(unmoved.group("object"))[0], Direction.NO_EFFECT, "")
        )
    there = _THERE.search(sentence)
    if there:
        objects, direction, denied = read_outcome(there.group("object"))
        frames.append(_frame(there, there.group("subject"), objects, direction, denied))
    placebo = _PLACEBO.search(sentence)
    if placebo:
        before = sentence[: placebo.start()]
        fronted = re.match(r"\W*(?:for|against|in)\s+(?P<object>[^,]{3,40}),", before, re.I)
        subject, skipped = strip_leads(before)
        objects = fronted.group("object") if fronted else UNDERSTOOD
        body = re.sub(r".*[;:]\s|.*,\s+(?=it\b|they\b)", "", subject).strip(" ,")
        frames.append(
            Frame(skipped, placebo.end(), body or None, objects, Direction.NO_EFFECT, strong=False, rule="observed", verb_at=placebo.start())
        )  # fmt: skip
    triggers = _TRIGGERS.search(sentence)
    if triggers:
        listed = triggers.group("listed") or triggers.group("listed2")
        subject = listed or strip_leads(triggers.group("subject"))[0]
        frames.append(
            _frame(triggers, subject, UNDERSTOOD, Direction.CAUSES, triggers.group("group") or "", Kind.SAFETY)
        )
    return frames


def _frame(
    found: "re.Match[str]", subject: str | None, objects: str, direction: Direction, lead: str, kind: Kind | None = None
) -> Frame:
    return Frame(
        found.start(), found.end(), subject, objects, direction, lead=lead, tail=found.string[found.end() :], strong=False,
        rule="observed", kind=kind, verb_at=found.start(),
    )  # fmt: skip
