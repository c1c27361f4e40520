"""Extraction: a `Source` becomes its `Claim`s."""

from claims.extract.assemble import claim_id
from claims.extract.extract import extract

__all__ = ["claim_id", "extract"]
