"""Appraisal: what one study says on one claim, and how it says it."""

from pipeline.appraise.appraise import appraise

__all__ = ["appraise"]
