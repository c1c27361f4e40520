"""Extraction: a `Source` becomes its `Claim`s."""

from claims.extract.extract import claim_id, extract

__all__ = ["claim_id", "extract"]
