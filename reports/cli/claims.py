"""`claimaudit claims`: extraction alone. The JSON can be edited and given back to `audit --claims`."""

import json

import click

from reports.cli.main import printable


@click.command("claims")
@click.argument("source")
@click.option("--format", "shape", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--encoding", metavar="NAME", help="The encoding of a text or page that is not UTF-8.")
@click.option("--allow-private", is_flag=True, help="Fetch pages from private and local addresses too.")
@click.option("--explain", is_flag=True, help="Say which rule found each claim, and what its words stand for.")
def command(source: str, shape: str, encoding: str | None, allow_private: bool, explain: bool) -> int:
    """Show the claims of an article (a file, an address, or -), without searching."""
    from claims.intake import read_source
    from pipeline.canonical import to_plain
    from reports.cli.run import claims_of, now

    article = read_source(source, now=now(), allow_private=allow_private, encoding=encoding)
    found = claims_of(article, None)
    if shape == "json":
        click.echo(json.dumps(to_plain(found), ensure_ascii=False, indent=1))
        return 0
    if not found:
        click.echo("No health claim that could be checked was found in this text.")
    for number, claim in enumerate(found, 1):
        denied = " (denied)" if claim.negated else ""
        click.echo(printable(f"{number:3}. {claim.intervention} | {claim.direction}{denied} | {claim.outcome}"))
        click.echo(printable(f"     “{claim.quote}”"))
        details = [f"hedge {claim.hedge}", f"strength {claim.strength}", str(claim.kind), f"priority {claim.priority}"]
        details += [
            f"{name}: {value}"
            for name, value in (
                ("population", claim.population),
                ("context", claim.context),
                ("dose", claim.dose),
                ("said by", claim.said_by),
            )
            if value
        ]
        details += [f"said {len(claim.also_at) + 1} times"] if claim.also_at else []
        details += [claim.not_checkable_because] if claim.not_checkable_because else []
        details += [f"to be confirmed: {claim.confirm}"] if claim.confirm else []
        if explain:
            details += (
                [f"looked up as {', '.join(claim.outcome_concept.measures)}"] if claim.outcome_concept.measures else []
            )
            details += [
                f"{side} in the vocabulary as “{concept.preferred}”"
                + (f" (MeSH {concept.mesh_id})" if concept.mesh_id else "")
                for side, concept in (("acting", claim.intervention_concept), ("outcome", claim.outcome_concept))
                if concept.known
            ]
            details += [claim.found_by]
        click.echo(printable(f"     {'; '.join(details)}"))
    return 0
