"""What is filtered, as a file."""

from __future__ import annotations

import csv
import io
import json

import pytest
from fastapi.testclient import TestClient

from dateline.export import EXPORTERS
from dateline.web.exports import PIECE, pieces


def test_every_format_is_a_file(client: TestClient) -> None:
    """Each format that there is has its media type and a name with the day and its end."""
    formats = client.get("/api/formats").json()["formats"]
    assert [one["name"] for one in formats] == list(EXPORTERS)
    for one in formats:
        answer = client.get("/api/export", params={"format": one["name"]})
        name = answer.headers["content-disposition"]
        assert answer.status_code == 200
        assert name.startswith('attachment; filename="dateline-20')
        assert name.endswith(f'{one["suffix"]}"')
        assert answer.headers["content-type"] == f"{EXPORTERS[one['name']].media_type}; charset=utf-8"


@pytest.mark.parametrize(
    ("query", "events"),
    [({}, 10), ({"type": "ASSAULT"}, 3), ({"q": "flood"}, 0), ({"first": "2024-05-06", "last": "2024-05-12"}, 2)],
)
def test_a_file_has_what_is_filtered(client: TestClient, query: dict[str, str], events: int) -> None:
    """Tables have the events that the overview counts, and readings are those of the reports that it finds."""
    counted = client.get("/api/overview", params=query).json()["found"]
    table = client.get("/api/export", params={"format": "csv", **query}).text
    rows = list(csv.DictReader(io.StringIO(table)))
    points = client.get("/api/export", params={"format": "geojson", **query}).json()["features"]
    readings = [json.loads(one) for one in client.get("/api/export", params=query).text.splitlines()]
    assert len(rows) == len(points) == sum(len(one["wanted"]) for one in readings) == counted["events"]
    assert len(readings) == counted["reports"]
    assert events == counted["events"]
    if query.get("type"):
        assert {row["type"] for row in rows} == {"ASSAULT"}
    assert all(one["properties"]["words"] for one in points)


def test_a_format_that_there_is_not(client: TestClient) -> None:
    """It is refused by name, as is a filter that cannot be."""
    for query in ("format=pdf", "first=now", "box=1"):
        answer = client.get(f"/api/export?{query}")
        assert (answer.status_code, answer.json()["kind"]) == (422, "bad-request")


def test_a_large_file_travels_in_pieces() -> None:
    """Lines are sent together, none is lost, and no more is held than a piece."""
    lines = [f"{number:06}ü\n" for number in range(40_000)]
    sent = list(pieces(iter(lines)))
    assert b"".join(sent).decode() == "".join(lines)
    assert max(map(len, sent)) < 2 * PIECE
