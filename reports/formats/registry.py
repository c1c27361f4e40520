"""Which formats there are. A format is a module with `make(audit) -> bytes`: equal audits give equal bytes."""

import importlib
from dataclasses import dataclass

from claims.errors import UsageError
from pipeline.records import Audit


@dataclass(frozen=True)
class Format:
    """`file`: what it is called beside an audit; `module`: imported when it is asked for; `extra`: what must be installed for it."""

    name: str
    file: str
    module: str
    extra: str | None = None


FORMATS: dict[str, Format] = {
    one.name: one
    for one in (
        Format("html", "report.html", "reports.formats.html"),
        Format("markdown", "report.md", "reports.formats.markdown"),
        Format("json", "audit.json", "reports.formats.json"),
        Format("csv", "evidence.csv", "reports.formats.csv"),
        Format("xlsx", "evidence.xlsx", "reports.formats.xlsx"),
        Format("parquet", "evidence.parquet", "reports.formats.parquet", "parquet"),
        Format("ris", "citations.ris", "reports.formats.ris"),
        Format("bibtex", "citations.bib", "reports.formats.bibtex"),
        Format("csl-json", "citations.csl.json", "reports.formats.csl_json"),
        Format("claimreview", "claimreview.jsonld", "reports.formats.claimreview"),
        Format("pdf", "report.pdf", "reports.formats.pdf", "pdf"),
    )
}


def export(audit: Audit, name: str) -> bytes:
    """An audit in one format. Raises UsageError, with the line that installs it, where its extra is missing."""
    chosen = FORMATS[name]
    try:
        made: bytes = importlib.import_module(chosen.module).make(audit)
    except ImportError as error:
        if chosen.extra is None:
            raise
        raise UsageError(
            f"{name} needs an extra that is not installed ({error.name or error}): pip install 'claimaudit[{chosen.extra}]'."
        ) from None
    except OSError as error:
        if chosen.extra is None or "cannot load library" not in str(error):
            raise
        raise UsageError(
            f"{name} needs the system library Pango (Debian: apt install libpango-1.0-0 libpangoft2-1.0-0): {error}."
        ) from None
    return made
