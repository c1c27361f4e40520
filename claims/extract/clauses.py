"""Frames by relation verbs, clause by clause: the subject before the verb, the objects after it."""

import re

from claims.extract.acting import AUXILIARIES, COORDINATION, NEW_SUBJECT, RELATIVE, actors
from claims.extract.frame import Frame
from claims.extract.leads import strip_leads
from claims.extract.relations import NOUN_FORMS, Relation, find_relations
from claims.records import Direction

_CLAUSE = re.compile(
    r"\s*(?:[,.!?][”\"](?=\s)|(?<=[a-z\d]{2})(?<!Prof)(?<!Dr)(?<!Mr)(?<!Mrs)(?<!Ms)(?<!St)(?<!vs)(?<!No)[.!?](?=\s+[A-Z])|;|\s[–—]\s|:\s|\s\(|\)\s*)\s*|,?\s+(?:but|because|since|although|though|whereas|while(?=\s+\w+\s+(?:is|are|can|may|does|do)\b)"
    r"|which\s+is\s+why|and\s+this\s+is\s+why|so(?=\s+(?:it|they|you|he|she|we|the|go|be|do|I)\b)|as(?=\s+\w+ing\b)|(?<=,\s)as(?!\s+(?:well|soon|long|far|much|many|if|it\s+has|what|a\s+result|the|we|i|they|you|stud)\b)|and\s+no(?=,)|and(?=\s+(?:it|they|this|he|she|that)(?:[’']\w+)?\s))\b\s*,?\s*",
    re.I,
)
# "It eases pain, it keeps the joint moving": two statements with a comma between them.
_SPLICE = re.compile(
    r",\s+(?=(?:it|they|this|these|he|she)(?:[’'](?:s|ll|re|d))?\s+(?!is\s+(?:said|thought)|say\b))", re.I
)
_OBJECT_END = re.compile(
    r"\s*(?:[;:()|]|\s[–—]|,\s*(?:which|but|so|as|though|although|while|because|and\s+(?:it|this|they|that|no|so|he|she)\b|even|then"
    r"|especially|in\s+case|if|when|after|before|making|thanks|depending|too|sorry|not|no\s+longer|however|whatever|whichever|meaning|often|usually|lads|by|unlike|according|say|says|said|mind|(?:\w+\s+)?(?:trials?|stud(?:y|ies)|research(?:ers)?|reports?|surveys?|experts?|scientists?|doctors?)\s+(?:finds?|shows?|says?|suggests?|warns?|claims?))\b)"
    r"|\s+\b(?:according|but|because|since|although|though|so\s+that|when|whenever|while|if|as\s+soon\s+as|as\s+(?:you|they|what)|as|after|before|during|upon|once"
    r"|within|until|without|(?<!more\s)(?<!less\s)(?<!fewer\s)than|thanks\s+to|due\s+to|compared|even|throughout|over\s+time|prior\s+to|in\s+case|in\s+the\s+event|(?:is|are|was|were)\s+(?:an?\s+|simply\s+|just\s+)*(?:false|wrong|untrue|nonsense|myths?|disproved|debunked)"
    r"|which|who|that|through|via|by|and\s+(?:is|are|has|can|may|was)|just|too|for\s+(?:about\s+)?(?:an?|the)\s+(?:\w+\s+)?(?:days?|hours?|minutes?|weeks?|months?|while|bit|years?|time|few|couple)|for\s+(?:up\s+to\s+)?(?:\d|one|two|three|four|six|eight|many|most|some|people|adults|women|men|children|those|them|you)"
    r"|in\s+(?:an?\s+)?(?:\w+\s+){0,3}?(?:adults|women|men|children|people|patients|infants|babies|teenagers|smokers|mice|rats|dogs|cats|sufferers|individuals|older|pregnant|those|just|only|about|as|\d+|one|two|three)"
    r"|among|like\b)\b|,?\s+and\s+(?:an?\s+|the\s+)?(?:\w+\s+){1,3}(?:makes?|made|is|are|can|may|might|has|have|does|doesn|will)\b",
    re.I,
)


def clauses_of(sentence: str) -> list[tuple[int, int]]:
    spans, at = [], 0
    marks = sorted((*_CLAUSE.finditer(sentence), *_SPLICE.finditer(sentence)), key=lambda mark: mark.start())
    for mark in marks:
        if mark.start() > at:
            spans.append((at, mark.start()))
        at = max(at, mark.end())
    if at < len(sentence):
        spans.append((at, len(sentence)))
    return spans


