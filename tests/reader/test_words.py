"""Words and pieces: where they are cut, and that nothing of a text is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.reader.pieces import MOST, Pieces, gap, shape
from dateline.reader.reader import DATA
from dateline.reader.words import LONGEST, words

CASES = [
    ("He didn't say.", "He did n't say ."),
    ("They can’t and cannot.", "They ca n’t and can not ."),
    ("Lima's mayor, aged 40", "Lima 's mayor , aged 40"),
    ("the U.S. Navy", "the U.S. Navy"),
    ("at 6 a.m. sharp", "at 6 a.m. sharp"),
    ("Gen. O'Neill said", "Gen. O'Neill said"),
    ("$5m or 1,250.5 pesos", "$ 5 m or 1,250.5 pesos"),
    ("al-Nour, a 12-year-old", "al - Nour , a 12 - year - old"),
    ("10:30pm on the 5th in the 1990s", "10:30 pm on the 5th in the 1990s"),
    ("“No,” she said—twice.", "“ No , ” she said — twice ."),
    ("see https://example.org/a?b=1, please", "see https://example.org/a?b=1 , please"),
    ("Wait... what?!", "Wait ... what ? !"),
    ("``It is,'' he said", "`` It is , '' he said"),
    ("العربية 日本", "العربية 日本"),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_cut(text: str, expected: str) -> None:
    """A text is cut into words as the Penn Treebank does."""
    assert " ".join(text[start:end] for start, end in words(text)) == expected


@given(st.text(max_size=300))
def test_nothing_is_lost(text: str) -> None:
    """Words stand in order, do not overlap, are of bounded length, and only white space is between them."""
    at = 0
    for start, end in words(text):
        assert at <= start < end <= start + LONGEST
        assert not text[at:start].strip()
        at = end
    assert not text[at:].strip()


@pytest.fixture(scope="module")
def pieces() -> Pieces:
    return Pieces.load(DATA / "vocab.txt")


@given(word=st.text(min_size=1, max_size=80))
def test_every_word_has_pieces(pieces: Pieces, word: str) -> None:
    """Whatever a word is made of, it has at least one piece and not more than a bounded number."""
    assert 1 <= len(pieces.of(word)) <= MOST
    assert 1 <= shape(word) <= 9


def test_case_is_in_the_shape(pieces: Pieces) -> None:
    """Pieces are blind to case and accents; the shape is not."""
    assert pieces.of("Perú") == pieces.of("peru")
    assert len({shape(word) for word in ("peru", "Peru", "PERU", "P", "McCain", "12", "5th", ",", "“")}) == 9


def test_gap_tells_lines_apart() -> None:
    """A word after a line break is known from one after a space, and from one after nothing."""
    text = "a b,c\nd"
    assert [gap(text, start) for start, _ in words(text)] == [2, 1, 0, 0, 2]
