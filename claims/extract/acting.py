"""Who acts: the subject in the words before a relation."""

import re
from collections.abc import Sequence

AUXILIARIES = re.compile(
    r"(?:\b(?:may\s+or\s+may\s+not|can|could|may|might|will|would|should|must|do|does|did|is|are|was|were|be|been|being|has|have|had|to|not"
    r"|cannot|can[’']t|don[’']t|doesn[’']t|didn[’']t|won[’']t|wont|doesnt|dont|cant|wouldn[’']t|couldn[’']t|isn[’']t|aren[’']t|never|also|even|just|simply"
    r"|actually|really|still|only|probably|possibly|perhaps|likely|thought|said|known|shown|believed|proven|reported"
    r"|seems?|appears?|tends?|helps?|helping|helped|able|going|used|believed|in|fails?|both|greatly|significantly|effectively|naturally"
    r"|you|people|(?:it|they|that|you|this)[’'](?:ll|s|re|d|ve)|it|they|them|(?!(?:family|jelly|belly|supply|anomaly|early)\b)[a-z]{2,}ly|often|sometimes|well|always|almost|neither|nor|either|alone|themselves|itself|do(?=\s+is\b)|being)\b[\s,]*)++$",
    re.I,
)
COORDINATION = re.compile(
    r"^(?P<object>.*?)\s*(?:,\s*(?:and|or|but|then)?|\b(?:and|or|as\s+well\s+as|plus))\s*(?:also|even|thereby|so|then|in|to)?\s*$",
    re.I | re.S,
)
RELATIVE = re.compile(
    r"^(?P<object>.*?),?\s*\b(?P<which>which|that|who)\b\s*(?:have\s+properties|in\s+turn|then|also)?\s*(?:to)?\s*$",
    re.I | re.S,
)
NEW_SUBJECT = re.compile(
    r"^(?P<object>.*?)(?:,\s*(?:and|but|or|while)?|\s+(?:and|but|while))\s+(?P<subject>[^,]{2,80})$", re.I | re.S
)
_USED = re.compile(
    r"\b(?:use|take|using|taking|drink|eat|add|try|have|want|supplement\s+with)\s+(?P<np>[^,]{2,60}?)\s*$", re.I
)
_ASIDE = re.compile(r",\s*(?:at|in|when|taken|with|like|such\s+as|also|which\s+is|if|especially)\b[^,]*,?\s*$", re.I)
_HAVING = re.compile(
    r"^(?P<whole>.+?)\s+(?:has|have|contains?|holds?|includes?)\s+[\w\s]{3,30}?\s+(?:which|that)\s*$", re.I
)


def actors(
    clause: str, relations: Sequence[tuple[int, int]], inherited: str | None = None
) -> list[tuple[str | None, int, str]]:
    """For each relation ([start, end) in a clause without lead-ins): who acts, where its own statement begins, and its helping words."""
    found: list[tuple[str | None, int, str]] = []
    subject, begin, offset = None, 0, 0
    for index, (start, end) in enumerate(relations):
        body, helping = _parted(clause[offset:start])
        if index == 0:
            subject = _own_subject(body, helping) or inherited
        else:
            subject, shift = _read_gap(body, helping, subject)
            begin = begin if shift is None else offset + shift
        found.append(("you" if _PERSON_ACTS.search(helping) else subject, begin, helping))
        offset = end
    return found


# "As soon as you stop": it is the reader who does it. "Helps you sleep": it is not.
_PERSON_ACTS = re.compile(
    r"(?<!help )(?<!helps )(?<!helped )(?<!helping )(?<!with )(?<!for )\b(?:you|people|we|i)\s+(?:(?:can|could|may|might|will|would|should|must|do|does|did|have|had|are|were|also|just|even|still|only|never|not|simply|slowly|suddenly|gradually)\s+)*$",
    re.I,
)


def _parted(gap: str) -> tuple[str, str]:
    """The words before a relation, and of them its helping words."""
    group = AUXILIARIES.search(gap)
    return (gap[: group.start()], gap[group.start() :]) if group else (gap, "")


