"""Pairs to train on: (hypothesis, sentences) → supports, refutes or says nothing.

Only sets whose licence lets weights ship (benchmarks/README.md): SciFact, Check-COVID, CliniFact, PubMedQA, Evidence Inference, and for
general inference the `nli` collection. Nothing of them is kept here; they are read where they lie.
"""

import gzip
import json
import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.appraise.reader.choose import chosen
from pipeline.appraise.reader.hypotheses import hypotheses_of

SUPPORTS, REFUTES, NOTHING = 0, 1, 2
_STANCE = {"SUPPORTS": SUPPORTS, "REFUTES": REFUTES, "NEI": NOTHING}
_NLI = {"entailment": SUPPORTS, "contradiction": REFUTES, "neutral": NOTHING}
PERMITTED = ("scifact", "check_covid", "clinifact", "pubmedqa")
# Sets with strong cues are thinned; of FEVER's supports as many as of its refutes.
_CAPS = {
    "breaking_nli": 2_000,
    "conjnli_adv_train": 3_000,
    "wikifactcheck_negated": 4_000,
    "fever_nli entailment": 40_000,
}
WORDS, SENTENCES = 120, 5


@dataclass(frozen=True, slots=True)
class Pair:
    hypothesis: str
    text: str
    label: int
    origin: str


def read_rows(path: Path) -> list[dict]:  # type: ignore[type-arg]
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def general(folder: Path, chance: random.Random) -> list[Pair]:
    """General inference, thinned and shuffled."""
    rows = read_rows(folder / "nli" / "train.jsonl.gz")
    chance.shuffle(rows)
    seen: Counter[str] = Counter()
    pairs = []
    for row in rows:
        kind = f"{row['dataset']} {row['label']}"
        cap = _CAPS.get(row["dataset"], _CAPS.get(kind))
        name = row["dataset"] if row["dataset"] in _CAPS else kind
        if cap is None or seen[name] < cap:
            seen[name] += 1
            pairs.append(Pair(row["hypothesis"], row["premise"], _NLI[row["label"]], row["dataset"]))
    return pairs


def stance(folder: Path, split: str = "train", datasets: tuple[str, ...] = PERMITTED) -> Iterator[Pair]:
    """Claim against abstract, by the sentences that would be chosen; in training the gold rationale is among them."""
    for row in read_rows(folder / "stance" / f"{split}.jsonl.gz"):
        if row["dataset"] in datasets:
            gold = row.get("rationales") or [] if split == "train" else []
            yield Pair(
                row["claim"], text_of(row["claim"], row["sentences"], gold), _STANCE[row["label"]], row["dataset"]
            )


def text_of(claim: str, sentences: list[str], gold: list[int] | tuple[int, ...] = ()) -> str:
    """The sentences to read, in order; those of `gold` first of all."""
    must = [at for at in gold if 0 <= at < len(sentences)]
    room = WORDS - sum(len(sentences[at].split()) for at in must)
    others = chosen(claim, sentences, max(1, room), max(1, SENTENCES - len(must))) if room > 15 or not must else []
    return " ".join(sentences[at].strip() for at in sorted({*must, *others}))


_DIRECTIONS = {
    "significantly increased": "increased",
    "significantly decreased": "decreased",
    "no significant difference": "no difference",
}
_SENTENCE_END = re.compile(r"(?<=[.?!])\s+(?=[A-Z0-9(])")


def findings(folder: Path, chance: random.Random, split: str = "train") -> Iterator[Pair]:
    """Three hypotheses for each finding: the true one holds, the others are refuted. Half name the comparator."""
    rows = read_rows(folder / "findings" / f"{split}.jsonl.gz")
    for row in rows:
        truth = _DIRECTIONS[row["label"]]
        sentences = split_sentences(row["abstract"])
        comparator = row["comparator"] if chance.random() < 0.5 else None
        for direction, hypothesis in hypotheses_of(row["intervention"], row["outcome"], comparator).items():
            label = SUPPORTS if direction == truth else REFUTES
            yield Pair(hypothesis, text_of(hypothesis, sentences), label, "findings")
        yield from _about_something_else(row, chance.choice(rows), sentences, chance)


def _about_something_else(row: dict, other: dict, sentences: list[str], chance: random.Random) -> Iterator[Pair]:  # type: ignore[type-arg]
    """The same abstract says nothing of another trial's outcome, or of another trial's intervention."""
    text = row["abstract"].lower()
    swaps = [
        (row["intervention"], other["outcome"], other["outcome"]),
        (other["intervention"], row["outcome"], other["intervention"]),
    ]
    acting, outcome, foreign = chance.choice(swaps)
    if not any(word in text for word in re.findall(r"\w{4,}", foreign.lower())):
        hypothesis = chance.choice(list(hypotheses_of(acting, outcome).values()))
        yield Pair(hypothesis, text_of(hypothesis, sentences), NOTHING, "findings, other question")


def split_sentences(text: str) -> list[str]:
    return [part for part in _SENTENCE_END.split(" ".join(text.split())) if part] or [""]
