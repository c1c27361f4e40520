"""`claimaudit replay`: an audit, recomputed from what it stores. No model, network, library or clock is touched."""

import sys
from pathlib import Path

import click

from claims.errors import ReplayDiffers


@click.command("replay")
@click.argument("audit", type=click.Path(path_type=Path), metavar="AUDIT")
def command(audit: Path) -> int:
    """Recompute the verdicts of AUDIT (an audit.json, or its folder) and print the whole audit.

    Exit 0 when the result equals the file byte for byte, 6 when not, 7 when a rule that judged it is not installed.
    """
    from pipeline.replay import replay
    from reports.cli.files import audit_bytes
    from reports.cli.run import vocabularies

    data, path = audit_bytes(audit)
    try:
        sys.stdout.buffer.write(replay(data, str(path), *vocabularies()))
    except ReplayDiffers as error:
        sys.stdout.buffer.write(error.recomputed)
        sys.stdout.buffer.flush()
        raise
    return 0
