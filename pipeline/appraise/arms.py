"""Arms that a trial names by letters: "Group D received dexmedetomidine". Which of them had what the claim is about."""

import re

from pipeline.appraise.question import Question
from pipeline.records import Match, Study

RULE = "appraise.arms.v1"

_LETTERED = re.compile(
    r"\b(?:[Gg]roups?|[Aa]rms?)\s+(?P<after>[A-Z]{1,3}\d?|[1-4]|I{1,3}V?)\b|\b(?P<before>[A-Z]{1,3}\d?)\s+(?:group|arm)\b"
)
_TOLD = 90
_COMPARED = re.compile(r"\b(?:than|compared|versus|vs)\b", re.I)
_ON = (Match.SAME, Match.NARROWER)


def is_anothers(question: Question, study: Study, clause: str) -> bool:
    """Whether a clause tells the result of an arm named by letters that is not, or not known to be, the claim's own."""
    compared = _COMPARED.search(clause)
    named = _LETTERED.search(clause, 0, compared.start() if compared else len(clause))
    if named is None:
        return bool(_LETTERED.search(clause))
    return _letter(named) not in _own(question, study)


def _own(question: Question, study: Study) -> set[str]:
    """The letters of the arms that were given the claim's intervention, as the abstract introduces them."""
    own: set[str] = set()
    seen: set[str] = set()
    marks = list(_LETTERED.finditer(study.abstract))
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        letter = _letter(mark)
        if letter in seen:
            continue
        seen.add(letter)
        end = min(mark.end() + _TOLD, following.start() if following else len(study.abstract))
        told = re.split(r"[.;]\s", study.abstract[mark.end() : end])[0]
        before = study.abstract[max(0, mark.start() - 40) : mark.start()]
        aside = before.rstrip().endswith("(") and re.split(r"[,;.)]|\b(?:or|and|versus|vs)\b", before)[-1]
        if any(how in _ON for _, how in question.intervention_mentions(aside or told)):
            own.add(letter)
    return own


def _letter(mark: re.Match[str]) -> str:
    return mark["after"] or mark["before"]
