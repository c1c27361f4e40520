"""Intake: a file, an address, standard input or a sentence becomes a `Source`."""

from claims.intake.read import read_bytes, read_sentence, read_source

__all__ = ["read_bytes", "read_sentence", "read_source"]
