"""PubMed's XML to records: one parser for the live service, baseline and update files, exports and the starter library."""

from pipeline.literature.pubmed_xml.read import (
    Deleted,
    element_of,
    parse_record,
    parse_records,
    parse_studies,
    placed_records,
    raw_records,
    study_of_raw,
)

__all__ = [
    "Deleted",
    "element_of",
    "parse_record",
    "parse_records",
    "parse_studies",
    "placed_records",
    "raw_records",
    "study_of_raw",
]
