"""`claimaudit library build`: a local library from PubMed XML files."""

import json
from pathlib import Path

import click

from claims.errors import UsageError


@click.group("library")
def command() -> None:
    """A literature library of your own, from PubMed XML files."""


@command.command("build")
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("xml", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--date", "database_date", metavar="YYYY-MM-DD", help="The date that the files stand for.")
@click.option("--format", "shape", type=click.Choice(["text", "json"]), default="text", show_default=True)
def build(folder: Path, xml: tuple[Path, ...], database_date: str | None, shape: str) -> int:
    """Build a library in FOLDER from XML files (plain or .gz). Use it with --literature FOLDER."""
    from pipeline.literature import local
    from pipeline.literature.pubmed_xml import parse_studies

    for path in xml:
        if not path.is_file():
            raise UsageError(f"{path}: no such file.")

    def records() -> object:
        for path in xml:
            with path.open("rb") as stream:
                yield from parse_studies(stream)

    count = local.build(records(), folder, database_date=database_date)  # type: ignore[arg-type]
    click.echo(
        json.dumps({"folder": str(folder), "records": count}) if shape == "json" else f"{count:,} records in {folder}"
    )
    return 0
