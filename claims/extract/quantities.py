"""Frames that give a quantity: how common something is, how it has changed, what a food contains, a table row."""

import re

from claims.extract.frame import Frame
from claims.records import Direction, Kind

QUANTITY = (
    r"(?:(?:about|around|roughly|nearly|almost|more\s+than|less\s+than|up\s+to|only|some|over|an?\s+estimated|approximately)\s+)*"
    r"(?:\d+(?:\.\d+)?\s*(?:%|per\s*cent|percent)(?:\s+of)?|(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten)\s+(?:in|out\s+of)\s+(?:every\s+)?(?:\d[\d,]*|two|three|four|five|six|seven|eight|nine|ten|twenty|hundred|thousand)|(?:one|two|three|four|five)\s+\w+\s+in\s+(?:every\s+)?(?:\d[\d,]*|two|three|four|five|six|seven|eight|nine|ten|twenty|hundred|thousand)|half\s+of|half(?=\s+all)|a\s+(?:third|quarter)\s+of|\d[\d.,]*\s+(?:million|thousand|billion))"
)
_SHARE = re.compile(
    rf"(?P<group>{QUANTITY}\s*(?:of\s+)?(?:all\s+)?(?:[\w-]+\s+){{0,6}}?),?\s*(?:have|has|had|lacks?|lives?\s+with|suffers?\s+from|gets?|develops?|experiences?|takes?|took|uses?|carr(?:y|ies)|smokes?|drinks?|swam|swims?|tried|wears?|skips?|(?:is|are)\s+(?:now\s+)?(?:thought\s+to\s+be\s+|estimated\s+to\s+have\s+)?(?:born\s+with|affected\s+by|diagnosed\s+with|living\s+with|short\s+of(?=\s)|now(?=\s)))\s+(?:at\s+least\s+one\s+|an?\s+)?(?P<subject>(?:(?!\s+(?:in|at|so|and|but)\s)[^,;.]){{3,60}})",
    re.I,
)
_CONTENT = re.compile(
    r"(?<![\w’\'-])(?P<subject>[^,;.]{3,50}?)\s+(?:has|have|contains?|provides?|packs?|delivers?|supplies|supply|holds?)\s+(?:about\s+|roughly\s+|around\s+|up\s+to\s+|a\s+good\s+)?(?P<object>\d[\d.,–-]*\s*(?:g|mg|mcg|µg|grams?|milligrams?|IU|kcal|calories|%|per\s*cent)\s+(?:of\s+)?[\w\s-]{3,40})"
    r"|(?<![\w’\'-])(?P<subject3>[^,;.]{3,50}?)\s+(?:covers?|meets?|provides?|supplies|gives?\s+you|delivers?)\s+(?:about\s+|roughly\s+|more\s+than\s+|nearly\s+|almost\s+)?(?P<object3>(?:half|a\s+(?:third|quarter|fifth)|two\s+thirds|all|\d+\s*%)\s+(?:of\s+)?(?:(?:an?|your|the|our)\s+)?(?:adult[’\']?s?\s+)?(?:daily|recommended)\s+(?:daily\s+)?(?:need|needs|requirement|intake|allowance|amount|dose)(?:\s+(?:for|of)\s+[\w\s-]{3,30})?)"
    r"|(?<![\w’\'-])(?P<subject2>[^,;.]{3,50}?)\s+(?:is|are)\s+(?:an?\s+)?(?:\w+\s+)?(?:rich|high|low|good\s+source|source)\s+(?:in|of)\s+(?P<object2>[^;.]{3,60})",
    re.I,
)


def share(sentence: str) -> list[Frame]:
    return [
        Frame(found.start(), found.end(), found.group("subject"), found.group("group").strip(), Direction.OTHER, strong=False,
              rule="share of people", kind=Kind.PREVALENCE)
        for found in _SHARE.finditer(sentence)
    ]  # fmt: skip


def content(sentence: str) -> list[Frame]:
    return [
        Frame(found.start(), found.end(), found.group("subject") or found.group("subject2") or found.group("subject3"),
              re.sub(r",?\s+(?:and\s+they|and\s+it|so)\b.*", "", found.group("object") or found.group("object2") or found.group("object3")), Direction.OTHER, strong=False,
              rule="contents of a food", kind=Kind.NUTRITION_FACT)
        for found in _CONTENT.finditer(sentence)
    ]  # fmt: skip


