"""The reader and the embedder that came with the program."""

from functools import cache
from pathlib import Path

from pipeline.appraise.reader.embedder import Embedder
from pipeline.appraise.reader.encoder import Encoder

WEIGHTS = Path(__file__).with_name("weights")
# Named in every audit and checked before a replay; the test suite compares it with what the weights say of themselves.
VERSION = "reader.v1"


@cache
def shipped_reader() -> Encoder:
    return Encoder(WEIGHTS)


@cache
def shipped_embedder() -> Embedder:
    return Embedder(WEIGHTS)
