"""The rules of grading, one function each: a body and what it says → a step, or nothing where the rule is silent.

Each returns at most one `Step` with its name and version, its inputs, one sentence and a quote where there is one.
"""

from collections.abc import Callable

from claims.records import Concept
from pipeline.grade.body import Body
from pipeline.grade.direction import Summary
from pipeline.grade.rules.bias import publication_bias, risk_of_bias, small_studies
from pipeline.grade.rules.consistency import (
    inconsistency,
    one_study_at_most,
    only_study,
    parts_disagree,
    reviews_disagree,
)
from pipeline.grade.rules.directness import indirectness, part_for_whole, reading, restricted
from pipeline.grade.rules.people import people_in
from pipeline.grade.rules.precision import abstract_only, imprecision
from pipeline.grade.rules.raising import large_cohorts, large_effect
from pipeline.records import Step

Rule = Callable[[Body, Summary, Concept], Step | None]

LOWERING: tuple[Rule, ...] = (
    risk_of_bias, inconsistency, reviews_disagree, indirectness, part_for_whole, parts_disagree, restricted, imprecision, publication_bias, small_studies, reading,
)  # fmt: skip

RAISING: tuple[Rule, ...] = (large_effect, large_cohorts)

__all__ = [
    "LOWERING",
    "RAISING",
    "Rule",
    "abstract_only",
    "indirectness",
    "one_study_at_most",
    "only_study",
    "people_in",
]
