"""How often a claim is looked at again, by harm and fragility (ours)."""

from claims.records import Claim, Priority
from pipeline.records import Label, Verdict

DAILY, WEEKLY, MONTHLY = 1, 7, 30
_UNDECIDED = {Label.NOT_ASSESSED, Label.NO_STUDIES, Label.NO_HUMAN_EVIDENCE, Label.INSUFFICIENT, Label.MIXED}


def days_between(claim: Claim, verdict: Verdict) -> int:
    """Daily where readers can come to harm or one study carries the verdict; monthly where it stands firm; weekly in between."""
    if verdict.safety or claim.priority is Priority.HIGH or hangs_on_few(verdict):
        return DAILY
    return WEEKLY if verdict.label in _UNDECIDED else MONTHLY


def hangs_on_few(verdict: Verdict) -> bool:
    """A graded verdict that one study, or any three, would turn."""
    return verdict.hinges_on is not None and verdict.label not in _UNDECIDED
