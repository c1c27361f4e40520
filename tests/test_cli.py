"""The command line, as a user meets it: files written, words said, exit codes kept, nothing lost."""

import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from eutils import EutilsServer
from factories import STARTER

from reports.cli import main

ARTICLE = (
    "Garlic lowers blood pressure, and this is what the people who eat it with their bread have said for a long time.\n"
)
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as left:
            main(list(arguments))
        said = capsys.readouterr()
        return int(left.value.code or 0), said.out, said.err

    return call


def test_audit_writes_everything_and_replay_agrees(run: Run, tmp_path: Path) -> None:
    (tmp_path / "news.txt").write_text(ARTICLE)
    code, out, err = run("audit", "news.txt")
    assert (code, err) == (0, "")
    folder = tmp_path / "news-audit"
    assert {path.name for path in folder.iterdir()} == {
        "report.html",
        "report.md",
        "audit.json",
        "evidence.csv",
        "citations.ris",
        "run.log.jsonl",
    }
    assert "Demonstration on 206 studies" in out
    assert "Garlic reduces blood pressure" in out
    code, out, _ = run("replay", "news-audit")
    assert code == 0
    assert out == (folder / "audit.json").read_text("utf-8")
    code, _, err = run("audit", "news.txt")
    assert code == 2
    assert "--force" in err
    assert run("audit", "news.txt", "--force")[0] == 0


def test_the_example(run: Run) -> None:
    code, out, _ = run("audit", "--example", "--out", "x")
    assert code == 0
    assert out.count("not assessed") >= 10


def test_one_sentence(run: Run) -> None:
    code, out, _ = run("audit", "--claim", "krill oil stabilizes brain activity", "--format", "json")
    assert code == 0
    (result,) = json.loads(out)
    assert len(result["claims"]) == 1
    assert result["literature"]["coverage"] == "demonstration"


def test_several_articles_of_which_one_fails(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    for folder in ("a", "b"):
        (tmp_path / folder / "news.txt").write_text(ARTICLE)
    (tmp_path / "bad.txt").write_bytes(b"")
    code, out, err = run("audit", "a/news.txt", "bad.txt", "b/news.txt")
    assert code == 3
    assert "bad.txt: empty" in err
    assert "2 of 3 articles audited, 1 could not be" in out
    assert (tmp_path / "news-audit" / "audit.json").exists()
    assert (tmp_path / "news-audit-2" / "audit.json").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["audit"], 2, "Nothing to audit"),
        (["audit", "none.txt"], 3, "no such file"),
        (["audit", "http://127.0.0.1/"], 3, "--allow-private"),
        (["audit", "--example", "--literature", "pubmed"], 2, "e-mail"),
        (["audit", "--example", "--literature", "nowhere"], 5, "neither starter"),
        (["audit", "--example", "--literature", "."], 5, "library build"),
        (["audit", "-", "-"], 2, "once only"),
        (["audit", "--nonsense"], 2, "No such option"),
        (["nonsense"], 2, "No such command"),
        (["replay", "none.json"], 2, "cannot be read"),
        (["claims", "none.txt"], 3, "no such file"),
        (["library", "build", "x", "none.xml"], 2, "no such file"),
    ],
)
def test_errors_are_one_line_and_a_code(run: Run, arguments: list[str], code: int, words: str) -> None:
    left, _, err = run(*arguments)
    assert left == code
    assert words in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    "data",
    [b"", b" \n", b"12345", b"\x00\x01", b"\xff\xfe\x00\xd8", b"\x89PNG\r\n", b"%PDF-1.7 broken", b"PK\x03\x04 broken", "caf\u00e9 \u201cx\u201d".encode("cp1252"),
     b"<html><input type=password><p>Sign in</p>", b"\xd0\xcf\x11\xe0", "Чеснок снижает давление".encode()],
)  # fmt: skip
def test_hostile_standard_input(run: Run, monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    code, _, err = run("audit", "-")
    assert code == 3
    assert err.startswith("claimaudit: standard input")
    assert err.count("\n") == 1


def test_replay_codes(run: Run, tmp_path: Path) -> None:
    run("audit", "--claim", "Iron reduces fatigue.", "--out", "x")
    path = tmp_path / "x" / "audit.json"
    good = path.read_bytes()
    path.write_bytes(good.replace(b'"label": "possibly supported"', b'"label": "supported"'))
    code, out, err = run("replay", "x")
    assert code == 6
    assert out.encode() == good
    assert "supported → possibly supported" in err
    path.write_bytes(good.replace(b"grade.start.v1", b"grade.start.v7"))
    assert run("replay", "x")[0] == 7


def test_corrections_go_round(run: Run, tmp_path: Path) -> None:
    (tmp_path / "news.txt").write_text(ARTICLE + "Magnesium cures insomnia in people who cannot sleep at all.\n")
    code, out, _ = run("claims", "news.txt", "--format", "json")
    assert code == 0
    claims = json.loads(out)
    assert len(claims) == 2
    claims[0]["intervention"] = "vitamin c"
    claims[0]["outcome"] = "colds"
    claims[0]["direction"] = "prevents"
    added = {"quote": "eat it with their bread", "intervention": "bread", "outcome": "sleep", "direction": "improves"}
    (tmp_path / "c.json").write_text(json.dumps([claims[0], added]))
    code, _, err = run("audit", "news.txt", "--claims", "c.json", "--out", "x")
    assert (code, err) == (0, "")
    made = json.loads((tmp_path / "x" / "audit.json").read_text("utf-8"))
    assert [(claim["intervention_concept"]["preferred"], claim["found_by"]) for claim in made["claims"]] == [
        ("vitamin c", "editor"),
        ("bread", "editor"),
    ]
    assert made["verdicts"][0]["label"] == "refuted"
    assert all(made["source"]["text"][claim["start"] : claim["end"]] == claim["quote"] for claim in made["claims"])
    # left as it was: the same claims, with the same ids
    (tmp_path / "c.json").write_text(out)
    run("audit", "news.txt", "--claims", "c.json", "--out", "y")
    again = json.loads((tmp_path / "y" / "audit.json").read_text("utf-8"))
    assert again["claims"] == json.loads(out)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("nonsense", "not valid JSON"),
        ('{"a": 1}', "not a list of claims"),
        ('[{"quote": "x"}]', "no 'intervention'"),
        (
            '[{"quote": "not in it", "intervention": "a", "outcome": "b", "direction": "causes"}]',
            "does not stand in the article",
        ),
        ('[{"quote": "e", "intervention": "a", "outcome": "b", "direction": "causes"}]', "times"),
        ('[{"quote": "Garlic", "intervention": "a", "outcome": "b", "direction": "heals"}]', "direction"),
        ('[{"quote": "Garlic", "intervention": "a", "outcome": "b", "direction": "causes", "hegde": "may"}]', "hegde"),
    ],
)
def test_corrections_that_do_not_fit(run: Run, tmp_path: Path, content: str, words: str) -> None:
    (tmp_path / "news.txt").write_text(ARTICLE)
    (tmp_path / "c.json").write_text(content)
    code, _, err = run("audit", "news.txt", "--claims", "c.json", "--out", "x")
    assert code == 2
    assert words in err
    assert not (tmp_path / "x").exists()


