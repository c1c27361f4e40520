"""report.html: one self-contained page, no request to anywhere. It is whole without its script."""

from pipeline.records import Audit
from reports.rendering import page


def make(audit: Audit) -> bytes:
    return page("report.html.j2", audit).encode("utf-8")
