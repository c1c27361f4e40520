"""Warnings and assurances: "should be avoided in pregnancy", "do not mix it with alcohol", "is safe", "has no side effects"."""

import re
from dataclasses import replace

from claims.extract.clauses import governing
from claims.extract.frame import Frame
from claims.extract.leads import strip_leads
from claims.extract.phrasal import wrapped
from claims.records import Direction, Kind

_WHERE = (
    r"(?P<object>(?:in|during|by|with|while|if|when|on|to|before|after|for|alongside|together\s+with)\s+[^,;.]{3,60})"
)
_AVOID = re.compile(
    rf"(?<![\w’\'-])(?P<subject>[^,;.]{{2,60}}?)\s+(?P<what>(?:should|must|ought\s+to)\s+(?:(?:never|not)\s+be\s+(?:taken|used|eaten|given|combined|mixed)|(?:best\s+)?be\s+avoided)|(?:is|are)\s+(?:best\s+|better\s+)?avoided|(?:is|are)\s+contraindicated|(?:is|are)\s+(?:not\s+(?:suitable|recommended|safe|advised|for\s+use)|unsuitable|unsafe|forbidden))\s*{_WHERE}"
    rf"|^\W*(?P<bare>not\s+(?:for\s+use|suitable|recommended|to\s+be\s+(?:taken|used)))\s+(?P<where>(?:in|during|by|with|while|if|when|on|for)\s+[^,;.]{{3,60}})",
    re.I,
)


# What lifts a warning: a word of denial before it.
_LIFTED = re.compile(
    r"\b(?:not\s+(?:have|need)\s+to|no\s+need|needn[’']t|don[’']t\s+(?:have|need)|doesn[’']t|no\s+longer|no\s+reason|myths?|untrue|not\s+true|false|wrong(?:ly)?|nobody|used\s+to)\b",
    re.I,
)


def avoid(sentence: str) -> list[Frame]:
    """A warning off: what is said is the whole of it ("avoided during pregnancy")."""
    found = _AVOID.search(sentence)
    if not found:
        return []
    if _LIFTED.search(sentence[: found.start("what")] if found.group("what") else ""):
        return []  # "there is no reason why it should be avoided"
    if found.group("bare"):
        wheres = re.split(r"\s+or\s+(?=in\b|while\b|during\b|if\b|when\b|by\b)", found.group("where"))
        return [
            Frame(found.start(), found.end(), None, f"{found.group('bare')} {where}", Direction.OTHER, rule="should be avoided", kind=Kind.ADVICE)
            for where in wheres
        ]  # fmt: skip
    body, skipped = strip_leads(found.group("subject"))
    what = re.sub(
        r"^(?:(?:should|must|ought\s+to)\s+(?:be\s+|best\s+be\s+)?|(?:is|are)\s+(?:best\s+|better\s+)?)",
        "",
        found.group("what"),
    )
    return [
        Frame(found.start() + skipped, found.end(), body, f"{what} {found.group('object')}", Direction.OTHER, rule="should be avoided", kind=Kind.ADVICE)
    ]  # fmt: skip


_SAFELY = re.compile(
    r"(?<![\w’\'-])(?P<subject>[^,;.]{2,60}?)\s+(?:can|may|could)\s+(?P<not>not\s+)?(?:be\s+)?(?P<object>safely\s+(?:be\s+)?(?:taken|used|combined|mixed|given)|(?:taken|used|combined|mixed|given)\s+safely)(?P<tail>[^.;]*)",
    re.I,
)


_GIVEN_THING = re.compile(
    r"\s+(?!(?:to|in|for|with|during|by|before|after|at|on|as|from)\b)(?P<thing>[^,;.]{3,40}?)(?=\s*(?:$|[,;.]|\b(?:for|when|if|as|before|after)\b))",
    re.I,
)


def safely(sentence: str) -> list[Frame]:
    """ "Can safely be taken together with …": said to be safe, beside something else or by itself."""
    found = _SAFELY.search(sentence)
    if not found:
        return []
    body, skipped = strip_leads(found.group("subject"))
    given = _GIVEN_THING.match(found.group("tail")) if "given" in found.group("object").lower() else None
    if given:  # "children can safely be given aspirin": the aspirin acts, the children are who
        return [
            Frame(found.start() + skipped, found.end(), given.group("thing"), "safe", Direction.OTHER, lead=governing(sentence[: found.start("object")]),
                  tail=f" in {body}", rule="is safe", kind=Kind.SAFETY)
        ]  # fmt: skip
    beside = re.search(r"\b(?:with|alongside|beside)\b", found.group("tail"), re.I)
    return [
        Frame(found.start() + skipped, found.end(), body, "safe", Direction.OTHER, lead=governing(sentence[: found.start("object")]),
              tail=found.group("tail"), rule="is safe", kind=Kind.INTERACTION if beside else Kind.SAFETY)
    ]  # fmt: skip


_SAFE = re.compile(
    r"(?<![\w’\'-])(?P<subject>[^,;.]{2,60}?)\s+(?:is|are|isn[’']t|aren[’']t)\s+(?:not\s+)?(?:completely\s+|totally\s+|perfectly\s+|generally\s+|very\s+)?(?P<object>(?:un)?safe|dangerous|harmful|harmless|risky)\b(?P<tail>[^.;]*)",
    re.I,
)


