"""A web address is fetched once, from checked addresses only, within limits of size and time. No network is used."""

from __future__ import annotations

import gzip
import socket
import time
import zlib
from collections.abc import Callable
from threading import Thread

import httpcore
import pytest

from dateline.ingest import url as web
from dateline.ingest.limits import Limits
from dateline.model.errors import (
    BinaryInput,
    EmptyInput,
    FetchFailed,
    ForbiddenAddress,
    InputError,
    NotFound,
    TooLarge,
)
from dateline.model.report import Page

PAGE = b"<!doctype html><html><body><p>The ferry sank.</p></body></html>"
ADDRESS = "http://coast.example/a"


class Site(httpcore.NetworkBackend):
    """Answers each connection with the next of some raw answers, and remembers where it was asked to connect."""

    def __init__(self, *answers: bytes) -> None:
        self.answers, self.connected, self.asked = list(answers), [], []

    def connect_tcp(self, host, port, timeout=None, local_address=None, socket_options=None):  # type: ignore[no-untyped-def]
        self.connected.append((host, port))
        return Stream(self.answers.pop(0), self.asked)


class Stream(httpcore.NetworkStream):
    """One canned answer in pieces of 64 KiB."""

    def __init__(self, answer: bytes, asked: list[bytes]) -> None:
        self.answer, self.asked = answer, asked

    def read(self, max_bytes, timeout=None):  # type: ignore[no-untyped-def]
        piece, self.answer = self.answer[:max_bytes], self.answer[max_bytes:]
        return piece

    def write(self, buffer, timeout=None):  # type: ignore[no-untyped-def]
        self.asked.append(buffer)

    def close(self) -> None:
        pass

    def start_tls(self, ssl_context, server_hostname=None, timeout=None):  # type: ignore[no-untyped-def]
        return self

    def get_extra_info(self, info: str) -> object:
        return None


def answer(body: bytes = PAGE, status: str = "200 OK", **headers: str) -> bytes:
    """A raw HTTP answer."""
    given = {"content-type": "text/html; charset=utf-8", "content-length": str(len(body)), "connection": "close"}
    given |= {name.replace("_", "-"): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in given.items() if value)
    return f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + body


def get(
    *answers: bytes, resolver: Callable[[str, int], list[str]] | None = None, **options: object
) -> tuple[Page, Site]:
    """The page of a site with these answers at a public address."""
    site = Site(*answers)
    page = web.fetch(ADDRESS, resolver=resolver or (lambda *_: ["93.184.216.34"]), backend=site, **options)  # type: ignore[arg-type]
    return page, site


def test_page_with_its_address_and_encoding() -> None:
    """A fetched page has the bytes, the address it came from, its encoding, and the moment."""
    page, site = get(answer())
    assert (page.content, page.url, page.encoding, page.media_type) == (PAGE, ADDRESS, "utf-8", "text/html")
    assert page.fetched
    assert site.connected == [("93.184.216.34", 80)]
    assert b"User-Agent: dateline/" in site.asked[0]
    assert b"Host: coast.example" in site.asked[0]


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.8.8", "10.0.0.1", "172.16.3.4", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
        "224.0.0.1", "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1", "::1", "::", "fe80::1", "fe80::1%eth0",
        "fc00::1", "fd12::1", "ff02::1", "2001:db8::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1",
        "64:ff9b::7f00:1", "2002:7f00:1::", "fec0::1", "nonsense", "",
    ],
)  # fmt: skip
def test_address_that_is_not_public(address: str) -> None:
    """No address of this machine, its network, or of no one is ever connected to."""
    assert not web.is_public(address)
    site = Site(answer())
    with pytest.raises(ForbiddenAddress):
        web.fetch(ADDRESS, resolver=lambda *_: [address], backend=site)
    assert site.connected == []


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:4700::1111", "::ffff:93.184.216.34", "64:ff9b::5db8:d822"])
def test_address_that_is_public(address: str) -> None:
    """Addresses of the open internet are, in either version."""
    assert web.is_public(address)


def test_one_private_address_among_several() -> None:
    """A name that also leads inside is refused as a whole."""
    with pytest.raises(ForbiddenAddress):
        get(answer(), resolver=lambda *_: ["93.184.216.34", "10.0.0.1"])


def test_name_that_changes_its_mind() -> None:
    """The connection goes to the address that was checked, not to what the name says the second time."""
    said = iter((["93.184.216.34"], ["127.0.0.1"], ["127.0.0.1"]))
    _, site = get(answer(), resolver=lambda *_: next(said))
    assert site.connected == [("93.184.216.34", 80)]


