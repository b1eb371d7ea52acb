"""Reports as vectors of what they tell, seen from six sides, and how alike two are from each."""

from __future__ import annotations

import math
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dateline.consolidate.features import Prepared
from dateline.consolidate.passages import Telling
from dateline.consolidate.words import Kept

VIEWS = ("all", "names", "other", "numbers", "pairs", "lead")
"""All words; names; other words; numbers; names and numbers that stand side by side; all words of the opening."""
SIDES = len(VIEWS)
ALL, NAMES, OTHER, NUMBERS, PAIRS, LEADING = range(SIDES)
OF_WORDS = np.array([ALL, NAMES, OTHER, NUMBERS, LEADING], np.int8)
"""The sides that have a term for each word."""
PAIR_BITS = 22
"""Pairs are counted by hash: most stand in one report only, and would fill the memory by name. Of a million reports
each pair shares its number with a few others, which is less than a name shares with its namesakes."""
PAIR_TERMS = 1 << PAIR_BITS
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
    """Numbers of terms, sorted, how much each tells of the report before its rarity is counted in, and its side."""

    ids: Ids
    weights: Floats
    sides: NDArray[np.int8]


class Vocabulary:
    """Words by number, and in how many reports each of their terms stands.

    Pairs have the first `PAIR_TERMS` numbers, by hash; behind them each word has five, one for each other side.
    """

    def __init__(self) -> None:
        self._ids = Kept(self._new)
        self._names: list[str] = []
        self._hashes = np.zeros(1024, np.uint32)
        self._frequency = np.zeros(PAIR_TERMS + 1024 * len(OF_WORDS), np.float32)
        self._logs = np.zeros(len(self._frequency), np.float32)
        self._dense = np.zeros(len(self._frequency), np.float32)
        self.count = 0

    def __len__(self) -> int:
        return len(self._names)

    def vector(self, prepared: Prepared) -> Vector:
        """A report as a vector; new words get numbers."""
        telling = prepared.telling
        weights, sentences = telling.weights, telling.sentences
        if not len(weights):
            return self._made(np.empty(0, np.int32), np.empty(0, np.float32))
        words = np.array(list(map(self._ids.__getitem__, telling.words)), np.int32)[telling.numbers]
        terms = PAIR_TERMS + words * len(OF_WORDS)
        kinds = _kinds(weights)
        sides = _side(weights)
        own, lead = sides > 0, sentences < LEAD
        pairs = self._pairs(words, sentences, own & (sides != OTHER))
        ids = np.concatenate((terms, (terms + sides)[own], (terms + LEADING - 1)[lead], pairs))
        told = np.concatenate((kinds, np.ones(int(own.sum())), kinds[lead], np.ones(len(pairs))))
        order = np.argsort(ids, kind="stable")
        ids = ids[order]
        first = np.flatnonzero(np.concatenate(([True], ids[1:] != ids[:-1])))
        times = np.diff(first, append=len(ids))
        values = (1 + np.log(times)) * np.maximum.reduceat(told[order], first)
        return self._made(ids[first].astype(np.int32), values.astype(np.float32))

    def _pairs(self, words: Ids, sentences: Ids, named: NDArray[np.bool_]) -> Ids:
        """The terms of names and numbers that stand side by side in one sentence."""
        both = np.flatnonzero(named[1:] & named[:-1] & (sentences[1:] == sentences[:-1]))
        mixed = self._hashes[words[both]] * np.uint32(0x9E3779B1) + self._hashes[words[both + 1]]
        mixed ^= mixed >> np.uint32(15)
        mixed *= np.uint32(0x85EBCA77)
        pairs: Ids = (mixed >> np.uint32(32 - PAIR_BITS)).astype(np.int32)
        return pairs

    def numbered(self, terms: Iterable[tuple[int, str, float]]) -> Vector:
        """A vector of the terms that `terms` gave; new ones get numbers."""
        found: dict[int, float] = {}
        for side, term, weight in terms:
            if side == PAIRS:
                found[int(term) % PAIR_TERMS] = weight
            else:
                found[PAIR_TERMS + self._ids[term] * len(OF_WORDS) + min(side, LEADING - 1)] = weight
        ids = np.fromiter(found, np.int32, len(found))
        order = np.argsort(ids)
        return self._made(ids[order], np.fromiter(found.values(), np.float32, len(found))[order])

    def terms(self, vector: Vector) -> list[tuple[int, str, float]]:
        """A vector's terms: side, word and weight; of pairs the number by which they are counted."""
        sides = vector.sides.tolist()
        return [
            (side, str(number) if side == PAIRS else self._names[(number - PAIR_TERMS) // len(OF_WORDS)], weight)
            for side, number, weight in zip(sides, vector.ids.tolist(), vector.weights.round(4).tolist(), strict=True)
        ]

    @staticmethod
    def _made(ids: Ids, weights: Floats) -> Vector:
        sides = np.where(ids < PAIR_TERMS, PAIRS, OF_WORDS[(ids - PAIR_TERMS) % len(OF_WORDS)]).astype(np.int8)
        return Vector(ids, weights, sides)

    def count_in(self, vector: Vector) -> None:
        """Count a report's terms."""
        self.count += 1
        self._frequency[vector.ids] += 1
        self._logs[vector.ids] = np.log(self._frequency[vector.ids] + np.float32(0.5))

    def rarity(self, ids: Ids) -> Floats:
        """How rare known terms are: the logarithm of the number of reports over that of reports with the term."""
        rare: Floats = np.maximum(np.float32(math.log(self.count + BACKGROUND)) - self._logs[ids], np.float32(0.01))
        return rare

    def weighed(self, vector: Vector) -> Floats:
        """Weights of a vector's terms with their rarity, each side of length 1."""
        weights = vector.weights * self.rarity(vector.ids)
        norms = np.sqrt(np.bincount(vector.sides, weights * weights, SIDES)).astype(np.float32)
        weighed: Floats = (weights / np.maximum(norms, 1e-6)[vector.sides]).astype(np.float32)
        return weighed

    def likeness(self, vector: Vector, others: Sequence[Vector]) -> NDArray[np.float64]:
        """Cosines of one report with others, a row for each of them and a column for each side.

        Takes time by the terms of these reports only, however many words are known.
        """
        if not others:
            return np.zeros((0, SIDES))
        self._dense[vector.ids] = self.weighed(vector)
        ids = np.concatenate([one.ids for one in others])
        weights = np.concatenate([one.weights for one in others]) * self.rarity(ids)
        lengths = [len(one.ids) for one in others]
        cells = np.repeat(np.arange(0, len(others) * SIDES, SIDES), lengths)
        cells += np.concatenate([one.sides for one in others])
        size = len(others) * SIDES
        norms = np.sqrt(np.bincount(cells, weights * weights, size))
        dots = np.bincount(cells, weights * self._dense[ids], size)
        self._dense[vector.ids] = 0.0
        return (dots / np.maximum(norms, 1e-6)).reshape(len(others), SIDES)

    def telling(self, vector: Vector, most: int) -> Ids:
        """The terms that tell most of a report, of the side of all words."""
        here = vector.sides == ALL
        ids = vector.ids[here]
        told: Ids = ids[np.argsort(-(vector.weights[here] * self.rarity(ids)), kind="stable")[:most]]
        return told

    def _new(self, word: str) -> int:
        number = len(self._names)
        self._names.append(word)
        if number >= len(self._hashes):
            self._hashes = np.concatenate([self._hashes, np.zeros_like(self._hashes)])
            self._frequency = self._widened(self._frequency)
            self._logs = self._widened(self._logs)
            self._dense = self._widened(self._dense)
        self._hashes[number] = zlib.crc32(word.encode("utf-8", "replace"))
        return number

    def _widened(self, column: Floats) -> Floats:
        wider = np.zeros(PAIR_TERMS + len(self._hashes) * len(OF_WORDS), np.float32)
        wider[: len(column)] = column
        return wider


def words_of(telling: Telling) -> Floats:
    """What each word of a report tells of it: the logarithm of in how many sentences it stands, times its weight."""
    size = len(telling.words)
    if not size:
        return np.empty(0, np.float32)
    kinds = np.zeros(size)
    np.maximum.at(kinds, telling.numbers, _kinds(telling.weights))
    told: Floats = ((1 + np.log(np.bincount(telling.numbers, minlength=size))) * kinds).astype(np.float32)
    return told


def _kinds(weights: Floats) -> NDArray[np.float64]:
    """What words weigh in a vector, by what they weigh in their sentences."""
    return np.where(weights == 1.5, NAME, np.where(weights == 0.5, COMMON, 1.0))


def _side(weights: Floats) -> NDArray[np.int32]:
    """The side beside `all` to which a word belongs; 0 for the words of every report."""
    return np.select([weights == 2.0, weights == 1.5, weights == 1.0], [NUMBERS, NAMES, OTHER], 0).astype(np.int32)
