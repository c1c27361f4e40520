"""How a claim is worded: hedge, strength, negation. Each is read from the words that govern the claim."""

import re

from claims.records import Direction, Hedge, Strength

_SOME_PEOPLE = re.compile(
    r"\b(?:(?:some|many|most|lots\s+of|several|a\s+lot\s+of|plenty\s+of|certain)\s+(?:\w+\s+){0,3}?|(?:users|patients|people|lifters|drinkers)\s+)"
    r"(?:people|users|patients|girls|women|men|lifters|parents|runners|customers|of\s+us)?\s*(?:on\s+here\s+)?(?:find|say|swear|believe|report|feel|think|claim|notice)\b",
    re.I,
)
_MAY = re.compile(
    r"\b(?:may|might|could|possibly|perhaps|maybe|seems?|appears?|suggests?|suggested|suggesting|likely|potential(?:ly)?|suspected|probably|i\s+think)\b",
    re.I,
)
_CAN = re.compile(r"\b(?:can|is\s+able\s+to|are\s+able\s+to|has\s+the\s+(?:power|ability)\s+to)\b", re.I)
_REPORTED = re.compile(
    r"\b(?:stud(?:y|ies)|research(?:ers)?|experts?|trials?|scientists?|doctors?)\s+(?:\w+\s+)?(?:show|shows|showed|shown|found|finds?|says?|said|confirms?|reports?|have|has)\b"
    r"|\b(?:is|are|was|has\s+been|have\s+been|[’']s)\s+(?:being\s+)?(?:also\s+)?(?:widely\s+)?(?:thought|said|believed|known|reported|claimed|understood|deemed|shown)\b"
    r"|\baccording\s+to\b|\b(?:says|said)\s+(?:Dr|Prof|[A-Z]\w+)|\bas\s+(?:what\s+)?studies\s+have\s+shown\b|\bi\s+read\s+that\b",
    re.I,
)
_NOT = re.compile(
    r"\bno\s+(?:cure|remedy|treatment|answer|match|substitute)\b|\bno\s+truth\s+in\b[^.]*?\b(?:rumou?rs?|claims?|idea|story)\b|\brumou?rs?\b|\bas\s+if\b|\byet\s+to\s+be\s+(?:shown|proved|proven)\b|\bbanned\s+(?:adverts|ads|claims)\b|\bfined\s+for\s+claiming\b|\b(?:not|never|cannot|neither|nor|no\s+longer|fails?\s+to|failed\s+to|unable\s+to|without)\b|n[’']t\b|\bno\s+(?:(?:good|strong|solid|real|clear|convincing)\s+)?(?:evidence|proof)\b|\bmyths?\b|\bnothing\b|\bhardly\b|\bscarcely\b|\bbarely\b|\brarely\b|\bseldom\b|\bfew\s+\w+\s+(?:believe|think|say|accept)|\bnobody\b|\bno\s+one\b|\bno\s+(?:\w+\s+)?(?:study|studies|trials?|research)\b|\bwrong(?:ly)?\b|\breject\w*|\brefut\w*|\bin\s+theory\b|\bceased?\s+to\b|\bdoubt(?:s|ed|ful)?\b|\buntrue\b|\bfalse(?:ly)?\b|\bdispute[sd]?\b|\bden(?:y|ies|ied)\b|\b(?:useless|ineffective|worthless|no\s+(?:use|help|benefit))\s+(?:for|against|in\s+treating)\b",
    re.I,
)
# What comes after a statement and takes it back: "… is a myth", "This has been disproved."
DISMISSED = re.compile(
    r"\b(?:is|are|was|were|has\s+been|have\s+been)\s+(?:an?\s+|simply\s+|just\s+|thoroughly\s+|long\s+been\s+|since\s+been\s+)*(?:\w+\s+)?(?:myths?|false|untrue|wrong|nonsense|disproved|disproven|debunked|refuted)\b|\bwrongly\b|\bonly\s+in\s+theory\b|\bon\s+paper\s+only\b",
    re.I,
)
_NOT_ONLY = re.compile(
    r"^\W*without\s[^,]{2,60},|\b(?:little|no|without(?:\s+a)?|beyond(?:\s+all)?)\s+doubt\b|\b(?:may|might)\s+or\s+(?:may|might)\s+not\b|\bnot\s+(?:only|just|merely|all)\b|\bwhy\s+not\b|\bif\s+not\b|n[’']t\s+just\b",
    re.I,
)


