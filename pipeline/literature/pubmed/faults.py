"""What is wrong with an answer of E-utilities, if anything: the one place that knows how the service misbehaves.

Facts: NBK25497, NBK25499, and public issue threads of clients (biopython 5025, metapub 73, rentrez 132, pubmedR 7).
"""

import re
from dataclasses import dataclass

from claims.errors import AnswerUnreadable, RequestRefused, SearchFailed, ServiceUnavailable

_TOO_FAST = re.compile(rb"API rate limit exceeded", re.I)
# Messages of faults that pass, in the <ERROR> of a 200 or 400. "Search Backend failed: Exception: 'retstart' cannot be
# larger …" and others that name a parameter are about the request, and would come again.
_PASSING = re.compile(
    rb"Search Backend failed(?!: Exception)|Failed to connect|Bad Gateway|Gateway Time-?out|temporarily unavailable|"
    rb"Backend (?:failure|error)|try again later",
    re.I,
)
_MESSAGE = re.compile(rb"<ERROR>(.*?)</ERROR>|\"(?:error|ERROR)\"\s*:\s*\"(.*?)\"", re.S)
_ROOT = re.compile(rb"<([A-Za-z][\w.-]*)[\s>/]")
_PROLOGUE = re.compile(rb"(?:\s+|<\?[^>]*>|<!--(?:[^-]|-(?!->))*-->|<!DOCTYPE[^>\[]*(?:\[[^\]]*\][^>]*)?>)*")
_LONGEST_PROLOGUE = 65_536


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer, whole as far as it came. `promised`: the length that its header named, None where it named none."""

    status: int
    media: str
    body: bytes
    promised: int | None = None
    retry_after: float = 0.0


@dataclass(frozen=True, slots=True)
class Fault:
    """`says` never holds a word of the request or the answer; `detail` is the service's own message, still unredacted."""

    says: str
    error: type[SearchFailed]
    passes: bool = False
    too_fast: bool = False
    detail: bytes = b""


def fault_of(reply: Reply) -> Fault | None:
    """None for an answer that may be read."""
    message = _message(reply.body)
    if reply.status == 429 or _TOO_FAST.search(message):
        return Fault("it was asked too fast", ServiceUnavailable, passes=True, too_fast=True)
    if reply.status >= 500:
        return Fault(f"it is overloaded or down (HTTP {reply.status})", ServiceUnavailable, passes=True)
    if reply.status in {200, 400} and _PASSING.search(message):
        return Fault("its own search engine could not be reached", ServiceUnavailable, passes=True)
    if 300 <= reply.status < 400:
        return Fault(
            "it sends its callers to another address; set CLAIMAUDIT_EUTILS_URL to the final one", RequestRefused
        )
    if reply.status == 400 and re.search(rb"API key invalid|\bapi[_-]key\b.{0,20}invalid", reply.body[:500], re.I):
        return Fault("it does not know the API key; check NCBI_API_KEY", RequestRefused)
    if reply.status != 200:
        advice = "; a proxy, or a block of this network, may be the cause" if reply.status in {401, 403, 407} else ""
        return Fault(f"it refused the request (HTTP {reply.status}{advice})", RequestRefused, detail=message)
    if reply.promised is not None and len(reply.body) < reply.promised:
        return Fault("its answer broke off", ServiceUnavailable, passes=True)
    return _body_fault(reply)


def _body_fault(reply: Reply) -> Fault | None:
    start = _PROLOGUE.match(reply.body, 0, _LONGEST_PROLOGUE)
    rest = reply.body[start.end() if start else 0 :]
    if not rest.strip():
        return Fault("its answer was empty", ServiceUnavailable, passes=True)
    root = _ROOT.match(rest)
    if root is None or b"html" in root.group(1).lower() or "html" in reply.media:
        return Fault("its answer is a page, not data", AnswerUnreadable)
    name = root.group(1)
    if not re.search(rb"(?:</" + re.escape(name) + rb"\s*>|\A<" + re.escape(name) + rb"[^<>]*/>)\s*\Z", rest[-400:]):
        return Fault("its answer broke off", ServiceUnavailable, passes=True)
    return None


def _message(body: bytes) -> bytes:
    """The service's own words of failure in an answer, or nothing. Only its error element is looked at: a record that
    speaks of gateways and backends is no fault."""
    if len(body) > 20_000:
        return b""
    found = _MESSAGE.search(body)
    return next((part for part in found.groups() if part), b"") if found else b""
