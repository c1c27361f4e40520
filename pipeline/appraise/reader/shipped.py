"""The reader and the embedder that came with the program."""

import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TypeVar

from claims.errors import ReaderUnreadable
from pipeline.appraise.reader.embedder import Embedder
from pipeline.appraise.reader.encoder import Encoder

WEIGHTS = Path(__file__).with_name("weights")
# Named in every audit and checked before a replay; the test suite compares it with what the weights say of themselves.
VERSION = "reader.v1"
_SUMS = "SHA256SUMS"
Network = TypeVar("Network")


@cache
def shipped_reader() -> Encoder:
    """Raises ReaderUnreadable where it is damaged or cannot be run."""
    return _opened(Encoder)


@cache
def shipped_embedder() -> Embedder:
    """Raises ReaderUnreadable where it is damaged or cannot be run."""
    return _opened(Embedder)


def verify() -> None:
    """Every file of the weights against its sum. Raises ReaderUnreadable."""
    try:
        wanted = dict(line.split()[::-1] for line in (WEIGHTS / _SUMS).read_text("utf-8").splitlines())
        wrong = [name for name in wanted if hashlib.sha256((WEIGHTS / name).read_bytes()).hexdigest() != wanted[name]]
    except (OSError, ValueError) as error:
        raise ReaderUnreadable(f"{WEIGHTS}: {error}. Install claimaudit again.") from None
    if wrong:
        raise ReaderUnreadable(f"{WEIGHTS / wrong[0]} is not the file that was shipped. Install claimaudit again.")


def _opened(network: Callable[[Path], Network]) -> Network:
    try:
        return network(WEIGHTS)
    except Exception as error:  # each of the libraries has errors of its own
        told = " ".join(str(error).split())[:200]
        raise ReaderUnreadable(
            f"The reader in {WEIGHTS} cannot be opened ({told}). Install claimaudit again, or set most_pairs = 0 to do without it."
        ) from None
