"""Labels of arcs that cannot be are changed; the others stay."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.reader.labels import settled

CASES = [
    ("a number is the object of a verb", ["nsubj", "ROOT", "quantmod"], [1, 1, 1], ["NN", "VBD", "CD"], "dobj", 2),
    ("a passive needs a participle", ["nsubjpass", "ROOT"], [1, 1], ["NN", "VBZ"], "nsubj", 0),
    ("a second subject behind its verb", ["nsubj", "ROOT", "nsubj"], [1, 1, 1], ["NN", "VBD", "NNS"], "dobj", 2),
    ("a clause is no preposition", ["nsubj", "prep", "ROOT"], [1, 2, 2], ["NN", "VBP", "VBD"], "ccomp", 1),
    ("an object stays one", ["nsubj", "ROOT", "dobj"], [1, 1, 1], ["NN", "VBD", "NNS"], "dobj", 2),
    ("a passive with its participle stays", ["nsubjpass", "ROOT"], [1, 1], ["NN", "VBN"], "nsubjpass", 0),
]


@pytest.mark.parametrize(("says", "labels", "heads", "tags", "expected", "at"), CASES, ids=lambda value: str(value))
def test_rules(says: str, labels: list[str], heads: list[int], tags: list[str], expected: str, at: int) -> None:
    """Each rule changes the label that breaks it, and no other."""
    assert settled(labels, heads, tags)[at] == expected


LABELS = st.sampled_from(["nsubj", "nsubjpass", "auxpass", "quantmod", "prep", "dobj", "ROOT", "mark"])


@given(
    st.lists(
        st.tuples(LABELS, st.integers(0, 11), st.sampled_from(["VB", "VBN", "VBD", "NN", "CD", "IN"])), max_size=12
    )
)
def test_just_roots_are_roots(words: list[tuple[str, int, str]]) -> None:
    """Whatever the scores say: a word is labelled as root if and only if it is its own head."""
    heads = [min(head, len(words) - 1) for _, head, _ in words]
    found = settled([label for label, _, _ in words], heads, [tag for _, _, tag in words])
    assert [label == "ROOT" for label in found] == [head == at for at, head in enumerate(heads)]
