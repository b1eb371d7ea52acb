"""What a report says against the globe, the calendar and counting."""

from __future__ import annotations

from typing import Any

import pytest

from dateline.consolidate.lineage import Comparer
from dateline.consolidate.world import world
from dateline.model.marks import Scope
from tests.consolidate.marked import event, figure, place, reading, sources, time


def distance(id: str, words: str, value: float) -> Any:
    text = f"The camp at Gao, {words} from Bamako, was hit."
    return reading(
        id,
        text,
        figures=(
            figure(
                text, words.rsplit(" ", 1)[0], value, value, value, unit="km", counts="kilometer", scope=Scope(place=1)
            ),
        ),
        places=(
            place(text, "Gao", "ML", "settlement", lat=16.27, lon=-0.04),
            place(text, "Bamako", "ML", "settlement", lat=12.65, lon=-8.0),
        ),
    )


@pytest.mark.parametrize(("value", "wrong"), [(940, False), (950, False), (500, True), (1500, True)])
def test_a_distance_that_the_globe_contradicts(comparer: Comparer, value: int, wrong: bool) -> None:
    """Gao lies some 945 km from Bamako: what is told beyond rounding is shown beside that."""
    found = world(sources(comparer, distance("north", f"{value} kilometers", value)))
    assert [one.kind for one in found] == ["distance"] * wrong
    if wrong:
        assert found[0].sides[-1].cites == ()
        assert "straight line" in found[0].sides[-1].says


@pytest.mark.parametrize(("day", "wrong"), [("Thursday", False), ("Friday", True)])
def test_a_weekday_that_the_date_is_not(comparer: Comparer, day: str, wrong: bool) -> None:
    """May 2, 2024 was a Thursday."""
    text = f"The bridge was closed on {day}, May 2, 2024, and opened again."
    found = world(sources(comparer, reading("north", text, times=(time(text, "May 2, 2024", "2024-05-02"),))))
    assert [one.kind for one in found] == ["weekday"] * wrong


def test_six_against_the_seventh(comparer: Comparer) -> None:
    """Who counts six and who numbers a seventh cannot both be right of one time and region, which is not known."""
    one, two = "The Sahel has seen six coups since 2020.", "It was the seventh coup in the Sahel since 2020."
    count = figure(one, "six", 6, 6, 6, unit="events", counts="coup")
    rows = [
        reading("north", one, figures=(count,), places=(place(one, "Sahel", "NE", "region"),)),
        reading("south", two, places=(place(two, "Sahel", "NE", "region"),)),
    ]
    found = world(sources(comparer, *rows))
    assert [(row.kind, row.verdict) for row in found] == [("count", "unsure")]


@pytest.mark.parametrize(("status", "told"), [("happened", True), ("planned", False)])
def test_past_events_of_days_to_come(comparer: Comparer, status: Any, told: bool) -> None:
    """A report of May 2 cannot know that something happened on June 1; that it is planned it can."""
    text = "The column left the town on June 1."
    row = reading(
        "north",
        text,
        times=(time(text, "June 1", "2024-06-01"),),
        events=(event(text, "left", "RETREAT", time=0, status=status),),
    )
    assert [one.kind for one in world(sources(comparer, row))] == ["future"] * told


def test_nothing_to_say_of_nothing(comparer: Comparer) -> None:
    """Reports without text, date or marks contradict nothing."""
    assert world(sources(comparer, reading("a", "", published=None), reading("b", "7", published="9999-12-31"))) == []
