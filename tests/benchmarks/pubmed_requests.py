"""How many requests an audit over PubMed costs and how long it takes, by the number of claims.

    python tests/benchmarks/pubmed_requests.py [ARTICLE …] [--records FOLDER] [--key]

Runs against the local E-utilities server: it answers in 150 ms and refuses more than 3 requests a second (10 with --key).
Eight claims with three rungs each, and articles of 1, 10 and 100 made claims, are always measured; FOLDER holds PubMed XML to serve
instead of the starter library.
"""

import argparse
import itertools
import json
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from eutils import EutilsServer
from factories import EIGHT, STARTER, claim

from claims.extract import extract
from claims.intake import read_bytes
from claims.vocabulary import load_vocabulary
from pipeline.appraise.reader.shipped import shipped_reader
from pipeline.audit import audit
from pipeline.literature.pubmed import PubMed
from pipeline.settings import Settings

ACTING = "garlic,magnesium,vitamin C,melatonin,iron,zinc,ginger,turmeric,vitamin D,fish oil".split(",")
OUTCOMES = "blood pressure,sleep,colds,fatigue,anxiety,depression,nausea,migraine,joint pain,cholesterol".split(",")
LATENCY = 0.15
NOW = "2026-11-22T12:00:00Z"


def article_of(claims: int) -> bytes:
    """So many plain claims, no two on the same pair."""
    pairs = [(acting, OUTCOMES[(at + step) % 10]) for step in range(10) for at, acting in enumerate(ACTING)]
    said = (f"In the view of the maker, {acting} can improve {outcome} in most people." for acting, outcome in pairs)
    return " ".join(itertools.islice(said, claims)).encode()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", nargs="*", type=Path)
    parser.add_argument("--records", type=Path)
    parser.add_argument("--key", action="store_true")
    asked = parser.parse_args()
    texts = [(f"{count} made claims", article_of(count)) for count in (1, 10, 100)]
    texts += [(path.name, path.read_bytes()) for path in asked.articles]
    interventions, outcomes = load_vocabulary("interventions"), load_vocabulary("outcomes")
    sources = [(name, read_bytes(data, "article.txt", now=NOW)) for name, data in texts]
    runs = [(name, source, extract(source, interventions, outcomes)) for name, source in sources]
    eight = tuple(claim(acting, outcome, id=f"c{at}") for at, (acting, outcome) in enumerate(EIGHT))
    runs.insert(1, ("8 claims with three rungs each", sources[0][1], eight))
    for name, source, claims in runs:
        with (
            EutilsServer(asked.records or [STARTER.decode()], latency=LATENCY, limited=True) as server,
            tempfile.TemporaryDirectory() as folder,
        ):
            key = "SECRETKEY" if asked.key else None
            literature = PubMed(
                Settings(email="benchmark@example.org", api_key=key, eutils_url=server.url),
                Path(folder) / "cache.sqlite",
            )
            began = time.perf_counter()
            record = audit(source, claims, literature, interventions, outcomes, reader=shipped_reader(), now=NOW)
            seconds = time.perf_counter() - began
        print(
            json.dumps(
                {
                    "article": name, "claims": len(claims), "searches": record.completeness.searches, "studies": len(record.studies),
                    "requests": literature.transport.requests, "by_service": dict(Counter(service for _, service, _ in server.requests)),
                    "requests_per_claim": round(literature.transport.requests / max(1, len(claims)), 2),
                    "refused": server.refused, "failed": record.completeness.failed, "seconds": round(seconds, 2),
                    "rungs": dict(Counter(entry.rung for entry in record.log.entries if entry.executed)),
                }
            )
        )  # fmt: skip


if __name__ == "__main__":
    main()
