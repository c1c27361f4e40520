"""What the changes of one article are told as: alerts, and lines of the digest. Written in the transaction that saves the audit which raised them."""

import sqlite3

from pipeline.recheck.alerting import alert_of, article_alert, digest_line
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
    lines = 0
    made: list[told.Alert] = []
    for pair in comparison.pairs:
        last = told.last_alert(connection, watch.id, pair.new.id)
        if pair.material:
            articles = watched.also_said_in(connection, watched.said_key(pair.new))
            made.append(
                alert_of(
                    (old, new), pair.new, pair.was, pair.now, pair.changes, articles, watch.address, watch.title, last
                )
            )
        elif pair.reworded:
            made.append(
                article_alert(
                    new,
                    "reworded",
                    pair.new,
                    pair.now,
                    pair.old.quote,
                    pair.new.quote,
                    watch.address,
                    watch.title,
                    last,
                )
            )
        small = [digest_line(pair.new, change) for change in pair.changes if not change.material]
        told.add_digest(connection, watch.id, pair.new.id, new.now, small)
        lines += len(small)
    for claim, verdict in comparison.added:
        made.append(
            article_alert(
                new,
                "added",
                claim,
                verdict,
                "",
                claim.quote,
                watch.address,
                watch.title,
                told.last_alert(connection, watch.id, claim.id),
            )
        )
    for claim, verdict in comparison.removed:
        made.append(
            article_alert(
                new,
                "removed",
                claim,
                verdict,
                claim.quote,
                "",
                watch.address,
                watch.title,
                told.last_alert(connection, watch.id, claim.id),
            )
        )
    raised += [alert for alert in made if told.add_alert(connection, watch.id, alert)]
    return lines
