"""What is watched: articles and single claims, how often each claim is looked at, and when it is due."""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from claims.errors import UsageError
from claims.records import Claim
from claims.same import said
from pipeline.canonical import load_claims, to_plain
from pipeline.records import Action, Audit


@dataclass(frozen=True, slots=True)
class Watch:
    """`address`: file, page, or the claim's own words. `every`: days between checks as set, None where harm and fragility decide;
    `literature`: what its last audit searched."""

    id: int
    address: str
    title: str
    every: int | None
    paused: bool
    added: str
    claims: int = 0
    due: str | None = None
    literature: str = ""


@dataclass(frozen=True, slots=True)
class WatchedClaim:
    """`said`: what it asserts (equal for equal claims of several articles); `checked`, `due`: days (YYYY-MM-DD)."""

    watch: int
    claim: Claim
    said: str
    every: int
    checked: str
    due: str


def said_key(claim: Claim) -> str:
    return "\x1f".join(said(claim))


def add_watch(connection: sqlite3.Connection, audit: Audit, *, address: str, title: str, every: int | None) -> int:
    """Watch an article (again: a removed one comes back). Returns the watch's number; the audit is saved by the caller."""
    row = connection.execute("SELECT id, removed FROM watches WHERE address = ?", (address,)).fetchone()
    if row and row[1] is None:
        raise UsageError(f"{address}: is watched already (number {row[0]}).")
    if row:
        connection.execute(
            "UPDATE watches SET removed = NULL, paused = 0, every = ?, title = ? WHERE id = ?", (every, title, row[0])
        )
        return int(row[0])
    made = connection.execute(
        "INSERT INTO watches (address, title, every, added) VALUES (?, ?, ?, ?)", (address, title, every, audit.now)
    ).lastrowid
    assert made is not None
    return made


def set_claims(
    connection: sqlite3.Connection,
    watch: int,
    audit: Audit,
    cadence: Mapping[str, int],
    *,
    checked: Iterable[str] | None = None,
) -> None:
    """Bring the watched claims of an article up to its last audit. `cadence`: days by claim id, where none are set for the article; `checked`: ids that were looked at now (None: all); the others stay due as they were."""
    (every,) = connection.execute("SELECT every FROM watches WHERE id = ?", (watch,)).fetchone()
    if audit.source.title:
        connection.execute(
            "UPDATE watches SET title = ? WHERE id = ?", (" ".join(audit.source.title.split())[:200], watch)
        )
    today = audit.now[:10]
    looked_at = None if checked is None else set(checked)
    before = {row[0]: (row[1], row[2]) for row in connection.execute("SELECT claim, checked, due FROM watched_claims WHERE watch = ?", (watch,))}  # fmt: skip
    put_off = {one.claim_id: one.until for one in audit.decisions if one.action is Action.POSTPONE and one.until}
    rows = []
    for claim in audit.claims:
        days = every or cadence[claim.id]
        last, due = before.get(claim.id, (today, ""))
        if looked_at is None or claim.id in looked_at or not due:
            last, due = (
                today,
                max((date.fromisoformat(today) + timedelta(days=days)).isoformat(), put_off.get(claim.id, "")),
            )
        body = json.dumps(to_plain(claim), ensure_ascii=False, separators=(",", ":")).encode("utf-8")
        rows.append((watch, claim.id, said_key(claim), body, days, last, due))
    connection.execute("DELETE FROM watched_claims WHERE watch = ?", (watch,))
    connection.executemany("INSERT INTO watched_claims VALUES (?, ?, ?, ?, ?, ?, ?)", rows)


def note_checked(connection: sqlite3.Connection, claims: Iterable[tuple[int, str]], today: str) -> None:
    """Claims that were looked at and are as they were: due again after their days."""
    connection.executemany(
        "UPDATE watched_claims SET checked = ?, due = max(due, date(?, '+' || every || ' days')) WHERE watch = ? AND claim = ?",
        [(today, today, watch, claim) for watch, claim in claims],
    )


