"""Relation words: which verb, in which form, says that one thing acts on another, and in which direction.

The verbs stand in `relations.tsv` (base forms). A `strong` verb carries a claim by itself; a `weak` one ("help", "give")
only between an intervention and an outcome that the vocabulary knows. Phrases with a direction of their own stand here.
"""

import csv
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from claims.records import Direction

_IRREGULAR = {
    "cut": ("cut", "cuts", "cutting"),
    "give": ("give", "gives", "gave", "given", "giving"),
    "keep": ("keep", "keeps", "kept", "keeping"),
    "fight": ("fight", "fights", "fought", "fighting"),
    "beat": ("beat", "beats", "beaten", "beating"),
    "build": ("build", "builds", "built", "building"),
    "upset": ("upset", "upsets", "upsetting"),
    "shrink": ("shrink", "shrinks", "shrank", "shrinking"),
}
_DOUBLED = {"stop", "slim"}

# (direction, weight, pattern): longer and more special before shorter; a later verb never wins over an earlier phrase.
_PHRASES: tuple[tuple[Direction, str, str], ...] = (
    (
        Direction.NO_EFFECT,
        "strong",
        r"(?:has|have|had|shows?|showed)\s+no\s+(?:\w+\s+)?(?:effects?|impact|influence|bearing)\s+(?:on|over)",
    ),
    (Direction.NO_EFFECT, "strong", r"(?:makes?|made)\s+no\s+(?:\w+\s+)?difference\s+to"),
    (Direction.NO_EFFECT, "strong", r"(?:(?:do|does|did)\s*(?:not|n[’']t)\s+(?:affect|influence))"),
    (
        Direction.NO_EFFECT,
        "strong",
        r"(?:is|are|was|were)\s+no\s+better\s+than\s+(?:a\s+)?placebo\s+(?:for|at|in|against)",
    ),
    (Direction.ASSOCIATED, "strong", r"(?:been\s+)?(?:linked|tied)\s+(?:with|to)"),
    (Direction.ASSOCIATED, "strong", r"(?:been\s+)?(?:associated|correlated?s?)\s+with"),
    (Direction.ASSOCIATED, "strong", r"(?:is|are)\s+(?:more|less)\s+common\s+(?:in|among)"),
    (Direction.ASSOCIATED, "weak", r"(?:likely\s+to\s+)?(?:influences?|affects?|determines?)"),
    (Direction.INCREASES, "strong", r"relax(?:es|ed|ing)?(?=\s+(?:the\s+|your\s+)?(?:body|mind|you)\b)"),
    (Direction.CAUSES, "strong", r"(?:leads?|leading|led)\s+to"),
    (Direction.CAUSES, "strong", r"(?:results?|resulting|resulted)\s+in"),
    (Direction.CAUSES, "strong", r"(?:is|are|was|were)\s+blamed\s+for"),
    (Direction.INCREASES, "strong", r"adds?\s+to"),
    (Direction.WORSENS, "weak", r"interferes?\s+with"),
    (Direction.CAUSES, "weak", r"spreads?\s+to"),
    (Direction.CAUSES, "strong", r"(?:is|are)\s+(?:\w+ly\s+)?(?:toxic|poisonous|harmful|dangerous|bad)\s+(?:to|for)"),
    (Direction.CAUSES, "strong", r"(?:contributes?|contributing|contributed)\s+to"),
    (Direction.CAUSES, "strong", r"(?:brings?|bringing|brought)\s+(?:on|about)"),
    (Direction.CAUSES, "strong", r"(?:gives?|giving|gave)\s+rise\s+to"),
    (Direction.CAUSES, "weak", r"(?:brings?|brought)"),
    (
        Direction.CAUSES,
        "strong",
        r"(?:raises?|increases?|doubles?|triples?)\s+(?:the|your|one[’']s|their)\s+chances?\s+of",
    ),
    (
        Direction.PREVENTS,
        "strong",
        r"(?:protects?|protecting|guards?|shields?|defends?)\s+(?:\w+\s+){0,3}?(?:against|from)",
    ),
    (Direction.PREVENTS, "strong", r"(?:wards?|warding|staves?|staving|fends?|fending|fights?|keeps?)\s+off"),
    (Direction.DECREASES, "strong", r"(?:brings?|bringing|brought|cuts?|cutting|keeps?)\s+down(?:\s+on)?"),
    (Direction.DECREASES, "strong", r"(?:takes?|taking|took)\s+away"),
    (Direction.DECREASES, "strong", r"(?:gets?|getting|got)\s+rid\s+of"),
    (Direction.IMPROVES, "strong", r"(?:speeds?|speeding|sped)\s+up"),
    (
        Direction.TREATS,
        "strong",
        r"(?:is|are|was|were|be)\s+(?:not\s+|never\s+|hardly\s+|no\s+)?(?:\w+ly\s+)?(?:an?\s+)?(?:\w+\s+)?(?:effective|useful|helpful|beneficial|good|great|excellent|ideal|perfect|remedy|remedies|cure|treatment)\s+(?:for|against|in\s+treating)",
    ),
    (
        Direction.TREATS,
        "strong",
        r"(?:is|are|was|were|be)\s+(?:not\s+)?(?:\w+ly\s+)?(?:useless|ineffective|worthless|(?:of\s+)?no\s+(?:use|help|benefit))\s+(?:for|against|in\s+treating)",
    ),
    (Direction.TREATS, "strong", r"works?\s+(?:\w+\s+)?(?:for|against)"),
    (Direction.TREATS, "strong", r"helps?\s+(?:you\s+|people\s+)?(?:with|against)"),
    (Direction.IMPROVES, "strong", r"(?:is|are)\s+(?:needed|essential|vital|necessary|important|crucial)\s+for"),
)
_COMPARATIVE = re.compile(
    r"\b(?P<verb>makes?|making|made|leaves?|keeps?)\s+(?P<object>it|them|[^.;,]{3,70}?)\s+(?:to\s+)?(?:(?P<function>sleep|work|feel|perform|heal|last)\s+)?"
    r"(?P<how>(?:much\s+|far\s+|a\s+(?:bit|lot|little)\s+)?(?:less\s+\w+|more\s+\w+|better|worse|deeper|longer|shorter|faster|milder|weaker|stronger|(?:to\s+be\s+)?more\s+\w+|[a-z]{3,}(?<!oth)(?<!ov)(?<!und)(?<!aft)(?<!wat)(?<!butt)(?<!canc)(?<!pap)(?<!liv)(?<!fev)(?<!numb)er(?=\s*(?:[,.;:!?]|$|\b(?:and|or|but|than|for|in)\b))))\b",
    re.I,
)
_LESS = re.compile(r"less\s+(?:frequent|common|severe|painful|intense|likely|often)|shorter|milder|rarer", re.I)
_WORSE = re.compile(
    r"worse|weaker|less\s+(?:effective|reliable|useful|well)|more\s+(?:severe|frequent|painful|intense)", re.I
)


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation word at [start, end) of a sentence. `form` is its last verb form as written, lower case."""

    start: int
    end: int
    direction: Direction
    strong: bool
    form: str


@dataclass(frozen=True, slots=True)
class Comparative:
    """ "makes migraine attacks less frequent": the relation wraps its outcome."""

    start: int
    end: int
    object_start: int
    object_end: int
    direction: Direction
    function: str | None


def find_relations(sentence: str) -> list[Relation]:
    """All relation words of a sentence, in order, not overlapping; nouns and adjectives of the same form left out."""
    return list(_relations(sentence))


@lru_cache(maxsize=64)
def _relations(sentence: str) -> tuple[Relation, ...]:
    """Several rules ask it of one sentence."""
    found: list[Relation] = []
    at = 0
    for start, end, direction, strong in _candidates(sentence):
        if start < at:
            continue
        at = end
        form = sentence[start:end].lower()
        if " " in form and form.split()[0].endswith("ing") and not sentence[:start].strip(" \"“'"):
            continue  # "Cutting down brings back pain": what opens the sentence acts
        if " " not in form and not _is_verb(sentence, start, end, form):
            continue
        found.append(Relation(start, end, direction, strong, form))
    return tuple(found)


def _candidates(sentence: str) -> list[tuple[int, int, Direction, bool]]:
    """Places of phrases and verbs, from left to right; at one place strong phrases before verbs before weak phrases.

    Verbs are looked up word by word: one pattern of all of them took most of the time.
    """
    verbs = _verbs()
    placed = [
        (match.start(), 1, match.end(), *verbs[word])
        for match in _WORD.finditer(sentence)
        if (word := match.group().lower()) in verbs
    ]
    for rank, weight in ((0, "strong"), (2, "weak")):
        for match in _phrases(weight).finditer(sentence):
            direction = _PHRASES[int((match.lastgroup or "p0")[1:])][0]
            placed.append((match.start(), rank, match.end(), direction, weight == "strong"))
    return [
        (start, end, direction, strong) for start, _, end, direction, strong in sorted(placed, key=lambda one: one[:2])
    ]


def find_comparative(sentence: str) -> Comparative | None:
    match = _COMPARATIVE.search(sentence)
    if match is None:
        return None
    how = match.group("how")
    if _LESS.search(how):
        direction = Direction.DECREASES
    elif _WORSE.search(how):
        direction = Direction.WORSENS
    else:
        direction = Direction.IMPROVES
    if re.search(r"longer|shorter", how) and match.group("function") != "sleep":
        direction = Direction.INCREASES if "longer" in how.lower() else Direction.DECREASES
    return Comparative(
        match.start(), match.end(), match.start("object"), match.end("object"), direction, match.group("function")
    )


_DETERMINER = re.compile(
    r"\b(?:an?|the|this|that|these|those|its|their|your|his|her|our|my|of|with|no|any|some|more|most|each|every|in|from"
    r"|by|under|good|best|natural|main|common|popular|known|effective|side|great|real|proper|health|sleep)\s+$",
    re.I,
)
_AUXILIARY = re.compile(
    r"\b(?:to|can|could|may|might|will|would|should|must|do|does|did|not|n[’']t|cannot|help|helps|and|or|also|actually|is|are"
    r"|was|were|be|been|being|has|have|had|which|that|who|it|they|this|these|you|we|he|she|\w+ly|never|even|still|then)\s+$|[,;]\s*$",
    re.I,
)
NOUN_FORMS = frozenset(
    "remedy increase boost help support cut benefit balance damage harm cause cure remedy treat fight calm ease delay block stop aid"
    " lift raise cuts benefits causes cures treats fights delays blocks stops aids lifts damages balances limit limits trigger"
    " triggers repair build upset decrease assist beat clear produce keep poison guard slow".split()
)


# "The trial gave tablets to thousands of people": handed out, not caused.
_HANDED = re.compile(
    r"\s+[^,;:.]{2,80}?\s+(?:to\s+(?:\w+\s+){0,4}?(?:people|patients|volunteers|mice|rats|workers|women|men|children|adults|participants|students)|(?:capsules?|tablets?|placebos?|pudding))\b",
    re.I,
)
_TAKING = re.compile(
    r"\s+(?:taking|using|drinking|eating|smoking|having|(?:the|your|these|those|my)\s+(?:tablets?|pills?|drugs?|medicines?|medication))\b",
    re.I,
)
# Base forms that are adjectives too: "a warm bath or slow breathing".
_ADJECTIVES = frozenset("slow clear calm lower dull numb quiet firm dry cool thin steady smooth sour slim".split())


def _is_verb(sentence: str, start: int, end: int, form: str) -> bool:
    before, after = sentence[:start], sentence[end:]
    if re.search(r"(?<!\w)(?:an?|the|very|too|your|its|their|our|his|her)\s+$", before, re.I):
        return False
    if (
        not form.endswith(("ed", "ing", "s"))
        and re.search(r"(?<!\bdo )\b(?:is|are|was|were|be)\s+$", before, re.I)
        and form not in {"cut", "upset", "given", "beaten", "shrunk"}
    ):
        return False
    if form in {"give", "gives", "gave", "giving", "given"} and _HANDED.match(after):
        return False
    if form in NOUN_FORMS and re.match(r"\s*(?:[,.;:!?)]|$)", after):
        return False  # "brain damage, and …"
    if form in {"stop", "stops", "stopped"} and _TAKING.match(after):
        return False
    if re.match(r"[-–]\w|\s+of\b", after) and form in NOUN_FORMS:
        return False
    if before.endswith("-"):
        return False
    if form in NOUN_FORMS and _DETERMINER.search(before) and not re.search(r"\b(?:this|that|these|those)\s+$", before):
        return False
    if (
        form in _ADJECTIVES
        and re.search(r"(?:^|\W)(?:and|or)\s+$", before)
        and not re.search(r"\b\w{3,}(?:s|ed)\b|\b(?:can|may|to|will)\b", before)
    ):
        return False
    if form.endswith("ed") and re.search(r"\d\s+$", before):
        return False
    if form.endswith("ed") or form in {"given", "kept", "beaten", "built", "fought", "gave"}:
        return not re.search(r"\b(?:an?|the|with|of|for|from|to|your|their|its|as|more|less|most)\s+$", before, re.I)
    if form.endswith("ing") and re.match(
        r"\s+(?:\w+ly\s+)?(?:can|may|might|could|will|is|was|has|makes?|brings?|causes?|leads?|raises?|lowers?|helps?)\b",
        after,
    ):
        return False  # "stopping brings rebound insomnia": what is done acts
    if form.endswith("ing"):
        return bool(
            re.search(
                r"\b(?:by|for|in|at|with|help|helps|from|thereby|is|are|and|or|of|when)\s+$|[,]\s*(?:thereby\s+)?$",
                before,
                re.I,
            )
        )
    return True


_WORD = re.compile(r"\w+")


@cache
def _verbs() -> dict[str, tuple[Direction, bool]]:
    named: dict[str, tuple[Direction, bool]] = {}
    for row in _rows():
        for form in (form for verb in row["verbs"].split() for form in _forms(verb)):
            named.setdefault(form, (Direction(row["direction"]), row["weight"] == "strong"))
    return named


@cache
def _phrases(weight: str) -> re.Pattern[str]:
    parts = [f"(?P<p{index}>{pattern})" for index, (_, of, pattern) in enumerate(_PHRASES) if of == weight]
    return re.compile(rf"\b(?:{'|'.join(parts)})\b", re.I)


@cache
def _rows() -> tuple[dict[str, str], ...]:
    text = files("claims.extract").joinpath("relations.tsv").read_text("utf-8")
    return tuple(csv.DictReader(text.splitlines(), delimiter="\t"))


def _forms(verb: str) -> tuple[str, ...]:
    """Inflected forms of a verb: regular ones made by rule."""
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    if verb.endswith("e"):
        return verb, f"{verb}s", f"{verb}d", f"{verb[:-1]}ing"
    if verb.endswith("y") and verb[-2] not in "aeou":
        return verb, f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing"
    stem = verb + verb[-1] if verb in _DOUBLED else verb
    third = f"{verb}es" if verb.endswith(("s", "sh", "ch", "x")) else f"{verb}s"
    return verb, third, f"{stem}ed", f"{stem}ing"
