"""Claims: from an article to the assertions in it that can be checked."""

__claimaudit__ = "claimaudit"
