"""Reports as vectors of what they tell, seen from six sides, and how alike two are from each."""

from __future__ import annotations

import math
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from dateline.consolidate.features import Prepared
from dateline.consolidate.passages import heaviest
from dateline.consolidate.words import Kept, parted

VIEWS = ("all", "names", "other", "numbers", "pairs", "lead")
"""All words; names; other words; numbers; names and numbers that stand side by side; all words of the opening."""
SIDES = len(VIEWS)
ALL, NAMES, OTHER, NUMBERS, PAIRS, LEADING = range(SIDES)
OF_WORDS = (ALL, NAMES, OTHER, NUMBERS, LEADING)
"""The sides that have a term for each word."""
PAIR_BITS = 22
"""Pairs are counted by hash: most stand in one report only, and would fill the memory by name. Of a million reports
each pair shares its number with a few others, which is less than a name shares with its namesakes."""
PAIR_TERMS = 1 << PAIR_BITS
LEAD = 4
"""Sentences that make the opening: headline, date line and the first two of the text."""
BACKGROUND = 20.0
"""Reports that are supposed beside those that are there, so that a few reports have rare words too."""
GROWN = 1.02
"""How many times as many reports there are when it is counted anew how rare each term is: till then the reports that
are there keep their weights, and a new one is held against them without these being made again. What is found on dev
stories, as they come in, is the same as with 1, but not with 1.05."""
ONCE = np.float32(math.log(1.5))
"""The logarithm of the number of reports with a term that stands in one, with half a report supposed."""
SIDE = 1 << 40
"""By so much the terms of each side are raised to sort them side by side."""
SIDES_BEGIN = np.arange(SIDES + 1) * SIDE
SIDE_BY_WEIGHT = np.array([0, 0, OTHER, NAMES, NUMBERS])
"""The side beside `all` to which a word belongs, by double what it weighs in its sentence; 0 for the words of every
report."""

Ids = NDArray[np.int32]
Floats = NDArray[np.float32]


