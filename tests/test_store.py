"""The store: migrated from every older version, only ever added to where it must be, whole after a kill, checked and copied."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import NOW
from factories import VOCABULARIES, audited

from claims.errors import Locked, StoreUnreadable, UsageError
from claims.intake import read_bytes
from pipeline.literature.local import Library
from pipeline.recheck.watching import begin_watching
from pipeline.records import Audit
from pipeline.store import migrations, open_store
from pipeline.store import store as store_module
from pipeline.store import watches as watched
from pipeline.store.audits import judged_in, latest_audit, load_stored, save_audit


@pytest.fixture(scope="module")
def record(starter: Library) -> Audit:
    return audited(read_bytes(b"Zinc lozenges shorten colds.\n\nVitamin C prevents colds.", "a.txt", now=NOW), starter)


@pytest.mark.parametrize("version", range(len(migrations.MIGRATIONS)))
def test_every_older_version_is_brought_up_to_date(
    version: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, record: Audit
) -> None:
    path = tmp_path / "store.sqlite"
    monkeypatch.setattr(store_module, "MIGRATIONS", migrations.MIGRATIONS[:version])
    if version:
        with open_store(path) as old, old.writing() as connection:
            connection.execute("INSERT INTO watches (address, title, added) VALUES ('x', 'kept', '2026-01-01')")
    else:
        sqlite3.connect(path).close()
    monkeypatch.undo()
    with open_store(path) as store:
        assert store.version == len(migrations.MIGRATIONS)
        assert store.faults() == ()
        titles = [watch.title for watch in watched.watches(store.connection)]
        assert titles == (["kept"] if version else [])
        begin_watching(store, record, "a.txt", *VOCABULARIES, every=None)


def test_a_newer_or_foreign_file_is_left_alone(tmp_path: Path) -> None:
    newer, foreign, broken = tmp_path / "newer", tmp_path / "foreign", tmp_path / "broken"
    with open_store(newer) as store:
        store.connection.execute("PRAGMA user_version=99")
    other = sqlite3.connect(foreign)
    other.execute("CREATE TABLE letters (a)")
    other.close()
    broken.write_bytes(b"no database" * 100)
    for path, words in ((newer, "newer version"), (foreign, "not a store"), (broken, "cannot be used")):
        before = path.read_bytes()
        with pytest.raises(StoreUnreadable, match=words):
            open_store(path)
        assert path.read_bytes() == before


def test_an_audit_comes_back_byte_for_byte(tmp_path: Path, record: Audit) -> None:
    with open_store(tmp_path / "s") as store:
        watch = begin_watching(store, record, "a.txt", *VOCABULARIES, every=3)
        assert latest_audit(store.connection, watch.id) == record
        with store.writing() as connection:
            number = save_audit(connection, watch.id, replace(record, now="2026-12-01T00:00:00Z"))
        count = store.connection.execute("SELECT count(*) FROM studies").fetchone()[0]
        assert count == len(record.studies), "a study is stored once by its content"
        assert load_stored(store.connection, number).now == "2026-12-01T00:00:00Z"
        assert judged_in(store.connection, watch.id).keys() == {study.pmid for study in record.studies}


@pytest.mark.parametrize("table", ["studies", "audits", "audit_studies", "alerts", "decisions", "digests"])
@pytest.mark.parametrize("order", ["UPDATE {} SET rowid = rowid", "DELETE FROM {}"])
def test_what_is_only_added_to(table: str, order: str, tmp_path: Path, record: Audit) -> None:
    with open_store(tmp_path / "s") as store:
        watch = begin_watching(store, record, "a.txt", *VOCABULARIES, every=None)
        with store.writing() as connection:
            connection.execute(
                "INSERT INTO alerts (key, at, watch, claim, body) VALUES ('k', 'x', ?, 'c', '{}')", (watch.id,)
            )
            connection.execute("INSERT INTO decisions (watch, claim, at, body) VALUES (?, 'c', 'x', '{}')", (watch.id,))
            connection.execute("INSERT INTO digests (at, watch, claim, line) VALUES ('x', ?, 'c', 'l')", (watch.id,))
        changes = (
            {"audit_studies": "UPDATE audit_studies SET pmid = pmid", "studies": "UPDATE studies SET body = x'00'"}.get(
                table, order.format(table)
            )
            if order.startswith("UPDATE")
            else order.format(table)
        )
        with pytest.raises(sqlite3.IntegrityError, match="only ever added to"):
            store.connection.execute(changes)


def test_a_transaction_is_whole_or_nothing(tmp_path: Path) -> None:
    with open_store(tmp_path / "s") as store:
        orders = (
            "INSERT INTO watches (address, title, added) VALUES ('x', 'y', 'z')",
            "INSERT INTO nowhere VALUES (1)",
        )
        with pytest.raises(sqlite3.OperationalError, match="no such table"), store.writing() as connection:
            list(map(connection.execute, orders))
        assert watched.watches(store.connection) == ()
        with pytest.raises(sqlite3.IntegrityError):
            store.connection.execute("INSERT INTO audits (watch, now, digest, body) VALUES (99, 'x', 'y', x'00')")


def test_a_copy_is_whole_while_others_write(tmp_path: Path, record: Audit) -> None:
    with open_store(tmp_path / "s") as store, open_store(tmp_path / "s") as other:
        begin_watching(other, record, "a.txt", *VOCABULARIES, every=None)
        store.backup(tmp_path / "copies" / "one.sqlite")
    with open_store(tmp_path / "copies" / "one.sqlite") as copy:
        assert copy.faults() == ()
        assert latest_audit(copy.connection, 1) == record


def test_one_at_a_time(tmp_path: Path) -> None:
    with open_store(tmp_path / "s") as one, open_store(tmp_path / "s") as two:
        with one.locked("re-check"), pytest.raises(Locked, match="another re-check"), two.locked("re-check"):
            pass
        with two.locked("re-check"):
            pass


def test_watches(tmp_path: Path, record: Audit) -> None:
    with open_store(tmp_path / "s") as store:
        watch = begin_watching(store, record, "a.txt", *VOCABULARIES, every=3)
        assert (watch.claims, watch.due, watch.every) == (2, "2026-11-25", 3)
        with pytest.raises(UsageError, match="watched already"):
            begin_watching(store, record, "a.txt", *VOCABULARIES, every=None)
        assert len(watched.claims_due(store.connection, "2026-11-24")) == 0
        assert len(watched.claims_due(store.connection, "2026-11-25")) == 2
        with store.writing() as connection:
            watched.pause(connection, watch, paused=True)
        assert watched.claims_due(store.connection, None) == ()
        with store.writing() as connection:
            watched.remove(connection, watch, NOW)
        with pytest.raises(UsageError, match="watch list"):
            watched.watch_named(store.connection, "a.txt")
        assert store.connection.execute("SELECT count(*) FROM audits").fetchone()[0] == 1, "what was found stays"
        assert begin_watching(store, record, "a.txt", *VOCABULARIES, every=None).id == watch.id


def test_claims_that_say_the_same_are_due_together(tmp_path: Path, record: Audit, starter: Library) -> None:
    other = audited(read_bytes(b"Vitamin C prevents colds.", "b.txt", now=NOW), starter)
    with open_store(tmp_path / "s") as store:
        begin_watching(store, record, "a.txt", *VOCABULARIES, every=1)
        begin_watching(store, other, "b.txt", *VOCABULARIES, every=300)
        due = watched.claims_due(store.connection, "2026-11-23")
        assert sorted((item.watch, item.claim.intervention) for item in due) == [
            (1, "Vitamin C"),
            (1, "Zinc lozenges"),
            (2, "Vitamin C"),
        ]
