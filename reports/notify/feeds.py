"""Files that show the same to whoever comes: an Atom feed of alerts, a calendar of what is due, a digest of what did not matter. Made anew each time."""

from collections.abc import Sequence
from xml.sax.saxutils import escape

from pipeline.store import Alert, Watch
from reports.notify.text import subject_of, text_of
from reports.rendering import escape_markdown
from reports.wording import say

_NEVER = "1970-01-01T00:00:00Z"


def atom(alerts: Sequence[Alert]) -> bytes:
    """RFC 4287, the newest first. Equal alerts give equal bytes."""
    updated = alerts[0].at if alerts else _NEVER
    lines = ['<?xml version="1.0" encoding="utf-8"?>', '<feed xmlns="http://www.w3.org/2005/Atom">', f"<title>{_xml(say('alert.feed'))}</title>", "<id>urn:claimaudit:alerts</id>", f"<updated>{updated}</updated>", "<author><name>claimaudit</name></author>"]  # fmt: skip
    for alert in alerts:
        lines += ["<entry>", f"<title>{_xml(subject_of(alert))}</title>", f"<id>urn:claimaudit:alert:{alert.key}</id>", f"<updated>{alert.at}</updated>"]  # fmt: skip
        if alert.address.startswith(("http://", "https://")):
            lines.append(f'<link href="{_xml(alert.address)}"/>')
        lines += [f'<content type="text">{_xml(text_of(alert))}</content>', "</entry>"]
    return "\n".join([*lines, "</feed>", ""]).encode("utf-8")


def calendar(watches: Sequence[Watch], now: str) -> bytes:
    """RFC 5545: one all-day event for each watched article on the day when it is due next."""
    stamp = now.replace("-", "").replace(":", "")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//claimaudit//re-checks//EN"]
    for watch in watches:
        if watch.due and not watch.paused:
            lines += ["BEGIN:VEVENT", f"UID:watch-{watch.id}@claimaudit.invalid", f"DTSTAMP:{stamp}", f"DTSTART;VALUE=DATE:{watch.due.replace('-', '')}", f"SUMMARY:{_ics(say('alert.due', title=watch.title))}", "END:VEVENT"]  # fmt: skip
    return ("\r\n".join(map(_folded, [*lines, "END:VCALENDAR"])) + "\r\n").encode("utf-8")


def digest(lines: Sequence[tuple[str, str, str]]) -> bytes:
    """(day, article, line), as Markdown by day."""
    made = [f"# {say('alert.digest')}", ""]
    last = None
    for day, article, line in lines:
        if day != last:
            made += [f"## {day}", ""]
            last = day
        made.append(f"- {escape_markdown(article)}: {escape_markdown(line)}")
    return ("\n".join(made) + "\n").encode("utf-8")


def _xml(text: str) -> str:
    return escape("".join(letter for letter in text if letter >= " " or letter in "\n\t"), {'"': "&quot;"})


def _ics(text: str) -> str:
    flat = "".join(letter if letter.isprintable() else " " for letter in text)
    return flat.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def _folded(line: str) -> str:
    """At most 75 octets a line; what follows begins with a space."""
    parts: list[str] = []
    held = ""
    for letter in line:
        if len((held + letter).encode("utf-8")) > (75 if not parts else 74):
            parts.append(held)
            held = ""
        held += letter
    return "\r\n ".join([*parts, held])
