"""The tagger that came with the program."""

from functools import cache
from pathlib import Path

from claims.tagger.tagger import NetworkTagger
from claims.tokens import opened

WEIGHTS = Path(__file__).with_name("weights")
# Named in every claim that it finds; the test suite compares it with what the weights say of themselves.
VERSION = "tagger.v1"


@cache
def shipped_tagger() -> NetworkTagger:
    """Raises ReaderUnreadable where it is damaged or cannot be run."""
    return opened(NetworkTagger, WEIGHTS, "tagger")
