"""From a sentence to frames: who acts, how, on what. One frame may still hold several interventions or outcomes."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from claims.extract.relations import NOUN_FORMS, Relation, find_comparative, find_relations
from claims.records import Direction, Kind


@dataclass(frozen=True, slots=True)
class Frame:
    """[start, end) is the clause within the sentence. `subject` None: the clause names none and it must be resolved.

    `lead` holds the words before the relation (hedges and negation are read there), `tail` those after the objects
    (context, dose and population are read there). `rule` names what found the frame,
    `verb` is the relation verb as written, if one did.
    """

    start: int
    end: int
    subject: str | None
    objects: str
    direction: Direction
    lead: str = ""
    tail: str = ""
    strong: bool = True
    rule: str = "relation verb"
    kind: Kind | None = None
    verb: str = ""


# Words that end a clause; what follows has a subject of its own, or inherits the one before.
_CLAUSE = re.compile(
    r"\s*(?:;|\s[–—]\s|:\s|\s\(|\)\s*)\s*|,?\s+(?:but|because|since|although|though|whereas|while(?=\s+\w+\s+(?:is|are|can|may|does|do)\b)"
    r"|which\s+is\s+why|and\s+this\s+is\s+why|so(?=\s+(?:it|they|you|he|she|we|the|go|be|do|I)\b)|as(?=\s+\w+ing\b)|and\s+no(?=,)|and(?=\s+(?:it|they|this|he|she|that)\s))\b\s*,?\s*",
    re.I,
)
_GROUP = re.compile(
    r"(?:\b(?:can|could|may|might|will|would|should|must|do|does|did|is|are|was|were|be|been|being|has|have|had|to|not"
    r"|cannot|can[’']t|don[’']t|doesn[’']t|didn[’']t|won[’']t|wont|doesnt|dont|cant|wouldn[’']t|couldn[’']t|isn[’']t|aren[’']t|never|also|even|just|simply"
    r"|actually|really|still|only|probably|possibly|perhaps|likely|thought|said|known|shown|believed|proven|reported"
    r"|seems?|appears?|tends?|helps?|helping|helped|able|going|used|believed|in|fails?|both|greatly|significantly|effectively|naturally"
    r"|you|people|it|them|quickly|slightly|directly|may\s+or\s+may\s+not|being)\b[\s,]*)+$",
    re.I,
)
_COORDINATION = re.compile(
    r"^(?P<object>.*?)\s*(?:,\s*(?:and|or|but|then)?|\b(?:and|or|as\s+well\s+as|plus))\s*(?:also|even|thereby|so|then|in|to)?\s*$",
    re.I | re.S,
)
_RELATIVE = re.compile(
    r"^(?P<object>.*?),?\s*\b(?P<which>which|that|who)\b\s*(?:have\s+properties|in\s+turn|then|also)?\s*(?:to)?\s*$",
    re.I | re.S,
)
_NEW_SUBJECT = re.compile(
    r"^(?P<object>.*?)(?:,\s*(?:and|but|or|while)?|\s+(?:and|but|while))\s+(?P<subject>[^,]{2,80})$", re.I | re.S
)
_OBJECT_END = re.compile(
    r"\s*(?:[;:()]|\s[–—]|,\s*(?:which|but|so|as|though|although|while|because|and\s+(?:it|this|they|that|no|so|he|she)\b|even|then"
    r"|especially|in\s+case|if|when|after|before|making|thanks|depending|too|sorry|not|by|unlike|according|say|says|said)\b)"
    r"|\s+\b(?:but|because|since|although|though|so\s+that|when|whenever|while|if|as\s+soon\s+as|as\s+(?:you|they|what)|as|after|before|during|upon|once"
    r"|within|until|without|than|thanks\s+to|due\s+to|compared|even|throughout|over\s+time|prior\s+to|in\s+case|in\s+the\s+event"
    r"|which|who|that|through|via|by|and\s+(?:is|are|has|can|may|was)|just|too|for\s+(?:up\s+to\s+)?(?:\d|one|two|three|four|six|eight|many|most|some|people|adults|women|men|children|those|them|you)"
    r"|in\s+(?:an?\s+)?(?:\w+\s+){0,3}?(?:adults|women|men|children|people|patients|infants|babies|teenagers|smokers|mice|rats|dogs|cats|sufferers|individuals|older|pregnant|those|just|only|about|as|\d+|one|two|three)"
    r"|among|like\b)\b|,?\s+and\s+(?:an?\s+|the\s+)?(?:\w+\s+){1,3}(?:makes?|made|is|are|can|may|might|has|have|does|doesn|will)\b",
    re.I,
)
_FRONTED = re.compile(
    r"^(?:(?:when|while|if|as\s+soon\s+as|once|after|before|during|upon|in|for|at|with|on|to|by|as|among|according\s+to|over)\b[^,]{2,160},\s*"
    r"|(?:however|moreover|also|in\s+fact|in\s+addition|furthermore|besides|plus|so|and|but|yes|no|well|sadly|luckily|fortunately|today|first(?:ly)?"
    r"|second(?:ly)?|third(?:ly)?|finally|lastly|overall|meanwhile|still|instead|generally|usually|often|interestingly|similarly)\b,?\s+)",
    re.I,
)
_REPORTED = re.compile(
    r"^(?:it(?:[’']s|\s+is|\s+was|\s+has\s+been)\s+(?:being\s+)?(?:also\s+)?(?:widely\s+|commonly\s+|often\s+)?(?:thought|understood|believed|known|said|claimed|reported|deemed|suggested|shown|found|possible|likely)"
    r"(?:\s+that)?|(?:some|many|most|several|lots\s+of)?\s*(?:\w+\s+){0,2}?(?:people|users|patients|experts|scientists|researchers|studies|research|evidence|doctors|trials|girls|lifters|reports|(?-i:Dr|Prof|Professor)\.?\s+[A-Z]\w+)\s*(?:on\s+here\s+)?"
    r"(?:have|has|had)?\s*(?:also\s+)?(?:say|says|said|believe|believes|find|finds|found|claim|claims|claimed|show|shows|shown|showed|suggest|suggests|suggested|report|reports|reported|think|thinks|concluded|indicates?|swear)"
    r"(?:\s+that)?|there\s+is\s+(?:some\s+|no\s+|little\s+|good\s+|strong\s+)*(?:evidence|proof)(?:\s+that)?|i\s+(?:read|think|believe|heard)(?:\s+that)?)\s+",
    re.I,
)


def frames_of(sentence: str) -> list[Frame]:
    """All frames of a sentence: special constructions first, then relation verbs clause by clause."""
    found: list[Frame] = []
    for rule in _CONSTRUCTIONS:
        found.extend(frame for frame in rule(sentence) if not _overlaps(frame, found))
    subject: str | None = None
    for start, end in clauses_of(sentence):
        if any(frame.start < end and start < frame.end for frame in found if frame.rule != "relation verb"):
            continue
        frames = _clause_frames(sentence, start, end, subject)
        subject = next((frame.subject for frame in reversed(frames) if frame.subject), subject)
        found.extend(frames)
    return sorted(found, key=lambda frame: (frame.start, frame.end))


def clauses_of(sentence: str) -> list[tuple[int, int]]:
    spans, at = [], 0
    for mark in _CLAUSE.finditer(sentence):
        if mark.start() > at:
            spans.append((at, mark.start()))
        at = mark.end()
    if at < len(sentence):
        spans.append((at, len(sentence)))
    return spans


def _overlaps(frame: Frame, others: list[Frame]) -> bool:
    return any(frame.start < other.end and other.start < frame.end and frame.rule != other.rule for other in others)


def _clause_frames(sentence: str, start: int, end: int, inherited: str | None) -> list[Frame]:
    stripped, skipped = strip_leads(sentence[start:end])
    preface, start = sentence[: start + skipped], start + skipped
    relations = _governing(stripped)
    frames: list[Frame] = []
    subject: str | None = None
    begin = 0
    for index, relation in enumerate(relations):
        offset = relations[index - 1].end if index else 0
        gap = stripped[offset : relation.start]
        group = _GROUP.search(gap)
        body, helping = (gap[: group.start()], gap[group.start() :]) if group else (gap, "")
        if index == 0:
            subject = _own_subject(body, helping) or inherited
        else:
            subject, shift = _read_gap(body, helping, subject)
            begin = begin if shift is None else offset + shift
        following = relations[index + 1] if index + 1 < len(relations) else None
        rest = _own_part(stripped[relation.end : following.start]) if following else stripped[relation.end :]
        stop = _OBJECT_END.search(rest)
        objects = rest[: stop.start()] if stop else rest
        acting, tail = subject, stripped[relation.end + len(objects) :]
        if relation.form.endswith("ed") and _PASSIVE.search(helping):
            agent = _AGENT.match(stripped[relation.end :])
            if agent is None or subject is None:
                continue
            stop = _OBJECT_END.search(agent.group("agent"))
            acting = agent.group("agent")[: stop.start()] if stop else agent.group("agent")
            objects, tail = subject, agent.group("agent")[len(acting) :]
        if objects.strip(" .,!?"):
            frames.append(
                Frame(
                    start=start + begin,
                    end=end,
                    subject=(acting or "").strip(" ,.") or None,
                    objects=objects.strip(" .,!?"),
                    direction=relation.direction,
                    lead=("" if index else preface) + stripped[begin : relation.start],
                    tail=tail,
                    strong=relation.strong,
                    verb=relation.form,
                )
            )
    return frames


_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being|gets?)\s+(?:\w+ly\s+)?$", re.I)
_AGENT = re.compile(r"\s*(?:by|with|during|through|from|after|upon)\s+(?P<agent>.+)", re.I)
_HELPING = re.compile(r"(?:help|aid|assist)(?:s|ed|ing)?$", re.I)
_USED = re.compile(
    r"\b(?:use|take|using|taking|drink|eat|add|try|have|want|supplement\s+with)\s+(?P<np>[^,]{2,60}?)\s*$", re.I
)
_ASIDE = re.compile(r",\s*(?:at|in|when|taken|with|like|such\s+as|also|which\s+is|if|especially)\b[^,]*,?\s*$", re.I)
_HAVING = re.compile(
    r"^(?P<whole>.+?)\s+(?:has|have|contains?|holds?|includes?)\s+[\w\s]{3,30}?\s+(?:which|that)\s*$", re.I
)


def _governing(clause: str) -> list[Relation]:
    """Relation words of a clause, less a "help" that only lends itself to the next one and nouns after a verb."""
    relations: list[Relation] = []
    for relation in find_relations(clause):
        if relations:
            between = clause[relations[-1].end : relation.start]
            if _HELPING.search(relations[-1].form) and re.fullmatch(
                r"\s*(?:(?:to|in|with|you|us|people|your\s+body|the\s+body|them)\s+)*", between, re.I
            ):
                relations.pop()
            elif not between.strip() and relation.form in NOUN_FORMS:
                continue
        relations.append(relation)
    return relations


def _own_subject(body: str, helping: str) -> str:
    body = _ASIDE.sub("", body)
    having = _HAVING.match(body)
    if having:
        return having.group("whole").strip(" ,")
    used = _USED.search(body)
    if used and re.match(r"(?:in\s+order\s+)?to\b", helping, re.I):
        return used.group("np").strip(" ,")
    return re.sub(r"^(?:then|that|and|so)\s+", "", body.strip(" ,"), flags=re.I)


def _own_part(rest: str) -> str:
    """Of the words between two relations, those that are the first one's objects."""
    group = _GROUP.search(rest)
    rest = rest[: group.start()] if group else rest
    joined = _COORDINATION.match(rest) or _RELATIVE.match(rest) or _NEW_SUBJECT.match(rest)
    return joined.group("object") if joined else rest


