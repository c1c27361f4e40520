"""Relations whose words wrap their outcome or stand apart: "takes the pain away", "does nothing for colds", "come from viruses"."""

import re

from claims.extract.acting import actors
from claims.extract.clauses import clauses_of, own_part
from claims.extract.frame import Frame
from claims.extract.leads import strip_leads
from claims.extract.relations import find_relations
from claims.records import Direction, Kind

_NP = r"(?<![\w’\'-])(?P<object>[^,;:.!?]{2,60}?)"
_YOU = r"(?:(?:you|your|us|them|me|him|her|one|people|patients|users|some\s+\w+|many\s+\w+)\s+)?"
_END = r"(?=\s*(?:[,;:.!?]|$|\b(?:but|for|in|within|when|while|after|if|better|faster|than|too|as|because|so|which|that)\b))"
_WRAPPING: tuple[tuple[Direction, str], ...] = (
    (Direction.DECREASES, rf"(?:takes?|took|taking|taken)\s+(?:also\s+)?the\s+(?:edge|sting|heat)\s+(?:off|out\s+of)\s+{_NP}{_END}"),
    (Direction.DECREASES, rf"(?:takes?|took|taking)\s+(?:also\s+)?{_NP}\s+(?:away|off)\b"),
    (Direction.INCREASES, rf"(?:pushe?s?|pushing|driv(?:es?|ing)|drove|sends?|sent|bumps?|nudges?)\s+{_NP}\s+up\b"),
    (Direction.DECREASES, rf"(?:bring(?:s|ing)?|brought|push(?:es)?|driv(?:es?|ing)|keeps?|gets?|cuts?|drags?|nudges?)\s+{_NP}\s+down\b"),
    (Direction.INCREASES, rf"(?:pushe?s?|pushing|drives?|driving|sends?|bumps?|nudges?)\s+up\s+{_NP}{_END}"),
    (Direction.DECREASES, rf"(?:pushe?s?|pushing|drives?|driving|knocks?|nudges?|strips?|stripping|wipes?|wiping|shuts?|shutting|switch(?:es)?|breaks?|washes)\s+(?:down|away|out|off)\s+{_NP}{_END}"),
    (Direction.INCREASES, rf"(?:pushe?s?|puts?)\s+back\s+{_NP}{_END}"),
    (Direction.WORSENS, r"(?:stops?|keeps?|prevents?)\s+(?P<object>[^,;:.!?]{2,40}?\s+)(?:from\s+)?(?:working|doing\s+its\s+job)\b"),
    (Direction.PREVENTS, rf"(?:keeps?|stops?|prevents?|protects?|saves?|shields?)\s+(?:[^,;:.!?]{{2,40}}?)\s+from\s+{_NP}{_END}"),
    (Direction.CAUSES, r"(?:does|do|did|doing)\s+(?P<object>(?:no|more|real|serious|lasting)\s+(?:\w+\s+)?harm)\b"),
    (Direction.PREVENTS, rf"(?:keeps?|keeping|kept|fends?|wards?)\s+{_NP}\s+(?:off|away|at\s+bay|out)\b"),
    (Direction.INCREASES, rf"(?:puts?|putting|piles?)\s+{_NP}\s+on\b"),
    (Direction.CAUSES, rf"(?:wears?|wearing|dries|drying)\s+{_NP}\s+out\b"),
    (Direction.IMPROVES, rf"(?:firms?|perks?|speeds?|tones?)\s+up\s+{_NP}{_END}"),
    (Direction.TREATS, rf"(?:clears?|cleared)\s+up\s+{_NP}{_END}"),
    (Direction.CAUSES, rf"(?:sets?\s+off|setting\s+off|brings?\s+back|stirs?\s+up|sparks?\s+off)\s+{_NP}{_END}"),
    (Direction.CAUSES, rf"(?:leaves?|left|makes?|made|making)\s+(?:you|your\s+\w+|people|them|patients|users|some\s+\w+|many\s+\w+)\s+(?:feel(?:ing)?\s+)?(?P<object>(?:too\s+|very\s+|more\s+)?(?:groggy|drowsy|sleepy|dizzy|sick|ill|nauseous|tired|jittery|anxious|bloated|constipated|dehydrated|wheezy|breathless|thirsty|forgetful|unsteady|irritable|restless|sluggish|fat|infertile|depressed)\b[^,;:.!?]{{0,40}}?){_END}"),
    (Direction.CAUSES, rf"(?:makes?|made|making|turns?|leaves?)\s+(?:you|people|them|anyone|anybody|children|a\s+child|babies|your\s+\w+|the\s+\w+)\s+(?P<object>(?!feel|more|less|better|worse)[a-z-]+(?:ed|y|ic|al|ous|ent|ful|le|at|ert|ick|ill|ak|nd|af)){_END}"),
    (Direction.TREATS, rf"(?:does|do|did)\s+(?:anything|a\s+thing|much|wonders|something)\s+(?:for|against|about)\s+{_NP}{_END}"),
    (Direction.TREATS, rf"(?:works?|worked|works\s+out|does|did|performed)\s+(?:just\s+|about\s+)?as\s+well\s+as\s+[^,;:.]{{2,40}}?\s+(?:for|against|in|at)\s+{_NP}{_END}"),
    (Direction.CAUSES, rf"(?:wears?|wearing|eats?)\s+away\s+{_NP}{_END}"),
    (Direction.NO_EFFECT, rf"(?:do|does|did|doing|done)\s+(?:absolutely\s+|almost\s+|next\s+to\s+|precisely\s+|little\s+or\s+)?(?:nothing|little)\s+(?:at\s+all\s+)?(?:for|to|against|about)\s+{_NP}{_END}"),
    (Direction.NO_EFFECT, rf"(?:is|are|was|were|did|does|do|worked|works?|fared|performed)\s+no\s+better\s+than\s+(?:an?\s+|the\s+)?(?:placebos?|sugar\s+pills?|dumm(?:y|ies)(?:\s+\w+)?|sham\s*\w*|doing\s+nothing|nothing|water|chance)\s+(?:for|at|in|against|on)\s+{_NP}{_END}"),
    (Direction.NO_EFFECT, rf"(?:(?:do|does|did)\s*(?:not|n[’']t)|has\s+not|hasn[’']t|never|cannot|can[’']t|won[’']t)\s+(?:change|alter|touch|move|budge)\s+{_NP}{_END}"),
    (Direction.CAUSES, rf"(?:costs?|rob(?:s|bed)?)\s+(?:some\s+|many\s+)?(?:users?|people|patients|them|you|him|her)\s+(?:of\s+)?{_NP}{_END}"),
    (Direction.INCREASES, rf"(?:adds?|added)\s+(?P<object>(?:\w+\s+){{0,3}}?(?:years?|months?)\s+to\s+[^,;:.!?]{{3,30}}?){_END}"),
    (Direction.INCREASES, rf"(?:raises?|increases?|doubles?|triples?|ups?|boosts?)\s+the\s+(?:odds|chances?|likelihood|risks?)\s+of\s+{_NP}{_END}"),
    (Direction.ASSOCIATED, rf"(?:is|are|was|were)\s+(?:[\w-]+\s+){{0,3}}?(?:more|less|as)\s+likely\s+(?:than\s+[^,;:.]{{3,40}}?\s+)?to\s+(?:get|have|develop|suffer|catch|be\s+diagnosed\s+with|die\s+of|die\s+from)?\s*{_NP}{_END}"),
    (Direction.CAUSES, rf"(?:leaves?|left)\s+(?:you|anybody|anyone|people|them)\s+(?P<object>short\s+of\s+[^,;:.!?]{{3,40}}?){_END}"),
    (Direction.INCREASES, r"(?:tops?)\s+(?P<object>it|[^,;:.!?]{3,40}?)\s+up\b"),
    (Direction.CAUSES, rf"(?:gives?|gave|giving)\s+(?:(?:up\s+to|about|around|roughly|some)\s+)?(?:\d+|one|two|three)\s+(?:\w+\s+)?(?:in|out\s+of|of)\s+(?:every\s+)?(?:\d+|ten|hundred|twenty|five)(?:\s+(?:users|people|patients|children|women|men|adults))?\s+{_NP}{_END}"),
    (Direction.CAUSES, rf"(?:makes?|made|making)\s+(?:you|people|them|anybody|anyone|toddlers|children|dogs|cats|babies|muscles|patients|women|men|the\s+(?:skin|body|heart|gut|blood|brain|eyes)|(?:your|their|my|our)\s+\w+)\s+(?P<object>(?!more\b|less\b|better\b|worse\b|a\b|an\b|the\b|of\b|and\b|sure\b|feel\s+(?:better|worse)\b|\w+er\b)[a-z]{{3,}}(?:\s+[^,;:.!?]{{2,40}}?)?){_END}"),
    (Direction.CAUSES, rf"(?:gives?|gave|giving)\s+(?:you|them|people|some\s+\w+|many\s+\w+|us|children|dogs|cats)\s+{_NP}{_END}"),
)  # fmt: skip
_PATTERNS = tuple((direction, re.compile(rf"\b{pattern}", re.I)) for direction, pattern in _WRAPPING)
_FROM = re.compile(
    r"(?<![\w’\'-])(?P<object>[^,;:.!?]{3,60}?)\s+(?:(?:can|may|might|could|often|usually|mostly|mainly|sometimes)\s+)*(?:comes?|came|stems?|results?|aris(?:es?|ing))\s+from\s+(?P<subject>[^,;:.!?]{3,70})",
    re.I,
)


