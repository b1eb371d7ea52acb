"""Saved searches and their feeds: kept, counted, renamed, deleted and brought back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

import pytest
from fastapi.testclient import TestClient

from dateline.web.app import create_app
from tests.made import page, reading
from tests.web.fake import FakeView

HOSTILE = "<b>Ferries</b> & \x07 \U0001f6a2 ]]>"
DC = "{http://purl.org/dc/elements/1.1/}"


@pytest.fixture
def view() -> FakeView:
    return FakeView()


@pytest.fixture
def client(view: FakeView) -> Iterator[TestClient]:
    app = create_app(view, searches=view.stored.searches)
    with TestClient(app, base_url="http://127.0.0.1:8631") as client:
        yield client


def saved(client: TestClient, query: str = "", name: str = "Ferries") -> str:
    answer = client.post("/api/searches", json={"name": name, "query": query})
    assert answer.status_code == 200, answer.text
    return str(answer.json()["id"])


def row(client: TestClient, id: str) -> dict[str, Any]:
    return next(one for one in client.get("/api/searches").json()["searches"] if one["id"] == id)


def test_what_is_new_since_last_seen(client: TestClient, view: FakeView) -> None:
    """A search is seen when it is saved; what is added later is new until it is looked at, if it fits."""
    all_, flood, retreats = saved(client), saved(client, "q=flood"), saved(client, "type=RETREAT&at=2,13,4")
    assert row(client, retreats)["query"] == "type=RETREAT"
    counts = {"total": row(client, all_)["total"], "new": row(client, all_)["new"]}
    assert counts == {"total": 2, "new": 0}
    before = row(client, retreats)["total"]
    with view.stored.writer() as writer:
        writer.add(reading(), page())
    assert [row(client, id)["new"] for id in (all_, flood, retreats)] == [1, 0, 1]
    assert row(client, retreats)["total"] == before + 1
    assert client.post(f"/api/searches/{retreats}/seen", json={}).status_code == 200
    assert [row(client, id)["new"] for id in (all_, retreats)] == [1, 0]


def test_nothing_of_a_search_is_lost(client: TestClient) -> None:
    """It is renamed, deleted and brought back; a deleted one has no feed."""
    id = saved(client)
    assert client.post(f"/api/searches/{id}", json={"name": " Boats "}).status_code == 200
    assert client.post(f"/api/searches/{id}", json={"removed": True}).status_code == 200
    assert (row(client, id)["name"], bool(row(client, id)["removed"])) == ("Boats", True)
    assert client.get(f"/api/feeds/{id}.rss").status_code == 404
    assert client.post(f"/api/searches/{id}", json={"removed": False}).status_code == 200
    assert row(client, id)["removed"] is None
    assert client.get(f"/api/feeds/{id}.rss").status_code == 200


def test_a_feed_is_read_by_others(client: TestClient, view: FakeView) -> None:
    """RSS and JSON Feed have the same entries, latest added first, under ids that stay, with whole links to us."""
    with view.stored.writer() as writer:
        hostile = reading().report
        object.__setattr__(hostile, "title", HOSTILE)
        object.__setattr__(hostile, "id", "a b/ü#1")
        made = reading()
        object.__setattr__(made, "report", hostile)
        writer.add(made, page())
    id = saved(client, name=HOSTILE)
    tree = ElementTree.fromstring(client.get(f"/api/feeds/{id}.xml").content)
    items = tree.findall("channel/item")
    told = client.get(f"/api/feeds/{id}.json").json()
    assert tree.findtext("channel/title") == HOSTILE.replace("\x07", "\ufffd") + " · Dateline"
    assert told["title"] == f"{HOSTILE} · Dateline"
    assert [one.findtext("guid") for one in items] == [one["id"] for one in told["items"]]
    assert [one.findtext("link") for one in items] == [one["url"] for one in told["items"]]
    first = told["items"][0]
    assert first["url"] == "http://127.0.0.1:8631/report/a%20b%2F%C3%BC%231?version=1"
    assert first["id"] == "urn:uuid:bc117118-f83a-5e9e-9801-c292ab613fa1"
    assert items[0].findtext(f"{DC}creator") == "Portville Post"
    assert "40 soldiers left Portville" in (items[0].findtext("description") or "")
    kinds = [client.get(f"/api/feeds/{id}.{end}").headers["content-type"] for end in ("rss", "json")]
    assert kinds == ["application/rss+xml; charset=utf-8", "application/feed+json; charset=utf-8"]


REFUSED = ({"name": ""}, {"name": "  "}, {"query": "colour=red"}, {"query": "box=1,2"}, {"more": 1})
MISSING = ("feeds/none.rss", "feeds/none.json", "feeds/none.pdf", "searches/none", "searches/none/seen")


def test_what_is_no_search_is_told(client: TestClient, view: FakeView) -> None:
    """A search has a name and a filter that there is; an id of nothing is a clear 404, with searches and without."""
    for change in REFUSED:
        assert client.post("/api/searches", json={"name": "Ferries", "query": "", **change}).status_code == 422, change
    assert client.post(f"/api/searches/{saved(client)}", json={}).status_code == 422
    reading = TestClient(create_app(view), base_url="http://127.0.0.1")
    assert reading.get("/api/searches").json() == {"writable": False, "searches": []}
    assert reading.post("/api/searches", json={"name": "Ferries", "query": ""}).status_code == 403
    for one in (client, reading):
        for path in MISSING:
            body = {"name": "x"} if path == "searches/none" else {}
            answer = one.post(f"/api/{path}", json=body) if "searches" in path else one.get(f"/api/{path}")
            assert (answer.status_code, answer.json()["kind"]) == (404, "no-such-search"), path
