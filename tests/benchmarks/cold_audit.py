"""How long a cold audit takes and how much memory, beside what the interpreter and the page cleaner alone take.

    python tests/benchmarks/cold_audit.py [ARTICLE]

Prints one JSON object: medians of five runs, each a process of its own, and ratios against a process that only imports pandas
(the named peer: a table library that every such program loads). Not part of the test suite.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RUNS = 5


def run(program: list[str], folder: Path) -> tuple[float, float]:
    """Wall seconds and peak memory in MB of one process."""
    started = time.perf_counter()
    process = subprocess.Popen(program, cwd=folder, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{program} failed")
    return time.perf_counter() - started, usage.ru_maxrss / 1024


def median(program: list[str]) -> tuple[float, float]:
    with tempfile.TemporaryDirectory() as name:
        figures = [run(program, Path(name)) for _ in range(RUNS + 1)][1:]
    return statistics.median(wall for wall, _ in figures), statistics.median(memory for _, memory in figures)


def main() -> None:
    article = [str(Path(sys.argv[1]).resolve())] if len(sys.argv) > 1 else ["--example"]
    call = "import sys; from reports.cli import main; main(sys.argv[1:])"
    audit_seconds, audit_memory = median([sys.executable, "-c", call, "audit", *article, "--force"])
    help_seconds, _ = median([sys.executable, "-c", call, "--help"])
    peer_seconds, peer_memory = median([sys.executable, "-c", "import pandas"])
    print(
        json.dumps(
            {
                "audit_seconds": round(audit_seconds, 2),
                "audit_megabytes": round(audit_memory),
                "help_seconds": round(help_seconds, 3),
                "audit_to_importing_pandas": round(audit_seconds / peer_seconds, 2),
                "memory_to_importing_pandas": round(audit_memory / peer_memory, 2),
                "cores": os.cpu_count(),
            },
            indent=1,
        )
    )


if __name__ == "__main__":
    main()
