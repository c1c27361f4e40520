"""Figures that a record reports, each with its span: participants, included studies, effect with interval and p."""

import re
from collections.abc import Iterator

from pipeline.records import Design, Effect, Span, Study

RULE = "appraise.figures.v1"

PEOPLE = (
    r"(?:people|patients|participants|adults|women|men|children|volunteers|subjects|individuals|outpatients|adolescents|infants|students|smokers|workers"
    r"|persons|athletes|veterans|girls|boys|lifters|runners|physicians|nurses|residents|Australians|Americans|households|cases|sufferers|users)"
)
_SMALL = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
    )
}
_TENS = {
    word: number
    for number, word in zip(
        range(20, 100, 10), "twenty thirty forty fifty sixty seventy eighty ninety".split(), strict=True
    )
}
_NUMBER_WORD = "|".join([*_TENS, *_SMALL, "hundred"])
COUNT = rf"(?:\d{{1,3}}(?:[, ]\d{{3}})+|\d+|(?:{_NUMBER_WORD})(?:[\s-](?:{_NUMBER_WORD}|and))*)"
_PARTICIPANTS = re.compile(
    rf"\b(?P<n>{COUNT})\s+(?:(?!\bof\b|\bout\b|\bto\b|\band\b|\bor\b|\bmg\b|years?|weeks?|days?|months?|minutes?|trials|studies)[\w'’-]+\s+){{0,4}}?{PEOPLE}\b",
    re.I,
)
_N_EQUALS = re.compile(r"\bn\s*=\s*(?P<n>\d[\d,]*)", re.I)
_RANDOMISED = re.compile(
    rf"\brandomi[sz]ed\s+(?P<n>{COUNT})\b|\b(?P<n2>{COUNT})\s+(?:[\w-]+\s+){{0,4}}?were\s+randomi[sz]ed\b", re.I
)
_STUDIES = re.compile(
    rf"\b(?P<n>{COUNT})\s+(?:(?:placebo-controlled|randomi[sz]ed|eligible|clinical|controlled|double-blind|included|different|relevant|cohort|observational|prospective|human|comparative)\s+|of\s+the\s+)*(?:trials|studies|RCTs|papers|comparisons|articles)\b",
    re.I,
)
_NUMBER = r"[-−–]?(?:\d+(?:[.·]\d+)?|[.·]\d+)"
_MEASURES = {
    "RR": r"RR|risk\s+ratio|relative\s+risk|rate\s+ratio|IRR|(?:mortality|incidence|prevalence)\s+ratio",
    "OR": r"OR|odds\s+ratio",
    "HR": r"HR|hazard\s+ratio",
    "SMD": r"SMD|standardi[sz]ed\s+mean\s+difference|Hedges[’']?\s*g|Cohen[’']?s\s+d|effect\s+size|ES|g(?=\s*=)",
    "MD": r"W?MD|(?:weighted\s+)?mean\s+difference|difference(?:\s+of)?",
}
_EFFECT = re.compile(
    r"\b(?:" + "|".join(f"(?P<{name}>{pattern})" for name, pattern in _MEASURES.items()) + r")\b"
    rf"(?:\s+(?:for|of)\s+(?!\d)[a-z\s-]{{2,40}}?(?=\s+(?:was|were|is)\s+\d))?[\s,:=(\[]*(?:of|was|were|is)?\s*(?P<value>{_NUMBER})(?P<unit>\s*(?:%|[a-zA-Z/µ]+(?:\s+mm\s?Hg)?))?"
    rf"(?:[\s,;(\[]*(?:95\s*%\s*(?:CI|confidence\s+interval)[\s,:]*)?(?:from\s+)?(?P<low>{_NUMBER})\s*%?\s*(?:to|[-–−,;])\s*(?P<high>{_NUMBER})\s*%?\)?)?",
)
_WITH_UNIT = re.compile(
    rf"(?P<value>{_NUMBER})\s*(?P<unit>minutes?|min|hours?|days?|mm\s?Hg|mg/dL|mmol/L|kg|points?|flushes|attacks|%)\s*"
    rf"\(\s*(?:95\s*%\s*(?:CI|confidence\s+interval)[\s,:]*)?(?P<low>{_NUMBER})\s*%?\s*(?:to|[-–−,])\s*(?P<high>{_NUMBER})\s*%?\)?",
)
_P = re.compile(r"\bp\s*(?P<sign>[<=>≤])\s*(?P<p>0?[.·]\d+)", re.I)
_UNITS = re.compile(r"\s*(minutes?|min|hours?|days?|weeks?|mm\s?Hg|mg/dL|mmol/L|kg|points?|flushes|attacks|%)\b", re.I)


