"""How one clause says that an outcome moved: cue words, their nearness to the outcome, and the figures beside them."""

import re

from pipeline.appraise.figures import excludes_null
from pipeline.records import Effect, Finding

_UP = re.compile(
    r"\b(?:increas\w*|rose|risen|rais(?:e[sd]?|ing)|higher|greater|elevat\w*|gained|grew|prolong\w*|lengthen\w*|commoner|more\s+(?:frequent|common|often|likely)|doubled|longer|more)\b",
    re.I,
)
_DOWN = re.compile(
    r"\b(?:reduc\w*|fell(?!\s+(?:during|within|into|on|under|short|asleep)\b)|fall(?:s|en|ing)?(?!\s+(?:during|within|into|on|under|short)\b)|lower\w*|decreas\w*|fewer|less|shorter|shorten\w*|declin\w*|dropp?(?:ed|s)?|cut|eas(?:e[sd]?|ing)|reliev\w*|alleviat\w*|diminish\w*|halved|attenuat\w*|suppress\w*|rarer|milder|calm\w*|relief|came\s+down|prevent(?:s|ed|ing|ion)?|protect(?:s|ed|ive|ion)?)\b",
    re.I,
)
_GOOD = re.compile(
    r"\b(?:improv\w*|better|benefi\w*|effective(?:ness|ly)?|superior|help(?:s|ed|ful|ing)?|favou?r\w*|recover\w*|faster|sooner|antidepressant-like|efficacious|beat|enhanc\w*)\b",
    re.I,
)
# "more responders", "remission was commoner": more of these is less of the illness.
_RESPONSE = re.compile(
    r"\b(?:(?:significantly\s+)?more\s+(?:\w+\s+){0,3}?(?:responders?|respond\w*|remission|recovered|improved|succeeded|success\w*|gained)|(?:response|remission|responder|recovery|success)s?(?:\s+rates?)?\s+(?:was|were)\s+(?:\w+\s+)?(?:higher|more\s+\w+|commoner|better|faster))\b",
    re.I,
)
_BAD = re.compile(r"\b(?:wors\w*|harm\w*|impair\w*|deteriorat\w*|ineffective)\b", re.I)
_NOT = r"(?:not|n[’']t|never|hardly|barely|neither|nor|no\s+longer|non)"
_NULL = re.compile(
    rf"\bno\s+(?:\w+\s+){{0,4}}?(?:differen\w+|effects?|benefits?|changes?|improvement|reductions?|increases?|associations?|links?|gains?|advantage|impact|evidence|support|relation\w*)\b"
    rf"|\b{_NOT}\s+(?:\w+\s+){{0,5}}?(?:differ\w*|chang\w*|reduc\w*|improv\w*|increas\w*|lower\w*|help\w*|affect\w*|prevent\w*|signific\w*|associated|linked|tied|related|better|fewer|less|more|rarer|frequent|faster|shorten\w*|effective|benefit\w*|superior|raise\w*|clear\w*|recover|matter\w*|beneficial|higher|support\w*|alter\w*|influence\w*|decreas\w*|confirm\w*)\b"
    r"|\bnon-?significan\w*|\bunchanged\b|\b(?:were|was|are|is)\s+(?:\w+\s+)?(?:alike|similar|equal|the\s+same|unaffected)\b|\bno\s+(?:better|worse|rarer|fewer|less|more|higher|lower|faster)\b"
    r"|\bnone\s+of\s+the\b.*\b(?:differ|better|effect)|\bineffective\b|\bunimportant\b|\bneither\b|\bhardly\s+\w+|\bnot\s+(?:statistically\s+)?significant\w*|\b(?:practically|essentially|virtually)\s+(?:un|the\s+same|equal|no)"
    r"|\bdid\s+no\s+better\b|\blittle\s+(?:if\s+any\s+|or\s+no\s+)?(?:effect|difference|benefit|change)\b|\bwithout\s+(?:clear\s+|significant\s+)?(?:benefit|effect)|\bno\s+significant\b|\bfailed\s+to\b|\bmade\s+no\s+difference\b|\bmissed\s+significance\b|\bonly\s+nearly\s+reached\s+significance\b|\bbore\s+no\s+relation\b|\bequally\b|\babout\s+equal|\bin\s+favou?r\s+of\s+(?:the\s+)?(?:placebo|controls?|sham)\b|\bin\s+both\s+(?:groups|arms)\b",
    re.I,
)


_NO_RESULT = re.compile(
    r"[-\s](?:and\s+lower[-\s])?(?:doses?|strength|risk\s+people|quality|than\s+(?:an?\s+)?(?:\d|day|week|year)|body|back|limb|respiratory|urinary)\b",
    re.I,
)


_NO_CUE_AFTER = re.compile(
    r"\b(?:fell|dropped|declined|reduced|decreased|improved|rose|increased|lowered)\s+(?:\w+ly\s+)?(?:(?:much|far)\s+)?$|\b(?:meant|supposed|intended|designed|hoped|aim\w*|used?|order|expected|thought)\s+to\s+$|\b(?:harms?|benefits?)\s+and\s+$",
    re.I,
)
_OCCURS = re.compile(
    r"\b(?:\d[\d.]*\s*%|\w+\s+of\s+(?:the\s+)?\d+|\d+\s+of\s+\d+)\b.{0,60}\b(?:had|experienced|reported|suffered|developed)\b|\b(?:appeared|occurred)\s+in\s+\d",
    re.I,
)


