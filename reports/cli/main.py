"""`claimaudit`: its commands, loaded only when asked for, and what becomes of errors."""

import importlib
import os
import sqlite3
import sys
from typing import Any

import click

from claims.errors import ClaimAuditError
from reports.cli.foreign import refuse_foreign

# name → (module, one line for --help). A command's module is imported when the command runs.
_COMMANDS = {
    "audit": ("reports.cli.audit", "Audit articles: find their claims, search, grade, report."),
    "claims": ("reports.cli.claims", "Show the claims of an article, without searching."),
    "export": ("reports.cli.export", "Write an audit in another format: PDF, XLSX, BibTeX, ClaimReview …"),
    "diff": ("reports.cli.diff", "Show what changed between two audits."),
    "batch": ("reports.cli.batch", "Put many audits on one page."),
    "watch": ("reports.cli.watch", "Choose which audits are looked at again, and how often."),
    "recheck": ("reports.cli.recheck", "Look again at what is watched, and tell what has changed."),
    "decide": ("reports.cli.decide", "Put an editor's word beside the program's."),
    "store": ("reports.cli.store", "Check and copy the store of audits and alerts."),
    "replay": ("reports.cli.replay", "Recompute an audit's verdicts from what it stores."),
    "library": ("reports.cli.library", "Build, update and check a local library."),
    "evaluate": ("reports.cli.evaluate", "Measure a stage on labelled data."),
    "doctor": ("reports.cli.doctor", "Check this installation and its settings."),
}
EXIT_CODES = """
Exit codes: 0 done; 2 usage, or a missing extra; 3 source unreadable or not English; 4 finished but incomplete;
5 literature unavailable; 6 replay differs; 7 rule version not installed; 8 locked by another run; 10 material change found.
"""


class _Lazy(click.Group):
    def list_commands(self, _context: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, _context: click.Context, name: str) -> click.Command | None:
        if name not in _COMMANDS:
            return None
        command: click.Command = importlib.import_module(_COMMANDS[name][0]).command
        return command

    def format_commands(self, _context: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in _COMMANDS.items()])


@click.group(cls=_Lazy, epilog=EXIT_CODES, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="claimaudit", prog_name="claimaudit")
def group() -> None:
    """Audit the health claims of an article against the medical literature.

    Start with: claimaudit audit --example
    """


def main(arguments: list[str] | None = None) -> None:
    """Run the command line; every error of ours ends in one line on standard error and its exit code."""
    output = sys.stdout
    try:
        refuse_foreign()
        code: Any = group.main(args=arguments, standalone_mode=False)
        sys.stdout.flush()
    except ClaimAuditError as error:
        click.echo(f"claimaudit: {printable(str(error))}", err=True)
        sys.exit(error.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        click.echo("claimaudit: stopped; nothing that was not finished has been written.", err=True)
        sys.stderr.flush()
        os._exit(130)  # a search that is still under way must not be waited for
    except BrokenPipeError:
        _drop_output()
        sys.exit(0)
    except SystemExit:
        # Where whoever read our output has gone, click puts something else in its place and ends; that is no failure of ours.
        if sys.stdout is not output:
            _drop_output()
            sys.exit(0)
        raise
    except sqlite3.DatabaseError as error:
        click.echo(
            f"claimaudit: a database cannot be read ({printable(str(error))}). `claimaudit store check` tells which.",
            err=True,
        )
        sys.exit(2)
    except OSError as error:
        click.echo(f"claimaudit: {printable(str(error))}", err=True)
        _drop_output()
        sys.exit(1)
    sys.exit(code if isinstance(code, int) else 0)


def _drop_output() -> None:
    """Whoever read standard output has gone, or it cannot be written: nothing more is sent there, not even at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def printable(text: str) -> str:
    """Text that cannot steer a terminal: control characters are shown, not sent."""
    return "".join(
        character if character.isprintable() or character == "\n" else repr(character)[1:-1] for character in text
    )
