"""What the overview counts, for every store."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import text as sql

from dateline.model.attach import part_id
from dateline.model.event import QUADS, Event
from dateline.model.marks import Actor, Place, When
from dateline.model.reading import Reading
from dateline.model.report import Page, Report
from dateline.model.text import OffsetMap, Span
from dateline.model.tokens import Sentence
from dateline.model.wanted import Wanted
from dateline.store import Store
from dateline.store.desk import Item
from dateline.store.migrations import MIGRATIONS, migrate
from dateline.store.view import View

PORT = {"name": "Portville", "kind": "settlement", "lat": 50.0, "lon": -1.0, "radius_km": 4.0, "country": "GB"}
QUAY = {"name": "Quayside", "kind": "settlement", "lat": 50.1, "lon": -1.1, "radius_km": 3.0, "country": "GB"}
ISLE = {"name": "Far Isle", "kind": "settlement", "lat": -20.0, "lon": 179.5, "radius_km": 9.0, "country": "FJ"}
MOOR = {"name": "the moors", "kind": "region", "lat": 54.0, "lon": -2.0, "radius_km": 120.0, "country": "GB"}
LAND = {"name": "Fiji", "kind": "country", "lat": -18.0, "lon": 178.0, "radius_km": 300.0, "country": "FJ"}
LOST = {"name": "the old mill", "kind": "landmark", "lat": None, "lon": None, "radius_km": None, "country": None}

HAPPENED: tuple[tuple[str, str, str, str | None, str | None, dict[str, Any] | None], ...] = (
    ("a", "AID", "happened", "2024-05-03", "2024-05-03", PORT),
    ("a", "ASSAULT", "denied", "2024-05-03", "2024-05-03", QUAY),
    ("b", "AID", "planned", "2024-05-01", "2024-06-30", ISLE),
    ("b", "CONSULT", "happened", "2024-05-10", None, MOOR),
    ("b", "CONSULT", "happened", None, None, LAND),
    ("c", "ASSAULT", "happened", "2024-05-20", "2024-05-20", LOST),
    ("c", "REQUEST", "happened", "1912-04-15", "1912-04-15", None),
)


def fill(store: Store) -> None:
    """Four reports, the last of which has no event."""
    for number, id in enumerate(("a", "b", "c", "d")):
        mine = [one for one in HAPPENED if one[0] == id]
        text = f"The harbour of {id}. " + "They met again here. " * len(mine)
        report = Report(
            id, text, title=f"Report {id}", published=f"2024-06-0{4 - number}", offsets=OffsetMap.identity(len(text))
        )
        events = []
        places: list[Place] = []
        times: list[When] = []
        for index, (_, type_, status, earliest, latest, where) in enumerate(mine):
            start = text.index("met", 21 * (index + 1))
            span = Span(start, start + 3)
            if where:
                places.append(Place(span, **where))
            if earliest or latest:
                times.append(When(span, "DATE", earliest, earliest, latest, 0.9))
            events.append(
                Event(
                    span,
                    type_,  # type: ignore[arg-type]
                    QUADS[type_],
                    actors=(0,),
                    place=len(places) - 1 if where else None,
                    time=len(times) - 1 if earliest or latest else None,
                    status=status,  # type: ignore[arg-type]
                )
            )
        sentences = tuple(
            Sentence(Span(one.span.start - 5, one.span.end + 12), 0, 0, n) for n, one in enumerate(events)
        )
        actors = (Actor(Span(0, 3), "harbour master" if id == "a" else "crew", sector="CVL"),)
        reading = Reading(
            report,
            sentences=sentences,
            times=tuple(times),
            places=tuple(places),
            actors=actors,
            events=tuple(events),
        )
        with store.writer() as writer:
            writer.add(reading, Page(f"{id}.txt", text.encode(), "text/plain", id=id))


@pytest.mark.parametrize(
    ("wanted", "events", "reports"),
    [
        (Wanted(), 7, 4),
        (Wanted(types=("AID",)), 2, 2),
        (Wanted(types=("AID", "ASSAULT")), 4, 3),
        (Wanted(quads=("verbal-conflict",)), 1, 1),
        (Wanted(statuses=("denied", "planned")), 2, 2),
        (Wanted(first="2024-05-03", last="2024-05-03"), 3, 2),
        (Wanted(first="2024-05-15"), 3, 2),
        (Wanted(last="2000-01-01"), 1, 1),
        (Wanted(undated=True), 1, 1),
        (Wanted(unplaced=True), 2, 1),
        (Wanted(box=(-3, 49, 0, 51)), 2, 1),
        (Wanted(box=(170, -30, -170, 0)), 2, 1),
        (Wanted(countries=("GB",)), 3, 2),
        (Wanted(actors=("harbour master",)), 2, 1),
        (Wanted(actors=("nobody",)), 0, 0),
        (Wanted(query="harbour"), 7, 4),
        (Wanted(query="harbour of d"), 0, 1),
        (Wanted(query="harbour", types=("AID",)), 2, 2),
        (Wanted(sources=("own",)), 7, 3),
        (Wanted(sources=("unnamed",)), 0, 0),
    ],
)
def test_filters_narrow(store: Store, wanted: Wanted, events: int, reports: int) -> None:
    """Each filter lets through what it names, also where a day is only known as a range or the box crosses the 180th
    meridian; a report without events is found only where nothing is asked of events."""
    fill(store)
    assert {"events": events, "reports": reports} == store.view.overview(wanted)["found"]
    assert reports == store.view.found(wanted)[0]


def test_a_pane_is_not_narrowed_by_its_own_filter(store: Store) -> None:
    """Brushed days leave the other days on the timeline, a box leaves the other places on the map, a type the other
    types.
    """
    fill(store)
    everything = store.view.overview(Wanted())
    brushed = store.view.overview(Wanted(first="2024-05-03", last="2024-05-03"))
    assert brushed["days"]["bars"] == everything["days"]["bars"]
    assert ["Far Isle", "Portville"] == sorted(one["name"] for one in brushed["map"]["points"])
    boxed = store.view.overview(Wanted(box=(-3, 49, 0, 51)))
    assert boxed["map"] == store.view.overview(Wanted())["map"]
    assert 2 == sum(sum(bar["counts"]) for bar in boxed["days"]["bars"])
    assert len(store.view.overview(Wanted(types=("AID",)))["types"]) == 4


def test_places_are_drawn_as_what_they_are(store: Store) -> None:
    """A town is a dot, a country an area, a large region a disc; what has no coordinates waits in the tray."""
    fill(store)
    drawn = store.view.overview(Wanted(), zoom=10)["map"]
    assert ["Far Isle", "Portville", "Quayside"] == sorted(one["name"] for one in drawn["points"])
    assert [("Fiji", "FJ")] == [(one["name"], one["country"]) for one in drawn["countries"]]
    assert [("the moors", 120.0)] == [(one["name"], one["radius_km"]) for one in drawn["regions"]]
    assert 2 == drawn["unplaced"]


def test_dots_that_would_touch_are_one_until_one_comes_closer(store: Store) -> None:
    """From afar two neighbouring towns are one dot that counts both and says what box opens it."""
    fill(store)
    afar = store.view.overview(Wanted(), zoom=3)["map"]["points"]
    both = next(one for one in afar if one["places"] == 2)
    assert ([0, 1, 0, 1], 1) == (both["counts"], both["reports"])
    assert both["box"] == pytest.approx((-1.1, 50.0, -1.0, 50.1))
    assert not [one for one in store.view.overview(Wanted(), zoom=8)["map"]["points"] if one["places"] > 1]


def test_timeline_keeps_what_is_unsure_apart(store: Store) -> None:
    """A day is a bar, a range of days a span, and one of a century ago is counted at the edge instead of drawn."""
    fill(store)
    days = store.view.overview(Wanted(types=("AID", "ASSAULT", "CONSULT", "REQUEST")))["days"]
    ranges = [(one["earliest"], one["latest"]) for one in days["spans"]]
    assert ("2024-05-01", "2024-06-30") in ranges
    assert ("2024-05-10", None) in ranges
    assert (1, 1) == (days["undated"], days["before"])
    assert 7 == days["undated"] + days["before"] + days["after"] + sum(
        sum(one["counts"]) for one in (*days["bars"], *days["spans"])
    )


def test_an_event_is_listed_with_its_sentence(store: Store) -> None:
    """The list, latest report first, gives the sentence of each event and where in it the trigger stands."""
    fill(store)
    total, rows = store.view.found(Wanted(), limit=2)
    assert (4, ["a", "b"]) == (total, [row["id"] for row in rows])
    event = rows[0]["events"][0]
    assert "They met again here" in event["words"]
    assert "met" == event["words"][event["trigger"]["start"] : event["trigger"]["end"]]
    assert (["harbour master"], "Portville") == (event["who"], event["place"]["name"])
    assert ["c", "d"] == [row["id"] for row in store.view.found(Wanted(), limit=2, offset=2)[1]]


def test_what_is_added_is_seen(store: Store) -> None:
    """The columns in memory follow the store."""
    assert {"events": 0, "reports": 0} == store.view.overview(Wanted())["total"]
    fill(store)
    assert {"events": 7, "reports": 4} == store.view.overview(Wanted())["total"]


def test_an_older_store_gets_its_events(store: Store) -> None:
    """The rows of the overview are made from the readings of a store that was written before there were any."""
    fill(store)
    before = store.view.found(Wanted())
    number = next(index for index, (name, _) in enumerate(MIGRATIONS, start=1) if name.startswith("events"))
    with store.writer() as writer:
        writer._connection.execute(sql("DELETE FROM events"))
        MIGRATIONS[number - 1][1](writer._connection)
    migrate(store.view._engine)
    assert before == View(store.view._engine).found(Wanted())


def test_stories_and_origins_narrow(store: Store) -> None:
    """What is told by several origins, and the reports of a story; a dot counts the origins of an incident once."""
    fill(store)
    at = {(one["id"], event["index"]): event for one in store.view.found(Wanted())[1] for event in one["events"]}
    first, other = (store.view.reading(id)["events"][index] for id, index in (("a", 0), ("b", 0)))
    parts = [
        {"id": part_id(id, 1, one["start"], one["end"])} for id, one in (("a", first), ("b", other), ("gone", other))
    ]
    with store.desk() as desk:
        desk.set_members({"a": ("a", "a"), "b": ("a", "a"), "c": ("c", "c")})
        story = {"headline": "The harbour"}
        items = [
            Item("incident", "i", 0, ("a", "b"), {"parts": parts, "origins": 3}),
            Item("story", "a", 0, ("a", "b"), story),
        ]
        desk.replace_items(["a"], "a", items, "test")
    found = store.view.overview(Wanted(origins=2), zoom=10)
    assert found["found"] == {"events": 2, "reports": 2}
    assert found["origins"] == [{"least": 2, "events": 2}, {"least": 3, "events": 2}]
    assert [(one["id"], one["headline"], one["events"]) for one in found["stories"]] == [("a", "The harbour", 2)]
    assert {one["origins"] for one in found["map"]["points"]} == {3}
    assert store.view.overview(Wanted(stories=("c",)))["found"] == {"events": 2, "reports": 1}
    assert store.view.overview(Wanted(stories=("a",), query="harbour of d"))["found"]["reports"] == 0
    assert {event["origins"] for event in at.values()} == {1}
    with store.desk() as desk:
        desk.replace_items(["a"], "a", [], "test")
    assert store.view.overview(Wanted(origins=2))["found"]["events"] == 0
