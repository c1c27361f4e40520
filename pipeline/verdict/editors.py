"""Editors' decisions on a verdict: they outrank the program, are kept beside it, and go out of date with the evidence beneath them."""

import hashlib
from collections.abc import Iterable
from dataclasses import replace

from pipeline.records import Action, Appraisal, Decision, Match, Step, Verdict
from pipeline.verdict.label import is_graded

RULE = "verdict.decision.v2"
OUT_OF_DATE = " The evidence has changed since: this decision is out of date and no longer counts."
_CLAIMS_OWN = {Action.EDIT, Action.MERGE, Action.NOT_A_CLAIM, Action.CONFIRM}


def evidence_of(verdict: Verdict) -> str:
    """A fingerprint of what a verdict of the program rests on: its label, its certainty, and the studies that count."""
    graded = verdict.certainty if is_graded(verdict.label, verdict.certainty) else None
    parts = (
        str(verdict.label),
        str(graded.level) if graded else "",
        *(sorted(graded.studies, key=int) if graded else ()),
    )
    return hashlib.sha256("\x1f".join(parts).encode("utf-8")).hexdigest()[:16]


def chosen(appraisals: tuple[Appraisal, ...], decisions: Iterable[Decision]) -> tuple[Appraisal, ...]:
    """The studies as the editors want them: the excluded are left out, the included are on the question. The last word on a study holds."""
    words = {
        decision.pmid: decision.action for decision in decisions if decision.action in {Action.EXCLUDE, Action.INCLUDE}
    }
    return tuple(
        _included(item) if words.get(item.pmid) is Action.INCLUDE else item
        for item in appraisals
        if words.get(item.pmid) is not Action.EXCLUDE
    )


def _included(item: Appraisal) -> Appraisal:
    """On the claim's question by an editor's word: what differed is taken for the same; what is retracted stays retracted."""
    match = item.match
    settled = {
        name: Match.UNKNOWN
        for name in ("population", "form", "dose", "duration", "comparator", "context")
        if getattr(match, name) is Match.DIFFERENT
    }
    return replace(
        item,
        match=replace(
            match, intervention=Match.SAME, outcome=Match.SAME, notes=(*match.notes, "included by an editor"), **settled
        ),
    )


def outranked(verdict: Verdict, decisions: Iterable[Decision]) -> Verdict:
    """The program's verdict with what editors have decided on it. The last decision that is not out of date gives the label."""
    made = verdict
    current = evidence_of(verdict)
    for decision in decisions:
        stale = decision.evidence is not None and decision.evidence != current
        made = replace(made, reasons=(*made.reasons, _step(decision, verdict, stale=stale)))
        if decision.action is Action.OVERRIDE and decision.label is not None and not stale:
            label = str(decision.label)
            told = f"{label[0].upper()}{label[1:]}: so decided by {decision.who}. The program says: {verdict.sentence}"
            made = replace(made, label=decision.label, sentence=told)
    return made


def _step(decision: Decision, verdict: Verdict, *, stale: bool) -> Step:
    note = decision.note or "no note"
    said = {
        Action.ACCEPT: f"accepted the verdict ({note})",
        Action.OVERRIDE: f"decided: {decision.label} ({note}). The program had: {verdict.label}",
        Action.EXCLUDE: f"left out PMID {decision.pmid} ({note})",
        Action.INCLUDE: f"took PMID {decision.pmid} to be on the question ({note})",
        Action.POSTPONE: f"put this off until {decision.until} ({note})",
        Action.EDIT: f"changed {decision.field} to {decision.value} ({note})",
        Action.MERGE: f"merged this claim with another ({note})",
        Action.NOT_A_CLAIM: f"says that this is no claim ({note})",
        Action.CONFIRM: f"confirmed how the sentence is read ({note})",
    }[decision.action]
    out_of_date = OUT_OF_DATE if stale and decision.action not in _CLAIMS_OWN else ""
    return Step("editor", 0, RULE, (decision.code, decision.when), f"{decision.who} {said}.{out_of_date}")
