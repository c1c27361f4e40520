"""`claimaudit library`: a literature library of your own, from PubMed XML files."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from reports.cli.main import printable

_shape = click.option("--format", "shape", type=click.Choice(["text", "json"]), default="text", show_default=True)
_folder = click.argument("folder", type=click.Path(path_type=Path))
_files = click.argument("xml", nargs=-1, required=True, type=click.Path(path_type=Path))
_date = click.option(
    "--date", metavar="YYYY-MM-DD", help="The day that the files stand for. Default: the last day in them."
)


@click.group("library")
def command() -> None:
    """A literature library of your own, from PubMed XML files (baseline, update files, or an export; .gz or not).

    Search it with: claimaudit audit ARTICLE --literature FOLDER
    """


@command.command("build")
@_folder
@_files
@_date
@_shape
def build(folder: Path, xml: tuple[Path, ...], date: str | None, shape: str) -> int:
    """Build a library in FOLDER. Run it again after an interruption: it goes on where it stopped.

    Where FILE.md5 lies beside a file it is checked. A file that cannot be read is named and left out whole; exit 4.
    """
    return _brought_in(folder, xml, date, shape, new=True)


@command.command("update")
@_folder
@_files
@_date
@_shape
def update(folder: Path, xml: tuple[Path, ...], date: str | None, shape: str) -> int:
    """Bring more files into the library in FOLDER: new versions replace old ones, deletions are honoured."""
    return _brought_in(folder, xml, date, shape, new=False)


@command.command("verify")
@_folder
@_shape
def verify(folder: Path, shape: str) -> int:
    """Read every record of the library in FOLDER again, and say whether it is sound."""
    from pipeline.literature.local.verify import verify as check

    with progress_line(shape == "json") as tell:
        count = check(folder, tell)
    _print(shape, {"folder": str(folder), "records": count}, f"{folder}: sound, {count:,} records")
    return 0


@command.command("info")
@_folder
@_shape
def info(folder: Path, shape: str) -> int:
    """Show what the library in FOLDER holds, and from which files."""
    import dataclasses

    from pipeline.literature.local.manifest import read_manifest

    manifest = read_manifest(folder)
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    lines = [
        f"{folder}: {manifest.records:,} records, as of {manifest.database_date or 'unknown'}, {size / 2**20:,.0f} MB"
    ]
    lines += [f"  {row.name}: {row.records:,} records, {row.deleted:,} deletions" for row in manifest.applied]
    lines += [f"  {name}: not in it, could not be read or must be applied again" for name in manifest.skipped]
    _print(shape, {"folder": str(folder), "bytes": size, **dataclasses.asdict(manifest)}, "\n".join(lines))
    return 0


def _brought_in(folder: Path, xml: tuple[Path, ...], date: str | None, shape: str, *, new: bool) -> int:
    from datetime import date as calendar

    from claims.errors import UsageError
    from pipeline.literature.local.build import build as bring_in

    if date is not None:
        try:
            date = calendar.fromisoformat(date).isoformat()
        except ValueError:
            raise UsageError(f"--date {date}: not a day. Write it as 2026-01-31.") from None
    with progress_line(shape == "json") as tell:
        outcome = bring_in(folder, xml, database_date=date, new=new, progress=tell)
    for name, why in outcome.corrupt:
        click.echo(f"claimaudit: {printable(f'{name}: left out: {why}')}", err=True)
    plain = {
        "folder": str(folder),
        "records": outcome.manifest.records,
        "applied": outcome.applied,
        "already": outcome.already,
        "corrupt": [{"file": name, "why": why} for name, why in outcome.corrupt],
    }
    said = f"{outcome.manifest.records:,} records in {folder} ({len(outcome.applied)} files applied"
    said += f", {len(outcome.already)} were there already" * bool(outcome.already)
    said += f", {len(outcome.corrupt)} LEFT OUT" * bool(outcome.corrupt) + ")"
    _print(shape, plain, said)
    return 4 if outcome.corrupt else 0


def _print(shape: str, plain: dict[str, Any], text: str) -> None:
    click.echo(json.dumps(plain, ensure_ascii=False, indent=1) if shape == "json" else printable(text))


@contextmanager
def progress_line(quiet: bool) -> Iterator[Callable[[str], None]]:
    """A status line on a terminal; nothing in a pipe."""
    if quiet or not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.markup import escape

    with Console(stderr=True).status("Reading") as status:
        yield lambda words: status.update(escape(printable(words)))
