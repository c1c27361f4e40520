"""How fast a library is built from PubMed XML files, in how much memory, and how fast it answers.

    python tests/benchmarks/library_build.py [--records 300000] [--from FILE.xml.gz]

Makes baseline-like files of 30,000 records by multiplying FILE's records under new PMIDs (default: the real records in the shared
samples, else the starter library's), builds a library from them in a process of its own, and asks it the queries of forty plans,
opened anew five times.
The peer is reading the same bytes: gunzip alone, in the same run. Prints one JSON object.
"""

import argparse
import gzip
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from factories import STARTER, VARIED, claim

from claims.vocabulary import load_vocabulary
from pipeline.literature.local import open_library
from pipeline.literature.pubmed_xml import raw_records
from pipeline.plan import plan

PER_FILE = 30_000
ROUNDS = 5
_PMID = re.compile(rb"(<PMID[^>]*>)\d+(</PMID>)")


def files_of(folder: Path, records: list[bytes], count: int) -> list[Path]:
    """`count` records in files of 30,000, each under a PMID of its own."""
    paths = []
    for start in range(0, count, PER_FILE):
        path = folder / f"pubmed26n{len(paths) + 1:04d}.xml.gz"
        with gzip.open(path, "wb", compresslevel=1) as out:
            out.write(b'<?xml version="1.0" encoding="utf-8"?>\n<PubmedArticleSet>\n')
            for number in range(start, min(start + PER_FILE, count)):
                raw = records[number % len(records)]
                out.write(_PMID.sub(rb"\g<1>%d\g<2>" % (1_000_000 + number), raw, count=1) + b"\n")
            out.write(b"</PubmedArticleSet>\n")
        paths.append(path)
    return paths


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=300_000)
    parser.add_argument("--from", dest="origin", type=Path)
    asked = parser.parse_args()
    benchmarks = Path(os.environ.get("CLAIMAUDIT_BENCHMARKS") or ROOT.parent.parent / "shared" / "benchmarks")
    sample = asked.origin or benchmarks.parent / "pubmed-samples" / "real-records.xml.gz"
    records = list(raw_records(sample.read_bytes() if sample.is_file() else STARTER))
    with tempfile.TemporaryDirectory() as name:
        paths = files_of(Path(name), records, asked.records)
        call = "import sys; from reports.cli import main; main(sys.argv[1:])"
        library = Path(name) / "library"
        began = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-c", call, "library", "build", str(library), *map(str, paths)], stdout=subprocess.DEVNULL
        )
        _, status, usage = os.wait4(process.pid, 0)
        built = time.perf_counter() - began
        if status:
            raise SystemExit("the build failed")
        began = time.perf_counter()
        read = sum(len(gzip.decompress(path.read_bytes())) for path in paths)
        unzipped = time.perf_counter() - began
        interventions, outcomes = load_vocabulary("interventions"), load_vocabulary("outcomes")
        queries = [
            query
            for acting, outcome in VARIED
            for query in plan(claim(acting, outcome), interventions, outcomes).queries
        ]
        taken = []
        for _ in range(ROUNDS):
            opened = open_library(library)
            for query in queries:
                began = time.perf_counter()
                opened.search(query, 60)
                taken.append((time.perf_counter() - began) * 1000)
        taken.sort()
        print(
            json.dumps(
                {
                    "records": opened.describe().records, "made_from": len(records), "files": len(paths),
                    "megabytes_unpacked": round(read / 2**20), "index_megabytes": round(sum(f.stat().st_size for f in library.rglob("*")) / 2**20),
                    "seconds": round(built, 1), "records_per_second": round(asked.records / built), "peak_megabytes": round(usage.ru_maxrss / 1024),
                    "cpu_seconds": round(usage.ru_utime + usage.ru_stime, 1), "ratio_to_gunzip": round(built / unzipped, 1),
                    "queries": len(taken), "query_ms_median": round(taken[len(taken) // 2], 2), "query_ms_p99": round(taken[int(len(taken) * 0.99)], 2),
                },
                indent=1,
            )
        )  # fmt: skip


if __name__ == "__main__":
    main()
