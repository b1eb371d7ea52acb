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
NAME, COMMON = 1.6, 0.3
"""Weights of names and of the words of every report in a whole report, beside 1 for the rest; set on dev stories of
ECB+."""
KIND = np.array((0.0, COMMON, 1.0, NAME, 1.0))
"""These by double what a word weighs in its sentence."""
SENTENCES, MATCHES = 1_500, 2_000_000
"""Sentences of a report that are paired, and words in common between them; a report of more is a book."""
CANDIDATES = 6
"""Sentences of the other text that are compared with one sentence, those with most words in common."""

Run = tuple[int, int, int]
"""First word in the one text, first word in the other, number of words."""


@dataclass(frozen=True)
class Content:
    """What a sentence tells: its stems with weights. Names weigh 1.5, numbers 2, words of every report 0.5, others 1.

    `stock` tells that it is a sentence of every report."""

    weights: dict[str, float]
    total: float
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
    left = ordered.searchsorted(keys)
    left[left == len(ordered)] = 0
    shared = (ordered[left] == keys).nonzero()[0]
    if not len(shared):
        return []
    left = left[shared]
    counts = np.minimum(ordered.searchsorted(keys[shared], side="right") - left, PLACES)
    begins = np.concatenate(([0], counts.cumsum()))
    places = order[np.repeat(left - begins[:-1], counts) + np.arange(begins[-1])]
    lengths = _extents(shared.repeat(counts), places)
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
    last = ends.nonzero()[0]
    until = one[last[last.searchsorted(np.arange(len(one)))]]
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


@dataclass(frozen=True, eq=False)
class Telling:
    """What the sentences of a report tell, as columns: for each word of each sentence a number of the word, the
    sentence and the weight, also doubled, in text order. `words` are the words by number; `totals` and `stock` are by
    sentence."""

    words: list[str]
    numbers: NDArray[np.int32]
    sentences: NDArray[np.int32]
    twice: NDArray[np.int32]
    weights: NDArray[np.float32]
    totals: NDArray[np.float64]
    stock: NDArray[np.bool_]

    @classmethod
    def of(cls, words: Words, folder: Folder) -> Telling:
        """The columns of a report. A word that comes again in its sentence weighs what it weighs the last time."""
        count = len(words.sentences)
        first, after = words.bounds
        sentences = np.repeat(np.arange(count, dtype=np.int64), after - first)
        here = (words.stems >= 0).nonzero()[0]
        cells = ((sentences[here] << 32) + words.stems[here]).tolist()
        told_twice = dict(zip(cells, words.twice[here].tolist(), strict=True))
        told = np.fromiter(told_twice, np.int64, len(told_twice))
        twice = np.fromiter(told_twice.values(), np.int32, len(told_twice))
        weights = (twice * 0.5).astype(np.float32)
        sentences = told >> 32
        stems = (told & 0xFFFFFFFF).tolist()
        known = dict.fromkeys(stems)
        order = dict(zip(known, range(len(known)), strict=True))
        return cls(
            list(map(words.stemmed.__getitem__, known)),
            np.fromiter(map(order.__getitem__, stems), np.int32, len(stems)),
            sentences.astype(np.int32),
            twice,
            weights,
            np.bincount(sentences, weights, count).astype(np.float64),
            np.array(folder.stock(words), np.bool_),
        )

    @cached_property
    def told(self) -> NDArray[np.float64]:
        """What each word tells of the report: the logarithm of in how many sentences it stands, times its weight."""
        size = len(self.words)
        return (1 + np.log(np.bincount(self.numbers, minlength=size))) * heaviest(self.numbers, self.twice, size)

    def between(self, least: float, below: float = 3.0) -> frozenset[str]:
        """The words that somewhere weigh at least so much, and below so much."""
        here = (self.weights >= least) & (self.weights < below)
        return frozenset(map(self.words.__getitem__, self.numbers[here].tolist()))

    @property
    def contents(self) -> list[Content]:
        """The same sentence by sentence."""
        found = [Content({}, *one) for one in zip(self.totals.tolist(), self.stock.tolist(), strict=True)]
        columns = (self.sentences.tolist(), self.numbers.tolist(), self.weights.tolist())
        for sentence, number, weight in zip(*columns, strict=True):
            found[sentence].weights[self.words[number]] = weight
        return found

    @cached_property
    def sorted(self) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.float32]]:
        """Words by their hash, which holds within one process, in its order; their sentences; their weights."""
        codes = np.fromiter(map(hash, self.words), np.int64, len(self.words))[self.numbers]
        order = codes.argsort(kind="stable")
        return codes[order], self.sentences[order], self.weights[order]

    def kept(self, which: NDArray[np.bool_]) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.float32]]:
        """The same of some sentences."""
        if which.all():
            return self.sorted
        mask = which[self.sorted[1]]
        codes, sentences, weights = self.sorted
        return codes[mask], sentences[mask], weights[mask]


