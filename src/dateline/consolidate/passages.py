"""What two reports have in common: runs of the same words, and sentences that say the same in other words."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from dateline.consolidate.words import Folder, Words
from dateline.model.lineage import Passage, PassageKind
from dateline.model.text import Span

SEED = 4
"""Words in a row that both texts must have before they are followed further."""
LEAST = 5
"""A run of the same words shorter than this is a phrase of the language."""
PLACES = 12
"""Places in the second text at which a seed is tried; one that stands more often is a refrain."""
GAP = 3
"""Words that an editor may have changed between two runs of one passage."""
REWORDED = 0.42
"""Share of content, the shorter sentence's, from which two sentences say the same; see training/lineage."""
ENDINGS = (
    *("ational", "ations", "ation", "ments", "ment", "ings", "ing", "ians", "ian", "ies", "ied"),
    *("ers", "ed", "er", "es", "ly", "al", "s", "e", "y"),
)
"""What is taken off a word: of several the longest."""
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
    before ended. Time is linear in the length of both texts.
    """
    if len(a) < LEAST or len(b) < LEAST:
        return []
    keys_a, keys_b = a.shingles(SEED), b.shingles(SEED)
    shared = np.isin(keys_a, keys_b)
    if not shared.any():
        return []
    wanted = set(keys_a[shared].tolist())
    places: dict[int, list[int]] = {}
    for at in np.flatnonzero(np.isin(keys_b, keys_a)).tolist():
        key = int(keys_b[at])
        if key in wanted and len(listed := places.setdefault(key, [])) < PLACES:
            listed.append(at)
    found: list[Run] = []
    codes_a, codes_b = a.codes.tolist(), b.codes.tolist()
    after = 0
    expected = -1
    for at in np.flatnonzero(shared).tolist():
        if at < after:
            continue
        best, length = -1, 0
        for place in places.get(int(keys_a[at]), ()):
            run = _extent(codes_a, codes_b, at, place)
            if run > length or (run == length and place == expected):
                best, length = place, run
        if length >= LEAST:
            found.append((at, best, length))
            after, expected = at + length, best + length
    return found


def _extent(a: list[int], b: list[int], i: int, j: int) -> int:
    """How many words are the same from `i` and `j` on."""
    most = min(len(a) - i, len(b) - j)
    step = 64
    done = 0
    while done < most and a[i + done : i + done + step] == b[j + done : j + done + step]:
        done += step
    while done < most and a[i + done] == b[j + done]:
        done += 1
    return min(done, most)


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
    text = words.report.text
    for first, after in words.sentences:
        weights: dict[str, float] = {}
        numbers = set()
        for at in range(first, after):
            fold = words.folded[at]
            if fold[:1].isdigit():
                numbers.add(fold)
                weights[fold] = 2.0
            elif fold and fold not in folder.function_words:
                named = at > first and text[words.starts[at]].isupper()
                weights[stem(fold)] = 0.5 if fold in folder.common else 1.5 if named else 1.0
        span = words.span(first, after)
        found.append(Content(weights, sum(weights.values()), frozenset(numbers), folder.is_stock(span.of(text))))
    return found


@lru_cache(maxsize=100_000)
def stem(fold: str) -> str:
    """A word without the endings that grammar asks for: roughly, and the same for both texts."""
    for ending in ENDINGS:
        if fold.endswith(ending) and len(fold) - len(ending) >= 4:
            return fold[: -len(ending)]
    return fold


def pairings(a: Sequence[Content], b: Sequence[Content]) -> tuple[list[Pairing], list[Pairing]]:
    """For each sentence of `a` the sentence of `b` that says most of the same, where that is enough; and the other way
    round, with the sentence of `b` first."""
    where: dict[str, list[int]] = {}
    for number, content in enumerate(b):
        if not content.stock:
            for word in content.weights:
                where.setdefault(word, []).append(number)
    limit = max(8, len(b) // 4)
    found: dict[int, Pairing] = {}
    back: dict[int, Pairing] = {}
    for number, content in enumerate(a):
        if content.stock or content.total < 3:
            continue
        shared: dict[int, float] = {}
        for word, weight in content.weights.items():
            listed = where.get(word, ())
            if len(listed) <= limit:
                for other in listed:
                    shared[other] = shared.get(other, 0.0) + weight
        for other in heapq.nsmallest(CANDIDATES, shared, key=lambda one: (-shared[one], one)):
            pairing = _compared(number, other, content, b[other])
            if pairing.share < REWORDED:
                continue
            if number not in found or pairing.share > found[number].share:
                found[number] = pairing
            if b[other].total >= 3 and (other not in back or pairing.share > back[other].share):
                back[other] = Pairing(other, number, pairing.share, pairing.whole)
    return list(found.values()), [back[other] for other in sorted(back)]


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
        if found.in_a[one[0] : one[1]].mean() < 0.5:
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
