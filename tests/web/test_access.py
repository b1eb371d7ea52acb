"""Who is let in, and to what: the gate, the roles, and what keeps a page elsewhere from writing."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient

from dateline.model.account import Role
from dateline.web.access import GATES, OPEN, needed
from dateline.web.app import create_app
from dateline.web.guard import READING, Names
from tests.web.fake import FakeView
from tests.web.logged_in import NAMES, WORDS, House, log_in

JUDGEMENT = {"of": "k1", "relation": "conflict", "verdict": "same", "author": "Somebody Else"}


@pytest.fixture(scope="module")
def house() -> House:
    return House()


def routes(app: Any) -> Iterator[tuple[str, APIRoute]]:
    """All of them, also where a router that was included stands as one."""
    for route in app.routes:
        if inner := getattr(route, "original_router", None):
            yield from routes(inner)
        for method in sorted(getattr(route, "methods", None) or ()):
            yield method, route


def test_these_tests_see_every_route(house: House) -> None:
    """What the schema tells of is among the routes that are looked at below."""
    seen = {(method, re.sub(":[a-z]+}", "}", route.path)) for method, route in routes(house.app)}
    told = {(method.upper(), path) for path, methods in house.app.openapi()["paths"].items() for method in methods}
    assert told - seen == set()
    assert len(told) > 20


def test_no_route_is_outside_the_gate(house: House) -> None:
    """All but the pages' own files is under /api, and whatever is there asks who is there."""
    stranger = house.client()
    for method, route in routes(house.app):
        if route.path == "/{path:path}":
            assert method in READING
            continue
        assert route.path.startswith("/api/"), route.path
        if (method, route.path) in OPEN:
            continue
        path = route.path.replace("{", "").replace(":path}", "").replace("}", "")
        answer = stranger.request(method, path, json=None if method in READING else {})
        assert answer.status_code == 401, f"{method} {route.path}"
        if method != "HEAD":
            assert answer.json() == {"kind": "no-session", "message": "Log in first."}


def test_every_route_that_writes_names_a_role(house: House) -> None:
    """Only logging in needs none; a reader may write only what is their own."""
    own = {
        "/api/session/ended",
        "/api/session/password",
        "/api/feeds/{search_id}/key",
        "/api/searches/{search_id}/seen",
    }
    for method, route in routes(house.app):
        if method in READING or (method, route.path) in OPEN:
            continue
        role = needed(route)
        assert role is not None, f"{method} {route.path} lacks needs(...)"
        assert role != "reader" or route.path in own, f"{method} {route.path} lets readers write"


@pytest.mark.parametrize("role", sorted(GATES))
def test_a_role_may_what_it_may(house: House, role: Role) -> None:
    """A reader is refused whatever writes, a reviewer what is for admins; the refusal says no more than that."""
    client = house.client(role)
    assert client.get("/api/reports").status_code == 200
    for method, route in routes(house.app):
        asked = needed(route) if isinstance(route, APIRoute) else None
        if asked is None or asked == "reader" or "session" in route.path:
            continue
        answer = client.request(method, route.path, json={} if method not in READING else None)
        refused = list(GATES).index(role) < list(GATES).index(asked)
        assert (answer.status_code == 403) is refused, f"{role}: {method} {route.path}: {answer.text}"
        assert not refused or answer.json()["kind"] == "role"


def test_a_judgement_is_signed_with_the_account(house: House) -> None:
    """Whatever name is sent, it is the account's that stands in the trail."""
    client = house.client("reviewer")
    number = client.post("/api/judgements", json=JUDGEMENT).json()["id"]
    client.post(f"/api/judgements/{number}/taken-back", json={})
    trail = house.client("reader").get("/api/judgements").json()["judgements"]
    assert [one["author"] for one in trail] == ["Ben", "Ben"]
    assert house.client("reader").get("/api/review").json()["writable"] is False
    assert client.get("/api/review").json()["writable"] is True


@pytest.mark.parametrize("token", [None, "", "0" * 64, "ü"])
def test_writing_needs_the_token_of_the_session(house: House, token: str | None) -> None:
    """Without it, or with another session's, nothing is written; reading goes on."""
    client = house.client("reviewer")
    del client.headers["x-csrf-token"]
    headers = {} if token is None else {"x-csrf-token": token.encode()}
    answer = client.post("/api/judgements", json=JUDGEMENT, headers=headers)  # type: ignore[arg-type]
    assert (answer.status_code, answer.json()["kind"]) == (403, "csrf")
    other = house.client("reviewer").headers["x-csrf-token"]
    assert client.post("/api/judgements", json=JUDGEMENT, headers={"x-csrf-token": other}).status_code == 403
    assert client.get("/api/reports").status_code == 200


def test_the_cookie_is_kept_from_scripts_and_other_sites(house: House) -> None:
    """HttpOnly, SameSite=Strict, for all paths; over TLS by the name that only this host can set, and Secure."""
    said = log_in(house.client(), "Ada").headers["set-cookie"]
    assert said.startswith("dateline-session=")
    assert {"HttpOnly", "SameSite=strict", "Path=/"} <= set(said.split("; "))
    assert "Domain" not in said


