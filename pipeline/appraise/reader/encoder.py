"""The small cross-encoder: (hypothesis, sentences) → how likely the sentences support it, refute it, or say nothing of it."""

import json
from collections.abc import Sequence
from math import isfinite
from pathlib import Path
from typing import Any, NamedTuple

from claims.tokens import Words, each, session

# Tokens of a pair.
MOST_TOKENS = 240


class Scores(NamedTuple):
    """Calibrated, summing to 1, rounded to four places."""

    supports: float
    refutes: float
    nothing: float


class Encoder:
    """`folder` holds reader.onnx, calibration.json (temperature and one bias a class) and what `Words` needs."""

    def __init__(self, folder: Path) -> None:
        self._session = session(folder / "reader.onnx")
        self._words = Words(folder, MOST_TOKENS)
        calibration = json.loads((folder / "calibration.json").read_text("utf-8"))
        self.version: str = calibration["version"]
        self._temperature = float(calibration["temperature"])
        self._bias = [float(value) for value in calibration["bias"]]
        if not (
            isfinite(self._temperature)
            and self._temperature > 0
            and len(self._bias) == 3
            and all(map(isfinite, self._bias))
        ):
            raise ValueError("calibration.json holds no calibration of three classes")
        if not isfinite(sum(self.logits(("A claim.", "A text.")))):
            raise ValueError("the network gives no figures")

    def score(self, pairs: Sequence[tuple[str, str]]) -> list[Scores]:
        """In the order of the pairs; equal pairs get equal scores, whatever stands beside them."""
        distinct = list(dict.fromkeys(pairs))
        scored = dict(zip(distinct, each(self._one, distinct), strict=True))
        return [scored[pair] for pair in pairs]

    def _one(self, pair: tuple[str, str]) -> Scores:
        return self.calibrated(self.logits(pair))

    def logits(self, pair: tuple[str, str]) -> Any:
        """Three numbers, before calibration."""
        import numpy

        return self._session.run(["logits"], self._words.fed(*pair))[0][0].astype(numpy.float64)

    def calibrated(self, logits: Any) -> Scores:
        import numpy

        scaled = logits / self._temperature + self._bias
        powers = numpy.exp(scaled - scaled.max())
        return Scores(*(round(float(value), 4) for value in powers / powers.sum()))
