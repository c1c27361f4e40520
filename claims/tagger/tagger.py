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
        return [self._tag(vectors[0], tokens.offsets, *pair) for pair in pairs(acting, suffered, bool(topic))]

    def _tag(self, vectors: Any, offsets: Sequence[Span], acting: Span | None, suffered: Span) -> Tag:
        import numpy

        whole = vectors[0]
        one = whole if acting is None else vectors[acting[0] : acting[1]].mean(0)
        other = vectors[suffered[0] : suffered[1]].mean(0)
        layers = self._layers
        hidden = _gelu(numpy.concatenate([whole, one, other, one * other]) @ layers["first"] + layers["first_bias"])
        *kinds, denied = hidden @ layers["last"] + layers["last_bias"]
        likely = softmax(numpy.array(kinds))
        return Tag(
            intervention=None if acting is None else _characters(offsets, acting),
            outcome=_characters(offsets, suffered),
            direction=DIRECTIONS[int(likely[1:].argmax())],
            sure=round(float(1 - likely[0]), 4),
            denied=round(float(1 / (1 + numpy.exp(-denied))), 4),
        )


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
    from math import erf, sqrt

    import numpy

    return values * 0.5 * (1 + numpy.array([erf(value / sqrt(2)) for value in values.tolist()], numpy.float32))
