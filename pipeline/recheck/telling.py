"""What the changes of one article are told as: alerts, and lines of the digest. Written in the transaction that saves the audit which raised them."""

import sqlite3

from claims.records import Claim
from pipeline.recheck.alerting import About, alert_of, article_alert, digest_line
from pipeline.recheck.compare import Comparison
from pipeline.records import Audit
from pipeline.store import alerts as told
from pipeline.store import watches as watched
from pipeline.store.watches import Watch


def tell_changes(
    connection: sqlite3.Connection,
    watch: Watch,
    comparison: Comparison,
    old: Audit,
    new: Audit,
    raised: list[told.Alert],
) -> int:
    """Adds the alerts that are new to `raised`; returns how many lines went into the digest."""

    def about(claim: Claim, *, everywhere: bool = False) -> About:
        articles = watched.also_said_in(connection, watched.said_key(claim)) if everywhere else (watch.title,)
        return About(watch.address, watch.title, articles, told.alerts_on(connection, watch.id, claim.id, new.now[:10]))

    lines = 0
    made: list[told.Alert] = []
    for pair in comparison.pairs:
        if pair.material:
            made.append(
                alert_of(old, new, pair.new, pair.was, pair.now, pair.changes, about(pair.new, everywhere=True))
            )
        elif pair.reworded:
            made.append(
                article_alert(new, "reworded", pair.new, pair.now, pair.old.quote, pair.new.quote, about(pair.new))
            )
        small = [digest_line(pair.new, change) for change in pair.changes if not change.material]
        told.add_digest(connection, watch.id, pair.new.id, new.now, small)
        lines += len(small)
    made += [
        article_alert(new, "added", claim, verdict, "", claim.quote, about(claim))
        for claim, verdict in comparison.added
    ]
    made += [
        article_alert(new, "removed", claim, verdict, claim.quote, "", about(claim))
        for claim, verdict in comparison.removed
    ]
    raised += [alert for alert in made if told.add_alert(connection, watch.id, alert)]
    return lines
