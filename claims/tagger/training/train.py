"""Train the tagger on annotated articles:

    pip install -e '.[train]'
    python -m claims.tagger.training.train OUT FOLDER... [--encoder claims.pt]

FOLDER holds NAME.txt beside NAME.gold.json. `--encoder` is the reader's checkpoint (pipeline/appraise/reader/training), whose layers it
starts from; without it, the base encoder's. OUT gets `tagger.pt` and what ships: tagger.onnx in one-byte numbers and pairs.npz.
"""

import argparse
import hashlib
import random
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy
import torch
from torch import nn

from claims.tagger.training.model import IGNORED, MOST_TOKENS, WIDTH, Batch, TaggerNetwork
from claims.tagger.training.rows import Row, rows_of
from claims.tokens.origin import base_folder

EPOCHS, RATE, WARM_UP, SIZE = 12, 1.5e-4, 60, 16
# Sides that the network itself marks are paired from this epoch on, to learn which of them belong together.
OWN_FROM = 2
# Most words are outside: they count for less.
WEIGHTS = (0.5, 1.0, 1.0, 1.0, 1.0)
PAIRS = 0.5
SEED = 1
# All six find hardly more than four, which leave time for every sentence.
LAYERS = 4


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--encoder", type=Path)
    parser.add_argument("--version", default="tagger.v1")
    parser.add_argument(
        "--layers", type=int, default=LAYERS, help="of the encoder's six, the lowest; default: %(default)s"
    )
    parser.add_argument("--seed", type=int, default=SEED)
    asked = parser.parse_args()
    torch.manual_seed(asked.seed)
    rows = [row for folder in asked.folders for row in rows_of(folder)]
    print(
        f"{len(rows)} sentences, {sum(bool(row.pairs) for row in rows)} with claims, {sum(len(row.pairs) for row in rows)} pairs",
        flush=True,
    )
    network = TaggerNetwork(base_folder(), asked.encoder, asked.layers)
    fit(network, tokenizer_of(base_folder()), rows, random.Random(asked.seed))
    asked.out.mkdir(parents=True, exist_ok=True)
    torch.save(network.state_dict(), asked.out / "tagger.pt")
    export(network, asked.out / "weights", asked.version)


def tokenizer_of(base: Path) -> Any:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MOST_TOKENS, strategy="longest_first")
    return tokenizer


def fit(network: TaggerNetwork, tokenizer: Any, rows: Sequence[Row], chance: random.Random) -> None:
    parameters = [value for value in network.parameters() if value.requires_grad]
    optimiser = torch.optim.AdamW(parameters, lr=RATE, weight_decay=0.01, fused=True)
    steps = EPOCHS * (len(rows) // SIZE + 1)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1.0, (step + 1) / WARM_UP) * max(0.02, 1 - step / steps)
    )
    network.train()
    began = time.perf_counter()
    for epoch in range(EPOCHS):
        lost = 0.0
        for batch in _batches(list(rows), chance):
            loss = _loss(network, Batch(tokenizer, batch), own=epoch >= OWN_FROM)
            loss.backward()
            nn.utils.clip_grad_norm_(parameters, 1.0)
            optimiser.step()
            optimiser.zero_grad()
            schedule.step()
            lost += loss.item()
        print(
            f"epoch {epoch + 1}/{EPOCHS} loss {lost * SIZE / len(rows):.3f} {time.perf_counter() - began:.0f} s",
            flush=True,
        )
    network.eval()


def _batches(rows: list[Row], chance: random.Random) -> list[list[Row]]:
    """Of like length within each eighth, mixed."""
    chance.shuffle(rows)
    made = []
    for at in range(0, len(rows), 8 * SIZE):
        part = sorted(rows[at : at + 8 * SIZE], key=lambda row: len(row.sentence))
        made += [part[begin : begin + SIZE] for begin in range(0, len(part), SIZE)]
    chance.shuffle(made)
    return made


def _loss(network: TaggerNetwork, batch: Batch, *, own: bool) -> Any:
    with torch.autocast("cpu", torch.bfloat16):
        vectors = network.vectors(**batch.fed)
    vectors = vectors.float()
    logits = network.marks(network.drop(vectors))
    loss = nn.functional.cross_entropy(
        logits.flatten(0, 1), batch.marks.flatten(), weight=torch.tensor(WEIGHTS), ignore_index=IGNORED
    )
    sides, labels, denied = [], [], []
    for at, read in enumerate(vectors):
        for acting, suffered, label, no in batch.pairs(at, logits[at].detach() if own else None):
            one = read[0] if acting is None else read[acting[0] : acting[1]].mean(0)
            sides.append((read[0], one, read[suffered[0] : suffered[1]].mean(0)))
            labels.append(label)
            denied.append(no)
    if not sides:
        return loss
    figures = network.pair(*(torch.stack(part) for part in zip(*sides, strict=True)))
    wanted, no = torch.tensor(labels), torch.tensor(denied, dtype=torch.float32)
    loss = loss + PAIRS * nn.functional.cross_entropy(figures[:, :-1], wanted)
    claimed = wanted > 0
    if claimed.any():
        loss = loss + PAIRS * nn.functional.binary_cross_entropy_with_logits(figures[claimed, -1], no[claimed])
    return loss


class _Exported(nn.Module):
    """Vectors and marks of tokens from the vectors of words."""

    def __init__(self, network: TaggerNetwork) -> None:
        super().__init__()
        self.network = network

    def forward(self, inputs_embeds: Any, attention_mask: Any, token_type_ids: Any) -> Any:
        vectors = self.network.vectors(
            inputs_embeds=inputs_embeds, attention_mask=attention_mask, token_type_ids=token_type_ids
        )
        return vectors, self.network.marks(vectors)


def export(network: TaggerNetwork, folder: Path, version: str) -> None:
    """What `NetworkTagger` needs, with sums."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    folder.mkdir(parents=True, exist_ok=True)
    ones = torch.ones((1, 16), dtype=torch.long)
    example = {"inputs_embeds": torch.zeros((1, 16, WIDTH)), "attention_mask": ones, "token_type_ids": ones}
    with tempfile.TemporaryDirectory() as name:
        whole = Path(name) / "whole.onnx"
        torch.onnx.export(
            _Exported(network).eval(), (), str(whole), kwargs=example, input_names=list(example), output_names=["vectors", "marks"],
            opset_version=17, dynamic_axes={key: {1: "tokens"} for key in (*example, "vectors", "marks")}, dynamo=False,
        )  # fmt: skip
        quantize_dynamic(
            str(whole), str(folder / "tagger.onnx"), weight_type=QuantType.QInt8, per_channel=True, reduce_range=True
        )
    layers = {
        name: value.detach().numpy().astype(numpy.float16)
        for name, value in (
            ("first", network.first.weight.T), ("first_bias", network.first.bias), ("last", network.last.weight.T), ("last_bias", network.last.bias),
        )
    }  # fmt: skip
    numpy.savez_compressed(folder / "pairs.npz", version=numpy.array(version), **layers)
    names = ("tagger.onnx", "pairs.npz")
    sums = [f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}" for name in names]
    (folder / "SHA256SUMS").write_text("\n".join(sums) + "\n", "utf-8")


if __name__ == "__main__":
    main()
