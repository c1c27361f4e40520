"""The rate limit under load: many requests from several processes through one cache, counted where they arrive.

    python tests/benchmarks/rate_soak.py [--requests 2000] [--processes 4] [--no-key]

Each process asks the local E-utilities server through a client of its own. The server refuses what is too fast, and its clock is
the one that counts: the most arrivals in any rolling second, and the arrivals a second over the whole run. The named peer is the
limit itself (10 a second with a key, 3 without). Prints one JSON object; exit 1 where the limit was passed or less than 80 % used.
"""

import argparse
import json
import multiprocessing
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from eutils import EutilsServer
from factories import STARTER

from pipeline.literature.pubmed import PubMed
from pipeline.records import ConceptBlock, Query
from pipeline.settings import Settings


def ask(url: str, cache: str, key: str | None, mine: range) -> None:
    source = PubMed(Settings(email="soak@example.org", api_key=key, eutils_url=url), Path(cache))
    for number in mine:
        source.search(Query("exact", (ConceptBlock("x", (), (f"garlic{number}",)),)), 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--requests", type=int, default=2_000)
    parser.add_argument("--processes", type=int, default=4)
    parser.add_argument("--no-key", action="store_true")
    asked = parser.parse_args()
    limit = 3 if asked.no_key else 10
    context = multiprocessing.get_context("spawn")
    with EutilsServer([STARTER.decode()], limited=True) as server, tempfile.TemporaryDirectory() as folder:
        each = asked.requests // asked.processes
        workers = [
            context.Process(
                target=ask,
                args=(server.url, f"{folder}/cache.sqlite", None if asked.no_key else "SECRETKEY", range(n * each, (n + 1) * each)),
            )
            for n in range(asked.processes)
        ]  # fmt: skip
        began = time.monotonic()
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        seconds = time.monotonic() - began
    arrivals = [moment for moment, _, _ in server.requests]
    rolling = max(
        sum(first <= other < first + 1.0 for other in arrivals[at : at + 3 * limit])
        for at, first in enumerate(arrivals)
    )
    # The first second's worth may come at once; what is measured is the pace after it.
    pace = (len(arrivals) - limit) / (arrivals[-1] - arrivals[0])
    figures = {
        "requests": len(arrivals), "processes": asked.processes, "seconds": round(seconds, 1), "limit_per_second": limit,
        "most_in_a_rolling_second": rolling, "per_second": round(pace, 2), "share_of_limit": round(pace / limit, 3),
        "refused": server.refused, "failed_processes": sum(worker.exitcode != 0 for worker in workers),
    }  # fmt: skip
    print(json.dumps(figures, indent=1))
    sys.exit(rolling > limit or pace < 0.8 * limit or server.refused > 0 or figures["failed_processes"] > 0)


if __name__ == "__main__":
    main()
