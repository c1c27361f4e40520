"""The order of what is found: BM25 from an index like the library's, then nearness of meaning."""

import re
import time
from collections.abc import Callable
from math import log2
from pathlib import Path
from typing import Any

from claims.errors import UsageError
from pipeline.evaluate.rows import read_rows, texts_of
from pipeline.order import RULE, Embeds, order, text_of_record

# So many of the index's hits are put in order.
DEPTH = 400
_TITLE_BOOST = 0.3


def evaluate(path: Path, embedder: Embeds, queries: Path | None = None) -> dict[str, Any]:
    """`path` holds corpus.jsonl.gz; `queries` a file of queries with the ids that are relevant (default: dev.jsonl.gz beside it).

    `bm25_ndcg_at_10` is the index alone. `ms_per_query` leaves out the records' vectors, which are made once (`seconds_for_vectors`).
    """
    corpus = [texts_of(row, "id", "title", "abstract") for row in read_rows(path / "corpus.jsonl.gz")]
    asked = read_rows(queries or path / "dev.jsonl.gz")
    questions = [texts_of(row, "query")[0] for row in asked]
    relevant = [_relevant(row.get("relevant")) for row in asked]
    began = time.perf_counter()
    vectors = embedder.vectors([text_of_record(title, abstract) for _, title, abstract in corpus])
    for_vectors = time.perf_counter() - began
    search = _index(corpus)
    plain, ordered, recalled = [], [], []
    began = time.perf_counter()
    for question, wanted in zip(questions, relevant, strict=True):
        hits = search(question)
        near = vectors[hits] @ embedder.vectors([question])[0] if hits else []
        best = [hits[at] for at in order([float(value) for value in near])]
        plain.append(ndcg([corpus[at][0] for at in hits], wanted))
        ordered.append(ndcg([corpus[at][0] for at in best], wanted))
        recalled.append(len({corpus[at][0] for at in best[:100]} & wanted.keys()) / len(wanted))
    seconds = time.perf_counter() - began
    return {
        "task": "retrieval",
        "n": len(asked),
        "ndcg_at_10": sum(ordered) / len(asked),
        "bm25_ndcg_at_10": sum(plain) / len(asked),
        "recall_at_100": sum(recalled) / len(asked),
        "ms_per_query": 1000 * seconds / len(asked),
        "seconds_for_vectors": for_vectors,
        "versions": [RULE],
    }


def ndcg(ranked: list[str], gains: dict[str, float], most: int = 10) -> float:
    """Normalised discounted cumulative gain of the first ten (Järvelin and Kekäläinen, TOIS 2002)."""
    ideal = sum(gain / log2(place + 2) for place, gain in enumerate(sorted(gains.values(), reverse=True)[:most]))
    return sum(gains.get(name, 0.0) / log2(place + 2) for place, name in enumerate(ranked[:most])) / ideal


def _relevant(given: Any) -> dict[str, float]:
    """Ids with what each is worth. Raises UsageError where none is worth anything."""
    try:
        gains = {str(name): float(gain) for name, gain in given.items()} if isinstance(given, dict) else dict.fromkeys(map(str, given), 1.0)  # fmt: skip
    except (TypeError, ValueError):
        gains = {}
    if not gains or min(gains.values()) < 0 or not max(gains.values()) > 0:
        raise UsageError(
            f"A query without relevant ids ({str(given)[:80]!r}): not a file of the shape that this task takes."
        )
    return gains


def _index(corpus: list[tuple[str, ...]]) -> Callable[[str], list[int]]:
    """A search for words (stemmed as in the library) over title and abstract, the title counting a little more."""
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("number", stored=True)
    for field in ("text", "title"):
        builder.add_text_field(field, tokenizer_name="en_stem")
    index = tantivy.Index(builder.build())
    writer = index.writer(heap_size=100_000_000, num_threads=1)
    for number, (_, title, abstract) in enumerate(corpus):
        made = tantivy.Document(text=text_of_record(title, abstract), title=title)
        made.add_unsigned("number", number)
        writer.add_document(made)
    writer.commit()
    index.reload()
    searcher = index.searcher()

    def search(query: str) -> list[int]:
        words = " ".join(f'"{word}"' for word in re.findall(r"[^\W_]+", query))
        if not words:
            return []
        parsed = index.parse_query(words, ["text", "title"], field_boosts={"text": 1.0, "title": _TITLE_BOOST})
        return [searcher.doc(address)["number"][0] for _, address in searcher.search(parsed, DEPTH).hits]

    return search
