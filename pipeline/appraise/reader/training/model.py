"""The network that is trained: MiniLM (all-MiniLM-L6-v2, Apache-2.0), the mean of its tokens, three logits."""

from pathlib import Path
from typing import Any

import torch
from torch import nn


class CrossEncoder(nn.Module):
    """Hypothesis and sentences in one sequence; logits of supports, refutes, says nothing."""

    def __init__(self, base: Path) -> None:
        super().__init__()
        from transformers import AutoModel

        self.bert = AutoModel.from_pretrained(base, add_pooling_layer=False)
        self.head = nn.Linear(self.bert.config.hidden_size, 3)
        self.drop = nn.Dropout(0.1)

    def forward(
        self, attention_mask: Any, token_type_ids: Any, input_ids: Any = None, inputs_embeds: Any = None
    ) -> Any:
        read = self.bert(
            input_ids=input_ids,
            inputs_embeds=inputs_embeds,
            attention_mask=attention_mask,
            token_type_ids=token_type_ids,
        )
        mask = attention_mask.unsqueeze(-1).to(read.last_hidden_state.dtype)
        mean = (read.last_hidden_state * mask).sum(1) / mask.sum(1)
        return self.head(self.drop(mean))


def packed(tokenizer: Any, pairs: Any, most: int) -> dict[str, Any]:
    """Tensors of a batch of (hypothesis, text)."""
    encoded = tokenizer(
        [pair.hypothesis for pair in pairs], [pair.text for pair in pairs], truncation="longest_first", max_length=most, padding=True, return_tensors="pt",
    )  # fmt: skip
    return {name: torch.as_tensor(encoded[name]) for name in ("input_ids", "attention_mask", "token_type_ids")}
