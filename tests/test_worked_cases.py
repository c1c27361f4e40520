"""Worked cases of grading, written by a reader who had not seen the rules (`worked_cases.py`): claim, studies, labels that are right, steps.

Where the rules and that reader differ, the rules stand for the reason given here, and the case says so.
"""

from typing import Any

import pytest
from factories import PUBMED
from test_verdict import verdict
from worked_cases import CASES

from pipeline.records import Label

_OTHER_PEOPLE = (
    "the studies are of other people than the claim's: shown as the nearest question, never as an answer for them"
)
_SMALL = "a proven benefit on a grave outcome is never called little or none, however small: it is held at “possibly”"
DIFFER = {
    "a multivitamin prevents cancer: significant, and too small to matter": (Label.POSSIBLY_SUPPORTED, _SMALL),
    "omega-3 prevents cardiovascular events: RR 0.94 in 28 trials": (Label.POSSIBLY_SUPPORTED, _SMALL),
    "stated certainty: low, and of other people than the claim's": (Label.NO_STUDIES, _OTHER_PEOPLE),
    "other people: a benefit shown in men, claimed for pregnant women": (Label.NO_STUDIES, _OTHER_PEOPLE),
    "other people: a precise null in adults, claimed for children": (Label.NO_STUDIES, _OTHER_PEOPLE),
}


@pytest.mark.parametrize("case", CASES, ids=[case[0] for case in CASES])
def test_worked_case(case: Any) -> None:
    name, made, studies, accepted, steps, why, *rest = case
    found = verdict(studies, made, rest[0] if rest else PUBMED)
    if name in DIFFER:
        assert found.label is DIFFER[name][0], DIFFER[name][1]
        return
    assert found.label in accepted, why
    assert steps <= {step.domain for step in (found.certainty.steps if found.certainty else ()) if step.change}, why
    assert found.reasons
