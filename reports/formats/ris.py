"""citations.ris: the studies that were shown for any claim, each once, in the order of their PMIDs."""

from pipeline.records import Audit, Study
from reports.formats.citation import abstract_of, one_line


def make(audit: Audit) -> bytes:
    import rispy

    entries = [_entry(study) for study in audit.studies]
    return str(rispy.dumps(entries)).encode("utf-8") if entries else b""


def _entry(study: Study) -> dict[str, object]:
    entry: dict[str, object] = {
        "type_of_reference": "JOUR" if not study.book else "BOOK",
        "title": one_line(study.title),
        "accession_number": study.pmid,
        "urls": [f"https://pubmed.ncbi.nlm.nih.gov/{int(study.pmid)}/"],
        "name_of_database": "PubMed",
    }
    if study.authors:
        entry["authors"] = [one_line(author.name) for author in study.authors]
    if study.journal:
        entry["journal_name"] = one_line(study.journal)
    if study.year:
        entry["year"] = str(study.year)
    if study.doi:
        entry["doi"] = one_line(study.doi)
    if study.abstract:
        entry["abstract"] = abstract_of(study)
    return entry
