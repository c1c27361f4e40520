"""What the citation formats share: a study's fields on one line each, whatever the record says."""

import re

from pipeline.records import Study
from reports.wording import say

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def one_line(text: str) -> str:
    """One line without control characters: a line end inside a value would begin another field."""
    return " ".join(_CONTROL.sub(" ", text).split())


def abstract_of(study: Study) -> str:
    """The abstract on one line; a digest says that it is one."""
    return (f"[{say('page.digest')}] " if study.digest else "") + one_line(study.abstract)


def address_of(study: Study) -> str:
    return f"https://pubmed.ncbi.nlm.nih.gov/{int(study.pmid)}/"


def parted(name: str) -> tuple[str, str]:
    """("Smith", "J A") of PubMed's "Smith J A"; a name of one word has no second part."""
    family, _, given = one_line(name).rpartition(" ")
    return (family, given) if family and given.isupper() else (one_line(name), "")
