"""Shared fixtures. Nothing here touches the network; loopback servers are started by the tests that need them."""

import os
from pathlib import Path

import pytest

from claims.vocabulary import Vocabulary, load_vocabulary
from pipeline.literature.local import Library
from pipeline.literature.starter import open_starter

ROOT = Path(__file__).resolve().parent.parent
NOW = "2026-11-22T12:00:00Z"


@pytest.fixture(autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes the settings and cache of whoever runs it."""
    home = tmp_path_factory.mktemp("home")
    for name in ("NCBI_EMAIL", "NCBI_API_KEY", "CLAIMAUDIT_LITERATURE", "CLAIMAUDIT_EUTILS_URL", "SOURCE_DATE_EPOCH"):
        monkeypatch.delenv(name, raising=False)
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("CLAIMAUDIT_SETTINGS", str(home / "settings.toml"))
    monkeypatch.setenv("CLAIMAUDIT_CACHE", str(home / "cache.sqlite"))


@pytest.fixture(scope="session")
def interventions() -> Vocabulary:
    return load_vocabulary("interventions")


@pytest.fixture(scope="session")
def outcomes() -> Vocabulary:
    return load_vocabulary("outcomes")


@pytest.fixture(scope="session")
def starter() -> Library:
    return open_starter()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with real samples and benchmarks. Tests that need it skip where it is not there."""
    benchmarks = Path(os.environ.get("CLAIMAUDIT_BENCHMARKS") or ROOT.parent / "shared" / "benchmarks")
    if not benchmarks.is_dir():
        pytest.skip("real samples are not on this machine (CLAIMAUDIT_BENCHMARKS names their folder)")
    return benchmarks.parent
