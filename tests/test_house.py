"""The house rules that a program can check, and documents that must not drift."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from conftest import ROOT

import claims.errors
from reports.cli.main import _COMMANDS, EXIT_CODES

README = (ROOT / "README.md").read_text("utf-8")
MODULES = [path for folder in ("claims", "pipeline", "reports") for path in sorted((ROOT / folder).rglob("*.py"))]


def test_the_top_level_is_as_agreed() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    top = {line.split("/")[0] for line in listed.splitlines()}
    assert {name for name in top if not name.startswith(".")} == {
        "claims",
        "pipeline",
        "reports",
        "tests",
        "pyproject.toml",
        "README.md",
        "LICENSE",
        "CHANGELOG.md",
    }


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_modules_fit_in_the_head_and_say_what_they_do(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.count("\n") <= 300
    assert not text.strip() or text.startswith(('"""', "'''")), "no docstring"
    assert path.stem not in {"utils", "helpers", "manager", "base", "common", "misc"}


def test_every_error_has_a_documented_exit_code() -> None:
    for error in vars(claims.errors).values():
        if isinstance(error, type) and issubclass(error, claims.errors.ClaimAuditError):
            assert error.__name__ in (claims.errors.__doc__ or "")
            assert error is claims.errors.ClaimAuditError or str(error.exit_code) in EXIT_CODES
    for code in re.findall(r"\b\d\b", EXIT_CODES):
        assert re.search(rf"^\| {code} ", README, re.M), f"exit code {code} is not in the README"


def test_every_command_is_in_the_readme() -> None:
    for name in _COMMANDS:
        assert f"claimaudit {name}" in README


def test_the_readme_shows_what_its_first_command_prints(tmp_path: Path) -> None:
    """The block after the first command is the command's output, word for word."""
    shown = re.search(r"```text\n(.*?)```", README, re.S)
    assert shown is not None
    program = "from reports.cli import main; main(['audit', '--example'])"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=True, env=_bare()
    )
    assert shown.group(1).strip() == done.stdout.strip()


def _bare() -> dict[str, str]:
    import os

    return {name: value for name, value in os.environ.items() if not name.startswith(("NCBI_", "CLAIMAUDIT_LIT"))} | {
        "PYTHONPATH": str(ROOT)
    }


def test_the_readme_tests_with_what_ci_runs() -> None:
    commands = re.findall(r"```sh\n(.*?)```", README, re.S)
    assert commands[1].strip() == "sh tests/check.sh"
    assert "exec sh tests/check.sh" in (ROOT / ".ci" / "run").read_text("utf-8")


def test_the_wheel_names_its_packages() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert settings["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"] == ["claims", "pipeline", "reports"]


def test_the_version_is_told_once_and_the_same_everywhere() -> None:
    from pipeline.versions import PROGRAM

    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert f"claimaudit {settings['project']['version']}" == PROGRAM
    assert settings["project"]["version"] in (ROOT / "CHANGELOG.md").read_text("utf-8")
