"""`claimaudit doctor`: is this installation sound, and what is it set to? Tells no secrets and asks no network."""

import json
import os
import platform
from collections.abc import Callable

import click

from claims.errors import ClaimAuditError
from reports.cli.main import printable


@click.command("doctor")
@click.option("--format", "shape", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(shape: str) -> int:
    """Check packages, vocabulary, starter library, cache and settings. Exit 2 when something needs mending."""
    results = []
    for name, check in _CHECKS:
        try:
            results.append({"check": name, "ok": True, "says": check()})
        except (ClaimAuditError, OSError, ImportError, ValueError) as error:
            results.append({"check": name, "ok": False, "says": str(error)})
    if shape == "json":
        click.echo(json.dumps(results, ensure_ascii=False, indent=1))
    else:
        for result in results:
            click.echo(printable(f"{'ok  ' if result['ok'] else 'MEND'} {result['check']}: {result['says']}"))
    return 0 if all(result["ok"] for result in results) else 2


def _program() -> str:
    from pipeline.versions import PROGRAM
    from reports.cli.foreign import refuse_foreign

    refuse_foreign()
    return f"{PROGRAM} on Python {platform.python_version()}"


def _vocabulary() -> str:
    from reports.cli.run import vocabularies

    interventions, outcomes = vocabularies()
    return f"{sum(1 for _ in interventions)} interventions, {sum(1 for _ in outcomes)} outcomes"


def _starter() -> str:
    from pipeline.literature.starter import open_starter

    return f"{open_starter().describe().records} studies"


def _cache() -> str:
    from reports.cli.run import cache_path

    path = cache_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    if not os.access(path.parent, os.W_OK):
        raise OSError(f"{path.parent} cannot be written; set CLAIMAUDIT_CACHE to a place that can")
    return str(path)


def _settings() -> str:
    from pipeline.settings import load_settings, settings_path

    path = settings_path()
    settings = load_settings(path, os.environ)
    default = settings.literature or ("pubmed" if settings.email else "starter")
    return f"{path} ({'present' if path.is_file() else 'not present'}); literature {default}; e-mail {'set' if settings.email else 'not set'}; API key {'set' if settings.api_key else 'not set'}"


_CHECKS: tuple[tuple[str, Callable[[], str]], ...] = (
    ("program", _program), ("vocabulary", _vocabulary), ("starter library", _starter), ("cache", _cache), ("settings", _settings),
)  # fmt: skip
