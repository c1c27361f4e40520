"""What stands in for `urlopen` below Bio.Entrez: kept answers first, then tries within a budget; no secrets told."""

import io
import random
import re
import threading
import time
from collections.abc import Callable
from email.message import Message
from typing import Any
from urllib.parse import parse_qsl, quote, urlsplit

from claims.errors import ServiceUnavailable
from pipeline.literature.pubmed.answers import Answers
from pipeline.literature.pubmed.exchange import Exchange, Sent
from pipeline.literature.pubmed.faults import Fault, Reply, fault_of
from pipeline.literature.pubmed.rate import RateLimit

# All tries of one call together, waiting included.
BUDGET_SECONDS = 180.0
_TRIES = 6
_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 30.0
# So many calls in a row given up: the service is down, and the rest of the run need not wait for each to find that out.
_DOWN = 3
_SECRET = ("api_key", "email")


class Answer(io.BytesIO):
    """A whole body, with the two attributes that Bio.Entrez looks at. `number`: under which it is kept, if it is."""

    def __init__(self, body: bytes, url: str, number: int | None) -> None:
        super().__init__(body)
        self.number = number
        self.headers = Message()
        # Only XML is asked for, and it has been looked at; whatever the service calls it, Bio.Entrez must not decode it.
        self.headers["Content-Type"] = "text/xml"
        self.url = url


class Transport:
    """Callable with a urllib Request. `reuse_since`: an equal request that was answered since then is not asked again.

    `offline`: only stored answers, of any age. Errors never hold an address, a body, a key or an e-mail.
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
        self._base, self._rate, self._answers = base.rstrip("/") + "/", rate, answers
        self._reuse_since, self._offline = reuse_since, offline
        self._clock, self._sleep, self._budget = clock, sleep, budget
        self._exchange = Exchange(self._base, clock)
        self._counting = threading.Lock()
        self._given_up = 0
        self.requests = self.retries = self.reused = 0

    @property
    def clock_ahead(self) -> float | None:
        """By how many seconds this machine's clock is ahead of the service's; None before an answer."""
        return self._exchange.clock_ahead

    def __call__(self, request: Any) -> Answer:
        from Bio import Entrez

        Entrez._open.previous = 0  # its own pause is kept a process, not a user; ours replaces it
        address = urlsplit(request.full_url)
        service = address.path.rsplit("/", 1)[-1].removesuffix(".fcgi")
        sent = parse_qsl(request.data.decode() if request.data else address.query, keep_blank_values=True)
        asked = [(name, value) for name, value in sent if name not in _SECRET]
        kept = self._answers.find(service, asked, None if self._offline else self._reuse_since)
        if kept is not None:
            self._count(reused=1)
            return Answer(kept.body, self._base, kept.number)
        if self._offline:
            raise ServiceUnavailable(
                f"PubMed ({service}): not asked, since this run is off line and no stored answer fits. Run it once without --offline."
            )
        reply = self._tried(service, sent)
        number = self._answers.keep(service, asked, reply.body)
        return Answer(reply.body, self._base, number)

    def _tried(self, service: str, sent: Sent) -> Reply:
        """A sound answer, after as many tries as it takes, within the budget. Raises a SearchFailed."""
        if self._given_up >= _DOWN:
            raise ServiceUnavailable(
                f"PubMed ({service}): not asked, since it did not answer {self._given_up} times in a row. Try again later."
            )
        ends = self._clock() + self._budget
        fault = Fault("no time was left to ask it", ServiceUnavailable, passes=True)
        wait = 0.0
        for attempt in range(_TRIES):
            if attempt:
                pause = min(_LONGEST_PAUSE, _FIRST_PAUSE * 2**attempt) * random.uniform(0.5, 1.5)  # noqa: S311
                pause = max(pause, wait)
                if self._clock() + pause > ends:
                    break
                self._sleep(pause)
            if not self._rate.wait(most=ends - self._clock()):
                break
            self._count(requests=1, retries=min(attempt, 1))
            reply = self._exchange(service, sent, ends)
            wait = reply.retry_after if isinstance(reply, Reply) else 0.0
            found = fault_of(reply) if isinstance(reply, Reply) else reply
            if found is None:
                assert isinstance(reply, Reply)
                self._given_up = 0
                return Reply(reply.status, reply.media, _redacted(reply.body, sent))
            fault = found
            if fault.too_fast:
                self._rate.too_fast(wait)
            if not fault.passes:
                break
        if fault.error is ServiceUnavailable:
            self._count(given_up=1)
        raise fault.error(_told(service, fault, sent))

    def _count(self, requests: int = 0, retries: int = 0, reused: int = 0, given_up: int = 0) -> None:
        with self._counting:
            self.requests += requests
            self.retries += retries
            self.reused += reused
            self._given_up += given_up


def _redacted(body: bytes, sent: Sent) -> bytes:
    """An answer without what the service echoes of a key (of eight characters and more, so that words stay whole) or e-mail."""
    for name, value in sent:
        if name in _SECRET and len(value) >= 8:
            for form in {value, quote(value, safe="")}:
                body = re.sub(re.escape(form.encode()), f"[{name}]".encode(), body, flags=re.I)
    return body


def _told(service: str, fault: Fault, sent: Sent) -> str:
    detail = " ".join(_redacted(fault.detail, sent).decode("utf-8", "replace").split())[:200]
    for name, value in sent:
        if name in _SECRET and value:
            detail = detail.replace(value, f"[{name}]").replace(quote(value, safe=""), f"[{name}]")
    advice = "Try again later." if fault.passes else ""
    return " ".join(filter(None, (f"PubMed ({service}): {fault.says}{f': {detail}' if detail else ''}.", advice)))
