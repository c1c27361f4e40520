"""Labelled rows as they lie in the benchmarks: gzipped JSON lines, one object each."""

import gzip
import json
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
    return tuple(str(row[name] or "") for name in names)
