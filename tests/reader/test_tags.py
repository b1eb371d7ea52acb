"""Tags that a word cannot have are barred, whatever the encoder scores."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.reader.reader import DATA
from dateline.reader.tags import Tags, load

LABELS: list[str] = json.loads((DATA / "reader.json").read_text(encoding="utf-8"))["labels"]["xpos"]


@pytest.fixture(scope="module")
def tags() -> Tags:
    return load(DATA, LABELS)


@pytest.mark.parametrize(
    ("word", "barred", "free"),
    [
        ("vowed", ("MD", ",", "DT"), ("VBD", "VBN")),
        ("would", (",", "DT"), ("MD",)),
        ("withdraw", (",", "."), ("VB", "VBP")),
        (",", ("MD", "DT"), (",",)),
        ("The", ("MD",), ("DT",)),
        ("Wouldn’t", (",",), ("VB", "NN")),
    ],
)
def test_what_a_word_can_be(tags: Tags, word: str, barred: tuple[str, ...], free: tuple[str, ...]) -> None:
    """Words of open classes are none of a closed one, no word is a comma, and endings bar what they never are."""
    added = dict(zip(LABELS, tags.of(word), strict=True))
    assert [added[tag] < -1000 for tag in barred] == [True] * len(barred)
    assert [added[tag] for tag in free] == [0.0] * len(free)


@given(st.text(max_size=30))
def test_every_word_has_a_tag_left(word: str) -> None:
    """Whatever stands there, some tag is free."""
    assert load(DATA, LABELS).of(word).max() == 0.0
