"""What of two reports tells how they are related, as numbers from 0 to 1 that a person can follow."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from dateline.consolidate.passages import Aligned, Content, Pairing, Telling, aligned, pairings
from dateline.consolidate.words import Codes, Folder, Words, shared
from dateline.model.report import Report

KEPT = 0.7
"""Share of a sentence's words in runs from which it is the same sentence."""
ALIKE = 0.85
"""Share of the words of both in runs from which they are aligned one way only."""
ENOUGH = 12
"""Words outside of quotations below which their overlap tells nothing: a report of quotations only."""
NAMED, NUMBERED = 1.5, 2.0
"""Weight from which a word of a sentence's content is a name or a number, and a number."""
LEDES = 3
"""Sentences at the head among which the same opening is looked for: headline and date line may stand before it."""


@dataclass(frozen=True)
class Prepared:
    """A report made ready to be compared."""

    words: Words
    telling: Telling

    @property
    def report(self) -> Report:
        return self.words.report

    @cached_property
    def contents(self) -> Sequence[Content]:
        """What it tells, sentence by sentence."""
        return self.telling.contents

    @cached_property
    def named(self) -> frozenset[str]:
        """The stems of names, and the numbers, that it tells."""
        return self.telling.between(NAMED)

    @cached_property
    def numbers(self) -> frozenset[str]:
        """The numbers that it tells."""
        return self.telling.between(NUMBERED)


def prepare(report: Report, folder: Folder) -> Prepared:
    """Words and contents of a report."""
    words = folder.words(report)
    return Prepared(words, Telling.of(words, folder))


@dataclass(frozen=True)
class Coverage:
    """How much of each report stands in the other, and whether it stands there as something that is cited.

    `a`, `b`: share of the words of each that are in runs of the other. `cited_a`: share of these words of `a` that
    stand below a line that introduces somebody's words.
    """

    a: float
    b: float
    cited_a: float
    cited_b: float

    def turned(self) -> Coverage:
        """The same with the reports changed over."""
        return Coverage(self.b, self.a, self.cited_b, self.cited_a)


@dataclass(frozen=True)
class Compared:
    """Two reports beside each other: what they have in common, and the numbers that the model weighs."""

    a: Prepared
    b: Prepared
    common: Aligned
    features: dict[str, float]
    coverage: Coverage


def compare(a: Prepared, b: Prepared, paired: tuple[list[Pairing], list[Pairing]] | None = None) -> Compared:
    """All features of two reports; the same whichever comes first, but for rounding and the choice among equals.
    `paired` are their `pairings`, where these are there already.

    `within`: words of the one with more of them in runs of the same words. `plain`: the same of the words that nobody
    is quoted with in both. `fives`: containment of the different runs of five words. `longest`, `longest_plain`:
    the longest run, on a scale where 60 words are 1. `kept`: sentences kept as they are, of the report
    with more of them, by words. `restated`: content of sentences that the other has too, in whatever words, and
    `restated_both` of the report with less of that. `order`: whether these come in one order. `lede`: the openings'
    likeness. `numbers`: shared numbers. `quotes`: how much of what is common is quoted in both.
    """
    one, two = a.words, b.words
    forth, back = paired or pairings(a.telling, b.telling)
    common = aligned(one, two, forth)
    alike = len(one) and len(two) and min(_share(common.in_a), _share(common.in_b)) >= ALIKE
    common_back = _turned(common) if alike else aligned(two, one, back)
    in_a, in_b = common.in_a | common_back.in_b, common.in_b | common_back.in_a
    told_a, told_b = _told_in_both(common, common_back, one, two)
    plain_a, plain_b = _plain(in_a, told_a, one), _plain(in_b, told_b, two)
    kept_a, kept_b = _kept(one, in_a), _kept(two, in_b)
    restated = [_restated(a, in_a, common), _restated(b, in_b, common_back)]
    overlap = float(in_a.sum() + in_b.sum())
    told = float((in_a & told_a).sum() + (in_b & told_b).sum())
    features = {
        "within": max(_share(in_a), _share(in_b)),
        "within_least": min(_share(in_a), _share(in_b)),
        "plain": max(plain_a, plain_b),
        "plain_least": min(plain_a, plain_b),
        "fives": _contained(one.fives, two.fives),
        "longest": _scaled(max((run[2] for run in common.runs), default=0)),
        "longest_plain": _scaled(_longest_plain(common, one, two)),
        "kept": max(kept_a, kept_b),
        "restated": max(restated),
        "restated_both": min(restated),
        "order": _order(common),
        "lede": _lede(a, b, common),
        "numbers": _numbers(a.numbers, b.numbers),
        "quotes": told / overlap if overlap else 0.0,
    }
    coverage = Coverage(_share(in_a), _share(in_b), _cited(in_a, one), _cited(in_b, two))
    return Compared(a, b, common, features, coverage)


