"""The verbs that a Python user calls for places and times alone."""

from __future__ import annotations

import sys

import pytest

import dateline
from dateline.annotate import when, where

TEXT = "Troops left Nairobi on Thursday. They had come to Kenya three weeks ago. 🛩️ The base in Mombasa stays."


def test_where_gives_the_places_of_a_text() -> None:
    """Places come with their words, points and radius."""
    found = {place.span.of(TEXT): place for place in dateline.where(TEXT, "2024-05-02")}
    assert {"Nairobi", "Kenya", "Mombasa"} <= set(found)
    assert found["Kenya"].kind == "country"
    assert (found["Nairobi"].radius_km or 0) < (found["Kenya"].radius_km or 0)


def test_when_gives_the_times_of_a_text() -> None:
    """Times come with their values and the days that they can mean."""
    found = {time.span.of(TEXT): time for time in dateline.when(TEXT, "2024-05-02")}
    assert found["Thursday"].value == "2024-05-02"
    assert (found["three weeks ago"].earliest, found["three weeks ago"].latest) == ("2024-04-08", "2024-04-14")


def test_without_a_date_times_stay_relative() -> None:
    """Without a date of publication nothing is made up, and a note says why."""
    (thursday,) = dateline.when("They left on Thursday.")
    assert (thursday.earliest, thursday.latest) == (None, None)
    assert thursday.note is not None


@pytest.mark.parametrize("text", ["", " \n", "\ud800 left \udfff", "\x00", "a" * 20_000])
def test_any_text_can_be_asked(text: str) -> None:
    """What is no report has no places and no times, and nothing is raised."""
    assert dateline.where(text) == ()
    assert dateline.when(text) == ()


def test_offsets_hold_past_broken_surrogates() -> None:
    """Half a surrogate pair is one code point, before and after."""
    text = "\ud800\ud800 The dam of Aswan in Egypt broke on 4 June 2021."
    assert [time.span.of(text) for time in dateline.when(text)] == ["4 June 2021"]


def test_the_verbs_hide_no_module() -> None:
    """`dateline.where` is a function, and the stage of that name is where it was."""
    assert callable(dateline.where)
    assert callable(dateline.when)
    assert sys.modules["dateline.annotate.where"] is where
    assert sys.modules["dateline.annotate.when"] is when
