"""Who says a claim, where the article hands it to somebody: the name or the group as worded, else None."""

import re

_NAME = r"(?:(?:Dr|Prof|Professor|Mr|Mrs|Ms|Sir|Dame|Nurse|Sister)\.?\s+)?[A-Z][\w’'-]+(?:\s+(?:[A-Z]\.\s+)?(?:de\s+|van\s+|von\s+)?[A-Z][\w’'-]+){0,3}"
_GROUP = r"(?:(?:the|some|many|most|his|her|their|our|other|several|two|three|all)\s+)?(?:\w+\s+){0,2}?(?:researchers|scientists|experts|doctors|authors|users|reviewers|manufacturers?|makers?|company|dietitians?|physicians|nutritionists?|midwives|pharmacists?|campaigners|critics|organisers|reports?|guidelines?)"
_SAYING = r"(?:said|says|say|adds|added|explains|explained|tells|told|warns|warned|argues|argued|notes|noted|insists|insisted|claims|claimed|believes|recalls|cautions|cautioned|writes|wrote|points\s+out|stressed|stresses|reckons|thinks|admits|maintains|suggests)"
_SPEAKERS = re.compile(
    rf"(?:\b(?i:according\s+to)\s+(?P<by>{_NAME}|(?i:{_GROUP}))"
    rf"|[”\"’',]\s*(?i:{_SAYING})\s+(?P<after>{_NAME}|(?i:{_GROUP}))"
    rf"|(?P<before>{_NAME}|\b(?i:{_GROUP}))(?:,\s+[^,.”\"]{{3,80}},)?\s+(?:(?:also|now|once|who)\s+)?(?i:{_SAYING})\b)"
)
# Characters before and after a sentence in which its speaker is looked for.
_NEAR = 1_500
_NOBODY = frozenset("it this that they he she we you i there which who these those as but and so people no yes".split())


def speaker_of(block: str, start: int, end: int) -> str | None:
    """Of the sentence [start, end) of a block: named in it, or, where it stands within quotation marks, the speaker of that quotation."""
    own = _named(block[start:end])
    if own:
        return own[0]
    earlier, later = block[max(0, start - _NEAR) : start], block[end : end + _NEAR]
    if not _within_quotes(earlier, block[start:end]):
        return None
    before, after = _named(earlier), _named(later)
    return before[-1] if before else after[0] if after else None


def _named(text: str) -> list[str]:
    found = (next(filter(None, match.group("by", "after", "before"))).strip() for match in _SPEAKERS.finditer(text))
    return [name for name in found if name.split()[0].lower() not in _NOBODY]


def _within_quotes(earlier: str, sentence: str) -> bool:
    opened = earlier.count("“") > earlier.count("”") or earlier.count('"') % 2 == 1
    return opened or bool(re.search(r"[“\"]", sentence))
