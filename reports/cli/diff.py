"""`claimaudit diff`: what changed between two audits of an article."""

from pathlib import Path

import click

from reports.cli.files import read_audit, write_file
from reports.cli.main import printable


@click.command("diff")
@click.argument("old", type=click.Path(path_type=Path), metavar="OLD")
@click.argument("new", type=click.Path(path_type=Path), metavar="NEW")
@click.option("--html", "page", type=click.Path(path_type=Path), metavar="FILE", help="Write a page too.")
@click.option(
    "--format", "shape", type=click.Choice(["text", "json"]), default="text", show_default=True, help="What to print."
)
@click.option("--force", is_flag=True, help="Replace a page that is there already.")
@click.option(
    "--exit-code", "strict", is_flag=True, help="Exit 10 where something that matters to a reader has changed."
)
def command(old: Path, new: Path, page: Path | None, shape: str, force: bool, strict: bool) -> int:
    """Show what changed from OLD to NEW (each an audit.json, or its folder): claims, verdicts, evidence, wording."""
    from pipeline.canonical import to_plain
    from pipeline.recheck import compare
    from reports.difference import difference_html, difference_text

    before, after = read_audit(old)[0], read_audit(new)[0]
    if page is not None:
        write_file(page, lambda: difference_html(before, after).encode("utf-8"), force=force)
    if shape == "json":
        import json

        click.echo(json.dumps(to_plain(compare(before, after)), ensure_ascii=False, indent=1))
    else:
        click.echo(printable(difference_text(before, after)), nl=False)
    return 10 if strict and compare(before, after).material else 0
