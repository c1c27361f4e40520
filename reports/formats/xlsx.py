"""evidence.xlsx: the table of evidence as a workbook, one sheet of claims and one of studies. Cells are text and numbers, never formulas."""

import io
import re
import zipfile
from datetime import UTC, datetime

from pipeline.records import Audit
from reports.formats.table import claims_table, disarmed, evidence_table

# What XML 1.0 cannot hold; Excel calls a file with it broken.
_NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LONGEST_CELL = 32_767


def make(audit: Audit) -> bytes:
    import pandas

    made = io.BytesIO()
    with pandas.ExcelWriter(made, engine="openpyxl") as writer:
        for name, frame in (("claims", claims_table(audit)), ("evidence", evidence_table(audit))):
            disarmed(frame).map(_cell).to_excel(writer, sheet_name=name, index=False)
            writer.sheets[name].freeze_panes = "A2"
        moment = datetime.fromisoformat(audit.now).astimezone(UTC).replace(tzinfo=None)
        writer.book.properties.created = writer.book.properties.modified = moment
    return _dated(made.getvalue(), moment)


def _cell(value: object) -> object:
    return _NO_XML.sub("", value)[:_LONGEST_CELL] if isinstance(value, str) else value


def _dated(workbook: bytes, moment: datetime) -> bytes:
    """The same workbook with the audit's time in place of the clock's, so that equal audits give equal bytes."""
    made = io.BytesIO()
    stamp = f"{moment:%Y-%m-%dT%H:%M:%SZ}".encode()
    with zipfile.ZipFile(io.BytesIO(workbook)) as read, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as written:
        for name in read.namelist():
            data = read.read(name)
            if name == "docProps/core.xml":
                data = re.sub(rb"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z", stamp, data)
            written.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return made.getvalue()
