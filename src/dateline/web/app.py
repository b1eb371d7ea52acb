"""The application: the HTTP interface, the pages that are built into the package, and errors that say what to do."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.openapi.utils import get_openapi
from fastapi.responses import FileResponse, HTMLResponse, JSONResponse, Response
from starlette.exceptions import HTTPException

from dateline.model.errors import DatelineError, InputError, NoSuchActor, NoSuchReport, NoSuchSearch, StoreError
from dateline.web import actors, add, api, changes, exports, overview, presence, review, stories
from dateline.web.access import COOKIE, SECURE_COOKIE, Gate, say_statuses
from dateline.web.accounts import Accounts
from dateline.web.accounts import router as accounts_router
from dateline.web.bodies import Bodies
from dateline.web.guard import LOOPBACK_NAMES, Guard
from dateline.web.peers import Loopback, Network, Proxied
from dateline.web.ports import Desk, Directory, Jobs, Searches, View
from dateline.web.searches import router as searches_router
from dateline.web.throttle import Throttle

STATIC = Path(__file__).parent / "static"

VIEWS = frozenset({"", "reports", "stories", "review", "add", "searches", "actors", "presence", "login", "accounts"})
"""Addresses of views that the one page fills, besides those of single reports."""

NOT_BUILT = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Dateline</title>
<h1>The pages are not built</h1>
<p>This copy of Dateline runs from its source and its front end has not been built yet. In the folder of the project run
<code>make demo</code>, or <code>python tools/build_frontend.py</code>, and load this page again.
A wheel (<code>pip install dateline</code>) holds the pages ready made.</p>
<p>The interface for programs works all the same: <a href="/api/reports">/api/reports</a>.</p></html>
"""


def create_app(
    view: View,
    *,
    desk: Desk | None = None,
    jobs: Jobs | None = None,
    searches: Searches | None = None,
    directory: Directory | None = None,
    accounts: Accounts | None = None,
    hosts: Container[str] = LOOPBACK_NAMES,
    proxies: Sequence[Network] = (),
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    static: Path = STATIC,
) -> FastAPI:
    """The pages and the interface over `view`, answering to the names in `hosts` only.

    People's judgements are written to `desk`; without one the pages only read. Names are looked up in `directory`.
    `jobs` add reports, `searches` keeps filters.
    Without `accounts` they are for this machine alone; with them everything needs a session, and where there are
    `proxies` only those may ask, over TLS.
    """
    # The usual documentation pages load their scripts from another host, so there are none.
    app = FastAPI(title="Dateline", version="1", docs_url=None, redoc_url=None, openapi_url="/api/openapi.json")
    cookie = SECURE_COOKIE if proxies else COOKIE
    # Whoever is added last is asked first.
    app.add_middleware(Gate, sessions=accounts.sessions if accounts else None, cookie=cookie)
    if accounts is None:
        app.add_middleware(Loopback)
    elif proxies:
        app.add_middleware(Proxied, proxies=proxies)
    app.add_middleware(Bodies)
    app.add_middleware(Guard, hosts=hosts)
    app.include_router(accounts_router(accounts, secure=bool(proxies), cookie=cookie, throttle=Throttle(clock)))
    app.include_router(add.router(jobs))
    app.include_router(searches_router(searches))
    app.include_router(exports.router(view))
    app.include_router(overview.router(view))
    app.include_router(stories.router(view))
    app.include_router(review.router(view, desk))
    app.include_router(changes.router(view))
    app.include_router(actors.router(view, desk, directory))
    app.include_router(presence.router(view))
    app.include_router(api.router(view))
    app.add_exception_handler(DatelineError, _ours)
    app.add_exception_handler(RequestValidationError, _bad_query)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _unexpected)
    app.openapi = lambda: schema(app)  # type: ignore[method-assign]

    @app.api_route("/api/{path:path}", methods=["GET"], include_in_schema=False)
    def no_such_route(path: str) -> JSONResponse:
        return _problem(
            404, "no-such-address", f"There is nothing at /api/{path}. See /api/openapi.json for what there is."
        )

    @app.api_route("/{path:path}", methods=["GET", "HEAD"], include_in_schema=False)
    def pages(path: str) -> Response:
        return _page(static, path)

    return app


def schema(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI schema of the interface, made once per application."""
    if app.openapi_schema is None:
        app.openapi_schema = get_openapi(title=app.title, version=app.version, routes=app.routes)
        say_statuses(app.openapi_schema)
    return app.openapi_schema


def interface() -> dict[str, Any]:
    """The same schema without a store: what the types of the pages are made from."""
    return schema(create_app(cast(View, None)))


def _page(static: Path, path: str) -> Response:
    """A built file; else the one page that the browser then fills, as 404 where no view has that address."""
    index = static / "index.html"
    if not index.is_file():
        return HTMLResponse(NOT_BUILT, status_code=503)
    file = (static / path).resolve() if "\0" not in path else index
    if path and file.is_file() and file.is_relative_to(static.resolve()):
        # Names in assets/ hold a hash of what is in them, so they never go stale.
        cache = "public, max-age=31536000, immutable" if path.startswith("assets/") else "no-cache"
        return FileResponse(file, headers={"cache-control": cache})
    known = path in VIEWS or path.startswith(("report/", "story/", "actors/"))
    if path.startswith("assets/"):
        return _problem(404, "no-such-address", "This file belongs to another build; load the page again.")
    return FileResponse(index, status_code=200 if known else 404, headers={"cache-control": "no-cache"})


def _problem(status: int, kind: str, message: str) -> JSONResponse:
    return JSONResponse({"kind": kind, "message": message}, status_code=status)


STATUSES: tuple[tuple[type[DatelineError], int], ...] = (
    (NoSuchActor, 404),
    (NoSuchReport, 404),
    (NoSuchSearch, 404),
    (StoreError, 409),
    (InputError, 422),
    (DatelineError, 500),
)
"""What an error of ours is to a program that asks; the first that fits."""


async def _ours(request: Request, problem: Exception) -> JSONResponse:
    assert isinstance(problem, DatelineError)
    return _problem(next(code for kind, code in STATUSES if isinstance(problem, kind)), problem.kind, str(problem))


async def _bad_query(request: Request, problem: Exception) -> JSONResponse:
    assert isinstance(problem, RequestValidationError)
    said = "; ".join(f"{error['loc'][-1]}: {error['msg']}" for error in problem.errors())
    return _problem(422, "bad-request", f"The address asks for something that cannot be: {said}.")


async def _http(request: Request, problem: Exception) -> JSONResponse:
    assert isinstance(problem, HTTPException)
    if problem.status_code == 400:
        # A body that is no JSON, or not in UTF-8, is one of the things that are not what they should be.
        return _problem(422, "bad-request", "What was sent cannot be read: send JSON in UTF-8.")
    answer = _problem(problem.status_code, getattr(problem, "kind", "bad-request"), str(problem.detail))
    answer.headers.update(problem.headers or {})
    return answer


async def _unexpected(request: Request, problem: Exception) -> JSONResponse:
    return _problem(500, "unexpected", "Something went wrong here that should not have; the terminal says what.")
