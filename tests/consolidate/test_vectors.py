"""Reports as vectors, and how alike they are."""

from __future__ import annotations

import numpy as np
import pytest

from dateline.consolidate.features import prepare
from dateline.consolidate.vectors import ALL, SIDES, Vector, Vocabulary
from dateline.consolidate.words import Folder
from dateline.knowledge import Knowledge
from dateline.model.report import Report


def cosine(vocabulary: Vocabulary, one: Vector, other: Vector, side: int) -> float:
    """Term by term, with each term's rarity as it is now."""
    lengths = []
    weights: list[dict[int, float]] = []
    for vector in (one, other):
        rare = (vector.weights * vocabulary.rarity(vector.ids))[vector.sides == side]
        weights.append(dict(zip(vector.ids[vector.sides == side].tolist(), rare.tolist(), strict=True)))
        lengths.append(float(np.sqrt((rare**2).sum())))
    dot = sum(weight * weights[1].get(term, 0.0) for term, weight in weights[0].items())
    return dot / max(lengths[0] * lengths[1], 1e-6)


def test_likeness_is_the_cosine(knowledge: Knowledge, made: dict[str, Report]) -> None:
    """After the terms were counted, likeness is the cosine of each side; before, new reports are compared all the same;
    and a vector that was kept as terms is the same again."""
    folder, vocabulary = Folder(knowledge), Vocabulary()
    vectors = [vocabulary.vector(prepare(report, folder)) for report in (*made.values(), Report("none", ""))]
    for vector in vectors:
        vocabulary.count_in(vector)
        assert vocabulary.likeness(vector, [vector])[0, ALL] == pytest.approx(1.0 if len(vector.ids) else 0.0)
    vocabulary.take_stock()
    for one in vectors:
        again = vocabulary.numbered(vocabulary.terms(one))
        assert np.array_equal(again.ids, one.ids)
        assert np.array_equal(again.sizes, one.sizes)
        for other, row in zip(vectors, vocabulary.likeness(one, vectors), strict=True):
            expected = [cosine(vocabulary, one, other, side) for side in range(SIDES)]
            assert row.tolist() == pytest.approx(expected, abs=1e-5)
