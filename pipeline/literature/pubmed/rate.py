"""The rate limit: one lease a request, shared by all threads and all processes of a user through `cache.sqlite`.

NCBI allows 3 requests a second, 10 with a key. A lease is the moment at which a request may start. After an answer that says
"too fast" everyone goes slower, and comes back to the full pace little by little.
"""

import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

from claims.errors import SearchFailed
from pipeline.cache import connected, prepare, writing

# Requests that start outside a second can arrive inside it. 350 ms apart has drawn refusals at 3 a second, 400 ms has not
# (field reports); so "a second" is 1.2 s here, which is 83 % of the limit.
WINDOW = 1.2
_SLOWER, _SLOWEST = 2.0, 8.0
# The part of the pace that was lost is halved in this time.
_RECOVERY = 30.0
_LATE = 0.15
_OLD, _FAR = 10.0, 300.0


class RateLimit:
    """Leases for one user. `clock` gives seconds that all processes share and nobody sets (of this machine since it started)."""

    def __init__(
        self,
        path: Path,
        per_second: int,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._path, self._per_second, self._clock, self._sleep = path, per_second, clock, sleep
        prepare(path)

    def wait(self, most: float = _FAR) -> bool:
        """Return when the next request may start; at once and False where that is more than `most` seconds away.

        Raises SearchFailed where the limit cannot be kept.
        """
        ends = self._clock() + most
        while True:
            at, pause_ends = self._lease(ends)
            if at is None:
                return False
            while (left := at - self._clock()) > 0:
                self._sleep(left)
            # Somebody may have been refused meanwhile: then this lease is void, like all others. So is one that is used too late,
            # by a process that was held up: several of them together would be a burst.
            if self._pause_ends() <= max(pause_ends, at) and self._clock() - at <= _LATE:
                return True

    def too_fast(self, retry_after: float = 0.0) -> None:
        """The service said so: twice as slow for everyone, and nothing before `retry_after` seconds have gone by."""
        try:
            with writing(self._path) as connection:
                now = self._clock()
                stretch, not_before = self._pace(connection, now)
                row = (min(_SLOWEST, stretch * _SLOWER), now, max(not_before, now + retry_after))
                connection.execute("INSERT OR REPLACE INTO pace VALUES (1, ?, ?, ?)", row)
        except sqlite3.Error as error:
            raise self._broken(error) from error

    def _lease(self, ends: float) -> tuple[float | None, float]:
        """When the next request may start (None: not before `ends`), and until when there is a pause for all."""
        try:
            with writing(self._path) as connection:
                now = self._clock()
                # Leases from before this machine was last started must not make everyone wait for them.
                connection.execute("DELETE FROM leases WHERE at < ? OR at > ?", (now - _OLD, now + _FAR))
                stretch, not_before = self._pace(connection, now)
                kept = connection.execute("SELECT at FROM leases ORDER BY at DESC LIMIT ?", (self._per_second,))
                last = [row[0] for row in kept]
                free = now if len(last) < self._per_second else last[-1] + WINDOW
                if stretch > 1.01 and last:  # no bursts while slowed down
                    free = max(free, last[0] + WINDOW / self._per_second * stretch)
                at = max(now, free, not_before)
                if at > ends:
                    return None, not_before
                connection.execute("INSERT INTO leases VALUES (?)", (at,))
                return at, not_before
        except sqlite3.Error as error:
            raise self._broken(error) from error

    def _pause_ends(self) -> float:
        try:
            with connected(self._path) as connection:
                return self._pace(connection, self._clock())[1]
        except sqlite3.Error as error:
            raise self._broken(error) from error

    @staticmethod
    def _pace(connection: sqlite3.Connection, now: float) -> tuple[float, float]:
        """How many times slower than the full pace, at this moment; and when the next request may start at all."""
        row = connection.execute("SELECT stretch, since, not_before FROM pace").fetchone()
        if row is None or not 0 <= now - row[1] < _FAR:
            return 1.0, 0.0
        return 1.0 + (row[0] - 1.0) * 0.5 ** ((now - row[1]) / _RECOVERY), row[2]

    def _broken(self, error: sqlite3.Error) -> SearchFailed:
        return SearchFailed(
            f"{self._path}: the rate limit could not be kept ({error}), so nothing was asked. "
            "Delete that file, or set CLAIMAUDIT_CACHE to another place."
        )