@dataclass(slots=True)
class Vector:
    """Terms by number, how much each tells of the report before its rarity is counted in, and how many of them each
    side has: side by side, the terms of each sorted. Packed, as an index holds very many.

    `weighed` are the weights with the rarity that was counted at `counted` reports, each side of length 1.
    """

    packed_ids: bytes
    packed_weights: bytes
    packed_sizes: bytes
    weighed: bytes = field(default=b"", repr=False, compare=False)
    counted: int = field(default=-1, repr=False, compare=False)

    @classmethod
    def of(cls, ids: NDArray[np.integer], weights: NDArray[np.floating], sizes: NDArray[np.integer]) -> Vector:
        """A vector of columns."""
        packed_sizes = sizes.astype(np.int32).tobytes()
        return cls(ids.astype(np.int32).tobytes(), weights.astype(np.float32).tobytes(), packed_sizes)

    @property
    def ids(self) -> Ids:
        return np.frombuffer(self.packed_ids, np.int32)

    @property
    def weights(self) -> Floats:
        return np.frombuffer(self.packed_weights, np.float32)

    @property
    def sizes(self) -> NDArray[np.int32]:
        return np.frombuffer(self.packed_sizes, np.int32)

    @property
    def sides(self) -> NDArray[np.intp]:
        return np.repeat(np.arange(SIDES), self.sizes)


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
        self._waiting: list[Vector] = []
        self._counted = 0
        self.count = 0

    def __len__(self) -> int:
        return len(self._names)

    def vector(self, prepared: Prepared) -> Vector:
        """A report as a vector; new words get numbers."""
        telling = prepared.telling
        size = len(telling.words)
        if not size:
            return Vector.of(np.empty(0, np.int32), np.empty(0), np.zeros(SIDES, np.int32))
        words = np.fromiter(map(self._ids.__getitem__, telling.words), np.int64, size)
        order = words.argsort()
        told, twice = words[telling.numbers], telling.twice
        terms = PAIR_TERMS + told * len(OF_WORDS)
        sides = SIDE_BY_WEIGHT[twice]
        own = sides.nonzero()[0]
        lead = int(telling.sentences.searchsorted(LEAD))
        pairs = self._pairs(told, telling.sentences, twice >= 3)
        leading = terms[:lead] + (LEADING * SIDE + LEADING - 1)
        keys = np.concatenate((terms, (terms + sides * (SIDE + 1))[own], leading, pairs + PAIRS * SIDE))
        keys.sort()
        first, times = parted(keys)
        weights = 1 + np.log(times)
        keys = keys[first]
        weights[:size] = telling.told[order]
        heavy = heaviest(telling.numbers[:lead], twice[:lead], size)[order]
        heavy = heavy[heavy > 0]
        weights[len(keys) - len(heavy) :] *= heavy
        begins = keys.searchsorted(SIDES_BEGIN)
        return Vector.of(keys % SIDE, weights, begins[1:] - begins[:-1])

    def _pairs(self, words: NDArray[np.int64], sentences: Ids, named: NDArray[np.bool_]) -> NDArray[np.int64]:
        """The terms of names and numbers that stand side by side in one sentence."""
        both = (named[1:] & named[:-1] & (sentences[1:] == sentences[:-1])).nonzero()[0]
        hashes = self._hashes[words]
        mixed = hashes[both] * np.uint32(0x9E3779B1) + hashes[both + 1]
        mixed ^= mixed >> np.uint32(15)
        mixed *= np.uint32(0x85EBCA77)
        mixed >>= np.uint32(32 - PAIR_BITS)
        pairs: NDArray[np.int64] = mixed.astype(np.int64)
        return pairs

    def numbered(self, terms: Iterable[tuple[int, str, float]]) -> Vector:
        """A vector of the terms that `terms` gave; new ones get numbers."""
        found: dict[tuple[int, int], float] = {}
        for side, term, weight in terms:
            if side == PAIRS:
                found[side, int(term) % PAIR_TERMS] = weight
            else:
                found[side, PAIR_TERMS + self._ids[term] * len(OF_WORDS) + min(side, LEADING - 1)] = weight
        listed = sorted(found.items())
        sides = [side for (side, _), _ in listed]
        ids, weights = ([key[1] for key, _ in listed], [weight for _, weight in listed])
        sizes = np.bincount(np.array(sides, np.intp), minlength=SIDES)
        return Vector.of(np.array(ids, np.int32), np.array(weights), sizes)

    def terms(self, vector: Vector) -> list[tuple[int, str, float]]:
        """A vector's terms: side, word and weight; of pairs the number by which they are counted."""
        sides = vector.sides.tolist()
        return [
            (side, str(number) if side == PAIRS else self._names[(number - PAIR_TERMS) // len(OF_WORDS)], weight)
            for side, number, weight in zip(sides, vector.ids.tolist(), vector.weights.round(4).tolist(), strict=True)
        ]

    def count_in(self, vector: Vector) -> None:
        """Count a report's terms; they are weighed by that when there are some more reports."""
        self.count += 1
        self._frequency[vector.ids] += 1
        self._waiting.append(vector)
        if self.count > self._counted * GROWN:
            self.take_stock()

    def take_stock(self) -> None:
        """Weigh all terms from now on by how rare they are among the reports so far."""
        if self._waiting:
            ids = np.concatenate([vector.ids for vector in self._waiting])
            self._logs[ids] = self._log(ids)
        self._waiting, self._counted = [], self.count

    def _log(self, ids: Ids) -> Floats:
        logs: Floats = np.log(self._frequency[ids] + np.float32(0.5)) - ONCE
        return logs

    def rarity(self, ids: Ids) -> Floats:
        """How rare known terms are: the logarithm of the number of reports over that of reports with the term."""
        return _rare(self.count, self._log(ids))

    def _weigh(self, vectors: Sequence[Vector]) -> None:
        """Weigh the terms of vectors with their rarity as it was counted last, each side of length 1."""
        ids = np.frombuffer(b"".join([one.packed_ids for one in vectors]), np.int32)
        weights = np.frombuffer(b"".join([one.packed_weights for one in vectors]), np.float32)
        sizes = np.frombuffer(b"".join([one.packed_sizes for one in vectors]), np.int32)
        weights = weights * _rare(self._counted, self._logs.take(ids))
        norms = np.maximum(np.sqrt(_sums(weights * weights, sizes)), 1e-6).astype(np.float32)
        weighed = (weights / norms.repeat(sizes)).tobytes()
        at = 0
        for one in vectors:
            after = at + len(one.packed_weights)
            one.weighed, one.counted = weighed[at:after], self._counted
            at = after

    def likeness(self, vector: Vector, others: Sequence[Vector]) -> NDArray[np.float64]:
        """Cosines of one report with others, a row for each of them and a column for each side.

        Takes time by the terms of these reports only, however many words are known.
        """
        if not others:
            return np.zeros((0, SIDES))
        if late := [one for one in (vector, *others) if one.counted != self._counted]:
            self._weigh(late)
        self._dense[vector.ids] = np.frombuffer(vector.weighed, np.float32)
        ids = np.frombuffer(b"".join([one.packed_ids for one in others]), np.int32)
        weights = np.frombuffer(b"".join([one.weighed for one in others]), np.float32)
        products = self._dense.take(ids) * weights
        self._dense[vector.ids] = 0.0
        sizes = np.frombuffer(b"".join([one.packed_sizes for one in others]), np.int32)
        return _sums(products, sizes).reshape(len(others), SIDES)

    def telling(self, vector: Vector, most: int) -> Ids:
        """The terms that tell most of a report, of the side of all words."""
        here = int(vector.sizes[ALL])
        ids = vector.ids[:here]
        told: Ids = ids[np.argsort(-(vector.weights[:here] * self.rarity(ids)), kind="stable")[:most]]
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


def _rare(count: int, logs: Floats) -> Floats:
    rare: Floats = np.maximum(np.float32(math.log(count + BACKGROUND)) - ONCE - logs, np.float32(0.01))
    return rare


def _sums(values: Floats, sizes: NDArray[np.int32]) -> NDArray[np.float64]:
    """The sums of runs of values of such sizes."""
    found = np.zeros(len(sizes))
    there = sizes.nonzero()[0]
    if len(there):
        found[there] = np.add.reduceat(values, (sizes.cumsum() - sizes)[there])
    return found
