"""Judgements through the interface: given, kept in the trail, taken back; and nobody else's page can give one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from dateline.model.wanted import Wanted
from dateline.store.judging import Judging
from dateline.web.app import create_app
from tests.web.fake import FakeView


@pytest.fixture
def view() -> FakeView:
    return FakeView()


@pytest.fixture
def desk(view: FakeView) -> Iterator[TestClient]:
    with TestClient(create_app(view, desk=Judging(view.stored)), base_url="http://127.0.0.1") as client:
        yield client


def first(client: TestClient, relation: str) -> str:
    cards = client.get("/api/review").json()["cards"]
    return next(card["id"] for card in cards if card["relation"] == relation)


def test_a_rejected_event_is_counted_no_more_until_it_is_taken_back(desk: TestClient, view: FakeView) -> None:
    """A judgement leaves the reading as it is; the overview and the queue follow it, also when it is taken back."""
    of = first(desk, "event")
    given = {"of": of, "relation": "event", "verdict": "different", "author": "Ada"}
    number = desk.post("/api/judgements", json=given).json()["id"]
    assert view.overview(Wanted())["total"]["events"] == 9
    assert first(desk, "event") != of
    assert desk.post(f"/api/judgements/{number}/taken-back", json={"author": "Ben"}).status_code == 200
    assert view.overview(Wanted())["total"]["events"] == 10
    assert first(desk, "event") == of
    trail = desk.get("/api/judgements").json()
    assert trail["total"] == 2
    assert [(one["author"], one["retracts"], one["taken_back"]) for one in trail["judgements"]] == [
        ("Ben", number, None),
        ("Ada", None, number + 1),
    ]


def test_a_judged_conflict_leaves_the_queue(desk: TestClient) -> None:
    """Conflicts come first, and a person's word on one takes it off."""
    assert desk.get("/api/review").json()["cards"][0]["relation"] == "conflict"
    given = {
        "of": "k1",
        "relation": "conflict",
        "verdict": "unsure",
        "author": "Ada",
        "reasons": ["the day is not told"],
    }
    assert desk.post("/api/judgements", json=given).status_code == 200
    assert desk.get("/api/review").json()["cards"][0]["relation"] == "event"


def test_without_a_desk_nothing_is_written(view: FakeView) -> None:
    """Pages that only read say so, and refuse."""
    client = TestClient(create_app(view), base_url="http://127.0.0.1")
    assert client.get("/api/review").json()["writable"] is False
    given = {"of": "k1", "relation": "conflict", "verdict": "same", "author": "Ada"}
    assert client.post("/api/judgements", json=given).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"content-type": "text/plain"},
        {"content-type": "application/x-www-form-urlencoded"},
    ],
)
def test_another_page_cannot_judge(desk: TestClient, headers: dict[str, str]) -> None:
    """A request that a page elsewhere can have sent is refused before anything reads it."""
    body = '{"of": "k1", "relation": "conflict", "verdict": "same", "author": "Ada"}'
    answer = desk.post("/api/judgements", content=body, headers={"content-type": "application/json", **headers})
    assert (answer.status_code, answer.json()["kind"]) == (403, "forged")
    assert desk.get("/api/judgements").json()["total"] == 0


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"author": ""}, 422),
        ({"author": "dateline:stories"}, 422),
        ({"verdict": "perhaps"}, 422),
        ({"relation": "lineage"}, 422),
        ({"of": ""}, 422),
        ({"more": 1}, 422),
        ({}, 200),
    ],
)
def test_what_is_no_judgement_is_refused(desk: TestClient, change: dict[str, object], status: int) -> None:
    """A judgement has somebody who gives it, who is no program; and nothing that is not asked for."""
    given = {"of": "k1", "relation": "conflict", "verdict": "same", "author": "Ada", **change}
    assert desk.post("/api/judgements", json=given).status_code == status


@pytest.mark.parametrize("number", [0, 99, 2**60])
def test_only_what_is_there_is_taken_back(desk: TestClient, number: int) -> None:
    """Taking back a judgement that is not in the store is told, and changes nothing."""
    assert desk.post(f"/api/judgements/{number}/taken-back", json={"author": "Ada"}).status_code in (409, 422)
    assert desk.get("/api/judgements").json()["total"] == 0