_TREND = re.compile(
    r"(?<![\w’\'-])(?P<subject>[^,;.:]{3,60}?)\s+(?P<verb>rose|has\s+risen|have\s+risen|increased|grew|has\s+grown|climbed|doubled|fell|has\s+fallen|have\s+fallen|dropped|declined|decreased)"
    r"\s+(?P<object>(?:from|by|to)\s+(?:about\s+|roughly\s+|nearly\s+|more\s+than\s+)?(?:\d|half|a\s+third|a\s+quarter)(?:[^,;.]|\.(?=\d)){1,80})",
    re.I,
)
_LEADING = re.compile(
    r"(?<![\w’\'-])(?P<subject>[^,;.]{3,50}?)\s+(?:is|are|remains?|was)\s+(?P<object>(?:the|a|one\s+of\s+the)\s+(?:leading|main|most\s+common|biggest|top|second)\s+(?:causes?|reasons?)\s+(?:of|for)\s+[^,;.]{3,40}"
    r"|(?:diagnosed|found|seen)\s+in\s+" + QUANTITY + r"[^,;.]{2,40})",
    re.I,
)
_RISING = re.compile(r"rose|risen|increas|gr[eo]w|climb|doubl", re.I)


def trend(sentence: str) -> list[Frame]:
    return [
        Frame(found.start(), found.end(), re.sub(r"^but\s+|^and\s+|^the\s+(?:death\s+)?rate\s+(?:of|from)\s+", "", found.group("subject").strip(), flags=re.I), found.group("object"),
              Direction.INCREASES if _RISING.search(found.group("verb")) else Direction.DECREASES, strong=False,
              rule="trend", kind=Kind.PREVALENCE)
        for found in _TREND.finditer(sentence)
    ]  # fmt: skip


def leading(sentence: str) -> list[Frame]:
    return [
        Frame(found.start(), found.end(), found.group("subject"), found.group("object"), Direction.OTHER, strong=False,
              rule="leading cause", kind=Kind.PREVALENCE)
        for found in _LEADING.finditer(sentence)
    ]  # fmt: skip


_NEED = re.compile(
    r"(?P<who>(?:adult\s+|pregnant\s+|breastfeeding\s+|older\s+)?(?:men|women|adults|children|babies|teenagers|people|you|vegans|athletes|most\s+\w+|an?\s+adult|the\s+body))\s+(?:only\s+)?(?:needs?|requires?)\s+(?:about\s+|around\s+|at\s+least\s+|roughly\s+)?"
    r"(?P<object>\d[\d.,]*\s*(?:g|mg|mcg|µg|μg|grams?|milligrams?|micrograms?|IU)(?:\s+of\s+(?P<subject>(?!it\b)[\w\s-]{3,30}?))?(?=\s+(?:a|per|each|every)\b|[,;.]|$|\s+and\b)(?:\s+(?:a|per|each|every)\s+day)?)"
    r"(?:,?\s+(?:and|while|but)\s+(?P<who2>(?:\w+\s+)?(?:men|women|children|babies|teenagers|adults))\s+(?:need\s+)?(?P<object2>\d[\d.,]*\s*(?:g|mg|mcg|µg|μg|micrograms?|IU)))?",
    re.I,
)


def need(sentence: str) -> list[Frame]:
    """How much of a nutrient people need."""
    frames = []
    for found in _NEED.finditer(sentence):
        objects = [found.group("object")] + (
            [f"{found.group('object2')} of {found.group('subject')}"] if found.group("object2") else []
        )
        frames += [
            Frame(found.start(), found.end(), found.group("subject"), amount, Direction.OTHER, strong=False, rule="contents of a food", kind=Kind.NUTRITION_FACT)
            for amount in objects
        ]  # fmt: skip
    return frames


_AFFECTS = re.compile(
    rf"(?<![\w’\'-])(?P<subject>[^,;:.]{{3,60}}?)\s+(?:affects?|troubles?|strikes?|hits?|plagues?|(?:turns?\s+up|occurs?|is\s+found|is\s+seen|is\s+present|shows?\s+up)\s+in)\s+(?P<object>{QUANTITY}(?:\s+(?:of\s+)?[^,;.]{{2,50}})?)",
    re.I,
)


def affects(sentence: str) -> list[Frame]:
    """ "Dry eye affects about one in three": a condition and its share."""
    return [
        Frame(found.start(), found.end(), found.group("subject"), found.group("object"), Direction.OTHER, strong=False, rule="share of people", kind=Kind.PREVALENCE)
        for found in _AFFECTS.finditer(sentence)
    ]  # fmt: skip
