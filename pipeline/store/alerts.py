"""Alerts, written with the audit that raised them, and to which channels each has been told."""

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Alert:
    """What changed and what to do. `key` is the same whenever the same change is found again; `changes`: (aspect, was, now, rule);
    `because`: (PMID, title); `articles`: titles of all watched articles that make the claim; `correction`: a draft of the note."""

    key: str
    at: str
    article: str
    address: str
    claim_id: str
    claim: str
    quote: str
    label: str
    changes: tuple[tuple[str, str, str, str], ...]
    because: tuple[tuple[str, str], ...]
    articles: tuple[str, ...]
    sentence: str
    correction: str
    safety: tuple[str, ...] = ()


def add_alert(connection: sqlite3.Connection, watch: int, alert: Alert) -> bool:
    """False where an alert with that key is there already: the change has been told, or will be."""
    made = connection.execute(
        "INSERT OR IGNORE INTO alerts (key, at, watch, claim, body) VALUES (?, ?, ?, ?, ?)",
        (alert.key, alert.at, watch, alert.claim_id, json.dumps(asdict(alert), ensure_ascii=False, sort_keys=True)),
    )
    return made.rowcount == 1


def alerts_on(connection: sqlite3.Connection, watch: int, claim: str, day: str) -> int:
    """How many alerts a claim of an article has had on a day: a change that comes, goes and comes again is three."""
    sql = "SELECT count(*) FROM alerts WHERE watch = ? AND claim = ? AND substr(at, 1, 10) = ?"
    return int(connection.execute(sql, (watch, claim, day)).fetchone()[0])


def add_digest(connection: sqlite3.Connection, watch: int, claim: str, at: str, lines: Iterable[str]) -> None:
    connection.executemany(
        "INSERT INTO digests (at, watch, claim, line) VALUES (?, ?, ?, ?)", [(at, watch, claim, line) for line in lines]
    )


def digest_lines(connection: sqlite3.Connection, last: int) -> tuple[tuple[str, str, str], ...]:
    """(day, article, line), the newest first."""
    rows = connection.execute(
        "SELECT d.at, w.title, d.line FROM digests d JOIN watches w ON w.id = d.watch ORDER BY d.id DESC LIMIT ?",
        (last,),
    )
    return tuple((row[0][:10], row[1], row[2]) for row in rows)


def alerts(connection: sqlite3.Connection, last: int = 100) -> tuple[tuple[int, Alert], ...]:
    """The last alerts with their numbers, the newest first."""
    rows = connection.execute("SELECT id, body FROM alerts ORDER BY id DESC LIMIT ?", (last,))
    return tuple((row[0], _read(row[1])) for row in rows)


def untold(connection: sqlite3.Connection, channel: str) -> tuple[tuple[int, Alert], ...]:
    """What a channel has not been told, the oldest first: that is the order in which it is told."""
    rows = connection.execute(
        """SELECT a.id, a.body FROM alerts a LEFT JOIN deliveries d ON d.alert = a.id AND d.channel = ?
           WHERE d.told IS NULL ORDER BY a.id""",
        (channel,),
    )
    return tuple((row[0], _read(row[1])) for row in rows)


def record_delivery(
    connection: sqlite3.Connection, alert: int, channel: str, *, told: str | None, error: str | None
) -> None:
    connection.execute(
        """INSERT INTO deliveries (alert, channel, attempts, told, error) VALUES (?, ?, 1, ?, ?)
           ON CONFLICT (alert, channel) DO UPDATE SET attempts = attempts + 1, told = excluded.told, error = excluded.error""",
        (alert, channel, told, error),
    )


def _read(body: str) -> Alert:
    plain = json.loads(body)
    for name in ("changes", "because", "articles", "safety"):
        plain[name] = tuple(tuple(item) if isinstance(item, list) else item for item in plain[name])
    return Alert(**plain)
