"""What stands in for `urlopen` below Bio.Entrez: timeouts, whole bodies, retries of what passes, no secrets told.

Every request goes out as a POST, whatever Bio.Entrez made of it: key and e-mail are then never part of an address, which
proxies, mirrors and libraries write into their logs.
"""

import io
import random
import time
from collections.abc import Callable
from email.message import Message
from http.cookiejar import DefaultCookiePolicy
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from claims.errors import SearchFailed, ServiceUnavailable
from pipeline.literature.pubmed.answers import Answers
from pipeline.literature.pubmed.faults import Fault, Reply, fault_of
from pipeline.literature.pubmed.rate import RateLimit

CONNECT_SECONDS, READ_SECONDS = 10.0, 60.0
# All tries of one call together, waiting included.
BUDGET_SECONDS = 180.0
_TRIES = 6
_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 30.0
_LARGEST_BYTES = 256 * 2**20
_SECRET = ("api_key", "email")
Sent = list[tuple[str, str]]


class Answer(io.BytesIO):
    """A whole body, with the two attributes that Bio.Entrez looks at. `number`: under which it is kept, if it is."""

    def __init__(self, body: bytes, media: str, url: str, number: int | None) -> None:
        super().__init__(body)
        self.number = number
        self.headers = Message()
        self.headers["Content-Type"] = media
        self.url = url


class Transport:
    """Callable with a urllib Request. `reuse_since`: an equal request that was answered since then is not asked again.

    `offline`: only stored answers, of any age. Errors never hold an address, a body, a key or an e-mail. `clock_ahead`: by how many
    seconds this machine's clock is ahead of the service's, as of its last answer; None before one.
    """

    def __init__(
        self,
        base: str,
        rate: RateLimit,
        answers: Answers,
        *,
        reuse_since: float,
        offline: bool = False,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        budget: float = BUDGET_SECONDS,
    ) -> None:
        import requests

        self._base, self._rate, self._answers = base.rstrip("/") + "/", rate, answers
        self._reuse_since, self._offline = reuse_since, offline
        self._clock, self._sleep, self._budget = clock, sleep, budget
        self._session = requests.Session()
        self._session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        adapter = requests.adapters.HTTPAdapter(pool_maxsize=16)
        self._session.mount("https://", adapter)
        self._session.mount("http://", adapter)
        self.requests = self.retries = self.reused = 0
        self.clock_ahead: float | None = None

    def __call__(self, request: Any) -> Answer:
        from Bio import Entrez

        Entrez._open.previous = 0  # its own pause is kept a process, not a user; ours replaces it
        address = urlsplit(request.full_url)
        service = address.path.rsplit("/", 1)[-1].removesuffix(".fcgi")
        sent = parse_qsl(request.data.decode() if request.data else address.query, keep_blank_values=True)
        asked = [(name, value) for name, value in sent if name not in _SECRET]
        kept = self._answers.find(service, asked, None if self._offline else self._reuse_since)
        if kept is not None:
            self.reused += 1
            return Answer(kept.body, kept.media, self._base, kept.number)
        if self._offline:
            raise ServiceUnavailable(
                f"PubMed ({service}): not asked, since this run is off line and no stored answer fits."
            )
        reply = self._tried(service, sent)
        number = self._answers.keep(service, asked, reply.media, reply.body)
        return Answer(reply.body, reply.media, self._base, number)

    def _tried(self, service: str, sent: Sent) -> Reply:
        """A sound answer, after as many tries as it takes, within the budget. Raises a SearchFailed."""
        ends = self._clock() + self._budget
        fault = Fault("no time was left to ask it", ServiceUnavailable)
        wait = 0.0
        for attempt in range(_TRIES):
            if attempt:
                self.retries += 1
                pause = min(_LONGEST_PAUSE, _FIRST_PAUSE * 2**attempt) * random.uniform(0.5, 1.5)  # noqa: S311
                pause = max(pause, wait)
                if self._clock() + pause > ends:
                    break
                self._sleep(pause)
            self._rate.wait()
            self.requests += 1
            reply = self._once(service, sent, ends)
            wait = reply.retry_after if isinstance(reply, Reply) else 0.0
            found = fault_of(reply) if isinstance(reply, Reply) else reply
            if found is None:
                assert isinstance(reply, Reply)
                return Reply(reply.status, reply.media, _redacted(reply.body, dict(sent).get("api_key")))
            fault = found
            if fault.too_fast:
                self._rate.too_fast(wait)
            if not fault.passes:
                break
        raise fault.error(_told(service, fault, sent))

    def _once(self, service: str, sent: Sent, ends: float) -> Reply | Fault:
        import requests
        from urllib3.exceptions import HTTPError

        try:
            with self._session.post(
                f"{self._base}{service}.fcgi",
                data=urlencode(sent),
                headers={"Content-Type": "application/x-www-form-urlencoded"},
                timeout=(CONNECT_SECONDS, READ_SECONDS),
                allow_redirects=False,
                stream=True,
            ) as response:
                body = bytearray()
                # Piece by piece as it comes: a larger read would wait until it is full, however slow the other side is.
                while piece := response.raw.read1(65536, decode_content=True):
                    body += piece
                    if len(body) > _LARGEST_BYTES:
                        return Fault("its answer was too large", SearchFailed)
                    if self._clock() > ends:
                        return Fault("its answer took too long", ServiceUnavailable)
                self.clock_ahead = _ahead(response.headers.get("date"))
                plain = "content-encoding" not in response.headers
                promised = response.headers.get("content-length", "") if plain else ""
                return Reply(
                    response.status_code,
                    response.headers.get("content-type", "text/xml"),
                    bytes(body),
                    int(promised) if promised.isdigit() else None,
                    _seconds(response.headers.get("retry-after")),
                )
        except (requests.RequestException, HTTPError) as error:
            return Fault(f"the connection failed ({type(error).__name__})", ServiceUnavailable, passes=True)


def _seconds(header: str | None) -> float:
    """Retry-After as seconds (it may be a date); at most two minutes, for a person waits."""
    from email.utils import parsedate_to_datetime

    if not header:
        return 0.0
    if header.strip().isdigit():
        return min(120.0, float(header))
    try:
        return max(0.0, min(120.0, parsedate_to_datetime(header).timestamp() - time.time()))
    except (TypeError, ValueError):
        return 0.0


def _ahead(header: str | None) -> float | None:
    """How far this machine's clock is ahead of a Date header."""
    from email.utils import parsedate_to_datetime

    try:
        return time.time() - parsedate_to_datetime(header or "").timestamp()
    except (TypeError, ValueError):
        return None


def _redacted(body: bytes, key: str | None) -> bytes:
    """The service echoes a bad key; a real one is 36 hexadecimal digits and can be no part of a record."""
    return body.replace(key.encode(), b"[key]") if key and len(key) >= 8 else body


def _told(service: str, fault: Fault, sent: Sent) -> str:
    detail = " ".join(fault.detail.decode("utf-8", "replace").split())[:200]
    for name, value in sent:
        if name in _SECRET and value:
            detail = detail.replace(value, f"[{name}]").replace(quote(value, safe=""), f"[{name}]")
    advice = "Try again later." if fault.passes else ""
    return " ".join(filter(None, (f"PubMed ({service}): {fault.says}{f': {detail}' if detail else ''}.", advice)))
