"""Sixty claims with the labels that a methodologist accepts, who had seen the records and not the program. Floors only rise.

Labels that must never be wrong are wrong in none; of the others, `ACCEPTED` says how many are accepted.
"""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from conftest import NOW
from factories import audited, study, xml_of

from claims.intake import read_sentence
from pipeline.literature import Literature
from pipeline.literature.local import Library, in_memory
from pipeline.records import Coverage, Label, Provenance

HERE = Path(__file__).parent / "data" / "judgement"
PARTIAL = Provenance("a part of the literature", Coverage.PARTIAL, None, None, "A part of the literature, for tests.")
NEVER_WRONG = {Label.SUPPORTED, Label.PROBABLY_SUPPORTED, Label.REFUTED, Label.CONTRADICTED}
# Measured 2026-11-25. Aimed at: 34 of 40.
ACCEPTED = {"starter": 27, "real": 10}


def labels_of(claim: str, literature: Literature) -> list[Label]:
    """Of each part of the claim. A sentence in which nothing is claimed is not checkable."""
    made = audited(read_sentence(claim, now=NOW), literature, every=True)
    return [verdict.label for verdict in made.verdicts] or [Label.NOT_CHECKABLE]


def check(name: str, literature: Literature) -> None:
    rows: list[dict[str, Any]] = json.loads((HERE / f"{name}.json").read_text("utf-8"))
    accepted = 0
    for row in rows:
        labels = labels_of(row["claim"], literature)
        wrong = [label for label in labels if str(label) not in row["accepted"]]
        assert not NEVER_WRONG & set(wrong), (row["claim"], wrong, row["why"])
        accepted += not wrong
    assert accepted >= ACCEPTED[name]


def test_forty_claims_on_the_starter_library(starter: Library) -> None:
    check("starter", starter)


def test_twenty_claims_on_real_abstracts(shared: Path) -> None:
    path = shared / "literature" / "abstracts.jsonl.gz"
    rows = [json.loads(line) for line in gzip.decompress(path.read_bytes()).decode().splitlines()]
    records = [
        study(row["title"] or "", row["abstract"] or "", pmid=row["pmid"], year=int(row["year"] or 2000), entered="2000-01-01")
        for row in rows if row["pmid"]
    ]  # fmt: skip
    check("real", in_memory(map(xml_of, records), PARTIAL))


@pytest.mark.parametrize("name", sorted(ACCEPTED))
def test_labels_are_of_the_closed_list(name: str) -> None:
    rows = json.loads((HERE / f"{name}.json").read_text("utf-8"))
    assert len({row["claim"] for row in rows}) == len(rows) == {"starter": 40, "real": 20}[name]
    for row in rows:
        assert {Label(label) for label in row["accepted"]} >= {Label(row["best"])}
