"""The starter library: about 200 real studies, each with a digest written by this project in place of its abstract."""

from importlib.resources import files

from pipeline.literature.local import Library, in_memory
from pipeline.literature.pubmed_xml import parse_studies
from pipeline.records import Coverage, Provenance


def open_starter() -> Library:
    """The library, indexed anew from its PubMed XML each time: nothing about it is precomputed."""
    studies = tuple(parse_studies(files("pipeline.literature.starter").joinpath("starter.xml.gz").read_bytes()))
    statement = (
        f"Demonstration on {len(studies)} studies, not a search of the literature. The study texts are digests that this project "
        "wrote. What is missing is missing from this small library only: it cannot decide a claim."
    )
    return in_memory(
        studies, Provenance("starter library", Coverage.DEMONSTRATION, len(studies), None, statement, digests=True)
    )
