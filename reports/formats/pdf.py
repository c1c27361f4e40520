"""report.pdf: the same page on paper, tagged, with bookmarks. Needs the extra `pdf`; nothing is fetched."""

import hashlib
import logging
from datetime import datetime
from typing import Any

from pipeline.records import Audit
from reports.rendering import page


def make(audit: Audit) -> bytes:
    from weasyprint import HTML

    # Browsers' properties that it does not know are no fault of the report.
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    text = page("report.html.j2", audit)
    document = HTML(string=text, url_fetcher=_nothing).render()
    document.metadata.created = document.metadata.modified = datetime.fromisoformat(audit.now).isoformat()
    made: bytes | None = document.write_pdf(
        pdf_identifier=hashlib.sha256(text.encode("utf-8")).digest()[:16], pdf_tags=True, presentational_hints=False
    )
    assert made is not None
    return made


def _nothing(address: str, *_: Any, **__: Any) -> Any:
    """The page holds all that it needs; whatever else an article names is not fetched."""
    raise ValueError(f"not fetched: {address[:80]}")
