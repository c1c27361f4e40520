"""Train the reader, from the base encoder to what ships:

    pip install -e '.[train]'
    python -m pipeline.appraise.reader.training.train OUT

General inference first, then claims and findings with pairs made by rule; then one-byte numbers and calibration. Takes about three
hours on two cores. OUT holds the checkpoints, the log and `weights/`; an accepted version is copied to `pipeline/appraise/reader/weights`.
"""

import argparse
import hashlib
import json
import os
import random
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import nn

from pipeline.appraise.reader.training.data import Pair, findings, general, stance
from pipeline.appraise.reader.training.distant import distant
from pipeline.appraise.reader.training.export import export
from pipeline.appraise.reader.training.model import CrossEncoder, base_folder, packed


@dataclass(frozen=True, slots=True)
class Stage:
    """One pass of training. `smoothing` of labels keeps the reader from being surer than its data."""

    name: str
    epochs: float
    batch: int
    rate: float
    warm_up: int
    most_tokens: int
    smoothing: float


GENERAL = Stage("general", 1.0, 32, 8e-5, 200, 128, 0.0)
CLAIMS = Stage("claims", 3.0, 16, 5e-5, 100, 192, 0.05)
SEED = 7
# Held out of the second stage, by abstract, to set temperature and biases.
HELD_OUT = 600


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--from", dest="start", type=Path, help="a checkpoint of the general stage, to go on from")
    parser.add_argument("--version", default="reader.v1")
    asked = parser.parse_args()
    folder = Path(
        os.environ.get("CLAIMAUDIT_BENCHMARKS") or Path(__file__).resolve().parents[4].parent / "shared" / "benchmarks"
    )
    asked.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(SEED)
    from transformers import AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(base_folder())
    model = CrossEncoder(base_folder())
    if asked.start:
        model.load_state_dict(torch.load(asked.start, weights_only=True))
    else:
        fit(model, tokenizer, general(folder, random.Random(SEED)), GENERAL)
        torch.save(model.state_dict(), asked.out / "general.pt")
    pairs, held_out = claims_pairs(folder)
    fit(model, tokenizer, pairs, CLAIMS)
    torch.save(model.state_dict(), asked.out / "claims.pt")
    calibration = export(
        model, base_folder() / "tokenizer.json", asked.out / "weights", version=asked.version,
        held_out=[(pair.hypothesis, pair.text, pair.label) for pair in held_out],
    )  # fmt: skip
    print(
        json.dumps(
            {"calibration": calibration, "pairs": Counter(pair.origin for pair in pairs), "data": hashes(folder)},
            indent=1,
        )
    )


def claims_pairs(folder: Path) -> tuple[list[Pair], list[Pair]]:
    """Pairs of the second stage, and those held out for calibration. No text stands on both sides."""
    chance = random.Random(SEED)
    pairs = [*stance(folder), *findings(folder, chance), *distant(folder, chance)]
    texts = sorted({pair.text[:200] for pair in pairs})
    chance.shuffle(texts)
    apart: set[str] = set()
    count = Counter(pair.text[:200] for pair in pairs)
    for text in texts:
        if sum(count[other] for other in apart) >= HELD_OUT:
            break
        apart.add(text)
    return [pair for pair in pairs if pair.text[:200] not in apart], [
        pair for pair in pairs if pair.text[:200] in apart
    ]


def fit(model: CrossEncoder, tokenizer: Any, pairs: Sequence[Pair], stage: Stage) -> None:
    """In batches of like length, bfloat16 where that is safe, a rate that rises and falls in straight lines."""
    chance = random.Random(SEED)
    steps = int(stage.epochs * len(pairs) / stage.batch)
    optimiser = torch.optim.AdamW(model.parameters(), lr=stage.rate, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1.0, (step + 1) / stage.warm_up) * max(0.02, (steps - step) / steps)
    )
    model.train()
    began, done, running = time.perf_counter(), 0, 1.0
    while done < steps:
        for batch in _batches(pairs, stage.batch, chance)[: steps - done]:
            with torch.autocast("cpu", torch.bfloat16):
                logits = model(**packed(tokenizer, batch, stage.most_tokens))
                labels = torch.tensor([pair.label for pair in batch])
                loss = nn.functional.cross_entropy(logits, labels, label_smoothing=stage.smoothing)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            optimiser.zero_grad()
            schedule.step()
            done += 1
            running = 0.98 * running + 0.02 * loss.item()
            if done % 100 == 0:
                print(f"{stage.name} {done}/{steps} loss {running:.3f} {time.perf_counter() - began:.0f} s", flush=True)


def _batches(pairs: Sequence[Pair], size: int, chance: random.Random) -> list[list[Pair]]:
    mixed = list(pairs)
    chance.shuffle(mixed)
    window = size * 48
    parts = (sorted(mixed[at : at + window], key=lambda pair: len(pair.text)) for at in range(0, len(mixed), window))
    batches = [part[at : at + size] for part in parts for at in range(0, len(part), size)]
    chance.shuffle(batches)
    return batches


def hashes(folder: Path) -> dict[str, str]:
    """The data as it lay there."""
    names = (
        "nli/train.jsonl.gz",
        "stance/train.jsonl.gz",
        "findings/train.jsonl.gz",
        "../literature/abstracts.jsonl.gz",
    )
    return {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in names}


if __name__ == "__main__":
    main()
