"""How near two texts are in meaning: the base encoder (all-MiniLM-L6-v2) as it came, on the reader's table of words."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from claims.tokens import Words, each, session

# Of a record, its title and the beginning of its abstract.
MOST_TOKENS = 200
_WIDTH = 384


class Embedder:
    """`folder` holds embedder.onnx and what `Words` needs."""

    def __init__(self, folder: Path) -> None:
        self._network = session(folder / "embedder.onnx")
        self._words = Words(folder, MOST_TOKENS)

    def vectors(self, texts: Sequence[str]) -> Any:
        """One row of length 1 a text; the product of two rows is their nearness, -1 to 1."""
        import numpy

        rows = each(lambda text: self._network.run(["vector"], self._words.fed(text))[0][0], texts)
        return numpy.array(rows, numpy.float32).reshape(len(texts), _WIDTH)
