"""What re-checks cost: requests of 1,000 claims on a quiet day, and 10,000 claims against one update file of 30,000 records.

    python tests/benchmarks/recheck_load.py [--claims 1000] [--update-claims 10000] [--records 30000]

The quiet day is asked at the pace that PubMed allows without a key (3 a second), of the local E-utilities server answering in 150 ms. The claims are all pairs of the
vocabulary's interventions and outcomes, in articles of ten; each has been audited against a small library, so that it holds studies.
"""

import argparse
import json
import random
import resource
import sys
import tempfile
import time
from dataclasses import replace
from datetime import timedelta
from itertools import islice, product
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from eutils import EutilsServer
from factories import VOCABULARIES, claim, study, xml_file, xml_of
from watching import FIRST, record

from claims.intake import read_bytes
from claims.records import Claim, Source
from claims.vocabulary import load_vocabulary
from pipeline.audit import audit
from pipeline.literature import local
from pipeline.literature.pubmed import PubMed
from pipeline.recheck.run import Tools, recheck
from pipeline.recheck.watching import begin_watching
from pipeline.records import Coverage, MeshHeading, Provenance, Study
from pipeline.settings import Settings
from pipeline.store import open_store

EACH = 10
DAY = FIRST + timedelta(days=1)


def articles(count: int) -> list[tuple[Source, tuple[Claim, ...]]]:
    interventions, outcomes = load_vocabulary("interventions"), load_vocabulary("outcomes")
    acting = [one.preferred for one in interventions if one.kind in {"supplement", "drug", "food", "herb"}] or [
        one.preferred for one in interventions
    ]
    suffered = [one.preferred for one in outcomes if one.kind in {"condition", "symptom"}]
    random.Random(1).shuffle(acting)
    every = islice(((a, o) for o, a in product(suffered, acting)), count)
    made = []
    while pairs := list(islice(every, EACH)):
        text = "\n".join(
            (
                "These are the things that people say about what they take, and what it does to them.",
                *(f"{a} reduces {o}." for a, o in pairs),
            )
        )
        source = replace(
            read_bytes(text.encode(), f"{len(made)}.txt", now=f"{FIRST}T06:00:00Z"), title=f"Article {len(made)}"
        )
        at = 0
        claims = []
        for a, o in pairs:
            quote = f"{a} reduces {o}"
            at = source.text.index(quote, at)
            claims.append(
                replace(claim(a, o, quote=quote), id=f"{len(made)}-{len(claims)}", start=at, end=at + len(quote))
            )
        made.append((source, tuple(claims)))
    return made


def studies(texts: list[tuple[Source, tuple[Claim, ...]]], count: int, first: int, seed: int) -> list[Study]:
    chance = random.Random(seed)
    claims = [one for _, made in texts for one in made]
    return [record(first + at, one.intervention, one.outcome, FIRST - timedelta(days=chance.randint(100, 3000)), kind="Randomized Controlled Trial", effect=chance.choice(("reduces", "nothing")), people=300) for at, one in enumerate(chance.choices(claims, k=count))]  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, default=1_000)
    parser.add_argument("--update-claims", type=int, default=10_000)
    parser.add_argument("--records", type=int, default=30_000)
    options = parser.parse_args()
    result: dict[str, object] = {}
    if options.claims:
        result["quiet_day"] = quiet_day(options.claims)
    if options.update_claims:
        result["update_file"] = update_file(options.update_claims, options.records)
    print(json.dumps(result, indent=1))


def quiet_day(count: int) -> dict[str, object]:
    interventions, outcomes = load_vocabulary("interventions"), load_vocabulary("outcomes")
    texts = articles(count)
    held = studies(texts, count * 3, 1_000, 1)
    with (
        EutilsServer([xml_file(*held).decode()], latency=0.15, limited=True) as server,
        tempfile.TemporaryDirectory() as name,
    ):
        folder = Path(name)
        pubmed = PubMed(Settings(email="e@example.org", eutils_url=server.url, record_days=0), folder / "cache.sqlite")
        library = local.in_memory(map(xml_of, held), pubmed.describe())
        with open_store(folder / "store.sqlite") as store:
            for source, claims in texts:
                begin_watching(
                    store,
                    audit(source, claims, library, interventions, outcomes, reader=None, now=f"{FIRST}T06:00:00Z"),
                    source.address,
                    *VOCABULARIES,
                    every=1,
                )
            asked, started = len(server.requests), time.perf_counter()
            outcome = recheck(store, Tools(pubmed, interventions, outcomes), f"{DAY}T06:00:00Z", today=DAY.isoformat())
            return {"claims": outcome.due, "checked": outcome.checked, "alerts": len(outcome.alerts), "requests": len(server.requests) - asked, "refused": server.refused, "seconds": round(time.perf_counter() - started, 1), "failed": outcome.failed[:2]}  # fmt: skip


def update_file(count: int, records: int) -> dict[str, object]:
    interventions, outcomes = load_vocabulary("interventions"), load_vocabulary("outcomes")
    texts = articles(count)
    held = studies(texts, count, 1_000, 2)
    whole = Provenance("local library", Coverage.PARTIAL, len(held), "2026-10-01", "A library for measuring.")
    library = local.in_memory(map(xml_of, held), whole)
    chance = random.Random(3)
    # The rest of medicine: words that are in no claim.
    words = (
        [
            f"{a}{b}{c}"
            for a in ("cardio", "neuro", "hepato", "nephro", "gastro", "osteo", "dermato")
            for b in ("plast", "graph", "metr", "scop", "tom", "path")
            for c in ("ic", "y", "ies", "ical", "ing", "ed")
        ]
        + "patients were with the and of in a cohort study results showed that we measured after during surgery imaging cells".split()
        * 6
    )
    new = studies(texts, records // 30, 10_000_000, 4)
    filler = (study(" ".join(chance.choices(words, k=12)), " ".join(chance.choices(words, k=220)), pmid=str(20_000_000 + at), entered="2026-10-02", mesh=(MeshHeading("Humans", None, False),)) for at in range(records - len(new)))  # fmt: skip
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "pubmed26n2001.xml"
        with path.open("wb") as file:
            file.write(b'<?xml version="1.0"?><PubmedArticleSet>\n')
            for one in (*new, *filler):
                file.write(xml_of(one) + b"\n")
            file.write(b"</PubmedArticleSet>")
        with open_store(Path(name) / "store.sqlite") as store:
            for source, claims in texts:
                begin_watching(
                    store,
                    audit(source, claims, library, interventions, outcomes, reader=None, now=f"{FIRST}T06:00:00Z"),
                    source.address,
                    *VOCABULARIES,
                    every=1,
                )
            before = resource.getrusage(resource.RUSAGE_SELF)
            started = time.perf_counter()
            outcome = recheck(
                store, Tools(library, interventions, outcomes), f"{DAY}T06:00:00Z", today=DAY.isoformat(), files=[path]
            )
            after = resource.getrusage(resource.RUSAGE_SELF)
            return {"claims": outcome.due, "records": records, "megabytes": path.stat().st_size >> 20, "audits": outcome.audits, "alerts": len(outcome.alerts), "seconds": round(time.perf_counter() - started, 1), "cpu_seconds": round(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, 1), "memory_megabytes": after.ru_maxrss >> 10, "failed": outcome.failed[:2]}  # fmt: skip


if __name__ == "__main__":
    main()
