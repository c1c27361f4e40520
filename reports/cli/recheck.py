"""`claimaudit recheck`: what is watched, against what is new; and telling whom it concerns."""

import json
import os
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from claims.errors import Locked, SourceNotFound, UsageError
from reports.cli import store as store_commands
from reports.cli.main import printable


@click.command("recheck")
@click.option("--due", is_flag=True, help="Only claims whose day has come. Default: all that are not paused.")
@click.option("--dry-run", is_flag=True, help="Say what would be looked at; ask nobody, change nothing.")
@click.option("--updates", multiple=True, type=click.Path(path_type=Path), metavar="FILE", help="PubMed's update files (XML): what they hold is what is new. May be given several times.")  # fmt: skip
@click.option("--literature", metavar="SOURCE", help="starter, pubmed, or a library folder. Default as for audit.")
@click.option("--email", metavar="ADDRESS", help="Your e-mail address, which NCBI asks for (or NCBI_EMAIL).")
@click.option("--keep-articles", is_flag=True, help="Do not read the articles again.")
@click.option("--no-tell", is_flag=True, help="Send nothing; alerts wait in the store.")
@click.option(
    "--exit-code", "strict", is_flag=True, help="Exit 10 where something that matters to a reader has changed."
)
@click.option("--format", "shape", type=click.Choice(["text", "json"]), default="text", show_default=True)
@store_commands.option
def command(
    due: bool, dry_run: bool, updates: tuple[Path, ...], literature: str | None, email: str | None, keep_articles: bool, no_tell: bool, strict: bool, shape: str, place: Path | None,
) -> int:  # fmt: skip
    """Look again at what is watched: new studies, retractions, corrections, edits of the articles. Quiet when nothing has happened.

    Exit 4 where some of it could not be asked (it stays due), could not be read again, or could not be told; 8 where another re-check is running.
    """
    from reports.cli.run import now

    moment = now()
    today = moment[:10] if due else None
    with store_commands.opened(place, must_exist=True) as store:
        if dry_run:
            return _shown(store, today)
        from pipeline.recheck.run import recheck
        from pipeline.settings import load_settings, settings_path
        from reports.cli.library import progress_line

        settings = load_settings(settings_path(), os.environ, literature=literature, email=email)
        channels = _channels(settings)
        with progress_line(shape == "json") as progress:
            tools = _tools(settings, progress, keep_articles=keep_articles)
            outcome = recheck(store, tools, moment, today=today, files=updates)
        # What was found is said before anyone is told: whatever goes wrong in telling, it stands here, and the store tries again.
        if shape == "text":
            _say(outcome)
        failed = [*outcome.failed, *([] if no_tell else _tell(store, settings, channels, moment))]
    if shape == "json":
        click.echo(json.dumps({"due": outcome.due, "checked": outcome.checked, "audits": outcome.audits, "alerts": [asdict(alert) for alert in outcome.alerts], "digest": outcome.digest, "failed": failed}, ensure_ascii=False, indent=1))  # fmt: skip
    else:
        for what, why in failed:
            click.echo(f"claimaudit: {printable(f'{what}: {why}')}", err=True)
    if outcome.alerts and strict:
        return 10
    return 4 if failed else 0


def _channels(settings: Any) -> Any:
    from reports.notify import channels_of

    return channels_of(settings, os.environ)


def _tools(settings: Any, progress: Any, *, keep_articles: bool) -> Any:
    from dataclasses import replace

    from pipeline.appraise.reader.shipped import shipped_embedder, shipped_reader
    from pipeline.literature.choose import choose_literature
    from pipeline.recheck.run import Tools
    from reports.cli.run import cache_path, vocabularies

    # The present state of every record is wanted, not the stored one.
    literature = choose_literature(replace(settings, record_days=0), cache_path())
    interventions, outcomes = vocabularies()
    fetch = None if keep_articles else _article_now
    reads = settings.most_pairs > 0
    return Tools(
        literature, interventions, outcomes, reader=shipped_reader() if reads else None, embedder=shipped_embedder() if reads else None, most_pairs=settings.most_pairs,
        limit=settings.fetch_limit, fetch_article=fetch, progress=progress,
    )  # fmt: skip


def _article_now(watch: Any, old: Any) -> Any:
    """The article as it is now, with its claims; None where its text is as it was. Raises SourceError where it cannot be read."""
    from claims.carried import carried_over
    from claims.intake import read_source
    from reports.cli.run import claims_of, now

    page = watch.address.startswith(("http://", "https://"))
    if not page and not Path(watch.address).is_absolute():
        return None  # a sentence, an example: nowhere to be read again
    if not page and not Path(watch.address).is_file():
        raise SourceNotFound(f"{watch.address}: no such file")
    source = read_source(watch.address, now=now())
    if source.text == old.source.text:
        return None
    return source, carried_over(old.claims, claims_of(source, None), old.source, source)


def _tell(store: Any, settings: Any, channels: Any, moment: str) -> list[tuple[str, str]]:
    """Send, and write the files that show; returns what went wrong."""
    from pipeline.store.alerts import alerts, digest_lines
    from pipeline.store.watches import watches
    from reports.cli.files import write_file
    from reports.notify import feeds, tell_all

    failed = []
    try:
        failed += [(one.channel, one.failed) for one in tell_all(store, channels, moment) if one.failed]
    except Locked as error:
        failed.append(("telling", str(error)))
    connection = store.connection
    for path, make in (
        (settings.feed, lambda: feeds.atom([alert for _, alert in alerts(connection)])),
        (settings.calendar, lambda: feeds.calendar(watches(connection), moment)),
        (settings.digest, lambda: feeds.digest(digest_lines(connection, 500))),
    ):
        try:
            if path:
                write_file(Path(path).expanduser(), make, force=True)
        except UsageError as error:
            failed.append((path, str(error)))
    return failed


def _shown(store: Any, today: str | None) -> int:
    from pipeline.store.watches import claims_due, watches

    due = claims_due(store.connection, today)
    titles = {watch.id: watch.title for watch in watches(store.connection)}
    for watch in sorted({item.watch for item in due}):
        count = sum(item.watch == watch for item in due)
        click.echo(printable(f"{titles[watch]}: {count} {'claim' if count == 1 else 'claims'}"))
    click.echo(f"{len(due)} claims would be looked at.")
    return 0


def _say(outcome: Any) -> None:
    from reports.notify.text import subject_of, text_of

    for alert in outcome.alerts:
        click.echo(printable(f"{subject_of(alert)}\n{text_of(alert)}"))
    if outcome.alerts or outcome.failed:
        click.echo(f"{outcome.checked} of {outcome.due} claims looked at; {len(outcome.alerts)} alerts.")