def clause_frames(sentence: str, start: int, end: int, inherited: str | None) -> list[Frame]:
    stripped, skipped = strip_leads(sentence[start:end])
    # What governs the clause: its own lead-in, and a denial that introduces it ("It is a myth that …: …" does not).
    preface, start = sentence[start : start + skipped], start + skipped
    relations = _governing(stripped)
    frames: list[Frame] = []
    acting_of = actors(stripped, [(relation.start, relation.end) for relation in relations], inherited)
    for index, (relation, (subject, begin, helping)) in enumerate(zip(relations, acting_of, strict=True)):
        following = relations[index + 1] if index + 1 < len(relations) else None
        if index and relations[index - 1].direction in _AGAINST and relation.direction in _HARMS:
            # "lowers inflammation, which causes pain": the pain is the inflammation's, not the remedy's.
            suffered = _SUFFERED.match(stripped[relations[index - 1].end : relation.start])
            subject = suffered.group("object").strip(" ,") or subject if suffered else subject
        rest = own_part(stripped[relation.end : following.start]) if following else stripped[relation.end :]
        stop = _OBJECT_END.search(rest)
        objects = rest[: stop.start()] if stop else rest
        acting, tail = subject, stripped[relation.end + len(objects) :]
        if relation.form.endswith("ed") and _PASSIVE.search(helping):
            agent = _AGENT.match(stripped[relation.end :])
            if agent is None or subject is None:
                continue
            stop = _OBJECT_END.search(agent.group("agent"))
            acting = agent.group("agent")[: stop.start()] if stop else agent.group("agent")
            if _TOLD.search(subject):
                continue
            # "… raises the risk of PML, which is caused by a virus": it is PML that is caused.
            named = _WHICH.search(stripped[: relation.start])
            objects = named.group("noun") if named else subject
            tail = agent.group("agent")[len(acting) :]
        neither = _NEITHER_OF.match(objects)
        if neither:
            objects = f"{neither.group('one')} and {neither.group('other')}"
        if objects.strip(" .,!?"):
            frames.append(
                Frame(
                    start=start + begin,
                    end=end,
                    subject=(acting or "").strip(" ,.") or None,
                    objects=objects.strip(" .,!?"),
                    direction=relation.direction,
                    lead=("" if index else preface)
                    + stripped[_scope(stripped, begin, relations, index) : relation.start]
                    + _own_denial(relation)
                    + (" not" if neither else ""),
                    tail=tail,
                    strong=relation.strong,
                    verb=relation.form,
                    verb_at=start + relation.start,
                )
            )
    return frames


_NEITHER_OF = re.compile(r"\s*neither\s+(?P<one>.+?)\s+nor\s+(?P<other>.+)$", re.I)
_ANEW = re.compile(
    r"\b(?:and|but|yet)\s+(?:\w+ly\s+|also\s+)?(?=(?:may|can|could|might|will|would|does|do|is|are|has|have)\b)", re.I
)


def _scope(clause: str, begin: int, relations: list[Relation], index: int) -> int:
    """Where the words begin that govern a relation: "is not effective for colds and may worsen headaches" denies only the first."""
    if not index:
        return begin
    after = relations[index - 1].end
    anew = _ANEW.search(clause, after, relations[index].start)
    return max(begin, anew.end()) if anew else begin


def _own_denial(relation: Relation) -> str:
    """The words of a phrase that may deny itself ("is not effective for"); "had no effect on" is no denial but a direction."""
    return "" if relation.direction is Direction.NO_EFFECT else f" {relation.form}"


_SUFFERED = re.compile(r"(?P<object>.+?),?\s*\b(?:which|that)\b", re.I | re.S)
_AGAINST = frozenset({Direction.DECREASES, Direction.TREATS, Direction.PREVENTS})
_HARMS = frozenset({Direction.CAUSES, Direction.INCREASES, Direction.WORSENS, Direction.ASSOCIATED})
_PASSIVE = re.compile(
    r"\b(?:is|are|was|were|be|been|being|gets?|isn[’']t|aren[’']t|wasn[’']t|weren[’']t)\s+(?:(?:not|never|also|often|sometimes|usually|mainly|mostly|\w+ly)\s+)*$",
    re.I,
)
# A patient that holds a finite verb of its own is a piece of a sentence.
_TOLD = re.compile(
    r"^(?:(?:the|this|our|their)\s+)?(?:work|study|research|project|trial|paper)$|\b(?:is|are|was|were|had|has|have|calls?|says?)\b",
    re.I,
)
_WHICH = re.compile(
    r"(?P<noun>[^\s,]+(?:\s+[^\s,]+)?)\s*,\s+which\s+(?:is|are|was|were)\s+(?:\w+ly\s+|often\s+|also\s+)?$", re.I
)
_AGENT = re.compile(r"\s*(?:by|with|during|through|from|after|upon)\s+(?P<agent>.+)", re.I)
_HELPING = re.compile(r"(?:help|aid|assist)(?:s|ed|ing)?$", re.I)


def _governing(clause: str) -> list[Relation]:
    """Relation words of a clause, less a "help" that only lends itself to the next one and nouns after a verb."""
    relations: list[Relation] = []
    found = find_relations(clause)
    if len(found) > 1 and not clause[: found[0].start].strip() and found[0].form in NOUN_FORMS:
        between = clause[found[0].end : found[1].start]
        if not re.search(r",|\b(?:and|or|to|then|that|which|you|it|but)\b", between) and found[1].form.endswith(
            ("s", "ed")
        ):
            found = found[1:]  # "Remedy number 3 lowers blood pressure": a noun opens the clause
    for relation in found:
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


def own_part(rest: str) -> str:
    """Of the words between two relations, those that are the first one's objects."""
    group = AUXILIARIES.search(rest)
    rest = rest[: group.start()] if group else rest
    joined = COORDINATION.match(rest) or RELATIVE.match(rest) or NEW_SUBJECT.match(rest)
    return joined.group("object") if joined else rest


_SCOPE = re.compile(r"[;:]|\s[–—]\s|\bbut\b|\bwhile\b|\balthough\b|\bso\b|,\s+and\b", re.I)


def governing(before: str) -> str:
    """Of the words before a relation, those that can govern it: nothing from another clause."""
    marks = list(_SCOPE.finditer(before))
    return before[marks[-1].end() :] if marks else before