def test_a_session_cannot_be_given_to_somebody(house: House) -> None:
    """Logging in makes a new session and ends the one that the browser brought; a made up one is never taken."""
    client = house.client()
    client.cookies.set("dateline-session", "made-up-by-somebody-else")
    assert client.get("/api/reports").status_code == 401
    first = log_in(client, "Ada").cookies["dateline-session"]
    second = log_in(client, "Ada").cookies["dateline-session"]
    assert len({first, second, "made-up-by-somebody-else"}) == 3
    assert house.accounts.sessions.visitor(first) is None
    assert len(second) >= 43  # 256 bits, six a sign


def test_what_a_session_saw_is_not_kept(house: House) -> None:
    """Neither the browser nor a proxy keeps an answer of the interface; the pages' own files may be."""
    assert house.client("reader").get("/api/reports").headers["cache-control"] == "no-store"
    assert house.client().get("/api/reports").headers["cache-control"] == "no-store"
    assert house.client().get("/login").status_code in (200, 503)


def test_a_password_that_was_made_opens_nothing_but_its_change(house: House) -> None:
    """Who was given a password can choose one of their own and log out; all else waits for it."""
    admin = house.client("admin")
    made = admin.post("/api/accounts", json={"name": "Cleo", "role": "reviewer"}).json()
    client = house.client()
    client.headers["x-csrf-token"] = log_in(client, "Cleo", made["password"]).json()["csrf"]
    answer = client.get("/api/reports")
    assert (answer.status_code, answer.json()["kind"]) == (403, "password")
    chosen = {"old": made["password"], "new": "five words in a row"}
    client.headers["x-csrf-token"] = client.post("/api/session/password", json=chosen).json()["csrf"]
    assert client.get("/api/reports").status_code == 200


def test_a_feed_opens_by_its_key_alone(house: House) -> None:
    """A key opens the feed that it was made for, to read, and nothing besides."""
    key = house.client("reader").post("/api/feeds/7/key", json={}).json()["query"]
    stranger = house.client()
    assert stranger.get(f"/api/feeds/7.rss?{key}").status_code != 401
    for path in (
        "/api/feeds/8.rss",
        "/api/feeds/7/key",
        "/api/reports",
        "/api/feeds",
        "/api/searches",
        "/api/feeds/a/7.rss",
    ):
        assert stranger.get(f"{path}?{key}").status_code == 401, path
    assert stranger.get("/api/feeds/7.rss?key=").status_code == 401
    assert stranger.post(f"/api/feeds/7.rss?{key}", json={}).status_code == 401


def test_without_accounts_the_owner_may_write_and_has_no_accounts() -> None:
    """At one's own machine nothing is asked; what concerns accounts says that there are none."""
    client = TestClient(create_app(FakeView()), base_url="http://127.0.0.1")
    assert client.get("/api/session").json() == {
        "accounts": False, "name": None, "role": None, "csrf": None, "passing": False,
    }  # fmt: skip
    assert client.post("/api/session", json={"name": "Ada", "password": WORDS}).json()["kind"] == "no-accounts"
    assert client.get("/api/accounts").status_code == 403
    assert client.get("/api/reports").status_code == 200


def test_an_address_is_answered_where_there_are_accounts() -> None:
    """A name can be made to point here by somebody else (DNS rebinding), an address cannot; so names are told."""
    names = Names(frozenset({"localhost", "news.example"}), literals=True)
    assert [one for one in ("localhost", "news.example", "10.0.0.7", "fe80::1") if one not in names] == []
    assert [
        one for one in ("evil.example", "news.example.evil.example", "", "10.0.0.7.evil.example") if one in names
    ] == []


def test_nothing_told_at_the_door_is_a_secret(house: House) -> None:
    """No answer to a stranger has the words of a report, the name of an account, or what was typed."""
    stranger = house.client()
    told = [stranger.get(path).text for path in ("/api/session", "/api/reports/delta-0503", "/api/openapi.json")]
    told.append(log_in(stranger, "Ada", "a wrong guess of mine").text)
    told.append(stranger.post("/api/session", json={"name": "Ada", "password": {"a wrong guess of mine": 1}}).text)
    told.append(stranger.post("/api/session", json={"name": "Ada", "passwort": "a wrong guess of mine"}).text)
    for word in ("guess", "delta", "convoy", *NAMES.values(), "title"):
        assert [one for one in told if word in one] == []


def test_the_schema_says_who_is_refused(house: House) -> None:
    """Every route can answer 401, and every one that writes 403."""
    schema = house.app.openapi()
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            assert "401" in operation["responses"], path
            assert method == "get" or "403" in operation["responses"], path
    assert "password" in json.dumps(schema["components"]["schemas"]["ToLogIn"])
