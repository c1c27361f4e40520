"""What a record says of how it was done, each with the words that say so: people randomised and analysed, dose, duration, blinding,
placebo, registration, funding, interests. What it does not say stays unknown."""

import re
from collections.abc import Callable, Iterator

from claims.sentences import sentence_spans
from pipeline.appraise.figures import COUNT, PEOPLE, included_studies_in, number_of
from pipeline.records import Design, Fact, Span, Study

RULE = "appraise.facts.v1"

_FEW_WORDS = r"(?:(?!(?:trials?|studies|articles|papers|of|to|and|or|mg|weeks?|months?|years?|days?)\b)[\w-]+\s+){0,4}?"
_RANDOMISED = (
    re.compile(rf"\brandom(?:i[sz]ed|ly\s+(?:assigned|allocated))\s+(?P<n>{COUNT})\b(?!\s*(?:mg|g|%|:|weeks?|days?|months?))", re.I),
    re.compile(rf"\b(?P<n>{COUNT})\s+{_FEW_WORDS}(?:were|was)\s+(?:then\s+)?(?:random(?:i[sz]ed|ly\s+(?:assigned|allocated|divided))|assigned|allocated)\b", re.I),
)  # fmt: skip
_ANALYSED = (
    re.compile(rf"\b(?P<n>{COUNT})\s+{_FEW_WORDS}(?:(?:were|was)\s+(?:included\s+in\s+the\s+(?:\w+\s+)?analys[ei]s|analy[sz]ed|evaluable)|completed\s+(?:the\s+)?(?:study|trial|follow-up|treatment))\b", re.I),
    re.compile(rf"\banaly[sz]ed\s+(?P<n>{COUNT})\s+{_FEW_WORDS}{PEOPLE}\b", re.I),
    re.compile(rf"\banalys[ei]s\s+(?:of|included|comprised)\s+(?P<n>{COUNT})\s+{_FEW_WORDS}{PEOPLE}\b", re.I),
)  # fmt: skip
# "72 were randomised to A and 69 to B": neither is the whole.
_ONE_ARM = re.compile(
    rf"\band\s+{COUNT}\s+(?:\w+\s+)?(?:to|received|were|in|patients|children|women|men|subjects)\b", re.I
)
_DOSE = re.compile(
    r"(?<![\w.])(?P<n>\d[\d,]*(?:\.\d+)?)(?P<to>\s*(?:-|–|to)\s*\d[\d,]*(?:\.\d+)?)?\s*"
    r"(?P<unit>(?:mg|µg|μg|mcg|micrograms?|milligrams?|grams?|g|IU|mL|ml)(?:\s*/\s*kg)?)(?:\s*(?:/|per|a|each|every|once|twice|three\s+times)\s*(?:d(?:ay)?\b|daily\b|week\b|(?:a|per)\s+day\b|(?:a|per)\s+week\b)|\s+daily\b|\s+weekly\b|\s+(?:o\.d\.|b\.i\.d\.|t\.i\.d\.))",
)  # fmt: skip
_DURATION = re.compile(
    rf"\b(?:for|over|during|after|lasting|period\s+of|course\s+of|duration\s+of)\s+(?:a\s+period\s+of\s+)?(?P<n>{COUNT})(?P<to>\s*(?:-|–|to)\s*{COUNT})?(?:[\s-])(?P<unit>days?|weeks?|months?|years?)\b(?!\s+(?:of\s+age|old|or\s+older))"
    rf"|\b(?P<n2>{COUNT})-(?P<unit2>day|week|month|year)\s+(?:(?:[\w-]+\s+){{0,3}}?(?:trial|study|treatment|intervention|supplementation|period|course|program(?:me)?))\b",
    re.I,
)
# "adults over 65 years": an age.
_OF_AGE = re.compile(rf"\b(?:aged?|ages|those|{PEOPLE})\s*$", re.I)
_FOLLOWED = re.compile(
    r"\b(?:followed(?:[\s-]up)?|follow[\s-]up)(?:\s+(?:for|of|was|over|period|time|duration|a|an|the|median|mean|average|at))*\s+"
    rf"(?P<n>\d+(?:\.\d+)?|{COUNT})[\s-]?(?P<unit>days?|weeks?|months?|years?)\b(?!\s+of\s+age)", re.I,
)  # fmt: skip
_WORDED: dict[str, re.Pattern[str]] = {
    "blinding": re.compile(
        r"\b(?:(?:double|triple|single|observer|assessor|participant|investigator)[- ]?(?:blind(?:ed)?|masked)|open[- ]label|unblinded|not\s+blinded|non[- ]blinded|double[- ]dummy)\b", re.I
    ),
    "placebo": re.compile(r"\b(?:placebo(?:[- ]controlled)?|sham(?:[- ]controlled)?)\b", re.I),
    "registration": re.compile(r"\b(?:NCT\d{8}|ISRCTN\d{6,8}|ACTRN\d{14}|ChiCTR[-\w]*\d{6,}|EudraCT\s*(?:number\s*)?:?\s*\d{4}-\d{6}-\d{2}|CRD\d{11}|UMIN\d{9}|DRKS\d{8}|IRCT\w{8,}|CTRI/\d{4}/\d{2,3}/\d{6}|NTR\d{3,5}|JPRN-\w+)\b"),
    "funding": re.compile(r"\b(?:fund(?:ed|ing)|sponsored|supported|financed)\b\s*(?:by|from|:|was\s+provided\s+by|source)\s+(?:an?\s+|the\s+)?(?:[a-z]+\s+){0,3}?(?-i:[A-Z])[^.;]{2,160}", re.I),
    "interests": re.compile(r"\b(?:conflicts?\s+of\s+interests?|competing\s+interests?|declarations?\s+of\s+interests?)\b[^.;]{0,160}", re.I),
}  # fmt: skip
# "supported by these findings" is no funder.
_NO_FUNDER = re.compile(r"\b(?:findings|results|data|evidence|studies|literature|observations?|analys[ei]s)\b", re.I)
# Fields of a record that say it by themselves.
_OWN_FIELDS = {"registrations": "registration", "grants": "funding", "conflict_of_interest": "interests"}