def _turned(common: Aligned) -> Aligned:
    """The same seen from the other report, for two that are nearly one."""
    found = sorted((other, first, length) for first, other, length in common.runs)
    turned = sorted((Pairing(one.b, one.a, one.share, one.whole) for one in common.pairings), key=lambda one: one.a)
    return Aligned(found, common.in_b, common.in_a, turned)


def _cited(mask: np.ndarray[tuple[int], np.dtype[np.bool_]], words: Words) -> float:
    return float((mask & words.introduced).sum() / max(1, mask.sum())) if len(mask) else 0.0


def _share(mask: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> float:
    return float(mask.mean()) if len(mask) else 0.0


def _contained(a: Codes, b: Codes) -> float:
    """Shared runs, as a share of those of the report with fewer."""
    least = min(len(a), len(b))
    return shared(a, b) / least if least else 0.0


def _scaled(words: int) -> float:
    return min(1.0, math.log1p(words) / math.log1p(60))


def _told_in_both(
    common: Aligned, back: Aligned, one: Words, two: Words
) -> tuple[np.ndarray[tuple[int], np.dtype[np.bool_]], np.ndarray[tuple[int], np.dtype[np.bool_]]]:
    """Words in runs that are told as somebody's on both sides."""
    told_a, told_b = np.zeros(len(one), np.bool_), np.zeros(len(two), np.bool_)
    for first, other, length in (*common.runs, *((j, i, n) for i, j, n in back.runs)):
        both = one.told[first : first + length] & two.told[other : other + length]
        told_a[first : first + length] |= both
        told_b[other : other + length] |= both
    return told_a, told_b


def _plain(
    mask: np.ndarray[tuple[int], np.dtype[np.bool_]], told: np.ndarray[tuple[int], np.dtype[np.bool_]], words: Words
) -> float:
    own = ~told & ~words.quoted
    count = int(own.sum())
    return float((mask & own).sum()) / max(count, ENOUGH) if count else 0.0


def _kept(words: Words, mask: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> float:
    if not len(words):
        return 0.0
    first, after = words.bounds
    sizes = after - first
    kept = int(sizes[words.sums(mask) >= KEPT * sizes].sum())
    return kept / len(words)


def _restated(report: Prepared, mask: np.ndarray[tuple[int], np.dtype[np.bool_]], common: Aligned) -> float:
    totals = report.telling.totals
    total = float(totals.sum())
    if not total:
        return 0.0
    paired = np.zeros(len(totals))
    for pairing in common.pairings:
        paired[pairing.a] = pairing.share
    first, after = report.words.bounds
    restated = float((totals * np.maximum(paired, report.words.sums(mask) / (after - first))).sum())
    return min(1.0, restated / total)


def _longest_plain(common: Aligned, one: Words, two: Words) -> int:
    return max(
        (
            int((~(one.told[first : first + length] & two.told[other : other + length])).sum())
            for first, other, length in common.runs
        ),
        default=0,
    )


def _order(common: Aligned) -> float:
    """Share of neighbouring pairings that go on in one order, weighed down where there are few."""
    order = [pairing.b for pairing in common.pairings]
    if len(order) < 2:
        return 0.0
    steps = list(itertools.pairwise(order))
    return sum(before < after for before, after in steps) / (len(steps) + 2)


def _lede(a: Prepared, b: Prepared, common: Aligned) -> float:
    """The best likeness of a sentence among the first of the one with one among the first of the other."""
    return max(
        (pairing.whole for pairing in common.pairings if pairing.a < LEDES and pairing.b < LEDES + 1),
        default=0.0,
    )


def _numbers(one: frozenset[str], two: frozenset[str]) -> float:
    """Shared numbers, as a share of those of the report with fewer; weighed down where there are few."""
    return len(one & two) / (min(len(one), len(two)) + 2)