@pytest.mark.parametrize(
    "source",
    ["http://127.0.0.1/", "http://[::1]/", "http://2130706433/", "http://0x7f.1/", "http://localhost/a", "http://0/"],
)
def test_spelt_out_loopback(source: str) -> None:
    """Every spelling of this machine's own address is refused."""
    with pytest.raises((ForbiddenAddress, NotFound, FetchFailed)):
        web.fetch(source, backend=Site())


def test_redirect_is_followed_and_checked() -> None:
    """A redirect leads on to a public page, and never inside."""
    moved = answer(b"", "301 Moved", location="/b")
    page, _ = get(moved, answer())
    assert page.url == "http://coast.example/b"
    inside = answer(b"", "302 Found", location="http://inner.example/secret")
    with pytest.raises(ForbiddenAddress):
        get(inside, answer(), resolver=lambda host, _: ["10.0.0.1"] if host == "inner.example" else ["93.184.216.34"])
    with pytest.raises(ForbiddenAddress):
        get(answer(b"", "302 Found", location="file:///etc/passwd"))


def test_redirects_end() -> None:
    """A loop of redirects is given up."""
    with pytest.raises(FetchFailed, match="redirects more than"):
        get(*[answer(b"", "302 Found", location="/again")] * 10)


@pytest.mark.parametrize(
    ("raw", "error", "said"),
    [
        (answer(b"gone", "404 Not Found"), NotFound, "no such page"),
        (answer(b"gone", "410 Gone"), NotFound, "no such page"),
        (answer(b"no", "403 Forbidden"), FetchFailed, "does not let us"),
        (answer(b"no", "503 Unavailable"), FetchFailed, "cannot answer now"),
        (answer(b"", "204 No Content", content_length=""), FetchFailed, "204"),
        (answer(b"%PDF-1.4 x", content_type="application/pdf"), BinaryInput, "PDF"),
        (answer(b'{"a": 1}', content_type="application/json"), BinaryInput, "application/json"),
        (answer(b"  "), EmptyInput, "empty"),
        (answer(PAGE, content_encoding="br"), FetchFailed, "not asked for"),
        (answer(b"not gzip at all", content_encoding="gzip"), FetchFailed, "broken gzip"),
        (b"SSH-2.0-OpenSSH\r\n\r\n", FetchFailed, "connection failed"),
        (b"", FetchFailed, "connection failed"),
    ],
)
def test_answer_that_is_no_page(raw: bytes, error: type[InputError], said: str) -> None:
    """Each way for a server to let us down has an error that names the address and the reason."""
    with pytest.raises(error) as caught:
        get(raw)
    assert type(caught.value) is error
    assert caught.value.source == ADDRESS
    assert said in caught.value.message


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "raw-deflate"])
def test_compressed_page(encoding: str) -> None:
    """A compressed page is unpacked as it streams in."""
    bare = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    body = {
        "gzip": gzip.compress(PAGE),
        "deflate": zlib.compress(PAGE),
        "raw-deflate": bare.compress(PAGE) + bare.flush(),
    }[encoding]
    page, _ = get(answer(body, content_encoding=encoding.removeprefix("raw-")))
    assert page.content == PAGE


def test_page_over_the_limit() -> None:
    """A page over the limit is refused by what it announces, by what it sends, and by what it unpacks to."""
    small = Limits(max_bytes=100_000)
    for raw in (
        answer(b"", content_length="99999999"),
        answer(b"x" * 200_000, content_length=""),
        answer(gzip.compress(b"x" * 50_000_000), content_encoding="gzip"),
    ):
        with pytest.raises(TooLarge):
            get(raw, limits=small)


def test_name_that_is_not_known() -> None:
    """A host that no one knows is an error with advice."""

    def unknown(host: str, port: int) -> list[str]:
        raise socket.gaierror(-2, "Name or service not known")

    with pytest.raises(FetchFailed, match="no such host"):
        get(answer(), resolver=unknown)


def test_local_server_only_on_demand() -> None:
    """A server on this machine is read when that is asked for, and a slow one is given up in time."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"http://127.0.0.1:{server.getsockname()[1]}/a"
        with pytest.raises(ForbiddenAddress):
            web.fetch(address)

        def serve() -> None:
            connection, _ = server.accept()
            with connection:
                connection.recv(4096)
                connection.sendall(answer())
            connection, _ = server.accept()
            with connection:
                try:
                    for letter in b"HTTP/1.1 200 OK\r\nx: " + b"y" * 500:
                        connection.sendall(bytes([letter]))
                        time.sleep(0.02)
                except OSError:
                    pass

        Thread(target=serve, daemon=True).start()
        assert web.fetch(address, allow_loopback=True).content == PAGE
        began = time.monotonic()
        with pytest.raises(FetchFailed, match="too long"):
            web.fetch(address, allow_loopback=True, limits=Limits(total_seconds=0.3))
        assert time.monotonic() - began < 5