def heaviest(numbers: NDArray[np.integer], twice: NDArray[np.integer], size: int) -> NDArray[np.float64]:
    """What words weigh in a report where they weigh most, by double what they weigh in their sentences."""
    found = np.zeros(size)
    np.maximum.at(found, numbers, KIND[twice])
    return found


def pairings(a: Telling, b: Telling) -> tuple[list[Pairing], list[Pairing]]:
    """For each sentence of `a` the sentence of `b` that says most of the same, where that is enough; and the other way
    round, with the sentence of `b` first."""
    of_a, of_b = ~a.stock & (a.totals >= TELLS), ~b.stock
    if len(a.totals) > SENTENCES or len(b.totals) > SENTENCES:
        of_a[SENTENCES:], of_b[SENTENCES:] = False, False
    codes, here, weights = a.kept(of_a)
    others, there, theirs = b.kept(of_b)
    wide, rows = len(b.totals), min(len(a.totals), SENTENCES)
    if not len(others):
        return [], []
    left = others.searchsorted(codes)
    known = (others.take(left, mode="clip") == codes).nonzero()[0]
    left = left[known]
    counts = others.searchsorted(codes[known], side="right") - left
    rare = counts <= max(8, wide // 4)
    if int(counts.sum()) > MATCHES:
        counts = np.where(rare, counts, 0)
    begins = counts.cumsum() - counts
    one = known.repeat(counts)
    other = np.repeat(left - begins, counts) + np.arange(len(one))
    cells = here[one].astype(np.int64) * wide + there[other]
    own = weights[one]
    shared = np.bincount(cells, own * rare.repeat(counts), rows * wide)
    common = np.bincount(cells, np.minimum(own, theirs[other]), rows * wide)
    told = shared.nonzero()[0]
    first, second = np.divmod(told, wide)
    share = common[told] / np.maximum(np.minimum(a.totals[first], b.totals[second]), 6.0)
    enough = (share >= REWORDED).nonzero()[0]
    if not len(enough):
        return [], []
    told, first, second, share = told[enough], first[enough], second[enough], share[enough]
    if wide > CANDIDATES:
        beside, here_shared = shared.reshape(rows, wide)[first], shared[told][:, None]
        before = (beside > here_shared) | ((beside == here_shared) & (np.arange(wide) < second[:, None]))
        kept = before.sum(1) < CANDIDATES
        told, first, second, share = told[kept], first[kept], second[kept], share[kept]
    # Of equals that with more in common, as the order of looking at them was.
    forth: dict[int, tuple[float, float, int, float]] = {}
    back: dict[int, tuple[float, int, float]] = {}
    columns = (first, second, share, shared[told], common[told])
    for number, reached, much, weighty, both in zip(*(column.tolist() for column in columns), strict=True):
        if number not in forth or (much, weighty) > forth[number][:2]:
            forth[number] = (much, weighty, reached, both)
        if reached not in back or much > back[reached][0]:
            back[reached] = (much, number, both)
    whole_a, whole_b = a.totals, b.totals
    return [
        Pairing(number, reached, much, _whole(both, whole_a[number], whole_b[reached]))
        for number, (much, _, reached, both) in forth.items()
    ], [
        Pairing(reached, number, much, _whole(both, whole_a[number], whole_b[reached]))
        for reached, (much, number, both) in sorted(back.items())
        if whole_b[reached] >= TELLS
    ]


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