def hedge_of(lead: str, clause: str) -> Hedge:
    """The first that fits of: some people, may, can, reported, none. `lead` is what stands before the relation."""
    if _SOME_PEOPLE.search(lead):
        return Hedge.SOME_PEOPLE
    if _MAY.search(lead):
        return Hedge.MAY
    if _CAN.search(lead):
        return Hedge.CAN
    if _REPORTED.search(lead) or _REPORTED.search(clause):
        return Hedge.REPORTED
    return Hedge.NONE


_LINKED = re.compile(r"\b(?:associated|linked|correlat\w+|tied)\s+(?:with|to)\b", re.I)


def strength_of(direction: Direction, hedge: Hedge, lead: str, clause: str = "") -> Strength:
    """What the wording asserts, on the one scale of wording and evidence. "Studies show" adds nothing and takes nothing."""
    if direction is Direction.ASSOCIATED or _LINKED.search(clause):
        return Strength.LINKED
    if hedge in {Hedge.MAY, Hedge.SOME_PEOPLE}:
        return Strength.MAY
    if hedge is Hedge.CAN or re.search(r"\bhelp(?:s|ed|ing)?\b|\bprobably\b", lead, re.I):
        return Strength.CAN
    return Strength.DOES


# "No supplement prevents dementia": who acts is denied.
_NO_SUCH = re.compile(
    r"\W*(?:no|few|none\s+of(?:\s+the|\s+these)?)\s+(?!doubt|evidence|proof|stud(?:y|ies)|trials?|research|one\b|longer|wonder|question|matter|\w+\s+(?:evidence|proof|study|studies|trials?|research|believes?|thinks?|says?|accepts?|claims?|doubts?|den(?:y|ies))\b)\w+",
    re.I,
)
# "Neither garlic nor ginger": one denial of both.
_NEITHER = re.compile(r"\bneither\s+(?P<one>.+?)\s+nor\b", re.I)


def negated(lead: str, relation_and_after: str = "") -> bool:
    """Whether the article says that the relation does not hold. Two negations cancel; "not only" is none."""
    lead = _NEITHER.sub(lambda both: f"neither {both.group('one')}", _NOT_ONLY.sub("", lead))
    marks = len(_NOT.findall(lead)) + bool(_NO_SUCH.match(lead))
    if DISMISSED.search(relation_and_after):
        marks += 1
    return marks % 2 == 1


_MYTH = re.compile(r"^\W*(?:myth|false|fiction|wrong)\s*(?:#?\d+)?\s*[:–—-]", re.I)
# What people used to hold, and "(it does not)": taken back, whatever else the sentence denies.
_ONCE = re.compile(
    r"\b(?:used\s+to\s+(?:think|believe|say)|once\s+(?:believed|thought|said|held))\b|\((?:but\s+)?(?:it|they)\s+(?:do|does|did|is|are|will|can)\s*(?:not|n[’']t)\)",
    re.I,
)
_NOW = re.compile(r"\bbut\b|;|\bnow\b|\byet\b", re.I)
_IT = re.compile(r"^\s*(?:this|that|it|they|these|all\s+of\s+this|both)\s+", re.I)
_OF_ANOTHER = re.compile(r"\W*(?:that|to|how|why|whether|when|for)\s+(?!(?:it|they|this|that|these|those)\b)", re.I)
_BUT_NOT = re.compile(
    r"\W*(?:(?:but|yet|though)\s+)?(?:it|they|this|that|these|in\s+fact\s+it)\s+(?:really\s+|actually\s+)?"
    r"(?:(?:do|does|did|is|are|was|were|has|have|can|will)\s*(?:not|n[’']t)|cannot|fails?)(?:\s+(?:work|help|hold(?:\s+up)?|stand\s+up|do\s+(?:so|that|it)))?\s*(?:[.!?,;:)”\"]|$)",
    re.I,
)


def taken_back(sentence: str, clause_end: int, tail: str, following: str) -> bool:
    """Whether a statement is dismissed from outside its clause: "Myth: …", "…, but it does not", "This has been disproved."."""
    once = _ONCE.search(sentence)
    if (
        (once and not _NOW.search(sentence, once.end(), max(once.end(), clause_end)))
        or _MYTH.match(sentence)
        or _BUT_NOT.match(sentence[clause_end:])
        or _BUT_NOT.search(tail)
    ):
        return True
    first = following[:120].split(".")[0]
    if _BUT_NOT.match(following[: len(first) + 1]):
        return True
    dismissed = DISMISSED.search(first) if _IT.match(first) else None
    if dismissed is None or re.search(r"\bnot\b", first):
        return False
    # "It is a myth that vitamin C cures colds" says nothing of the garlic in the sentence before.
    return not _OF_ANOTHER.match(first, dismissed.end())
