"""A trained checkpoint to what ships: one-byte networks, the table of words that they share, tokenizer, calibration.

Temperature and biases are set on pairs held out of training, under the one-byte reader itself.
"""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy
import torch
from torch import nn

from claims.tokens.origin import base_folder
from pipeline.appraise.reader.training.model import CrossEncoder


class _Reader(nn.Module):
    """Logits from the vectors of words."""

    def __init__(self, model: CrossEncoder) -> None:
        super().__init__()
        self.model = model

    def forward(self, inputs_embeds: Any, attention_mask: Any, token_type_ids: Any) -> Any:
        return self.model(inputs_embeds=inputs_embeds, attention_mask=attention_mask, token_type_ids=token_type_ids)


class _Embedder(nn.Module):
    """The mean of the base encoder's tokens, of length 1."""

    def __init__(self) -> None:
        super().__init__()
        from transformers import AutoModel

        self.bert = AutoModel.from_pretrained(base_folder(), add_pooling_layer=False)

    def forward(self, inputs_embeds: Any, attention_mask: Any, token_type_ids: Any) -> Any:
        read = self.bert(inputs_embeds=inputs_embeds, attention_mask=attention_mask, token_type_ids=token_type_ids)
        return nn.functional.normalize(read.last_hidden_state.mean(1), dim=1)


def export(
    model: CrossEncoder, folder: Path, *, version: str, held_out: Sequence[tuple[str, str, int]]
) -> dict[str, Any]:
    """Write all that `Encoder` and `Embedder` need into `folder`; returns the calibration."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(base_folder() / "tokenizer.json", folder / "tokenizer.json")
    table = model.bert.embeddings.word_embeddings.weight.detach().numpy()
    scales = (numpy.abs(table).max(1) / 127).astype(numpy.float32)
    numpy.save(folder / "words.npy", numpy.round(table / numpy.maximum(scales, 1e-12)[:, None]).astype(numpy.int8))
    numpy.save(folder / "scales.npy", scales)
    _network(_Reader(model), folder / "reader.onnx", "logits")
    _network(_Embedder(), folder / "embedder.onnx", "vector")
    plain = {"version": version, "temperature": 1.0, "bias": [0.0, 0.0, 0.0]}
    (folder / "calibration.json").write_text(json.dumps(plain), "utf-8")
    calibration = {"version": version, **fitted(folder, held_out)}
    (folder / "calibration.json").write_text(json.dumps(calibration, indent=1) + "\n", "utf-8")
    sums = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}"
        for path in sorted(folder.iterdir())
        if path.name != "SHA256SUMS"
    ]
    (folder / "SHA256SUMS").write_text("\n".join(sums) + "\n", "utf-8")
    return calibration


def _network(module: nn.Module, path: Path, output: str) -> None:
    from onnxruntime.quantization import QuantType, quantize_dynamic

    module.eval()
    ones = torch.ones((1, 16), dtype=torch.long)
    example = {"inputs_embeds": torch.zeros((1, 16, 384)), "attention_mask": ones, "token_type_ids": ones}
    with tempfile.TemporaryDirectory() as name:
        whole = Path(name) / "whole.onnx"
        torch.onnx.export(
            module, (), str(whole), kwargs=example, input_names=list(example), output_names=[output], opset_version=17,
            dynamic_axes={key: {1: "tokens"} for key in example}, dynamo=False,
        )  # fmt: skip
        quantize_dynamic(str(whole), str(path), weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)


def fitted(folder: Path, held_out: Sequence[tuple[str, str, int]]) -> dict[str, Any]:
    """Temperature and biases that make the held-out labels likeliest."""
    from pipeline.appraise.reader.encoder import Encoder

    encoder = Encoder(folder)
    logits = torch.tensor(numpy.array([encoder.logits((hypothesis, text)) for hypothesis, text, _ in held_out]))
    labels = torch.tensor([label for _, _, label in held_out])
    scale = torch.zeros((), dtype=torch.float64, requires_grad=True)
    bias = torch.zeros(3, dtype=torch.float64, requires_grad=True)
    optimiser = torch.optim.LBFGS([scale, bias], max_iter=200)

    def loss() -> Any:
        optimiser.zero_grad()
        value = nn.functional.cross_entropy(logits * torch.exp(-scale) + bias, labels) + 1e-3 * (bias**2).sum()
        value.backward()
        return value

    optimiser.step(loss)
    return {
        "temperature": round(float(torch.exp(scale.detach())), 4),
        "bias": [round(float(value), 4) for value in bias.detach()],
    }