def safe(sentence: str) -> list[Frame]:
    found = _SAFE.search(sentence)
    if not found:
        return []
    body, skipped = strip_leads(found.group("subject"))
    return [
        Frame(found.start() + skipped, found.end(), body, found.group("object"), Direction.OTHER, lead=governing(sentence[: found.start("object")]),
              tail=found.group("tail"), strong=False, rule="is safe", kind=Kind.SAFETY)
    ]  # fmt: skip


_PAIR = re.compile(
    r"(?<![\w’\'-])(?P<subject>[^,;.]{2,50}?)\s+(?:(?:can|may|might|could|does|do)\s+(?:not\s+)?)?interacts?\s+with\s+(?P<other>[^,;.]{2,50})"
    r"|\b(?:do\s+not|don[’']t|never|should\s+not|must\s+not)\s+(?:combine|mix|take|use)\s+(?P<subject2>[^,;.]{2,50}?)\s+(?:with|and|together\s+with)\s+(?P<other2>[^,;.]{2,50})",
    re.I,
)


# "the antidepressant amitriptyline" is amitriptyline.
_CLASS_OF = re.compile(
    r"^(?:the|an?)\s+(?:antidepressant|blood\s+thinner|anticoagulant|painkiller|antibiotic|statin|drug|medicine|medication|sleeping\s+pill|herb|supplement|blood\s+pressure\s+(?:drug|tablet|medicine))s?\s+(?=[a-z]\w{3,}\s*$)",
    re.I,
)


def interaction(sentence: str) -> list[Frame]:
    """Two substances together: a warning, or the statement that they interact. The second one is the context."""
    found = _PAIR.search(sentence)
    if not found:
        return []
    subject, other = found.group("subject") or found.group("subject2"), found.group("other") or found.group("other2")
    other = _CLASS_OF.sub("", other)
    body, skipped = strip_leads(subject)
    if found.group("subject"):
        frame = wrapped(
            sentence,
            found.end("subject"),
            found.end(),
            f"interacts with {other.strip()}",
            Direction.OTHER,
            "interaction",
        )
        said = sentence[found.end("subject") : found.end()].lower()
        lead = frame.lead + said[: said.find("interact")]
        return [replace(frame, lead=lead, tail=f" with {other.strip()}", kind=Kind.INTERACTION)]
    verb = "interacts" if found.group("subject") else "combined"
    return [
        Frame(found.start() + skipped, found.end(), body, f"{verb} with {other.strip()}", Direction.OTHER, lead=governing(sentence[: found.start("other")]) if found.group("other") else "",
              tail=f" with {other.strip()}", strong=False, rule="interaction", kind=Kind.INTERACTION)
    ]  # fmt: skip


_HARMLESS = re.compile(
    r"(?<![\w’\'-])(?P<subject>[^,;.]{2,60}?)\s+(?:has|have|causes?|comes?\s+with)\s+no\s+(?:known\s+|serious\s+|harmful\s+|bad\s+)?(?P<object>side[-\s]effects)",
    re.I,
)


def no_side_effects(sentence: str) -> list[Frame]:
    found = _HARMLESS.search(sentence)
    if not found:
        return []
    body, skipped = strip_leads(found.group("subject"))
    body = re.sub(r"^.*\bthat\s+", "", body)
    return [
        Frame(
            found.start() + skipped,
            found.end(),
            body,
            found.group("object"),
            Direction.CAUSES,
            lead=f"{sentence[: found.end('subject')]} not",
            strong=False,
            rule="has no side effects",
            kind=Kind.SAFETY,
        )
    ]


_WHO = r"(?P<who>(?:(?:\w+\s+){0,2}?(?:people|men|women|anyone|those|patients|children|adults|mothers|babies|smokers|asthmatics|diabetics|teenagers|drivers|sufferers|users|toddlers|infants|cats|dogs|horses|you)\b)[^,;.]{0,60}?)"
_WARNED = re.compile(
    rf"{_WHO}\s+(?:should|must|ought\s+to|ought|need\s+to|are\s+told\s+to|have\s+to|had\s+better|shouldn[’']t|mustn[’']t|can[’']?t|cannot)\s+"
    r"(?P<what>(?:(?:never|not)\s+(?:to\s+)?(?:be\s+given|take|use|have|drink|eat|swallow|touch)|be\s+given\s+no|avoid|steer\s+clear\s+of|stay\s+away\s+from|keep\s+off|keep\s+away\s+from|stay\s+off))\s+(?P<subject>[^,;.]{2,60}?)(?=\s*(?:[,;.]|$|\b(?:if|when|while|because|as|unless|before|during|and\s+(?:to|should))\b))",
    re.I,
)
_GIVEN = re.compile(
    r"\b(?P<what>(?:never|do\s+not|don[’']t)\s+(?:give|feed))\s+(?P<subject>[^,;.]{2,40}?)\s+to\s+(?P<who>[^,;.:]{3,50})",
    re.I,
)


def warned(sentence: str) -> list[Frame]:
    """People who should keep off a thing: the thing acts, the warning is what is said of it."""
    found = _WARNED.search(sentence) or _GIVEN.search(sentence)
    if not found or _LIFTED.search(sentence[: found.start("what")]):
        return []
    body, skipped = strip_leads(found.group("who"))
    what = re.sub(r"\s+(?:of|from|off)$", "", found.group("what"))
    start = found.start() if found.re is _GIVEN else found.start() + skipped
    objects = f"{what} to {body}" if re.search(r"given|give|feed", what) else what
    return [
        Frame(start, found.end(), found.group("subject"), objects, Direction.OTHER, tail=f" in {body}", rule="should be avoided", kind=Kind.ADVICE)
    ]  # fmt: skip
