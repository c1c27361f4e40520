"""Grading: the appraisals of one claim become bodies of evidence, each with its certainty and every step to it."""

from pipeline.grade.body import Body, bodies
from pipeline.grade.grade import RULES, grade

__all__ = ["RULES", "Body", "bodies", "grade"]
