"""Which of many reports could have to do with a new one: found over shared rare words and sampled runs of words."""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterable, Mapping

import numpy as np

from dateline.consolidate.words import Codes, Words

SHINGLE = 4
SCALE = 8
"""One in so many of a report's runs of four words is kept, the same ones in every report (a scaled MinHash)."""
LEAST_SKETCH = 16
"""Runs that are kept of a short report at least: those with the least hashes."""
CROWDED = 200
"""Reports that are listed under one key; what stands in more is boilerplate, or one text many times."""


class Postings:
    """Keys, and the reports in which they stand, by number. A key of one report costs no list."""

    def __init__(self, most: int = CROWDED) -> None:
        self._most = most
        self._rows: dict[int, int | list[int]] = {}

    def add(self, keys: Iterable[int], number: int) -> None:
        """List a report under its keys."""
        rows = self._rows
        for key in keys:
            listed = rows.get(key)
            if listed is None:
                rows[key] = number
            elif isinstance(listed, int):
                rows[key] = [listed, number]
            elif len(listed) < self._most:
                listed.append(number)

    def reports(self, key: int) -> tuple[int, ...] | list[int]:
        """The first reports that were listed under a key."""
        listed = self._rows.get(key)
        if listed is None:
            return ()
        return (listed,) if isinstance(listed, int) else listed

    def __len__(self) -> int:
        return len(self._rows)


def sketch(words: Words) -> list[int]:
    """The sampled runs of a report, by which a part of it is found again as well as all of it."""
    keys: Codes = np.unique(words.shingles(SHINGLE))
    kept = keys[keys < np.uint64(2**64 // SCALE)]
    if len(kept) < LEAST_SKETCH:
        kept = keys[:LEAST_SKETCH]
    return [int(key) for key in kept]


class TermIndex:
    """Reports by their words, with how many reports have each word so far; finds those with rare words in common."""

    def __init__(self, most: int = CROWDED) -> None:
        self._postings: dict[str, list[int]] = {}
        self._most = most
        self.frequency: dict[str, int] = {}
        self.count = 0

    def rarity(self, term: str) -> float:
        """How rare a word is among the reports so far: the logarithm of their number over that of reports with it."""
        return math.log((self.count + 2) / (self.frequency.get(term, 0) + 1))

    def rarest(self, terms: Mapping[str, float], most: int) -> list[tuple[float, str]]:
        """The terms that tell most of a report: by weight and rarity, the weightiest first."""
        return heapq.nlargest(most, ((weight * self.rarity(term), term) for term, weight in terms.items()))

    def near(self, terms: Mapping[str, float], most: int, *, keys: int = 32, least: int = 1) -> list[int]:
        """The numbers of at most `most` reports with the weightiest rare words in common, at least `least` of them of
        the `keys` that tell most; best first."""
        shared: dict[int, float] = {}
        counts: dict[int, int] = {}
        for weight, term in self.rarest(terms, keys):
            for number in self._postings.get(term, ()):
                shared[number] = shared.get(number, 0.0) + weight
                counts[number] = counts.get(number, 0) + 1
        fitting = [number for number, count in counts.items() if count >= least]
        return heapq.nsmallest(most, fitting, key=lambda number: (-shared[number], number))

    def add(self, terms: Mapping[str, float], number: int) -> None:
        """Count a report's words and list it under them; a word of very many reports is counted only."""
        self.count += 1
        for term in terms:
            known = self.frequency.get(term, 0) + 1
            self.frequency[term] = known
            listed = self._postings.setdefault(term, [])
            listed.append(number)
            if len(listed) > self._most:
                del listed[0]
