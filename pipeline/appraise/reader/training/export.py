"""A trained checkpoint to what ships: one-byte ONNX, tokenizer, calibration. Temperature and biases are set on pairs held out of training."""

import json
import shutil
import tempfile
from pathlib import Path
from typing import Any


def export(
    model: Any, tokenizer_file: Path, folder: Path, *, version: str, held_out: list[tuple[str, str, int]]
) -> dict[str, Any]:
    """Write reader.onnx, tokenizer.json and calibration.json into `folder`; returns the calibration."""
    import torch
    from onnxruntime.quantization import QuantType, quantize_dynamic

    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(tokenizer_file, folder / "tokenizer.json")
    model.eval()
    example = {
        name: torch.ones((1, 16), dtype=torch.long) for name in ("input_ids", "attention_mask", "token_type_ids")
    }
    with tempfile.TemporaryDirectory() as name:
        whole = Path(name) / "whole.onnx"
        torch.onnx.export(
            model, (), str(whole), kwargs=example, input_names=list(example), output_names=["logits"], opset_version=17,
            dynamic_axes={key: {0: "batch", 1: "tokens"} for key in example} | {"logits": {0: "batch"}}, dynamo=False,
        )  # fmt: skip
        quantize_dynamic(str(whole), str(folder / "reader.onnx"), weight_type=QuantType.QInt8)
    plain = {"version": version, "temperature": 1.0, "bias": [0.0, 0.0, 0.0]}
    (folder / "calibration.json").write_text(json.dumps(plain), "utf-8")
    calibration = {"version": version, **fitted(folder, held_out)}
    (folder / "calibration.json").write_text(json.dumps(calibration, indent=1) + "\n", "utf-8")
    return calibration


def fitted(folder: Path, held_out: list[tuple[str, str, int]]) -> dict[str, Any]:
    """Temperature and biases that make the held-out labels likeliest under the quantised model itself."""
    import numpy
    import torch

    from pipeline.appraise.reader.encoder import Encoder

    encoder = Encoder(folder)
    raw = numpy.log(numpy.array(encoder.score([(hypothesis, text) for hypothesis, text, _ in held_out])) + 1e-4)
    logits = torch.tensor(raw)
    labels = torch.tensor([label for _, _, label in held_out])
    scale, bias = (
        torch.zeros((), dtype=torch.float64, requires_grad=True),
        torch.zeros(3, dtype=torch.float64, requires_grad=True),
    )
    optimiser = torch.optim.LBFGS([scale, bias], max_iter=200)

    def loss() -> Any:
        optimiser.zero_grad()
        value = torch.nn.functional.cross_entropy(logits * torch.exp(-scale) + bias, labels) + 1e-3 * (bias**2).sum()
        value.backward()
        return value

    optimiser.step(loss)
    return {"temperature": round(float(torch.exp(scale)), 4), "bias": [round(float(value), 4) for value in bias]}
