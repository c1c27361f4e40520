"""Fetching an article's page. The one place of the first stage that touches the network.

Refuses addresses inside the reader's own network (RFC 1918, loopback, link-local, and every other range that is not
global) unless told otherwise. The check is made on the addresses that the name resolves to, at every redirect, and the
connection then goes to an address that was checked, so that a name cannot change its meaning in between.
"""

import contextlib
import ipaddress
import socket
import threading
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from claims.errors import AddressRefused, FetchFailed, SourceNotFound, SourceTooLarge, SourceUnreadable

LARGEST_BYTES = 25 * 2**20
_CONNECT_SECONDS, _READ_SECONDS, _TOTAL_SECONDS = 10, 20, 60
_MOST_REDIRECTS = 5
# Ranges that the standard library takes for global, and that are not (RFC 3879, 4291, 6890, 8215).
_NOT_GLOBAL = tuple(
    map(ipaddress.ip_network, ("::/96", "fec0::/10", "64:ff9b:1::/48", "192.0.0.0/24", "192.88.99.0/24"))
)
_WANTED = (
    "text/html", "application/xhtml+xml", "text/plain", "text/markdown", "text/x-markdown", "application/pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
)  # fmt: skip
_HEADERS = {"User-Agent": "claimaudit (health-claim auditor)", "Accept": ", ".join(_WANTED) + ", */*;q=0.1"}


@dataclass(frozen=True, slots=True)
class Fetched:
    data: bytes
    address: str
    media: str
    charset: str | None


def fetch(address: str, *, allow_private: bool = False) -> Fetched:
    """The bytes behind an http(s) address, after at most five redirects. Raises one of the SourceErrors."""
    import http.client

    import urllib3

    deadline = time.monotonic() + _TOTAL_SECONDS
    plugs: list[socket.socket] = []
    # A server that sends a byte now and then never meets a read timeout: at the deadline its connection is cut.
    watch = threading.Timer(max(0.01, _TOTAL_SECONDS), _cut, (plugs,))
    watch.daemon = True
    watch.start()
    try:
        return _follow(address, deadline, plugs, allow_private=allow_private)
    except (ValueError, UnicodeError, urllib3.exceptions.HTTPError, http.client.HTTPException) as error:
        raise FetchFailed(
            f"{address!r}: the site's answer is not valid HTTP ({type(error).__name__}). Save the page and give the file."
        ) from None
    finally:
        watch.cancel()


def _cut(plugs: list[socket.socket]) -> None:
    for plug in plugs:
        with contextlib.suppress(OSError):
            plug.shutdown(socket.SHUT_RDWR)


def _follow(address: str, deadline: float, plugs: list[socket.socket], *, allow_private: bool) -> Fetched:
    import requests

    with requests.Session() as session:
        adapter = _guarded_adapter(allow_private, plugs)
        session.mount("http://", adapter)
        session.mount("https://", adapter)
        for _ in range(_MOST_REDIRECTS + 1):
            _refuse_odd(address)
            addresses_of(address, allow_private=allow_private)
            try:
                response = session.get(
                    address,
                    headers=_HEADERS,
                    timeout=(_CONNECT_SECONDS, _READ_SECONDS),
                    stream=True,
                    allow_redirects=False,
                )
            except requests.RequestException as error:
                _in_time(address, deadline)
                raise _as_refusal(error) or FetchFailed(
                    f"{address}: the page did not come ({type(error).__name__}). Check the address and the connection."
                ) from None
            with response:
                _in_time(address, deadline)
                if response.is_redirect:
                    address = urljoin(address, response.headers["location"])
                    continue
                return _read(response, address, deadline)
    raise FetchFailed(f"{address}: redirected more than {_MOST_REDIRECTS} times. Give the final address.")


def addresses_of(address: str, *, allow_private: bool) -> list[tuple[Any, ...]]:
    """What an address's host resolves to, as getaddrinfo gives it. Raises AddressRefused where any of it is private."""
    parts = urlsplit(address)
    host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    return _resolve(host, port, allow_private=allow_private)


def _refuse_odd(address: str) -> None:
    try:
        parts = urlsplit(address)
        port_is_fine = parts.port is None or 0 < parts.port < 65536
    except ValueError:
        raise AddressRefused(f"{address!r}: not a valid address.") from None
    if parts.scheme not in {"http", "https"}:
        raise AddressRefused(f"{address!r}: only http and https addresses are fetched, not {parts.scheme or 'this'!r}.")
    if not parts.hostname or not port_is_fine:
        raise AddressRefused(f"{address!r}: names no host. Give a full address such as https://example.org/article.")
    if parts.username or parts.password:
        raise AddressRefused(
            "An address with a user name or password in it is not fetched. Save the page and give the file."
        )


