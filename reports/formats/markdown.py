"""report.md: for a pull request or a chat."""

from pipeline.records import Audit
from reports.rendering import render_audit


def make(audit: Audit) -> bytes:
    return render_audit("report.md.j2", audit).encode("utf-8")
