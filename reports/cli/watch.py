"""`claimaudit watch`: which audited articles and claims are looked at again, how often, and by what schedule."""

import json
import os
from pathlib import Path
from typing import Any

import click

from reports.cli import store as store_commands
from reports.cli.files import read_audit
from reports.cli.main import printable

_shape = click.option("--format", "shape", type=click.Choice(["text", "json"]), default="text", show_default=True)
_names = click.argument("names", nargs=-1, required=True, metavar="NUMBER|ADDRESS…")


@click.group("watch")
def command() -> None:
    """Audited articles and single claims that are looked at again: daily where readers can come to harm or one study carries the verdict,
    monthly where it stands firm, weekly in between, or as set."""


@command.command("add")
@click.argument("audits", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="AUDIT…")
@click.option(
    "--every", type=click.IntRange(1, 3650), metavar="DAYS", help="Look again after so many days, whatever the claims."
)
@store_commands.option
def add(audits: tuple[Path, ...], every: int | None, place: Path | None) -> int:
    """Watch the articles of some AUDITs (each an audit.json, or its folder; of one sentence: `claimaudit audit --claim`)."""
    from pipeline.recheck.watching import begin_watching
    from reports.cli.run import vocabularies

    with store_commands.opened(place) as store:
        for audit in audits:
            record, path = read_audit(audit)
            watch = begin_watching(store, record, _address(record, path), *vocabularies(), every=every)
            click.echo(printable(f"{watch.id}: {watch.title} ({watch.claims} claims, due {watch.due or 'never'})"))
    return 0


def _address(record: Any, path: Path) -> str:
    """Where the article is found again: its page, its file (absolute, where it is there), else the audit itself."""
    address = str(record.source.address)
    if address.startswith(("http://", "https://")):
        return address
    for place in (Path(address), path.parent / address):
        if place.is_file():
            return str(place.resolve())
    return f"{address} ({record.source.sha256[:12]})"


@command.command("list")
@_shape
@store_commands.option
def listed(shape: str, place: Path | None) -> int:
    """Show what is watched and when it is due."""
    from pipeline.canonical import to_plain
    from pipeline.store.watches import watches

    with store_commands.opened(place) as store:
        found = watches(store.connection)
    if shape == "json":
        click.echo(json.dumps([to_plain(watch) for watch in found], ensure_ascii=False, indent=1))
        return 0
    for watch in found:
        when = "paused" if watch.paused else f"due {watch.due}" if watch.due else "no claims"
        how = f", every {watch.every} days" if watch.every else ""
        click.echo(printable(f"{watch.id}: {watch.title} ({watch.claims} claims, {when}{how}) {watch.address}"))
    if not found:
        click.echo("Nothing is watched. Start with: claimaudit watch add AUDIT")
    return 0


@command.command("pause")
@_names
@store_commands.option
def pause(names: tuple[str, ...], place: Path | None) -> int:
    """Look at these no more until they are resumed."""
    return _paused(names, place, paused=True)


@command.command("resume")
@_names
@store_commands.option
def resume(names: tuple[str, ...], place: Path | None) -> int:
    """Look at these again."""
    return _paused(names, place, paused=False)


def _paused(names: tuple[str, ...], place: Path | None, *, paused: bool) -> int:
    from pipeline.store import watches

    with store_commands.opened(place) as store, store.writing() as connection:
        for name in names:
            watch = watches.pause(connection, watches.watch_named(connection, name), paused=paused)
            click.echo(printable(f"{watch.id}: {watch.title} ({'paused' if paused else 'watched'})"))
    return 0


@command.command("remove")
@_names
@store_commands.option
def remove(names: tuple[str, ...], place: Path | None) -> int:
    """Watch these no more. Their audits, decisions and alerts stay in the store."""
    from pipeline.store import watches
    from reports.cli.run import now

    with store_commands.opened(place) as store, store.writing() as connection:
        for name in names:
            watch = watches.watch_named(connection, name)
            watches.remove(connection, watch, now())
            click.echo(printable(f"{watch.id}: {watch.title} (removed)"))
    return 0


@command.command("install")
@click.option(
    "--with",
    "kind",
    type=click.Choice(["systemd", "cron"]),
    default=None,
    help="Default: systemd where it runs, else cron.",
)
@click.option("--at", "hour", default="06:30", show_default=True, metavar="HH:MM", help="When, every day.")
@click.option("--literature", metavar="SOURCE", help="What is searched (default: as now set).")
@click.option("--email", metavar="ADDRESS", help="For NCBI (default: as now set).")
@click.option("--yes", is_flag=True, help="Write it. Without this it is only shown.")
@store_commands.option
def install(
    kind: str | None, hour: str, literature: str | None, email: str | None, yes: bool, place: Path | None
) -> int:
    """Show, and with --yes write, a systemd user timer or a crontab line that runs `claimaudit recheck --due` every day."""
    from reports.cli.schedule import scheduled

    return scheduled(
        kind,
        hour,
        store_commands.store_path(place),
        literature=literature or os.environ.get("CLAIMAUDIT_LITERATURE"),
        email=email or os.environ.get("NCBI_EMAIL"),
        write=yes,
    )
