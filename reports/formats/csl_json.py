"""citations.csl.json: CSL-JSON, as reference managers and pandoc read it."""

import json
from typing import Any

from pipeline.records import Audit, Author, Study
from reports.formats.citation import abstract_of, address_of, one_line, parted


def make(audit: Audit) -> bytes:
    items = [_item(study) for study in audit.studies]
    return (json.dumps(items, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode("utf-8")


def _item(study: Study) -> dict[str, Any]:
    fields = {
        "id": f"pmid{study.pmid}",
        "type": "book" if study.book else "article-journal",
        "title": one_line(study.title) or None,
        "container-title": one_line(study.journal) if study.journal and not study.book else None,
        "author": [_author(author) for author in study.authors] or None,
        "issued": {"date-parts": [[study.year]]} if study.year else None,
        "DOI": one_line(study.doi) if study.doi else None,
        "PMID": study.pmid,
        "PMCID": study.pmcid,
        "URL": address_of(study),
        "abstract": abstract_of(study) if study.abstract else None,
    }
    return {name: value for name, value in fields.items() if value}


def _author(author: Author) -> dict[str, str]:
    if author.collective:
        return {"literal": one_line(author.name)}
    family, given = parted(author.name)
    return {"family": family, "given": given} if given else {"literal": family}
