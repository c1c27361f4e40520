"""Signs of how well a study was made, each with the words that show it, and a review's own stated certainty."""

import re

from pipeline.records import Signal, Span, Study

RULE = "appraise.signals.v2"

# (name, whether it speaks for the study, pattern). PMC5393017 names the domains behind them.
_SIGNALS: tuple[tuple[str, bool, re.Pattern[str]], ...] = (
    ("randomised", True, re.compile(r"\brandomi[sz]ed\b|\brandomly\s+(?:assigned|allocated)\b", re.I)),
    ("concealed allocation", True, re.compile(r"\b(?:concealed|concealment\s+of)\s+allocation\b|\ballocation\s+(?:was\s+)?conceal\w+", re.I)),
    ("blinded", True, re.compile(r"\b(?:double|triple|single)[- ]?(?:blind|masked|dummy)\w*|\bblind(?:ed|ly)\b|\bplacebo[- ]controlled\b|\bor\s+(?:a\s+)?placebo\b", re.I)),
    ("intention to treat", True, re.compile(r"\bintention[- ]to[- ]treat\b", re.I)),
    ("low risk of bias", True, re.compile(r"\blow\s+risk\s+of\s+bias\b", re.I)),
    ("adjusted for other causes", True, re.compile(r"\b(?:fully\s+|multivariable[- ]|after\s+)?adjust(?:ed|ment|ing)\b", re.I)),
    ("not blinded", False, re.compile(r"\bopen[- ](?:label|trial)\b|\bopen\s+trial\b|\b(?:not|un)[- ]?blinded\b|\bwithout\s+blinding\b", re.I)),
    ("no control group", False, re.compile(r"\b(?:no|without\s+a)\s+(?:control\s+group|placebo(?:-only)?\s+arm|placebo\b)|\bhad\s+no\s+placebo\b|\buncontrolled\b", re.I)),
    ("methods criticised", False, re.compile(
        r"\b(?:poor|low|limited|weak)\s+(?:methodological\s+)?quality\b|\b(?:high|unclear|serious)\s+risk\s+of\s+bias\b|\bmethodological\s+(?:faults|flaws|weakness\w*|limitations|problems)\b"
        r"|\bquality\s+(?:of\s+the\s+(?:trials|studies|evidence)\s+)?was\s+(?:low|poor|limited)\b|\bstudy\s+quality\s+was\s+limited\b|\bselective\s+reporting\b|\bfew\s+had\s+a\s+placebo\b"
        r"|\b(?:not|in-?|un)(?:\s+|)(?:properly|adequately|truly|well|sufficiently)\s+(?:randomi[sz]ed|blinded|masked|concealed|controlled|described|reported)\b|\b(?:inadequate|unclear|poor)\s+(?:randomi[sz]ation|blinding|allocation|concealment)\b", re.I)),
    ("many dropped out", False, re.compile(r"\b(?:high|large)\s+(?:drop-?out|attrition)\b|\bpoor\s+adherence\b", re.I)),
    ("publication bias suspected", False, re.compile(r"\b(?:signs?|evidence|suspicion|indications?)\s+of\s+publication\s+bias\b|\bpublication\s+bias\s+(?:was\s+)?(?:likely|suspected|detected|present)\b|\bfunnel\s+plot\s+asymmetr\w+", re.I)),
    ("results varied", False, re.compile(
        r"\b(?:results|trials|studies|effects)\s+(?:varied|differed|disagreed|vary)\s+(?:widely|strongly|a\s+lot|markedly|greatly|considerably)\b|\b(?:varied|disagreed)\s+(?:widely|strongly)\b|\bhigh\s+heterogeneity\b|\bheterogeneity\s+(?:was|is)\s+(?:very\s+)?(?:high|large|considerable|substantial|significant)\b|\bsubstantial\s+heterogeneity\b|\bresults\s+varied\b", re.I)),
    ("holds for some people only", False, re.compile(
        r"\bconcerns?\s+(?:people|women|men|adults|patients)\b[^.]{0,60}\bonly\b|\bholds?\s+(?:only\s+)?for\s+[^.]{0,60}\bonly\b|\bonly\s+(?:women|people|men|those|adults|patients)\s+(?:with|who|whose)\b[^.]{0,60}\b(?:gained|benefit\w*|improved|responded)\b"
        r"|\bother\s+subgroups?\s+showed\s+none\b|\bonly\s+in\s+(?:the\s+)?(?:subgroup|those|people|women|patients)\b", re.I)),
    ("very small", False, re.compile(r"\b(?:was|were)\s+(?:very\s+)?small\b", re.I)),
)  # fmt: skip
_I_SQUARED = re.compile(r"\bI(?:2|²|\s*squared)\s*(?:=|of|was|:)?\s*(?P<value>\d{1,3}(?:\.\d+)?)\s*%?", re.I)
_CERTAINTY = re.compile(
    r"\b(?P<level>very\s+low|low|moderate|high)(?:\s+to\s+(?:very\s+low|low|moderate|high))?[- ](?:certainty|quality|confidence)\s+(?:of\s+)?(?:the\s+)?evidence\b"
    r"|\b(?:certainty|quality)\s+of\s+(?:the\s+)?(?:evidence|findings|results)\s+(?:was|is|were|as)\s+(?:judged\s+|rated\s+|graded\s+)?(?:as\s+|to\s+be\s+)?(?P<level2>very\s+low|low|moderate|high)\b",
    re.I,
)


def signals_of(study: Study) -> tuple[Signal, ...]:
    """The first place of each sign in title or abstract. Silence is no sign."""
    found = []
    for name, good, pattern in _SIGNALS:
        span = first_span(study, pattern)
        if span is not None:
            found.append(Signal(name, good, span))
    heterogeneity = first_span(study, _I_SQUARED)
    if heterogeneity is not None:
        value = float(_I_SQUARED.search(heterogeneity.text).group("value"))  # type: ignore[union-attr]
        if value >= 50:
            found.append(Signal("I² of 50 % or more", False, heterogeneity))
    return tuple(found)


def stated_certainty(study: Study) -> tuple[str, Span] | None:
    """A review's own word for its certainty ("low-certainty evidence"), lower case, with its span."""
    span = first_span(study, _CERTAINTY)
    if span is None:
        return None
    match = _CERTAINTY.search(span.text)
    if match is None:
        return None
    level = " ".join((match.group("level") or match.group("level2")).lower().split())
    return level, span


def first_span(study: Study, pattern: re.Pattern[str]) -> Span | None:
    for field, text in (("abstract", study.abstract), ("title", study.title)):
        match = pattern.search(text)
        if match:
            return Span(field, match.start(), match.end(), match.group())
    return None
