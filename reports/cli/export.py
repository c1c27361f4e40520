"""`claimaudit export`: an audit in another format."""

from pathlib import Path

import click

from reports.cli.files import read_audit, write_file

# Named here too, so that `--help` need not load what makes them; a test holds the two together.
NAMES = ("html", "markdown", "json", "csv", "xlsx", "parquet", "ris", "bibtex", "csl-json", "claimreview", "pdf")


@click.command("export")
@click.argument("audit", type=click.Path(path_type=Path), metavar="AUDIT")
@click.option("--to", "name", type=click.Choice(NAMES), required=True, help="The format.")
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE", help="Where to write. Default: beside AUDIT.")
@click.option("--force", is_flag=True, help="Replace a file that is there already.")
def command(audit: Path, name: str, out: Path | None, force: bool) -> int:
    """Write AUDIT (an audit.json, or its folder) in another format, and print where.

    Parquet and PDF need extras: pip install 'claimaudit[parquet]', 'claimaudit[pdf]'.
    """
    from reports.formats import FORMATS, export

    record, path = read_audit(audit)
    target = out or path.parent / FORMATS[name].file
    write_file(target, lambda: export(record, name), force=force)
    click.echo(str(target))
    return 0
