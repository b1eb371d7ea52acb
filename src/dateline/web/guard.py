"""What stands before every answer: only loopback names are served, and nothing is fetched from elsewhere."""

from __future__ import annotations

import ipaddress
import json
from collections.abc import Container
from dataclasses import dataclass

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})

APP_POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self'",
        # The map draws its patterns and reads its tiles through images and workers that it makes itself.
        "img-src 'self' data: blob:",
        "worker-src 'self' blob:",
        "connect-src 'self'",
        "font-src 'self'",
        "frame-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)

PAGE_POLICY = "; ".join(
    (
        "sandbox",
        "default-src 'none'",
        "style-src 'unsafe-inline'",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'self'",
    )
)
"""For a page as it came: shown as it looks, but nothing in it runs, is fetched or sent."""

HEADERS = {
    "content-security-policy": APP_POLICY,
    "x-frame-options": "DENY",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "x-dns-prefetch-control": "off",
}


def is_loopback(host: str) -> bool:
    """Whether `host`, a name or an address without port, can only be this machine."""
    if host.lower() in LOOPBACK_NAMES:
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def host_name(header: str) -> str:
    """The host of a `Host` header without its port and brackets, in lower case."""
    header = header.strip().lower()
    if header.startswith("["):
        return header[1:].partition("]")[0]
    return header.partition(":")[0]


@dataclass(frozen=True)
class Names(Container[str]):
    """Names that a server answers to; with `literals` to any address too, which no name can be made to point to."""

    names: frozenset[str]
    literals: bool = False

    def __contains__(self, name: object) -> bool:
        if name in self.names:
            return True
        try:
            return self.literals and bool(ipaddress.ip_address(str(name)))
        except ValueError:
            return False


READING = frozenset({"GET", "HEAD", "OPTIONS"})

OWN = "x-dateline"
"""A header that these pages send with what is not JSON (dropped files): a page elsewhere cannot, without leave."""


def forged(method: str, headers: Headers, hosts: Container[str]) -> bool:
    """Whether a request that writes can have been sent by a page elsewhere (cross-site request forgery).

    A page elsewhere can send forms, but no JSON without being asked for leave first, which this server never gives; and
    the browser says where a request comes from.
    """
    if method in READING:
        return False
    origin = headers.get("origin")
    if origin is not None and host_name(origin.partition("://")[2]) not in hosts:
        return True
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return True
    if headers.get(OWN):
        return False
    return headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json"


class Guard:
    """Refuses a request for another host's name (DNS rebinding) or one that a page elsewhere can have sent, and sets
    `HEADERS` where the answer has none."""

    def __init__(self, app: ASGIApp, hosts: Container[str] = LOOPBACK_NAMES) -> None:
        self.app = app
        self.hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        headers = Headers(scope=scope)
        if host_name(headers.get("host", "")) not in self.hosts:
            await _refuse(guarded, 421, "wrong-host", "This server answers to its own names only (`--allowed-host`).")
        elif forged(scope["method"], headers, self.hosts):
            await _refuse(guarded, 403, "forged", "Only these pages may write here, as JSON from this very address.")
        else:
            await self.app(scope, receive, guarded)


async def _refuse(send: Send, status: int, kind: str, message: str) -> None:
    body = json.dumps({"kind": kind, "message": message}).encode()
    await send({"type": "http.response.start", "status": status, "headers": [(b"content-type", b"application/json")]})
    await send({"type": "http.response.body", "body": body})
