"""Labelled rows as they lie in the benchmarks: gzipped JSON lines, one object each."""

import gzip
import json
from collections.abc import Container
from pathlib import Path
from typing import Any

from claims.errors import UsageError


def read_rows(path: Path) -> list[dict[str, Any]]:
    """Raises UsageError where the file is not there or holds something else."""
    try:
        data = path.read_bytes()
        text = (gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data).decode("utf-8")
        rows = [json.loads(line) for line in text.split("\n") if line.strip()]
    except (OSError, EOFError, ValueError) as error:
        raise UsageError(f"{path}: not a file of JSON lines ({error}).") from None
    if not rows or not all(isinstance(row, dict) for row in rows):
        raise UsageError(f"{path}: holds no rows. Give a file of the shape that the benchmarks have.")
    return rows


def texts_of(row: dict[str, Any], *names: str) -> tuple[str, ...]:
    """Fields of a row as text. Raises UsageError where one is missing."""
    absent = [name for name in names if name not in row]
    if absent:
        raise UsageError(f"A row without {', '.join(absent)}: not a file of the shape that this task takes.")
    wrong = [name for name in names if not isinstance(row[name], str | int | type(None))]
    if wrong:
        raise UsageError(
            f"{wrong[0]} is no text in the row {str(row)[:120]!r}: not a file of the shape that this task takes."
        )
    return tuple(str(row[name] if row[name] is not None else "") for name in names)


def label_of(row: dict[str, Any], known: Container[str], name: str = "label") -> str:
    """The row's label. Raises UsageError for one that the task does not have."""
    (label,) = texts_of(row, name)
    if label not in known:
        raise UsageError(f"{label!r} is no label of this task (row {str(row)[:120]!r}).")
    return label


def sentences_of(row: dict[str, Any]) -> list[str]:
    """The row's sentences, none where it has none. Raises UsageError where they are no list of texts."""
    given = row.get("sentences") or []
    if not isinstance(given, list) or not all(isinstance(sentence, str) for sentence in given):
        raise UsageError(f"The sentences of the row {str(row)[:120]!r} are no list of texts.")
    return given
