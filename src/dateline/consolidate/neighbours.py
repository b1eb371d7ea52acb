"""Which of many reports could have to do with a new one: found over shared rare words and sampled runs of words."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from dateline.consolidate.words import Codes, Words, distinct, parted

SHINGLE = 4
SCALE = 8
"""One in so many of a report's runs of four words is kept, the same ones in every report (a scaled MinHash)."""
LEAST_SKETCH = 16
"""Runs that are kept of a short report at least: those with the least hashes."""
CROWDED = 200
"""Reports that are listed under one key; what stands in more is boilerplate, or one text many times."""
BLOCK = 1 << 15
"""Keys that are gathered before they are sorted in."""
WIDER = 8
"""How many times as long a column is at least as the next: the fewer columns, the fewer are looked into."""

Numbers = NDArray[np.int32]
Sums = NDArray[np.number]


def sketch(words: Words) -> Codes:
    """The sampled runs of a report, sorted, by which a part of it is found again as well as all of it."""
    keys = distinct(words.fours)
    kept = keys[: int(keys.searchsorted(np.uint64(2**64 // SCALE)))]
    return kept if len(kept) >= LEAST_SKETCH else keys[:LEAST_SKETCH]


class Postings:
    """Sampled runs, and the first reports in which each stands, by number.

    Twelve bytes for each key of each report: sorted columns of growing size, each new one taken into those before it
    that are not `WIDER` times as long (as in a log-structured merge tree). Taking a report in costs the logarithm of
    their number.
    """

    def __init__(self, most: int = CROWDED) -> None:
        self._most = most
        self._levels: list[tuple[Codes, Numbers]] = []
        self._new: dict[int, array[int]] = {}
        self._waiting: list[tuple[Codes, int]] = []
        self._count = 0

    def add(self, keys: Codes, number: int) -> None:
        """List a report under its keys. Numbers come in growing order."""
        for key in keys.tolist():
            row = self._new.get(key)
            if row is None:
                self._new[key] = array("i", (number,))
            elif len(row) < self._most:
                row.append(number)
        self._waiting.append((keys, number))
        self._count += len(keys)
        if self._count >= BLOCK:
            self._sort_in()

    def sharing(self, keys: Codes, least: int = 1) -> tuple[Numbers, NDArray[np.int64]]:
        """Reports that are listed under at least so many of some keys, ascending, and under how many of them each."""
        found = [self._under(level, keys) for level in self._levels]
        found.append(np.frombuffer(b"".join([self._new.get(key, NOTHING) for key in keys.tolist()]), np.int32))
        numbers = np.sort(np.concatenate(found))
        first, counts = parted(numbers)
        kept = (counts >= least).nonzero()[0]
        return numbers[first[kept]], counts[kept]

    @staticmethod
    def _under(level: tuple[Codes, Numbers], keys: Codes) -> Numbers:
        left = level[0].searchsorted(keys)
        there = (level[0].take(left, mode="clip") == keys).nonzero()[0]
        if not len(there):
            return level[1][:0]
        left = left[there]
        counts = level[0].searchsorted(keys[there], side="right") - left
        begins = counts.cumsum() - counts
        return level[1][np.repeat(left - begins, counts) + np.arange(int(counts.sum()))]

    def _sort_in(self) -> None:
        keys = np.concatenate([keys for keys, _ in self._waiting])
        numbers = np.repeat(
            np.array([number for _, number in self._waiting], np.int32), [len(keys) for keys, _ in self._waiting]
        )
        order = keys.argsort(kind="stable")
        level = self._bounded(keys[order], numbers[order])
        while self._levels and len(self._levels[-1][0]) <= WIDER * len(level[0]):
            level = self._merged(self._levels.pop(), level)
        self._levels.append(level)
        self._new, self._waiting, self._count = {}, [], 0

    def _merged(self, old: tuple[Codes, Numbers], new: tuple[Codes, Numbers]) -> tuple[Codes, Numbers]:
        """Both in one; of equal keys the older reports first."""
        size = len(old[0]) + len(new[0])
        at = old[0].searchsorted(new[0], side="right") + np.arange(len(new[0]))
        free = np.ones(size, np.bool_)
        free[at] = False
        keys, numbers = np.empty(size, np.uint64), np.empty(size, np.int32)
        keys[at], numbers[at] = new
        keys[free], numbers[free] = old
        return self._bounded(keys, numbers)

    def _bounded(self, keys: Codes, numbers: Numbers) -> tuple[Codes, Numbers]:
        """The same with the first reports only under each key."""
        first, counts = parted(keys)
        rank = np.arange(len(keys)) - first.repeat(counts)
        kept = rank < self._most
        return (keys, numbers) if kept.all() else (keys[kept], numbers[kept])


class Lists:
    """The latest reports under each of some keys, by number, and how much some keys together say of each."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._rows: dict[int, array[int]] = {}
        self._place = np.zeros(1024, np.int32)

    def add(self, keys: Iterable[int], number: int) -> None:
        """List a report under keys."""
        if number >= len(self._place):
            self._place = np.zeros(2 * number, np.int32)
        rows = self._rows
        for key in keys:
            row = rows.get(key)
            if row is None:
                rows[key] = array("i", (number,))
            else:
                row.append(number)
                if len(row) > self._most:
                    del row[0]

    def under(self, keys: Sequence[int], weights: NDArray[np.floating], least: int = 1) -> tuple[Numbers, Sums]:
        """The reports under at least so many of some keys, with the sum of the weights of those, which are above 0.

        Takes time by the lengths of these lists, however many reports there are.
        """
        rows = [self._rows.get(key, NOTHING) for key in keys]
        listed = np.frombuffer(b"".join(rows), np.int32)
        size = len(listed)
        self._place[listed] = np.arange(size, dtype=np.int32)
        place = self._place.take(listed)
        lengths = list(map(len, rows))
        if least > 1:
            kept = (np.bincount(place, minlength=size) >= least).nonzero()[0]
            if not len(kept):
                return listed[kept], np.empty(0)
        sums = np.bincount(place, weights.repeat(lengths), size)
        if least <= 1:
            kept = sums.nonzero()[0]
        return listed[kept], sums[kept]


NOTHING: array[int] = array("i")


def best(numbers: Numbers, sums: Sums, most: int) -> list[int]:
    """The numbers with the highest sums, the highest first; of equals the lower number."""
    if len(numbers) > most:
        least = np.partition(sums, len(sums) - most)[len(sums) - most]
        kept = sums >= least
        numbers, sums = numbers[kept], sums[kept]
    order = np.lexsort((numbers, -sums))[:most]
    found: list[int] = numbers[order].tolist()
    return found


class TermIndex:
    """Reports by their words, with how many reports have each word so far; finds those with rare words in common."""

    def __init__(self, most: int = CROWDED) -> None:
        self._ids: dict[str, int] = {}
        self._frequency = np.zeros(1024, np.float32)
        self._lists = Lists(most)
        self.count = 0

    def numbered(self, words: Iterable[str]) -> Numbers:
        """Words by number; new ones get numbers."""
        ids = self._ids
        numbers = [ids.setdefault(word, len(ids)) for word in words]
        if len(ids) > len(self._frequency):
            wider = np.zeros(2 * len(ids), np.float32)
            wider[: len(self._frequency)] = self._frequency
            self._frequency = wider
        return np.array(numbers, np.int32)

    def rarity(self, ids: Numbers) -> NDArray[np.float32]:
        """How rare words are among the reports so far: the logarithm of their number over that of reports with it."""
        rare: NDArray[np.float32] = np.log(np.float32(self.count + 2) / (self._frequency[ids] + 1))
        return rare

    def near(
        self, ids: Numbers, weights: NDArray[np.float32], most: int, *, keys: int = 32, least: int = 1
    ) -> list[int]:
        """The numbers of at most `most` reports with the weightiest rare words in common, at least `least` of them of
        the `keys` that tell most; best first."""
        worth = weights * self.rarity(ids)
        telling = (-worth).argsort(kind="stable")[:keys]
        numbers, sums = self._lists.under(ids[telling].tolist(), worth[telling], least)
        return best(numbers, sums, most)

    def add(self, ids: Numbers, number: int) -> None:
        """Count a report's words and list it under them; under a word of very many reports stand the latest."""
        self.count += 1
        self._frequency[ids] += 1
        self._lists.add(ids.tolist(), number)
