"""Thirty simulated days over 200 watched claims: do re-checks and audits from scratch agree, and does every change that matters alert once?

    python tests/benchmarks/watch_month.py [--claims 200] [--days 30] [--seed N]

Without --seed a new one is drawn and printed. Re-checks and audits ask the local E-utilities server, at no pace (that is measured by rate_soak.py).
"""

import argparse
import json
import random
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from watching import Served, World, rechecked

from pipeline.literature.pubmed import rate
from pipeline.store import open_store


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, default=200)
    parser.add_argument("--days", type=int, default=30)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    options = parser.parse_args()
    rate.RateLimit.wait = lambda *_, **__: True  # type: ignore[method-assign]
    world = World(options.claims, options.days, options.seed)
    found = {"material": 0, "missed": 0, "extra": 0, "disagree": 0, "second_run": 0}
    with (
        tempfile.TemporaryDirectory() as name,
        Served(world) as served,
        open_store(Path(name) / "store.sqlite") as store,
    ):
        for one in rechecked(served, options.claims, store, Path(name)):
            told = [alert.claim_id for alert in one.outcome.alerts]
            found["material"] += len(one.expected)
            found["missed"] += len(one.expected - set(told))
            found["extra"] += len(told) - len(one.expected & set(told))
            found["disagree"] += one.unlike + len(one.outcome.failed)
            found["second_run"] += one.again.due + one.again.audits + len(one.again.alerts)
        faults = store.faults()
    print(json.dumps({"seed": options.seed, "claims": options.claims, "days": options.days, "arrivals": len(world.events), **found,  "store": list(faults) or "sound"}, indent=1))  # fmt: skip


if __name__ == "__main__":
    main()
