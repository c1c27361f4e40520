"""`claimaudit store`: where audits, decisions and alerts are kept, whether that is sound, and a copy of it."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from claims.errors import UsageError

option: Callable[[Any], Any] = click.option(
    "--store", "place", type=click.Path(path_type=Path), metavar="FILE", help="Another store than the user's own (or CLAIMAUDIT_STORE)."
)  # fmt: skip


def store_path(place: Path | None) -> Path:
    import platformdirs

    named = place or (Path(os.environ["CLAIMAUDIT_STORE"]) if os.environ.get("CLAIMAUDIT_STORE") else None)
    return named or platformdirs.user_data_path("claimaudit") / "store.sqlite"


def opened(place: Path | None, *, must_exist: bool = False) -> Any:
    from pipeline.store import open_store

    path = store_path(place)
    if must_exist and not path.is_file():
        raise UsageError(f"{path}: there is no store. `claimaudit watch add AUDIT` makes one; --store names another.")
    return open_store(path)


@click.group("store")
def command() -> None:
    """The store of what is watched: audits, editors' decisions, alerts. It must never be lost; the cache may."""


@command.command("check")
@option
def check(place: Path | None) -> int:
    """Say where the store is, what is in it, and whether it is sound: by SQLite's own check, and by reading every audit and study in it. Exit 2 where it is not."""
    from pipeline.store.audits import unreadable

    with opened(place, must_exist=True) as store:
        faults = store.faults()
        faults = faults or unreadable(
            store.connection
        )  # SQLite's own check first: behind a damaged page nothing can be read
        counts = (
            {}
            if faults
            else {
                name: store.connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0]  # noqa: S608  (names of ours)
                for name in ("watches", "audits", "studies", "decisions", "alerts")
            }
        )
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
    with opened(place, must_exist=True) as store:
        store.backup(target)
    click.echo(str(target))
    return 0
