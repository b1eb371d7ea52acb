"""Lemmas by ending and tag."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.reader.lemmas import Lemmas, load
from dateline.reader.reader import DATA


@pytest.fixture(scope="module")
def lemmas() -> Lemmas:
    return load(DATA)


@pytest.mark.parametrize(
    ("word", "tag", "lemma"),
    [
        ("shelled", "VBD", "shell"),
        ("Visited", "VBD", "visit"),
        ("hoping", "VBG", "hope"),
        ("stopped", "VBN", "stop"),
        ("left", "VBD", "leave"),
        ("armies", "NNS", "army"),
        ("crew", "NNS", "crew"),
        ("women", "NNS", "woman"),
        ("n’t", "RB", "not"),
        ("'s", "VBZ", "be"),
        ("'s", "POS", "'s"),
        ("them", "PRP", "they"),
        ("Paris", "NNP", "Paris"),
        ("gribbled", "VBD", "gribble"),
    ],
)
def test_lemmas(lemmas: Lemmas, word: str, tag: str, lemma: str) -> None:
    """Regular and irregular words, small ones, names, and words that nobody has seen."""
    assert lemmas.of(word, tag) == lemma


@given(st.text(max_size=20), st.sampled_from(["VBD", "VBG", "NNS", "NNP", "XX"]))
def test_any_word_has_a_lemma(word: str, tag: str) -> None:
    """Any characters give some lemma, and never one that is longer by more than two letters."""
    found = load(DATA).of(word, tag)
    assert len(found) <= len(word.lower()) + 4


def test_no_file(tmp_path: Path) -> None:
    """Without the file a word stands for itself, in lower case."""
    assert load(tmp_path).of("Armies", "NNS") == "armies"
