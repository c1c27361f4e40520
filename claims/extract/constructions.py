"""Constructions that no single verb shows: "could benefit from", "use … for", "after stopping", "should be avoided"."""

import re
from dataclasses import replace

from claims.extract.clauses import clause_frames, governing
from claims.extract.frame import Frame
from claims.extract.leads import strip_leads
from claims.extract.phrasal import wrapped
from claims.extract.relations import find_comparative, find_relations
from claims.records import Direction, Kind


def comparative(sentence: str) -> list[Frame]:
    found = find_comparative(sentence)
    if found is None:
        return []
    held = sentence[found.object_start : found.object_end].strip()
    objects = held if found.function in {None, "work", "last"} else found.function
    frame = wrapped(sentence, found.start, found.end, objects or held, found.direction, "makes … more or less")
    lasting = re.search(r"\b(shorter|longer)\b", sentence[found.object_end : found.end], re.I)
    verb = {"shorter": "shorten", "longer": "prolong"}[lasting.group().lower()] if lasting else ""
    return [replace(frame, strong=True, verb=verb)]


_BENEFIT = re.compile(
    r"\b(?P<who>(?:people|those|anyone|patients|women|men|users|adults)\s+(?:who\s+(?:have|has|suffer\s+from|struggle\s+with)|with|suffering\s+from)\s+(?P<object>[^,;]{3,90}?))\s+"
    r"(?P<group>(?:can|could|may|might|will|would|should|actually|also|really|likely|greatly)\s+(?:\w+\s+){0,2})?benefits?\s+from\s+(?P<subject>[^,;.]{2,90})",
    re.I,
)


def benefit(sentence: str) -> list[Frame]:
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


_NOT_TO = re.compile(
    r"\b(?:do\s+not|don[’']t|never|stop|avoid|should\s+not|must\s+not|shouldn[’']t)\s+(?:\w+\s+)?$", re.I
)


def use_for(sentence: str) -> list[Frame]:
    found = _USE.search(sentence)
    if not found or re.match(r"(?:it|them|this|these|care|note|notice|time|part)\b", found.group("subject"), re.I):
        return []
    if re.match(r"(?:using|taking|trying)\b", found.group(), re.I) and re.search(
        r"\b(?:can|may|might|could|will|is|are)\b", found.group("object")
    ):
        return []  # "Taking more than 40 mg for months can lead to …": what acts, and no advice
    if re.match(r"(?:been|stood|made|had|gone|done|seen|known|lived|\w+ed)\b", found.group("subject"), re.I):
        return []  # "have been made for thousands of years"
    if _NOT_TO.search(sentence[: found.start()]):
        return []  # "don't take ibuprofen for chickenpox" is no word on what it does
    if find_relations(found.group("subject")) or re.search(
        r"\b(?:if|been|when|while|who)\s+(?:\w+\s+){0,2}$", sentence[: found.start()], re.I
    ):
        return []
    return [
        Frame(max(0, sentence.rfind(" you ", 0, found.start()) + 1), len(sentence), found.group("subject"), found.group("object"),
              Direction.TREATS, lead=governing(sentence[: found.start()]), tail=found.group("time") or "", strong=False, rule="use … for", kind=Kind.ADVICE)
    ]  # fmt: skip


_PURPOSE = re.compile(
    r"^(?P<front>(?:in\s+order\s+)?to\s+(?:be\s+able\s+to\s+)?(?P<verbs>[^,]{5,140})),\s*(?P<subject>[^,;.]{2,70}?)\s+(?P<group>(?:can|could|may|might|is|are|will|would)\b[^.;]{0,80})",
    re.I,
)


def fronted_purpose(sentence: str) -> list[Frame]:
    found = _PURPOSE.search(sentence)
    if not found or re.match(r"(?:you|we|it|there|they|i)\b", found.group("subject"), re.I):
        return []
    front = "to " + found.group("verbs")
    return [
        Frame(0, len(sentence), found.group("subject"), frame.objects, frame.direction, lead=found.group("group"),
              tail=frame.tail, verb=frame.verb, rule="to … , X can")
        for frame in clause_frames(front, 0, len(front), None)
    ]  # fmt: skip


_AFTER_STOP = re.compile(
    r"(?P<object>[^,;]{4,90}?\s+(?:suffers?|becomes?|gets?|go(?:es)?|is|are)\s+(?:\w+\s+)?(?:imbalanced?|disturbed|disrupted|upset|depleted|unbalanced|out\s+of\s+balance))"
    r"\s+(?:after|when|upon|once|as\s+soon\s+as)\s+(?:you\s+|people\s+|one\s+)?(?P<subject>(?:stop\w*|quit\w*|discontinu\w*|withdraw\w*|com\w+\s+off)\s+[^,;.]{3,60})",
    re.I,
)


def after_stopping(sentence: str) -> list[Frame]:
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