def _read_gap(body: str, helping: str, subject: str | None) -> tuple[str | None, int | None]:
    """The subject of a later relation in the same clause, and where its own clause begins in the gap (None: shared)."""
    joined = _COORDINATION.match(body)
    if joined or re.search(r"\b(?:to|and|or)\s*$", helping) or not body.strip():
        return subject, None
    relative = _RELATIVE.match(body)
    if relative:
        which = relative.group("which").lower()
        if which == "which" or not relative.group("object").strip():
            return subject, None
        noun = re.split(r",|\bor\b|\band\b", relative.group("object"))[-1]
        return noun.strip() or subject, None
    fresh = _NEW_SUBJECT.match(body)
    if fresh:
        return fresh.group("subject"), fresh.start("subject")
    return subject, None


def strip_leads(text: str) -> tuple[str, int]:
    """A clause without its lead-ins ("According to …,", "It is thought that"), and how many characters were taken."""
    at = 0
    while True:
        found = _REPORTED.match(text[at:]) or _FRONTED.match(text[at:])
        if not found or not found.end():
            break
        at += found.end()
    while at < len(text) and text[at] in " ,–—-\"“‘'":
        at += 1
    return text[at:], at


# --- constructions that no single verb shows ---------------------------------------------------------------------


def _comparative(sentence: str) -> list[Frame]:
    found = find_comparative(sentence)
    if found is None:
        return []
    start = max((begin for begin, _ in clauses_of(sentence) if begin <= found.start), default=0)
    before = sentence[start : found.start]
    group = _GROUP.search(before)
    body, skipped = strip_leads(before[: group.start()] if group else before)
    wrapped = sentence[found.object_start : found.object_end].strip()
    objects = (
        f"{found.function} of {wrapped}" if found.function and found.function in {"work"} else found.function or wrapped
    )
    if found.function == "work":
        objects = wrapped
    return [
        Frame(start + skipped, found.end, body.strip(" ,") or None, objects, found.direction,
              lead=before, tail=sentence[found.end :], rule="makes … more or less")
    ]  # fmt: skip