def is_watched(connection: sqlite3.Connection, watch: int) -> bool:
    row = connection.execute("SELECT removed FROM watches WHERE id = ?", (watch,)).fetchone()
    return row is not None and row[0] is None


def postpone(connection: sqlite3.Connection, watch: int, claim: str, until: str) -> None:
    connection.execute("UPDATE watched_claims SET due = ? WHERE watch = ? AND claim = ?", (until, watch, claim))


def mark_judged(connection: sqlite3.Connection, watch: int, rules: str, literature: str) -> None:
    """By which rules and tables the last audit was judged, and what it searched."""
    connection.execute("UPDATE watches SET rules = ?, literature = ? WHERE id = ?", (rules, literature, watch))


def versions_of(connection: sqlite3.Connection, watch: int) -> str:
    return str(connection.execute("SELECT rules FROM watches WHERE id = ?", (watch,)).fetchone()[0])


def watches(connection: sqlite3.Connection) -> tuple[Watch, ...]:
    rows = connection.execute(
        """SELECT w.id, w.address, w.title, w.every, w.paused, w.added, count(c.claim), min(c.due), w.literature
           FROM watches w LEFT JOIN watched_claims c ON c.watch = w.id WHERE w.removed IS NULL GROUP BY w.id ORDER BY w.id"""
    )
    return tuple(Watch(row[0], row[1], row[2], row[3], bool(row[4]), row[5], row[6], row[7], row[8]) for row in rows)


def watch_named(connection: sqlite3.Connection, name: str) -> Watch:
    """By number or address. Raises UsageError where nothing of that name is watched."""
    for watch in watches(connection):
        if name in {str(watch.id), watch.address}:
            return watch
    raise UsageError(f"{name}: nothing of that number or address is watched. `claimaudit watch list` shows what is.")


def pause(connection: sqlite3.Connection, watch: Watch, *, paused: bool) -> Watch:
    connection.execute("UPDATE watches SET paused = ? WHERE id = ?", (paused, watch.id))
    return replace(watch, paused=paused)


def remove(connection: sqlite3.Connection, watch: Watch, now: str) -> None:
    """It is looked at no more; its audits, decisions and alerts stay."""
    connection.execute("UPDATE watches SET removed = ? WHERE id = ?", (now, watch.id))
    connection.execute("DELETE FROM watched_claims WHERE watch = ?", (watch.id,))


def claims_due(connection: sqlite3.Connection, today: str | None) -> tuple[WatchedClaim, ...]:
    """Claims whose day has come (`today` None: all that are not paused), with every other watched claim that says the same: they are judged together."""
    rows = connection.execute(
        """SELECT c.watch, c.body, c.said, c.every, c.checked, c.due FROM watched_claims c JOIN watches w ON w.id = c.watch
           WHERE w.paused = 0 AND w.removed IS NULL AND c.said IN (
             SELECT d.said FROM watched_claims d JOIN watches v ON v.id = d.watch WHERE v.paused = 0 AND v.removed IS NULL AND (? IS NULL OR d.due <= ?)
           ) ORDER BY c.watch, c.claim""",
        (today, today),
    ).fetchall()
    claims = load_claims(b"[" + b",".join(row[1] for row in rows) + b"]", "the store") if rows else ()
    return tuple(WatchedClaim(row[0], claim, row[2], *row[3:]) for row, claim in zip(rows, claims, strict=True))


def also_said_in(connection: sqlite3.Connection, key: str) -> tuple[str, ...]:
    """Titles of the watched articles that make a claim."""
    rows = connection.execute(
        "SELECT DISTINCT w.title FROM watched_claims c JOIN watches w ON w.id = c.watch WHERE c.said = ? AND w.removed IS NULL ORDER BY w.id", (key,)
    )  # fmt: skip
    return tuple(row[0] for row in rows)
