"""`claimaudit evaluate`: how good a stage is, on labelled data of the shapes that the benchmarks have."""

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

_PLACES = 4


def _design(path: Path, queries: Path | None) -> dict[str, Any]:
    from pipeline.evaluate import design

    return design.evaluate(path)


def _stance(path: Path, queries: Path | None) -> dict[str, Any]:
    from pipeline.appraise.reader.shipped import shipped_reader
    from pipeline.evaluate import stance

    return stance.evaluate(path, shipped_reader())


def _findings(path: Path, queries: Path | None) -> dict[str, Any]:
    from pipeline.appraise.reader.shipped import shipped_reader
    from pipeline.evaluate import findings

    return findings.evaluate(path, shipped_reader())


def _retrieval(path: Path, queries: Path | None) -> dict[str, Any]:
    from pipeline.appraise.reader.shipped import shipped_embedder
    from pipeline.evaluate import retrieval

    return retrieval.evaluate(path, shipped_embedder(), queries)


TASKS: dict[str, Callable[[Path, Path | None], dict[str, Any]]] = {
    "design": _design, "findings": _findings, "retrieval": _retrieval, "stance": _stance,
}  # fmt: skip


@click.command("evaluate")
@click.argument("task", type=click.Choice(sorted(TASKS)))
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--queries", type=click.Path(path_type=Path), help="For retrieval: a file of queries (default: dev.jsonl.gz in PATH).")
def command(task: str, path: Path, queries: Path | None) -> int:
    """Measure TASK on the labelled rows in PATH (JSON lines, gzipped or not; for retrieval a folder) and print one JSON object."""
    if queries is not None and task != "retrieval":
        raise click.UsageError("--queries goes with retrieval only.")
    began = time.perf_counter()
    figures = TASKS[task](path, queries)
    figures = {**figures, "seconds": time.perf_counter() - began}
    click.echo(json.dumps(_rounded(figures), ensure_ascii=False, indent=1))
    return 0


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, _PLACES)
    if isinstance(value, dict):
        return {name: _rounded(inner) for name, inner in value.items()}
    return [_rounded(inner) for inner in value] if isinstance(value, list) else value
