"""Train the reader, from the base encoder to what ships:

    pip install -e '.[train]'
    python -m pipeline.appraise.reader.training.train OUT

General inference first (70 minutes on two cores), then claims and findings with pairs made by rule (6 minutes); then one-byte numbers
and calibration. OUT holds the checkpoints and `weights/`; `claimaudit evaluate` measures them. To ship: words.npy, scales.npy and
tokenizer.json go to `claims/tokens/weights`, the rest beside this folder, each with its lines of SHA256SUMS; then train the tagger anew.
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

from claims.tokens.origin import base_folder
from pipeline.appraise.reader.encoder import MOST_TOKENS
from pipeline.appraise.reader.training.contrast import contrasts
from pipeline.appraise.reader.training.data import Pair, benchmarks, findings, general, read_rows, stance, stance_rows
from pipeline.appraise.reader.training.distant import distant, open_abstracts
from pipeline.appraise.reader.training.export import export
from pipeline.appraise.reader.training.model import CrossEncoder, packed


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
CLAIMS = Stage("claims", 5e-5, 60, 2_900, MOST_TOKENS, 0.08)
STEPS = 1_900
# The weights that are kept: a running mean of those of the last few hundred steps.
MEAN_OF = 0.995
SEED = 7
# Of the permitted claims and trials, by abstract: held out of the second stage, to set temperature and biases.
HELD_OUT = 0.09
# Of each pass.
_FINDINGS, _CONTRASTS, _DISTANT, _GENERAL = 3_000, 160, 900, 1_500
# What the second stage can be given beside claims and findings: the title before the sentences; claims turned round; pairs made by rule;
# statements of the open literature; general pairs, so that they are not forgotten; claims of other abstracts.
EXTRAS = ("title", "turned", "contrasts", "distant", "general", "other-claims")
# Of those that were tried one at a time, turned claims did most for claims that were held out; and a reader is always given the title.
DEFAULT = ("title", "turned", "contrasts", "distant", "general")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--from", dest="start", type=Path, help="a checkpoint of the general stage, to go on from")
    parser.add_argument("--version", default="reader.v1")
    parser.add_argument(
        "--with", dest="extras", nargs="*", choices=EXTRAS, default=DEFAULT, help="default: %(default)s"
    )
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
    trained, held_out = claims_batches(folder, frozenset(asked.extras))
    fit(model, tokenizer, trained, CLAIMS)
    torch.save(model.state_dict(), asked.out / "claims.pt")
    calibration = export(
        model, asked.out / "weights", version=asked.version,
        held_out=[(pair.hypothesis, pair.text, pair.label) for pair in held_out],
    )  # fmt: skip
    counts = Counter(pair.origin for batch in trained for pair in batch)
    print(json.dumps({"calibration": calibration, "pairs": counts, "held_out": Counter(pair.origin for pair in held_out), "data": hashes(folder)}, indent=1))  # fmt: skip


def claims_batches(folder: Path, extras: frozenset[str]) -> tuple[list[list[Pair]], list[Pair]]:
    """The batches of the second stage, and the pairs held out for calibration, which share no abstract and no claim with them."""
    claims, trials = stance_rows(folder), read_rows(folder / "findings" / "train.jsonl.gz")
    names = sorted({row["doc_id"] for row in claims} | {str(row["pmid"]) for row in trials})
    apart = set(random.Random(SEED).sample(names, int(len(names) * HELD_OUT)))
    said = {row["claim"] for row in claims if row["doc_id"] in apart}
    mine = [row for row in claims if row["doc_id"] not in apart and row["claim"] not in said]
    theirs = [row for row in trials if str(row["pmid"]) not in apart]
    whole: list[list[Pair]] = []
    passes = 0
    while len(whole) < STEPS:
        chance = random.Random(passes)
        whole += batches(_pass(folder, mine, theirs, extras, chance), CLAIMS, chance)
        passes += 1
    return whole[:STEPS], _held_out(claims, apart)


def _pass(
    folder: Path, claims: list[dict], trials: list[dict], extras: frozenset[str], chance: random.Random
) -> list[Pair]:  # type: ignore[type-arg]
    rows = claims if "title" in extras else [{**row, "title": ""} for row in claims]
    left_out = tuple(
        f", {kind}" for kind, extra in (("turned", "turned"), ("other claim", "other-claims")) if extra not in extras
    )
    pairs = [pair for pair in stance(rows, chance) if not pair.origin.endswith(left_out)]
    pairs += _some(list(findings(trials, chance)), _FINDINGS, chance)
    if "contrasts" in extras:
        pairs += contrasts(chance, _CONTRASTS)
    if "distant" in extras:
        pairs += _some(list(distant(open_abstracts(folder), chance)), _DISTANT, chance)
    if "general" in extras:
        pairs += general(folder, chance, _GENERAL)
    return pairs


def _some(pairs: list[Pair], most: int, chance: random.Random) -> list[Pair]:
    return chance.sample(pairs, min(most, len(pairs)))


def _held_out(claims: list[dict], apart: set[str]) -> list[Pair]:  # type: ignore[type-arg]
    """As they are asked when the reader is used: no gold among the sentences, nothing turned round."""
    mine = [{**row, "rationales": []} for row in claims if row["doc_id"] in apart]
    return list(stance(mine, random.Random(SEED), plain=True))


def fit(model: CrossEncoder, tokenizer: Any, whole: Sequence[Sequence[Pair]], stage: Stage) -> None:
    """bfloat16 where that is safe; a rate that rises and falls in straight lines; labels that are rare count for more; at the end the
    model holds the running mean of its weights."""
    steps = len(whole)
    counts = Counter(pair.label for batch in whole for pair in batch)
    weight = torch.tensor([sum(counts.values()) / (3 * counts[label]) for label in range(3)])
    mean = [value.detach().clone() for value in model.parameters()]
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
            loss = nn.functional.cross_entropy(logits, labels, weight=weight, label_smoothing=stage.smoothing)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        optimiser.zero_grad()
        schedule.step()
        with torch.no_grad():
            torch._foreach_lerp_(mean, list(model.parameters()), 1 - min(MEAN_OF, step / (step + 10)))
        running = 0.98 * running + 0.02 * loss.item()
        if step % 100 == 0:
            print(f"{stage.name} {step}/{steps} loss {running:.3f} {time.perf_counter() - began:.0f} s", flush=True)
    with torch.no_grad():
        for value, kept in zip(model.parameters(), mean, strict=True):
            value.copy_(kept)


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
