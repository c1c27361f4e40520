"""The order of what was found: the source's own order and nearness, nothing else; and how it is measured."""

import gzip
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.errors import UsageError
from pipeline.evaluate import retrieval
from pipeline.order import order

NEAR = st.floats(-1, 1, allow_nan=False)


def test_the_nearest_comes_first_and_the_source_breaks_ties() -> None:
    assert order([0.1, 0.9, 0.1]) == [1, 0, 2]
    assert order([0.5, 0.5, 0.5]) == [0, 1, 2]
    assert order([]) == []


@given(st.lists(NEAR, max_size=60))
def test_nothing_is_lost(nearness: list[float]) -> None:
    assert sorted(order(nearness)) == list(range(len(nearness)))


@given(st.lists(NEAR, min_size=1, max_size=30), st.data())
def test_being_nearer_never_puts_a_record_further_back(nearness: list[float], data: Any) -> None:
    at = data.draw(st.integers(0, len(nearness) - 1))
    nearer = [*nearness]
    nearer[at] += 0.3
    assert order(nearer).index(at) <= order(nearness).index(at)


@pytest.mark.parametrize(
    ("ranked", "gains", "wanted"),
    [
        (["a", "b"], {"a": 1.0}, 1.0),
        (["b", "a"], {"a": 1.0}, 0.6309),
        (["b", "c"], {"a": 1.0}, 0.0),
        (["b", "a"], {"a": 2.0, "b": 1.0}, 0.8597),
        ([str(n) for n in range(20)], {"15": 1.0}, 0.0),  # beyond the first ten
    ],
)
def test_ndcg(ranked: list[str], gains: dict[str, float], wanted: float) -> None:
    assert retrieval.ndcg(ranked, gains) == pytest.approx(wanted, abs=1e-4)


class ByWord:
    """Two texts are near when they share this word."""

    def __init__(self, word: str) -> None:
        self.word = word

    def vectors(self, texts: Sequence[str]) -> Any:
        return numpy.array([[float(self.word in text.lower()), float(self.word not in text.lower())] for text in texts])


def _corpus(folder: Path) -> Path:
    rows = [
        {"id": "1", "title": "Garlic and blood pressure", "abstract": "Garlic and blood pressure in adults."},
        {"id": "2", "title": "Allium sativum for hypertension", "abstract": "A trial of garlic: pressure fell."},
        {"id": "3", "title": "Sleep", "abstract": "Sleep of nurses."},
    ]
    folder.mkdir(exist_ok=True)
    (folder / "corpus.jsonl.gz").write_bytes(gzip.compress("\n".join(map(json.dumps, rows)).encode()))
    asked = [{"id": "q", "query": "Does garlic lower blood pressure in hypertension?", "relevant": {"2": 1}}]
    (folder / "dev.jsonl.gz").write_bytes(gzip.compress("\n".join(map(json.dumps, asked)).encode()))
    return folder


def test_retrieval_is_measured_with_and_without_meaning(tmp_path: Path) -> None:
    figures = retrieval.evaluate(_corpus(tmp_path), ByWord("hypertension"))
    assert figures["n"] == 1
    assert figures["bm25_ndcg_at_10"] == pytest.approx(0.6309, abs=1e-4)
    assert figures["ndcg_at_10"] == 1.0
    assert figures["recall_at_100"] == 1.0


def test_a_folder_of_another_shape_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"corpus\.jsonl\.gz"):
        retrieval.evaluate(tmp_path, ByWord("x"))
    (tmp_path / "corpus.jsonl.gz").write_text('{"a": 1}')
    (tmp_path / "dev.jsonl.gz").write_text('{"a": 1}')
    with pytest.raises(UsageError, match="A row without"):
        retrieval.evaluate(tmp_path, ByWord("x"))
