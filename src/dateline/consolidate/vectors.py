"""Reports as vectors of what they tell, seen from six sides, and how alike two are from each."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dateline.consolidate.features import Prepared

VIEWS = ("all", "names", "other", "numbers", "pairs", "lead")
"""All words; names; other words; numbers; names and numbers that stand side by side; all words of the opening."""
SIDES = len(VIEWS)
LEAD = 4
"""Sentences that make the opening: headline, date line and the first two of the text."""
NAME, COMMON = 1.6, 0.3
"""Weights of names and of the words of every report, beside 1 for the rest; set on dev stories of ECB+."""
BACKGROUND = 20.0
"""Reports that are supposed beside those that are there, so that a few reports have rare words too."""

Ids = NDArray[np.int32]
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Vector:
    """Numbers of terms, sorted, and how much each tells of the report before its rarity is counted in."""

    ids: Ids
    weights: Floats


class Vocabulary:
    """Terms by number, the side each belongs to, and in how many reports each stands."""

    def __init__(self) -> None:
        self._ids: dict[tuple[int, str], int] = {}
        self._sides = np.zeros(1024, np.int8)
        self._frequency = np.zeros(1024, np.float32)
        self._names: list[tuple[int, str]] = []
        self.count = 0

    def __len__(self) -> int:
        return len(self._ids)

    @property
    def sides(self) -> NDArray[np.int8]:
        """The side of each term."""
        return self._sides

    def vector(self, prepared: Prepared) -> Vector:
        """A report as a vector; new terms get numbers."""
        found: dict[int, float] = {}
        for side, terms in enumerate(sides(prepared)):
            for term, weight in terms.items():
                found[self._id(side, term)] = weight
        # The terms are numbers from here on; a report that is kept at hand need not hold them twice.
        object.__setattr__(prepared, "sides", None)
        return _sorted(found)

    def numbered(self, terms: Iterable[tuple[int, str, float]]) -> Vector:
        """A vector of the terms that `terms` gave; new ones get numbers."""
        return _sorted({self._id(side, term): weight for side, term, weight in terms})

    def terms(self, vector: Vector) -> list[tuple[int, str, float]]:
        """A vector's terms: side, term and weight."""
        if len(self._names) < len(self._ids):
            self._names += list(itertools.islice(self._ids, len(self._names), None))
        return [
            (*self._names[number], round(weight, 4))
            for number, weight in zip(vector.ids.tolist(), vector.weights.tolist(), strict=True)
        ]

    def count_in(self, vector: Vector) -> None:
        """Count a report's terms."""
        self.count += 1
        self._frequency[vector.ids] += 1

    def rarity(self, ids: Ids) -> Floats:
        """How rare terms are: the logarithm of the number of reports over that of reports with the term."""
        rare = np.log((self.count + BACKGROUND) / (self._frequency[ids] + 0.5))
        bounded: Floats = np.maximum(rare, 0.01).astype(np.float32)
        return bounded

    def weighed(self, vector: Vector) -> Floats:
        """Weights of a vector's terms with their rarity, each side of length 1."""
        weights = vector.weights * self.rarity(vector.ids)
        norms = np.sqrt(np.bincount(self._sides[vector.ids], weights * weights, SIDES)).astype(np.float32)
        weighed: Floats = (weights / np.maximum(norms, 1e-6)[self._sides[vector.ids]]).astype(np.float32)
        return weighed

    def likeness(self, vector: Vector, others: Sequence[Vector]) -> NDArray[np.float64]:
        """Cosines of one report with others, a row for each of them and a column for each side."""
        if not others:
            return np.zeros((0, SIDES))
        dense = np.zeros(len(self._sides), np.float32)
        dense[vector.ids] = self.weighed(vector)
        ids = np.concatenate([one.ids for one in others])
        weights = np.concatenate([one.weights for one in others]) * self.rarity(ids)
        lengths = [len(one.ids) for one in others]
        cells = np.repeat(np.arange(len(others)) * SIDES, lengths) + self._sides[ids]
        size = len(others) * SIDES
        norms = np.sqrt(np.bincount(cells, weights * weights, size))
        dots = np.bincount(cells, weights * dense[ids], size)
        return (dots / np.maximum(norms, 1e-6)).reshape(len(others), SIDES)

    def telling(self, vector: Vector, most: int) -> list[int]:
        """The terms that tell most of a report, of the side of all words."""
        here = self._sides[vector.ids] == 0
        ids = vector.ids[here]
        order = np.argsort(-(vector.weights[here] * self.rarity(ids)), kind="stable")[:most]
        return [int(one) for one in ids[order]]

    def _id(self, side: int, term: str) -> int:
        key = (side, term)
        found = self._ids.get(key)
        if found is None:
            found = self._ids[key] = len(self._ids)
            if found >= len(self._sides):
                self._sides = np.concatenate([self._sides, np.zeros_like(self._sides)])
                self._frequency = np.concatenate([self._frequency, np.zeros_like(self._frequency)])
            self._sides[found] = side
        return found


def _sorted(found: Mapping[int, float]) -> Vector:
    ids = np.fromiter(found, np.int32, len(found))
    order = np.argsort(ids)
    return Vector(ids[order], np.fromiter(found.values(), np.float32, len(found))[order])


def sides(prepared: Prepared) -> list[Mapping[str, float]]:
    """The terms of a report from each side, each with the logarithm of how often, times its weight. Reckoned once."""
    if prepared.sides is None:
        object.__setattr__(prepared, "sides", _sides(prepared))
    return list(prepared.sides or ())


def _sides(prepared: Prepared) -> list[Mapping[str, float]]:
    counts: list[dict[str, float]] = [{} for _ in VIEWS]
    weights: list[dict[str, float]] = [{} for _ in VIEWS]
    for number, content in enumerate(prepared.contents):
        before: str | None = None
        for stem, weight in content.weights.items():
            digit = stem[:1].isdigit()
            kind = 1.0 if digit else {0.5: COMMON, 1.5: NAME}.get(weight, 1.0)
            _count(counts[0], weights[0], stem, kind)
            if digit:
                _count(counts[3], weights[3], stem, 1.0)
            elif weight == 1.5:
                _count(counts[1], weights[1], stem, 1.0)
            elif weight == 1.0:
                _count(counts[2], weights[2], stem, 1.0)
            if number < LEAD:
                _count(counts[5], weights[5], stem, kind)
            if digit or weight == 1.5:
                if before is not None:
                    _count(counts[4], weights[4], f"{before} {stem}", 1.0)
                before = stem
            else:
                before = None
    return [
        {term: (1.0 + math.log(times)) * weights[side][term] for term, times in counted.items()}
        for side, counted in enumerate(counts)
    ]


def _count(counts: dict[str, float], weights: dict[str, float], term: str, weight: float) -> None:
    counts[term] = counts.get(term, 0.0) + 1.0
    weights[term] = max(weights.get(term, 0.0), weight)
