"""Beginning to watch an article, and keeping an editor's decision on one that is watched."""

import sqlite3
from contextlib import suppress

from claims.errors import UsageError
from claims.vocabulary import Vocabulary
from pipeline.decide import decided
from pipeline.recheck.cadence import days_between
from pipeline.records import Action, Audit, Decision, Provenance, Versions
from pipeline.store import watches as watched
from pipeline.store.audits import latest_audit, save_audit
from pipeline.store.decisions import add_decision, decisions_of
from pipeline.store.store import Store
from pipeline.store.watches import Watch


def rules_of(made: Versions) -> str:
    """The rules and tables that judged, as the store keeps them beside each watch."""
    return "; ".join((*made.rules, *made.tables))


def source_named(provenance: Provenance) -> str:
    """What was searched, by name and reach."""
    return f"{provenance.source} ({provenance.coverage})"


def days_of(audit: Audit) -> dict[str, int]:
    """How often each claim is looked at again, where nobody has set it."""
    verdicts = {verdict.claim_id: verdict for verdict in audit.verdicts}
    return {claim.id: days_between(claim, verdicts[claim.id]) for claim in audit.claims}


def begin_watching(
    store: Store, audit: Audit, address: str, interventions: Vocabulary, outcomes: Vocabulary, *, every: int | None
) -> Watch:
    """Watch an article from this audit on, with the decisions that are in it, and those that were made when it was watched before.

    Raises UsageError where it is watched already, or where searches of the audit failed: what those missed would look like news.
    """
    if audit.completeness.failed:
        raise UsageError(f"{address}: the audit is incomplete. Run it again with --resume, then watch it.")
    title = " ".join((audit.source.title or audit.source.address).split())[:200]
    with store.writing() as connection:
        number = watched.add_watch(connection, audit, address=address, title=title, every=every)
        known = decisions_of(connection, number)
        for decision in known:
            if decision not in audit.decisions and any(claim.id == decision.claim_id for claim in audit.claims):
                with suppress(UsageError):  # on a study, or another claim, that this audit does not have
                    audit = decided(audit, decision, interventions, outcomes)
        _save(connection, number, audit)
        for decision in audit.decisions:
            if decision not in known:
                add_decision(connection, number, decision)
        return watched.watch_named(connection, str(number))


def keep_decision(
    store: Store, audit: Audit, decision: Decision, interventions: Vocabulary, outcomes: Vocabulary
) -> tuple[Watch, ...]:
    """Bring a decision on an audit into the last audit of every watched article that is the same article and makes the claim. What it changes is no news."""
    kept = []
    with store.writing() as connection:
        for watch in watched.watches(connection):
            last = latest_audit(connection, watch.id)
            if (
                last is None
                or last.source.address != audit.source.address
                or not any(claim.id == decision.claim_id for claim in last.claims)
            ):
                continue
            after = decided(last, decision, interventions, outcomes)
            add_decision(connection, watch.id, decision)
            _save(connection, watch.id, after, checked=())
            if decision.action is Action.POSTPONE and decision.until:
                watched.postpone(connection, watch.id, decision.claim_id, decision.until)
            kept.append(watch)
    return tuple(kept)


def _save(connection: sqlite3.Connection, watch: int, audit: Audit, *, checked: tuple[str, ...] | None = None) -> None:
    save_audit(connection, watch, audit)
    watched.set_claims(connection, watch, audit, days_of(audit), checked=checked)
    watched.mark_judged(connection, watch, rules_of(audit.versions), source_named(audit.log.provenance))
