"""The reader and the embedder that came with the program."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TypeVar

from claims import tokens
from claims.tokens import SHIPPED
from pipeline.appraise.reader.embedder import Embedder
from pipeline.appraise.reader.encoder import Encoder

WEIGHTS = Path(__file__).with_name("weights")
# Named in every audit and checked before a replay; the test suite compares it with what the weights say of themselves.
VERSION = "reader.v1"
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
    """Every file of the weights, and of the table of words, against its sum. Raises ReaderUnreadable."""
    for folder in (WEIGHTS, SHIPPED):
        tokens.verify(folder)


def _opened(network: Callable[[Path], Network]) -> Network:
    return tokens.opened(network, WEIGHTS, "reader", ", or set most_pairs = 0 to do without it")
