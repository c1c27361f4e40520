"""Addresses: what is fetched, what is refused, and what becomes of a page that misbehaves. All on loopback."""

import contextlib
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from claims.errors import AddressRefused, FetchFailed, SourceError, SourceNotFound, SourceTooLarge, SourceUnreadable
from claims.intake import fetch as fetch_module
from claims.intake import read_source

PAGE = b"<html><body><article><p>Garlic lowers blood pressure, and that is what they have said for as long as I know.</p></article></body></html>"
Answer = Callable[[BaseHTTPRequestHandler], None]


def say(status: int = 200, body: bytes = PAGE, media: str = "text/html; charset=utf-8", **headers: str) -> Answer:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Type", media)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        with contextlib.suppress(OSError):
            handler.wfile.write(body)

    return answer


@pytest.fixture
def serve() -> Iterator[Callable[[dict[str, Answer]], str]]:
    servers = []

    def start(pages: dict[str, Answer]) -> str:
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                pages[self.path](self)

            def log_message(self, *_: object) -> None:
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def test_a_page_is_fetched_and_named_by_where_it_ended(serve: Callable[[dict[str, Answer]], str]) -> None:
    base = serve({"/old": say(302, location="/new"), "/new": say()})
    article = read_source(f"{base}/old", now="x", allow_private=True)
    assert article.address == f"{base}/new"
    assert "Garlic lowers" in article.text


@pytest.mark.parametrize(
    ("answer", "error", "words"),
    [
        (say(404), SourceNotFound, "no such page"),
        (say(410), SourceNotFound, "no such page"),
        (say(401), FetchFailed, "refuses"),
        (say(403), FetchFailed, "refuses"),
        (say(500), FetchFailed, "HTTP 500"),
        (say(204, b""), FetchFailed, "HTTP 204"),
        (say(media="image/png"), SourceUnreadable, "image/png"),
        (say(media="application/octet-stream"), SourceUnreadable, "octet-stream"),
        (say(location="/x", status=302), FetchFailed, "redirected more than"),
        (say(body=b"<input type=password><p>Sign in please to read on</p>"), SourceUnreadable, "login"),
        (say(content_length="99999"), FetchFailed, "broke off"),
        (say(content_encoding="gzip", body=b"not gzip"), FetchFailed, "broke off"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_pages_that_misbehave(
    serve: Callable[[dict[str, Answer]], str], answer: Answer, error: type[SourceError], words: str
) -> None:
    base = serve({"/x": answer})
    with pytest.raises(error, match=words) as caught:
        read_source(f"{base}/x", now="x", allow_private=True)
    assert caught.value.exit_code == 3


def test_size_and_time_are_bounded(serve: Callable[[dict[str, Answer]], str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch_module, "LARGEST_BYTES", 1000)
    base = serve({"/big": say(body=b"x" * 200_000), "/slow": say()})
    with pytest.raises(SourceTooLarge):
        read_source(f"{base}/big", now="x", allow_private=True)
    monkeypatch.setattr(fetch_module, "_TOTAL_SECONDS", -1)
    with pytest.raises(FetchFailed, match="not complete"):
        read_source(f"{base}/slow", now="x", allow_private=True)


def drip(seconds: float, *, headers: bool) -> Answer:
    """A byte now and then: no read ever times out."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        with contextlib.suppress(OSError):
            handler.wfile.write(b"HTTP/1.0 200 OK\r\n")
            if not headers:
                handler.wfile.write(b"Content-Type: text/html\r\n\r\n")
            for _ in range(int(seconds / 0.05)):
                handler.wfile.write(b"x")
                handler.wfile.flush()
                time.sleep(0.05)

    return answer


@pytest.mark.parametrize("headers", [True, False])
def test_a_server_that_drips_is_cut_off(
    serve: Callable[[dict[str, Answer]], str], monkeypatch: pytest.MonkeyPatch, headers: bool
) -> None:
    monkeypatch.setattr(fetch_module, "_TOTAL_SECONDS", 0.5)
    base = serve({"/x": drip(20, headers=headers)})
    started = time.monotonic()
    with pytest.raises(FetchFailed, match="not complete"):
        read_source(f"{base}/x", now="x", allow_private=True)
    assert time.monotonic() - started < 10  # the server itself would go on for 20 s


@pytest.mark.parametrize("target", ["http://[::1", "http://\x1b[31mx/", "http://xn--\xff/", "//"])
def test_redirects_to_nonsense_are_errors(serve: Callable[[dict[str, Answer]], str], target: str) -> None:
    base = serve({"/x": say(302, location=target)})
    with pytest.raises(SourceError):
        read_source(f"{base}/x", now="x", allow_private=True)


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/", "http://localhost/", "http://[::1]/", "http://0.0.0.0/", "http://2130706433/", "http://0x7f000001/",
        "http://127.1/", "http://[::ffff:127.0.0.1]/", "http://10.0.0.1/", "http://192.168.1.1/", "http://172.16.0.1/",
        "http://169.254.169.254/latest/meta-data/", "http://[fe80::1]/", "http://[fc00::1]/", "http://100.64.0.1/", "http://[::]/",
        "http://user:secret@example.org/", "ftp://example.org/", "file:///etc/passwd", "http:///nohost", "http://example.org:99999/",
        "gopher://127.0.0.1/", "http://224.0.0.1/", "http://[64:ff9b::7f00:1]/", "http://[2002:7f00:1::]/", "http://[::127.0.0.1]/", "http://[fec0::1]/", "http://192.0.0.8/",
    ],
)  # fmt: skip
def test_private_and_odd_addresses_are_refused(address: str) -> None:
    with pytest.raises((AddressRefused, FetchFailed)) as caught:
        read_source(address, now="x")
    assert "secret" not in str(caught.value)


def test_a_redirect_to_a_private_address_is_refused(
    serve: Callable[[dict[str, Answer]], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first hop is let through as if it were public; the second is checked like any other."""
    base = serve({"/x": say(302, location="http://127.0.0.1:1/secret")})
    port = int(base.rsplit(":", 1)[1])
    real = fetch_module._resolve

    def lenient(host: str, at: int, *, allow_private: bool) -> list[tuple[object, ...]]:
        return real(host, at, allow_private=allow_private or at == port)

    monkeypatch.setattr(fetch_module, "_resolve", lenient)
    with pytest.raises(AddressRefused, match="not a public address"):
        read_source(f"{base}/x", now="x")


def test_the_connection_checks_again_what_the_name_resolves_to(
    serve: Callable[[dict[str, Answer]], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that changes its meaning between the check and the connection does not get through."""
    base = serve({"/x": say()})
    monkeypatch.setattr(fetch_module, "addresses_of", lambda *_, **__: [])
    with pytest.raises(AddressRefused, match="not a public address"):
        read_source(f"{base}/x", now="x")