def wrapping(sentence: str) -> list[Frame]:
    """Frames of relations that hold their outcome between their words; the earliest pattern of the table wins a place."""
    frames: list[Frame] = []
    for direction, pattern in _PATTERNS:
        for found in pattern.finditer(sentence):
            if not any(frame.start < found.end() and found.start() < frame.end for frame in frames):
                frames.append(wrapped(sentence, found.start(), found.end(), found.group("object"), direction))
    return sorted(frames, key=lambda frame: frame.start)


def wrapped(sentence: str, start: int, end: int, objects: str, direction: Direction, rule: str = "phrase") -> Frame:
    """A frame whose relation is [start, end): its clause is looked for to the left, its subject before any earlier verb of that clause."""
    clause = max((begin for begin, _ in clauses_of(sentence) if begin <= start), default=0)
    before, skipped = strip_leads(sentence[clause:start])
    earlier = [(relation.start, relation.end) for relation in find_relations(before)]
    inner = find_relations(objects)
    if inner:
        objects = own_part(objects[: inner[0].start])
    subject, begin, _ = actors(before, [*earlier, (len(before), len(before))])[-1]
    return Frame(
        clause + skipped + begin, end, (subject or "").strip(" ,.") or None, objects.strip(), direction,
        lead=sentence[clause : clause + skipped] + before[earlier[-1][1] if earlier else begin :], tail=sentence[end:], strong=False, rule=rule, verb_at=start,
    )  # fmt: skip


