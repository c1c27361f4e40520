"""Frames by relation verbs, clause by clause: the subject before the verb, the objects after it."""

import re

from claims.extract.frame import Frame
from claims.extract.relations import NOUN_FORMS, Relation, find_relations
from claims.records import Direction

_CLAUSE = re.compile(
    r"\s*(?:[,.!?][”\"](?=\s)|;|\s[–—]\s|:\s|\s\(|\)\s*)\s*|,?\s+(?:but|because|since|although|though|whereas|while(?=\s+\w+\s+(?:is|are|can|may|does|do)\b)"
    r"|which\s+is\s+why|and\s+this\s+is\s+why|so(?=\s+(?:it|they|you|he|she|we|the|go|be|do|I)\b)|as(?=\s+\w+ing\b)|and\s+no(?=,)|and(?=\s+(?:it|they|this|he|she|that)\s))\b\s*,?\s*",
    re.I,
)
AUXILIARIES = re.compile(
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
    r"|within|until|without|than|thanks\s+to|due\s+to|compared|even|throughout|over\s+time|prior\s+to|in\s+case|in\s+the\s+event|(?:is|are|was|were)\s+(?:an?\s+|simply\s+|just\s+)*(?:false|wrong|untrue|nonsense|myths?|disproved|debunked)"
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
    r"^(?:it(?:[’']s|\s+is|\s+was|\s+has\s+been)\s+(?:being\s+)?(?:also\s+)?(?:widely\s+|commonly\s+|often\s+)?(?:thought|understood|believed|known|said|claimed|reported|deemed|suggested|shown|found|possible|likely|(?:not\s+|un)?true|false|an?\s+myth)"
    r"(?:\s+that)?|(?:some|many|most|several|lots\s+of)?\s*(?:\w+\s+){0,2}?(?:people|users|patients|experts|scientists|researchers|studies|research|evidence|doctors|trials|girls|lifters|reports|(?-i:Dr|Prof|Professor)\.?\s+[A-Z]\w+)\s*(?:on\s+here\s+)?"
    r"(?:have|has|had)?\s*(?:also\s+)?(?:say|says|said|believe|believes|find|finds|found|claim|claims|claimed|show|shows|shown|showed|suggest|suggests|suggested|report|reports|reported|think|thinks|concluded|indicates?|swear)"
    r"(?:\s+that)?|[^,;:]{0,120}?\b(?:suggest(?:s|ing|ed)?|show(?:s|ing|ed|n)?|found|finds|claims?|claimed|says|said|reports?|reported|concluded|believes?|believed|thinks?|argues?|argued|warns?|warned|notes?|noted|adds|doubts?|doubted|indicat(?:es?|ed))\s+that"
    r"|(?:many\s+|some\s+)?people\s+still\s+(?:claim|believe|think)(?:\s+that)?|contrary\s+to\s+[^,]{3,40}?,?|there\s+is\s+(?:some\s+|no\s+|little\s+|good\s+|strong\s+)*(?:evidence|proof)(?:\s+that)?|i\s+(?:read|think|believe|heard)(?:\s+that)?)\s+",
    re.I,
)


def clauses_of(sentence: str) -> list[tuple[int, int]]:
    spans, at = [], 0
    for mark in _CLAUSE.finditer(sentence):
        if mark.start() > at:
            spans.append((at, mark.start()))
        at = mark.end()
    if at < len(sentence):
        spans.append((at, len(sentence)))
    return spans


def clause_frames(sentence: str, start: int, end: int, inherited: str | None) -> list[Frame]:
    stripped, skipped = strip_leads(sentence[start:end])
    # What governs the clause: its own lead-in, and a denial that introduces it ("It is a myth that …: …" does not).
    preface, start = sentence[start : start + skipped], start + skipped
    relations = _governing(stripped)
    frames: list[Frame] = []
    subject: str | None = None
    begin = 0
    for index, relation in enumerate(relations):
        offset = relations[index - 1].end if index else 0
        gap = stripped[offset : relation.start]
        group = AUXILIARIES.search(gap)
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
                    lead=("" if index else preface) + stripped[begin : relation.start] + _own_denial(relation),
                    tail=tail,
                    strong=relation.strong,
                    verb=relation.form,
                )
            )
    return frames


def _own_denial(relation: Relation) -> str:
    """The words of a phrase that may deny itself ("is not effective for"); "had no effect on" is no denial but a direction."""
    return "" if relation.direction is Direction.NO_EFFECT else f" {relation.form}"


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
            elif not between.strip() and relation.form.endswith("ing"):
                return []  # "stopped lowering": what the two say together is not what either says
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
    group = AUXILIARIES.search(rest)
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


_SCOPE = re.compile(r"[;:]|\s[–—]\s|\bbut\b|\bwhile\b|\balthough\b|\bso\b|,\s+and\b", re.I)


def governing(before: str) -> str:
    """Of the words before a relation, those that can govern it: nothing from another clause."""
    marks = list(_SCOPE.finditer(before))
    return before[marks[-1].end() :] if marks else before


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
