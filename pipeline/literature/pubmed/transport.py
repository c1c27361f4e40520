"""What stands in for `urlopen` below Bio.Entrez: timeouts, whole bodies, retries of what is transient, no secrets told."""

import io
import random
import re
import time
from collections.abc import Callable
from email.message import Message
from typing import Any

from claims.errors import SearchFailed
from pipeline.literature.pubmed.rate import RateLimit

_CONNECT_SECONDS, _READ_SECONDS = 10, 60
_TRIES = 4
_LARGEST_BYTES = 256 * 2**20
_TRANSIENT_STATUS = {429, 500, 502, 503, 504}
# Faults that arrive with status 200 or 400 and pass.
_TRANSIENT_BODY = re.compile(
    rb"Search Backend failed|API rate limit exceeded|Failed to connect|Bad Gateway|temporarily unavailable", re.I
)


class Answer(io.BytesIO):
    """A whole body, with the two attributes that Bio.Entrez looks at."""

    def __init__(self, body: bytes, media: str, url: str) -> None:
        super().__init__(body)
        self.headers = Message()
        self.headers["Content-Type"] = media
        self.url = url


class Transport:
    """Callable with a urllib Request; every request waits for its lease first. Errors never hold an address or a body."""

    def __init__(self, rate: RateLimit, *, sleep: Callable[[float], None] = time.sleep) -> None:
        import requests

        self._session = requests.Session()
        self._rate, self._sleep = rate, sleep
        self.requests = 0
        self.retries = 0

    def __call__(self, request: Any) -> Answer:
        from Bio import Entrez

        Entrez._open.previous = 0  # its own pause is kept a process, not a user; ours replaces it
        last = "no answer"
        for attempt in range(_TRIES):
            if attempt:
                self.retries += 1
                self._sleep(min(20.0, 0.6 * 2**attempt) * random.uniform(0.8, 1.2))  # noqa: S311
            self._rate.wait()
            self.requests += 1
            outcome = self._once(request)
            if isinstance(outcome, Answer):
                return outcome
            last, wait = outcome
            if wait is None:
                break
            self._sleep(wait)
        service = request.full_url.split("?")[0].rsplit("/", 1)[-1]
        raise SearchFailed(f"PubMed ({service}): {last}. Try again later, or complete this audit with another run.")

    def _once(self, request: Any) -> Answer | tuple[str, float | None]:
        """An answer; or what went wrong and how long to wait before another try (None: no other try)."""
        import requests

        try:
            with self._session.request(
                request.get_method(), request.full_url, data=request.data, timeout=(_CONNECT_SECONDS, _READ_SECONDS), stream=True,
                headers={"Content-Type": "application/x-www-form-urlencoded"} if request.data else None,
            ) as response:  # fmt: skip
                body = bytearray()
                for piece in response.iter_content(65536):
                    body += piece
                    if len(body) > _LARGEST_BYTES:
                        return "the answer was too large", None
                status, media = response.status_code, response.headers.get("content-type", "text/xml")
                expected = response.headers.get("content-length")
                retry_after = response.headers.get("retry-after", "")
                encoded = "content-encoding" in response.headers
        except requests.RequestException as error:
            return f"the connection failed ({type(error).__name__})", 0.0
        wait = min(30.0, float(retry_after)) if retry_after.isdigit() else 0.0
        if expected and expected.isdigit() and not encoded and len(body) != int(expected):
            return "the answer broke off", 0.0
        if status in _TRANSIENT_STATUS or (status in {200, 400} and _TRANSIENT_BODY.search(body[:4000])):
            return f"the service is overloaded or down (HTTP {status})", wait
        if status == 200 and "xml" in media and not _has_root(bytes(body)):
            return "the answer had no content", 0.0
        if status != 200:
            return f"the service refused the request (HTTP {status}); check the e-mail and the API key", None
        return Answer(bytes(body), media, request.full_url)


def _has_root(body: bytes) -> bool:
    return re.search(rb"<[A-Za-z]", re.sub(rb"<!DOCTYPE[^>]*>|<\?[^>]*\?>", b"", body[:5000])) is not None
