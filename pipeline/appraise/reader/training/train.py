"""Train the reader, from the base encoder to what ships:

    pip install -e '.[train]'
    python -m pipeline.appraise.reader.training.train OUT

General inference first (70 minutes on two cores), then six short runs on claims and findings with different pairs made by rule (45
minutes), whose weights are averaged; then one-byte numbers and calibration. OUT holds the checkpoints and `weights/`; an accepted version is copied to `pipeline/appraise/reader/weights`.
"""

import argparse
import hashlib
import json
import random
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import nn

from pipeline.appraise.reader.training.contrast import contrasts
from pipeline.appraise.reader.training.data import Pair, benchmarks, findings, general, read_rows, stance, stance_rows
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
CLAIMS = Stage("claims", 5e-5, 40, 2_700, 208, 0.05)
STEPS = 450
SEED = 7
# Of the permitted claims and trials, by abstract: held out of the second stage, to set temperature and biases.
HELD_OUT = 0.09
_FINDINGS, _CONTRASTS, _REMEMBERED = 1_500, 600, 6_000


@dataclass(frozen=True, slots=True)
class Mix:
    """What a member of the second stage is given beside claims and findings. What ships is the mean of the members' weights: all start
    from the same general reader, and their mean is better than any one of them (model soups, arXiv 2203.05482)."""

    title: bool = False
    turned: bool = False
    contrasts: bool = False
    remembered: bool = False
    other_claims: bool = False


MEMBERS = (Mix(), Mix(title=True), Mix(turned=True), Mix(contrasts=True), Mix(remembered=True), Mix(other_claims=True))


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
    general_weights = {name: value.clone() for name, value in model.state_dict().items()}
    trained, held_out = members(folder)
    mean: dict[str, Any] = {}
    for number, whole in enumerate(trained):
        torch.manual_seed(SEED + number)
        model.load_state_dict(general_weights)
        fit(model, tokenizer, whole, CLAIMS)
        for name, value in model.state_dict().items():
            share = value / len(trained) if value.is_floating_point() else value
            mean[name] = mean[name] + share if name in mean and value.is_floating_point() else share
    model.load_state_dict(mean)
    torch.save(mean, asked.out / "claims.pt")
    calibration = export(
        model, asked.out / "weights", version=asked.version,
        held_out=[(pair.hypothesis, pair.text, pair.label) for pair in held_out],
    )  # fmt: skip
    counts = [Counter(pair.origin for batch in whole for pair in batch) for whole in trained]
    print(json.dumps({"calibration": calibration, "pairs": counts, "held_out": Counter(pair.origin for pair in held_out), "data": hashes(folder)}, indent=1))  # fmt: skip


def members(folder: Path) -> tuple[list[list[list[Pair]]], list[Pair]]:
    """Batches of each member, and the pairs held out for calibration, which share no abstract with them."""
    claims, trials = stance_rows(folder), read_rows(folder / "findings" / "train.jsonl.gz")
    names = sorted({row["doc_id"] for row in claims} | {str(row["pmid"]) for row in trials})
    apart = set(random.Random(SEED).sample(names, int(len(names) * HELD_OUT)))
    mine = [row for row in claims if row["doc_id"] not in apart]
    theirs = [row for row in trials if str(row["pmid"]) not in apart]
    made = []
    for mix in MEMBERS:
        whole: list[list[Pair]] = []
        passes = 0
        while len(whole) < STEPS:
            chance = random.Random(passes)
            whole += batches(_pass(folder, mine, theirs, mix, chance), CLAIMS, chance)
            passes += 1
        made.append(whole[:STEPS])
    return made, list(_held_out(claims, apart))


def _pass(folder: Path, claims: list[dict], trials: list[dict], mix: Mix, chance: random.Random) -> list[Pair]:  # type: ignore[type-arg]
    rows = claims if mix.title else [{**row, "title": ""} for row in claims]
    pairs = [
        pair for pair in stance(rows, chance)
        if (mix.turned or not pair.origin.endswith(", turned")) and (mix.other_claims or not pair.origin.endswith(", other claim"))
    ]  # fmt: skip
    pairs += chance.sample(list(findings(trials, chance)), _FINDINGS)
    if mix.contrasts:
        pairs += contrasts(chance, _CONTRASTS)
    if mix.remembered:
        pairs += general(folder, chance, _REMEMBERED)
    return pairs


def _held_out(claims: list[dict], apart: set[str]) -> list[Pair]:  # type: ignore[type-arg]
    """As they are asked when the reader is used: no gold among the sentences, nothing turned round."""
    mine = [{**row, "rationales": []} for row in claims if row["doc_id"] in apart]
    return list(stance(mine, random.Random(SEED), plain=True))


def fit(model: CrossEncoder, tokenizer: Any, whole: Sequence[Sequence[Pair]], stage: Stage) -> None:
    """bfloat16 where that is safe; a rate that rises and falls in straight lines."""
    steps = len(whole)
    optimiser = torch.optim.AdamW(model.parameters(), lr=stage.rate, weight_decay=0.01, fused=True)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1.0, (step + 1) / stage.warm_up) * max(0.02, (steps - step) / steps)
    )
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
        if step % 100 == 0:
            print(f"{stage.name} {step}/{steps} loss {running:.3f} {time.perf_counter() - began:.0f} s", flush=True)


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
