"""The commands that keep, compare, export and look again, as a person or a schedule runs them."""

import json
import os
from pathlib import Path

import pytest

from pipeline.store import open_store
from pipeline.store.audits import latest_audit
from reports.cli.main import main


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CLAIMAUDIT_STORE", str(tmp_path / "store.sqlite"))


def run(*words: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(list(words))
    return int(ended.value.code or 0)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text("Vitamin C prevents colds.\n\nGinkgo prevents dementia.\n")
    assert run("audit", str(path), "--out", "made") == 0
    return path


def test_watch_recheck_and_edit(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("recheck") == 2, "no store, nothing to look at"
    assert run("watch", "list") == 0
    assert "Nothing is watched" in capsys.readouterr().out
    assert run("watch", "add", "made") == 0
    assert run("watch", "add", "made") == 2
    capsys.readouterr()
    assert run("recheck", "--dry-run") == 0
    assert "2 claims would be looked at" in capsys.readouterr().out
    assert run("recheck", "--exit-code") == 0
    assert capsys.readouterr().out == "", "quiet when nothing has happened"
    article.write_text("Vitamin C prevents colds.\n\nGinkgo may prevent dementia.\n\nZinc lozenges shorten colds.\n")
    assert run("recheck", "--exit-code", "--format", "json") == 10
    told = json.loads(capsys.readouterr().out)
    assert {change[0] for alert in told["alerts"] for change in alert["changes"]} >= {"claim added"}
    assert run("recheck", "--exit-code") == 0
    assert run("watch", "pause", "1") == 0
    assert run("recheck", "--dry-run") == 0
    assert "0 claims" in capsys.readouterr().out
    assert run("watch", "resume", "1") == 0
    assert run("watch", "remove", "nowhere") == 2
    assert run("watch", "remove", "1") == 0


def test_an_article_that_cannot_be_read_again_is_told(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("watch", "add", "made")
    article.write_bytes(b"\x00\x01")
    capsys.readouterr()
    assert run("recheck") == 4
    assert "could not be read again" in capsys.readouterr().err


def test_files_that_show_what_is_due(article: Path, tmp_path: Path) -> None:
    del article
    settings = Path(os.environ["CLAIMAUDIT_SETTINGS"])
    settings.write_text(
        f'feed = "{tmp_path}/alerts.xml"\ncalendar = "{tmp_path}/due.ics"\ndigest = "{tmp_path}/digest.md"\n'
    )
    run("watch", "add", "made")
    assert run("recheck") == 0
    assert (tmp_path / "alerts.xml").read_text().startswith("<?xml")
    assert "BEGIN:VEVENT" in (tmp_path / "due.ics").read_text()
    assert (tmp_path / "digest.md").exists()


def test_decide_replays_and_is_kept(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    del article
    run("watch", "add", "made")
    assert run("decide", "made", "1", "--override", "mixed evidence", "--who", "Eva", "--note", "two trials") == 0
    out = capsys.readouterr().out
    assert "Mixed evidence: so decided by Eva" in out
    assert "kept with watch 1" in out
    assert run("replay", "made") == 0
    assert run("recheck") == 0
    assert "so decided by Eva" in Path("made/report.md").read_text()
    with open_store(Path("store.sqlite")) as store:
        kept = latest_audit(store.connection, 1)
        assert kept is not None
        assert "so decided by Eva" in kept.verdicts[0].sentence
    for words, code in (
        (("decide", "made", "9", "--accept"), 2),
        (("decide", "made", "1"), 2),
        (("decide", "made", "1", "--accept", "--confirm"), 2),
        (("decide", "made", "1", "--postpone", "tomorrow"), 2),
        (("decide", "made", "1", "--edit", "direction"), 2),
    ):
        assert run(*words) == code


def test_store(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    del article
    run("watch", "add", "made")
    assert run("store", "check") == 0
    assert "sound" in capsys.readouterr().out
    assert run("store", "backup", "copy.sqlite") == 0
    assert run("store", "check", "--store", "copy.sqlite") == 0
    Path("broken.sqlite").write_bytes(b"x" * 5000)
    assert run("store", "check", "--store", "broken.sqlite") == 2


def test_export_and_diff(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("export", "made", "--to", "bibtex") == 0
    assert Path("made/citations.bib").exists()
    assert run("export", "made", "--to", "bibtex") == 2
    assert run("export", "made", "--to", "bibtex", "--force") == 0
    assert run("export", "nowhere", "--to", "bibtex") == 2
    article.write_text("Vitamin C prevents colds.\n")
    run("audit", str(article), "--out", "new")
    capsys.readouterr()
    assert run("diff", "made", "new", "--html", "d.html", "--exit-code") == 10
    assert "Claims removed" in capsys.readouterr().out
    assert "Claims removed" in Path("d.html").read_text()
    assert run("diff", "made", "made", "--exit-code") == 0
    assert run("batch", "made", "new", "--out", "both") == 0
    assert run("batch", "made", "new", "--out", "both") == 2


def test_nothing_that_is_there_is_overwritten(article: Path) -> None:
    Path("mine").mkdir()
    Path("mine/report.html").write_text("mine")
    assert run("audit", str(article), "--out", "mine") == 2
    assert Path("mine/report.html").read_text() == "mine"


@pytest.mark.parametrize("kind", ["systemd", "cron"])
def test_a_schedule_is_shown_first(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    assert run("watch", "install", "--with", kind, "--store", "a b%c$d.sqlite") == 0
    out = capsys.readouterr().out
    assert "recheck --due" in out
    assert "Nothing was written" in out
    assert not (tmp_path / "config").exists()
    assert run("watch", "install", "--with", kind, "--at", "25:00") == 2
    if kind == "systemd":
        assert "b%%c$$d.sqlite" in out
        assert run("watch", "install", "--with", kind, "--yes") == 0
        assert "OnCalendar=*-*-* 06:30:00" in (tmp_path / "config/systemd/user/claimaudit-recheck.timer").read_text()
    else:
        assert r"b\%c$d.sqlite" in out


def test_a_damaged_store_is_told_and_not_read(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    del article
    run("watch", "add", "made")
    path = Path("store.sqlite")
    with open_store(path) as store:
        store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    data = bytearray(path.read_bytes())
    data[8192 : len(data) - 4096] = b"\x55" * (len(data) - 4096 - 8192)
    path.write_bytes(data)
    capsys.readouterr()
    assert run("store", "check") == 2
    said = capsys.readouterr()
    assert "sound\n" not in said.out
    assert "cannot be" in f"{said.out}{said.err}"
    assert run("recheck") == 2


@pytest.mark.parametrize(
    ("says", "code", "written"), [("no crontab for eva", 1, True), ("Permission denied", 1, False), ("", 0, True)]
)
def test_a_crontab_that_cannot_be_read_is_not_replaced(
    says: str, code: int, written: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = tmp_path / "held"
    held.write_text("0 1 * * * backup\n")
    fake = tmp_path / "bin" / "crontab"
    fake.parent.mkdir()
    fake.write_text(
        f'#!/bin/sh\nif [ "$1" = "-l" ]; then [ {code} = 0 ] && cat {held}; echo "{says}" >&2; exit {code}; fi\ncat > {held}\n'
    )
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", f"{fake.parent}:{os.environ['PATH']}")
    assert run("watch", "install", "--with", "cron", "--yes") == (0 if written else 2)
    assert ("recheck --due" in held.read_text()) is written
    if code == 0:
        assert "backup" in held.read_text(), "what was there stays"
