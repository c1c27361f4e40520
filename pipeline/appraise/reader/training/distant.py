"""Distant supervision: sentences of open abstracts whose direction is unmistakable, turned by rule into hypotheses that hold, fail, or
are about something else. Only abstracts under CC BY or CC0, and none whose PMID stands in a measuring set."""

import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.appraise.reader.hypotheses import hypotheses_of
from pipeline.appraise.reader.training.data import NOTHING, REFUTES, SUPPORTS, Pair, read_rows, sentences_of, text_of

_UP = "increased|enhanced|elevated|raised|increases|enhances|elevates|raises"
_DOWN = (
    "decreased|reduced|lowered|diminished|attenuated|decreases|reduces|lowers|diminishes|attenuates|prevents|prevented"
)
_THING = r"[A-Za-z][\w\s/-]{3,60}?"
_ENDS = r"(?=\s+(?:compared|versus|vs|relative|in\s|among|after|when|by\s|and\s|with\s|at\s|than|from|during|for\s|over\s|without)|[,.;:(]|$)"
_MOVES = re.compile(
    rf"(?:^|[,;:]\s+(?:that\s+)?|\bthat\s+)(?P<a>{_THING})\s+(?:significantly|markedly|substantially)\s+(?P<v>{_UP}|{_DOWN})\s+(?:the\s+)?(?P<o>{_THING}){_ENDS}"
)
_IS_MOVED = re.compile(
    rf"(?P<o>{_THING})\s+(?:was|were)\s+significantly\s+(?P<v>higher|lower|increased|decreased|reduced)\s+in\s+(?:the\s+)?(?P<a>{_THING})\s+(?:group|arm|patients)\b"
)
_NO_EFFECT = re.compile(
    rf"(?P<a>{_THING})\s+(?:had|has|have|showed|produced|did not have|does not have)\s+(?:no\s+(?:significant\s+)?|any\s+(?:significant\s+)?)effects?\s+on\s+(?:the\s+)?(?P<o>{_THING}){_ENDS}"
)
_NO_GOOD = re.compile(
    rf"(?P<a>{_THING})\s+(?:did|does|do)\s+not\s+(?:significantly\s+)?(?:affect|improve|reduce|increase|alter|influence|change)\s+(?:the\s+)?(?P<o>{_THING}){_ENDS}"
)
_PRONOUN = re.compile(
    r"^(?:it|they|this|these|that|there|which|we|our|he|she|and|but|the results|results|patients|participants|both|all|also|although|few)\b",
    re.I,
)
# A name has none of these: where one stands, the pattern has cut a sentence in the wrong place.
_NO_NAME = re.compile(
    r"\b(?:was|were|is|are|be|been|may|can|could|than|compared|associated|that|those|groups?|arms?|values?|who|which|during|after|before|we|"
    r"significantly|both|or|not|no|increased|decreased)\b",
    re.I,
)
_FREE = re.compile(
    r"licenses/by/|publicdomain|CC0|Creative Commons Attribution (?:4|3|2|International|License|\()", re.I
)
_BOUND = re.compile(r"non-?\s?commercial|by-nc|noderiv|by-nd|share-?alike", re.I)


_AIM = re.compile(
    r"\b(?:aims?|objective|purpose|determine|investigate|assess|evaluate|examine|explore|hypothesi[sz]ed?|sought|unclear|unknown|protocol)\b",
    re.I,
)
_OF_AIM = (
    re.compile(
        rf"\b(?:whether|if|that)\s+(?P<a>{_THING})\s+(?:can |could |would |may |might |will )?"
        rf"(?:improves?|reduces?|increases?|decreases?|affects?|prevents?|lowers?|enhances?)\s+(?:the\s+)?(?P<o>{_THING}){_ENDS}",
        re.I,
    ),
    re.compile(rf"\beffects?\s+of\s+(?P<a>{_THING})\s+on\s+(?:the\s+)?(?P<o>{_THING}){_ENDS}", re.I),
)


def open_abstracts(folder: Path) -> list[dict]:  # type: ignore[type-arg]
    """`folder` is that of the benchmarks; the open literature lies beside it."""
    held_out = {str(row.get("pmid")) for row in read_rows(folder / "findings" / "dev.jsonl.gz")}
    return [
        row for row in read_rows(folder.parent / "literature" / "abstracts.jsonl.gz")
        if row["abstract"] and row["license"] and _FREE.search(row["license"]) and not _BOUND.search(row["license"])
        and str(row["pmid"]) not in held_out
    ]  # fmt: skip


def distant(rows: Sequence[dict], chance: random.Random) -> Iterator[Pair]:  # type: ignore[type-arg]
    """Statements by their whole abstract and by themselves; each with hypotheses that hold, fail, or are about something else. A
    sentence that only says what was asked says nothing."""
    statements = [
        (sentence, row["abstract"], *found) for row in rows for sentence in sentences_of([row["abstract"]]) for found in _statements(sentence)
    ]  # fmt: skip
    for sentence, abstract, acting, outcome, truth in statements:
        long = text_of(f"{acting} {outcome}", sentences_of([abstract]))
        _, _, other_acting, other_outcome, _ = chance.choice(statements)
        asked = hypotheses_of(acting, outcome)
        yield Pair(asked[truth], chance.choice((sentence, long)), SUPPORTS, "distant")
        for wrong in asked.keys() - {truth}:
            yield Pair(asked[wrong], chance.choice((sentence, long)), REFUTES, "distant")
        for who, what, foreign in ((acting, other_outcome, other_outcome), (other_acting, outcome, other_acting)):
            if _apart(foreign, abstract) and chance.random() < 0.7:
                elsewhere = chance.choice(list(hypotheses_of(who, what).values()))
                yield Pair(elsewhere, chance.choice((sentence, long)), NOTHING, "distant")
    for row in rows:
        for sentence in sentences_of([row["abstract"]]):
            for acting, outcome in _aims(sentence):
                yield Pair(
                    chance.choice(list(hypotheses_of(acting, outcome).values())), sentence, NOTHING, "distant, aim"
                )


def _aims(sentence: str) -> Iterator[tuple[str, str]]:
    if _AIM.search(sentence):
        for pattern in _OF_AIM:
            for found in pattern.finditer(sentence):
                if not any(_PRONOUN.match(found[name]) or _NO_NAME.search(found[name]) for name in ("a", "o")):
                    yield found["a"].strip(), found["o"].strip()


def _statements(sentence: str) -> Iterator[tuple[str, str, str]]:
    """(who, what, direction) of a sentence whose direction is unmistakable."""
    if not _AIM.search(sentence):
        for pattern in (_MOVES, _IS_MOVED, _NO_EFFECT, _NO_GOOD):
            for found in pattern.finditer(sentence):
                acting, outcome = found["a"].strip(), found["o"].strip()
                if any(
                    _PRONOUN.match(name) or _NO_NAME.search(name) or len(name.split()) > 7 for name in (acting, outcome)
                ):
                    continue
                verb = found.groupdict().get("v")
                up = verb and re.fullmatch(f"{_UP}|higher", verb)
                yield acting, outcome, "no difference" if verb is None else "increased" if up else "decreased"


def _apart(words: str, abstract: str) -> bool:
    """Whether an abstract holds none of the longer words of a term."""
    return not any(word.lower() in abstract.lower() for word in re.findall(r"\w{4,}", words))
