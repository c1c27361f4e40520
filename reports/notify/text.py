"""An alert as plain text: what was, what is, why, where, and the draft of the correction."""

from pipeline.store import Alert
from reports.wording import say


def subject_of(alert: Alert) -> str:
    """One line without control characters, whatever the article says."""
    line = say("alert.subject", claim=alert.claim, label=alert.label)
    return " ".join("".join(letter if letter.isprintable() else " " for letter in line).split())[:200]


def text_of(alert: Alert) -> str:
    lines = [
        say("alert.article", title=alert.article, address=alert.address),
        say("alert.quote", quote=_flat(alert.quote)),
        "",
    ]
    lines += [
        f"{aspect}: {say('diff.was')} {_flat(was) or '–'}; {say('diff.now')} {_flat(now) or '–'} [{rule}]"
        for aspect, was, now, rule in alert.changes
    ]
    lines += ["", alert.sentence]
    if alert.because:
        lines += ["", say("alert.because")]
        lines += [f"- {_flat(title)} https://pubmed.ncbi.nlm.nih.gov/{pmid}/" for pmid, title in alert.because]
    lines += [f"⚠ {notice}" for notice in alert.safety]
    if len(alert.articles) > 1:
        lines += ["", say("alert.also"), *(f"- {_flat(title)}" for title in alert.articles)]
    if alert.correction:
        lines += ["", say("alert.correction"), alert.correction]
    return "\n".join([*lines, "", say("alert.machine")]) + "\n"


def _flat(text: str) -> str:
    return " ".join(text.split())
