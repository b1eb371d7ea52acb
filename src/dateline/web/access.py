"""Who asks, and what they may: every route of the interface is behind the gate, every route that writes names a role.

Without accounts the one who asks is whoever sits at this machine, and may do all that there is without accounts.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, Protocol
from urllib.parse import parse_qs

from fastapi import Depends, HTTPException, Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dateline.model.account import ROLES, Account, Role, covers
from dateline.web.guard import READING

COOKIE = "dateline-session"
SECURE_COOKIE = f"__Host-{COOKIE}"
"""The browser takes one of this name over TLS only, and from no other host."""

TOKEN = "x-csrf-token"
"""The header in which a request that writes shows that it comes from a page of this session."""

OPEN = frozenset({("GET", "/api/session"), ("HEAD", "/api/session"), ("POST", "/api/session")})
"""What answers without a session: who is logged in, and logging in."""

OWN = "/api/session"
"""What an account whose password is not its own yet may ask for."""

FEED = re.compile(r"/api/feeds/(?P<search>[^/]+?)(?:\.[a-z]+)?")
"""Feeds of saved searches, which a program that reads feeds opens by the key in the address alone."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks. `name` is the account's; None where the pages have no accounts, or a feed's key alone opened it."""

    name: str | None
    role: Role
    token: str | None = None
    passing: bool = False

    def may(self, role: Role) -> bool:
        """Whether `role` is enough for what they ask."""
        return covers(self.role, role)

    def signs(self, given: str | None = None) -> str:
        """The name under what they write: the account's, else the one that is given. Refused where there is neither."""
        name = self.name or (given or "").strip()
        if not name:
            raise Refused(422, "bad-request", "author: say who you are.")
        return name


OWNER = Caller(None, "reviewer")
"""Whoever sits at this machine, where the pages have no accounts."""


class Refused(HTTPException):
    """An answer that says no; `kind` is for programs, the detail for people."""

    def __init__(self, status: int, kind: str, message: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(status, message, headers)
        self.kind = kind


class Sessions(Protocol):
    """What the gate asks of the accounts."""

    def visitor(self, token: str) -> Account | None:
        """Whose session `token` opens; None where it opens none, or no longer."""

    def feed_opens(self, search: str, key: str) -> bool:
        """Whether `key` is the one that opens the feed of that saved search."""


def _caller_with(role: Role) -> Callable[[Request], Caller]:
    def caller(request: Request) -> Caller:
        found: Caller | None = getattr(request.state, "caller", None)
        if found is None:
            raise Refused(401, "no-session", "Log in first.")
        if not found.may(role):
            raise Refused(403, "role", f"Your account has the role {found.role}; this needs the role {role}.")
        return found

    return caller


GATES: dict[Role, Callable[[Request], Caller]] = {role: _caller_with(role) for role in ROLES}
"""The dependency of each role; the tests look for one of them on every route that writes."""


def needs(role: Role) -> Any:
    """What a route depends on that only `role` (or more) may use: `dependencies=[needs("reviewer")]`."""
    return Depends(GATES[role])


Reader = Annotated[Caller, Depends(GATES["reader"])]
Reviewer = Annotated[Caller, Depends(GATES["reviewer"])]
Admin = Annotated[Caller, Depends(GATES["admin"])]
"""As the type of a parameter: the one who asks, who has that role at least."""


def needed(route: Any) -> Role | None:
    """The role that a route asks for; None where it names none."""
    found = [role for role, gate in GATES.items() if gate in _calls(route.dependant)]
    return found[-1] if found else None


def _calls(dependant: Any) -> set[Any]:
    return {dependant.call}.union(*(_calls(one) for one in dependant.dependencies))


def csrf(token: str) -> str:
    """What a page of the session shows when it writes: bound to the session, and of no use for opening it."""
    return hmac.new(token.encode(), b"dateline csrf", hashlib.sha256).hexdigest()


def session_token(headers: Headers, cookie: str) -> str:
    """The session that a request brings, or nothing."""
    return cookie_parser(headers.get("cookie", "")).get(cookie, "")


class Gate:
    """Tells each request's `caller` to the routes, and keeps out of `/api` who has no session there.

    Where there are no `sessions` (no accounts), everybody who gets this far is the owner: `Guard` let them in.
    """

    def __init__(self, app: ASGIApp, sessions: Sessions | None = None, cookie: str = COOKIE) -> None:
        self.app = app
        self.sessions = sessions
        self.cookie = cookie

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        state = scope.setdefault("state", {})
        if self.sessions is None:
            state["caller"] = OWNER
            await self.app(scope, receive, send)
        elif scope["path"] == "/api" or scope["path"].startswith("/api/"):
            try:
                state["caller"] = await self._admitted(self.sessions, scope)
            except Refused as problem:
                refused = JSONResponse({"kind": problem.kind, "message": problem.detail}, problem.status_code)
                await refused(scope, receive, _unkept(send))
            else:
                await self.app(scope, receive, _unkept(send))
        else:
            await self.app(scope, receive, send)

    async def _admitted(self, sessions: Sessions, scope: Scope) -> Caller | None:
        headers, method, path = Headers(scope=scope), scope["method"], scope["path"]
        token = session_token(headers, self.cookie)
        account = await run_in_threadpool(sessions.visitor, token) if token else None
        opened = (method, path) in OPEN
        if account is None:
            if opened:
                return None
            feed = FEED.fullmatch(path) if method in READING else None
            key = (parse_qs(scope["query_string"].decode("latin-1")).get("key") or [""])[0]
            if feed and key and await run_in_threadpool(sessions.feed_opens, feed["search"], key):
                return Caller(None, "reader")
            raise Refused(401, "no-session", "Log in first.")
        if (
            method not in READING
            and not opened
            and not hmac.compare_digest(headers.get(TOKEN, "").encode(), csrf(token).encode())
        ):
            raise Refused(403, "csrf", "This page is not of your session; load it again.")
        if account.passing and path != OWN and not path.startswith(OWN + "/"):
            raise Refused(403, "password", "Choose a password of your own first.")
        return Caller(account.name, account.role, token, account.passing)


def _unkept(send: Send) -> Send:
    """Nothing that needs a session is kept by the browser or on the way to it."""

    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).setdefault("cache-control", "no-store")
        await send(message)

    return sent


SAID: dict[str, str] = {"401": "Nobody is logged in.", "403": "The account may not do this."}


def say_statuses(schema: dict[str, Any]) -> None:
    """Every route's answers in the schema include being refused."""
    problem = {"application/json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    for methods in schema["paths"].values():
        for operation in methods.values():
            for status, words in SAID.items():
                operation["responses"].setdefault(status, {"description": words, "content": problem})
            operation["responses"] = dict(sorted(operation["responses"].items()))
