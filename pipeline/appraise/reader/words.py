"""Tokens and their vectors: the table that the reader and the embedder share, in one-byte numbers. And how a network is run.

Texts are run one by one: one-byte numbers are scaled by what is in a batch, so a text's figures would depend on its neighbours.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

_THREADS = 2
Item = TypeVar("Item")
Result = TypeVar("Result")


class Words:
    """`folder` holds tokenizer.json, words.npy (one row of one-byte numbers a token) and scales.npy (one a row).

    A text or a pair of more than `most_tokens` loses the end of its longer part.
    """

    def __init__(self, folder: Path, most_tokens: int) -> None:
        import numpy
        from tokenizers import Tokenizer

        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(most_tokens, strategy="longest_first")
        self._table = numpy.load(folder / "words.npy", mmap_mode="r")
        self._scales = numpy.load(folder / "scales.npy")
        if self._table.shape[:1] != self._scales.shape or not numpy.isfinite(self._scales).all():
            raise ValueError("words.npy and scales.npy do not go together")

    def fed(self, text: str, second: str | None = None) -> dict[str, Any]:
        """What a network takes of one text or a pair."""
        import numpy

        tokens = self._tokenizer.encode(_whole(text), None if second is None else _whole(second))
        ids = numpy.array(tokens.ids)
        vectors = self._table[ids].astype(numpy.float32) * self._scales[ids, None]
        return {
            "inputs_embeds": vectors[None],
            "attention_mask": numpy.ones((1, len(ids)), numpy.int64),
            "token_type_ids": numpy.array([tokens.type_ids], numpy.int64),
        }


def _whole(text: str) -> str:
    """Half characters, which no encoding has, as question marks."""
    return text.encode("utf-8", "replace").decode("utf-8")


def session(path: Path) -> Any:
    """A network on one processor thread: the same sums in the same order, wherever it runs."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def each(work: Callable[[Item], Result], items: Sequence[Item]) -> list[Result]:
    """`work` of each item, in order; two at a time."""
    from concurrent.futures import ThreadPoolExecutor  # logging with it, which asks for the time: a replay must not

    with ThreadPoolExecutor(_THREADS) as pool:
        return list(pool.map(work, items))
