"""`claimaudit batch`: many audits on one page."""

import os
from pathlib import Path

import click

from claims.errors import UsageError
from reports.cli.files import read_audit, write_file


@click.command("batch")
@click.argument("audits", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="AUDIT…")
@click.option(
    "--out", type=click.Path(path_type=Path), default=Path(), metavar="DIR", help="Where to write. Default: here."
)
@click.option("--force", is_flag=True, help="Replace what is there already.")
def command(audits: tuple[Path, ...], out: Path, force: bool) -> int:
    """Write index.html and claims.csv over several AUDITs: a line for each article, and each claim once with every article that makes it."""
    for path in write_batch(audits, out, force=force):
        click.echo(str(path))
    return 0


FILES = ("index.html", "claims.csv")


def refuse_batch(out: Path, *, force: bool) -> None:
    """Both files are looked for before either is written."""
    for name in FILES:
        if not force and (out / name).exists():
            raise UsageError(
                f"{out / name}: is there already. Add --force to replace it, or give another place with --out."
            )


def write_batch(audits: tuple[Path, ...], out: Path, *, force: bool) -> tuple[Path, Path]:
    """The index of audits that lie in folders; links are relative to it, so that all of it can be moved together."""
    from urllib.parse import quote

    from reports.batch import claims_csv, index_html

    read = [read_audit(audit) for audit in audits]
    linked = [
        (record, quote(Path(os.path.relpath(path.parent / "report.html", out)).as_posix())) for record, path in read
    ]
    page, table = (out / name for name in FILES)
    refuse_batch(out, force=force)
    write_file(page, lambda: index_html(linked).encode("utf-8"), force=force)
    write_file(table, lambda: claims_csv(linked), force=force)
    return page, table
