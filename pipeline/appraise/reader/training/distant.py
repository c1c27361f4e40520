"""Distant supervision: sentences of open abstracts whose direction is unmistakable, turned by rule into hypotheses that hold, fail, or
are about something else. Only abstracts under CC BY or CC0, and none whose PMID stands in a measuring set."""

import random
import re
from collections.abc import Iterator
from pathlib import Path

from pipeline.appraise.reader.hypotheses import hypotheses_of
from pipeline.appraise.reader.training.data import NOTHING, REFUTES, SUPPORTS, Pair, read_rows, split_sentences, text_of

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
    r"^(?:it|they|this|these|that|there|which|we|our|he|she|and|but|the results|results|patients|participants|both|all|also)\b",
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


def distant(folder: Path, chance: random.Random) -> Iterator[Pair]:
    """`folder` is that of the benchmarks; the open literature lies beside it."""
    held_out = {str(row.get("pmid")) for row in read_rows(folder / "findings" / "dev.jsonl.gz")}
    rows = [
        row
        for row in read_rows(folder.parent / "literature" / "abstracts.jsonl.gz")
        if row["abstract"] and row["license"] and _FREE.search(row["license"]) and not _BOUND.search(row["license"])
        and str(row["pmid"]) not in held_out
    ]  # fmt: skip
    statements = [(row["abstract"], *found) for row in rows for found in _statements(row["abstract"])]
    for abstract, acting, outcome, truth in statements:
        sentences = split_sentences(abstract)
        other = chance.choice(statements)
        for direction, hypothesis in hypotheses_of(acting, outcome).items():
            yield Pair(
                hypothesis, text_of(hypothesis, sentences), SUPPORTS if direction == truth else REFUTES, "distant"
            )
        if _apart(other[2], abstract):
            elsewhere = chance.choice(list(hypotheses_of(acting, other[2]).values()))
            yield Pair(elsewhere, text_of(elsewhere, sentences), NOTHING, "distant")
        if _apart(other[1], abstract):
            elsewhere = chance.choice(list(hypotheses_of(other[1], outcome).values()))
            yield Pair(elsewhere, text_of(elsewhere, sentences), NOTHING, "distant")


def _statements(abstract: str) -> Iterator[tuple[str, str, str]]:
    for sentence in split_sentences(abstract):
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