_BENEFIT = re.compile(
    r"\b(?P<who>(?:people|those|anyone|patients|women|men|users|adults)\s+(?:who\s+(?:have|has|suffer\s+from|struggle\s+with)|with|suffering\s+from)\s+(?P<object>[^,;]{3,90}?))\s+"
    r"(?P<group>(?:can|could|may|might|will|would|should|actually|also|really|likely|greatly)\s+(?:\w+\s+){0,2})?benefits?\s+from\s+(?P<subject>[^,;.]{2,90})",
    re.I,
)


def _benefit(sentence: str) -> list[Frame]:
    found = _BENEFIT.search(sentence)
    if not found:
        return []
    worded = re.split(r",|\s+(?:or\s+a\s+|that\s+|which\s+)", found.group("subject"))[0]
    symptom = re.split(r"\s+of\s+(?=discontinu|stopp|withdraw)", found.group("object"))
    frames = [
        Frame(found.start(), len(sentence), worded, _plain_level(symptom[0]), Direction.TREATS,
              lead=found.group("group") or "", tail=" ".join(symptom[1:]) + " | " + found.group("who"), rule="benefit from", kind=Kind.EFFICACY)
    ]  # fmt: skip
    also = re.search(
        r"\b(?:that|which)\s+(?:(?:have|has)\s+properties\s+to\s+|can\s+|may\s+)?(?P<verb>\w+)\s+(?P<object>[\w\s-]{3,40})",
        sentence[found.start("subject") :],
    )
    if also:
        relations = find_relations("to " + also.group("verb") + " x")
        if relations:
            frames.append(
                Frame(
                    found.start(),
                    len(sentence),
                    worded,
                    also.group("object"),
                    relations[0].direction,
                    rule="benefit from",
                )
            )
    return frames


