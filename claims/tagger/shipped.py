"""The tagger that came with the program."""

from functools import cache
from pathlib import Path

from claims.errors import ReaderUnreadable
from claims.tagger.tagger import NetworkTagger

WEIGHTS = Path(__file__).with_name("weights")
# Named in every claim that it finds; the test suite compares it with what the weights say of themselves.
VERSION = "tagger.v1"


@cache
def shipped_tagger() -> NetworkTagger:
    """Raises ReaderUnreadable where it is damaged or cannot be run."""
    try:
        return NetworkTagger(WEIGHTS)
    except Exception as error:  # each of the libraries has errors of its own
        told = " ".join(str(error).split())[:200]
        raise ReaderUnreadable(
            f"The tagger in {WEIGHTS} cannot be opened ({told}). Install claimaudit again."
        ) from None
