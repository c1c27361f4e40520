"""Raw answers, kept: what was asked (without key and e-mail), when, the digest of what came, and the bytes themselves.

They serve three ends: nothing is asked twice in one run (nor again when a run is resumed), a record that is fresh enough is not
fetched again, and a fault in reading can be mended and tried without the network.
"""

import hashlib
import json
import re
import sqlite3
import time
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.cache import connected, prepare, writing

_RECORD = re.compile(rb"<(PubmedArticle|PubmedBookArticle)[\s>].*?</\1>", re.S)
_PMID = re.compile(rb"<PMID(?:\s+Version=\"(\d+)\")?\s*>\s*(\d+)\s*</PMID>")
_SET = b"<PubmedArticleSet>%s</PubmedArticleSet>"
_MOST_VARIABLES = 500
Request = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Kept:
    number: int
    body: bytes
    media: str


class Answers:
    """`base`: the service's address; another service's answers are another's. A store that fails loses nothing but itself."""

    def __init__(self, path: Path, base: str, *, clock: Callable[[], float] = time.time) -> None:
        self._path, self._base, self._clock = path, base, clock
        self.unkept = 0
        prepare(path)

    def find(self, service: str, request: Request, since: float | None) -> Kept | None:
        """The newest answer to the same request that came at `since` or later (seconds of the wall clock) and was understood.

        None: of any age, understood or not, for a run without the network.
        """
        with connected(self._path) as connection:
            row = connection.execute(
                "SELECT id, media, body, digest FROM answers WHERE key = ? AND at >= ? AND (understood OR ?) ORDER BY at DESC, id DESC LIMIT 1",
                (self._key(service, request), since or 0.0, since is None),
            ).fetchone()
        body = _unpacked(row[2], row[3]) if row else None
        return Kept(row[0], body, row[1]) if body is not None else None

    def keep(self, service: str, request: Request, media: str, body: bytes) -> int | None:
        """Store one whole answer; its number, or None where it could not be kept. `request` must hold neither key nor e-mail."""
        try:
            with writing(self._path) as connection:
                at = self._clock()
                row = (
                    self._key(service, request), self._base, service, json.dumps(sorted(request)), at,
                    hashlib.sha256(body).hexdigest(), media, zlib.compress(body),
                )  # fmt: skip
                number = connection.execute(
                    "INSERT INTO answers (key, base, service, request, at, digest, media, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    row,
                ).lastrowid
                if service == "efetch":
                    places = [(self._base, pmid, number, start, stop, at) for pmid, start, stop in _places(body)]
                    connection.executemany("INSERT OR REPLACE INTO places VALUES (?, ?, ?, ?, ?, ?)", places)
                return number
        except sqlite3.Error:
            self.unkept += 1
            return None

    def spoil(self, number: int | None) -> None:
        """This answer was not understood: it stays, and is not used in place of asking again."""
        try:
            with writing(self._path) as connection:
                connection.execute("UPDATE answers SET understood = 0 WHERE id = ?", (number,))
                connection.execute("DELETE FROM places WHERE answer = ?", (number,))
        except sqlite3.Error:
            self.unkept += 1

    def records(self, pmids: Iterable[str], since: float) -> bytes:
        """A PubmedArticleSet of those records that came at `since` or later."""
        wanted = list(dict.fromkeys(pmids))
        places: dict[int, list[tuple[int, int]]] = {}
        found = []
        with connected(self._path) as connection:
            for at in range(0, len(wanted), _MOST_VARIABLES):
                part = wanted[at : at + _MOST_VARIABLES]
                marks = ",".join("?" * len(part))
                for answer, start, stop in connection.execute(
                    f"SELECT answer, start, stop FROM places WHERE base = ? AND at >= ? AND pmid IN ({marks})",  # noqa: S608
                    (self._base, since, *part),
                ):
                    places.setdefault(answer, []).append((start, stop))
            for answer, spans in places.items():
                row = connection.execute("SELECT body, digest FROM answers WHERE id = ?", (answer,)).fetchone()
                body = _unpacked(*row) if row else None
                if body is not None:
                    found += [body[start:stop] for start, stop in spans]
        return _SET % b"".join(found)

    def prune(self, most_bytes: int) -> int:
        """Drop the oldest answers until the rest take at most `most_bytes` (compressed). Returns how many were dropped."""
        with writing(self._path) as connection:
            total, gone = 0, []
            for number, size in connection.execute("SELECT id, length(body) FROM answers ORDER BY at DESC, id DESC"):
                total += size
                if total > most_bytes:
                    gone.append((number,))
            connection.executemany("DELETE FROM answers WHERE id = ?", gone)
        if gone:
            with connected(self._path) as connection:
                connection.execute("VACUUM")
        return len(gone)

    def size(self) -> tuple[int, int]:
        """How many answers are kept, and their bytes (compressed)."""
        with connected(self._path) as connection:
            row = connection.execute("SELECT count(*), coalesce(sum(length(body)), 0) FROM answers").fetchone()
        return int(row[0]), int(row[1])

    def _key(self, service: str, request: Request) -> str:
        words = json.dumps([self._base, service, sorted(request)], ensure_ascii=False)
        return hashlib.sha256(words.encode("utf-8")).hexdigest()


def _unpacked(packed: bytes, digest: str) -> bytes | None:
    """The bytes as they came; None where the file has been damaged since."""
    try:
        body = zlib.decompress(packed)
    except zlib.error:
        return None
    return body if hashlib.sha256(body).hexdigest() == digest else None


def _places(body: bytes) -> Iterable[tuple[str, int, int]]:
    """(PMID, start, stop) of each record in an answer; of several versions of one record the highest."""
    best: dict[str, tuple[int, int, int]] = {}
    for record in _RECORD.finditer(body):
        pmid = _PMID.search(record.group())
        if pmid is not None:
            number, version = pmid.group(2).decode(), int(pmid.group(1) or 1)
            if number not in best or version >= best[number][0]:
                best[number] = (version, record.start(), record.end())
    return [(pmid, start, stop) for pmid, (_, start, stop) in best.items()]