def come_from(sentence: str) -> list[Frame]:
    """What comes from a thing is caused by it; "not from" and "and not" are a denial of their own."""
    found = _FROM.search(sentence)
    if not found:
        return []
    body, skipped = strip_leads(found.group("object"))
    denied = re.match(r",\s*(?:and\s+|but\s+)?not\s+from\s+(?P<subject>[^,;:.!?]{3,60})", sentence[found.end() :])
    frames = [
        Frame(found.start() + skipped, found.end(), found.group("subject"), body, Direction.CAUSES, strong=False, rule="come from", kind=Kind.SAFETY)
    ]  # fmt: skip
    if denied:
        end = found.end() + denied.end()
        frames.append(
            Frame(found.start() + skipped, end, denied.group("subject"), body, Direction.CAUSES, lead="not", strong=False, rule="come from", kind=Kind.SAFETY)
        )  # fmt: skip
    return frames


_TIED = re.compile(
    r"\b(?:tied|ties|linked|links|connected|connects|linking|tying)\s+(?P<subject>[^,;:.!?]{2,60}?)\s+(?:to|with)\s+(?P<object>(?!a\s+stud)[^,;:.!?]{3,60})",
    re.I,
)
_OFTENER = re.compile(
    r"(?<![\w’\'-])(?P<subject>[^,;:.!?]{2,70}?)\s+(?:get|have|suffer(?:\s+from)?|develop|report)\s+(?P<object>[^,;:.!?]{3,50}?)\s+(?:far\s+|much\s+|a\s+lot\s+|slightly\s+)?(?:more|less)\s+often\b"
    r"|(?<![\w’\'-])(?P<object2>[^,;:.!?]{3,50}?)\s+(?:is|are|occurs?)\s+(?:[\w-]+\s+){0,4}?(?:commoner|more\s+(?:common|frequent)|less\s+common|times\s+as\s+(?:often|common))\s+(?:among|in)\s+(?P<subject2>[^,;:.!?]{2,60}?)(?=\s*(?:[,;:.!?]|$|\b(?:than|as)\b))",
    re.I,
)
_RISK = re.compile(
    r"^(?:among|in|for)\s+(?:\w+\s+){0,2}?(?:with|who\s+have)\s+(?P<subject>[^,;:.!?]{2,60}?),\s+(?P<object>(?:the\s+)?(?:risks?|rates?|odds|chances?)\s+of\s+[^,;:.!?]{3,50}?)\s+(?:is|are|was|were)\s+(?:[\w-]+\s+){0,4}?(?:higher|lower|greater|doubled|raised)"
    r"|(?P<object2>(?:the\s+)?(?:risks?|rates?|odds|chances?)\s+of\s+[^,;:.!?]{3,50}?)\s+(?:is|are|was|were)\s+(?:[\w-]+\s+){0,4}?(?:higher|lower|greater)\s+(?:among|in|with|for)\s+(?:those\s+(?:who|with)\s+|people\s+(?:who|with)\s+)?(?P<subject2>[^,;:.!?]{2,60}?)(?=\s*(?:[,;:.!?]|$|\b(?:than|compared)\b))",
    re.I,
)
_HAD = re.compile(
    r"(?<![\w’\'-])(?P<subject>[^,;:.!?]{2,80}?)\s+(?:also\s+|often\s+|usually\s+)?(?:had|have|has|showed|show|saw)\s+(?P<object>(?:\w+\s+)?(?:fewer|lower|higher|less|more|better|worse|longer|shorter|an?\s+(?:\w+\s+)?(?:lower|higher|reduced|increased|raised|greater|smaller|better|worse|longer|shorter))\s+[^,;:.!?]{3,60}?)(?=\s*(?:[,;:.!?]|$|\b(?:than|but|when|after|if|because)\b))",
    re.I,
)


