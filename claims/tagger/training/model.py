"""The network that is trained: the reader's encoder on the shipped table of words, marks for tokens, and two layers for pairs."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy
import torch
from torch import nn

from claims.tagger.decode import DIRECTIONS, Mark, Span, sides
from claims.tagger.tagger import words_of
from claims.tagger.training.rows import Row
from claims.tokens import SHIPPED

WIDTH = 384
MOST_TOKENS = 128
# Not counted by the loss.
IGNORED = -100


class TaggerNetwork(nn.Module):
    """`encoder`: a checkpoint of the reader, whose layers it starts from. The table of words is the shipped one, and stays as it is."""

    def __init__(self, base: Path, encoder: Path | None = None, layers: int = 6) -> None:
        super().__init__()
        from transformers import AutoModel

        self.bert = AutoModel.from_pretrained(base, add_pooling_layer=False)
        if encoder is not None:
            held = torch.load(encoder, map_location="cpu", weights_only=True)
            self.bert.load_state_dict(
                {name.removeprefix("bert."): value for name, value in held.items() if name.startswith("bert.")}
            )
        self.bert.encoder.layer = self.bert.encoder.layer[:layers]
        table = numpy.load(SHIPPED / "words.npy").astype(numpy.float32) * numpy.load(SHIPPED / "scales.npy")[:, None]
        words = self.bert.embeddings.word_embeddings.weight
        words.data.copy_(torch.tensor(table))
        words.requires_grad_(False)
        self.marks = nn.Linear(WIDTH, len(Mark))
        self.first = nn.Linear(4 * WIDTH, 256)
        # No claim, then the directions, then whether it is denied.
        self.last = nn.Linear(256, 1 + len(DIRECTIONS) + 1)
        self.drop = nn.Dropout(0.1)

    def vectors(self, **fed: Any) -> Any:
        return self.bert(**fed).last_hidden_state

    def pair(self, whole: Any, acting: Any, suffered: Any) -> Any:
        joined = self.drop(torch.cat([whole, acting, suffered, acting * suffered], -1))
        return self.last(self.drop(nn.functional.gelu(self.first(joined))))


class Batch:
    """Rows as tensors: what the network takes, the words of each sentence in tokens, and the mark of each word's first token."""

    def __init__(self, tokenizer: Any, rows: Sequence[Row]) -> None:
        self.rows = rows
        tokens = [tokenizer.encode(row.topic, row.sentence) for row in rows]
        length = max(len(one.ids) for one in tokens)
        self.words = [words_of(one) for one in tokens]
        self.offsets = [one.offsets for one in tokens]
        self.fed = {
            name: torch.tensor([[*getattr(one, held), *[0] * (length - len(one.ids))] for one in tokens])
            for name, held in (
                ("input_ids", "ids"),
                ("attention_mask", "attention_mask"),
                ("token_type_ids", "type_ids"),
            )
        }
        self.marks = torch.full((len(rows), length), IGNORED)
        for at, row in enumerate(rows):
            self._mark(at, row)

    def _mark(self, at: int, row: Row) -> None:
        for first, _ in self.words[at]:
            self.marks[at, first] = IGNORED if row.open else Mark.OUTSIDE
        for pair in row.pairs:
            for span, mark in ((pair.outcome, Mark.OUTCOME), (pair.intervention, Mark.INTERVENTION)):
                held = self.tokens_of(at, span)
                for word in (word for word in self.words[at] if held and held[0] <= word[0] < held[1]):
                    self.marks[at, word[0]] = mark if held and word[0] == held[0] else mark + 1

    def tokens_of(self, at: int, span: Span | None) -> Span | None:
        """The words of row `at` that a span of characters touches, as [first token, end)."""
        if span is None:
            return None
        offsets = self.offsets[at]
        held = [word for word in self.words[at] if offsets[word[0]][0] < span[1] and span[0] < offsets[word[1] - 1][1]]
        return (held[0][0], held[-1][1]) if held else None

    def pairs(self, at: int, logits: Any | None) -> list[tuple[Span | None, Span, int, int]]:
        """(intervention, outcome, 0 or 1 + direction, denied) of row `at`: annotated sides, and those that `logits` mark, each with each."""
        gold = [
            (self.tokens_of(at, pair.intervention), held, 1 + DIRECTIONS.index(pair.direction), int(pair.denied))
            for pair in self.rows[at].pairs if (held := self.tokens_of(at, pair.outcome))
        ]  # fmt: skip
        acting: dict[Span | None, None] = {None: None, **{one: None for one, *_ in gold}}
        suffered = dict.fromkeys(one for _, one, *_ in gold)
        if logits is not None:
            marked = sides(logits.argmax(-1).tolist(), self.words[at])
            acting |= dict.fromkeys(marked[0])
            suffered |= dict.fromkeys(marked[1])
        made = []
        for one in acting:
            for other in suffered:
                same = [
                    (label, denied)
                    for mine, theirs, label, denied in gold
                    if _alike(one, mine) and _alike(other, theirs)
                ]
                if same or not self.rows[at].open:
                    made.append((one, other, *(same[-1] if same else (0, 0))))
        return made


def _alike(one: Span | None, other: Span | None) -> bool:
    """Whether two sides share half of what they cover together."""
    if one is None or other is None:
        return one is other
    common = min(one[1], other[1]) - max(one[0], other[0])
    return common > 0 and 2 * common >= max(one[1], other[1]) - min(one[0], other[0])
