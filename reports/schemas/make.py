"""Write `audit.schema.json`, the published JSON Schema of audit.json: `python -m reports.schemas.make`."""

import json
from pathlib import Path

from pipeline.canonical import json_schema
from pipeline.records import Audit
from pipeline.versions import FORMAT


def schema_text() -> str:
    schema = json_schema(Audit)
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"claimaudit audit, format {FORMAT}",
        **{k: v for k, v in schema.items() if k != "title"},
    }
    return json.dumps(schema, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


if __name__ == "__main__":
    Path(__file__).with_name("audit.schema.json").write_text(schema_text(), "utf-8")
