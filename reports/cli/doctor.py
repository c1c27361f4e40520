"""`claimaudit doctor`: is this installation sound, and can it reach what it is set to ask? Tells no secrets."""

import json
import os
import platform
from collections.abc import Callable
from typing import Any

import click

from claims.errors import ClaimAuditError
from reports.cli.main import printable

# Tokens, certificates and the dates of searches go wrong with a clock that is further off.
_CLOCK_SECONDS = 120


@click.command("doctor")
@click.option("--offline", is_flag=True, help="Ask nobody, not even whether PubMed answers.")
@click.option("--format", "shape", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(offline: bool, shape: str) -> int:
    """Check packages, vocabulary, starter library, tagger, reader, settings, cache, and (where an e-mail is set) PubMed, the key and the clock.

    Exit 2 when something needs mending, 5 when PubMed cannot be asked.
    """
    results: list[dict[str, Any]] = []
    codes = []
    for name, check in _CHECKS:
        try:
            results.append({"check": name, "ok": True, "says": check(offline)})
        except (ClaimAuditError, OSError, ImportError, ValueError) as error:
            results.append({"check": name, "ok": False, "says": str(error)})
            codes.append(getattr(error, "exit_code", 2))
    if shape == "json":
        click.echo(json.dumps(results, ensure_ascii=False, indent=1))
    else:
        for result in results:
            click.echo(printable(f"{'ok  ' if result['ok'] else 'MEND'} {result['check']}: {result['says']}"))
    return min(codes, default=0)


def _program(_: bool) -> str:
    from pipeline.versions import PROGRAM
    from reports.cli.foreign import refuse_foreign

    refuse_foreign()
    return f"{PROGRAM} on Python {platform.python_version()}"


def _vocabulary(_: bool) -> str:
    from reports.cli.run import vocabularies

    interventions, outcomes = vocabularies()
    return f"{sum(1 for _ in interventions)} interventions, {sum(1 for _ in outcomes)} outcomes"


def _starter(_: bool) -> str:
    from pipeline.literature.starter import open_starter

    return f"{open_starter().describe().records} studies"


def _reader(_: bool) -> str:
    from pipeline.appraise.reader.shipped import shipped_embedder, shipped_reader, verify

    verify()
    reader = shipped_reader()
    reader.score([("Garlic lowers blood pressure.", "Garlic lowered blood pressure in 40 adults.")])
    shipped_embedder().vectors(["garlic"])
    return f"{reader.version} reads"


def _tagger(_: bool) -> str:
    from claims.tagger.shipped import WEIGHTS, shipped_tagger
    from claims.tokens import verify

    verify(WEIGHTS)
    tagger = shipped_tagger()
    tagger.tags("Garlic lowers blood pressure.", "")
    return f"{tagger.version} marks"


def _settings(_: bool) -> str:
    from pipeline.settings import load_settings, settings_path

    path = settings_path()
    settings = load_settings(path, os.environ)
    default = settings.literature or ("pubmed" if settings.email else "starter")
    return f"{path} ({'present' if path.is_file() else 'not present'}); literature {default}"


def _email(_: bool) -> str:
    email = _loaded().email
    if email is None:
        return "not set, so PubMed is not asked (--email, NCBI_EMAIL or the settings file)"
    name, _, host = email.partition("@")
    if not name or "." not in host or len(email.split()) != 1:
        raise ValueError("what is set is no e-mail address; NCBI writes to it before it blocks a caller")
    return "set"


def _key(_: bool) -> str:
    key = _loaded().api_key
    return "set: ten requests a second" if key else "not set: three requests a second"


def _cache(_: bool) -> str:
    import sqlite3

    from pipeline.cache import connected, prepare
    from reports.cli.run import cache_path

    path = cache_path()
    prepare(path)
    try:
        with connected(path) as connection:
            sound = connection.execute("PRAGMA quick_check").fetchone()[0]
            count, size = connection.execute("SELECT count(*), coalesce(sum(length(body)), 0) FROM answers").fetchone()
    except sqlite3.Error as error:
        sound = str(error)
    if sound != "ok":
        raise OSError(f"{path}: damaged ({sound}); delete it, nothing in it is needed")
    most = _loaded().cache_megabytes
    return f"{path}: {count:,} answers kept, {size / 2**20:.1f} of {most} MB"


def _pubmed(offline: bool) -> str:
    settings = _loaded()
    if offline or not settings.email:
        return "not asked" + (" (--offline)" if offline else " (no e-mail is set)")
    from pipeline.literature.pubmed import PubMed
    from reports.cli.run import cache_path

    source = PubMed(settings, cache_path())
    updated = source.describe().database_date
    ahead = source.transport.clock_ahead
    if ahead is not None and abs(ahead) > _CLOCK_SECONDS:
        raise ValueError(
            f"it answers, but this machine's clock is {abs(ahead):.0f} s {'ahead' if ahead > 0 else 'behind'}; set the clock"
        )
    key = ", the key is accepted" if settings.api_key else ""
    return f"it answers, last updated {updated}{key}; the clocks agree" + (" (not told)" if ahead is None else "")


def _loaded() -> Any:
    from pipeline.settings import load_settings, settings_path

    return load_settings(settings_path(), os.environ)


_CHECKS: tuple[tuple[str, Callable[[bool], str]], ...] = (
    ("program", _program), ("vocabulary", _vocabulary), ("starter library", _starter), ("tagger", _tagger), ("reader", _reader), ("settings", _settings), ("e-mail", _email),
    ("API key", _key), ("cache", _cache), ("PubMed", _pubmed),
)  # fmt: skip
