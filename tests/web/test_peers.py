"""From where requests are taken: this machine alone, or through a proxy that is believed."""

from __future__ import annotations

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from dateline.model.errors import ConfigError
from dateline.web.app import create_app
from dateline.web.guard import Names
from dateline.web.peers import networks
from tests.web.fake import FakeView
from tests.web.logged_in import House, log_in


@pytest.fixture(scope="module")
def view() -> FakeView:
    return FakeView()


@pytest.fixture(scope="module")
def alone(view: FakeView) -> FastAPI:
    return create_app(view)


@pytest.fixture
def proxied(view: FakeView) -> FastAPI:
    """Behind proxies of 10.0.0.0/8, under the name news.example."""
    return House(view, proxies=networks("10.0.0.0/8"), hosts=Names(frozenset({"news.example"}))).app


@pytest.mark.parametrize(
    ("peer", "headers", "status"),
    [
        ("127.0.0.1", {}, 200),
        ("::1", {}, 200),
        ("::ffff:127.0.0.1", {}, 200),
        ("192.168.1.9", {}, 403),
        ("::ffff:192.168.1.9", {}, 403),
        ("2001:db8::9", {}, 403),
        ("127.0.0.1", {"x-forwarded-for": "192.168.1.9"}, 403),
        ("127.0.0.1", {"x-forwarded-for": "127.0.0.1"}, 403),
        ("127.0.0.1", {"forwarded": "for=192.168.1.9"}, 403),
    ],
)
def test_without_accounts_only_this_machine_is_let_in(
    alone: FastAPI, peer: str, headers: dict[str, str], status: int
) -> None:
    """Neither another machine, however the server was bound, nor one for which a proxy here asks."""
    client = TestClient(alone, base_url="http://127.0.0.1", client=(peer, 4000))
    assert client.get("/api/reports", headers=headers).status_code == status
    assert client.get("/", headers=headers).status_code == (403 if status == 403 else client.get("/").status_code)


@pytest.mark.parametrize(
    ("peer", "headers", "status"),
    [
        ("10.1.1.1", {"x-forwarded-proto": "https", "x-forwarded-for": "198.51.100.7"}, 200),
        ("10.1.1.1", {"x-forwarded-proto": "http", "x-forwarded-for": "198.51.100.7"}, 403),
        ("10.1.1.1", {"x-forwarded-proto": "https, http", "x-forwarded-for": "198.51.100.7"}, 403),
        ("10.1.1.1", {}, 403),
        ("198.51.100.7", {"x-forwarded-proto": "https", "x-forwarded-for": "10.1.1.1"}, 403),
        ("127.0.0.1", {"x-forwarded-proto": "https"}, 403),
    ],
)
def test_behind_a_proxy_only_it_is_answered(proxied: FastAPI, peer: str, headers: dict[str, str], status: int) -> None:
    """The proxy itself, for who asked it over TLS; the cookie then goes over TLS only."""
    client = TestClient(proxied, base_url="https://news.example", client=(peer, 4000), headers=headers)
    answer = log_in(client, "Ada")
    assert answer.status_code == status
    if status == 200:
        assert answer.headers["set-cookie"].startswith("__Host-dateline-session=")
        assert {"Secure", "HttpOnly", "SameSite=strict", "Path=/"} <= set(answer.headers["set-cookie"].split("; "))
        assert client.get("/api/reports").status_code == 200
        assert client.get("/api/reports", headers={"host": "evil.example"}).status_code == 421


def test_who_asks_is_what_the_proxy_saw(proxied: FastAPI) -> None:
    """What stands before the proxy's own word in X-Forwarded-For can be made up, so it changes nothing."""
    client = TestClient(proxied, base_url="https://news.example", client=("10.1.1.1", 4000))
    client.headers["x-forwarded-proto"] = "https"

    def guess(passed: str) -> int:
        return int(
            client.post(
                "/api/session", json={"name": "Ben", "password": "a guess"}, headers={"x-forwarded-for": passed}
            ).status_code
        )

    assert [guess(f"203.0.113.{n}, 198.51.100.7, 10.2.2.2") for n in range(6)] == [401] * 5 + [429]
    assert guess("198.51.100.8") == 401


@pytest.mark.parametrize("given", ["proxy.example", "10.0.0.1/8", "10.0.0.1;10.0.0.2"])
def test_a_proxy_is_an_address(given: str) -> None:
    """What is none is refused before anything is served."""
    with pytest.raises(ConfigError, match="no address of a proxy"):
        networks(given)
