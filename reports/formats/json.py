"""audit.json: the audit itself, from which everything else is made (schema: reports/schemas/audit.schema.json)."""

from pipeline.canonical import canonical_json
from pipeline.records import Audit


def make(audit: Audit) -> bytes:
    return canonical_json(audit)
