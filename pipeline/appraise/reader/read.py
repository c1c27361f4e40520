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


def text_to_read(about: str, sentences: Sequence[str], title: str = "") -> str:
    """The sentences that bear on a claim or question, in the order of the abstract, after the title."""
    return with_title(title, " ".join(sentences[at].strip() for at in chosen(about, sentences)))


def with_title(title: str, text: str) -> str:
    """A title says what "the drug" or "this exercise" is."""
    return f"{title.strip().rstrip('.')}. {text}" if title.strip() else text


def finding_scores(
    reader: Reader, intervention: str, outcome: str, comparator: str | None, sentences: Sequence[str], title: str = ""
) -> dict[str, Scores]:
    """By direction (increased, decreased, no difference): how the record stands to the hypothesis."""
    asked = hypotheses_of(intervention, outcome, comparator)
    text = text_to_read(" ".join(filter(None, (intervention, outcome, comparator))), sentences, title)
    scores = reader.score([(hypothesis, text) for hypothesis in asked.values()])
    return dict(zip(asked, scores, strict=True))
