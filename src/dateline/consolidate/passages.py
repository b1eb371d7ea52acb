"""What two reports have in common: runs of the same words, and sentences that say the same in other words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from dateline.consolidate.words import SEED, Folder, Words
from dateline.model.lineage import Passage, PassageKind
from dateline.model.text import Span

LEAST = 5
"""A run of the same words shorter than this is a phrase of the language."""
PLACES = 12
"""Places in the second text at which a seed is tried; one that stands more often is a refrain."""
GAP = 3
"""Words that an editor may have changed between two runs of one passage."""
REWORDED = 0.42
"""Share of content, the shorter sentence's, from which two sentences say the same; see training/lineage."""
TELLS = 3.0
"""Content below which a sentence is paired with none."""
SENTENCES, MATCHES = 1_500, 2_000_000
"""Sentences of a report that are paired, and words in common between them; a report of more is a book."""
CANDIDATES = 6
"""Sentences of the other text that are compared with one sentence, those with most words in common."""

Run = tuple[int, int, int]
"""First word in the one text, first word in the other, number of words."""


@dataclass(frozen=True)
class Content:
    """What a sentence tells: its stems with weights. Names weigh 1.5, numbers 2, other words 1."""

    weights: dict[str, float]
    total: float
    numbers: frozenset[str]
    stock: bool


@dataclass(frozen=True)
class Pairing:
    """Two sentences that belong together: `share` of the content of the lesser one, `whole` of both (Dice)."""

    a: int
    b: int
    share: float
    whole: float


@dataclass(frozen=True)
class Aligned:
    """All that two texts have in common. The masks tell for each word whether it is in a run of the same words."""

    runs: list[Run]
    in_a: NDArray[np.bool_]
    in_b: NDArray[np.bool_]
    pairings: list[Pairing] = field(default_factory=list)


def runs(a: Words, b: Words) -> list[Run]:
    """Runs of at least `LEAST` words that stand in both, in the order of `a`, each word of `a` in one at most.

    Of several places in `b` the one with the longest run is taken, and of equal ones that which goes on where the run
    before ended. Time is linear in the length of both texts, but for sorting.
    """
    if len(a) < LEAST or len(b) < LEAST:
        return []
    keys, ordered, order = a.seeds[0], *b.seeds[1:]
    left = np.searchsorted(ordered, keys)
    left[left == len(ordered)] = 0
    shared = np.flatnonzero(ordered[left] == keys)
    if not len(shared):
        return []
    left = left[shared]
    counts = np.minimum(np.searchsorted(ordered, keys[shared], side="right") - left, PLACES)
    begins = np.concatenate(([0], np.cumsum(counts)))
    places = order[np.repeat(left - begins[:-1], counts) + np.arange(begins[-1])]
    lengths = _extents(np.repeat(shared, counts), places)
    found: list[Run] = []
    after, expected = 0, -1
    listed, long, first = places.tolist(), lengths.tolist(), begins.tolist()
    for number, at in enumerate(shared.tolist()):
        if at < after:
            continue
        best, length = -1, 0
        for which in range(first[number], first[number + 1]):
            run = long[which]
            if run > length or (run == length and listed[which] == expected):
                best, length = listed[which], run
        if length >= LEAST:
            found.append((at, best, length))
            after, expected = at + length, best + length
    return found


def _extents(at: NDArray[np.int64], places: NDArray[np.int32]) -> NDArray[np.int64]:
    """How many words are the same from each of some seeds on: those that go on in both texts are one run."""
    shift = places - at
    order = np.lexsort((at, shift))
    one, diagonal = at[order], shift[order]
    ends = np.concatenate(((one[1:] != one[:-1] + 1) | (diagonal[1:] != diagonal[:-1]), [True]))
    last = np.flatnonzero(ends)
    until = one[last[np.searchsorted(last, np.arange(len(one)))]]
    lengths = np.empty(len(at), np.int64)
    lengths[order] = until - one + SEED
    return lengths