def associations(sentence: str) -> list[Frame]:
    """ "The survey tied stair use to better balance"; "climbers had fewer strokes"."""
    tied = _TIED.search(sentence)
    if tied and not re.search(r"\b(?:is|are|was|were|been|be|not)\s+(?:\w+ly\s+)?$", sentence[: tied.start()]):
        return [
            Frame(tied.start("subject"), tied.end(), tied.group("subject"), tied.group("object"), Direction.ASSOCIATED, strong=False, rule="tied to", verb_at=tied.start())
        ]  # fmt: skip
    oftener = _OFTENER.search(sentence) or _RISK.search(sentence)
    if oftener:
        subject, objects = (
            oftener.group("subject") or oftener.group("subject2"),
            oftener.group("object") or oftener.group("object2"),
        )
        return [
            Frame(oftener.start(), oftener.end(), strip_leads(subject)[0], strip_leads(objects)[0], Direction.ASSOCIATED, tail=sentence[oftener.end() :], strong=False, rule="tied to", verb_at=oftener.start())
        ]  # fmt: skip
    had = _HAD.search(sentence)
    if not had:
        return []
    body, skipped = strip_leads(had.group("subject"))
    return [
        Frame(had.start() + skipped, had.end(), body, had.group("object"), Direction.ASSOCIATED, lead=sentence[: had.start("object")],
              tail=sentence[had.end() :], strong=False, rule="had fewer or more", verb_at=had.start("object"))
    ]  # fmt: skip
