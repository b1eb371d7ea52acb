"""Scope: whose a figure is, where, and as of when."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dateline.annotate import howmany, tokens, when
from dateline.coding import scope
from dateline.knowledge import Knowledge
from dateline.model.marks import Actor, Place
from dateline.model.reading import Reading
from dateline.model.report import Report
from dateline.model.text import Span

CASES = [
    # sentence, actors, places, the figure asked for, whose, where, as of when
    (
        "About 1,000 U.S. troops remain in Niger.",
        ["U.S. troops"],
        ["Niger"],
        "About 1,000",
        "U.S. troops",
        "Niger",
        None,
    ),
    ("Chad keeps 300 soldiers in Kidal.", ["Chad"], ["Kidal"], "300", "Chad", "Kidal", None),
    (
        "Rebels killed 12 villagers near Gao on Tuesday.",
        ["Rebels", "villagers"],
        ["Gao"],
        "12",
        "villagers",
        "Gao",
        "Tuesday",
    ),
    ("The region has suffered six coups in the last three years.", [], [], "six", None, None, "the last three years"),
    (
        "France sent 40 trainers to Abidjan, and Togo lost two posts in Dapaong.",
        ["France", "trainers", "Togo"],
        ["Abidjan", "Dapaong"],
        "two",
        "Togo",
        "Dapaong",
        None,
    ),
    ("A dozen shells fell.", [], [], "A dozen", None, None, None),
    (
        "Japan courted Samoa for years, spending 90 million dollars on its harbour.",
        ["Japan", "Samoa"],
        [],
        "90 million",
        "Japan",
        None,
        None,
    ),
    (
        "Dozens of Malian officers fled in May 2021.",
        ["Malian officers"],
        [],
        "Dozens",
        "Malian officers",
        None,
        "May 2021",
    ),
]


def mark(text: str, words: str) -> Span:
    """Where words stand in a text."""
    return Span(text.index(words), text.index(words) + len(words))


def read(text: str, actors: list[str], places: list[str], knowledge: Knowledge) -> Reading:
    """A text with its figures, and with actors and places where we say."""
    reading = Reading(Report(id="r", text=text, published="2024-05-02"))
    for stage in (tokens.STAGE, when.STAGE, howmany.STAGE):
        reading = replace(reading, **stage.compute(reading, knowledge))
    reading = replace(
        reading,
        actors=tuple(Actor(mark(text, one), one) for one in actors),
        places=tuple(Place(mark(text, one), one) for one in places),
    )
    return replace(reading, **scope.STAGE.compute(reading, knowledge))


@pytest.mark.parametrize(
    ("text", "actors", "places", "figure", "whose", "where", "as_of"), CASES, ids=[case[0] for case in CASES]
)
def test_whose_where_when(
    text: str,
    actors: list[str],
    places: list[str],
    figure: str,
    whose: str | None,
    where: str | None,
    as_of: str | None,
    knowledge: Knowledge,
) -> None:
    """A figure takes its actor, place and time from its own clause, and none from the next."""
    reading = read(text, actors, places, knowledge)
    found = next(one for one in reading.figures if one.span.of(text) == figure).scope
    assert ((found.actor is not None and reading.actors[found.actor].name) or None) == whose
    assert ((found.place is not None and reading.places[found.place].name) or None) == where
    assert ((found.time is not None and reading.times[found.time].span.of(text)) or None) == as_of


def test_figures_stay_what_they_are(knowledge: Knowledge) -> None:
    """Giving scope changes nothing else of a figure, and loses none."""
    text = "Between 5 and 7 trucks and 12 men crossed at Assamaka."
    before = read(text, [], [], knowledge)
    after = read(text, ["men"], ["Assamaka"], knowledge)
    assert [replace(one, scope=scope.Scope()) for one in after.figures] == [
        replace(one, scope=scope.Scope()) for one in before.figures
    ]


def test_a_distance_that_the_globe_contradicts_is_noted_on_the_figure(knowledge: Knowledge) -> None:
    """The note of a place told by its distance is that of the figure in it; other figures have none."""
    text = "Some 40 trucks left the base, 920 kilometers from Niamey."
    reading = read(text, [], [], knowledge)
    told = Place(mark(text, "920 kilometers from Niamey"), "there", "relative", note="stated 920 kilometers; 739 km")
    noted = scope.STAGE.compute(replace(reading, places=(told,)), knowledge)["figures"]
    assert {one.span.of(text): one.note for one in noted} == {"Some 40": None, "920": "stated 920 kilometers; 739 km"}