_PRONOUN_HELPS = re.compile(r"(?P<it>it|they|that|this)\b", re.I)
_OPENS = re.compile(
    r"^(?:by|after|before|in|if|when|while|with|without|for|as|since|at|on|during|once|although|though|also|whether|however|last|each|every|today|yesterday|this\s+(?:year|season|week|time)|\w{3,}(?:ed|en)|left|kept|worn|taken|given|\w{3,}ing)\b",
    re.I,
)
_CAUTION = re.compile(
    r"^(?:although|though|while|whereas|rarely|often|sometimes|usually|occasionally|generally|typically|commonly|remember|note|yes|no|well|now|please|here|and|but|so|also|nor|yet|then|that|indeed|plus|because|since|first|next|finally|besides)\b,?\s+"
    r"|^(?:in|during|among|across|at|for)\s+(?:the\s+|an?\s+|one\s+|two\s+|some\s+|most\s+|all\s+)?(?:\w+[\s-]+){0,3}?(?:of\s+us|runners|athletes|smokers|mice|rats|dogs|cats|babies|infants|teenagers|volunteers|students|pensioners|adults|women|men|children|users|patients|trials?|stud(?:y|ies)|tests?|experiments?|reviews?|surveys?|clinic|practice|cases|lab|theory|people|doses|years)\s+(?=\w)",
    re.I,
)


# "The socks look fast, and wearing them made …": the second of two statements acts.
_SECOND = re.compile(
    r"\b(?:is|are|was|were|has|have|had|looks?|feels?|tastes?|may|can|will|does|do|did|seems?|costs?)\b[^,]*,\s+(?:and|but|while|yet|so)\s+(?P<subject>[^,]{2,80})$",
    re.I,
)


# "Xylitol makes the blood sugar crash and …": what acts stands before a verb that no table knows.
_UNREAD_VERB = re.compile(
    r"^\s*(?P<np>(?:(?:the|an?|this|these)\s+)?[\w’'-]+(?:\s+[\w’'-]+){0,3}?)\s+(?:is|are|has|have|makes?|gives?|takes?|gets?|keeps?|contains?|comes?|works?|tastes?|\w{4,}(?:es|s|ed))\s",
    re.I,
)


def _own_subject(body: str, helping: str) -> str:
    spoken = _PRONOUN_HELPS.match(helping.strip())
    if body.strip(" ,.\"“'").lower() in {"and", "but", "so", "also", "yet", "because", "since", "as", "or"}:
        return spoken.group("it") if spoken else ""
    if body.strip().lower() == "what":
        return spoken.group("it") if spoken else ""  # "What they won't do is prevent a fit."
    if re.match(r"\s*what\s+\w", body, re.I) and re.search(r"\bdo\s+is\b", helping):
        body = body.strip()[5:]  # "What a course can do is give you thrush."
    if spoken and _OPENS.match(body.strip()):
        return spoken.group("it")  # "By resting the gut it also relieves": not what rests, but it
    body = _ASIDE.sub("", body)
    second = _SECOND.search(body)
    if second:
        body = second.group("subject")
    having = _HAVING.match(body)
    if having:
        return having.group("whole").strip(" ,")
    used = _USED.search(body)
    if used and re.match(r"(?:in\s+order\s+)?to\b", helping, re.I):
        return used.group("np").strip(" ,")
    if spoken and re.search(r"\bof$", body.strip()):
        body = f"{body.strip()} {spoken.group('it')}"  # "feeding lots of it destroys"
    if re.search(r"\b(?:and|or|but)$", body.strip(" ,")):
        unread = _UNREAD_VERB.match(body)
        body = unread.group("np") if unread else body
    body, before = re.sub(r"(?<=\w)\s+that$", "", body.strip(" ,")), None
    while body != before:
        before = body
        body = _CAUTION.sub("", body).strip(" ,")
    return body


def _read_gap(body: str, helping: str, subject: str | None) -> tuple[str | None, int | None]:
    """The subject of a later relation in the same clause, and where its own clause begins in the gap (None: shared)."""
    joined = COORDINATION.match(body)
    if joined or re.search(r"\b(?:to|and|or)\s*$", helping) or not body.strip():
        return subject, None
    relative = RELATIVE.match(body)
    if relative:
        which = relative.group("which").lower()
        if which == "who":
            return "you", None  # what people do is not what acts on them
        chained = which == "which" and re.search(r",\s*(?:and\s+)?which\b", body)
        if chained or not relative.group("object").strip():
            return subject, None
        noun = re.split(r",|\bor\b|\band\b", relative.group("object"))[-1]
        return noun.strip() or subject, None
    fresh = NEW_SUBJECT.match(body)
    if fresh:
        return fresh.group("subject"), fresh.start("subject")
    return subject, None