def _plain_level(words: str) -> str:
    return re.sub(
        r"^(?:an?\s+)?(?:ridiculously|very|extremely|really|quite)\s+(?=high|low|severe|bad)",
        "",
        words.strip(),
        flags=re.I,
    )


_USE = re.compile(
    r"\b(?:use|take|try|have|drink|eat|using|taking|trying)\s+(?:up\s+)?(?P<subject>[^,;.]{2,60}?)\s+(?P<time>(?:prior\s+to|before|at|in)\s+[^,;]{3,40}?\s+)?"
    r"(?:in\s+the\s+event\s+that|in\s+case\s+(?:that\s+)?|if|when|whenever|for)\s+(?:it\s+is\s+|it[’']s\s+|you\s+(?:are|have|get|suffer\s+from|feel|find\s+it)\s+|they\s+are\s+)?"
    r"(?P<object>[^.;]{4,120})",
    re.I,
)


def _use_for(sentence: str) -> list[Frame]:
    found = _USE.search(sentence)
    if not found or re.match(r"(?:it|them|this|these|care|note|notice|time|part)\b", found.group("subject"), re.I):
        return []
    if find_relations(found.group("subject")):
        return []
    return [
        Frame(max(0, sentence.rfind(" you ", 0, found.start()) + 1), len(sentence), found.group("subject"), found.group("object"),
              Direction.TREATS, lead=sentence[: found.start()], tail=found.group("time") or "", strong=False, rule="use … for", kind=Kind.ADVICE)
    ]  # fmt: skip


