"""The starter library: about 200 real studies, each with a digest written by this project in place of its abstract."""

from functools import cache
from importlib.resources import files

from pipeline.literature.local import Library, in_memory
from pipeline.literature.pubmed_xml import raw_records
from pipeline.records import Coverage, Provenance


@cache
def open_starter() -> Library:
    """The library, indexed anew from its PubMed XML in each process: nothing about it is precomputed."""
    records = tuple(raw_records(files("pipeline.literature.starter").joinpath("starter.xml.gz").read_bytes()))
    statement = (
        f"Demonstration on {len(records)} studies, not a search of the literature. The study texts are digests that this project "
        "wrote. What is missing is missing from this small library only: it cannot decide a claim."
    )
    return in_memory(
        records, Provenance("starter library", Coverage.DEMONSTRATION, len(records), None, statement, digests=True)
    )
