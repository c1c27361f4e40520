"""`claimaudit audit`: articles in, a folder of reports for each out."""

import json
import time
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import click

from claims.errors import ClaimAuditError, LiteratureError, UsageError
from reports.cli.main import printable

# Which exit code speaks for a run over several articles: the first of these that any article had.
_GRAVITY = (5, 3, 2, 8, 4, 0)
EXAMPLE = "example article"


@dataclass(frozen=True)
class _Options:
    out: Path | None
    force: bool
    allow_private: bool
    encoding: str | None
    corrections: Path | None
    resume: bool
    offline: bool


@click.command("audit")
@click.argument("sources", nargs=-1, metavar="[SOURCE]…")
@click.option("--example", is_flag=True, help="Audit the article that comes with the program.")
@click.option("--claim", "sentence", metavar="SENTENCE", help="Audit one sentence.")
@click.option(
    "--claims",
    "corrections",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Claims corrected by an editor (from `claims --format json`).",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Where to write. Default: a folder named after the source, here.",
)
@click.option("--force", is_flag=True, help="Replace an audit that is there already.")
@click.option(
    "--literature",
    metavar="SOURCE",
    help="starter, pubmed, a library folder, or an audit.json. Default: pubmed where an e-mail is set, else starter.",
)
@click.option("--email", metavar="ADDRESS", help="Your e-mail address, which NCBI asks for (or NCBI_EMAIL).")
@click.option(
    "--resume", is_flag=True, help="Go on with an audit that was stopped or is incomplete; ask only what is missing."
)
@click.option("--offline", is_flag=True, help="PubMed as earlier answers have it; nothing is asked.")
@click.option("--encoding", metavar="NAME", help="The encoding of a text or page that is not UTF-8.")
@click.option("--allow-private", is_flag=True, help="Fetch pages from private and local addresses too.")
@click.option(
    "--format", "shape", type=click.Choice(["text", "json"]), default="text", show_default=True, help="What to print."
)
def command(
    sources: tuple[str, ...], example: bool, sentence: str | None, corrections: Path | None, out: Path | None, force: bool,
    literature: str | None, email: str | None, encoding: str | None, allow_private: bool, resume: bool, offline: bool, shape: str,
) -> int:  # fmt: skip
    """Audit articles: files (text, Markdown, HTML, DOCX, PDF), http(s) addresses, or - for standard input.

    Writes report.html, report.md, audit.json, evidence.csv and citations.ris for each, and with --out an index of several. The article never leaves this machine.
    """
    jobs: list[tuple[str, str]] = [("source", reference) for reference in sources]
    jobs += [("example", EXAMPLE)] * example + ([("sentence", sentence)] if sentence is not None else [])
    if not jobs:
        raise UsageError('Nothing to audit. Give a file, an address or -, or --example, or --claim "one sentence".')
    if corrections is not None and len(jobs) != 1:
        raise UsageError("--claims goes with one article. Audit the others by themselves.")
    if sources.count("-") > 1:
        raise UsageError("Standard input (-) can be read once only.")
    if out is not None and len(jobs) > 1:
        from reports.cli.batch import refuse_batch

        refuse_batch(out, force=force or resume)
    options = _Options(out, force, allow_private, encoding, corrections, resume, offline)
    settings = _settings(literature, email)
    results = []
    folders: set[Path] = set()
    for kind, reference in jobs:
        try:
            results.append(
                _one(kind, reference, settings, options, folders, several=len(jobs) > 1, quiet=shape == "json")
            )
        except BrokenPipeError:
            raise  # whoever read our output has gone; no article is at fault
        except (ClaimAuditError, OSError) as error:
            code = error.exit_code if isinstance(error, ClaimAuditError) else UsageError.exit_code
            results.append({"source": reference, "error": str(error), "exit_code": code})
            if shape == "text":
                click.echo(f"claimaudit: {printable(str(error))}", err=True)
    if shape == "json":
        click.echo(json.dumps(results, ensure_ascii=False, indent=1))
    elif len(results) > 1:
        done = tuple(Path(str(result["folder"])) for result in results if "folder" in result)
        if out is not None and done:
            from reports.cli.batch import write_batch

            click.echo(str(write_batch(done, out, force=True)[0]))
        failed = sum("error" in result for result in results)
        click.echo(
            f"{len(results) - failed} of {len(results)} articles audited"
            + (f", {failed} could not be" if failed else "")
            + "."
        )
    codes = {result["exit_code"] for result in results}
    return next(code for code in _GRAVITY if code in codes)


