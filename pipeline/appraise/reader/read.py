"""What the encoder is asked about a record, and with which sentences."""

from collections.abc import Sequence
from typing import Protocol

from pipeline.appraise.reader.choose import chosen
from pipeline.appraise.reader.encoder import Scores
from pipeline.appraise.reader.hypotheses import hypotheses_of


class Reader(Protocol):
    """What scores pairs of (hypothesis, text): an `Encoder`, or what stands in for one."""

    version: str

    def score(self, pairs: Sequence[tuple[str, str]]) -> list[Scores]: ...


LABELS = ("SUPPORTS", "REFUTES", "NEI")
# As in training: what fits the encoder together with a long claim.
MOST_WORDS, MOST_SENTENCES = 120, 5


def text_to_read(hypothesis: str, sentences: Sequence[str]) -> str:
    """The sentences that bear on a hypothesis, in the order of the abstract."""
    return " ".join(sentences[at].strip() for at in chosen(hypothesis, sentences, MOST_WORDS, MOST_SENTENCES))


def finding_scores(
    reader: Reader, intervention: str, outcome: str, comparator: str | None, sentences: Sequence[str]
) -> dict[str, Scores]:
    """By direction (increased, decreased, no difference): how the record stands to the hypothesis."""
    asked = hypotheses_of(intervention, outcome, comparator)
    scores = reader.score([(hypothesis, text_to_read(hypothesis, sentences)) for hypothesis in asked.values()])
    return dict(zip(asked, scores, strict=True))