def _resolve(host: str, port: int, *, allow_private: bool) -> list[tuple[Any, ...]]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise FetchFailed(f"{host}: no such host. Check the address and the connection.") from None
    for entry in found:
        number = ipaddress.ip_address(str(entry[4][0]).split("%")[0])
        mapped = getattr(number, "ipv4_mapped", None) or getattr(number, "sixtofour", None) or _behind_nat64(number)
        inside = any(number in network for network in _NOT_GLOBAL if network.version == number.version)
        if not allow_private and (inside or number.is_multicast or not (number.is_global and mapped.is_global)):
            raise AddressRefused(
                f"{host}: resolves to {number}, which is not a public address. "
                f"If it is a page of your own network, add --allow-private."
            )
    return list(found)


def _behind_nat64(
    number: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    """The IPv4 address inside a NAT64 one (RFC 6052), else the address itself."""
    inside = number.version == 6 and number in ipaddress.IPv6Network("64:ff9b::/96")
    return ipaddress.IPv4Address(int(number) & 0xFFFFFFFF) if inside else number


def _in_time(address: str, deadline: float) -> None:
    if time.monotonic() > deadline:
        raise FetchFailed(f"{address}: not complete after {_TOTAL_SECONDS} s. Try later, or give the saved page.")


def _guarded_adapter(allow_private: bool, plugs: list[socket.socket]) -> Any:
    """A requests adapter whose direct connections resolve and check the host themselves, then connect to that address."""
    from requests.adapters import HTTPAdapter
    from urllib3.connection import HTTPConnection, HTTPSConnection
    from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
    from urllib3.exceptions import NewConnectionError

    def connect(connection: Any) -> socket.socket:
        last: OSError | None = None
        for family, kind, protocol, _, target in _resolve(
            connection.host, connection.port, allow_private=allow_private
        ):
            plug = socket.socket(family, kind, protocol)
            try:
                plug.settimeout(_CONNECT_SECONDS)
                plug.connect(target)
                plugs.append(plug)
                return plug
            except OSError as error:
                plug.close()
                last = error
        raise NewConnectionError(connection, f"cannot connect: {last}")

    class Plain(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return connect(self)

    class Secure(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return connect(self)

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    class Guarded(HTTPAdapter):
        def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
            super().init_poolmanager(*args, **kwargs)
            self.poolmanager.pool_classes_by_scheme = {"http": PlainPool, "https": SecurePool}

    return Guarded()


def _as_refusal(error: BaseException) -> AddressRefused | None:
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, AddressRefused):
            return seen
        seen = seen.__cause__ or seen.__context__
    return None


def _read(response: Any, address: str, deadline: float) -> Fetched:
    import requests
    from requests.utils import get_encoding_from_headers

    if response.status_code in {404, 410}:
        raise SourceNotFound(f"{address}: no such page (HTTP {response.status_code}). Check the address.")
    if response.status_code in {401, 403, 407, 429, 451}:
        raise FetchFailed(
            f"{address}: the site refuses this page (HTTP {response.status_code}). "
            f"Save it from your browser and give the file."
        )
    if response.status_code != 200:
        raise FetchFailed(
            f"{address}: the site answered HTTP {response.status_code}. Try later, or give the saved page."
        )
    media = response.headers.get("content-type", "text/html").split(";")[0].strip().lower()
    if media not in _WANTED:
        raise SourceUnreadable(f"{address}: serves {media or 'nothing named'}, not an article.")
    body = bytearray()
    try:
        for piece in response.iter_content(65536):
            body += piece
            if len(body) > LARGEST_BYTES:
                raise SourceTooLarge(
                    f"{address}: larger than {LARGEST_BYTES // 2**20} MB. Give the article's text alone."
                )
            _in_time(address, deadline)
    except requests.RequestException as error:
        _in_time(address, deadline)
        raise FetchFailed(f"{address}: broke off while loading ({type(error).__name__}). Try again.") from None
    _in_time(address, deadline)
    charset = (
        get_encoding_from_headers(response.headers) if "charset" in response.headers.get("content-type", "") else None
    )
    return Fetched(bytes(body), address, media, charset)
