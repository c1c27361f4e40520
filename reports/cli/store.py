"""`claimaudit store`: where audits, decisions and alerts are kept, whether that is sound, and a copy of it."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

option: Callable[[Any], Any] = click.option(
    "--store", "place", type=click.Path(path_type=Path), metavar="FILE", help="Another store than the user's own (or CLAIMAUDIT_STORE)."
)  # fmt: skip


def store_path(place: Path | None) -> Path:
    import platformdirs

    named = place or (Path(os.environ["CLAIMAUDIT_STORE"]) if os.environ.get("CLAIMAUDIT_STORE") else None)
    return named or platformdirs.user_data_path("claimaudit") / "store.sqlite"


def opened(place: Path | None) -> Any:
    from pipeline.store import open_store

    return open_store(store_path(place))


@click.group("store")
def command() -> None:
    """The store of what is watched: audits, editors' decisions, alerts. It must never be lost; the cache may."""


@command.command("check")
@option
def check(place: Path | None) -> int:
    """Say where the store is, what is in it, and whether SQLite's own check finds it sound. Exit 2 where it is not."""
    with opened(place) as store:
        faults = store.faults()
        counts = {
            name: store.connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0]  # noqa: S608  (names of ours)
            for name in ("watches", "audits", "studies", "decisions", "alerts")
        }
        click.echo(f"{store.path}: {', '.join(f'{count} {name}' for name, count in counts.items())}")
        for fault in faults:
            click.echo(f"MEND: {fault}")
    click.echo("sound" if not faults else "Put a copy of it in its place (claimaudit store backup makes one).")
    return 2 if faults else 0


@command.command("backup")
@click.argument("target", type=click.Path(path_type=Path), metavar="FILE")
@option
def backup(target: Path, place: Path | None) -> int:
    """Write a whole copy of the store to FILE, also while re-checks are running."""
    with opened(place) as store:
        store.backup(target)
    click.echo(str(target))
    return 0
