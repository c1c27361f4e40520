"""One claim's verdict before and after: what changed, and which of it is material.

Material is what a reader would be told differently: verdict, certainty, overclaim, safety, the trust of evidence that was judged before, and an editor's decision that has
gone out of date (that a claim was added, removed or reworded is told by `telling.py`).
All else (more of the same evidence, another size, another nearest question) is for the digest. One rule each, by name and version.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from pipeline.appraise.second_hop import SECOND_HOP
from pipeline.grade.body import ON, on_question
from pipeline.records import Appraisal, Step, Trust, Verdict
from pipeline.verdict.editors import OUT_OF_DATE
from pipeline.verdict.label import is_graded


class Aspect(StrEnum):
    VERDICT = "verdict"
    CERTAINTY = "certainty"
    OVERCLAIM = "wording against evidence"
    SAFETY = "safety"
    TRUST = "trust of evidence"
    SIZE = "size"
    EVIDENCE = "evidence"
    NEAREST = "nearest question"
    DECISION = "editor's decision"


MATERIAL = frozenset({Aspect.VERDICT, Aspect.CERTAINTY, Aspect.OVERCLAIM, Aspect.SAFETY, Aspect.TRUST, Aspect.DECISION})


@dataclass(frozen=True, slots=True)
class Change:
    """What was, what is, and the studies (PMIDs) that came, went or lost trust between the two."""

    aspect: Aspect
    material: bool
    rule: str
    was: str
    now: str
    because: tuple[str, ...]


def changes_of(
    old: Verdict, new: Verdict, before: Iterable[Appraisal], after: Iterable[Appraisal]
) -> tuple[Change, ...]:
    """The changes of one claim, material ones first. `before` and `after`: what was read for it."""
    past, present = {item.pmid: item for item in before}, {item.pmid: item for item in after}
    because = _telling(past, present)
    pairs = {
        Aspect.VERDICT: (str(old.label), str(new.label)),
        Aspect.CERTAINTY: (_level(old), _level(new)),
        Aspect.OVERCLAIM: (_overclaim(old), _overclaim(new)),
        Aspect.SAFETY: (_safety(old), _safety(new)),
        Aspect.TRUST: _trust(past, present),
        Aspect.SIZE: (old.size or "", new.size or ""),
        Aspect.EVIDENCE: (_counted(old), _counted(new)),
        Aspect.NEAREST: (_nearest(old), _nearest(new)),
        Aspect.DECISION: _lapsed(old, new),
    }
    return tuple(
        Change(aspect, aspect in MATERIAL, f"recheck.{aspect.name.lower()}.v1", was, now, because)
        for aspect, (was, now) in pairs.items()
        if was != now
    )


def _level(verdict: Verdict) -> str:
    graded = verdict.certainty if is_graded(verdict.label, verdict.certainty) else None
    return str(graded.level) if graded else "not graded"


def _overclaim(verdict: Verdict) -> str:
    found = verdict.overclaim
    return (
        ""
        if found is None
        else f"says “{found.wording}”, may say {f'“{found.allowed}”' if found.allowed else 'nothing'}"
    )


def _safety(verdict: Verdict) -> str:
    return " / ".join(sorted(notice.text for notice in verdict.safety))


def _counted(verdict: Verdict) -> str:
    graded = verdict.certainty if is_graded(verdict.label, verdict.certainty) else None
    return ", ".join(sorted(graded.studies, key=int)) if graded else ""


def _lapsed(old: Verdict, new: Verdict) -> tuple[str, str]:
    """Decisions that held before and are out of date now. What an editor has newly decided is no news."""
    held = {_word(step) for step in old.reasons if step.domain == "editor" and OUT_OF_DATE not in step.sentence}
    lapsed = [step for step in new.reasons if step.domain == "editor" and OUT_OF_DATE in step.sentence]
    gone = [step.sentence for step in lapsed if _word(step) in held]
    return ("in force", " ".join(gone)) if gone else ("", "")


def _word(step: Step) -> tuple[str, ...]:
    """By which an editor's word is known again, whatever the program has come to say."""
    return (*step.inputs, step.sentence.split(" (")[0])


def _nearest(verdict: Verdict) -> str:
    return f"{verdict.nearest.nearest}: {verdict.nearest.label}" if verdict.nearest else ""


def _trust(past: dict[str, Appraisal], present: dict[str, Appraisal]) -> tuple[str, str]:
    """Of studies that were evidence on the question before: the trust of those whose trust is another now."""
    moved = [
        (pmid, _trusted(item), _trusted(present[pmid]))
        for pmid, item in sorted(past.items(), key=lambda pair: int(pair[0]))
        if pmid in present and _trusted(present[pmid]) != _trusted(item) and (on_question(item) or _was_held(item))
    ]
    return (
        "; ".join(f"PMID {pmid} {was}" for pmid, was, _ in moved),
        "; ".join(f"PMID {pmid} {now}" for pmid, _, now in moved),
    )


def _trusted(item: Appraisal) -> str:
    """How far a study is trusted, and whether it cites what was retracted."""
    return " and ".join((str(item.trust), *(flag for flag in item.flags if flag.startswith(SECOND_HOP))))


def _was_held(item: Appraisal) -> bool:
    return item.trust is not Trust.SOUND and item.match.intervention in ON and item.match.outcome in ON


def _telling(past: dict[str, Appraisal], present: dict[str, Appraisal]) -> tuple[str, ...]:
    """PMIDs on the question that came, went, or are trusted or read otherwise now."""
    moved = {pmid for pmid, item in present.items() if pmid not in past and on_question(item)}
    moved |= {pmid for pmid, item in past.items() if pmid not in present and on_question(item)}
    moved |= {
        pmid
        for pmid in past.keys() & present.keys()
        if (past[pmid].trust, past[pmid].finding, past[pmid].flags)
        != (present[pmid].trust, present[pmid].finding, present[pmid].flags)
        and (on_question(past[pmid]) or on_question(present[pmid]))
    }
    return tuple(sorted(moved, key=int))
