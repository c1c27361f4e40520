"""Telling, against real servers on loopback that fail in turn: at least once, in order, under a name by which a receiver knows it again."""

import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from email import message_from_bytes
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import feedparser
import icalendar
import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP
from conftest import NOW

from claims.errors import UsageError
from pipeline.settings import Settings
from pipeline.store import Alert, Store, Watch, open_store
from pipeline.store.alerts import add_alert, alerts
from reports.notify import NotTold, channels_of, feeds, tell_all
from reports.notify.email import Email
from reports.notify.text import subject_of, text_of
from reports.notify.webhook import Webhook

HOSTILE = "Garlic\r\nBcc: all@example.org\r\n\r\n<script>alert(1)</script> \x1b[31m"


def alert(number: int = 1, **fields: Any) -> Alert:
    made = Alert(
        key=f"key{number}", at=NOW, article="An article", address="https://example.org/garlic", claim_id="c1", claim=f"garlic lowers blood pressure {number}",
        quote="Garlic lowers blood pressure", label="no studies found", changes=(("verdict", "probably supported", "no studies found", "recheck.verdict.v1"),),
        because=(("100", "A trial of garlic"),), articles=("An article", "Another"), sentence="No studies found.", correction="Correction: …", safety=("Not with warfarin.",),
    )  # fmt: skip
    return replace(made, **fields)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "store.sqlite") as opened:
        with opened.writing() as connection:
            connection.execute("INSERT INTO watches (address, title, added) VALUES ('a', 'An article', ?)", (NOW,))
            for number in (1, 2, 3):
                add_alert(connection, 1, alert(number))
        yield opened


class Receiver:
    """An HTTP receiver that answers as told, then 204; it keeps what it took, once a key."""

    def __init__(self, *answers: int) -> None:
        self.answers, self.bodies, self.headers = list(answers), [], []  # type: ignore[var-annotated]
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                code = outer.answers.pop(0) if outer.answers else 204
                if code == 0:  # takes it, and is gone before it can say so
                    outer.bodies.append(json.loads(body))
                    outer.headers.append(dict(self.headers))
                    self.connection.close()
                    return
                if code < 300:
                    outer.bodies.append(json.loads(body))
                    outer.headers.append({**self.headers, "raw": body})
                self.send_response(code)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self._server = HTTPServer(("127.0.0.1", 0), Handler)
        self._server.handle_error = lambda *_: None  # type: ignore[method-assign]
        self.url = f"http://127.0.0.1:{self._server.server_port}/hook"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def __enter__(self) -> "Receiver":
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


def hook(url: str, secret: str | None = None) -> Webhook:
    return Webhook(url, secret, sleep=lambda _: None)


def test_a_webhook_is_signed_and_told_in_order(store: Store) -> None:
    with Receiver(500, 503) as receiver:
        (told,) = tell_all(store, [hook(receiver.url, "s3cret")], NOW)
        assert (told.sent, told.waiting, told.failed) == (3, 0, None)
        assert [body["key"] for body in receiver.bodies] == ["key1", "key2", "key3"]
        for headers, body in zip(receiver.headers, receiver.bodies, strict=True):
            assert headers["Idempotency-Key"] == body["key"]
            signature = hmac.new(b"s3cret", headers["raw"], hashlib.sha256).hexdigest()
            assert headers["X-Claimaudit-Signature"] == f"sha256={signature}"
        assert tell_all(store, [hook(receiver.url)], NOW)[0].sent == 0, "nothing is told twice"


def test_what_does_not_get_through_waits_and_keeps_its_order(store: Store) -> None:
    with Receiver(204, 500, 500, 500) as receiver:
        first = tell_all(store, [hook(receiver.url)], NOW)[0]
        assert (first.sent, first.waiting) == (1, 2)
        assert first.failed is not None
        assert "500" in first.failed
        assert tell_all(store, [hook(receiver.url)], NOW)[0].sent == 2
        assert [body["key"] for body in receiver.bodies] == ["key1", "key2", "key3"]


def test_an_answer_that_is_lost_means_again_under_the_same_key(store: Store) -> None:
    with Receiver(0) as receiver:
        tell_all(store, [hook(receiver.url)], NOW)
        assert [headers["Idempotency-Key"] for headers in receiver.headers] == ["key1", "key1", "key2", "key3"]


def test_a_refusal_is_not_repeated(store: Store) -> None:
    with Receiver(410) as receiver:
        told = tell_all(store, [hook(receiver.url)], NOW)[0]
        assert (told.sent, told.failed) == (0, "127.0.0.1: answered 410")


def test_a_redirect_is_not_followed(store: Store) -> None:
    with Receiver(302, 302, 302) as receiver:
        assert tell_all(store, [hook(receiver.url)], NOW)[0].sent == 0


class Taker:
    """An SMTP server that refuses the first so many messages."""

    def __init__(self, refuses: int = 0) -> None:
        self.refuses, self.taken = refuses, []  # type: ignore[var-annotated]

    async def handle_DATA(self, _server: SMTP, _session: object, envelope: Any) -> str:  # noqa: N802
        if self.refuses:
            self.refuses -= 1
            return "451 try later"
        self.taken.append(message_from_bytes(envelope.content))
        return "250 taken"


