"""Audits read and files written by commands, with errors that say what to do."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from claims.errors import UsageError


def audit_path(audit: Path) -> Path:
    return audit / "audit.json" if audit.is_dir() else audit


def audit_bytes(audit: Path) -> tuple[bytes, Path]:
    """The bytes of an audit.json (or of the one in a folder), and its path."""
    path = audit_path(audit)
    try:
        return path.read_bytes(), path
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror}). Give an audit.json or its folder.") from None


def read_audit(audit: Path) -> tuple[Any, Path]:
    from pipeline.canonical import load_audit

    data, path = audit_bytes(audit)
    return load_audit(data, str(path)), path


def write_file(path: Path, make: Callable[[], bytes], *, force: bool) -> None:
    """Write a file whole or not at all; one that is there stays unless `force`."""
    if path.is_dir():
        raise UsageError(f"{path}: is a folder. Give a file with --out.")
    if path.exists() and not force:
        raise UsageError(f"{path}: is there already. Add --force to replace it, or give another place.")
    content = make()
    partial = path.with_name(f".{path.name}.partial")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        partial.write_bytes(content)
        os.replace(partial, path)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise UsageError(f"{path}: cannot be written ({error.strerror or error}). Give another place.") from error
