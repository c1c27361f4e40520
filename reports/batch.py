"""Many articles on one page: a line for each, and every claim once with all the articles that make it."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

from claims.same import said
from pipeline.records import Audit
from reports.rendering import dressed, render
from reports.view import ClaimView, ReportView, view_of


@dataclass(frozen=True)
class Row:
    """One audit and where its report lies, as a link from the index."""

    view: ReportView
    link: str


@dataclass(frozen=True)
class Shared:
    """One claim across articles. `made`: each article that makes it, with its own view; `differ`: their verdicts are not the same."""

    words: str
    made: tuple[tuple[Row, ClaimView], ...]
    differ: bool


def shared_claims(rows: Sequence[Row]) -> tuple[Shared, ...]:
    """Claims in order of how many articles make them, then as they come."""
    groups: dict[tuple[str, ...], list[tuple[Row, ClaimView]]] = {}
    for row in rows:
        for item in row.view.claims:
            groups.setdefault(said(item.claim), []).append((row, item))
    found = [
        Shared(made[0][1].words, tuple(made), len({item.verdict.label for _, item in made}) > 1)
        for made in groups.values()
    ]
    return tuple(sorted(found, key=lambda one: -len({row.link for row, _ in one.made})))


def index_html(audits: Sequence[tuple[Audit, str]]) -> str:
    """`audits`: each with the link to its report, relative to where the index will lie."""
    rows = [Row(view_of(audit), link) for audit, link in audits]
    return render("batch.html.j2", rows=rows, shared=shared_claims(rows), **dressed())


def claims_csv(audits: Sequence[tuple[Audit, str]]) -> bytes:
    """claims.csv: one row a claim and article."""
    import pandas

    from reports.formats.table import claims_table, disarmed

    frames = []
    for audit, _ in audits:
        frame = claims_table(audit)
        frame.insert(0, "article", audit.source.title or audit.source.address)
        frame.insert(1, "address", audit.source.address)
        frames.append(frame)
    made = io.StringIO()
    if frames:
        disarmed(pandas.concat(frames, ignore_index=True)).to_csv(made, index=False, lineterminator="\n")
    return made.getvalue().encode("utf-8")