# "… reduces agitation with no adverse effects": what is denied is something else.
_BY_THE_WAY = re.compile(
    r"\b(?:with|and|had|without)\s+(?:no\s+|any\s+)?(?:\w+\s+)?(?:adverse|side|untoward)[\s-]+(?:effects?|events?|reactions?)(?!\s+(?:was|were|is|are|fell|rose)\b)|\bwithout\s+(?:increas\w+|affect\w+|compromis\w+|serious|significant\s+side)\s+[^,;.]{3,40}",
    re.I,
)
_P_VALUE = re.compile(r"\bp\s*(?P<sign>[<=>≤])\s*(?P<p>0?[.·]\d+)", re.I)


def _p_says_no(clause: str) -> bool:
    """Whether the p values of a clause are all above 0.05."""
    values = [(found.group("sign"), float(found.group("p").replace("·", "."))) for found in _P_VALUE.finditer(clause)]
    return bool(values) and all(sign in "=>" and p > 0.05 for sign, p in values)


def movement(
    clause: str,
    start: int,
    end: int,
    valence: int,
    effect: Effect | None,
    *,
    occurs: bool = False,
    others: tuple[tuple[int, int], ...] = (),
) -> Finding | None:
    """How the outcome at [start, end) of a clause moved; None where the clause does not say.

    `others` are the places of other outcomes: their words are no cues ("falls and injuries increased"), and a cue on the
    far side of one, outside a list, is that one's. `occurs`: that some people had it counts as its being brought about (asked for what follows the stopping of a drug).
    """
    clause = _BY_THE_WAY.sub(lambda found: " " * len(found.group()), clause)
    if _NULL.search(clause):
        shown = effect is not None and excludes_null(effect)
        if not shown:
            return Finding.NO_SIGNIFICANT_DIFFERENCE
    if _p_says_no(clause) and effect is None:
        return Finding.NO_SIGNIFICANT_DIFFERENCE
    cues: list[tuple[int, Finding]] = []
    # The name of a trial ("RECOVERY") is no word of the sentence.
    clause = re.sub(r"\b[A-Z]{4,}(?:-\d+)?\b", lambda found: " " * len(found.group()), clause)
    clause = _RESPONSE.sub(lambda found: "improved".ljust(len(found.group())), clause)
    for pattern, finding in (
        (_UP, Finding.INCREASED),
        (_DOWN, Finding.DECREASED),
        (_GOOD, Finding.DECREASED if valence < 0 else Finding.INCREASED),
        (_BAD, Finding.INCREASED if valence < 0 else Finding.DECREASED),
    ):
        for cue in pattern.finditer(clause):
            if cue.start() < end and start < cue.end():
                continue  # "high blood pressure": the cue is part of the outcome's own name
            if _NO_RESULT.match(clause[cue.end() :]):
                continue  # "higher-dose", "more than 100 people": no movement of anything
            if any(cue.start() < stop and begin < cue.end() for begin, stop in others) or _is_anothers(
                clause, cue.span(), (start, end), others
            ):
                continue
            if _NO_CUE_AFTER.search(clause[: cue.start()]):
                continue  # "fell more", "meant to protect": how much, or what was hoped for
            between = clause[cue.end() : start] if cue.end() <= start else clause[end : cue.start()]
            # What follows a comma or a bracket after the outcome mostly speaks of something else.
            distance = len(between) + (60 if cue.start() >= end and re.search(r"[,(]", between) else 0)
            cues.append((distance, finding))
    if effect is not None and excludes_null(effect) is False:
        return Finding.NO_SIGNIFICANT_DIFFERENCE
    if not cues and occurs and _OCCURS.search(clause):
        return Finding.INCREASED
    if cues:
        return min(cues, key=lambda cue: cue[0])[1]
    if effect is not None and excludes_null(effect):
        null = 1.0 if effect.measure in {"RR", "OR", "HR"} else 0.0
        return Finding.INCREASED if effect.value > null else Finding.DECREASED
    return None


def _is_anothers(clause: str, cue: tuple[int, int], own: tuple[int, int], others: tuple[tuple[int, int], ...]) -> bool:
    """Whether another outcome stands between a cue and ours, with more than a list's commas and "and" around it."""
    low, high = (cue[1], own[0]) if cue[1] <= own[0] else (own[1], cue[0])
    for begin, stop in others:
        if low <= begin and stop <= high:
            left, right = clause[low:begin], clause[stop:high]
            if not (
                re.fullmatch(r"[\w\s,-]*", left)
                and re.fullmatch(r"\W*(?:,|and|or|as\s+well\s+as|,\s*and)\W*(?:\w+\s+){0,2}", right)
            ):
                return True
    return False


def flip(finding: Finding) -> Finding:
    return {Finding.INCREASED: Finding.DECREASED, Finding.DECREASED: Finding.INCREASED}.get(finding, finding)
