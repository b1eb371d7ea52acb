"""The HTTP interface: what it answers, and how it says that it cannot."""

from __future__ import annotations

from functools import cache
from typing import Any
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.web.app import create_app
from tests.web.fake import CONVOY, FakeView, convoy

ID = "delta-0503"


def test_list_has_total_and_rows(client: TestClient) -> None:
    """The list says how many reports there are and gives one row for each."""
    answer = client.get("/api/reports").json()
    assert answer["total"] == 2
    assert [row["id"] for row in answer["reports"]] == [ID, "bol market/1"]
    assert answer["reports"][0]["events"] == 10


def test_search_narrows_the_list(client: TestClient) -> None:
    """Only reports that hold the words are listed; white space alone is no search."""
    assert [row["id"] for row in client.get("/api/reports?q=flood").json()["reports"]] == ["bol market/1"]
    assert client.get("/api/reports", params={"q": "  "}).json()["total"] == 2


def test_pages_of_the_list(client: TestClient) -> None:
    """`limit` and `offset` cut the rows, not the total."""
    answer = client.get("/api/reports?limit=1&offset=1").json()
    assert (answer["total"], len(answer["reports"])) == (2, 1)


def test_reading_is_given_whole(client: TestClient) -> None:
    """Every list of the reading format arrives as the store has it."""
    answer = client.get(f"/api/reports/{ID}").json()
    expected = convoy()
    expected["events"] = [one | {"rejected": False, "judged": None} for one in expected["events"]]
    assert {name: answer[name] for name in ("text", "events", "statements", "furniture", "presence", "makers")} == {
        name: expected[name] for name in ("text", "events", "statements", "furniture", "presence", "makers")
    }
    assert [place["name"] for place in answer["places"]] == [place["name"] for place in expected["places"]]


def test_id_with_a_slash_and_a_space(client: TestClient) -> None:
    """An id is whatever the giver called the report, so it may hold a slash."""
    answer = client.get(f"/api/reports/{quote('bol market/1', safe='')}")
    assert answer.json()["title"] == "Bol market reopens after the flood"
    assert client.get(f"/api/reports/{quote('bol market/1', safe='')}/versions").status_code == 200


@pytest.mark.parametrize("rest", ["", "/versions", "/page", "/source?start=0&end=1", "?version=9"])
def test_unknown_report_is_a_clear_404(client: TestClient, rest: str) -> None:
    """A report or version that is not there is told by kind and in words."""
    report_id = ID if "version" in rest and "versions" not in rest else "nobody"
    answer = client.get(f"/api/reports/{report_id}{rest}")
    assert answer.status_code == 404
    assert answer.json()["kind"] == "no-such-report"
    assert "dateline list" in answer.json()["message"]


@pytest.mark.parametrize(
    ("path", "word"),
    [
        ("/api/reports?limit=0", "limit"),
        ("/api/reports?limit=many", "limit"),
        (f"/api/reports/{ID}?version=0", "version"),
        (f"/api/reports/{ID}/source?start=-1&end=2", "start"),
        (f"/api/reports/{ID}/source", "start"),
        ("/api/reports?offset=99999999999999999999", "offset"),
    ],
)
def test_bad_parameter_is_named(client: TestClient, path: str, word: str) -> None:
    """A parameter that cannot be is refused by name."""
    answer = client.get(path)
    assert answer.status_code == 422
    assert answer.json()["kind"] == "bad-request"
    assert word in answer.json()["message"]


def test_unknown_address_of_the_interface_is_json(client: TestClient) -> None:
    """Below /api even a 404 is for programs."""
    assert client.get("/api/nothing").json()["kind"] == "no-such-address"


