"""The store's tables as numbered steps, each applied once, in its own transaction. A step that has been released is never changed."""

# What is only ever added to: the database itself refuses anything else.
_APPEND_ONLY = """
CREATE TRIGGER {table}_never_changes BEFORE UPDATE ON {table} BEGIN SELECT RAISE(ABORT, '{table} is only ever added to'); END;
CREATE TRIGGER {table}_never_goes BEFORE DELETE ON {table} BEGIN SELECT RAISE(ABORT, '{table} is only ever added to'); END;
"""


def _append_only(*tables: str) -> str:
    return "".join(_APPEND_ONLY.format(table=table) for table in tables)


MIGRATIONS: tuple[str, ...] = (
    # 1: audits with their studies stored once by content, and what is watched
    """
CREATE TABLE studies (hash TEXT PRIMARY KEY, pmid TEXT NOT NULL, body BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE watches (
  id INTEGER PRIMARY KEY, address TEXT NOT NULL UNIQUE, title TEXT NOT NULL, every INTEGER, paused INTEGER NOT NULL DEFAULT 0, added TEXT NOT NULL,
  removed TEXT, rules TEXT NOT NULL DEFAULT '', literature TEXT NOT NULL DEFAULT ''
);
CREATE TABLE audits (
  id INTEGER PRIMARY KEY, watch INTEGER NOT NULL REFERENCES watches (id), now TEXT NOT NULL, digest TEXT NOT NULL, body BLOB NOT NULL
);
CREATE INDEX audits_by_watch ON audits (watch, id);
CREATE TABLE audit_studies (
  audit INTEGER NOT NULL REFERENCES audits (id), pmid TEXT NOT NULL, hash TEXT NOT NULL REFERENCES studies (hash), PRIMARY KEY (audit, pmid)
) WITHOUT ROWID;
CREATE TABLE watched_claims (
  watch INTEGER NOT NULL REFERENCES watches (id), claim TEXT NOT NULL, said TEXT NOT NULL, body BLOB NOT NULL, every INTEGER NOT NULL,
  checked TEXT NOT NULL, due TEXT NOT NULL, PRIMARY KEY (watch, claim)
) WITHOUT ROWID;
CREATE INDEX watched_claims_by_due ON watched_claims (due);
CREATE INDEX watched_claims_by_said ON watched_claims (said);
"""
    + _append_only("studies", "audits", "audit_studies"),
    # 2: alerts, and to whom they were told
    """
CREATE TABLE alerts (
  id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, at TEXT NOT NULL, watch INTEGER NOT NULL REFERENCES watches (id), claim TEXT NOT NULL, body TEXT NOT NULL
);
CREATE TABLE deliveries (
  alert INTEGER NOT NULL REFERENCES alerts (id), channel TEXT NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, told TEXT, error TEXT, PRIMARY KEY (alert, channel)
) WITHOUT ROWID;
CREATE TABLE digests (id INTEGER PRIMARY KEY, at TEXT NOT NULL, watch INTEGER NOT NULL REFERENCES watches (id), claim TEXT NOT NULL, line TEXT NOT NULL);
"""
    + _append_only("alerts", "digests"),
    # 3: editors' decisions
    """
CREATE TABLE decisions (id INTEGER PRIMARY KEY, watch INTEGER NOT NULL REFERENCES watches (id), claim TEXT NOT NULL, at TEXT NOT NULL, body TEXT NOT NULL);
CREATE INDEX decisions_by_watch ON decisions (watch, id);
"""
    + _append_only("decisions"),
)
