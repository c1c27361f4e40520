"""Stance = the claim's direction × the study's finding. "No significant difference" is a stance of its own."""

from pipeline.appraise.finding import Reading
from pipeline.appraise.question import Question
from pipeline.records import Finding, Stance

RULE = "appraise.stance.v1"


def stance_of(question: Question, reading: Reading) -> tuple[Stance, tuple[float, float, float]]:
    """The stance on the claim without its "not", and scores for supports, refutes, says nothing (sum 1, 4 places).

    A claim whose direction names no way ("is linked with") is supported by either movement.
    """
    up, down, none = reading.scores
    if reading.finding is Finding.NOT_REPORTED:
        return Stance.SAYS_NOTHING, (0.0, 0.0, 1.0)
    if question.wanted is Finding.NO_SIGNIFICANT_DIFFERENCE:
        supports, refutes = none, up + down
    elif question.wanted is None:
        supports, refutes = up + down, none
    else:
        supports = up if question.wanted is Finding.INCREASED else down
        refutes = down + none if question.wanted is Finding.INCREASED else up + none
    scores = (round(supports, 4), round(refutes, 4), round(max(0.0, 1.0 - supports - refutes), 4))
    if reading.finding is Finding.MIXED:
        return Stance.MIXED, scores
    if reading.finding is Finding.NO_SIGNIFICANT_DIFFERENCE:
        wanted_none = question.wanted is Finding.NO_SIGNIFICANT_DIFFERENCE
        return (Stance.SUPPORTS if wanted_none else Stance.DID_NOT_SHOW), scores
    if question.wanted is None or reading.finding is question.wanted:
        return Stance.SUPPORTS, scores
    return Stance.REFUTES, scores
