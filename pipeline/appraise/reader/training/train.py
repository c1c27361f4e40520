"""Train the reader, from the base encoder to what ships:

    pip install -e '.[train]'
    python -m pipeline.appraise.reader.training.train OUT

General inference first (70 minutes on two cores), then claims and findings with pairs made by rule (45 minutes); then one-byte numbers
and calibration. OUT holds the checkpoints and `weights/`; an accepted version is copied to `pipeline/appraise/reader/weights`.
"""

import argparse
import hashlib
import json
import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import nn

from pipeline.appraise.reader.training.contrast import contrasts
from pipeline.appraise.reader.training.data import Pair, benchmarks, findings, general, read_rows, stance, stance_rows
from pipeline.appraise.reader.training.distant import distant, open_abstracts
from pipeline.appraise.reader.training.export import export
from pipeline.appraise.reader.training.model import CrossEncoder, base_folder, packed


@dataclass(frozen=True, slots=True)
class Stage:
    """One pass of training. `tokens` of a batch, counted as it is padded; `smoothing` keeps the reader from being surer than its data."""

    name: str
    rate: float
    warm_up: int
    tokens: int
    most_tokens: int
    smoothing: float


GENERAL = Stage("general", 8e-5, 200, 1_500, 128, 0.0)
CLAIMS = Stage("claims", 5e-5, 100, 2_700, 208, 0.05)
EPOCHS = 3
SEED = 7
# Of the permitted claims and trials, by abstract: held out of the second stage, to set temperature and biases.
HELD_OUT = 0.09
# General pairs among those of each pass of the second stage, so that it is not forgotten.
REMEMBERED = 12_000
# The weights that are kept are a running mean over the last few hundred steps.
_MEAN_EVERY, _MEAN_SHARE = 10, 0.03


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--from", dest="start", type=Path, help="a checkpoint of the general stage, to go on from")
    parser.add_argument("--version", default="reader.v1")
    asked = parser.parse_args()
    folder = benchmarks()
    asked.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(SEED)
    from transformers import AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(base_folder())
    model = CrossEncoder(base_folder())
    if asked.start:
        model.load_state_dict(torch.load(asked.start, weights_only=True))
    else:
        fit(model, tokenizer, batches(general(folder, random.Random(SEED)), GENERAL, random.Random(SEED)), GENERAL)
        torch.save(model.state_dict(), asked.out / "general.pt")
    trained, held_out = claims_passes(folder)
    whole = [
        batch for number, pairs in enumerate(trained) for batch in batches(pairs, CLAIMS, random.Random(SEED + number))
    ]
    fit(model, tokenizer, whole, CLAIMS)
    torch.save(model.state_dict(), asked.out / "claims.pt")
    calibration = export(
        model, asked.out / "weights", version=asked.version,
        held_out=[(pair.hypothesis, pair.text, pair.label) for pair in held_out],
    )  # fmt: skip
    counts = [Counter(pair.origin for pair in pairs) for pairs in trained]
    print(json.dumps({"calibration": calibration, "pairs": counts, "held_out": Counter(pair.origin for pair in held_out), "data": hashes(folder)}, indent=1))  # fmt: skip


def claims_passes(folder: Path) -> tuple[list[list[Pair]], list[Pair]]:
    """Pairs of the second stage, made anew for each pass, and those held out for calibration, which share no abstract with them."""
    chance = random.Random(SEED)
    claims, trials = stance_rows(folder), read_rows(folder / "findings" / "train.jsonl.gz")
    names = sorted({row["doc_id"] for row in claims} | {str(row["pmid"]) for row in trials})
    apart = set(chance.sample(names, int(len(names) * HELD_OUT)))
    literature = open_abstracts(folder)
    passes = []
    for _ in range(EPOCHS):
        passes.append([
            *stance([row for row in claims if row["doc_id"] not in apart], chance),
            *findings([row for row in trials if str(row["pmid"]) not in apart], chance),
            *distant(literature, chance), *contrasts(chance), *general(folder, chance, REMEMBERED),
        ])  # fmt: skip
    return passes, list(_held_out(claims, trials, apart))


def _held_out(claims: list[dict], trials: list[dict], apart: set[str]) -> Iterator[Pair]:  # type: ignore[type-arg]
    """As they are asked when the reader is used: no gold among the sentences, nothing turned round."""
    chance = random.Random(SEED)
    mine = [{**row, "rationales": []} for row in claims if row["doc_id"] in apart]
    yield from (pair for pair in stance(mine, chance, plain=True))
    yield from findings([{**row, "evidence": []} for row in trials if str(row["pmid"]) in apart], chance)


def fit(model: CrossEncoder, tokenizer: Any, whole: Sequence[Sequence[Pair]], stage: Stage) -> None:
    """bfloat16 where that is safe; a rate that rises and falls in straight lines; leaves the running mean of the weights."""
    steps = len(whole)
    optimiser = torch.optim.AdamW(model.parameters(), lr=stage.rate, weight_decay=0.01, fused=True)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1.0, (step + 1) / stage.warm_up) * max(0.02, (steps - step) / steps)
    )
    mean = {name: value.clone() for name, value in model.state_dict().items()}
    model.train()
    began, running = time.perf_counter(), 1.0
    for step, batch in enumerate(whole, 1):
        with torch.autocast("cpu", torch.bfloat16):
            logits = model(**packed(tokenizer, batch, stage.most_tokens)).float()
            labels = torch.tensor([pair.label for pair in batch])
            loss = nn.functional.cross_entropy(logits, labels, label_smoothing=stage.smoothing)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        optimiser.zero_grad()
        schedule.step()
        running = 0.98 * running + 0.02 * loss.item()
        if step % _MEAN_EVERY == 0:
            with torch.no_grad():
                for name, value in model.state_dict().items():
                    mean[name].lerp_(value, _MEAN_SHARE) if value.is_floating_point() else None
        if step % 100 == 0:
            print(f"{stage.name} {step}/{steps} loss {running:.3f} {time.perf_counter() - began:.0f} s", flush=True)
    model.load_state_dict(mean)


def batches(pairs: Sequence[Pair], stage: Stage, chance: random.Random) -> list[list[Pair]]:
    """In batches of like length, mixed; a batch holds at most `tokens`, by a guess from its characters, and 40 pairs."""
    mixed = list(pairs)
    chance.shuffle(mixed)
    made: list[list[Pair]] = []
    for at in range(0, len(mixed), 2_048):
        batch: list[Pair] = []
        for pair in sorted(mixed[at : at + 2_048], key=lambda pair: len(pair.text) + len(pair.hypothesis)):
            tokens = min(stage.most_tokens, (len(pair.text) + len(pair.hypothesis)) / 4.2 + 6)
            if batch and (tokens * (len(batch) + 1) > stage.tokens or len(batch) >= 40):
                made.append(batch)
                batch = []
            batch.append(pair)
        made.append(batch)
    chance.shuffle(made)
    return made


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
