"""On what origins contradict each other beside figures, and what only looks like it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from dateline.consolidate.alignment import Modality
from dateline.consolidate.lineage import Comparer
from dateline.consolidate.together import Consolidator
from dateline.knowledge import Knowledge
from dateline.model.lineage import Edge
from dateline.model.reading import Reading
from tests.consolidate.marked import actor, event, place, reading, said, sources, time

GROUPS = {"JNIM": "group:jnim", "ISGS": "group:isgs"}
SPOTS: dict[str, dict[str, Any]] = {
    "Brenna": {"kind": "settlement", "lat": 14.0, "lon": 2.0, "radius_km": 5.0},
    "Oster": {"kind": "settlement", "lat": 15.2, "lon": 2.0, "radius_km": 5.0},
    "Brenna Mill": {"kind": "landmark", "lat": 14.05, "lon": 2.02, "radius_km": 1.0},
    "Kelham": {"kind": "settlement"},
    "Marbury": {"kind": "settlement"},
    "Lower Gate": {"kind": "landmark"},
    "the north": {"kind": "region"},
}
DAYS = {
    "Monday": ("2024-04-29", "2024-04-29"),
    "Tuesday": ("2024-04-30", "2024-04-30"),
    "April 29": ("2024-04-29", "2024-04-29"),
    "last week": ("2024-04-22", "2024-04-28"),
    "Monday or Tuesday": ("2024-04-29", "2024-04-30"),
}


CLERK = "Gunmen of {who} raided the post office of {where} on {on}, and shot at a clerk."


def raid(
    id: str, who: str = "JNIM", where: str = "Brenna", on: str = "Monday", status: Any = "happened", **more: Any
) -> Reading:
    """A report of its own house: gunmen of a group raided the grain depot of a place on a day."""
    text = more.pop("text", "Gunmen of {who} raided the grain depot of {where} on {on} and burned its two lorries.")
    text = text.format(who=who, where=where, on=on)
    acting = (actor(text, who, id=GROUPS.get(who)),) if who in text else ()
    return reading(
        id,
        text,
        actors=acting,
        places=(place(text, where, "NE", **SPOTS[where]),) if where in text else (),
        times=(time(text, on, *DAYS[on]),) if on in text else (),
        events=(
            event(
                text,
                "raided",
                "ASSAULT",
                actors=(0,) if acting else (),
                place=0 if where in text else None,
                time=0 if on in text else None,
                status=status,
            ),
        ),
        **more,
    )


def kinds(knowledge: Knowledge, comparer: Comparer, *readings: Reading, edges: tuple[Edge, ...] = ()) -> list[Any]:
    found = Consolidator(knowledge).together(sources(comparer, *readings), edges)
    return [(one.kind, [side.says for side in one.sides]) for one in found.conflicts]


@pytest.mark.parametrize(
    ("other", "conflict"),
    [
        ({"on": "Tuesday"}, [("date", ["2024-04-29", "2024-04-30"])]),
        ({"where": "Oster"}, [("place", ["Brenna", "Oster"])]),
        ({"who": "ISGS"}, [("who", ["JNIM", "ISGS"])]),
        ({"status": "denied"}, [("whether", ["told", "denied"])]),
    ],
)
def test_origins_that_contradict_each_other(
    knowledge: Knowledge, comparer: Comparer, other: dict[str, Any], conflict: list[Any]
) -> None:
    """Two houses that tell one raid in like words, and differ in the day, the place, the group, or whether it was."""
    found = kinds(knowledge, comparer, raid("north"), raid("south", **other))
    assert found == conflict
    assert [kind for kind, _ in kinds(knowledge, comparer, raid("south", **other), raid("north"))] == [conflict[0][0]]


def test_two_names_of_one_kind(knowledge: Knowledge, comparer: Comparer) -> None:
    """Two towns that no map has found are two towns."""
    found = kinds(knowledge, comparer, raid("north", where="Kelham"), raid("south", where="Marbury"))
    assert found == [("place", ["Kelham", "Marbury"])]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({}, {"on": "April 29"}),
        ({}, {"on": "Monday or Tuesday"}),
        ({}, {"on": "last week"}),
        ({}, {"where": "Brenna Mill"}),
        ({}, {"where": "the north"}),
        ({"where": "Kelham"}, {"where": "Lower Gate"}),
        ({}, {"who": "the north's herders"}),
        ({}, {"on": "Tuesday", "where": "Oster"}),
        ({}, {"on": "Tuesday", "who": "ISGS"}),
        ({}, {"on": "Tuesday", "text": CLERK}),
        ({"status": "planned"}, {"on": "Tuesday"}),
    ],
    ids=[
        "the same day",
        "a day or the next",
        "a span of days",
        "a site of the town",
        "a region",
        "a site that no map has",
        "a description",
        "another raid elsewhere",
        "another raid by others",
        "another deed",
        "not yet done",
    ],
)  # fmt: skip
def test_what_only_looks_like_it(
    knowledge: Knowledge, comparer: Comparer, one: dict[str, Any], other: dict[str, Any]
) -> None:
    """The same in other terms, the whole for the part, or another happening is no contradiction."""
    assert kinds(knowledge, comparer, raid("north", **one), raid("south", **other)) == []


def test_a_copy_contradicts_nobody(knowledge: Knowledge, comparer: Comparer) -> None:
    """Where the one was made of the other, what differs is a slip or an edit, not a second word on it."""
    edge = Edge("south", "north", "copy", "a_from_b", 1.0, (), ())
    assert kinds(knowledge, comparer, raid("north"), raid("south", on="Tuesday"), edges=(edge,)) == []


def test_one_house_corrects_itself(knowledge: Knowledge, comparer: Comparer) -> None:
    """The same publisher with another day contradicts nobody but itself."""
    later = raid("south", on="Tuesday")
    later = replace(later, report=replace(later.report, publisher="The North", published="2024-05-03"))
    assert kinds(knowledge, comparer, raid("north"), later) == []


def test_one_source_through_two_houses(knowledge: Knowledge, comparer: Comparer) -> None:
    """What one person says to two papers has one origin, whatever day each understood."""
    text = "Gunmen of {who} raided the grain depot of {where} on {on} and burned its two lorries, Ida Stroud said."

    def telling(id: str, on: str) -> Reading:
        words = text.format(who="JNIM", where="Brenna", on=on)
        content = words.removesuffix(", Ida Stroud said.")
        told = said(words, "Ida Stroud", "said", content, source_kind="named", source_actor=1)
        one = raid(id, on=on, text=text, statements=(told,))
        return replace(one, actors=(*one.actors, actor(words, "Ida Stroud")))

    assert kinds(knowledge, comparer, telling("north", "Monday"), telling("south", "Tuesday")) == []


def test_modality(knowledge: Knowledge) -> None:
    """Each entry of the closed classes is found in its example, and May is a month."""
    modality = Modality(knowledge)
    for row in knowledge.lexicons.read("consolidating")["modality"]:
        assert modality(row["example"])[row["kind"] == "open"], row["example"]
    assert modality("The bridge opened in May.") == (False, False)
    assert modality("It wasn’t shut; the other was NOT.") == (True, False)
