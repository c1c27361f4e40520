"""`claimaudit evaluate`: how good a stage is, on labelled data of the shapes that the benchmarks have."""

import importlib
import json
from pathlib import Path
from typing import Any

import click

# One file a task.
TASKS = {"design": "pipeline.evaluate.design"}
_PLACES = 4


@click.command("evaluate")
@click.argument("task", type=click.Choice(sorted(TASKS)))
@click.argument("path", type=click.Path(path_type=Path))
def command(task: str, path: Path) -> int:
    """Measure TASK on the labelled rows in PATH (JSON lines, gzipped or not) and print one JSON object."""
    import time

    began = time.perf_counter()
    figures = importlib.import_module(TASKS[task]).evaluate(path)
    figures = {**figures, "seconds": time.perf_counter() - began}
    click.echo(json.dumps(_rounded(figures), ensure_ascii=False, indent=1))
    return 0


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, _PLACES)
    if isinstance(value, dict):
        return {name: _rounded(inner) for name, inner in value.items()}
    return [_rounded(inner) for inner in value] if isinstance(value, list) else value
