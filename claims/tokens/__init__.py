"""What all small networks of the program have in common: tokens, the table of their vectors, and how they are run."""

from claims.tokens.network import each, opened, session, verify
from claims.tokens.words import SHIPPED, Words

__all__ = ["SHIPPED", "Words", "each", "opened", "session", "verify"]