def test_failure_inside_says_so_without_details(client: TestClient, static: Any) -> None:
    """An error that nobody foresaw is a 500 in JSON that gives nothing away."""

    class Broken(FakeView):
        def reports(self, *_: Any, **__: Any) -> Any:
            raise RuntimeError("a path /home/of/somebody")

    broken = TestClient(create_app(Broken(), static=static), base_url="http://localhost", raise_server_exceptions=False)
    answer = broken.get("/api/reports")
    assert (answer.status_code, answer.json()["kind"]) == (500, "unexpected")
    assert "somebody" not in answer.text


def test_versions_oldest_first(client: TestClient) -> None:
    """Each version has its number and the hash of its page, and one is current."""
    versions = client.get(f"/api/reports/{ID}/versions").json()["versions"]
    assert [one["version"] for one in versions] == [1, 2]
    assert [one["current"] for one in versions] == [False, True]
    assert all(len(one["sha256"]) == 64 for one in versions)


def test_page_is_served_as_it_came_and_inert(client: TestClient) -> None:
    """The bytes are those that came; the policy lets nothing in them run or be fetched."""
    answer = client.get(f"/api/reports/{ID}/page")
    policy = answer.headers["content-security-policy"]
    assert answer.content == FakeView().page(ID)["content"]
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert policy.startswith("sandbox; default-src 'none'")
    assert "script-src" not in policy
    assert "allow-" not in policy


@pytest.mark.parametrize(
    ("media_type", "encoding", "expected"),
    [
        ("text/plain", "latin-1", "text/plain; charset=iso8859-1"),
        ("application/xhtml+xml", "utf-8", "text/html; charset=utf-8"),
        ("image/svg+xml", "utf-8", "text/plain; charset=utf-8"),
        ("text/html\r\nset-cookie: a=b", "utf-8", "text/html; charset=utf-8"),
        ("text/plain", "no such\r\ncodec", "text/plain; charset=utf-8"),
        ("text/plain", None, "text/plain; charset=utf-8"),
    ],
)
def test_page_is_text_or_html_only(static: Any, media_type: str, encoding: str | None, expected: str) -> None:
    """Whatever a page claims to be, it is shown as HTML or as text, in an encoding that Python knows."""

    class Odd(FakeView):
        def page(self, report_id: str, version: int | None = None) -> dict[str, Any]:
            return {**super().page(report_id, version), "media_type": media_type, "encoding": encoding}

    client = TestClient(create_app(Odd(), static=static), base_url="http://127.0.0.1")
    assert client.get(f"/api/reports/{ID}/page").headers["content-type"] == expected


def test_source_leads_to_the_words_in_the_page(client: TestClient) -> None:
    """Words of the text are found in the page, counted in code points, past letters outside the basic plane."""
    start = CONVOY.index("Farmers' unions")
    answer = client.get(f"/api/reports/{ID}/source?start={start}&end={start + 15}").json()
    assert [run["words"] for run in answer["runs"]] == ["Farmers' unions"]
    assert answer["runs"][0]["after"].startswith(" in Diffa have called a march")
    assert len(answer["runs"][0]["before"]) == 80


@cache
def strict_client() -> TestClient:
    """One that lets an error of the server through, so that the test sees it."""
    return TestClient(create_app(FakeView()), base_url="http://127.0.0.1", raise_server_exceptions=True)


@settings(max_examples=40, deadline=None)
@given(
    start=st.integers(min_value=-5, max_value=2**60),
    end=st.integers(min_value=-5, max_value=2**60),
    version=st.integers(min_value=-1, max_value=2**60),
    query=st.text(max_size=30),
    report_id=st.text(max_size=12),
)
def test_no_input_breaks_it(start: int, end: int, version: int, query: str, report_id: str) -> None:
    """Whatever is asked, the answer is one of those that the schema names."""
    client = strict_client()
    span = {"start": start, "end": end, "version": version}
    assert client.get(f"/api/reports/{ID}/source", params=span).status_code in {200, 404, 422}
    assert client.get("/api/reports", params={"q": query}).status_code == 200
    named = client.get(f"/api/reports/{quote(report_id, safe='', errors='replace')}", params={"version": version})
    assert named.status_code in {200, 404, 422}
