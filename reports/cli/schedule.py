"""The daily run of re-checks: a systemd user timer, or a line of the crontab. Shown first, written only when asked."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import click

from claims.errors import UsageError

_MARK = "# claimaudit re-checks"


def scheduled(
    kind: str | None, hour: str, store: Path, *, literature: str | None, email: str | None, write: bool
) -> int:
    """The order holds what a schedule has no environment for: the store, and what is searched. Secrets are never written into it."""
    found = re.fullmatch(r"([01]\d|2[0-3]):([0-5]\d)", hour)
    if found is None:
        raise UsageError(f"--at {hour}: not a time of day. Give HH:MM.")
    chosen = kind or ("systemd" if Path("/run/systemd/system").is_dir() and shutil.which("systemctl") else "cron")
    program = shutil.which("claimaudit") or sys.argv[0]
    order = [str(Path(program).resolve()), "recheck", "--due", "--store", str(store.resolve())]
    order += (
        ["--literature", literature if literature in {"starter", "pubmed"} else str(Path(literature).resolve())]
        if literature
        else []
    )
    order += ["--email", email] if email else []
    if any(
        not letter.isprintable()
        for word in (*order, *os.environ.get("CLAIMAUDIT_SETTINGS", ""), *os.environ.get("CLAIMAUDIT_CACHE", ""))
        for letter in word
    ):
        raise UsageError(
            "A path with line ends or control characters cannot be scheduled. Move the store, or name another with --store."
        )
    place = {name: os.environ[name] for name in ("CLAIMAUDIT_SETTINGS", "CLAIMAUDIT_CACHE") if os.environ.get(name)}
    place = {name: str(Path(value).resolve()) for name, value in place.items()}
    return (
        _systemd(order, hour, place, write=write)
        if chosen == "systemd"
        else _cron([*(f"{name}={value}" for name, value in place.items()), *order], found[1], found[2], write=write)
    )


def _systemd(order: list[str], hour: str, place: dict[str, str], *, write: bool) -> int:
    folder = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "systemd" / "user"
    command = " ".join(_unit_word(word) for word in order)
    given = "".join(f"Environment={_unit_word(f'{name}={value}')}\n" for name, value in place.items())
    files = {
        "claimaudit-recheck.service": f"[Unit]\nDescription=claimaudit re-checks\n\n[Service]\nType=oneshot\n{given}ExecStart={command}\nSuccessExitStatus=0 8\n",
        "claimaudit-recheck.timer": f"[Unit]\nDescription=claimaudit re-checks, every day\n\n[Timer]\nOnCalendar=*-*-* {hour}:00\nPersistent=true\nRandomizedDelaySec=600\n\n[Install]\nWantedBy=timers.target\n",
    }
    for name, text in files.items():
        click.echo(f"{folder / name}\n\n{text}")
    if write:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for name, text in files.items():
                (folder / name).write_text(text, "utf-8")
        except OSError as error:
            raise UsageError(f"{folder}: cannot be written ({error.strerror}).") from None
    click.echo("Written. Start it with:" if write else "Nothing was written; add --yes to write it. Then:")
    click.echo(
        "Keys and passwords (NCBI_API_KEY, CLAIMAUDIT_SMTP_PASSWORD, CLAIMAUDIT_WEBHOOK_SECRET) go into the unit by `systemctl --user edit claimaudit-recheck.service`."
    )
    click.echo("  systemctl --user daemon-reload && systemctl --user enable --now claimaudit-recheck.timer")
    return 0


def _cron(order: list[str], hour: str, minute: str, *, write: bool) -> int:
    # A percent sign ends a command in a crontab.
    line = f"{int(minute)} {int(hour)} * * * {_cron_words(order)}".replace("%", r"\%") + f" {_MARK}"
    click.echo(line)
    if not write:
        click.echo("Nothing was written; add --yes to put this line into your crontab.")
        return 0
    crontab = shutil.which("crontab")
    if crontab is None:
        raise UsageError(
            "There is no crontab on this machine. Use --with systemd, or put the line above where your schedule is kept."
        )
    held = subprocess.run([crontab, "-l"], capture_output=True, text=True, check=False)  # noqa: S603
    if held.returncode and "no crontab" not in held.stderr.lower():
        raise UsageError(
            f"Your crontab cannot be read ({held.stderr.strip()[:200]}), so nothing was written into it. Put the line above in by hand."
        )
    kept = [one for one in held.stdout.splitlines() if _MARK not in one] if held.returncode == 0 else []
    text = "\n".join([*kept, line, ""])
    done = subprocess.run([crontab, "-"], input=text, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise UsageError(f"crontab refused the line: {done.stderr.strip()[:200]}")
    click.echo("Written.")
    return 0


def _cron_words(words: list[str]) -> str:
    """For the shell that cron starts: settings before the command stay settings, whatever stands in them."""
    return " ".join(
        f"{name}={shlex.quote(value)}" if equals and name.isupper() else shlex.quote(word)
        for word in words
        for name, equals, value in [word.partition("=")]
    )


def _unit_word(word: str) -> str:
    """A word of ExecStart: quoted, and nothing in it taken for a specifier or a variable."""
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{escaped}"' if re.search(r"[\s\"'\\;]", word) else escaped
