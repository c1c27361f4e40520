"""Editors' decisions on watched claims. Only ever added; what a later one takes back, both stay."""

import json
import sqlite3

from pipeline.canonical import load_decision, to_plain
from pipeline.records import Decision


def add_decision(connection: sqlite3.Connection, watch: int, decision: Decision) -> None:
    connection.execute(
        "INSERT INTO decisions (watch, claim, at, body) VALUES (?, ?, ?, ?)",
        (watch, decision.claim_id, decision.when, json.dumps(to_plain(decision), ensure_ascii=False, sort_keys=True)),
    )


def decisions_of(connection: sqlite3.Connection, watch: int) -> tuple[Decision, ...]:
    """In the order in which they were made."""
    rows = connection.execute("SELECT body FROM decisions WHERE watch = ? ORDER BY id", (watch,))
    return tuple(load_decision(row[0].encode("utf-8")) for row in rows)
