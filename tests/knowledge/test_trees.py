"""Trees whose heads and labels do not fit are mended; those that fit stay as they are."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from dateline.knowledge.trees import mended
from dateline.model.text import Span
from dateline.model.tokens import Token

DEPS = ("nsubj", "dobj", "pobj", "prep", "prt", "appos", "relcl", "advcl", "aux", "mark", "ROOT", "compound")
TAGS = ("NOUN", "VERB", "ADP", "PROPN", "PART", "SCONJ")


def words(*told: tuple[str, str, str, int], first: int = 0) -> list[Token]:
    """Words as (text, part of speech, label, head)."""
    return [
        Token(Span(at * 9, at * 9 + len(text)), text, text, pos, "", dep, head + first)
        for at, (text, pos, dep, head) in enumerate(told)
    ]


def test_a_preposition_gets_what_stands_behind_it() -> None:
    """ "Togo asked Benin for tents" with the tents on the verb: they belong to "for"."""
    told = words(
        ("Togo", "PROPN", "nsubj", 1), ("asked", "VERB", "ROOT", 1), ("Benin", "PROPN", "dobj", 1),
        ("for", "ADP", "prep", 1), ("tents", "NOUN", "dobj", 1), first=7,
    )  # fmt: skip
    found = mended(told, 7)
    assert found[:4] == told[:4]
    assert (found[4].dep, found[4].head) == ("pobj", 10)


def test_an_object_is_one() -> None:
    """A noun on a verb as if on a preposition, or on its particle, is the verb's object."""
    found = mended(words(("handed", "VERB", "ROOT", 0), ("over", "ADP", "prt", 0), ("posts", "NOUN", "pobj", 1)), 0)
    assert (found[2].dep, found[2].head) == ("dobj", 0)


def test_a_clause_of_a_verb() -> None:
    """ "Declined to pay": no relative clause hangs on a verb."""
    found = mended(words(("declined", "VERB", "ROOT", 0), ("to", "PART", "aux", 2), ("pay", "VERB", "relcl", 0)), 0)
    assert found[2].dep == "xcomp"


@given(st.lists(st.tuples(st.sampled_from(TAGS), st.sampled_from(DEPS), st.integers(0, 11)), max_size=12))
def test_any_tree(told: list[tuple[str, str, int]]) -> None:
    """Whatever hangs on what, the words stay, and each hangs on one of the sentence."""
    given_words = words(*(("to", pos, dep, min(head, len(told) - 1)) for pos, dep, head in told))
    found = mended(given_words, 0)
    assert [replace(one, dep="", head=0) for one in found] == [replace(one, dep="", head=0) for one in given_words]
    assert all(0 <= one.head < len(found) for one in found)
