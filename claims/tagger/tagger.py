"""The network at work: a sentence and the topic it may lean on → the pairs that it reads there."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

from claims.tagger.decode import DIRECTIONS, Span, Tag, pairs, sides, softmax
from claims.tokens import Words, session

# Of a topic and a sentence; the end of a longer sentence is not read.
MOST_TOKENS = 160


class Tagger(Protocol):
    version: str

    def tags(self, sentence: str, topic: str) -> list[Tag]: ...


class NetworkTagger:
    """`folder` holds tagger.onnx (tokens → vectors and marks) and pairs.npz (two layers over topic, intervention, outcome and their product)."""

    def __init__(self, folder: Path) -> None:
        import numpy

        self._network = session(folder / "tagger.onnx")
        self._words = Words(folder, MOST_TOKENS)
        with numpy.load(folder / "pairs.npz") as layers:
            self._layers = {
                name: layers[name].astype(numpy.float32) for name in ("first", "first_bias", "last", "last_bias")
            }
            self.version = str(layers["version"])

    def tags(self, sentence: str, topic: str) -> list[Tag]:
        """In the order of the outcomes; of each pair, however unlikely."""
        tokens = self._words.tokens(topic, sentence)
        vectors, marks = self._network.run(["vectors", "marks"], self._words.vectors(tokens))
        acting, suffered = sides(marks[0].argmax(-1).tolist(), words_of(tokens))
        read = pairs(acting, suffered, bool(topic))
        return self._tags(vectors[0], tokens.offsets, read) if read else []

    def _tags(self, vectors: Any, offsets: Sequence[Span], read: Sequence[tuple[Span | None, Span]]) -> list[Tag]:
        import numpy

        whole = vectors[0]
        sides = [
            (
                whole if acting is None else vectors[acting[0] : acting[1]].mean(0),
                vectors[suffered[0] : suffered[1]].mean(0),
            )
            for acting, suffered in read
        ]
        # Row by row: a product of matrices wakes threads, which get in the way of whatever else runs.
        figures = numpy.stack(
            [self._figures(numpy.concatenate([whole, one, other, one * other])) for one, other in sides]
        )
        likely = softmax(figures[:, :-1])
        denied = 1 / (1 + numpy.exp(-figures[:, -1]))
        return [
            Tag(
                intervention=None if acting is None else _characters(offsets, acting),
                outcome=_characters(offsets, suffered),
                direction=DIRECTIONS[int(likely[at, 1:].argmax())],
                sure=round(float(1 - likely[at, 0]), 4),
                denied=round(float(denied[at]), 4),
            )
            for at, (acting, suffered) in enumerate(read)
        ]

    def _figures(self, joined: Any) -> Any:
        layers = self._layers
        return _gelu(joined @ layers["first"] + layers["first_bias"]) @ layers["last"] + layers["last_bias"]


def words_of(tokens: Any) -> list[Span]:
    """The words of the second text, each as [first token, end)."""
    words: dict[int, Span] = {}
    for at, (side, word) in enumerate(zip(tokens.sequence_ids, tokens.word_ids, strict=True)):
        if side == 1 and word is not None:
            words[word] = (words[word][0] if word in words else at, at + 1)
    return list(words.values())


def _characters(offsets: Sequence[Span], tokens: Span) -> Span:
    return offsets[tokens[0]][0], offsets[tokens[1] - 1][1]


def _gelu(values: Any) -> Any:
    """x Φ(x), with Φ by its tanh form (Hendrycks & Gimpel 2016), which differs from it by less than 0.001."""
    import numpy

    return 0.5 * values * (1 + numpy.tanh(0.7978846 * (values + 0.044715 * values**3)))
