"""citations.bib: BibTeX, UTF-8. Keys are pmid12345678."""

from pipeline.records import Audit, Author, Study
from reports.formats.citation import abstract_of, address_of, one_line, parted

# What TeX takes for its own. The backslash goes first, through a mark of its own, so that its replacement is not escaped again.
_TEX = {"&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_", "~": r"\textasciitilde ", "^": r"\textasciicircum "}


def make(audit: Audit) -> bytes:
    return "\n".join(_entry(study) for study in audit.studies).encode("utf-8")


def _entry(study: Study) -> str:
    fields = {
        "title": f"{{{_tex(study.title)}}}" if study.title else None,
        "author": " and ".join(_author(author) for author in study.authors) or None,
        "journal" if not study.book else "publisher": _tex(study.journal) if study.journal else None,
        "year": str(study.year) if study.year else None,
        "doi": _tex(study.doi) if study.doi else None,
        "url": address_of(study),
        "note": f"PMID {study.pmid}",
        "abstract": _tex(abstract_of(study)) if study.abstract else None,
    }
    body = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    return f"@{'book' if study.book else 'article'}{{pmid{study.pmid},\n{body}\n}}\n"


def _author(author: Author) -> str:
    if author.collective:
        return f"{{{_tex(author.name)}}}"
    family, given = parted(author.name)
    return f"{{{_tex(family)}}}, {_tex(given)}" if given else f"{{{_tex(family)}}}"


def _tex(text: str) -> str:
    """Braces are dropped: an unpaired one would end the entry. `@` begins an entry in old readers, so it is spelt."""
    plain = one_line(text).replace("{", "(").replace("}", ")")
    parts = plain.split("\\")
    for character, instead in _TEX.items():
        parts = [part.replace(character, instead) for part in parts]
    return r"\textbackslash ".join(parts).replace("@", r"{\char64}")
