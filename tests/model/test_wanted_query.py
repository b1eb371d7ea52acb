"""Filters as the query of an address, and back."""

from __future__ import annotations

import inspect
from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.model.errors import ConfigError
from dateline.model.wanted import Wanted
from dateline.model.wanted_query import NAMES, from_query, to_query
from dateline.web.overview import wanted

WORDS = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=12)
MANY = st.lists(WORDS, max_size=3).map(tuple)
DAYS = st.none() | st.dates().map(lambda day: day.isoformat())
DEGREES = st.integers(-180_000, 180_000).map(lambda one: one / 1000)
BOXES = st.none() | st.tuples(DEGREES, st.just(-12.5), DEGREES, st.just(8.125))
ANY = st.builds(
    Wanted,
    query=WORDS.map(str.strip),
    first=DAYS,
    last=DAYS,
    undated=st.booleans(),
    box=BOXES,
    unplaced=st.booleans(),
    origins=st.integers(1, 999),
    **{field.name: MANY for field in fields(Wanted) if isinstance(field.default, tuple)},
)


@given(ANY)
def test_there_and_back(one: Wanted) -> None:
    """What is wanted comes back from its query, whatever is searched for."""
    assert one == from_query(to_query(one)) == from_query(f"http://127.0.0.1/?{to_query(one)}")


def test_the_pages_ask_in_the_same_words() -> None:
    """Every filter is called here what the interface calls it."""
    assert set(inspect.signature(wanted).parameters) == {NAMES.get(one.name, one.name) for one in fields(Wanted)}


@pytest.mark.parametrize("query", ["", "?", "at=2.1,13.5,4", "q=", "origins=1", "undated=false"])
def test_what_filters_nothing(query: str) -> None:
    """Where the map looks is no filter, nor is what lets everything through."""
    assert from_query(query).everything
    assert to_query(from_query(query)) == ""


@pytest.mark.parametrize(
    "query",
    ["colour=red", "first=yesterday", "last=2024-02-30", "box=1,2,3", "box=1,9,3,-9", "undated=1", "origins=-1"],
)
def test_what_is_no_filter_is_named(query: str) -> None:
    """A filter that there is not, or that cannot be so, is refused by name."""
    with pytest.raises(ConfigError) as caught:
        from_query(query)
    assert caught.value.source == query.partition("=")[0]
    assert caught.value.advice
