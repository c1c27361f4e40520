"""evidence.parquet: the table of evidence with its types, for programs."""

import io

from pipeline.records import Audit
from reports.formats.table import evidence_table


def make(audit: Audit) -> bytes:
    import pyarrow  # noqa: F401  (pandas would name two engines where it is missing; ours is this one)

    made = io.BytesIO()
    evidence_table(audit).to_parquet(made, engine="pyarrow", index=False)
    return made.getvalue()
