"""Misbehaviour as it has been seen in the field, by name."""

import socket
import struct
import time
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler

from eutils.answers import EFETCH_ERROR, ESEARCH, Asked, one

# name → (status, body). Those in `_SENDING` spoil an answer that is right in itself.
_BODIES = {
    "backend": (200, ESEARCH + "<eSearchResult>\n\t<ERROR>Search Backend failed: Database is not supported: pubmed</ERROR>\n</eSearchResult>\n"),
    "wrapped 502": (400, EFETCH_ERROR + "<eFetchResult>\n\t<ERROR>Failed to connect to PubOne service: 502 Bad Gateway</ERROR>\n</eFetchResult>\n"),
    "429 in 200": (200, '{"error":"API rate limit exceeded","api-key":"132.246.3.117","count":"26","limit":"3"}\n'),
    "no root": (200, ESEARCH),
    "empty": (200, ""),
    "html": (200, "<!DOCTYPE html><html><body>Please try again</body></html>"),
    "json": (200, '{"header":{"type":"esearch","version":"0.3"},"esearchresult":{"count":"0","idlist":[]}}'),
    "bad dtd": (200, '<?xml version="1.0"?><!DOCTYPE eSearchResult SYSTEM "http://127.0.0.1:9/x.dtd"><eSearchResult><Count>0</Count></eSearchResult>'),
    "other xml": (200, '<?xml version="1.0"?><something><else/></something>'),
    "entity bomb": (200, '<?xml version="1.0"?><!DOCTYPE eSearchResult [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]><eSearchResult><Count>&b;&c;</Count></eSearchResult>'),
    "key echoed": (200, ESEARCH + "<eSearchResult><ERROR>no such key: {key}, said {email}</ERROR></eSearchResult>"),
    "no count": (200, ESEARCH + "<eSearchResult><RetMax>0</RetMax><IdList/></eSearchResult>"),
    "false ids": (200, ESEARCH + "<eSearchResult><Count>1</Count><RetMax>1</RetMax><RetStart>0</RetStart><IdList><Id>../x</Id></IdList><TranslationSet/><QueryTranslation/></eSearchResult>"),
    "clamped": (200, ESEARCH + "<eSearchResult><Count>500</Count><RetMax>2</RetMax><RetStart>0</RetStart><IdList><Id>1</Id><Id>2</Id></IdList><TranslationSet/><QueryTranslation/></eSearchResult>"),
    "empty set": (200, '<?xml version="1.0"?><PubmedArticleSet></PubmedArticleSet>'),
    "error after": (200, '<?xml version="1.0"?><PubmedArticleSet></PubmedArticleSet><ERROR>backend</ERROR></PubmedArticleSet>'),
    "mail echoed": (200, ESEARCH + "<eSearchResult><Count>0</Count><RetMax>0</RetMax><RetStart>0</RetStart><IdList/><TranslationSet/><QueryTranslation/><WarningList><OutputMessage>user {email} {key}</OutputMessage></WarningList></eSearchResult>"),
    "field and mail": (200, ESEARCH + "<eSearchResult><Count>0</Count><IdList/><ErrorList><FieldNotFound>{email}</FieldNotFound></ErrorList></eSearchResult>"),
    "more than asked": (200, ESEARCH + "<eSearchResult><Count>0</Count><RetMax>2</RetMax><RetStart>0</RetStart><IdList><Id>1</Id><Id>2</Id></IdList></eSearchResult>"),
    "retstart": (200, ESEARCH + "<eSearchResult>\n\t<ERROR>Search Backend failed: Exception:\n'retstart' cannot be larger than 9998.</ERROR>\n</eSearchResult>\n"),
}  # fmt: skip
_WAITING = {
    "retry after 1": "1",
    "retry after a date": "",
    "retry after nonsense": "\u00b2",
    "retry after ever": "Mon, 01 Jan 2026 00:00:00 +9999999999999",
}
_SENDING = {"cut", "cut chunk", "slow", "slow headers", "plain text", "odd headers", "reset", "close"}
FAULTS = {*_BODIES, *_SENDING, *_WAITING}


def misbehave(
    handler: BaseHTTPRequestHandler, fault: int | str, service: str, asked: Asked, limits: dict[str, str]
) -> bool:
    """Whether the fault was the whole answer."""
    if isinstance(fault, int):
        key = one(asked, "api_key")
        body = {429: f'{{"error":"API rate limit exceeded","api-key":"{key}","count":"4","limit":"3"}}'}.get(
            fault, f"<html>no {key}</html>"
        )
        media = "application/json" if fault == 429 else "text/html"
        more = {"Location": "https://elsewhere.example/"} if 300 <= fault < 400 else {}
        send(handler, body, fault, media, headers=limits | more)
        return True
    if fault in _WAITING:
        until = _WAITING[fault] or formatdate(time.time() + 2, usegmt=True)
        send(
            handler,
            '{"error":"API rate limit exceeded","count":"4","limit":"3"}',
            429,
            "application/json",
            headers=limits | {"Retry-After": until},
        )
        return True
    if fault in _BODIES:
        status, body = _BODIES[fault]
        body = body.replace("{key}", one(asked, "api_key")).replace("{email}", one(asked, "email"))
        if fault == "bad dtd" and service == "efetch":
            body = body.replace("eSearchResult", "eFetchResult")
        send(
            handler,
            body,
            status,
            "application/json" if body.startswith("{") else "text/xml; charset=UTF-8",
            headers=limits,
        )
        return True
    if fault in {"reset", "close"}:
        if fault == "reset":  # no farewell: the other side sees a connection reset
            handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        handler.close_connection = True
        handler.connection.close()
        return True
    return False


def send(
    handler: BaseHTTPRequestHandler, body: str, status: int = 200, media: str = "text/xml; charset=UTF-8", *,
    headers: dict[str, str] | None = None, how: str = "whole",
) -> None:  # fmt: skip
    """`how`: whole; cut (a length is promised and not kept); cut chunk (chunked, broken off); slow (a byte at a time)."""
    data = body.encode("utf-8")
    chunked = how == "cut chunk"
    if how == "slow headers":
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
        for number in range(60):
            handler.wfile.write(f"X-{number}: x\r\n".encode())
            handler.wfile.flush()
            time.sleep(0.1)
    handler.send_response(status)
    handler.send_header("Content-Type", "text/plain; charset=UTF-8" if how == "plain text" else media)
    if how == "odd headers":
        handler.send_header("Date", "Mon, 01 Jan 2026 00:00:00 +9999999999999")
        handler.send_header("Retry-After", "\u00b2")
    handler.send_header(*(("Transfer-Encoding", "chunked") if chunked else ("Content-Length", str(len(data)))))
    for name, value in (headers or {}).items():
        handler.send_header(name, value)
    handler.end_headers()
    half = data[: len(data) // 2]
    if chunked:
        handler.wfile.write(f"{len(half):x}\r\n".encode() + half + b"\r\n")
        handler.close_connection = True
    elif how == "cut":
        handler.wfile.write(half)
        handler.close_connection = True
    elif how == "slow":
        for at in range(len(data)):
            handler.wfile.write(data[at : at + 1])
            handler.wfile.flush()
            time.sleep(0.05)
    else:
        handler.wfile.write(data)
    handler.wfile.flush()