def stopping_it(sentence: str) -> list[Frame]:
    """ "After stopping X, it … causes Y": "it" is the stopping."""
    found = _STOP_CAUSES.search(sentence)
    if not found:
        return []
    rest = re.sub(r",\s+and\s+(?:that|this|it)\s+", ", and ", sentence[found.end() :])
    frames = clause_frames(rest, 0, len(rest), found.group("subject"))
    return [
        Frame(0, len(sentence), found.group("subject"), frame.objects, frame.direction, lead=governing(sentence[: found.end()]) + frame.lead,
              tail=frame.tail, verb=frame.verb, rule="after stopping …, it", kind=Kind.SAFETY)
        for frame in frames
    ]  # fmt: skip


_FACTORS = re.compile(
    r"\bfactors?\b[^.;]{0,60}?\b(?:influence|affect|determine|raise|worsen)s?\s+(?P<object>[^.;]{3,80}?)\s*,?\s*(?:including|include|such\s+as|are)\s+(?P<subject>[^.;]{3,260})",
    re.I,
)


def factors(sentence: str) -> list[Frame]:
    return [
        Frame(found.start(), found.end(), found.group("subject"), found.group("object"), Direction.ASSOCIATED,
              lead=governing(sentence[: found.start("object")]), rule="factors", kind=Kind.SAFETY)
        for found in _FACTORS.finditer(sentence)
    ]  # fmt: skip


_HELP_HEAL = re.compile(
    r"(?P<subject>[^,;.]{2,60}?)\s+(?P<group>(?:can|may|might|could|will|also)\s+)*helps?\s+(?P<object>(?:\w+\s+){1,3}(?:heal|recover|sleep|relax|regenerate|work|grow))\b",
    re.I,
)


def help_heal(sentence: str) -> list[Frame]:
    found = _HELP_HEAL.search(sentence)
    if not found or re.search(r"\bto\s", found.group("object")):
        return []
    body, skipped = strip_leads(found.group("subject"))
    return [
        Frame(found.start() + skipped, found.end(), body, found.group("object"), Direction.IMPROVES,
              lead=governing(sentence[: found.start("object")]), tail=sentence[found.end() :], strong=False, rule="helps … heal")
    ]  # fmt: skip


_WHOM = r"(?:you|them|us|me|(?:[\w-]+\s+){0,3}?(?:people|adults|men|women|patients|children|babies|infants|toddlers|sufferers|teenagers|runners|athletes|smokers|students)(?:\s+(?:with|who\s+(?:have|suffer\s+from))\s+[^,;.]{3,40}?)?)"
_HELP_SOMEONE = re.compile(
    rf"(?P<subject>[^,;.]{{2,60}}?)\s+(?:(?:can|may|might|could|will|also|does|did)\s+(?:not\s+)?)*helps?\s+(?P<who>{_WHOM})?\s*(?:to\s+)?"
    r"(?P<object>(?:fall|get\s+to|stay|sleep|drift|doze|wake|breathe|concentrate|focus|remember|relax|unwind|recover|heal|live|quit|stop\s+smoking|give\s+up\s+smoking)\b(?:\s+(?!(?:and|or|but|because|when|while|if|so)\b)[\w-]+){0,4})",
    re.I,
)


def help_someone(sentence: str) -> list[Frame]:
    """ "Helps older people with insomnia to fall asleep faster": what they come to do is the outcome, and they are the population."""
    found = _HELP_SOMEONE.search(sentence)
    if not found:
        return []
    body, skipped = strip_leads(found.group("subject"))
    lead = governing(sentence[: found.start("object")])
    does = found.group("object")
    if does.lower() == "quit" and "smok" in (found.group("who") or "").lower():
        does = "quit smoking"
    return [
        Frame(found.start() + skipped, found.end(), body, does, Direction.IMPROVES, lead=lead,
              tail=f" in {found.group('who') or ''}", rule="helps … to")
    ]  # fmt: skip


_MAKES_DO = re.compile(
    r"(?P<subject>[^,;.]{2,80}?)\s+(?P<verb>makes?|made)\s+(?P<who>(?:[\w-]+\s+){0,3}?(?:people|adults|men|women|patients|children|babies|runners|smokers|drivers|users))\s+"
    r"(?P<object>live|fall|sleep|wake|bleed|cough|eat|drink|faint|itch|ache|snore|sweat)\s+(?P<how>(?:much\s+|far\s+)?(?:more|less|better|worse|longer)(?:\s+(?:often|deeply|soundly|heavily|easily|frequently))?)\b",
    re.I,
)


def makes_do(sentence: str) -> list[Frame]:
    """ "Makes older women fall more often": falls become more."""
    found = _MAKES_DO.search(sentence)
    if not found:
        return []
    how = found.group("how").lower()
    direction = (
        Direction.WORSENS if "worse" in how else Direction.IMPROVES if "better" in how
        else Direction.DECREASES if "less" in how else Direction.INCREASES
    )  # fmt: skip
    body, skipped = strip_leads(found.group("subject"))
    does = found.group("object").lower()
    return [
        Frame(found.start() + skipped, found.end(), body, {"fall": "falls", "live": f"live {how}"}.get(does, does), direction,
              lead=governing(sentence[: found.start("verb")]), tail=f" in {found.group('who')}", rule="makes … do")
    ]  # fmt: skip
