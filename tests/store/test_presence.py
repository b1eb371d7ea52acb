"""Who has how many where, for every store: as told by a day, side by side where numbers differ."""

from __future__ import annotations

import pytest

from dateline.model.judgement import Judgement
from dateline.store import Store
from dateline.store.judging import Judging
from dateline.store.who_rows import day_of
from tests.store.telling import BASE, LAND, Has, One, tell

ARMY = One("Nordland's troops", None, "NOR", "MIL")
STATE = One("Nordland", "state:NOR", "NOR", "GOV")
MILITIA = One("Grey Wolves", None, "AUT", "REB")


@pytest.fixture
def told(store: Store) -> Store:
    """Numbers of several days, one without a number and one without a place."""
    tell(store, "a", "2024-03-01", [Has(ARMY, (400, 400, 400), LAND), Has(ARMY, None, BASE, by="an officer")])
    tell(store, "b", "2024-03-05", [Has(STATE, (900, 850, 950), LAND), Has(MILITIA, (50, None, 50), LAND)])
    tell(
        store,
        "c",
        "2024-05-01",
        [Has(ARMY, (300, 300, 300), LAND, "2024-06-01", "2024-06-30"), Has(ARMY, (3, 3, 3), unit="km")],
    )
    return store


def test_a_day_shows_what_was_told_last_by_then(told: Store) -> None:
    """Numbers of the same week stand side by side and are said to differ where they have nothing in common; what was
    told of a later day is not there yet, and older rows are counted."""
    on = told.view.presences.on("2024-03-05")
    assert [("2024-03-01", 2), ("2024-03-05", 2), ("2024-05-01", 1), ("2024-06-30", 1)] == [
        (one["day"], one["rows"]) for one in on["days"]
    ]
    ours = next(
        one for one in on["holdings"] if one["holder"]["id"] == "state:NOR" and one["place"]["name"] == "Ostmark"
    )
    assert ([900, 400], True, 0) == ([row["value"] for row in ours["rows"]], ours["differ"], ours["earlier"])
    later = told.view.presences.on()
    assert "2024-06-30" == later["day"]
    ours = later["holdings"][0]
    assert ([300], False, 2, "ahead") == (
        [row["value"] for row in ours["rows"]],
        ours["differ"],
        ours["earlier"],
        ours["rows"][0]["dated"],
    )


def test_what_is_not_told_stays_unknown(told: Store) -> None:
    """No number is a null and not a nought, a distance is no number of people, and a source is named where there is
    one."""
    rows = [row for one in told.view.presences.on("2024-05-01")["holdings"] for row in one["rows"]]
    unnumbered = [row for row in rows if row["low"] is None and row["high"] is None]
    assert {("a", "an officer", True), ("c", None, False)} == {
        (one["report"], one["said_by"], one["told"]) for one in unnumbered
    }
    assert all(row["value"] is None for row in unnumbered)
    assert all("so many" in row["words"] for row in rows if row not in unnumbered)


def test_filters_leave_the_map_to_choose_from(told: Store) -> None:
    """One place narrows the table and its days, not the places on the map; one actor narrows both; what has no place
    is counted."""
    on = told.view.presences.on("2024-05-01")
    base = next(one["key"] for one in on["spots"] if one["name"] == "Camp Linden")
    assert (["country", "point"], 1, 4) == (sorted(one["area"] for one in on["spots"]), on["unplaced"], on["held"])
    there = told.view.presences.on("2024-05-01", place=base)
    assert (1, 2, ["2024-03-01"]) == (there["held"], len(there["spots"]), [one["day"] for one in there["days"]])
    wolves = told.view.presences.on("2024-05-01", actor="name:grey wolves")
    assert (1, ["Ostmark"]) == (wolves["held"], [one["name"] for one in wolves["spots"]])
    assert (0, []) == (told.view.presences.on("2020-01-01")["held"], told.view.presences.on("2020-01-01")["holdings"])


def test_a_settled_name_has_what_its_actor_has(told: Store) -> None:
    """What a name holds is that of the actor whose name it is said to be."""
    Judging(told).judge(
        Judgement("name:grey wolves", "group:wolves", "actor", "same", None, ("name: The Wolves",), "Ada", "2024-06-01")
    )
    on = told.view.presences.on("2024-05-01", actor="group:wolves")
    assert ["The Wolves"] == [one["holder"]["name"] for one in on["holdings"]]
    assert (1, 50.0) == (
        told.view.presences.of("group:wolves")[0],
        told.view.presences.of("group:wolves")[1][0]["high"],
    )


@pytest.mark.parametrize(
    ("first", "last", "published", "day"),
    [
        (None, None, "2024-05-03", ("2024-05-03", "report")),
        (None, None, None, (None, "unknown")),
        ("2024-04-01", "2024-04-30", "2024-05-03", ("2024-04-30", "told")),
        ("2024-05-01", "2024-05-31", "2024-05-03", ("2024-05-03", "told")),
        ("2024-04-26", None, "2024-05-03", ("2024-05-03", "told")),
        (None, "2024-09-15", "2024-05-03", ("2024-05-03", "told")),
        ("2024-09-15", "2024-09-15", "2024-05-03", ("2024-09-15", "ahead")),
        ("2024-09-15", None, None, ("2024-09-15", "told")),
        ("not a day", "0000-00-00", "nor this", (None, "unknown")),
    ],
)
def test_the_day_of_a_telling(
    first: str | None, last: str | None, published: str | None, day: tuple[str | None, str]
) -> None:
    """A telling stands under the day that the report gives, within a range under the report's own, else under that;
    what was still to come is marked."""
    time = {"earliest": first, "latest": last} if first or last else None
    assert day == day_of(time, published)
