"""How fast claims are found: articles of 600 words a minute, and the time for a text that grows from 10 kB to 2 MB.

    python tests/benchmarks/extraction.py [FOLDER]

FOLDER holds articles (*.txt); by default those of the tests. Prints one JSON object. The peer is the sentence splitter (pysbd) over the same
texts, in the same run: `times_the_splitter` is our time over its time.
"""

import json
import multiprocessing
import sys
import time
from collections.abc import Callable
from itertools import cycle, islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from claims.extract import extract
from claims.intake.read import read_bytes
from claims.sentences import sentence_spans
from claims.tagger import shipped_tagger
from claims.vocabulary import load_vocabulary

NOW = "2026-11-25T12:00:00Z"
_WORDS, _ARTICLES, _ITEMS, _CORES = 600, 60, 20_000, 2
_SIZES = (10_000, 50_000, 250_000, 1_000_000, 2_000_000)


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[1] / "articles"
    paragraphs = [
        line for path in sorted(folder.rglob("*.txt")) for line in path.read_text("utf-8").split("\n") if line.strip()
    ]
    claims_in(" ".join(paragraphs[:20]))  # the patterns are compiled once
    articles = _articles(paragraphs)
    ours, theirs = _seconds(lambda: [claims_in(text) for text in articles]), _splitting(articles)
    with multiprocessing.Pool(_CORES, initializer=claims_in, initargs=(" ".join(paragraphs[:20]),)) as pool:
        pool.map(claims_in, articles[:_CORES], chunksize=1)
        both = _seconds(lambda: pool.map(claims_in, articles, chunksize=2))
    growth = {}
    for size in _SIZES:
        text = "\n\n".join(islice(cycle(paragraphs), max(1, size * len(paragraphs) // sum(map(len, paragraphs)))))
        growth[len(text.encode())] = round(_seconds(lambda text=text: claims_in(text)), 2)
    listed = "Benefits:\n\n" + "\n".join(f"- Remedy number {number} lowers blood pressure" for number in range(_ITEMS))
    figures = {
        "articles_a_minute_on_one_core": round(60 * len(articles) / ours),
        f"articles_a_minute_on_{_CORES}_cores": round(60 * len(articles) / both),
        "times_the_splitter": round(ours / theirs, 2),
        "seconds_by_bytes": growth,
        f"seconds_for_a_list_of_{_ITEMS}": round(_seconds(lambda: claims_in(listed)), 2),
    }
    print(json.dumps(figures, indent=1))


def claims_in(text: str) -> int:
    """How many claims a text has, from its bytes on."""
    source = read_bytes(text.encode(), "a.txt", now=NOW)
    return len(extract(source, load_vocabulary("interventions"), load_vocabulary("outcomes"), shipped_tagger()))


def _articles(paragraphs: list[str]) -> list[str]:
    endless = cycle(paragraphs)
    articles = []
    for _ in range(_ARTICLES):
        text = ""
        while len(text.split()) < _WORDS:
            text += next(endless) + "\n\n"
        articles.append(text)
    return articles


def _splitting(articles: list[str]) -> float:
    return _seconds(lambda: [sentence_spans(text) for text in articles])


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
