"""Resume points: when a run on a folder began, and what it was about, so that a later run can go on with it.

What was answered since then lies in the cache; the run that goes on asks for nothing twice and carries the first run's time. That
time would tell too little of a run that is taken up much later, so a point serves for one day only.
"""

import hashlib
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from claims.errors import SearchFailed
from claims.records import Claim, Source
from pipeline.cache import connected, prepare, writing
from pipeline.canonical import to_plain

_SERVES = 86_400.0


@dataclass(frozen=True, slots=True)
class ResumePoint:
    """`started`: seconds of the wall clock. `now`: the one time that the audit holds. `about`: see `fingerprint`."""

    started: float
    now: str
    about: str


def fingerprint(source: Source, claims: Sequence[Claim], literature: str, limit: int) -> str:
    """What an audit is about: the article's text, its claims, the literature asked and how much of it is read."""
    plain = repr((source.text, [to_plain(claim) for claim in claims], literature, limit))
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()


def resume_point(cache: Path, folder: Path, clock: float) -> ResumePoint | None:
    """The point that a run on this folder left, or None. `clock`: seconds of the wall clock, now.

    Raises SearchFailed where the cache cannot be read.
    """
    prepare(cache)
    try:
        with connected(cache) as connection:
            row = connection.execute(
                "SELECT started, now, fingerprint FROM runs WHERE folder = ? AND started BETWEEN ? AND ?",
                (str(folder.absolute()), clock - _SERVES, clock + 60.0),
            ).fetchone()
    except sqlite3.Error as error:
        raise SearchFailed(
            f"{cache}: the cache cannot be read ({error}). Delete it and run the audit without --resume."
        ) from None
    return ResumePoint(*row) if row else None


def begin(cache: Path, folder: Path, point: ResumePoint) -> None:
    """Leave a point before the first search. A cache that cannot be written costs the point, not the audit."""
    try:
        prepare(cache)
        with writing(cache) as connection:
            connection.execute("DELETE FROM runs WHERE started < ?", (point.started - _SERVES,))
            connection.execute(
                "INSERT OR REPLACE INTO runs VALUES (?, ?, ?, ?)",
                (str(folder.absolute()), point.started, point.now, point.about),
            )
    except (SearchFailed, sqlite3.Error):
        return