def _settings(literature: str | None, email: str | None) -> Any:
    import os

    from pipeline.settings import load_settings, settings_path

    return load_settings(settings_path(), os.environ, literature=literature, email=email)


def _one(
    kind: str, reference: str, settings: Any, options: _Options, folders: set[Path], *, several: bool, quiet: bool
) -> dict[str, Any]:  # fmt: skip
    from pipeline.literature.choose import named_source
    from pipeline.resume import resume_point
    from reports.cli.run import cache_path
    from reports.write import claimed, folder_name, refuse_existing

    name = folder_name({"sentence": "claim"}.get(kind, "standard input" if reference == "-" else reference))
    folder = _distinct(options.out / name if options.out and several else options.out or Path(name), folders)
    asks = named_source(settings, offline=options.offline) == "pubmed"
    point = resume_point(cache_path(), folder, time.time()) if options.resume and asks else None
    refuse_existing(folder, force=options.force or point is not None)
    with claimed(folder):
        return _audited(kind, reference, folder, point, settings, options, asks=asks, quiet=quiet)


def _audited(
    kind: str, reference: str, folder: Path, point: Any, settings: Any, options: _Options, *, asks: bool, quiet: bool
) -> dict[str, Any]:  # fmt: skip
    from pipeline.appraise.reader.shipped import shipped_embedder, shipped_reader
    from pipeline.audit import all_failed, audit
    from pipeline.literature.choose import choose_literature
    from pipeline.resume import ResumePoint, begin, fingerprint
    from reports.cli.library import progress_line
    from reports.cli.run import cache_path, claims_of, now, vocabularies
    from reports.cli.tell import log_run, tell
    from reports.write import write_audit

    started = time.monotonic()
    moment = point.now if point else now()
    article = _article(kind, reference, moment, options)
    claims = claims_of(article, options.corrections, every=kind == "sentence")
    about = fingerprint(article, claims, settings.literature or "", settings.fetch_limit)
    if point and point.about != about:
        raise UsageError(
            f"{reference}: the article, its claims or the settings have changed since {folder} was begun. "
            "Run the audit without --resume."
        )
    point = point or ResumePoint(time.time(), moment, about)
    literature = choose_literature(settings, cache_path(), reuse_since=point.started, offline=options.offline)
    if asks:
        begin(cache_path(), folder, point)
    interventions, outcomes = vocabularies()
    with progress_line(quiet) as progress:
        record = audit(
            article,
            claims,
            literature,
            interventions,
            outcomes,
            reader=shipped_reader() if settings.most_pairs else None,
            embedder=shipped_embedder() if settings.most_pairs else None,
            now=moment,
            limit=settings.fetch_limit,
            most_pairs=settings.most_pairs,
            progress=progress,
        )
    if all_failed(record):
        first = next(entry.error for entry in record.log.entries if entry.error)
        raise LiteratureError(f"{reference}: not one search ran, so there is nothing to report. {first}")
    paths = write_audit(record, folder, force=options.force or options.resume)
    log_run(folder, record, literature, time.monotonic() - started)
    if not quiet:
        tell(record, folder)
    return {
        "source": reference,
        "folder": str(folder),
        "files": [path.name for path in paths],
        "literature": {
            "source": record.log.provenance.source,
            "coverage": str(record.log.provenance.coverage),
            "statement": record.log.provenance.statement,
        },
        "completeness": record.completeness.sentence,
        "claims": [
            {
                "id": claim.id,
                "quote": claim.quote,
                "label": str(verdict.label),
                "sentence": verdict.sentence,
                "safety": [notice.rule for notice in verdict.safety],
            }
            for claim, verdict in zip(record.claims, record.verdicts, strict=True)
        ],
        "exit_code": 4 if record.completeness.failed else 0,
    }


def _article(kind: str, reference: str, moment: str, options: _Options) -> Any:
    from claims.intake import read_bytes, read_sentence, read_source

    if kind == "sentence":
        return read_sentence(reference, now=moment)
    if kind == "example":
        return read_bytes(files("reports.example").joinpath("article.txt").read_bytes(), EXAMPLE, now=moment)
    return read_source(reference, now=moment, allow_private=options.allow_private, encoding=options.encoding)


def _distinct(folder: Path, taken: set[Path]) -> Path:
    """A folder that no other article of this run has: two files called news.html get two folders."""
    number, chosen = 2, folder
    while chosen in taken:
        chosen = folder.with_name(f"{folder.name}-{number}")
        number += 1
    taken.add(chosen)
    return chosen