_PURPOSE = re.compile(
    r"^(?P<front>(?:in\s+order\s+)?to\s+(?:be\s+able\s+to\s+)?(?P<verbs>[^,]{5,140})),\s*(?P<subject>[^,;.]{2,70}?)\s+(?P<group>(?:can|could|may|might|is|are|will|would)\b[^.;]{0,80})",
    re.I,
)


def _fronted_purpose(sentence: str) -> list[Frame]:
    found = _PURPOSE.search(sentence)
    if not found or re.match(r"(?:you|we|it|there|they|i)\b", found.group("subject"), re.I):
        return []
    front = "to " + found.group("verbs")
    return [
        Frame(0, len(sentence), found.group("subject"), frame.objects, frame.direction, lead=found.group("group"),
              tail=frame.tail, rule="to … , X can")
        for frame in _clause_frames(front, 0, len(front), None)
    ]  # fmt: skip


_AFTER_STOP = re.compile(
    r"(?P<object>[^,;]{4,90}?\s+(?:suffers?|becomes?|gets?|go(?:es)?|is|are)\s+(?:\w+\s+)?(?:imbalanced?|disturbed|disrupted|upset|depleted|unbalanced|out\s+of\s+balance))"
    r"\s+(?:after|when|upon|once|as\s+soon\s+as)\s+(?:you\s+|people\s+|one\s+)?(?P<subject>(?:stop\w*|quit\w*|discontinu\w*|withdraw\w*|com\w+\s+off)\s+[^,;.]{3,60})",
    re.I,
)


def _after_stopping(sentence: str) -> list[Frame]:
    found = _AFTER_STOP.search(sentence)
    if not found:
        return []
    return [
        Frame(
            found.start(),
            found.end(),
            found.group("subject"),
            found.group("object"),
            Direction.CAUSES,
            rule="after stopping",
            kind=Kind.SAFETY,
        )
    ]


_STOP_CAUSES = re.compile(
    r"^(?:after|upon|when|once|as\s+soon\s+as|if)\s+(?:you\s+|people\s+|someone\s+|patients\s+)?(?P<subject>(?:stop|stops|stopping|quit|quitting|discontinue|discontinuing|withdraw(?:ing)?\s+from|com(?:e|ing)\s+off)\s+[^,]{3,60}),\s*(?:it\s+(?:was|is|has\s+been)\s+\w+\s+that\s+)?"
    r"(?:it|this|that|the\s+(?:sudden\s+)?(?:drop|loss|lack|absence|change|fall)(?:\s+(?:in|of)\s+(?:the\s+|your\s+|this\s+)?\w+)?)\s+(?P<group>(?:can|may|might|could|will)\s+)?(?=\w+)",
    re.I,
)


def _stopping_it(sentence: str) -> list[Frame]:
    """ "After stopping X, it … causes Y": "it" is the stopping."""
    found = _STOP_CAUSES.search(sentence)
    if not found:
        return []
    rest = re.sub(r",\s+and\s+(?:that|this|it)\s+", ", and ", sentence[found.end() :])
    frames = _clause_frames(rest, 0, len(rest), found.group("subject"))
    return [
        Frame(0, len(sentence), found.group("subject"), frame.objects, frame.direction, lead=sentence[: found.end()] + frame.lead,
              tail=frame.tail, rule="after stopping …, it", kind=Kind.SAFETY)
        for frame in frames
    ]  # fmt: skip


_AVOID = re.compile(
    r"(?P<subject>[^,;.]{2,60}?)\s+(?:should|must|ought\s+to)\s+(?:not\s+be\s+(?:taken|used|eaten|given|combined)|be\s+avoided)\s*(?P<object>(?:in|during|by|with|while|if|when)\s+[^,;.]{3,60})",
    re.I,
)


