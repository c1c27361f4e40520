"""The command line: the one place that puts everything together."""

from reports.cli.main import main

__all__ = ["main"]