def test_a_library_of_ones_own(run: Run, tmp_path: Path) -> None:
    (tmp_path / "some.xml").write_bytes(STARTER)
    code, out, _ = run("library", "build", "lib", "some.xml", "--format", "json")
    assert (code, json.loads(out)["records"]) == (0, 206)
    code, out, _ = run("audit", "--claim", "Iron reduces fatigue.", "--literature", "lib", "--out", "x")
    assert code == 0
    assert "a part of PubMed" in out
    # the snapshot of that audit answers the same question
    assert run("audit", "--claim", "Iron reduces fatigue.", "--literature", "x/audit.json", "--out", "y")[0] == 0
    labels = [
        json.loads((tmp_path / name / "audit.json").read_text("utf-8"))["verdicts"][0]["label"] for name in ("x", "y")
    ]
    assert labels[0] == labels[1]


def test_pubmed_through_a_server_on_this_machine(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    server = EutilsServer([STARTER.decode()])
    monkeypatch.setenv("CLAIMAUDIT_EUTILS_URL", server.url)
    monkeypatch.setenv("NCBI_EMAIL", "editor@example.org")
    monkeypatch.setenv("NCBI_API_KEY", "SECRETKEY")
    try:
        code, _, err = run("audit", "--claim", "Iron reduces fatigue, because the blood says so.", "--out", "x")
        assert (code, err) == (0, "")
        made = json.loads((tmp_path / "x" / "audit.json").read_text("utf-8"))
        assert made["log"]["provenance"]["coverage"] == "pubmed"
        assert made["verdicts"][0]["label"] == "possibly supported"
        # only queries leave the machine, never a word of the article that is no term of a claim
        assert not any("because" in " ".join(asked.values()) for _, _, asked in server.requests)
        log = json.loads((tmp_path / "x" / "run.log.jsonl").read_text("utf-8"))
        assert log["requests"] == len(server.requests)
        for path in (tmp_path / "x").glob("*"):
            content = path.read_bytes()
            assert b"SECRETKEY" not in content
            assert b"editor@example.org" not in content
    finally:
        server.close()


def test_failed_searches_make_an_incomplete_audit(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    server = EutilsServer([STARTER.decode()])
    monkeypatch.setenv("CLAIMAUDIT_EUTILS_URL", server.url)
    monkeypatch.setenv("NCBI_EMAIL", "editor@example.org")
    real = server.index.search

    def fails_for_colds(term: str, *dates: Any) -> Any:
        if "cold" in term and healthy:
            raise ValueError("not a query")
        return real(term, *dates)

    healthy = [True]
    monkeypatch.setattr(server.index, "search", fails_for_colds)
    try:
        code, out, _ = run("audit", "--claim", "Iron reduces fatigue and vitamin C prevents colds.", "--out", "x")
        assert code == 4
        assert "INCOMPLETE" in out
        made = json.loads((tmp_path / "x" / "audit.json").read_text("utf-8"))
        assert {verdict["label"] for verdict in made["verdicts"]} == {"possibly supported", "not assessed"}
        assert "Incomplete." in (tmp_path / "x" / "report.html").read_text("utf-8")
        server.faults.extend([403] * 400)
        assert run("audit", "--claim", "Zinc shortens colds.", "--out", "z")[0] == 5
    finally:
        server.close()


def test_doctor(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NCBI_API_KEY", "SECRETKEY")
    code, out, _ = run("doctor", "--format", "json")
    assert code == 0
    assert all(result["ok"] for result in json.loads(out))
    assert "SECRETKEY" not in out
    monkeypatch.setenv("CLAIMAUDIT_EUTILS_URL", "http://example.org/")
    code, out, _ = run("doctor")
    assert code == 2
    assert "MEND settings" in out


def test_doctor_asks_pubmed_where_an_email_is_set(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from http.server import BaseHTTPRequestHandler

    with EutilsServer([STARTER.decode()]) as server:
        monkeypatch.setenv("CLAIMAUDIT_EUTILS_URL", server.url)
        monkeypatch.setenv("NCBI_EMAIL", "editor@example.org")
        monkeypatch.setenv("NCBI_API_KEY", "SECRETKEY")
        code, out, _ = run("doctor")
        assert code == 0
        assert "ok   PubMed: it answers, last updated 2026/11/21 08:00, the key is accepted; the clocks agree\n" in out
        assert len(server.requests) == 1
        assert "not asked (--offline)" in run("doctor", "--offline")[1]
        assert len(server.requests) == 1
        monkeypatch.setattr(BaseHTTPRequestHandler, "date_time_string", lambda *_: "Mon, 01 Jan 2024 00:00:00 GMT")
        code, out, _ = run("doctor")
        assert code == 2
        assert "MEND PubMed: it answers, but this machine's clock is" in out
        monkeypatch.undo()
        monkeypatch.setenv("CLAIMAUDIT_CACHE", str(tmp_path / "cache.sqlite"))
        monkeypatch.setenv("CLAIMAUDIT_EUTILS_URL", server.url)
        monkeypatch.setenv("NCBI_EMAIL", "editor@example.org")
        monkeypatch.setenv("NCBI_API_KEY", "WRONGKEYWRONGKEY")
        code, out, _ = run("doctor")
        assert code == 5
        assert "check NCBI_API_KEY" in out
        assert "WRONGKEY" not in out
        monkeypatch.setenv("NCBI_EMAIL", "not an address")
        assert "MEND e-mail" in run("doctor", "--offline")[1]
    (tmp_path / "cache.sqlite").write_bytes(b"spoilt" * 1000)
    code, out, _ = run("doctor", "--offline")
    assert code == 2
    assert "MEND cache" in out


def test_a_foreign_package_of_our_name_is_explained(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    import claims

    monkeypatch.setattr(claims, "__claimaudit__", "somebody else")
    code, _, err = run("doctor")
    assert code == 2
    assert "environment of its own" in err


def test_what_an_article_says_cannot_steer_the_terminal(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "Garlic\u009b31m \u202elowers blood pressure, and this is what they have all said for a very long time."
    )
    for command in ("claims", "audit"):
        _, out, _ = run(command, "a.txt")
        assert "\u009b" not in out
        assert "\u202e" not in out


def test_help_loads_nothing_heavy() -> None:
    program = "import sys; sys.argv=['claimaudit','--help']\nfrom reports.cli import main\ntry: main()\nexcept SystemExit: pass\nprint([name for name in ('pandas','pydantic','trafilatura','tantivy','requests','Bio','lxml','jinja2','pysbd','rich') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.rstrip().endswith("[]")


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    program = "from reports.cli import main; main(['audit', '--example'])"
    done = subprocess.run(
        ["bash", "-c", f'"{sys.executable}" -c "{program}" | head -1; exit "${{PIPESTATUS[0]}}"'],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0
    assert done.stderr == ""
    assert (tmp_path / "example-article-audit" / "audit.json").is_file()
