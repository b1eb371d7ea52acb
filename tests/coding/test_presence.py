"""Presence: who has how many where, from the words that say so."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from dateline.coding import presence
from dateline.knowledge import Knowledge
from dateline.model.reading import Reading
from dateline.model.report import Report
from dateline.pipeline import run
from tests.coding.marked import coded


@dataclass(frozen=True)
class Case:
    """A sentence with its places and figures, and the rows that it should give: kind, actor, place, figure."""

    text: str
    places: tuple[str, ...]
    figures: tuple[tuple[str, int, str], ...]
    rows: tuple[tuple[str, str, str | None, int | None], ...]


CASES = [
    Case(
        "Italy has 300 soldiers in Niger.", ("Niger",), (("300 soldiers", 300, "soldier"),),
        (("forces", "Italy", "Niger", 300),),
    ),
    Case(
        "Some 250 Italian soldiers are stationed in Niger.", ("Niger",), (("250", 250, "soldier"),),
        (("forces", "Italian", "Niger", 250),),
    ),
    Case(
        "Most of the 900 American troops in Syria are based at Tanf.", ("Syria", "Tanf"), (("900", 900, "troops"),),
        (("forces", "American", "Syria", 900), ("forces", "American", "Tanf", None)),
    ),
    Case("Turkish troops are based near Mosul.", ("Mosul",), (), (("forces", "Turkish", "Mosul", None),)),
    Case("Russia operates a naval base at Tartus.", ("Tartus",), (), (("base", "Russia", "Tartus", None),)),
    Case("The army keeps 40 tanks near Arad.", ("Arad",), (("40", 40, "tank"),), (("equipment", "army", "Arad", 40),)),
    Case("Rebels killed 30 Malian soldiers in Mopti.", ("Mopti",), (("30", 30, "soldier"),), ()),
    Case("Poland will send 200 soldiers to Latvia.", ("Latvia",), (("200", 200, "soldier"),), ()),
    Case("The tanks of the museum are old.", (), (), ()),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.text)
def test_rows(case: Case, knowledge: Knowledge) -> None:
    """Forces, equipment and bases are found with their owner, place and number; losses and plans are not presence."""
    reading = coded(case.text, knowledge, places=case.places, figures=case.figures)
    reading = replace(reading, **presence.compute(reading, knowledge))
    assert [_told(reading, index) for index in range(len(reading.presence))] == list(case.rows)


def _told(reading: Reading, index: int) -> tuple[str, str | None, str | None, float | None]:
    row = reading.presence[index]
    actor = None if row.actor is None else reading.actors[row.actor].name
    place = None if row.place is None else reading.places[row.place].name
    return (row.kind, actor, place, None if row.figure is None else reading.figures[row.figure].value)


def test_nothing_to_read(knowledge: Knowledge) -> None:
    """An empty report has no presence."""
    assert presence.compute(coded("", knowledge), knowledge) == {"presence": ()}


def test_a_short_way_off(knowledge: Knowledge) -> None:
    """Those who are two kilometres from where others are at an airport are on its ground; sixty are too many."""
    for way, expected in (("two", 2), ("sixty", 1)):
        text = f"The Danes were housed {way} kilometres from where Kenyan soldiers are based at Gao airport."
        reading = run(Report(id="x", text=text), knowledge)
        placed = [row for row in reading.presence if row.place is not None and "airport" in _words(reading, row.place)]
        assert len(placed) == expected, way


def _words(reading: Reading, place: int) -> str:
    return reading.places[place].span.of(reading.text)
