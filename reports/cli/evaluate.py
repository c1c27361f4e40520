"""`claimaudit evaluate`: how good a stage is, on labelled data of the shapes that the benchmarks have."""

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from claims.errors import UsageError

_PLACES = 4


def _design(path: Path, _: dict[str, Any]) -> dict[str, Any]:
    from pipeline.evaluate import design

    return design.evaluate(path)


def _claims(path: Path, _: dict[str, Any]) -> dict[str, Any]:
    from pipeline.evaluate import claims

    return claims.evaluate(path)


def _strength(path: Path, _: dict[str, Any]) -> dict[str, Any]:
    from pipeline.evaluate import strength

    return strength.evaluate(path)


def _stance(path: Path, options: dict[str, Any]) -> dict[str, Any]:
    from pipeline.appraise.reader.encoder import Encoder
    from pipeline.evaluate import stance

    return stance.evaluate(path, _opened(Encoder, options["weights"]))


def _findings(path: Path, options: dict[str, Any]) -> dict[str, Any]:
    from pipeline.appraise.reader.encoder import Encoder
    from pipeline.evaluate import findings

    return findings.evaluate(path, _opened(Encoder, options["weights"]))


def _grade(path: Path, _: dict[str, Any]) -> dict[str, Any]:
    from pipeline.evaluate import grade

    return grade.evaluate(path)


def _retrieval(path: Path, options: dict[str, Any]) -> dict[str, Any]:
    from pipeline.appraise.reader.embedder import Embedder
    from pipeline.evaluate import retrieval

    return retrieval.evaluate(path, _opened(Embedder, options["weights"]), options["queries"])


def _opened(network: Callable[[Path], Any], weights: Path | None) -> Any:
    """A reader or an embedder from its folder, by default what ships. Raises UsageError where the folder holds none."""
    from pipeline.appraise.reader.shipped import WEIGHTS

    try:
        return network(weights or WEIGHTS)
    except Exception as error:  # each of the libraries has errors of its own
        raise UsageError(
            f"{weights}: not the folder of a trained reader ({' '.join(str(error).split())[:200]})."
        ) from None


# By name: what measures it, and the options that go with it.
TASKS: dict[str, tuple[Callable[[Path, dict[str, Any]], dict[str, Any]], frozenset[str]]] = {
    "claims": (_claims, frozenset()),
    "design": (_design, frozenset()),
    "findings": (_findings, frozenset({"weights"})),
    "grade": (_grade, frozenset()),
    "retrieval": (_retrieval, frozenset({"weights", "queries"})),
    "stance": (_stance, frozenset({"weights"})),
    "strength": (_strength, frozenset()),
}


@click.command("evaluate")
@click.argument("task", type=click.Choice(sorted(TASKS)))
@click.argument("path", type=click.Path(path_type=Path))
@click.option(
    "--weights",
    type=click.Path(path_type=Path),
    help="The folder of another reader than the one that ships, for findings, retrieval and stance.",
)
@click.option(
    "--queries",
    type=click.Path(path_type=Path),
    help="For retrieval: a file of queries (default: dev.jsonl.gz in PATH).",
)
def command(task: str, path: Path, **options: Path | None) -> int:
    """Measure TASK on the labelled rows in PATH (JSON lines, gzipped or not; for claims and retrieval a folder) and print one JSON object."""
    measure, taken = TASKS[task]
    for name, value in options.items():
        if value is not None and name not in taken:
            raise UsageError(f"--{name} does not go with {task}.")
    began = time.perf_counter()
    figures = measure(path, options)
    figures = {**figures, "seconds": time.perf_counter() - began}
    click.echo(json.dumps(_rounded(figures), ensure_ascii=False, indent=1))
    return 0


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, _PLACES)
    if isinstance(value, dict):
        return {name: _rounded(inner) for name, inner in value.items()}
    return [_rounded(inner) for inner in value] if isinstance(value, list) else value