def participants_of(study: Study, design: Design) -> int | None:
    """People in a study: those randomised where it says so; for a review the largest count that it gives."""
    text = f"{study.title}\n{study.abstract}"
    named = _RANDOMISED.search(text)
    if named and design is not Design.SYSTEMATIC_REVIEW:
        count = number_of(named.group("n") or named.group("n2"))
        if count and count > 3:
            return count
    counts = [count for found in _PARTICIPANTS.finditer(text) if (count := number_of(found.group("n")))]
    counts += [count for found in _N_EQUALS.finditer(text) if (count := number_of(found.group("n")))]
    counts = [count for count in counts if 3 < count < 50_000_000 and not 1900 <= count <= 2030]
    if not counts:
        return None
    if design is Design.SYSTEMATIC_REVIEW:
        # A review of several studies that gives only a small count gives that of a part of them.
        several = (included_studies_of(study, design) or 0) >= 5
        return None if several and max(counts) < 100 else max(counts)
    return max(counts[:2])


def included_studies_of(study: Study, design: Design) -> int | None:
    """How many studies a review includes (the first count that it gives); None for anything but a review."""
    if design is not Design.SYSTEMATIC_REVIEW:
        return None
    return next((count for count, _ in included_studies_in(study)), None)


def included_studies_in(study: Study) -> Iterator[tuple[int, Span]]:
    """Counts of studies in abstract and title, with their words."""
    for field, text in (("abstract", study.abstract), ("title", study.title)):
        found = _STUDIES.search(text)
        count = number_of(found.group("n")) if found else None
        if found and count is not None:
            yield count, Span(field, found.start(), found.end(), found.group())


def effects_in(field: str, text: str, start: int, end: int) -> Iterator[Effect]:
    """Effect estimates in text[start:end], in order, each with its interval and p where the same sentence gives them."""
    sentence = text[start:end]
    seen: set[int] = set()
    for found in sorted((*_EFFECT.finditer(sentence), *_WITH_UNIT.finditer(sentence)), key=lambda match: match.start()):
        if found.start("value") in seen:
            continue
        seen.add(found.start("value"))
        groups = found.groupdict()
        measure = next((name for name in _MEASURES if groups.get(name)), "MD")
        value, low, high = (_figure(groups.get(name)) for name in ("value", "low", "high"))
        if value is None or (measure in {"RR", "OR", "HR"} and value <= 0):
            continue
        if low is not None and high is not None and not min(low, high) - 1e-9 <= value <= max(low, high) + 1e-9:
            # "SMD 0.35, 0.2 to 0.5" belongs together; an interval that does not hold the value is another's.
            low = high = None
        if low is not None and high is not None and low > high:
            low, high = high, low
        end = found.end()
        if sentence[found.start() : end].count(")") > sentence[found.start() : end].count("("):
            end -= 1  # the bracket closes one that opened before the figure
        p = _P.search(sentence, found.end())
        unit = _UNITS.match(groups.get("unit") or "")
        yield Effect(
            measure=measure,
            value=value,
            low=low,
            high=high,
            p=_figure(p.group("p")) if p and p.group("sign") != ">" else None,
            unit=unit.group(1) if unit and measure == "MD" else None,
            span=Span(field, start + found.start(), start + end, sentence[found.start() : end]),
        )


def excludes_null(effect: Effect) -> bool | None:
    """Whether an interval (else a p) shows a difference; None where neither is reported."""
    null = 1.0 if effect.measure in {"RR", "OR", "HR"} else 0.0
    if effect.low is not None and effect.high is not None:
        if null in (effect.low, effect.high) and effect.p is not None:
            return effect.p < 0.05  # a bound that was rounded onto the null
        return not effect.low <= null <= effect.high
    if effect.p is not None:
        return effect.p < 0.05
    return None


def number_of(words: str | None) -> int | None:
    """ "1,206", "Sixty-four" or "two hundred" as a number; None where it is none."""
    if not words:
        return None
    digits = re.sub(r"[, ]", "", words)
    if digits.isdigit():
        return int(digits)
    total = current = 0
    for word in re.split(r"[\s-]+", words.lower()):
        if word in _SMALL:
            current += _SMALL[word]
        elif word in _TENS:
            current += _TENS[word]
        elif word == "hundred":
            current = max(current, 1) * 100
        elif word != "and":
            return None
    return total + current or None


def _figure(words: str | None) -> float | None:
    if words is None:
        return None
    try:
        return float(words.replace("−", "-").replace("–", "-").replace("·", "."))
    except ValueError:
        return None
