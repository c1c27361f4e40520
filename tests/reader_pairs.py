"""The project's own pairs for the reader: `data/reader-pairs.txt`, written before any model was looked at."""

from dataclasses import dataclass
from pathlib import Path

LABELS = {"S": "SUPPORTS", "R": "REFUTES", "N": "NEI"}


@dataclass(frozen=True, slots=True)
class ReaderPair:
    text: str
    hypothesis: str
    label: str
    kind: str


def reader_pairs() -> list[ReaderPair]:
    pairs, text = [], ""
    for line in (Path(__file__).parent / "data" / "reader-pairs.txt").read_text("utf-8").splitlines():
        if line.startswith("T: "):
            text = line[3:]
        elif line and not line.startswith("#"):
            mark, rest = line.split(" ", 1)
            kind, hypothesis = rest.split(": ", 1)
            pairs.append(ReaderPair(text, hypothesis, LABELS[mark], kind))
    return pairs
