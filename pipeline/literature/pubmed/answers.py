"""Raw answers, kept: what was asked (without key and e-mail), when, the digest of what came, and the bytes themselves.

They serve three ends: nothing is asked twice in one run (nor again when a run is resumed), a record that is fresh enough is not
fetched again, and a fault in reading can be mended and tried without the network. The file may be deleted or damaged at any moment:
what cannot be read from it is asked for, and what cannot be kept in it is counted (`unkept`) and not missed.
"""

import hashlib
import json
import sqlite3
import time
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.cache import connected, prepare, writing

_MOST_VARIABLES = 500
# An answer stamped later than this from now was kept under a clock that has been set since.
_AHEAD = 3_600.0
Request = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Kept:
    number: int
    body: bytes


@dataclass(frozen=True, slots=True)
class Held:
    """What is known of some records: the bytes of those that came, and those that were asked for and do not exist."""

    records: dict[str, bytes]
    absent: frozenset[str]


class Answers:
    """`base`: the service's address; another service's answers are another's."""

    def __init__(self, path: Path, base: str, *, clock: Callable[[], float] = time.time) -> None:
        self._path, self._base, self._clock = path, base, clock
        self.unkept = 0
        prepare(path)

    def find(self, service: str, request: Request, since: float | None) -> Kept | None:
        """The newest answer to the same request that came at `since` or later (seconds of the wall clock) and was understood.

        None: of any age, and where none was understood one that was not, for a run without the network.
        """
        try:
            with connected(self._path) as connection:
                row = connection.execute(
                    "SELECT id, body, digest FROM answers WHERE key = ? AND at BETWEEN ? AND ? AND (understood OR ?) "
                    "ORDER BY understood DESC, at DESC, id DESC LIMIT 1",
                    (self._key(service, request), since or 0.0, self._clock() + _AHEAD, since is None),
                ).fetchone()
        except sqlite3.Error:
            return None
        body = _unpacked(row[1], row[2]) if row else None
        return Kept(row[0], body) if body is not None else None

    def keep(self, service: str, request: Request, body: bytes) -> int | None:
        """Store one whole answer; its number, or None where it could not be kept. `request` must hold neither key nor e-mail."""
        row = (
            self._key(service, request), self._base, service, json.dumps(sorted(request)), self._clock(),
            hashlib.sha256(body).hexdigest(), zlib.compress(body),
        )  # fmt: skip
        try:
            with writing(self._path) as connection:
                return connection.execute(
                    "INSERT INTO answers (key, base, service, request, at, digest, body) VALUES (?, ?, ?, ?, ?, ?, ?)",
                    row,
                ).lastrowid
        except sqlite3.Error:
            self.unkept += 1
            return None

    def spoil(self, number: int | None) -> None:
        """This answer was not understood: it stays, and is not used in place of asking again."""
        self._write("UPDATE answers SET understood = 0 WHERE id = ?", [(number,)])
        self._write("DELETE FROM places WHERE answer = ?", [(number,)])

    def place(self, number: int | None, records: Iterable[tuple[str, int, int]]) -> None:
        """Where the records of an understood answer lie in it: (PMID, start, stop)."""
        if number is not None:
            at = self._clock()
            rows = [(self._base, pmid, number, start, stop, at) for pmid, start, stop in records]
            self._write("INSERT OR REPLACE INTO places VALUES (?, ?, ?, ?, ?, ?)", rows)

    def left_out(self, number: int | None, pmids: Iterable[str]) -> None:
        """This answer did not hold all that was asked for: the next who asks gets another. `pmids`: known to be absent for runs
        without the network, unless an older answer holds them."""
        self._write("UPDATE answers SET understood = 0 WHERE id = ?", [(number,)])
        if number is not None:
            rows = [(self._base, pmid, number, 0, 0, self._clock()) for pmid in pmids]
            self._write("INSERT OR IGNORE INTO places VALUES (?, ?, ?, ?, ?, ?)", rows)

    def forget(self, pmids: Iterable[str]) -> None:
        """These records are asked for anew the next time."""
        self._write("DELETE FROM places WHERE base = ? AND pmid = ?", [(self._base, pmid) for pmid in pmids])

    def records(self, pmids: Iterable[str], since: float) -> Held:
        """Those records that came at `since` or later, and those that have been asked for and never came."""
        wanted = list(dict.fromkeys(pmids))
        places: dict[int, list[tuple[str, int, int]]] = {}
        found: dict[str, bytes] = {}
        absent = set()
        try:
            with connected(self._path) as connection:
                for at in range(0, len(wanted), _MOST_VARIABLES):
                    part = wanted[at : at + _MOST_VARIABLES]
                    marks = ",".join("?" * len(part))
                    for pmid, answer, start, stop, came in connection.execute(
                        f"SELECT pmid, answer, start, stop, at FROM places WHERE base = ? AND at <= ? AND pmid IN ({marks})",  # noqa: S608
                        (self._base, self._clock() + _AHEAD, *part),
                    ):
                        if start == stop:
                            absent.add(pmid)
                        elif came >= since:
                            places.setdefault(answer, []).append((pmid, start, stop))
                for answer, spans in places.items():
                    row = connection.execute("SELECT body, digest FROM answers WHERE id = ?", (answer,)).fetchone()
                    body = _unpacked(*row) if row else None
                    if body is not None:
                        found.update({pmid: body[start:stop] for pmid, start, stop in spans})
        except sqlite3.Error:
            pass  # then what is not found is asked for
        return Held(found, frozenset(absent))

    def prune(self, most_bytes: int) -> int:
        """Drop the oldest answers until the rest take at most `most_bytes` (compressed). Returns how many were dropped."""
        try:
            with writing(self._path) as connection:
                total, gone = 0, []
                for number, size in connection.execute(
                    "SELECT id, length(body) FROM answers ORDER BY at DESC, id DESC"
                ):
                    total += size
                    if total > most_bytes:
                        gone.append((number,))
                connection.executemany("DELETE FROM answers WHERE id = ?", gone)
            if gone:
                with connected(self._path) as connection:
                    connection.execute("VACUUM")
        except sqlite3.Error:
            return 0
        return len(gone)

    def size(self) -> tuple[int, int]:
        """How many answers are kept, and their bytes (compressed)."""
        with connected(self._path) as connection:
            row = connection.execute("SELECT count(*), coalesce(sum(length(body)), 0) FROM answers").fetchone()
        return int(row[0]), int(row[1])

    def _write(self, statement: str, rows: Sequence[tuple[object, ...]]) -> None:
        try:
            with writing(self._path) as connection:
                connection.executemany(statement, rows)
        except sqlite3.Error:
            self.unkept += 1

    def _key(self, service: str, request: Request) -> str:
        words = json.dumps([self._base, service, sorted(request)], ensure_ascii=False)
        return hashlib.sha256(words.encode("utf-8")).hexdigest()


def _unpacked(packed: bytes, digest: str) -> bytes | None:
    """The bytes as they came; None where the file has been damaged since."""
    try:
        body = zlib.decompress(packed)
    except (zlib.error, TypeError):
        return None
    return body if hashlib.sha256(body).hexdigest() == digest else None
