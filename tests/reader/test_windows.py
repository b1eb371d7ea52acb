"""Windows: every word of every text is one window's own, whatever its length."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.reader.pieces import Pieces
from dateline.reader.reader import DATA
from dateline.reader.windows import LONGEST, ROOM, arrays, cut, look


@pytest.fixture(scope="module")
def pieces() -> Pieces:
    return Pieces.load(DATA / "vocab.txt")


@settings(deadline=None)
@given(lengths=st.lists(st.integers(0, 700), max_size=8), together=st.booleans())
def test_each_word_is_told_once(pieces: Pieces, lengths: list[int], together: bool) -> None:
    """The words that windows call their own are all words, each once and in order; no window is over its size."""
    listed = [look("word unspeakable " * (length // 2), pieces) for length in lengths]
    told: list[list[int]] = [[] for _ in listed]
    for window in cut(listed, together):
        assert window.size <= max(ROOM, LONGEST) + 20
        assert window.size == 2 + sum(
            len(listed[part.text].pieces[word]) for part in window.parts for word in range(part.first, part.last)
        )
        for part in window.parts:
            assert part.first <= part.own_first < part.own_last <= part.last
            told[part.text].extend(range(part.own_first, part.own_last))
    assert told == [list(range(len(one.spans))) for one in listed]


def test_long_text_keeps_context(pieces: Pieces) -> None:
    """In the middle of a long text a window sees words before and after its own."""
    (one,) = [look("The minister said that the bridge would open. " * 200, pieces)]
    middle = list(cut([one]))[3].parts[0]
    assert middle.first < middle.own_first
    assert middle.last > middle.own_last


def test_apart(pieces: Pieces) -> None:
    """Texts that have nothing to do with each other are not read in one window."""
    listed = [look(text, pieces) for text in ("One thing.", "", "Another thing.")]
    assert [part.text for window in cut(listed, together=False) for part in window.parts] == [0, 2]
    assert [len(window.parts) for window in cut(listed)] == [2]


def test_a_window_is_its_own_batch(pieces: Pieces) -> None:
    """A window's arrays hold its pieces between the two marks and the first piece of each word, and no padding."""
    listed = [look(text, pieces) for text in ("One.", "One two unspeakable.")]
    (window,) = cut(listed)
    given = arrays(listed, window)
    assert given["pieces"].shape == given["looks"].shape == given["sides"].shape == (1, window.size)
    assert given["firsts"].shape == given["outside"].shape == (1, 6)
    assert (given["pieces"] != 0).all()
    assert not given["outside"].any()
