"""Where sentences cannot and must begin."""

from __future__ import annotations

import pytest

from dateline.reader.sentences import END, FREE, INSIDE, borders
from dateline.reader.words import words


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("About 60 Russians left. They flew home.", "They", FREE),
        ("About 60 Russians left for Mali.", "Russians", INSIDE),
        ("It was Gen. Moussa who spoke.", "Moussa", INSIDE),
        ("PORT MARLOW, May 2 (LNP) - Two ships sank.", "Two", END),
        ("One thing.", "One", END),
    ],
)
def test_borders(text: str, word: str, expected: int) -> None:
    """A sentence begins after a stop, not after a title, and behind where a report was sent from."""
    spans = words(text)
    at = next(number for number, (start, end) in enumerate(spans) if text[start:end] == word)
    assert borders(text, spans)[at] == expected