def _avoid(sentence: str) -> list[Frame]:
    found = _AVOID.search(sentence)
    if not found:
        return []
    verb = sentence[found.end("subject") : found.end()]
    what = re.sub(r"^\s*(?:should|must|ought\s+to)\s+(?:be\s+)?", "", verb)
    return [
        Frame(
            found.start(),
            found.end(),
            found.group("subject"),
            what,
            Direction.OTHER,
            rule="should be avoided",
            kind=Kind.ADVICE,
        )
    ]


_SAFE = re.compile(
    r"(?P<subject>[^,;.]{2,60}?)\s+(?:is|are)\s+(?:completely\s+|totally\s+|perfectly\s+|generally\s+|very\s+)?(?P<object>safe)\b(?P<tail>[^.;]*)",
    re.I,
)


def _safe(sentence: str) -> list[Frame]:
    found = _SAFE.search(sentence)
    if not found:
        return []
    body, skipped = strip_leads(found.group("subject"))
    return [
        Frame(found.start() + skipped, found.end(), body, "safe", Direction.OTHER, lead=sentence[: found.end("subject")],
              tail=found.group("tail"), strong=False, rule="is safe", kind=Kind.SAFETY)
    ]  # fmt: skip


_QUANTITY = (
    r"(?:(?:about|around|roughly|nearly|almost|more\s+than|less\s+than|up\s+to|only|some|over|an?\s+estimated|approximately)\s+)*"
    r"(?:\d+(?:\.\d+)?\s*(?:%|per\s*cent|percent)(?:\s+of)?|(?:\d+|one|two|three|four|five|six|nine)\s+(?:in|out\s+of)\s+(?:every\s+)?(?:\d[\d,]*|two|three|four|five|six|ten|twenty|hundred)|half\s+of|half(?=\s+all)|a\s+(?:third|quarter)\s+of|\d[\d.,]*\s+(?:million|thousand|billion))"
)
_SHARE = re.compile(
    rf"(?P<group>{_QUANTITY}\s*(?:of\s+)?(?:all\s+)?(?:[\w-]+\s+){{1,6}}?),?\s*(?:have|has|had|lives?\s+with|suffers?\s+from|gets?|develops?|experiences?)\s+(?:at\s+least\s+one\s+|an?\s+)?(?P<subject>(?:(?!\s+(?:in|at|so|and|but)\s)[^,;.]){{3,60}})",
    re.I,
)
_CONTENT = re.compile(
    r"(?P<subject>[^,;.]{3,50}?)\s+(?:has|have|contains?|provides?|packs?|delivers?)\s+(?:about\s+|roughly\s+|around\s+|up\s+to\s+)?(?P<object>\d[\d.,]*\s*(?:g|mg|mcg|µg|grams?|milligrams?|IU|kcal|calories)\s+(?:of\s+)?[\w\s-]{3,40})"
    r"|(?P<subject2>[^,;.]{3,50}?)\s+(?:is|are)\s+(?:an?\s+)?(?:\w+\s+)?(?:rich|high|low|good\s+source|source)\s+(?:in|of)\s+(?P<object2>[^;.]{3,60})",
    re.I,
)


def _share(sentence: str) -> list[Frame]:
    return [
        Frame(found.start(), found.end(), found.group("subject"), found.group("group").strip(), Direction.OTHER, strong=False,
              rule="share of people", kind=Kind.PREVALENCE)
        for found in _SHARE.finditer(sentence)
    ]  # fmt: skip


def _content(sentence: str) -> list[Frame]:
    return [
        Frame(found.start(), found.end(), found.group("subject") or found.group("subject2"),
              re.sub(r",?\s+(?:and\s+they|and\s+it|so)\b.*", "", found.group("object") or found.group("object2")), Direction.OTHER, strong=False,
              rule="contents of a food", kind=Kind.NUTRITION_FACT)
        for found in _CONTENT.finditer(sentence)
    ]  # fmt: skip