def aligned(a: Words, b: Words, found_pairings: list[Pairing]) -> Aligned:
    """The runs of both, beside which sentence of `a` goes with which of `b`."""
    found = runs(a, b)
    in_a, in_b = np.zeros(len(a), np.bool_), np.zeros(len(b), np.bool_)
    for first, other, length in found:
        in_a[first : first + length] = True
        in_b[other : other + length] = True
    return Aligned(found, in_a, in_b, found_pairings)


def contents(words: Words, folder: Folder) -> list[Content]:
    """What each sentence of a report tells."""
    found = []
    text, folded, starts = words.report.text, words.folded, words.starts
    tells = folder.tells
    for (first, after), stock in zip(words.sentences, folder.stock(words), strict=True):
        weights: dict[str, float] = {}
        numbers = set()
        for at in range(first, after):
            told = tells[folded[at]]
            if told is None:
                continue
            word, weight = told
            if weight == 2.0:
                numbers.add(word)
            elif weight == 1.0 and at > first and text[starts[at]].isupper():
                weight = 1.5
            weights[word] = weight
        found.append(Content(weights, sum(weights.values()), frozenset(numbers), stock))
    return found


@dataclass(frozen=True, eq=False)
class Telling:
    """The contents of a report as columns: for each word of each sentence a number of the word, the sentence and the
    weight, in text order. `words` are the words by number; `totals` and `stock` are by sentence."""

    words: list[str]
    numbers: NDArray[np.int32]
    sentences: NDArray[np.int32]
    weights: NDArray[np.float32]
    totals: NDArray[np.float64]
    stock: NDArray[np.bool_]

    @classmethod
    def of(cls, listed: Sequence[Content]) -> Telling:
        """The columns of some contents."""
        known: dict[str, int] = {}
        numbers = [known.setdefault(word, len(known)) for one in listed for word in one.weights]
        return cls(
            list(known),
            np.array(numbers, np.int32),
            np.repeat(np.arange(len(listed), dtype=np.int32), [len(one.weights) for one in listed]),
            np.array([weight for one in listed for weight in one.weights.values()], np.float32),
            np.array([one.total for one in listed], np.float64),
            np.array([one.stock for one in listed], np.bool_),
        )

    @cached_property
    def sorted(self) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.float32]]:
        """Words by their hash, which holds within one process, in its order; their sentences; their weights."""
        codes = np.fromiter(map(hash, self.words), np.int64, len(self.words))[self.numbers]
        order = np.argsort(codes, kind="stable")
        return codes[order], self.sentences[order], self.weights[order]

    def kept(self, which: NDArray[np.bool_]) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.float32]]:
        """The same of some sentences."""
        if which.all():
            return self.sorted
        mask = which[self.sorted[1]]
        codes, sentences, weights = self.sorted
        return codes[mask], sentences[mask], weights[mask]


