"""The files of the pages, and what guards them."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from dateline.web.app import create_app
from dateline.web.guard import host_name, is_loopback
from tests.web.conftest import INDEX
from tests.web.fake import FakeView


@pytest.mark.parametrize(
    ("path", "status"),
    [("/", 200), ("/reports", 200), ("/report/delta-0503", 200), ("/report/a%2Fb/page", 200), ("/nothing/here", 404)],
)
def test_every_view_is_the_one_page(client: TestClient, path: str, status: int) -> None:
    """A view's address can be opened directly; an address of no view is a 404 that the page explains."""
    answer = client.get(path)
    assert (answer.status_code, answer.text) == (status, INDEX)
    assert answer.headers["cache-control"] == "no-cache"


def test_assets_are_kept_for_good(client: TestClient) -> None:
    """A file whose name holds its hash may be cached for ever; one that is gone is not answered by the page."""
    assert "immutable" in client.get("/assets/app-0a1b.js").headers["cache-control"]
    assert client.get("/assets/app-ffff.js").status_code == 404


@pytest.mark.parametrize(
    "path", ["/../secret.txt", "/%2e%2e/secret.txt", "/assets/..%2f..%2fsecret.txt", "/%00", "//etc/passwd"]
)
def test_nothing_outside_is_served(client: TestClient, path: str) -> None:
    """No path leads out of the folder of the built files."""
    assert "not to be served" not in client.get(path).text
    assert "root:" not in client.get(path).text


def test_front_end_that_is_not_built_says_so(tmp_path: Path) -> None:
    """Without built files the page says what to do, and the interface works."""
    client = TestClient(create_app(FakeView(), static=tmp_path / "none"), base_url="http://localhost")
    assert client.get("/").status_code == 503
    assert "make demo" in client.get("/").text
    assert client.get("/api/reports").status_code == 200


@pytest.mark.parametrize("path", ["/", "/api/reports", "/api/nothing", "/assets/app-0a1b.js", "/api/openapi.json"])
def test_every_answer_is_guarded(client: TestClient, path: str) -> None:
    """The browser is told to run, fetch and frame nothing but what is the server's own."""
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert headers["x-frame-options"] == "DENY"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8765", 200),
        ("localhost:1", 200),
        ("LOCALHOST", 200),
        ("[::1]:8765", 200),
        ("evil.example", 421),
        ("127.0.0.1.evil.example:8765", 421),
        ("localhost.evil.example", 421),
        ("192.168.0.7", 421),
        ("", 421),
    ],
)
def test_only_loopback_names_are_answered(client: TestClient, host: str, status: int) -> None:
    """A page elsewhere whose name is made to point here gets nothing (DNS rebinding)."""
    answer = client.get("/api/reports", headers={"host": host})
    assert answer.status_code == status
    assert ("reports" in answer.json()) == (status == 200)


def test_interface_cannot_be_written_to(client: TestClient) -> None:
    """Whatever is not a reading request is refused where nothing is written."""
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        assert client.request(method, "/api/reports", json={}).status_code == 405


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("127.0.0.1", True), ("127.1.2.3", True), ("localhost", True), ("::1", True), ("[::1]", True),
        ("0.0.0.0", False), ("::", False), ("192.168.1.4", False), ("example.org", False), ("", False),
    ],
)  # fmt: skip
def test_what_is_loopback(host: str, expected: bool) -> None:
    """Only names and addresses that cannot be reached from elsewhere count."""
    assert is_loopback(host) is expected


@pytest.mark.parametrize(
    ("header", "expected"),
    [("Localhost:80", "localhost"), ("[::1]:80", "::1"), ("[::1]", "::1"), ("a.b", "a.b"), ("", "")],
)
def test_host_of_a_header(header: str, expected: str) -> None:
    """The port and the brackets of an address are not part of the name."""
    assert host_name(header) == expected
