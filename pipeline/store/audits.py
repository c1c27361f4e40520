"""Audits in the store: the record itself compressed, each study once by its content. Only ever added."""

import hashlib
import json
import sqlite3
import zlib
from typing import Any

from claims.errors import StoreUnreadable, UsageError
from pipeline.canonical import load_audit, to_plain
from pipeline.records import Audit, Study


def save_audit(connection: sqlite3.Connection, watch: int, audit: Audit) -> int:
    """Add an audit of what is watched; returns its number."""
    plain = to_plain(audit)
    studies = [(study.pmid, _body(body)) for study, body in zip(audit.studies, plain.pop("studies"), strict=True)]
    body = zlib.compress(json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode("utf-8"), 3)
    number = connection.execute(
        "INSERT INTO audits (watch, now, digest, body) VALUES (?, ?, ?, ?)", (watch, audit.now, audit.digest, body)
    ).lastrowid
    assert number is not None
    named = [(_name(data), pmid, data) for pmid, data in studies]
    known = {
        row[0] for row in _chunked(connection, "SELECT hash FROM studies WHERE hash IN", [name for name, _, _ in named])
    }
    connection.executemany(
        "INSERT OR IGNORE INTO studies VALUES (?, ?, ?)",
        [(name, pmid, zlib.compress(data, 3)) for name, pmid, data in named if name not in known],
    )
    connection.executemany(
        "INSERT INTO audit_studies VALUES (?, ?, ?)", [(number, pmid, name) for name, pmid, _ in named]
    )
    return number


def hash_of(study: Study) -> str:
    """The name under which the content of a record is stored."""
    return _name(_body(to_plain(study)))


def _name(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def _body(plain: Any) -> bytes:
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode("utf-8")


def last_number(connection: sqlite3.Connection, watch: int) -> int:
    """The number of the last audit of what is watched; 0 where there is none."""
    return int(connection.execute("SELECT coalesce(max(id), 0) FROM audits WHERE watch = ?", (watch,)).fetchone()[0])


def latest_audit(connection: sqlite3.Connection, watch: int) -> Audit | None:
    """The last audit of what is watched. Raises UsageError for one in a format that this program does not read any more."""
    row = connection.execute("SELECT id FROM audits WHERE watch = ? ORDER BY id DESC LIMIT 1", (watch,)).fetchone()
    return load_stored(connection, row[0]) if row else None


def load_stored(connection: sqlite3.Connection, number: int) -> Audit:
    row = connection.execute("SELECT body FROM audits WHERE id = ?", (number,)).fetchone()
    if row is None:
        raise UsageError(f"No audit {number} is in the store.")
    try:
        plain: dict[str, Any] = json.loads(zlib.decompress(row[0]))
        plain["studies"] = [
            json.loads(zlib.decompress(body))
            for (body,) in connection.execute(
                "SELECT s.body FROM audit_studies a JOIN studies s ON s.hash = a.hash WHERE a.audit = ? ORDER BY CAST(a.pmid AS INTEGER)",
                (number,),
            )
        ]
    except (zlib.error, ValueError) as error:
        raise StoreUnreadable(
            f"Audit {number} in the store cannot be read ({error}). Put a copy of the store in its place."
        ) from None
    return load_audit(json.dumps(plain, ensure_ascii=False).encode("utf-8"), f"audit {number} in the store")


def judged_in(connection: sqlite3.Connection, watch: int) -> dict[str, str]:
    """Every record in the last audit of what is watched, with the name of its stored content."""
    sql = "SELECT pmid, hash FROM audit_studies WHERE audit = (SELECT max(id) FROM audits WHERE watch = ?)"
    return dict(connection.execute(sql, (watch,)).fetchall())


def judged_by_all(connection: sqlite3.Connection) -> dict[str, set[str]]:
    """Every record in the last audit of anything that is watched, with the names of its stored contents: two audits may hold two states of it."""
    found: dict[str, set[str]] = {}
    sql = """SELECT s.pmid, s.hash FROM audit_studies s WHERE s.audit IN (
               SELECT max(a.id) FROM audits a JOIN watches w ON w.id = a.watch WHERE w.removed IS NULL AND w.paused = 0 GROUP BY a.watch)"""
    for pmid, name in connection.execute(sql):
        found.setdefault(pmid, set()).add(name)
    return found


def unreadable(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Audits and studies whose stored bytes are not what was put in."""
    found = []
    for number, body in connection.execute("SELECT id, body FROM audits"):
        try:
            json.loads(zlib.decompress(body))
        except (zlib.error, ValueError):
            found.append(f"audit {number} cannot be read")
    for name, pmid, body in connection.execute("SELECT hash, pmid, body FROM studies"):
        try:
            whole = _name(zlib.decompress(body)) == name
        except zlib.error:
            whole = False
        if not whole:
            found.append(f"the record of PMID {pmid} cannot be read")
    return tuple(found)


def _chunked(connection: sqlite3.Connection, sql: str, values: list[str]) -> list[Any]:
    rows: list[Any] = []
    for at in range(0, len(values), 500):
        some = values[at : at + 500]
        rows += connection.execute(f"{sql} ({','.join('?' * len(some))})", some).fetchall()
    return rows