def pairings(a: Telling, b: Telling) -> tuple[list[Pairing], list[Pairing]]:
    """For each sentence of `a` the sentence of `b` that says most of the same, where that is enough; and the other way
    round, with the sentence of `b` first."""
    of_a, of_b = ~a.stock & (a.totals >= TELLS), ~b.stock
    if len(a.totals) > SENTENCES or len(b.totals) > SENTENCES:
        of_a[SENTENCES:], of_b[SENTENCES:] = False, False
    codes, here, weights = a.kept(of_a)
    others, there, theirs = b.kept(of_b)
    left = np.searchsorted(others, codes)
    counts = np.searchsorted(others, codes, side="right") - left
    wide, rows = len(b.totals), len(a.totals)
    limit = max(8, wide // 4)
    rare = counts <= limit
    if int(counts.sum()) > MATCHES:
        counts = np.where(rare, counts, 0)
    begins = np.cumsum(counts) - counts
    one = np.repeat(np.arange(len(codes)), counts)
    if not len(one):
        return [], []
    other = np.repeat(left - begins, counts) + np.arange(len(one))
    cells = here[one].astype(np.int64) * wide + there[other]
    rows = min(rows, SENTENCES)
    size = rows * wide
    shared = np.bincount(cells, weights[one] * rare[one], size).reshape(rows, wide)
    common = np.bincount(cells, np.minimum(weights[one], theirs[other]), size).reshape(rows, wide)
    lesser = np.minimum(a.totals[:rows, None], b.totals)
    shares = np.where(shared > 0, common / np.maximum(lesser, 6.0), 0.0)
    if wide > CANDIDATES:
        nearest = np.argsort(-shared, axis=1, kind="stable")[:, :CANDIDATES]
        kept = np.zeros_like(shares)
        np.put_along_axis(kept, nearest, np.take_along_axis(shares, nearest, 1), 1)
        shares = kept
    shares[shares < REWORDED] = 0.0
    found, back = [], []
    for number in np.flatnonzero(shares.any(1)).tolist():
        # Of equals that with more in common, as the order of looking at them was.
        row = shares[number]
        best = max(np.flatnonzero(row == row.max()).tolist(), key=lambda at: (shared[number, at], -at))
        found.append(_pairing(number, best, row[best], common[number, best], a, b))
    for number in np.flatnonzero(shares.any(0) & (b.totals >= TELLS)).tolist():
        column = shares[:, number]
        best = int(column.argmax())
        back.append(
            Pairing(number, best, float(column[best]), _whole(common[best, number], a.totals[best], b.totals[number]))
        )
    return found, back


def _pairing(number: int, other: int, share: float, common: float, a: Telling, b: Telling) -> Pairing:
    return Pairing(number, other, float(share), _whole(common, a.totals[number], b.totals[other]))


def _whole(common: float, one: float, other: float) -> float:
    return float(2 * common / (one + other))


def likeness(a: Sequence[Content], b: Sequence[Content], number: int) -> float:
    """How much of one sentence of `a` the best sentence of `b` tells, 0 to 1."""
    return max((_compared(number, other, a[number], content).share for other, content in enumerate(b)), default=0.0)


def _compared(number: int, other: int, one: Content, two: Content) -> Pairing:
    common = sum(min(weight, two.weights[word]) for word, weight in one.weights.items() if word in two.weights)
    lesser = min(one.total, two.total)
    share = common / max(lesser, 6.0)
    return Pairing(number, other, share, 2 * common / (one.total + two.total))


def evidence(a: Words, b: Words, found: Aligned, most: int = 40) -> tuple[Passage, ...]:
    """The passages as spans of both texts: runs with small changes joined, then reworded sentences outside of them."""
    passages: list[Passage] = []
    for first, other, in_one, in_two in _joined(found.runs):
        quote = bool(a.quoted[first:in_one].mean() > 0.8 and b.quoted[other:in_two].mean() > 0.8)
        kind: PassageKind = "quote" if quote else "same"
        passages.append(Passage(a.span(first, in_one), b.span(other, in_two), kind))
    for pairing in found.pairings:
        one, two = a.sentences[pairing.a], b.sentences[pairing.b]
        if np.count_nonzero(found.in_a[one[0] : one[1]]) < 0.5 * (one[1] - one[0]):
            passages.append(Passage(a.span(*one), b.span(*two), "reworded"))
    kept = sorted(passages, key=lambda passage: len(passage.a), reverse=True)[:most]
    return tuple(sorted(kept, key=lambda passage: passage.a))


def _joined(found: list[Run]) -> list[tuple[int, int, int, int]]:
    """Runs as ranges of both texts, joined where only a few words lie between them on both sides."""
    ranges: list[tuple[int, int, int, int]] = []
    for first, other, length in found:
        if ranges:
            begun, there, end, end_there = ranges[-1]
            if 0 <= first - end <= GAP and 0 <= other - end_there <= GAP:
                ranges[-1] = (begun, there, first + length, other + length)
                continue
        ranges.append((first, other, first + length, other + length))
    return ranges


def turned(passage: Passage) -> Passage:
    """The same passage with the reports changed over."""
    return Passage(passage.b, passage.a, passage.kind)


def covered(spans: Sequence[Span]) -> int:
    """Code points in at least one of the spans."""
    total, reached = 0, 0
    for span in sorted(spans):
        total += max(0, span.end - max(span.start, reached))
        reached = max(reached, span.end)
    return total
