"""A page of the web, fetched once, politely, and never from inside the network that this program runs in.

The host's name is resolved here, each address is checked, and the connection goes to the address that was checked: a
name that answers otherwise the second time (DNS rebinding) changes nothing. Redirects go through the same check.
"""

from __future__ import annotations

import ipaddress
import socket
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from threading import Thread

import httpcore
import httpx

from dateline.ingest import feed, sniff
from dateline.ingest.limits import LIMITS, Limits, megabytes
from dateline.model.errors import BinaryInput, FetchFailed, ForbiddenAddress, InputError, NotFound, TooLarge
from dateline.model.report import Page

USER_AGENT = "dateline/0.1 (reads one news page at its user's request)"
REDIRECTS = frozenset({301, 302, 303, 307, 308})
CHUNK = 65_536
HTML_TYPES = frozenset({"text/html", "application/xhtml+xml", "application/xml", "text/xml"})
UNSAID = frozenset({"", "application/octet-stream", "binary/octet-stream", "unknown/unknown"})
NAT64 = ipaddress.ip_network("64:ff9b::/96")

Resolve = Callable[[str, int], Sequence[str]]


def resolve(host: str, port: int) -> list[str]:
    """The numeric addresses of a host as the system knows them. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


OFFLINE = "this machine has no way to the internet."
HELP = "Go online; or save the page elsewhere and add the file, or its text."


def offline() -> bool:
    """Whether this machine knows no way to the open internet. Nothing is sent to find out."""
    for family, address in ((socket.AF_INET, "192.88.99.1"), (socket.AF_INET6, "2001:4860::1")):
        try:
            with socket.socket(family, socket.SOCK_DGRAM) as asked:
                asked.connect((address, 9))
        except OSError:
            continue
        return False
    return True


def is_public(address: str) -> bool:
    """Whether an address is one of the open internet: not private, loopback, link-local, multicast or reserved.

    An IPv6 address that carries an IPv4 one (mapped, 6to4, Teredo, NAT64) is as public as what it carries.
    """
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        carried = [ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())]
        if ip in NAT64:
            carried.append(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF))
        inner = [one for one in carried if one is not None]
        if inner:
            return all(is_public(str(one)) for one in inner)
        if int(ip) >> 32 == 0 or ip.is_site_local:
            return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified or ip.is_loopback)


@dataclass(frozen=True)
class _Hop:
    """One answer: its status, headers in lower case, and the body, decompressed, of a page."""

    status: int
    headers: dict[str, str]
    body: bytes


def fetch(
    url: str,
    *,
    limits: Limits = LIMITS,
    resolver: Resolve = resolve,
    backend: httpcore.NetworkBackend | None = None,
    allow_loopback: bool = False,
) -> Page:
    """The page behind an address. Raises ForbiddenAddress, NotFound, FetchFailed, TooLarge, BinaryInput, EmptyInput.

    `resolver` and `backend` replace the system's name service and sockets. `allow_loopback` lets a server on this
    machine be read, for tests; everything else that is not public stays refused.
    """
    deadline = time.monotonic() + limits.total_seconds
    guard = _Guard(backend or httpcore.SyncBackend(), resolver, allow_loopback, deadline)
    with httpcore.ConnectionPool(network_backend=guard, max_connections=2, http2=False) as pool:
        target = _parsed(url, url)
        for _ in range(limits.max_redirects + 1):
            try:
                guard.check(target.host, target.port or 443 if target.scheme == "https" else target.port or 80)
            except InputError as problem:
                raise type(problem)(url, problem.reason, problem.advice) from problem
            hop = _get(pool, target, url, limits, deadline)
            if hop.status not in REDIRECTS or "location" not in hop.headers:
                return _page(hop, target, url)
            try:
                target = _parsed(str(target.join(hop.headers["location"])), url)
            except httpx.InvalidURL as problem:
                raise FetchFailed(url, f"redirects to an address that is none ({problem}).") from problem
    raise FetchFailed(url, f"redirects more than {limits.max_redirects} times.", "Give the page's final address.")


def _parsed(address: str, source: str) -> httpx.URL:
    try:
        target = httpx.URL(address)
        host = target.host
        target.raw_host  # noqa: B018  # encodes the name, which fails for one that cannot be
    except (httpx.InvalidURL, UnicodeError, ValueError) as problem:
        raise NotFound(source, f"is no address of a page ({problem}).", "Check the address.") from problem
    if target.scheme not in ("http", "https"):
        raise ForbiddenAddress(source, f"only http and https are fetched, not {target.scheme or 'this'}.")
    if not host:
        raise NotFound(source, "names no host.", "Check the address.")
    return target.copy_with(username=None, password=None, fragment=None)


class _Guard(httpcore.NetworkBackend):
    """Connects to nothing but checked addresses, and waits for no one beyond the deadline."""

    def __init__(
        self, inner: httpcore.NetworkBackend, resolver: Resolve, allow_loopback: bool, deadline: float
    ) -> None:
        self._inner, self._resolve, self._allow_loopback, self._deadline = inner, resolver, allow_loopback, deadline
        self._checked: dict[tuple[str, int], list[str]] = {}

    def check(self, host: str, port: int) -> list[str]:
        """The host's addresses, all of them public. Raises ForbiddenAddress where one is not, NotFound for no host."""
        host = host.strip("[]")
        if (host, port) not in self._checked:
            addresses = self._addresses(host, port)
            for address in addresses:
                if not is_public(address) and not (self._allow_loopback and _is_loopback(address)):
                    reason = f"leads to {address}, which is no public address; not fetched."
                    raise ForbiddenAddress(host, reason, "Save the page and add the file, or its text.")
            self._checked[host, port] = addresses
        return self._checked[host, port]

    def _addresses(self, host: str, port: int) -> list[str]:
        found: list[str] = []
        problems: list[Exception] = []

        def ask() -> None:
            try:
                found.extend(self._resolve(host, port))
            except (OSError, UnicodeError, ValueError) as problem:
                problems.append(problem)

        asking = Thread(target=ask, daemon=True)
        asking.start()
        asking.join(max(0.0, self._deadline - time.monotonic()))
        if asking.is_alive():
            raise FetchFailed(host, "the name service does not answer.", "Try again later.")
        if problems or not found:
            reason, advice = "no such host is known.", "Check the spelling and the network."
            if offline():
                reason, advice = f"no such host is known: {OFFLINE}", HELP
            raise FetchFailed(host, reason, advice) from (problems[0] if problems else None)
        return found

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        problem: Exception | None = None
        for address in self.check(host, port):
            try:
                wait = _remaining(self._deadline, timeout, httpcore.ConnectTimeout)
                stream = self._inner.connect_tcp(address, port, wait, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as failed:
                problem = failed
                continue
            return _Timed(stream, self._deadline)
        raise problem or httpcore.ConnectError("no address")

    def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        raise ForbiddenAddress(path, "local sockets are never fetched.")


class _Timed(httpcore.NetworkStream):
    """A connection on which no single wait, nor their sum, goes past the deadline."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: float) -> None:
        self._inner, self._deadline = inner, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, _remaining(self._deadline, timeout, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, _remaining(self._deadline, timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(self, ssl_context, server_hostname=None, timeout=None):  # type: ignore[no-untyped-def]
        wait = _remaining(self._deadline, timeout, httpcore.ConnectTimeout)
        return _Timed(self._inner.start_tls(ssl_context, server_hostname, wait), self._deadline)

    def get_extra_info(self, info: str) -> object:
        return self._inner.get_extra_info(info)


def _remaining(deadline: float, timeout: float | None, late: type[Exception]) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise late("the time for this page is over")
    return left if timeout is None else min(timeout, left)


def _is_loopback(address: str) -> bool:
    ip = ipaddress.ip_address(address.partition("%")[0])
    return ip.is_loopback


def _get(pool: httpcore.ConnectionPool, target: httpx.URL, source: str, limits: Limits, deadline: float) -> _Hop:
    headers: dict[bytes | str, bytes | str] = {
        "Host": target.netloc.decode("ascii"),
        "User-Agent": USER_AGENT,
        "Accept": "text/html, application/xhtml+xml, text/plain;q=0.9, application/rss+xml;q=0.8, "
        "application/atom+xml;q=0.8, application/feed+json;q=0.8",
        "Accept-Encoding": "gzip",
        "Accept-Language": "en",
    }
    waits = {"connect": limits.connect_seconds, "read": limits.read_seconds, "write": limits.read_seconds}
    wanted = httpcore.URL(
        scheme=target.raw_scheme, host=target.raw_host, port=target.port, target=target.raw_path or b"/"
    )
    try:
        with pool.stream("GET", wanted, headers=headers, extensions={"timeout": waits}) as response:
            answered = {
                name.decode("latin-1").lower(): value.decode("latin-1").strip() for name, value in response.headers
            }
            if response.status in REDIRECTS or response.status >= 400:
                return _Hop(response.status, answered, b"")
            announced = answered.get("content-length", "")
            if announced.isascii() and announced.isdigit() and int(announced[:18]) > limits.max_bytes:
                raise _too_large(source, limits)
            chunks: list[bytes] = []
            size = 0
            for chunk in _inflated(response.iter_stream(), answered.get("content-encoding", ""), source):
                size += len(chunk)
                if size > limits.max_bytes:
                    raise _too_large(source, limits)
                if time.monotonic() > deadline:
                    raise httpcore.ReadTimeout("the time for this page is over")
                chunks.append(chunk)
            return _Hop(response.status, answered, b"".join(chunks))
    except InputError as problem:
        raise type(problem)(source, problem.reason, problem.advice) from problem
    except (httpcore.TimeoutException, TimeoutError) as problem:
        raise FetchFailed(source, "the server took too long.", "Try again later.") from problem
    except (httpcore.NetworkError, httpcore.ProtocolError, OSError, ValueError) as problem:
        if isinstance(problem, httpcore.ConnectError) and offline():
            raise FetchFailed(source, f"it cannot be reached: {OFFLINE}", HELP) from problem
        raise FetchFailed(source, f"the connection failed ({problem or type(problem).__name__}).") from problem


def _inflated(chunks: Iterable[bytes], encoding: str, source: str) -> Iterator[bytes]:
    """The body as it was before compression, in pieces of at most CHUNK bytes: a bomb is seen before it goes off."""
    encoding = encoding.lower().strip()
    if encoding in ("", "identity"):
        yield from chunks
        return
    if encoding not in ("gzip", "x-gzip", "deflate"):
        raise FetchFailed(source, f"answers in an encoding that was not asked for ({encoding[:20]}).")
    inflater: zlib._Decompress | None = None
    for chunk in chunks:
        if inflater is None:
            bare = encoding == "deflate" and chunk[:1] != b"\x78"
            inflater = zlib.decompressobj(-zlib.MAX_WBITS if bare else zlib.MAX_WBITS | 32)
        try:
            while chunk:
                yield inflater.decompress(chunk, CHUNK)
                chunk = inflater.unconsumed_tail
        except zlib.error as problem:
            raise FetchFailed(source, f"sends a broken {encoding} stream.", "Try again later.") from problem


def _page(hop: _Hop, target: httpx.URL, source: str) -> Page:
    if hop.status in (404, 410):
        raise NotFound(source, f"the server has no such page ({hop.status}).", "Check the address; it may have moved.")
    if hop.status in (401, 402, 403, 407, 451):
        advice = "Save the page in a browser and read the file."
        raise FetchFailed(source, f"the server does not let us read it ({hop.status}).", advice)
    if hop.status == 429 or hop.status >= 500:
        raise FetchFailed(source, f"the server cannot answer now ({hop.status}).", "Try again later.")
    if hop.status != 200:
        raise FetchFailed(source, f"the server answers {hop.status}, not with a page.")
    header = Message()
    header["content-type"] = hop.headers.get("content-type", "")
    declared = header.get_content_type() if hop.headers.get("content-type") else ""
    sniff.refuse_binary(hop.body, source)
    if feed.is_feed(hop.body):
        kind = sniff.FEED
    elif declared in HTML_TYPES:
        kind = sniff.HTML
    elif declared in UNSAID or declared == "text/plain":
        kind = sniff.HTML if sniff.media_type(hop.body, source) == sniff.HTML else sniff.PLAIN
    else:
        raise BinaryInput(source, f"is {declared}, not a page of text.", "Give the address of the article itself.")
    return Page(
        source=source,
        content=hop.body,
        media_type=kind,
        encoding=_charset(header),
        url=str(target),
        fetched=datetime.now(UTC).isoformat(timespec="seconds"),
    )


def _charset(header: Message) -> str | None:
    named = header.get_param("charset")
    return named.strip() or None if isinstance(named, str) else None


def _too_large(source: str, limits: Limits) -> TooLarge:
    return TooLarge(
        source, f"has more than {megabytes(limits.max_bytes)}.", "Save the article itself and read the file."
    )
