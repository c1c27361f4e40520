"""The verdict on a claim: a pure function of claim, appraisals, adequacy of the search and editors' decisions."""

from pipeline.verdict.verdict import RULES, judge

__all__ = ["RULES", "judge"]