def facts_of(study: Study, design: Design) -> tuple[Fact, ...]:
    """Each kind at most three times, in the order of the text; `value` and `unit` where it is one quantity, as it
    is written (of "400 mg twice a day" 400 mg; the rest is told by the words)."""
    found: list[Fact] = []
    for field, text in (("title", study.title), ("abstract", study.abstract)):
        for start, end in sentence_spans(text):
            sentence = text[start:end]
            at = _placed(field, start, sentence)
            if design is not Design.SYSTEMATIC_REVIEW:
                found += _counted("randomised", _RANDOMISED, sentence, at)
                found += _counted("analysed", _ANALYSED, sentence, at)
            found += _quantities("dose", _DOSE, sentence, at)
            found += _quantities("follow-up", _FOLLOWED, sentence, at)
            found += _quantities("duration", _DURATION, sentence, at)
            found += [Fact(kind, None, None, at(match.start(), match.end())) for kind, pattern in _WORDED.items() if (match := pattern.search(sentence)) and not (kind == "funding" and _NO_FUNDER.search(match[0]))]  # fmt: skip
    if design is Design.SYSTEMATIC_REVIEW:
        found += [Fact("included studies", float(n), None, span) for n, span in included_studies_in(study)][:1]
    found += list(_from_fields(study))
    return _first_of_each(found)


_Placed = Callable[[int, int], Span]


def _placed(field: str, start: int, sentence: str) -> _Placed:
    return lambda begin, end: Span(field, start + begin, start + end, sentence[begin:end])


def _counted(kind: str, patterns: tuple[re.Pattern[str], ...], sentence: str, at: _Placed) -> Iterator[Fact]:
    for pattern in patterns:
        for match in pattern.finditer(sentence):
            count = number_of(match["n"])
            if count is not None and 3 < count < 50_000_000 and not 1900 <= count <= 2030:
                part = sentence[: match.start()].endswith(("/", "-")) or _ONE_ARM.search(
                    sentence, match.end(), match.end() + 90
                )
                if not part:
                    yield Fact(kind, float(count), None, at(match.start(), match.end()))
                return


def _quantities(kind: str, pattern: re.Pattern[str], sentence: str, at: _Placed) -> Iterator[Fact]:
    """A span of numbers ("8 to 12 weeks") is told in its words and has no value."""
    for match in pattern.finditer(sentence):
        groups = match.groupdict()
        value = None if groups.get("to") else _value(groups["n"] or groups.get("n2"))
        if (value is not None or groups.get("to")) and not _OF_AGE.search(sentence, 0, match.start()):
            yield Fact(kind, value, groups["unit"] or groups.get("unit2"), at(match.start(), match.end()))


def _value(number: str | None) -> float | None:
    try:
        return float((number or "").replace(",", ""))
    except ValueError:
        words = number_of(number)
        return None if words is None else float(words)


def _from_fields(study: Study) -> Iterator[Fact]:
    for field, kind in _OWN_FIELDS.items():
        held = getattr(study, field)
        values = (held,) if isinstance(held, str) else held or ()
        for number, text in enumerate(values):
            name = field if isinstance(held, str) else f"{field}.{number}"
            yield Fact(kind, None, None, Span(name, 0, len(text), text))


def _first_of_each(found: list[Fact]) -> tuple[Fact, ...]:
    kept: list[Fact] = []
    for fact in found:
        same = [other for other in kept if other.kind == fact.kind]
        if len(same) < 3 and all(
            (other.value, other.unit, other.span.text) != (fact.value, fact.unit, fact.span.text) for other in same
        ):
            kept.append(fact)  # fmt: skip
    return tuple(kept)
