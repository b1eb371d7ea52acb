"""Actors and names through the interface: found, told of, settled by a person, taken back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from fastapi.testclient import TestClient

from dateline.store.judging import Judging
from dateline.web.app import create_app
from tests.web.fake import FakeView

GUILD = {"id": "org:ferry-guild", "name": "Ferry Guild", "country": "NER", "sector": "BUS", "role": None}


class Directory:
    """A list of one."""

    def find(self, name: str, limit: int = 8) -> Sequence[dict[str, Any]]:
        return [GUILD] if name in ("org:ferry-guild", "ferry") else []


@pytest.fixture
def desk() -> Iterator[TestClient]:
    view = FakeView()
    app = create_app(view, desk=Judging(view.stored), directory=Directory())
    with TestClient(app, base_url="http://127.0.0.1") as client:
        yield client


def settle(client: TestClient, **given: Any) -> Any:
    return client.post("/api/names/settled", json={"author": "Ada", **given})


def test_an_actor_is_found_with_all_that_is_told(desk: TestClient) -> None:
    """The list leads to one actor, whose events, statements and presence each name their report and their words."""
    found = desk.get("/api/actors", params={"q": "abdou"}).json()
    assert ["name:moussa abdou"] == [one["id"] for one in found["actors"]]
    about = desk.get("/api/actors/name:moussa abdou").json()
    assert (1, 2) == (about["reports"], about["statements"])
    said = desk.get("/api/actors/name:moussa abdou/statements").json()["statements"][0]
    assert ("delta-0503", 1) == (said["report"], said["version"])
    assert "nothing we could do" in said["words"]
    event = desk.get("/api/actors/code:-REB/events", params={"role": "who"}).json()["events"][0]
    assert event["words"][event["trigger"]["start"] :].lower().startswith(("stop", "halt", "came", "burn", "wound"))
    held = desk.get("/api/actors/state:NER/presence").json()["rows"][0]
    assert (200.0, "Bosso") == (held["value"], held["place"]["name"])
    missing = desk.get("/api/actors/name:nobody/events")
    assert (404, "no-such-actor") == (missing.status_code, missing.json()["kind"])


def test_a_name_is_settled_in_three_ways(desk: TestClient) -> None:
    """It is somebody's of the list, a new actor's, or nobody's; each is in the trail with who said it, and what is
    taken back is to be settled again."""
    names = desk.get("/api/names").json()
    assert names["writable"]
    assert {"name:hadiza sani", "name:moussa abdou"} < {one["id"] for one in names["names"]}
    cite = next(one for one in names["names"] if one["name"] == "Hadiza Sani")["cites"][0]
    assert "Hadiza Sani" == cite["words"][cite["trigger"]["start"] : cite["trigger"]["end"]]
    assert [GUILD | {"reports": 0}] == desk.get("/api/names/known", params={"q": "ferry"}).json()["actors"]
    number = settle(desk, key="name:hadiza sani", verdict="actor", actor="org:ferry-guild").json()["id"]
    assert "Ferry Guild" == desk.get("/api/actors/name:hadiza sani").json()["name"]
    assert ["org:ferry-guild"] == [one["id"] for one in desk.get("/api/actors?q=ferry").json()["actors"]]
    new = {"verdict": "new", "name": " Moussa  Abdou ", "country": "NER", "sector": "CVL"}
    assert settle(desk, key="name:moussa abdou", **new).status_code == 200
    about = desk.get("/api/actors/name:moussa abdou").json()
    assert ("own:moussa abdou", "Moussa Abdou", "NER") == (about["id"], about["name"], about["country"])
    assert names["total"] - 2 == desk.get("/api/names").json()["total"]
    assert desk.post(f"/api/judgements/{number}/taken-back", json={"author": "Ben"}).status_code == 200
    assert settle(desk, key="name:hadiza sani", verdict="nobody", because="a brand of soap").status_code == 200
    trail = desk.get("/api/names/settled").json()["settled"]
    assert [None, None, "Moussa Abdou", "Ferry Guild"] == [
        one["actor"] and one["actor"]["name"] if not one["retracts"] else None for one in trail
    ]
    assert {"Ada", "Ben"} == {one["author"] for one in trail}
    assert "a brand of soap" in desk.get("/api/judgements").json()["judgements"][0]["reasons"]


REFUSED: tuple[dict[str, Any], ...] = (
    {"key": "state:NER", "verdict": "nobody"},
    {"key": "name:hadiza sani", "verdict": "actor"},
    {"key": "name:hadiza sani", "verdict": "actor", "actor": "name:hadiza sani"},
    {"key": "name:hadiza sani", "verdict": "new"},
    {"key": "name:hadiza sani", "verdict": "new", "name": "Sani", "country": "Niger"},
    {"key": "name:hadiza sani", "verdict": "nobody", "author": "dateline: itself"},
    {"key": "name:hadiza sani", "verdict": "perhaps"},
)


def test_what_cannot_be_is_refused(desk: TestClient, client: TestClient) -> None:
    """An actor of the list is no new name, a name is not its own, a new actor has a name, and nobody signs as the
    program; who is not told of is not settled, nor on pages that only read; the answer says what is wrong."""
    for given in REFUSED:
        answer = settle(desk, **given)
        assert (422, True) == (answer.status_code, bool(answer.json()["message"])), given
    assert settle(desk, key="name:no such one", verdict="nobody").status_code == 404
    assert settle(desk, key="name:hadiza sani", verdict="actor", actor="org:no-such").status_code == 404
    assert settle(client, key="name:hadiza sani", verdict="nobody").status_code == 403
    assert not client.get("/api/names").json()["writable"]
