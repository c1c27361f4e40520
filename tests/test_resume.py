"""An audit that was stopped or is incomplete is gone on with: the same bytes as an undisturbed one, and nothing asked twice."""

import json
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from eutils import EutilsServer
from factories import STARTER

from pipeline.resume import ResumePoint, begin, resume_point

SENTENCE = "Iron reduces fatigue, and vitamin C prevents colds, and garlic lowers blood pressure."
CALL = "import sys; from reports.cli import main; main(sys.argv[1:])"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[EutilsServer]:
    with EutilsServer([STARTER.decode()], latency=0.02) as running:
        monkeypatch.setenv("CLAIMAUDIT_EUTILS_URL", running.url)
        monkeypatch.setenv("NCBI_EMAIL", "editor@example.org")
        monkeypatch.setenv("NCBI_API_KEY", "SECRETKEY")
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795000000")
        yield running


def call(folder: Path, *options: str) -> list[str]:
    return [sys.executable, "-c", CALL, "audit", "--claim", SENTENCE, "--out", str(folder), *options]


def run(folder: Path, *options: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(call(folder, *options), capture_output=True, text=True, check=False, timeout=120)


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_killed_at_random_moments_an_audit_comes_out_the_same(
    server: EutilsServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """Five kills each: twenty moments in all."""
    chance = random.Random(seed)
    monkeypatch.setenv("CLAIMAUDIT_CACHE", str(tmp_path / "one.sqlite"))
    began = time.monotonic()
    assert run(tmp_path / "undisturbed").returncode == 0
    usual = time.monotonic() - began
    undisturbed = len(server.requests)
    monkeypatch.setenv("CLAIMAUDIT_CACHE", str(tmp_path / "two.sqlite"))
    server.requests.clear()
    kills = 0
    while kills < 5:
        process = subprocess.Popen(
            call(tmp_path / "killed", "--resume"), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(chance.uniform(0.05, usual) * (0.4 + 0.15 * kills))
        process.send_signal(signal.SIGKILL)
        process.wait()
        kills += 1
    done = run(tmp_path / "killed", "--resume")
    assert done.returncode == 0, done.stderr
    for name in ("audit.json", "report.html", "report.md", "evidence.csv", "citations.ris"):
        assert (tmp_path / "killed" / name).read_bytes() == (tmp_path / "undisturbed" / name).read_bytes()
    # What was under way when the blow fell is asked again: at most one request a thread and kill.
    assert len(server.requests) <= undisturbed + 5 * 8
    assert not list(tmp_path.glob("killed/.*"))


def test_resume_asks_only_what_is_missing(server: EutilsServer, tmp_path: Path) -> None:
    """The search for colds fails: exit 4, its claim is not assessed, and the rest need not be asked again."""
    real = server.index.search
    healthy = [False]

    def fails_for_colds(term: str, *dates: Any) -> Any:
        if "cold" in term and not healthy[0]:
            raise ValueError("not a query")
        return real(term, *dates)

    server.index.search = fails_for_colds  # type: ignore[method-assign]
    folder = tmp_path / "news"
    first = run(folder)
    assert first.returncode == 4
    assert first.stdout.splitlines()[2].startswith("INCOMPLETE: ")
    assert "claim 2 could not be assessed" in first.stdout
    assert "--resume" in first.stdout
    record = json.loads((folder / "audit.json").read_bytes())
    assert [verdict["label"] == "not assessed" for verdict in record["verdicts"]] == [False, True, False]
    for name in ("report.html", "report.md"):
        assert "could not be assessed" in (folder / name).read_text("utf-8")[:12_000]
    healthy[0] = True
    server.requests.clear()
    second = run(folder, "--resume")
    assert second.returncode == 0, second.stderr
    asked = [entry.get("term", "") for _, service, entry in server.requests if service == "esearch"]
    assert asked
    assert all("cold" in term or "ascorbic" in term.lower() for term in asked)
    resumed = json.loads((folder / "audit.json").read_bytes())
    assert resumed["completeness"]["failed"] == 0
    assert resumed["now"] == record["now"]
    log = [json.loads(line) for line in (folder / "run.log.jsonl").read_text("utf-8").splitlines()]
    assert [line["failed"] > 0 for line in log] == [True, False]
    assert log[1]["requests"] == len(server.requests)
    assert log[1]["answered_from_cache"] > 0
    assert log[1]["answers_not_kept"] == 0
    # And once more: nothing is missing, nothing is asked.
    server.requests.clear()
    assert run(folder, "--resume").returncode == 0
    assert server.requests == []
    assert json.loads((folder / "audit.json").read_bytes()) == resumed


def test_without_resume_nothing_is_overwritten(server: EutilsServer, tmp_path: Path) -> None:
    folder = tmp_path / "news"
    assert run(folder).returncode == 0
    refused = run(folder)
    assert refused.returncode == 2
    assert "--force" in refused.stderr
    assert server.requests


def test_another_article_is_not_resumed_on_the_same_folder(server: EutilsServer, tmp_path: Path) -> None:
    folder = tmp_path / "news"
    assert run(folder).returncode == 0
    other = [sys.executable, "-c", CALL, "audit", "--claim", "Zinc shortens colds.", "--out", str(folder), "--resume"]
    refused = subprocess.run(other, capture_output=True, text=True, check=False)
    assert refused.returncode == 2
    assert "without --resume" in refused.stderr
    assert server.requests


def test_a_point_serves_for_one_day(tmp_path: Path) -> None:
    cache, folder = tmp_path / "cache.sqlite", tmp_path / "news"
    point = ResumePoint(1_000.0, "2026-11-22T12:00:00Z", "x")
    assert resume_point(cache, folder, 1_000.0) is None
    begin(cache, folder, point)
    assert resume_point(cache, folder, 1_000.0 + 80_000) == point
    assert resume_point(cache, folder, 1_000.0 + 90_000) is None
    begin(cache, tmp_path / "other", ResumePoint(9e5, point.now, "y"))
    assert resume_point(cache, folder, 1_000.0) is None  # swept out


def test_two_runs_do_not_share_a_folder(server: EutilsServer, tmp_path: Path) -> None:
    from reports.write import claimed

    folder = tmp_path / "news"
    with claimed(folder):
        refused = run(folder)
    assert refused.returncode == 8
    assert "another run" in refused.stderr
    assert not folder.exists()  # nothing was written, nothing is left
    assert server.requests == []
    (tmp_path / "file").write_text("x")
    assert run(tmp_path / "file" / "news").returncode == 2
    assert server.requests == []


def test_a_run_log_that_cannot_be_written_costs_only_itself(server: EutilsServer, tmp_path: Path) -> None:
    folder = tmp_path / "news"
    (folder / "run.log.jsonl").mkdir(parents=True)
    done = run(folder)
    assert done.returncode == 0
    assert "its run log is not" in done.stderr
    assert (folder / "audit.json").is_file()
    assert server.requests


def test_an_audit_is_there_only_with_all_that_belongs_to_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stopped between two files, a folder holds no audit: not a mixture of two."""
    import os as system

    from reports import write

    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "audit.json").write_text("old")
    (folder / "notes.txt").write_text("the editor's own")
    monkeypatch.setattr(write, "FILES", dict.fromkeys(("audit.json", "report.html", "report.md")))
    monkeypatch.setattr(write, "export", lambda *_: b"new")
    real, moved = system.replace, []

    def killed(source: Path, target: Path) -> None:
        if len(moved) == 1:
            raise KeyboardInterrupt
        moved.append(target)
        real(source, target)

    monkeypatch.setattr(write.os, "replace", killed)
    with pytest.raises(KeyboardInterrupt):
        write.write_audit(None, folder, force=True)  # type: ignore[arg-type]
    assert not (folder / "audit.json").exists()
    monkeypatch.setattr(write.os, "replace", real)
    write.write_audit(None, folder)  # type: ignore[arg-type]
    assert {path.name for path in folder.iterdir()} == {"audit.json", "report.html", "report.md", "notes.txt"}


def test_what_cannot_be_replaced_puts_the_old_audit_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from claims.errors import UsageError
    from reports import write

    folder = tmp_path / "news"
    monkeypatch.setattr(write, "FILES", dict.fromkeys(("audit.json", "report.html", "report.md")))
    monkeypatch.setattr(write, "export", lambda *_: b"old")
    write.write_audit(None, folder)  # type: ignore[arg-type]
    real = write.os.replace

    def refuses(source: Path, target: Path) -> None:
        if target == folder / "report.md" and source.parent.name == ".partial":
            raise OSError(13, "Permission denied")
        real(source, target)

    monkeypatch.setattr(write.os, "replace", refuses)
    monkeypatch.setattr(write, "FILES", dict.fromkeys(("audit.json", "report.html", "report.md")))
    monkeypatch.setattr(write, "export", lambda *_: b"new")
    with pytest.raises(UsageError, match="Permission denied"):
        write.write_audit(None, folder, force=True)  # type: ignore[arg-type]
    assert {path.name: path.read_text() for path in folder.iterdir()} == dict.fromkeys(
        ("audit.json", "report.html", "report.md"), "old"
    )


def test_what_was_set_aside_does_not_come_back_over_a_whole_audit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stopped between the last file and the tidying up: the new audit stays."""
    from claims.errors import UsageError
    from reports import write

    folder = tmp_path / "news"
    (folder / ".previous").mkdir(parents=True)
    (folder / ".previous" / "audit.json").write_text("old")
    (folder / "audit.json").write_text("new")
    monkeypatch.setattr(write, "FILES", dict.fromkeys(("audit.json",)))
    monkeypatch.setattr(write, "export", lambda *_: b"newest")
    monkeypatch.setattr(write.os, "replace", lambda *_: (_ for _ in ()).throw(OSError(28, "No space")))
    with pytest.raises(UsageError, match="No space"):
        write.write_audit(None, folder, force=True)  # type: ignore[arg-type]
    assert (folder / "audit.json").read_text() == "new"
