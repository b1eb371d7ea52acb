"""From where a request comes: from this machine, from anywhere, or through a proxy that speaks TLS to the outside."""

from __future__ import annotations

import ipaddress
import json
from collections.abc import Sequence

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from dateline.model.errors import ConfigError

Network = ipaddress.IPv4Network | ipaddress.IPv6Network

RELAYED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip")
"""What a proxy adds: a request that has any of these was sent on for somebody else."""


def networks(given: str) -> tuple[Network, ...]:
    """Addresses and networks between commas. Raises ConfigError for what is neither."""
    try:
        return tuple(ipaddress.ip_network(one.strip()) for one in given.split(",") if one.strip())
    except ValueError as problem:
        raise ConfigError(
            given, f"is no address of a proxy ({problem}).", "Give addresses or networks, as 127.0.0.1,10.0.0.0/8."
        ) from problem


class Loopback:
    """Lets in this machine only: neither another one, nor another one's request that a proxy here sends on."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            headers = Headers(scope=scope)
            peer = _address((scope.get("client") or ("", 0))[0])
            if (peer is not None and not peer.is_loopback) or any(name in headers for name in RELAYED):
                await refuse(send, 403, "not-here", "These pages have no accounts, so they are for this machine alone.")
                return
        await self.app(scope, receive, send)


class Proxied:
    """Believes a proxy of `proxies` about who asks, and lets in nobody else, and nobody who asked it without TLS."""

    def __init__(self, app: ASGIApp, proxies: Sequence[Network]) -> None:
        self.app = app
        self.proxies = proxies

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            headers = Headers(scope=scope)
            if not self._own((scope.get("client") or ("", 0))[0]):
                await refuse(send, 403, "not-here", "Ask through the proxy that stands before these pages.")
                return
            if headers.get("x-forwarded-proto", "").rpartition(",")[2].strip().lower() != "https":
                said = (
                    "The proxy says that you asked without TLS (X-Forwarded-Proto); passwords would be seen on the way."
                )
                await refuse(send, 403, "no-tls", said)
                return
            scope = {**scope, "scheme": "https", "client": (self._asker(headers, scope["client"][0]), 0)}
        await self.app(scope, receive, send)

    def _own(self, address: str) -> bool:
        found = _address(address)
        return found is not None and any(found in network for network in self.proxies)

    def _asker(self, headers: Headers, peer: str) -> str:
        """The last address that a proxy of ours was asked from; what stands before it anybody can have written."""
        passed = ",".join(headers.getlist("x-forwarded-for")).split(",")
        for one in (address.strip() for address in reversed(passed)):
            if _address(one) is None:
                break
            if not self._own(one):
                return one
            peer = one
        return peer


def _address(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        found = ipaddress.ip_address(text)
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found


async def refuse(send: Send, status: int, kind: str, message: str) -> None:
    """An answer that says no, before any route is asked."""
    body = json.dumps({"kind": kind, "message": message}).encode()
    await send({"type": "http.response.start", "status": status, "headers": [(b"content-type", b"application/json")]})
    await send({"type": "http.response.body", "body": body})