@contextmanager
def mail_server(taker: Taker) -> Iterator[Settings]:
    import socket

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(taker, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield Settings(smtp_host="127.0.0.1", smtp_port=port, smtp_security="none", mail_from="desk@example.org", mail_to="eva@example.org")  # fmt: skip
    finally:
        controller.stop()


def test_e_mail_in_turn_and_under_a_stable_name(store: Store) -> None:
    taker = Taker(refuses=1)
    with mail_server(taker) as settings:
        assert tell_all(store, [Email(settings, None)], NOW)[0].sent == 0
        assert tell_all(store, [Email(settings, None)], NOW)[0].sent == 3
    assert [message["Message-ID"] for message in taker.taken] == [
        f"<key{number}@claimaudit.invalid>" for number in (1, 2, 3)
    ]
    first = taker.taken[0]
    text = first.get_payload(decode=True).decode()
    for words in (
        "probably supported",
        "https://pubmed.ncbi.nlm.nih.gov/100/",
        "Correction",
        "Not with warfarin",
        "Another",
    ):
        assert words in text


def test_no_header_can_be_put_in() -> None:
    taker = Taker()
    with mail_server(taker) as settings:
        Email(settings, None).send(alert(claim=HOSTILE, article=HOSTILE, quote=HOSTILE, address=HOSTILE))
    (message,) = taker.taken
    assert message["Bcc"] is None
    assert "\n" not in subject_of(alert(claim=HOSTILE))


def test_a_server_that_is_not_there() -> None:
    settings = Settings(
        smtp_host="127.0.0.1", smtp_port=1, smtp_security="none", mail_from="a@example.org", mail_to="b@example.org"
    )
    with pytest.raises(NotTold, match="ConnectionRefused"):
        Email(settings, "secret").send(alert())


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"mail_to": "a@example.org"}, "smtp_host"),
        ({"mail_to": "a@example.org", "mail_from": "b@example.org", "smtp_host": "mail.example.org", "smtp_security": "none"}, "tls or starttls"),
        ({"mail_to": "a@example.org", "mail_from": "b@example.org", "smtp_host": "mail.example.org", "smtp_security": "ssl"}, "smtp_security must"),
        ({"webhook_url": "http://hooks.example.org/x"}, "https"),
        ({"webhook_url": "file:///etc/passwd"}, "https"),
    ],
)  # fmt: skip
def test_settings_that_cannot_be(settings: dict[str, Any], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        channels_of(Settings(**settings), {})


def test_nothing_set_tells_nobody(store: Store) -> None:
    assert channels_of(Settings(), {}) == ()
    assert tell_all(store, (), NOW) == ()


def test_the_feed_reads_back(store: Store) -> None:
    made = [one for _, one in alerts(store.connection)]
    made.append(alert(9, claim=HOSTILE, article=HOSTILE, address="javascript:alert(1)"))
    data = feeds.atom(made)
    read = feedparser.parse(data)
    assert not read.bozo
    assert [entry.id for entry in read.entries] == [f"urn:claimaudit:alert:{one.key}" for one in made]
    assert b"javascript:" not in data.replace(b"javascript:alert(1))", b"")
    assert data == feeds.atom(made)


def test_the_calendar_reads_back() -> None:
    watches = [
        Watch(1, "a", "A title, with; odd \\ signs\nand lines " + "ü" * 90, None, False, NOW, 3, "2026-12-01"),
        Watch(2, "b", "Paused", None, True, NOW, 3, "2026-12-01"),
    ]
    data = feeds.calendar(watches, NOW)
    (event,) = icalendar.Calendar.from_ical(data).walk("VEVENT")
    assert str(event["DTSTART"].dt) == "2026-12-01"
    assert "odd \\ signs and lines" in str(event["SUMMARY"])
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))


def test_the_digest_is_inert() -> None:
    text = feeds.digest([("2026-11-22", HOSTILE, "[x](javascript:alert(1))")]).decode()
    assert "<script>" not in text
    assert "](javascript" not in text


def test_the_text_says_what_was_and_is() -> None:
    text = text_of(alert())
    assert "was: probably supported" in text
    assert "now: no studies found" in text
    assert "https://pubmed.ncbi.nlm.nih.gov/100/" in text


def test_a_library_that_raises_something_else_stops_one_channel_only(store: Store) -> None:
    class Broken:
        name = "broken"

        def send(self, _alert: Alert) -> None:
            raise UnicodeEncodeError("ascii", "ü", 0, 1, "no")

    with Receiver() as receiver:
        first, second = tell_all(store, [Broken(), hook(receiver.url)], NOW)
    assert (first.sent, first.failed) == (0, "UnicodeEncodeError")
    assert second.sent == 3


def test_a_receiver_that_never_ends_is_given_up(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    from reports.notify import outbox

    monkeypatch.setattr(outbox, "_LONGEST", 0.2)

    class Endless:
        name = "endless"

        def send(self, _alert: Alert) -> None:
            threading.Event().wait(5)

    (told,) = tell_all(store, [Endless()], NOW)
    assert (told.sent, told.waiting) == (0, 3)
