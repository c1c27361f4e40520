"""Pipeline: from a claim to a verdict, by way of the literature."""

__claimaudit__ = "claimaudit"
