"""Records to canonical JSON and back. Equal records give equal bytes; what is read is validated against the records."""

import dataclasses
import hashlib
import json
from enum import Enum
from functools import cache
from typing import Any

import claims.records
import pipeline.records
from claims.errors import UsageError
from claims.records import Claim
from pipeline.records import Audit, Decision, Study


def canonical_json(record: Any) -> bytes:
    """UTF-8 JSON with sorted keys, one space of indent and a final line end; floats as their shortest form."""
    plain = to_plain(record)
    return (json.dumps(plain, ensure_ascii=False, sort_keys=True, indent=1, allow_nan=False) + "\n").encode("utf-8")


def to_plain(record: Any) -> Any:
    """A record as dicts, lists, strings and numbers."""
    if dataclasses.is_dataclass(record) and not isinstance(record, type):
        return {field.name: to_plain(getattr(record, field.name)) for field in dataclasses.fields(record)}
    if isinstance(record, Enum):
        return record.value
    if isinstance(record, (list, tuple)):
        return [to_plain(item) for item in record]
    return record


def dump_record(study: Study) -> bytes:
    """A compact form of one study, for storage."""
    return json.dumps(to_plain(study), ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def load_study(data: bytes) -> Study:
    study: Study = _adapter(Study).validate_json(data)
    return study


def load_decision(data: bytes) -> Decision:
    decision: Decision = _adapter(Decision).validate_json(data)
    return decision


def load_audit(data: bytes, where: str) -> Audit:
    """An audit from its JSON. Raises UsageError that names the first field which does not fit."""
    audit: Audit = _load(Audit, data, where, "an audit of this format")
    for pmid in (*(study.pmid for study in audit.studies), *(item.pmid for item in audit.appraisals)):
        if not (pmid.isascii() and pmid.isdigit()):
            raise UsageError(f"{where}: not an audit of this format: {pmid[:40]!r} is no PMID.")
    for appraisal in audit.appraisals:
        if min(appraisal.participants or 0, appraisal.included_studies or 0) < 0:
            raise UsageError(
                f"{where}: not an audit of this format: PMID {appraisal.pmid} has a negative number of people or studies."
            )
    return audit


def with_digest(audit: Audit) -> Audit:
    """The audit with the SHA-256 of all the rest of it, so that a later change to any part of it shows."""
    bare = dataclasses.replace(audit, digest="")
    return dataclasses.replace(audit, digest=hashlib.sha256(canonical_json(bare)).hexdigest())


def load_claims(data: bytes, where: str) -> tuple[Claim, ...]:
    """Claims from the JSON that `claims --format json` prints (a list), corrected by an editor or not."""
    claims: tuple[Claim, ...] = _load(
        tuple[Claim, ...], data, where, "a list of claims as `claims --format json` prints it"
    )
    return claims


def json_schema(kind: Any) -> dict[str, Any]:
    """The JSON Schema of a record."""
    schema: dict[str, Any] = _adapter(kind).json_schema()
    return schema


def _load(kind: Any, data: bytes, where: str, what: str) -> Any:
    from pydantic import ValidationError

    try:
        return _adapter(kind).validate_json(data)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "the top"
        raise UsageError(f"{where}: not {what}: at {place}: {first['msg']}.") from None


@cache
def _adapter(kind: Any) -> Any:
    from pydantic import TypeAdapter

    _forbid_unknown_keys()
    return TypeAdapter(kind)


def _forbid_unknown_keys() -> None:
    """A misspelt key in a correction must not pass unseen. Set here: the records themselves know no library."""
    for module in (claims.records, pipeline.records):
        for kind in vars(module).values():
            if isinstance(kind, type) and dataclasses.is_dataclass(kind) and not hasattr(kind, "__pydantic_config__"):
                kind.__pydantic_config__ = {"extra": "forbid", "allow_inf_nan": False}  # type: ignore[attr-defined]
