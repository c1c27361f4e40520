"""Opening the store, its transactions, its copy and its check. Every process has its own connection; SQLite's write-ahead log keeps them apart."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from claims.errors import Locked, StoreUnreadable
from pipeline.store.migrations import MIGRATIONS

_PATIENCE_SECONDS = 60


class Store:
    """One open store. Use as a context, or `close()` it. What changes it does so within `writing()`, whole or not at all."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path, self._connection = path, connection

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._connection.close()

    @property
    def connection(self) -> sqlite3.Connection:
        return self._connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction. A kill at any moment leaves all of it or nothing."""
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield self._connection
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    @property
    def version(self) -> int:
        return int(self._connection.execute("PRAGMA user_version").fetchone()[0])

    def faults(self) -> tuple[str, ...]:
        """What SQLite's own check of the file and of all references finds; nothing where it is sound."""
        try:
            return self._faults()
        except sqlite3.DatabaseError as error:
            return (f"a part of the file cannot be read ({error})",)

    def _faults(self) -> tuple[str, ...]:
        found = [str(row[0]) for row in self._connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
        found += [
            f"{row[0]} refers to a missing {row[2]}" for row in self._connection.execute("PRAGMA foreign_key_check")
        ]
        return tuple(found)

    def backup(self, target: Path) -> None:
        """A whole copy, also while others write. Raises StoreUnreadable where it cannot be written."""
        if target.is_dir() or not target.name:
            raise StoreUnreadable(f"{target}: is a folder. Give a file.")
        if target.exists() and target.samefile(self.path):
            raise StoreUnreadable(f"{target}: is the store itself. Give another file.")
        partial = target.with_name(f".{target.name}.partial")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            partial.unlink(missing_ok=True)
            copy = sqlite3.connect(partial)
            with copy:
                self._connection.backup(copy)
            copy.close()
            partial.chmod(0o600)
            os.replace(partial, target)
        except (OSError, sqlite3.Error) as error:
            raise StoreUnreadable(f"{target}: the copy cannot be written ({error}). Give another place.") from None

    @contextmanager
    def locked(self, what: str) -> Iterator[None]:
        """One at a time, over all processes: raises Locked where another has it. A lock ends with its process."""
        try:
            import fcntl
        except ImportError:
            yield
            return
        with self.path.with_name(f"{self.path.name}.{what}.lock").open("a") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise Locked(f"{self.path}: another {what} is running. Wait until it has ended.") from None
            yield


def open_store(path: Path) -> Store:
    """The store at `path`, made or brought up to date if need be.

    Raises StoreUnreadable for a file that is no store, is damaged, or was made by a newer program.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, timeout=_PATIENCE_SECONDS, isolation_level=None)
        _refuse(path, connection)
        with suppress(OSError):
            path.chmod(0o600)
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA synchronous=FULL")
        _migrate(connection)
    except (OSError, sqlite3.Error) as error:
        raise StoreUnreadable(
            f"{path}: the store cannot be used ({error}). Give another with --store, or put a copy in its place."
        ) from None
    return Store(path, connection)


def _refuse(path: Path, connection: sqlite3.Connection) -> None:
    """A file of a newer program, or of another: nothing in it is changed."""
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version > len(MIGRATIONS):
        raise StoreUnreadable(
            f"{path}: made by a newer version of this program (step {version}). Install that version."
        )
    if version == 0 and connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        raise StoreUnreadable(f"{path}: a database, but not a store of this program. Give another file with --store.")


def _migrate(connection: sqlite3.Connection) -> None:
    """The steps that this file has not had, each in a transaction with its number. Two processes at once: the second finds it done."""
    while True:
        connection.execute("BEGIN IMMEDIATE")
        try:
            version = int(connection.execute("PRAGMA user_version").fetchone()[0])
            if version == len(MIGRATIONS):
                connection.execute("COMMIT")
                return
            for statement in _statements(MIGRATIONS[version]):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version={version + 1}")
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


def _statements(script: str) -> Iterator[str]:
    """Statement by statement: `executescript` would end the transaction."""
    held = ""
    for part in script.split(";"):
        held += part + ";"
        if sqlite3.complete_statement(held):
            if held.strip(" \n;"):
                yield held
            held = ""