_TREND = re.compile(
    r"(?P<subject>[^,;.:]{3,60}?)\s+(?P<verb>rose|has\s+risen|have\s+risen|increased|grew|has\s+grown|climbed|doubled|fell|has\s+fallen|have\s+fallen|dropped|declined|decreased)"
    r"\s+(?P<object>(?:from|by|to)\s+(?:about\s+|roughly\s+|nearly\s+|more\s+than\s+)?(?:\d|half|a\s+third|a\s+quarter)[^,;.]{1,80})",
    re.I,
)
_LEADING = re.compile(
    r"(?P<subject>[^,;.]{3,50}?)\s+(?:is|are|remains?|was)\s+(?P<object>(?:the|a|one\s+of\s+the)\s+(?:leading|main|most\s+common|biggest|top|second)\s+(?:causes?|reasons?)\s+(?:of|for)\s+[^,;.]{3,40}"
    r"|(?:diagnosed|found|seen)\s+in\s+" + _QUANTITY + r"[^,;.]{2,40})",
    re.I,
)
_RISING = re.compile(r"rose|risen|increas|gr[eo]w|climb|doubl", re.I)


def _trend(sentence: str) -> list[Frame]:
    return [
        Frame(found.start(), found.end(), re.sub(r"^but\s+|^and\s+|^the\s+(?:death\s+)?rate\s+(?:of|from)\s+", "", found.group("subject").strip(), flags=re.I), found.group("object"),
              Direction.INCREASES if _RISING.search(found.group("verb")) else Direction.DECREASES, strong=False,
              rule="trend", kind=Kind.PREVALENCE)
        for found in _TREND.finditer(sentence)
    ]  # fmt: skip


def _leading(sentence: str) -> list[Frame]:
    return [
        Frame(found.start(), found.end(), found.group("subject"), found.group("object"), Direction.OTHER, strong=False,
              rule="leading cause", kind=Kind.PREVALENCE)
        for found in _LEADING.finditer(sentence)
    ]  # fmt: skip


_FACTORS = re.compile(
    r"\bfactors?\b[^.;]{0,60}?\b(?:influence|affect|determine|raise|worsen)s?\s+(?P<object>[^.;]{3,80}?)\s*,?\s*(?:including|include|such\s+as|are)\s+(?P<subject>[^.;]{3,260})",
    re.I,
)


def _factors(sentence: str) -> list[Frame]:
    return [
        Frame(found.start(), found.end(), found.group("subject"), found.group("object"), Direction.ASSOCIATED,
              lead=sentence[: found.start("object")], rule="factors", kind=Kind.SAFETY)
        for found in _FACTORS.finditer(sentence)
    ]  # fmt: skip


_HELP_HEAL = re.compile(
    r"(?P<subject>[^,;.]{2,60}?)\s+(?P<group>(?:can|may|might|could|will|also)\s+)*helps?\s+(?P<object>(?:\w+\s+){1,3}(?:heal|recover|sleep|relax|regenerate|work|grow))\b",
    re.I,
)


def _help_heal(sentence: str) -> list[Frame]:
    found = _HELP_HEAL.search(sentence)
    if not found or re.search(r"\bto\s", found.group("object")):
        return []
    body, skipped = strip_leads(found.group("subject"))
    return [
        Frame(found.start() + skipped, len(sentence), body, found.group("object"), Direction.IMPROVES,
              lead=sentence[: found.start("object")], tail=sentence[found.end() :], strong=False, rule="helps … heal")
    ]  # fmt: skip


_ROW_QUANTITY = re.compile(_QUANTITY, re.I)


def row_frame(row: str) -> Frame | None:
    """A table row that gives how common something is: the first cell names it, the others hold the figures."""
    cells = [cell.strip() for cell in row.split(" | ")]
    figures = [cell for cell in cells[1:] if _ROW_QUANTITY.search(cell)]
    if len(cells) < 2 or not figures or not any(character.isalpha() for character in cells[0]):
        return None
    return Frame(
        0, len(row), cells[0], "; ".join(figures), Direction.OTHER, strong=False, rule="table row", kind=Kind.PREVALENCE
    )


_CONSTRUCTIONS: tuple[Callable[[str], list[Frame]], ...] = (
    _benefit, _fronted_purpose, _after_stopping, _stopping_it, _factors, _avoid, _trend, _leading, _content, _share,
    _comparative, _help_heal, _safe, _use_for,
)  # fmt: skip
