"""What `audit` says of an audit on the terminal, and what it writes into the run log."""

import json
from pathlib import Path
from typing import Any

import click

from reports.cli.main import printable


def log_run(folder: Path, record: Any, literature: Any, seconds: float) -> None:
    """Timings and counts, which never enter the audit itself."""
    transport = getattr(literature, "transport", None)
    if transport is not None:
        literature.prune()
    line = {
        "now": record.now,
        "seconds": round(seconds, 3),
        "claims": len(record.claims),
        "searches": record.completeness.searches,
        "failed": record.completeness.failed,
        "requests": transport.requests if transport else 0,
        "retries": transport.retries if transport else 0,
        "answered_from_cache": transport.reused if transport else 0,
        "answers_not_kept": literature.unkept if transport else 0,
    }
    try:
        with (folder / "run.log.jsonl").open("a", encoding="utf-8") as log:
            log.write(json.dumps(line, sort_keys=True) + "\n")
    except OSError as error:
        click.echo(f"claimaudit: {printable(str(error))}: the audit is whole, its run log is not.", err=True)


def tell(record: Any, folder: Path) -> None:
    from reports.symbols import LABELS
    from reports.view import capital

    title = " ".join((record.source.title or record.source.address).split())[:200]
    click.echo(printable(f"{title}\n"))
    if record.log.provenance.coverage != "pubmed":
        click.echo(f"{record.log.provenance.statement}\n")
    if record.completeness.failed:
        click.echo(
            f"INCOMPLETE: {record.completeness.sentence} Run the same command with --resume to ask for what is missing.\n"
        )
        reasons = dict.fromkeys(entry.error for entry in record.log.entries if entry.error)
        for reason in list(reasons)[:3]:
            click.echo(printable(f"  {reason}"))
        click.echo("")
    if record.notices:
        click.echo(f"⚠ This article speaks of stopping, replacing or combining medicines. {record.notices[0].text}\n")
    if not record.claims:
        click.echo("No health claim that could be checked was found in this text.\n")
    from pipeline.verdict.label import OPPOSING
    from pipeline.verdict.wording import claim_with_people

    for number, (claim, verdict) in enumerate(zip(record.claims, record.verdicts, strict=True), 1):
        marks = (
            " (to be confirmed)" * (claim.confirm is not None)
            + " ⚠" * bool(verdict.safety)
            + (
                " ▲ against the evidence"
                if verdict.label in OPPOSING
                else " ▲ overstated" * (verdict.overclaim is not None)
            )
        )
        click.echo(
            printable(
                f"{number:3}. {LABELS[verdict.label][0]} {verdict.label:<19} {capital(claim_with_people(claim))}{marks}"
            )
        )
        if verdict.nearest:
            click.echo(printable(f"       a different question: {verdict.nearest.nearest}: {verdict.nearest.label}"))
    click.echo(printable(f"\n{folder / 'report.html'}"))
