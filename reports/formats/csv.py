"""evidence.csv: UTF-8, one row a claim and study."""

from pipeline.records import Audit
from reports.formats.table import disarmed, evidence_table


def make(audit: Audit) -> bytes:
    return str(disarmed(evidence_table(audit)).to_csv(index=False, lineterminator="\n")).encode("utf-8")
