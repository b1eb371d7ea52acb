"""When figures of several reports agree, contradict each other, or revise one another."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from dateline.consolidate.figures import Compared, compared
from dateline.consolidate.lineage import Comparer
from dateline.consolidate.origins import Ancestry, Voices
from dateline.consolidate.quantities import Quantities, Quantity, agree
from dateline.knowledge import Knowledge
from dateline.model.lineage import Edge
from dateline.model.marks import Scope
from tests.consolidate.marked import actor, figure, place, reading, said, sources, time

BOUNDS: dict[str, tuple[float | None, float | None, float | None, bool]] = {
    "5": (5, 5, 5, False),
    "8": (8, 8, 8, False),
    "at least 5": (5, 5, None, False),
    "more than 5": (5, 5, None, False),
    "fewer than 5": (5, None, 5, False),
    "up to 8": (8, None, 8, False),
    "between 5 and 9": (None, 5, 9, False),
    "about 100": (100, 90, 110, True),
    "about 920": (920, 828, 1012, True),
    "about 800": (800, 720, 880, True),
    "106": (106, 106, 106, False),
    "several dozen": (None, 24, 99, False),
    "30": (30, 30, 30, False),
    "40": (40, 40, 40, False),
}


def told(id: str, words: str, *, published: str = "2024-05-02", on: str | None = None, **more: Any) -> Any:
    """A report of so many dead in Mali, on the word of a ministry of its own."""
    text = f"The {id} ministry said {words} people were killed in Mali{f' on {on}' if on else ''}."
    value, low, high, approximate = BOUNDS[words]
    return reading(
        id,
        text,
        published=published,
        figures=(figure(text, words, value, low, high, approximate=approximate, scope=Scope(place=0)),),
        places=(place(text, "Mali", "ML"),),
        times=(time(text, on, on),) if on else (),
        actors=(actor(text, f"The {id} ministry", country=more.get("country")),),
        statements=(said(text, f"The {id} ministry", "said", f"{words} people were killed in Mali", source_actor=0),),
    )


def held(knowledge: Knowledge, comparer: Comparer, *readings: Any, edges: tuple[Edge, ...] = ()) -> Compared:
    quantities = Quantities(knowledge)
    listed = [one for source in sources(comparer, *readings) for one in quantities.of(source)]
    return compared(listed, Ancestry(edges), Voices(knowledge))


@pytest.mark.parametrize(
    ("one", "other", "conflict"),
    [
        ("5", "8", True),
        ("at least 5", "5", False),
        ("at least 5", "8", False),
        ("more than 5", "5", True),
        ("fewer than 5", "5", True),
        ("up to 8", "5", False),
        ("between 5 and 9", "8", False),
        ("about 100", "106", False),
        ("about 100", "8", True),
        ("about 920", "about 800", True),
        ("several dozen", "about 100", True),
        ("several dozen", "40", False),
        ("several dozen", "30", True),
    ],
)
def test_figures_that_cannot_both_be_right(
    knowledge: Knowledge, comparer: Comparer, one: str, other: str, conflict: bool
) -> None:
    """Two origins contradict each other where no number fits both, whichever comes first."""
    for first, second in ((one, other), (other, one)):
        found = held(knowledge, comparer, told("north", first), told("south", second))
        assert [row.kind for row in found.conflicts] == ["number"] * conflict
        assert found.claims[0].agreement in (("conflict",) if conflict else ("same", "compatible"))


def test_a_copy_is_no_second_origin(knowledge: Knowledge, comparer: Comparer) -> None:
    """A report that was made of another has its figure from there, and what differs is not held against it."""
    edge = Edge("south", "north", "copy", "a_from_b", 1.0, (), ())
    found = held(knowledge, comparer, told("north", "5"), told("south", "5"), edges=(edge,))
    assert [len(claim.origins) for claim in found.claims] == [1]
    assert found.claims[0].independence == "one"


def test_a_later_toll_is_no_contradiction(knowledge: Knowledge, comparer: Comparer) -> None:
    """Eight dead on Friday do not contradict five on Thursday; five on Friday do not unsay eight."""
    later = held(knowledge, comparer, told("north", "5"), told("south", "8", published="2024-05-03"))
    assert later.conflicts == []
    fewer = held(knowledge, comparer, told("north", "8"), told("south", "5", published="2024-05-03"))
    assert [one.verdict for one in fewer.conflicts] == ["different"]


def test_tolls_of_two_events(knowledge: Knowledge, comparer: Comparer) -> None:
    """Five dead of a bus and eight of a flood, in one country on one day, have nothing to do with each other."""
    bus, flood = (
        "A bus fell off a bridge and 5 people died near Kayes.",
        "Water took away houses at Mopti, leaving 8 dead.",
    )
    rows = [
        reading(
            id,
            text,
            figures=(figure(text, number, int(number), int(number), int(number), scope=Scope(place=0)),),
            places=(place(text, town, "ML", "settlement"),),
        )
        for id, text, number, town in (("north", bus, "5", "Kayes"), ("south", flood, "8", "Mopti"))
    ]
    assert held(knowledge, comparer, *rows).conflicts == []


def test_a_toll_of_some_is_not_of_all(knowledge: Knowledge, comparer: Comparer) -> None:
    """`5 civilians` and `8 soldiers` of one raid are two counts."""
    one, two = "The raid on Gao left 5 civilians dead.", "The raid on Gao left 8 soldiers dead."
    rows = [
        reading(
            id,
            text,
            figures=(figure(text, number, int(number), int(number), int(number), scope=Scope(place=0)),),
            places=(place(text, "Gao", "ML", "settlement"),),
        )
        for id, text, number in (("north", one, "5"), ("south", two, "8"))
    ]
    assert held(knowledge, comparer, *rows).conflicts == []


@pytest.mark.parametrize(
    ("part", "whole", "conflict"), [("5", "8", False), ("8", "at least 5", False), ("8", "5", True), ("5", "5", False)]
)
def test_a_part_and_the_whole(knowledge: Knowledge, comparer: Comparer, part: str, whole: str, conflict: bool) -> None:
    """Of one raid there can be fewer dead in one town than in the country, and not more."""
    rows = []
    for id, words, where in (("north", part, "at Gao"), ("south", whole, "in all of Mali")):
        text = f"The raid on the river markets left {words} people dead {where}, medics said."
        value, low, high, approximate = BOUNDS[words]
        spot = place(text, "Gao", "ML", "settlement") if "Gao" in text else place(text, "Mali", "ML")
        count = figure(text, words, value, low, high, approximate=approximate, scope=Scope(place=0))
        rows.append(reading(id, text, figures=(count,), places=(spot,)))
    assert bool(held(knowledge, comparer, *rows).conflicts) is conflict


def test_another_time_is_no_contradiction(knowledge: Knowledge, comparer: Comparer) -> None:
    """Figures as of days far apart are not held against each other."""
    found = held(knowledge, comparer, told("north", "5", published="2024-01-02"), told("south", "8"))
    assert found.conflicts == []


def test_one_publisher_revises_itself(knowledge: Knowledge, comparer: Comparer) -> None:
    """What one publisher tells anew on another day is a series, in the order of the days."""
    first, second = told("north", "8"), told("north", "5", published="2024-05-03")
    found = held(knowledge, comparer, first, reading_of(second, "north-2"))
    assert found.conflicts == []
    assert [[point.says for point in row.points] for row in found.series] == [["8", "5"]]


def reading_of(one: Any, id: str) -> Any:
    from dataclasses import replace

    return replace(one, report=replace(one.report, id=id, publisher="The North"))


@pytest.mark.parametrize(
    ("countries", "independence"),
    [(("MLI", "FRA"), "independent"), (("MLI", "MLI"), "unknown"), ((None, "FRA"), "unknown")],
)
def test_unknown_independence_is_unknown(
    knowledge: Knowledge, comparer: Comparer, countries: tuple[str | None, str | None], independence: str
) -> None:
    """Two origins are independent where both are known and of different countries; otherwise nobody knows."""
    reports = [told(id, "5", country=country) for id, country in zip(("north", "south"), countries, strict=True)]
    assert held(knowledge, comparer, *reports).claims[0].independence == independence


NUMBERS = some.floats(-1e9, 1e9) | some.sampled_from([-math.inf, math.inf])


@given(
    some.tuples(NUMBERS, NUMBERS, some.booleans(), some.booleans()),
    some.tuples(NUMBERS, NUMBERS, some.booleans(), some.booleans()),
)
def test_agreeing_goes_both_ways(one: Any, other: Any) -> None:
    """Whether two figures agree does not depend on which comes first, and each agrees with itself."""

    def quantity(bounds: Any) -> Quantity:
        low, high = sorted(bounds[:2])
        return Quantity(
            None, 0, "dead", False, None, None, None, None, low, high, *bounds[2:], None, None, False, True, 1, None
        )  # type: ignore[arg-type]

    a, b = quantity(one), quantity(other)
    assert agree(a, b) == agree(b, a)
    if a.low < a.high:
        assert agree(a, a)
