"""From scores to spans, statements and trees."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.reader import decode

N, B0, I0, B1, I1, B2, I2 = range(7)
"""Labels of two or three kinds."""


def scores(labels: list[int], count: int = 7) -> np.ndarray:
    return np.eye(count)[labels] * 9


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        ([N, N], []),
        ([B0, I0, N, B1], [(0, 2, 0), (3, 4, 1)]),
        ([B0, B0, I0], [(0, 1, 0), (1, 3, 0)]),
        ([], []),
    ],
)
def test_runs(labels: list[int], expected: list[tuple[int, int, int]]) -> None:
    """A run begins at a B and goes on with its own I."""
    found = decode.runs(scores(labels) if labels else np.zeros((0, 7)))
    assert [(one.first, one.last, one.kind) for one in found] == expected


def test_a_stray_inside_is_mended() -> None:
    """An I that no B stands before is read on the best path that is allowed."""
    given = scores([N, I0, I0, N])
    given[1, B0] = 8
    assert [(one.first, one.last, one.kind) for one in decode.runs(given)] == [(1, 3, 0)]


@given(st.integers(1, 30), st.integers(0, 2**32 - 1))
def test_runs_are_apart(size: int, seed: int) -> None:
    """Whatever the scores, runs are in order, do not overlap, and are as sure as a probability can be."""
    found = decode.runs(np.random.default_rng(seed).normal(size=(size, 7)) * 3)
    assert all(one.last <= other.first for one, other in pairwise(found))
    assert all(0 <= one.first < one.last <= size and 0 <= one.score <= 1 for one in found)


def pointing(size: int, pairs: dict[int, int]) -> np.ndarray:
    given = np.zeros((size, size))
    for here, there in pairs.items():
        given[here, there] = 9
    return given


def test_statements_are_linked() -> None:
    """A content split by its cue is one statement; its cue names its source."""
    # "We won" , she said , "at last"
    labels = [B2, I2, N, B0, B1, N, B2, I2]
    (found,) = decode.statements(scores(labels), pointing(8, {0: 4, 1: 4, 6: 4, 7: 4}), pointing(8, {4: 3}))
    assert (found.source, found.cue, found.content) == (((3, 4),), ((4, 5),), ((0, 2), (6, 8)))


def test_a_cue_that_points_at_itself_has_no_source() -> None:
    """A source that is near is not taken where the cue says that nobody is named."""
    (found,) = decode.statements(scores([B0, N, B1, B2, I2]), pointing(5, {3: 2, 4: 2}), pointing(5, {2: 2}))
    assert found.source == ()


def test_nothing_said() -> None:
    """A cue without content, or content without a cue, is no statement."""
    assert decode.statements(scores([B0, B1, N]), np.zeros((3, 3)), np.zeros((3, 3))) == []
    assert decode.statements(scores([B2, I2, N]), np.zeros((3, 3)), np.zeros((3, 3))) == []


@given(st.integers(1, 40), st.integers(0, 2**32 - 1))
def test_trees(size: int, seed: int) -> None:
    """Whatever the scores, each sentence is one tree that hangs on one root, and no head is in another sentence."""
    rng = np.random.default_rng(seed)
    starts = sorted({0, *rng.integers(0, size, 3).tolist()})
    heads = decode.tree(rng.normal(size=(size, size)) * 5, starts)
    for first, last in zip(starts, [*starts[1:], size], strict=True):
        roots = [at for at in range(first, last) if heads[at] == at]
        assert len(roots) == 1
        for start in range(first, last):
            at, steps = start, 0
            while heads[at] != at:
                at, steps = int(heads[at]), steps + 1
                assert first <= at < last
                assert steps <= last - first
            assert at == roots[0]


def test_best_heads_are_kept() -> None:
    """Heads that make a tree are taken as they are."""
    given = pointing(4, {0: 1, 1: 1, 2: 3, 3: 1})
    assert decode.tree(given, [0]).tolist() == [1, 1, 3, 1]


def test_a_mode_is_of_its_type() -> None:
    """The best mode among those of the type, however well another type's scores; none where none of them is likely."""
    labels = ["ASSAULT", "ASSAULT/aerial", "ASSAULT/drone", "COERCE", "COERCE/arrest"]
    assert decode.mode(np.array([0.0, 0.1, 0.8, 0.5, 0.9]), labels, "ASSAULT") == "drone"
    assert decode.mode(np.array([0.7, 0.1, 0.2, 0.5, 0.9]), labels, "ASSAULT") is None
    assert decode.mode(np.array([0.1, 0.1, 0.2, 0.5, 0.9]), labels, "ASSAULT") is None
    assert decode.mode(np.array([0.1, 0.1, 0.2, 0.5, 0.9]), labels, "AID") is None


def test_a_content_whose_end_is_open() -> None:
    """Of contents that end here or there the one is taken that is much the same as most; its score says how many."""
    given = scores([B1, B2, *[I2] * 5])
    given[3:5] = 0
    given[3:5, N], given[3:5, I2] = 1.4, 1
    given[5:] = scores([N, N])
    cue = pointing(7, dict.fromkeys(range(1, 7), 0))
    (one,) = decode.statements(given, cue, pointing(7, {0: 0}))
    assert one.content[0][0] == 1
    assert one.content[0][1] in (3, 4, 5)
    assert one.score > 0.8
    assert decode.statements(given, cue, pointing(7, {0: 0}), least=1.01) == []
