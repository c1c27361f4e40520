"""`claimaudit decide`: an editor's word on a claim, kept beside the program's."""

import getpass
import re
from pathlib import Path
from typing import Any

import click

from claims.errors import UsageError
from reports.cli import store as store_commands
from reports.cli.files import read_audit
from reports.cli.main import printable

LABELS = ("supported", "probably supported", "possibly supported", "refuted", "probably not", "possibly not", "contradicted", "mixed evidence", "insufficient", "no human evidence", "no studies found", "not assessed", "not checkable")  # fmt: skip


@click.command("decide")
@click.argument("audit", type=click.Path(path_type=Path), metavar="AUDIT")
@click.argument("claim", metavar="CLAIM")
@click.option("--accept", is_flag=True, help="The verdict stands.")
@click.option("--override", metavar="LABEL", type=click.Choice(LABELS), help="Another verdict.")
@click.option("--exclude", metavar="PMID", help="This study does not count.")
@click.option("--include", metavar="PMID", help="This study is on the question.")
@click.option("--postpone", metavar="YYYY-MM-DD", help="Look again on that day.")
@click.option(
    "--edit",
    metavar="FIELD=VALUE",
    help="Change a field of the claim: direction, negated, hedge, strength, kind, population, context, dose.",
)
@click.option("--merge", metavar="CLAIM", help="The same as another claim of this audit.")
@click.option("--not-a-claim", is_flag=True, help="Nothing is claimed here.")
@click.option("--confirm", is_flag=True, help="The sentence is read rightly.")
@click.option("--code", default="editor", show_default=True, help="The reason, in one word.")
@click.option("--note", default="", help="The reason, in a sentence.")
@click.option("--who", help="Default: your login name.")
@store_commands.option
def command(audit: Path, claim: str, code: str, note: str, who: str | None, place: Path | None, **choices: Any) -> int:
    """Decide on CLAIM (its number in the report, or its id) of AUDIT, and judge it again. The files of the audit are written anew.

    A decision outranks the program and is shown beside what the program says. When the evidence changes it goes out of date, and the report says so.
    Where the article is watched, re-checks keep the decision.
    """
    from pipeline.decide import decided, machine_verdict
    from pipeline.records import Action, Decision, Label
    from pipeline.verdict.editors import evidence_of
    from reports.cli.run import now, vocabularies
    from reports.write import claimed, write_audit

    record, path = read_audit(audit)
    if path.name != "audit.json":
        raise UsageError(
            f"{path}: give the folder of an audit, or the audit.json in it: its other files are written anew."
        )
    mine = _claim(record, claim)
    action, values = _action(choices, record)
    interventions, outcomes = vocabularies()
    seen = (
        evidence_of(machine_verdict(record, mine, interventions, outcomes))
        if action in {"accept", "override"}
        else None
    )
    label = Label(values.pop("label")) if "label" in values else None
    decision = Decision(
        mine.id, who or getpass.getuser(), now(), code, note, label, Action(action), evidence=seen, **values
    )
    made = decided(record, decision, interventions, outcomes)
    # First the store: where the decision does not fit what is watched, nothing has been written.
    _keep(place, record, decision, interventions, outcomes)
    with claimed(path.parent):
        write_audit(made, path.parent, force=True)
    now_says = next((one for one in made.verdicts if one.claim_id == mine.id), None)
    click.echo(printable(f"{now_says.label}: {now_says.sentence}" if now_says else "merged"))
    return 0


def _claim(record: Any, name: str) -> Any:
    for number, claim in enumerate(record.claims, 1):
        if name in {str(number), claim.id}:
            return claim
    raise UsageError(f"{name}: no claim of that number or id is in the audit.")


def _action(choices: dict[str, Any], record: Any) -> tuple[str, dict[str, Any]]:
    """The one thing that was decided, and what goes with it."""
    given = [name for name, value in choices.items() if value]
    if len(given) != 1:
        raise UsageError(
            "Give one decision: --accept, --override, --exclude, --include, --postpone, --edit, --merge, --not-a-claim or --confirm."
        )
    name = given[0]
    value = choices[name]
    if name in {"exclude", "include"}:
        return name, {"pmid": str(value)}
    if name == "override":
        return name, {"label": value}
    if name == "postpone":
        return name, {"until": _day(value)}
    if name == "edit":
        field, equals, new = value.partition("=")
        if not equals:
            raise UsageError("--edit wants FIELD=VALUE.")
        return name, {"field": field.strip(), "value": new.strip()}
    if name == "merge":
        return name, {"value": _claim(record, value).id}
    return name.replace("_", " "), {}


def _day(value: str) -> str:
    """A day that there is, and that is to come."""
    from datetime import date

    from reports.cli.run import now

    try:
        day = date.fromisoformat(value) if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value) else None
    except ValueError:
        day = None
    if day is None or value <= now()[:10]:
        raise UsageError(f"--postpone {value}: no day to come. Give YYYY-MM-DD.")
    return value


def _keep(place: Path | None, record: Any, decision: Any, interventions: Any, outcomes: Any) -> None:
    """In the store too, where the article is watched."""
    if not store_commands.store_path(place).exists():
        return
    from pipeline.recheck.watching import keep_decision

    with store_commands.opened(place) as store:
        for watch in keep_decision(store, record, decision, interventions, outcomes):
            click.echo(printable(f"kept with watch {watch.id}: {watch.title}"))
