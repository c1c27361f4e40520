"""The small cross-encoder: (hypothesis, sentences) → how likely the sentences support it, refute it, or say nothing of it.

Each pair is run by itself: numbers of one byte are scaled by what is in a batch, so a pair's scores would depend on its neighbours.
"""

import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

# Tokens of a pair; the sentences are cut first.
MOST_TOKENS = 224
_THREADS = 2


class Scores(NamedTuple):
    """Calibrated, summing to 1, rounded to four places."""

    supports: float
    refutes: float
    nothing: float


class Encoder:
    """`folder` holds reader.onnx, tokenizer.json and calibration.json (temperature and one bias a class)."""

    def __init__(self, folder: Path) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(
            str(folder / "reader.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(MOST_TOKENS, strategy="longest_first")
        self._tokenizer.no_padding()
        calibration = json.loads((folder / "calibration.json").read_text("utf-8"))
        self.version: str = calibration["version"]
        self._temperature, self._bias = (
            float(calibration["temperature"]),
            [float(value) for value in calibration["bias"]],
        )

    def score(self, pairs: Sequence[tuple[str, str]]) -> list[Scores]:
        """In the order of the pairs; equal pairs get equal scores, whatever stands beside them."""
        distinct = list(dict.fromkeys(pairs))
        with ThreadPoolExecutor(_THREADS) as pool:
            scored = dict(zip(distinct, pool.map(self._one, distinct), strict=True))
        return [scored[pair] for pair in pairs]

    def _one(self, pair: tuple[str, str]) -> Scores:
        import numpy

        tokens = self._tokenizer.encode(*pair)
        fed: dict[str, Any] = {
            "input_ids": numpy.array([tokens.ids], numpy.int64),
            "attention_mask": numpy.array([tokens.attention_mask], numpy.int64),
            "token_type_ids": numpy.array([tokens.type_ids], numpy.int64),
        }
        logits = self._session.run(["logits"], fed)[0][0].astype(numpy.float64)
        return self.calibrated(logits)

    def calibrated(self, logits: Any) -> Scores:
        import numpy

        scaled = logits / self._temperature + self._bias
        powers = numpy.exp(scaled - scaled.max())
        return Scores(*(round(float(value), 4) for value in powers / powers.sum()))
