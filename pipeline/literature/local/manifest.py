"""`library.json`: which files a library was built from, in order, and what came of each."""

import dataclasses
import json
import os
from dataclasses import dataclass
from pathlib import Path

from claims.errors import LibraryUnreadable

FORMAT = 2
NAME = "library.json"


@dataclass(frozen=True, slots=True)
class Applied:
    """One file that is in the library. `md5` is that of the file as it lay there."""

    name: str
    md5: str
    records: int
    deleted: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """`skipped`: names of files that could not be read, so far. `database_date`: as told, else the last day of entry."""

    records: int = 0
    database_date: str | None = None
    date_told: bool = False
    applied: tuple[Applied, ...] = ()
    skipped: tuple[str, ...] = ()
    format: int = FORMAT


def read_manifest(folder: Path) -> Manifest:
    """Raises LibraryUnreadable where there is none, or one of another format."""
    try:
        plain = json.loads((folder / NAME).read_text("utf-8"))
        if plain["format"] != FORMAT:
            raise LibraryUnreadable(
                f"{folder}: a library of format {plain['format']}, this program reads {FORMAT}. Build it again."
            )
        applied = tuple(Applied(**row) for row in plain.pop("applied"))
        return Manifest(applied=applied, skipped=tuple(plain.pop("skipped")), **plain)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise unreadable(folder, error) from None


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Whole or not at all."""
    text = json.dumps(dataclasses.asdict(manifest), indent=1, sort_keys=True) + "\n"
    partial = folder / f".{NAME}.partial"
    with partial.open("w", encoding="utf-8") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    os.replace(partial, folder / NAME)


def unreadable(folder: Path, error: object) -> LibraryUnreadable:
    return LibraryUnreadable(
        f"{folder}: no library that can be read ({error}). Make one with `claimaudit library build {folder} FILES…`."
    )
