"""An audit as a folder of files, written whole or not at all."""

import os
import re
import shutil
import tempfile
import unicodedata
from collections.abc import Callable
from pathlib import Path

from claims.errors import UsageError
from pipeline.canonical import canonical_json
from pipeline.records import Audit
from reports import citations, render, tables

# One file a format: its name and what makes it.
FILES: dict[str, Callable[[Audit], str | bytes]] = {
    "report.html": render.html,
    "report.md": render.markdown,
    "audit.json": canonical_json,
    "evidence.csv": tables.csv,
    "citations.ris": citations.ris,
}
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)", re.I)


def write_audit(audit: Audit, folder: Path, *, force: bool = False) -> tuple[Path, ...]:
    """Write all files into `folder`; an audit that is there already stays unless `force`."""
    refuse_existing(folder, force=force)
    contents = {name: make(audit) for name, make in FILES.items()}
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        partial = Path(tempfile.mkdtemp(prefix=".claimaudit-", dir=folder.parent))
        try:
            for name, content in contents.items():
                (partial / name).write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
            folder.mkdir(exist_ok=True)
            for name in contents:
                os.replace(partial / name, folder / name)
        finally:
            shutil.rmtree(partial, ignore_errors=True)
    except OSError as error:
        raise UsageError(
            f"{folder}: cannot be written ({error.strerror or error}). Give another place with --out."
        ) from error
    return tuple(folder / name for name in contents)


def refuse_existing(folder: Path, *, force: bool) -> None:
    """Raises UsageError where an audit would be overwritten; asked before any work is done."""
    if not force and (folder / "audit.json").exists():
        raise UsageError(
            f"{folder}: holds an audit already. Add --force to replace it, or give another place with --out."
        )
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder}: is a file, not a folder. Give another place with --out.")


def folder_name(address: str) -> str:
    """A harmless folder name from a path or an address: letters, digits and hyphens, at most 80 of them."""
    stem = re.sub(r"^https?://", "", address)
    if stem == address:
        stem = Path(address).stem or address
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode("ascii")
    slug = re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-").lower()[:80].strip("-")
    return f"{slug or 'article'}-audit" if not _RESERVED.fullmatch(slug) else f"{slug}-article-audit"
