"""Tokens and their vectors: the one table that the tagger, the reader and the embedder share, in one-byte numbers."""

from pathlib import Path
from typing import Any

SHIPPED = Path(__file__).with_name("weights")


class Words:
    """`folder` is that of a network; tokenizer.json, words.npy (one row of one-byte numbers a token) and scales.npy (one a row) lie in it, or
    the shipped ones are taken.

    A text or a pair of more than `most_tokens` loses the end of its longer part.
    """

    def __init__(self, folder: Path, most_tokens: int) -> None:
        import numpy
        from tokenizers import Tokenizer

        folder = folder if (folder / "words.npy").is_file() else SHIPPED
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(most_tokens, strategy="longest_first")
        self._table = numpy.load(folder / "words.npy", mmap_mode="r")
        self._scales = numpy.load(folder / "scales.npy")
        if self._table.shape[:1] != self._scales.shape or not numpy.isfinite(self._scales).all():
            raise ValueError("words.npy and scales.npy do not go together")

    def tokens(self, text: str, second: str | None = None) -> Any:
        """One text, or a pair, as tokens with their places."""
        return self._tokenizer.encode(_whole(text), None if second is None else _whole(second))

    def fed(self, text: str, second: str | None = None) -> dict[str, Any]:
        """What a network takes of one text or a pair."""
        return self.vectors(self.tokens(text, second))

    def vectors(self, tokens: Any) -> dict[str, Any]:
        """What a network takes of tokens."""
        import numpy

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
