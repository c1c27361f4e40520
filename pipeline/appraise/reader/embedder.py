"""How near two texts are in meaning: the base encoder (all-MiniLM-L6-v2) as it came, on the reader's table of words."""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from pipeline.appraise.reader.words import Words, each, session

# Of a record, its title and the beginning of its abstract.
MOST_TOKENS = 200
_WIDTH = 384


class Embedder:
    """`folder` holds embedder.onnx and what `Words` needs."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def vectors(self, texts: Sequence[str]) -> Any:
        """One row of length 1 a text; the product of two rows is their nearness, -1 to 1."""
        import numpy

        network, words = self._opened
        rows = each(lambda text: network.run(["vector"], words.fed(text))[0][0], texts)
        return numpy.array(rows, numpy.float32).reshape(len(texts), _WIDTH)

    @cached_property
    def _opened(self) -> tuple[Any, Words]:
        """When it is first needed: most audits are small enough to do without it."""
        return session(self._folder / "embedder.onnx"), Words(self._folder, MOST_TOKENS)
