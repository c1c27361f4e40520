"""`cache.sqlite`: rate-limit leases, raw answers of PubMed, resume points. Shared by all runs of a user; may be deleted.

Every use opens its own short connection, so threads and processes need nothing from each other. Write-ahead logging lets
readers go on while one writes.
"""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from claims.errors import SearchFailed

_PATIENCE = (0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0)
# Tables may be added; one that changes its columns gets a new name, for an older program may use the file too.
_SCHEMA = """
CREATE TABLE IF NOT EXISTS leases (at REAL NOT NULL);
CREATE TABLE IF NOT EXISTS pace (one INTEGER PRIMARY KEY CHECK (one = 1), stretch REAL NOT NULL, since REAL NOT NULL, not_before REAL NOT NULL);
CREATE TABLE IF NOT EXISTS answers (
  id INTEGER PRIMARY KEY, key TEXT NOT NULL, base TEXT NOT NULL, service TEXT NOT NULL, request TEXT NOT NULL, at REAL NOT NULL,
  digest TEXT NOT NULL, body BLOB NOT NULL, understood INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX IF NOT EXISTS answers_by_key ON answers (key, at);
CREATE TABLE IF NOT EXISTS places (
  base TEXT NOT NULL, pmid TEXT NOT NULL, answer INTEGER NOT NULL REFERENCES answers (id) ON DELETE CASCADE,
  start INTEGER NOT NULL, stop INTEGER NOT NULL, at REAL NOT NULL, PRIMARY KEY (base, pmid)
);
CREATE INDEX IF NOT EXISTS places_by_answer ON places (answer);
CREATE TABLE IF NOT EXISTS runs (folder TEXT PRIMARY KEY, started REAL NOT NULL, now TEXT NOT NULL, fingerprint TEXT NOT NULL);
"""


def prepare(path: Path) -> None:
    """Make the file and its tables. Raises SearchFailed where that cannot be done."""
    for patience in (*_PATIENCE, None):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with connected(path) as connection:
                connection.execute("PRAGMA journal_mode=WAL")
                connection.executescript(_SCHEMA)
            path.chmod(0o600)
            return
        except (OSError, sqlite3.Error) as error:
            # Several processes that make the file at the same moment: SQLite does not wait for that lock by itself.
            if patience is not None and "locked" in str(error):
                time.sleep(patience)
                continue
            raise SearchFailed(
                f"{path}: the cache cannot be used ({error}). Delete that file, or set CLAIMAUDIT_CACHE to another place."
            ) from error


@contextmanager
def connected(path: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(path, timeout=60, isolation_level=None)
    try:
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA synchronous=NORMAL")
        yield connection
    finally:
        connection.close()


@contextmanager
def writing(path: Path) -> Iterator[sqlite3.Connection]:
    """One write transaction: all of it or nothing, and nobody else's in between."""
    with connected(path) as connection:
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")
