"""Reports as words, and what two lists of codes have in common."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from dateline.consolidate.neighbours import Postings
from dateline.consolidate.words import WORD, Folder, shared, shared_with
from dateline.knowledge import Knowledge
from dateline.model.report import Report

quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
codes = some.lists(some.integers(0, 1 << 20), max_size=40).map(lambda found: np.array(sorted(set(found)), np.uint32))


@pytest.fixture(scope="module")
def folder(knowledge: Knowledge) -> Folder:
    """One for all tests: what it met before must not matter."""
    return Folder(knowledge)


@quick
@given(text=some.text(alphabet="abX1.,!’' -\n\t\u3000“\"”\x1f", max_size=80))
def test_a_text_cut_at_blanks_has_the_words_of_the_whole(folder: Folder, text: str) -> None:
    """Cut at blanks of any kind, a text has the words that it has as a whole, at their places, each in one sentence."""
    words = folder.words(Report("r", text))
    found = [(match.start(), match.end()) for match in WORD.finditer(text)]
    assert list(zip(words.starts, words.ends, strict=True)) == found
    assert [at for first, after in words.sentences for at in range(first, after)] == list(range(len(words)))


SENTENCES = {
    "The dam held. Rain fell.": 2,
    "The dam of Mr. Stroud held. no rain fell": 1,
    "It is 3.5 m high, 2.5 wide. It held": 2,
    "Headline\nThe dam held": 2,
    "“It held.” – “Did it?” asked Ida": 2,
    "It held . . . Nobody knew": 2,
}


@pytest.mark.parametrize("text", SENTENCES)
def test_sentences(folder: Folder, text: str) -> None:
    """A sentence ends with its line, and at a mark before a capital or a number, but for abbreviations."""
    assert len(folder.words(Report("r", text)).sentences) == SENTENCES[text]


@quick
@given(one=codes, others=some.lists(codes, max_size=5))
def test_shared_with_many(one: np.ndarray, others: list[np.ndarray]) -> None:
    """What a list shares with each of many is what it shares with each alone."""
    assert shared_with(one, others) == [shared(one, other) for other in others]


@quick
@given(rows=some.lists(some.lists(some.integers(0, 12), max_size=6, unique=True), max_size=12))
def test_postings_list_all_reports(rows: list[list[int]]) -> None:
    """Reports are found under their keys, however often the columns were sorted into each other."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("dateline.consolidate.neighbours.BLOCK", 7)
        postings = Postings()
        for number, keys in enumerate(rows):
            postings.add(np.array(sorted(keys), np.uint64), number)
    sought = set(range(0, 13, 2))
    numbers, counts = postings.sharing(np.array(sorted(sought), np.uint64), 2)
    expected = {number: len(sought & set(keys)) for number, keys in enumerate(rows) if len(sought & set(keys)) > 1}
    assert dict(zip(numbers.tolist(), counts.tolist(), strict=True)) == expected
