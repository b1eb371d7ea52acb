"""Logging in and out, and the accounts as admins keep them."""

from __future__ import annotations

import pytest

from tests.web.logged_in import WORDS, House, log_in


@pytest.fixture
def house() -> House:
    return House()


def test_logging_out_ends_the_session_on_the_server(house: House) -> None:
    """A cookie that was copied is worth nothing after its owner has logged out, here or everywhere."""
    here, there = house.client("reader"), house.client("reader")
    copied = dict(here.cookies)
    here.post("/api/session/ended", json={})
    assert "dateline-session" not in here.cookies
    thief = house.client()
    thief.cookies.update(copied)
    assert thief.get("/api/reports").status_code == 401
    assert there.get("/api/reports").status_code == 200
    again = house.client("reader")
    again.post("/api/session/ended", json={"everywhere": True})
    assert there.get("/api/reports").status_code == 401


def test_a_session_is_over_when_nobody_comes(house: House) -> None:
    """What is asked after the hours of rest is answered as to a stranger."""
    client = house.client("reader")
    house.clock.on(hours=8)
    assert client.get("/api/reports").status_code == 401
    assert client.get("/api/session").json()["name"] is None


def test_a_new_password_ends_all_other_sessions(house: House) -> None:
    """The one who changes it goes on under a new token; the old password has to be right and the new one strong."""
    client, other = house.client("reader"), house.client("reader")
    before = client.cookies["dateline-session"]
    for old, new, status in (("wrong", "five words in a row", 401), (WORDS, "short", 409)):
        assert client.post("/api/session/password", json={"old": old, "new": new}).status_code == status
    assert client.post("/api/session/password", json={"old": WORDS, "new": "five words in a row"}).status_code == 200
    assert client.cookies["dateline-session"] != before
    assert client.get("/api/reports").status_code == 200
    assert other.get("/api/reports").status_code == 401
    assert log_in(house.client(), "Rita", WORDS).status_code == 401


def test_an_admin_keeps_the_accounts(house: House) -> None:
    """Adds, gives roles, disables, resets; it holds at once, and passwords are in no list."""
    admin, reader = house.client("admin"), house.client("reader")
    made = admin.post("/api/accounts", json={"name": "Cleo", "role": "reader"})
    assert made.headers["cache-control"] == "no-store"
    assert admin.post("/api/accounts", json={"name": "cleo", "role": "reader"}).status_code == 409
    assert admin.post("/api/accounts", json={"name": "Dan", "role": "owner"}).status_code == 422
    assert admin.post("/api/accounts/changed", json={"name": "Rita", "role": "reviewer"}).json()["role"] == "reviewer"
    assert reader.get("/api/session").json()["role"] == "reviewer"
    admin.post("/api/accounts/changed", json={"name": "Rita", "active": False})
    assert reader.get("/api/reports").status_code == 401
    assert log_in(house.client(), "Rita").status_code == 401
    fresh = admin.post("/api/accounts/reset", json={"name": "Cleo"}).json()["password"]
    assert log_in(house.client(), "Cleo", fresh).json()["passing"] is True
    assert admin.post("/api/accounts/changed", json={"name": "Ada", "role": "reader"}).status_code == 409
    assert admin.post("/api/accounts/changed", json={"name": "Ada"}).status_code == 422
    listed = admin.get("/api/accounts").text
    assert [one for one in (fresh, made.json()["password"], WORDS, "scrypt") if one in listed] == []


def test_guessing_is_made_slow_and_nobody_is_locked_out(house: House) -> None:
    """After some wrong passwords even the right one has to wait, a little and never for good."""
    client = house.client()
    statuses = [log_in(client, "Ben", f"a guess {n}").status_code for n in range(6)]
    assert statuses == [401] * 5 + [429]
    answer = log_in(client, "Ben")
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "2")
    assert log_in(client, " \uff22EN ").status_code == 429
    assert log_in(client, "Nobody", "a guess").status_code == 401
    house.clock.on(seconds=2)
    assert log_in(client, "Ben").status_code == 200
