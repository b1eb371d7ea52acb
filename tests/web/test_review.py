"""Judgements through the interface: given, kept in the trail, taken back; and nobody else's page can give one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from dateline.model.wanted import Wanted
from dateline.store.judging import Judging
from dateline.web.app import create_app
from tests.web.fake import CONVOY, FakeView


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


def test_what_is_edited_is_shown_and_undone(desk: TestClient, view: FakeView) -> None:
    """Changed words, type, status, place and day stand in the reading with who and when, and the machine's beneath."""
    of = first(desk, "event")
    words = {"start": CONVOY.index("Gunmen"), "end": CONVOY.index("Gunmen") + 6}
    edits = {
        "who": [words],
        "type": "AID",
        "status": "denied",
        "place": {"name": "Bosso", "country": "NE", "lat": 13.7, "lon": 13.3},
        "day": {"earliest": "2024-05-01", "latest": "2024-05-02"},
    }
    given = {"of": of, "relation": "event", "verdict": "same", "author": "Ada", "edits": edits}
    number = desk.post("/api/judgements", json=given).json()["id"]
    shown = desk.get("/api/reports/delta-0503").json()
    event = next(one for one in shown["events"] if one["judged"])
    assert (event["type"], event["status"], event["quad"]) == ("AID", "denied", "material-cooperation")
    assert shown["actors"][event["actors"][0]]["name"] == "gunmen"
    assert shown["places"][event["place"]]["name"] == "Bosso"
    assert shown["times"][event["time"]]["latest"] == "2024-05-02"
    assert (event["judged"]["author"], event["judged"]["state"], len(event["judged"]["changed"])) == (
        "Ada",
        "edited",
        5,
    )
    assert event["judged"]["own"]["type"] != "AID"
    listed = desk.get("/api/found?type=AID").json()
    assert [one["judged"]["author"] for one in listed["reports"][0]["events"]] == ["Ada"]
    assert "who: " in desk.get("/api/judgements").json()["judgements"][0]["reasons"][0]
    desk.post(f"/api/judgements/{number}/taken-back", json={"author": "Ada"})
    assert not any(one["judged"] for one in desk.get("/api/reports/delta-0503").json()["events"])


@pytest.mark.parametrize(
    ("edits", "status"),
    [
        ({"who": [{"start": 5, "end": 5}]}, 422),
        ({"who": [{"start": 0, "end": 10**6}]}, 422),
        ({"what": []}, 422),
        ({"day": {"earliest": "2024-02-31"}}, 422),
        ({"day": {"earliest": "2024-02-02", "latest": "2024-02-01"}}, 422),
        ({"type": "PARTY"}, 422),
        ({"place": {"name": " "}}, 422),
        ({"colour": "red"}, 422),
        ({"day": None, "place": None, "who": []}, 200),
    ],
)
def test_what_cannot_be_is_not_taken(desk: TestClient, edits: dict[str, object], status: int) -> None:
    """Words that are none, days that are none, and what is no field of an event are refused."""
    given = {"of": first(desk, "event"), "relation": "event", "verdict": "same", "author": "Ada", "edits": edits}
    assert desk.post("/api/judgements", json=given).status_code == status


def test_all_that_fits_is_accepted_at_once(desk: TestClient, view: FakeView) -> None:
    """So many as were told before, and no others; where there are more by then it is refused; one undo for all."""
    filtered = "/api/review?type=ASSAULT"
    count = desk.get(filtered).json()["unjudged"]
    assert [count, len(desk.get(filtered).json()["cards"])] == [3, 3]
    path = "/api/judgements/accepted?type=ASSAULT"
    assert desk.post(path, json={"expected": 4, "author": "Ada"}).status_code == 409
    done = desk.post(path, json={"expected": 3, "author": "Ada"}).json()
    assert done["events"] == 3
    assert desk.get(filtered).json()["unjudged"] == 0
    assert desk.get("/api/review").json()["unjudged"] == 7
    trail = desk.get("/api/judgements").json()
    assert (trail["total"], trail["judgements"][0]["many"]) == (1, 3)
    desk.post(f"/api/judgements/{done['id']}/taken-back", json={"author": "Ada"})
    assert desk.get(filtered).json()["unjudged"] == 3


def test_events_are_joined_and_taken_apart(desk: TestClient, view: FakeView) -> None:
    """One judgement a pair, all of them taken back at once; what is no event is refused."""
    ids = [part["id"] for one in desk.get("/api/stories/delta-0503").json()["incidents"] for part in one["parts"]]
    body = {"verdict": "same", "one": ids[0], "others": ids[1:], "author": "Ada"}
    done = desk.post("/api/judgements/incidents", json=body).json()
    assert done["settled"] is True
    assert [one["verdict"] for one in view.stored.view.judgements(ids[0])] == ["same", "same"]
    desk.post(f"/api/judgements/{done['id']}/taken-back", json={"author": "Ada", "settle": True})
    assert view.stored.view.judgements(ids[0]) == []
    for others in ([ids[0]], ["k1"]):
        assert desk.post("/api/judgements/incidents", json=body | {"others": others}).status_code == 422


def test_versions_are_compared(desk: TestClient) -> None:
    """Sentences that were added, removed or changed, with the figures and attributions that are others now."""
    found = desk.get("/api/reports/delta-0503/changes").json()
    assert [one["kind"] for one in found["changes"]] == ["changed", "removed", "added"]
    assert [one["kind"] for one in found["changes"][0]["details"]] == ["figure", "attribution"]
    assert desk.get("/api/reports/delta-0503/changes?before=2").status_code == 404


def test_places_to_choose_from(desk: TestClient) -> None:
    """Those that events name, by the beginnings of their words."""
    places = desk.get("/api/places?q=aga").json()["places"]
    assert [(one["name"], one["country"]) for one in places] == [("Agadez", "NE")]
