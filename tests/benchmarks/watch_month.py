"""Thirty simulated days over 200 watched claims: do re-checks and audits from scratch agree, and does every change that matters alert once?

    python tests/benchmarks/watch_month.py [--claims 200] [--days 30] [--seed N]

Without --seed a new one is drawn and printed. Re-checks and audits ask the local E-utilities server, at no pace (that is measured by rate_soak.py).
"""

import argparse
import json
import random
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from factories import VOCABULARIES
from watching import FIRST, Served, World, articles

from claims.vocabulary import load_vocabulary
from pipeline.audit import audit
from pipeline.literature.pubmed import rate
from pipeline.recheck import compare
from pipeline.recheck.run import Tools, recheck
from pipeline.recheck.watching import begin_watching
from pipeline.store import open_store
from pipeline.store.audits import latest_audit


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, default=200)
    parser.add_argument("--days", type=int, default=30)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    options = parser.parse_args()
    rate.RateLimit.wait = lambda *_, **__: True  # type: ignore[method-assign]
    interventions, outcomes = load_vocabulary("interventions"), load_vocabulary("outcomes")
    world, texts = World(options.claims, options.days, options.seed), articles(options.claims)
    found = {"material": 0, "missed": 0, "extra": 0, "disagree": 0, "second_run": 0, "requests": 0}
    seconds = 0.0
    with (
        tempfile.TemporaryDirectory() as name,
        Served(world) as served,
        open_store(Path(name) / "store.sqlite") as store,
    ):
        folder = Path(name)
        held = served.pubmed(folder / "first.sqlite")
        last = {
            source.address: audit(source, claims, held, interventions, outcomes, reader=None, now=f"{FIRST}T06:00:00Z")
            for source, claims in texts
        }
        numbers = {
            address: begin_watching(store, made, address, *VOCABULARIES, every=1).id for address, made in last.items()
        }
        for at in range(1, options.days + 1):
            day = FIRST + timedelta(days=at)
            now = f"{day}T06:00:00Z"
            served.move_to(day)
            asked, started = len(served.server.requests), time.perf_counter()
            tools = Tools(served.pubmed(folder / f"{at}.sqlite"), interventions, outcomes)
            outcome = recheck(store, tools, now, today=day.isoformat())
            seconds += time.perf_counter() - started
            found["requests"] += len(served.server.requests) - asked
            again = recheck(store, tools, now, today=day.isoformat())
            found["second_run"] += again.due + again.audits + len(again.alerts)
            expected = set()
            whole = served.pubmed(folder / f"whole{at}.sqlite")
            for source, claims in texts:
                made = audit(source, claims, whole, interventions, outcomes, reader=None, now=now)
                expected |= {pair.new.id for pair in compare(last[source.address], made).pairs if pair.material}
                last[source.address] = made
                mine = latest_audit(store.connection, numbers[source.address])
                assert mine is not None
                found["disagree"] += sum((one.label, one.overclaim, one.safety) != (other.label, other.overclaim, other.safety) for one, other in zip(mine.verdicts, made.verdicts, strict=True))  # fmt: skip
            told = [alert.claim_id for alert in outcome.alerts]
            found["material"] += len(expected)
            found["missed"] += len(expected - set(told))
            found["extra"] += len(told) - len(expected & set(told))
        faults = store.faults()
    print(json.dumps({"seed": options.seed, "claims": options.claims, "days": options.days, "arrivals": len(world.events), **found, "seconds_of_rechecks": round(seconds, 1), "store": list(faults) or "sound"}, indent=1))  # fmt: skip


if __name__ == "__main__":
    main()
