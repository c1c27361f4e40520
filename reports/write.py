"""An audit as a folder of files, written whole or not at all."""

import os
import re
import shutil
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from claims.errors import Locked, UsageError
from pipeline.records import Audit
from reports.formats import FORMATS, export

# What every audit's folder holds; the other formats are made by `export`.
FILES = {FORMATS[name].file: name for name in ("html", "markdown", "json", "csv", "ris")}
# The file that says that an audit is here, and whole.
_LAST = "audit.json"
_PARTIAL, _PREVIOUS = ".partial", ".previous"
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)", re.I)


def write_audit(audit: Audit, folder: Path, *, force: bool = False) -> tuple[Path, ...]:
    """Write all files into `folder`; an audit that is there already stays unless `force`.

    `audit.json` goes first and comes last: where it is, the files beside it are its own. What it replaces is set aside until then, and
    put back where writing fails.
    """
    refuse_existing(folder, force=force)
    contents = {file: export(audit, name) for file, name in FILES.items()}
    partial, previous = folder / _PARTIAL, folder / _PREVIOUS
    try:
        _restore(previous, folder)
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(parents=True)
        for name, content in contents.items():
            (partial / name).write_bytes(content)
        previous.mkdir()
        for name in sorted(contents, key=lambda name: name != _LAST):
            if (folder / name).exists():
                os.replace(folder / name, previous / name)
        for name in sorted(contents, key=lambda name: name == _LAST):
            os.replace(partial / name, folder / name)
        shutil.rmtree(previous, ignore_errors=True)
        shutil.rmtree(partial, ignore_errors=True)
    except OSError as error:
        with suppress(OSError):
            _restore(previous, folder)
        shutil.rmtree(partial, ignore_errors=True)
        raise UsageError(
            f"{folder}: cannot be written ({error.strerror or error}). Give another place with --out."
        ) from error
    return tuple(folder / name for name in contents)


def _restore(previous: Path, folder: Path) -> None:
    """Put back what an interrupted writing had set aside: the audit that was there before, where no whole one has taken its place."""
    if (folder / _LAST).exists():
        shutil.rmtree(previous, ignore_errors=True)
    elif previous.is_dir():
        for path in sorted(previous.iterdir(), key=lambda path: path.name == _LAST):
            os.replace(path, folder / path.name)
        previous.rmdir()


@contextmanager
def claimed(folder: Path) -> Iterator[None]:
    """The folder is this run's while it lasts. Raises Locked where another run has it, UsageError where it cannot be made.

    It is made if need be, and then removed again if nothing was written into it. Where the system knows no locks, none is taken.
    """
    was_there = folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{folder}: cannot be made ({error.strerror}). Give another place with --out.") from None
    try:
        import fcntl
    except ImportError:
        yield
        return
    held = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(held)
        raise Locked(
            f"{folder}: another run is writing there. Wait for it, or give another place with --out."
        ) from None
    except OSError:
        pass  # a file system without locks
    try:
        yield
    finally:
        if not was_there:
            with suppress(OSError):  # not empty: something was written
                folder.rmdir()
        os.close(held)


def refuse_existing(folder: Path, *, force: bool) -> None:
    """Raises UsageError where an audit would be overwritten; asked before any work is done."""
    if not force and (folder / "audit.json").exists():
        raise UsageError(
            f"{folder}: holds an audit already. Add --force to replace it, or give another place with --out."
        )
    left_over = (folder / _PARTIAL).exists() or (folder / _PREVIOUS).exists()
    others = [name for name in FILES if (folder / name).exists()]
    if not force and others and not left_over:
        raise UsageError(
            f"{folder}: holds a {others[0]} that is not of an audit. Add --force to replace it, or give another place with --out."
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
