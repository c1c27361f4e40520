"""One exchange with the service: a POST whose answer is bounded in time and size. Nothing is tried twice here.

Every request goes out as a POST, whatever Bio.Entrez made of it: key and e-mail are then never part of an address, which
proxies, mirrors and libraries write into their logs.
"""

import queue
import threading
import time
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from http.cookiejar import DefaultCookiePolicy
from urllib.parse import urlencode, urlsplit

from claims.errors import AnswerUnreadable, ServiceUnavailable
from pipeline.literature.pubmed.faults import Fault, Reply
from pipeline.settings import is_loopback

CONNECT_SECONDS, READ_SECONDS = 10.0, 60.0
# 500 large records take some 10 MB; 9,999 ids take 0.3 MB.
_LARGEST = {"efetch": 128 * 2**20}
_LARGEST_OTHER = 8 * 2**20
_LONGEST_WAIT = 120.0
Sent = list[tuple[str, str]]


class Exchange:
    """`clock_ahead`: by how many seconds this machine's clock is ahead of the service's, as of its last answer."""

    def __init__(self, base: str, clock: Callable[[], float]) -> None:
        import requests

        self._base, self._clock = base, clock
        self._session = requests.Session()
        # What is asked on this machine itself is no proxy's business.
        self._session.trust_env = not is_loopback(urlsplit(base).hostname or "")
        self._session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        adapter = requests.adapters.HTTPAdapter(pool_maxsize=16)
        self._session.mount("https://", adapter)
        self._session.mount("http://", adapter)
        self.clock_ahead: float | None = None

    def __call__(self, service: str, sent: Sent, ends: float) -> Reply | Fault:
        """What came, or why nothing did. `ends`: when this must be over, whatever the other side does."""
        answer: queue.SimpleQueue[Reply | Fault] = queue.SimpleQueue()
        # Time limits of sockets begin anew with each byte; a thread that is left behind ends with the connection.
        threading.Thread(target=lambda: answer.put(self._post(service, sent, ends)), daemon=True).start()
        try:
            return answer.get(timeout=max(0.05, ends - self._clock()))
        except queue.Empty:
            return Fault("its answer took too long", ServiceUnavailable)

    def _post(self, service: str, sent: Sent, ends: float) -> Reply | Fault:
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
                    if len(body) > _LARGEST.get(service, _LARGEST_OTHER):
                        return Fault("its answer was too large", AnswerUnreadable)
                    if self._clock() > ends:
                        return Fault("its answer took too long", ServiceUnavailable)
                self.clock_ahead = _ahead(response.headers.get("date"))
                plain = "content-encoding" not in response.headers
                return Reply(
                    response.status_code,
                    response.headers.get("content-type", "text/xml"),
                    bytes(body),
                    _number(response.headers.get("content-length")) if plain else None,
                    _seconds(response.headers.get("retry-after")),
                )
        except (requests.RequestException, HTTPError) as error:
            return Fault(f"the connection failed ({type(error).__name__})", ServiceUnavailable, passes=True)
        except Exception as error:  # whatever else a hostile answer can bring about
            return Fault(f"its answer cannot be read ({type(error).__name__})", AnswerUnreadable)


def _number(header: str | None) -> int | None:
    text = (header or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None


def _seconds(header: str | None) -> float:
    """Retry-After as seconds (it may be a date); at most two minutes, for a person waits."""
    told = _number(header)
    if told is None and header:
        ahead = _ahead(header)
        told = -int(ahead) if ahead is not None else None
    return max(0.0, min(_LONGEST_WAIT, float(told or 0)))


def _ahead(header: str | None) -> float | None:
    """How far this machine's clock is ahead of a date in a header."""
    try:
        return time.time() - parsedate_to_datetime(header or "").timestamp()
    except (TypeError, ValueError, OverflowError, OSError):
        return None
