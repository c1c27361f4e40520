"""Beginning to watch an article, and keeping an editor's decision on one that is watched."""

import sqlite3

from claims.vocabulary import Vocabulary
from pipeline.decide import decided
from pipeline.records import Action, Audit, Decision
from pipeline.store import watches as watched
from pipeline.store.audits import latest_audit, save_audit
from pipeline.store.decisions import add_decision, decisions_of
from pipeline.store.store import Store
from pipeline.store.watches import Watch
from pipeline.versions import versions


def rules_here() -> str:
    """The rules and tables that judge here, as the store keeps them beside each watch."""
    made = versions()
    return "; ".join((*made.rules, *made.tables))


def begin_watching(store: Store, audit: Audit, address: str, *, every: int | None) -> Watch:
    """Watch an article from this audit on, with the decisions that are in it. Raises UsageError where it is watched already."""
    title = " ".join((audit.source.title or audit.source.address).split())[:200]
    with store.writing() as connection:
        number = watched.add_watch(connection, audit, address=address, title=title, every=every)
        _save(connection, number, audit)
        known = decisions_of(connection, number)
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
    watched.set_claims(connection, watch, audit, checked=checked)
    watched.mark_versions(connection, watch, rules_here())
