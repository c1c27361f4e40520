"""The server itself: HTTP, the limit of requests a second, history, and misbehaviour on demand or at random.

`faults` are taken one a request: a status, or a name from `faults.FAULTS`. `chaos` draws one by chance for each request.
"""

import random
import threading
import time
from collections import deque
from collections.abc import Iterable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from eutils import answers
from eutils.faults import FAULTS, misbehave, send
from eutils.index import Index

_SERVICES = {
    "einfo": answers.einfo, "esearch": answers.esearch, "efetch": answers.efetch, "epost": answers.epost,
    "elink": answers.elink, "esummary": answers.esummary, "espell": answers.espell,
}  # fmt: skip


class EutilsServer:
    """Serves PubMed XML: a folder of files (.xml, .xml.gz), or texts. Use as a context, or `close()` it."""

    def __init__(
        self,
        records: Path | Iterable[str],
        *,
        narrower: dict[str, list[str]] | None = None,
        latency: float = 0.0,
        limited: bool = False,
        keys: Iterable[str] = ("SECRETKEY",),
        chaos: float = 0.0,
        seed: int = 1,
    ) -> None:
        self.index = Index(_texts(records) if isinstance(records, Path) else records, narrower)
        self.latency, self.limited, self.keys, self.chaos = latency, limited, set(keys), chaos
        self.faults: deque[int | str] = deque()
        self.requests: list[tuple[float, str, dict[str, str]]] = []
        self.refused = 0
        self._random = random.Random(seed)
        self._lock = threading.Lock()
        self._arrivals: dict[str, deque[float]] = {}
        self._history: dict[str, list[list[str]]] = {}
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            # A reply of many small writes would wait for the other side's acknowledgements.
            disable_nagle_algorithm = True
            wbufsize = -1

            def do_GET(self) -> None:
                outer.answer(self, urlsplit(self.path).query)

            def do_POST(self) -> None:
                outer.answer(self, self.rfile.read(int(self.headers["Content-Length"])).decode())

            def log_message(self, *_: object) -> None:
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True
            request_queue_size = 64

            def handle_error(self, *_: object) -> None:
                pass  # a client that was killed

        self._server = Server(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        self.url = f"http://127.0.0.1:{self._server.server_port}/entrez/eutils/"

    def __enter__(self) -> "EutilsServer":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def forget(self) -> None:
        """All history expires."""
        self._history.clear()

    def remember(self, web: str, pmids: list[str]) -> tuple[str, int]:
        with self._lock:
            web = web if web in self._history else answers.new_web()
            kept = self._history.setdefault(web, [])
            kept.append(pmids)
            return web, len(kept)

    def recall(self, web: str, key: str) -> list[str] | None:
        kept = self._history.get(web, [])
        return kept[int(key) - 1] if key.isdigit() and 0 < int(key) <= len(kept) else None

    def answer(self, handler: BaseHTTPRequestHandler, query: str) -> None:
        asked = parse_qs(query, keep_blank_values=True)
        service = urlsplit(handler.path).path.rsplit("/", 1)[-1].removesuffix(".fcgi")
        with self._lock:
            now = time.monotonic()
            self.requests.append((now, service, {name: values[0] for name, values in asked.items()}))
            fault = self.faults.popleft() if self.faults else None
            if fault is None and self._random.random() < self.chaos:
                fault = self._random.choice(("reset", 500, 429, "cut"))
            key = answers.one(asked, "api_key")
            limit = 10 if key in self.keys else 3
            seen = self._arrivals.setdefault(key, deque())
            while seen and now - seen[0] >= 1.0:
                seen.popleft()
            seen.append(now)
            count = len(seen)
        limits = {"X-RateLimit-Limit": str(limit), "X-RateLimit-Remaining": str(max(0, limit - count))}
        time.sleep(self.latency)
        if self.limited and count > limit:
            self.refused += 1
            fault = 429
        if fault is None and key and key not in self.keys:
            body = f'{{"error":"API key invalid","api-key":"{key}","type":"invalid",\n"status":"unknown"}}'
            return send(handler, body, 400, "application/json", headers=limits)
        if (isinstance(fault, int) or fault in FAULTS) and misbehave(handler, fault, service, asked, limits):
            return None
        if service not in _SERVICES:
            return send(handler, "<html><body>404</body></html>", 404, "text/html", headers=limits)
        status, body = _SERVICES[service](self, asked)
        return send(
            handler, body, status, headers=limits, how=fault if isinstance(fault, str) else "whole",
        )  # fmt: skip


def _texts(folder: Path) -> Iterable[str]:
    import gzip

    for path in sorted(folder.iterdir()):
        if path.name.endswith((".xml", ".xml.gz")):
            data = path.read_bytes()
            yield (gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data).decode("utf-8")
