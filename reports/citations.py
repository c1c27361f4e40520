"""citations.ris: the studies that were shown for any claim, each once, in the order of their PMIDs."""

from pipeline.records import Audit, Study


def ris(audit: Audit) -> str:
    import rispy

    entries = [_entry(study) for study in audit.studies]
    return str(rispy.dumps(entries)) if entries else ""


def _entry(study: Study) -> dict[str, object]:
    entry: dict[str, object] = {
        "type_of_reference": "JOUR" if not study.book else "BOOK",
        "title": _line(study.title),
        "accession_number": study.pmid,
        "urls": [f"https://pubmed.ncbi.nlm.nih.gov/{int(study.pmid)}/"],
        "name_of_database": "PubMed",
    }
    if study.authors:
        entry["authors"] = [_line(author.name) for author in study.authors]
    if study.journal:
        entry["journal_name"] = _line(study.journal)
    if study.year:
        entry["year"] = str(study.year)
    if study.doi:
        entry["doi"] = _line(study.doi)
    if study.abstract:
        entry["abstract"] = (
            "[Digest written by claimaudit, not the published abstract] " if study.digest else ""
        ) + _line(study.abstract)
    return entry


def _line(text: str) -> str:
    """One line: a line end inside a value would begin another field."""
    return " ".join(text.split())
