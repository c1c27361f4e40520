"""Reports: an `Audit` as files that people and programs read."""

__claimaudit__ = "claimaudit"
