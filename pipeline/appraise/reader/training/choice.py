"""Weights of sentence choice from gold rationales, and how well the chosen sentences meet them:

    python -m pipeline.appraise.reader.training.choice

Each data set counts alike, findings less: their evidence is given by trials' results alone. Prints weights to copy into choose.py.
"""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import torch
from torch import nn

from pipeline.appraise.reader.choose import FEATURES, chosen, features
from pipeline.appraise.reader.training.data import benchmarks, evidence_of, read_rows, sentences_of

_WEIGHT = {"findings": 0.4}
Rationale = tuple[str, str, list[str], frozenset[int]]


def main() -> None:
    folder = benchmarks()
    rows = list(rationales(folder))
    count = Counter(name for name, *_ in rows)
    x, y, w = [], [], []
    for name, claim, sentences, gold in rows:
        for at, values in enumerate(features(claim, sentences)):
            x.append(values)
            y.append(float(at in gold))
            w.append(_WEIGHT.get(name, 1.0) / count[name])
    weights = fitted(torch.tensor(x), torch.tensor(y), torch.tensor(w))
    print(
        json.dumps(
            {
                "weights": {name: round(value, 2) for name, value in zip(FEATURES, weights, strict=True)},
                "f1 of the two best, as shipped": {
                    name: round(f1([row for row in rows if row[0] == name]), 3) for name in count
                },
            },
            indent=1,
        )
    )


def fitted(x: torch.Tensor, y: torch.Tensor, w: torch.Tensor) -> list[float]:
    """Logistic regression with a little shrinkage."""
    layer = nn.Linear(x.shape[1], 1)
    nn.init.zeros_(layer.weight)
    optimiser = torch.optim.LBFGS(layer.parameters(), max_iter=500)

    def loss() -> float:
        optimiser.zero_grad()
        value = (
            nn.functional.binary_cross_entropy_with_logits(layer(x).squeeze(1), y, weight=w / w.mean())
            + 1e-4 * layer.weight.square().sum()
        )
        value.backward()
        return value.item()

    optimiser.step(loss)
    return [float(value) for value in layer.weight.detach()[0]]


def rationales(folder: Path) -> Iterator[Rationale]:
    for row in read_rows(folder / "stance" / "train.jsonl.gz"):
        if row["dataset"] in {"scifact", "check_covid"} and row["rationales"] and row["label"] != "NEI":
            yield row["dataset"], row["claim"], row["sentences"], frozenset(row["rationales"])
    for row in read_rows(folder / "findings" / "train.jsonl.gz"):
        sentences = sentences_of([row["abstract"]])
        gold = evidence_of(row, sentences)
        if gold:
            yield "findings", f"{row['intervention']} {row['outcome']} {row['comparator']}", sentences, frozenset(gold)


def f1(rows: list[Rationale]) -> float:
    both = ours = theirs = 0
    for _, claim, sentences, gold in rows:
        found = set(chosen(claim, sentences, most_words=1_000, most=2))
        both, ours, theirs = both + len(found & gold), ours + len(found), theirs + len(gold)
    return 2 * both / (ours + theirs)


if __name__ == "__main__":
    main()
