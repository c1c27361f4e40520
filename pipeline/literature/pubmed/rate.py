"""The rate limit: one lease a request, shared by all threads and all processes of a user through `cache.sqlite`.

NCBI allows 3 requests a second, 10 with a key. A lease is the moment at which a request may start; in any rolling second
there are never more of them than the limit.
"""

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from claims.errors import SearchFailed

# Requests that start just outside a second can arrive just inside it.
_SECOND = 1.08


class RateLimit:
    def __init__(
        self,
        path: Path,
        per_second: int,
        *,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._path, self._per_second, self._clock, self._sleep = path, per_second, clock, sleep
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with closing(self._connect()) as connection:
                connection.execute("PRAGMA journal_mode=WAL")
                connection.execute("CREATE TABLE IF NOT EXISTS leases (at REAL NOT NULL)")
        except (OSError, sqlite3.Error) as error:
            raise SearchFailed(
                f"{path}: the cache cannot be written ({error}). Free the place or set CLAIMAUDIT_CACHE."
            ) from error

    def wait(self) -> None:
        """Return when the next request may start."""
        at = self._lease()
        while (left := at - self._clock()) > 0:
            self._sleep(left)

    def _lease(self) -> float:
        try:
            with closing(self._connect()) as connection:
                connection.execute("BEGIN IMMEDIATE")
                now = self._clock()
                # A clock that was set back must not make everyone wait for it.
                connection.execute("DELETE FROM leases WHERE at < ? OR at > ?", (now - 10, now + 120))
                last = [
                    row[0]
                    for row in connection.execute("SELECT at FROM leases ORDER BY at DESC LIMIT ?", (self._per_second,))
                ]
                at = now if len(last) < self._per_second else max(now, last[-1] + _SECOND)
                connection.execute("INSERT INTO leases VALUES (?)", (at,))
                connection.execute("COMMIT")
                return at
        except sqlite3.Error as error:
            raise SearchFailed(
                f"{self._path}: the rate limit could not be kept ({error}), so nothing was asked."
            ) from error

    def _connect(self) -> sqlite3.Connection:
        return sqlite3.connect(self._path, timeout=60, isolation_level=None)
