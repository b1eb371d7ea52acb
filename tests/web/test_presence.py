"""Presence through the interface: a day, a place or an actor, and the words for each number."""

from __future__ import annotations

from fastapi.testclient import TestClient


def test_presence_names_its_words(client: TestClient) -> None:
    """Who has how many where comes with the day, the bounds, and where in which report it stands."""
    told = client.get("/api/presence").json()
    assert (1, "2024-05-05", 1) == (told["total"], told["day"], told["held"])
    row = told["holdings"][0]["rows"][0]
    assert ("delta-0503", 0, 180.0, 220.0) == (row["report"], row["index"], row["low"], row["high"])
    assert "some 200" == row["words"][row["trigger"]["start"] : row["trigger"]["end"]]
    assert ["Bosso"] == [spot["name"] for spot in told["spots"]]


def test_presence_is_narrowed(client: TestClient) -> None:
    """A day before the first telling and a place without one have none; what is no day is refused."""
    assert client.get("/api/presence", params={"day": "2024-01-01"}).json()["held"] == 0
    assert client.get("/api/presence", params={"place": "nowhere"}).json()["held"] == 0
    assert client.get("/api/presence", params={"actor": "state:NER"}).json()["held"] == 1
    assert client.get("/api/presence", params={"day": "soon"}).status_code == 422
