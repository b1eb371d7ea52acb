"""What two reports have in common, looked at more closely: whole sentences that nobody said, or a page's furniture."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from dateline.consolidate.details import weight_of
from dateline.consolidate.features import NAMED, Compared
from dateline.consolidate.passages import Content

OWN, WHOLE = 10, 0.8
"""Words that a kept sentence has at least beside what somebody is quoted with, and the share of them that is kept."""
FEW_NAMES = 8
"""Names and numbers that furniture has at most; a news item in two round-ups has more, or is told of in neither."""
TOWN = 1
"""Names that they may share: two reports of one local paper both name its town."""
TELLING = 6.0
"""Content that each report must have beside it."""
SMALL = 0.5
"""Weight of the numbers up to twelve, which stand everywhere."""
CHANCE = 0.1
"""Share of the words of the lesser remainder that two reports may share by chance."""


def kept_whole(compared: Compared) -> list[int]:
    """The words of each sentence of the first report that the other has too, and not as somebody's."""
    one, two = compared.a.words, compared.b.words
    common = compared.common.in_a
    told = one.told.copy()
    for first, other, length in compared.common.runs:
        told[first : first + length] |= two.told[other : other + length]
    own, kept = one.sums(~told), one.sums(common & ~told)
    whole = (kept >= OWN) & (kept >= WHOLE * own) & ~compared.a.telling.stock
    sizes: list[int] = kept[whole].tolist()
    return sizes


def only_furniture(compared: Compared) -> bool:
    """Whether what is shared has nothing to do with what either report tells, nor these with each other: at most one
    name or number of the one stands in the other, and hardly a word."""
    words = compared.a.words, compared.b.words
    masks = compared.common.in_a, compared.common.in_b
    kept: list[Content] = []
    rests: list[list[Content]] = []
    for report, one, mask in zip((compared.a, compared.b), words, masks, strict=True):
        first, after = one.bounds
        same = one.sums(mask) >= 0.5 * np.maximum(after - first, 1)
        kept += [content for content, common in zip(report.contents, same.tolist(), strict=True) if common]
        rests.append([content for content, common in zip(report.contents, same.tolist(), strict=True) if not common])
    if any(sum(content.total for content in rest) < TELLING for rest in rests):
        return False
    shared = _named(kept)
    if len(shared) > FEW_NAMES:
        return False
    named = [_named(rest) for rest in rests]
    if max(len(shared & named[0]), len(shared & named[1]), len(named[0] & named[1])) > TOWN:
        return False
    told = [frozenset(word for word in _words(rest, 1.0) if not word[:1].isdigit()) for rest in rests]
    return len(told[0] & told[1]) <= CHANCE * min(len(told[0]), len(told[1]))


def _named(contents: Iterable[Content]) -> frozenset[str]:
    return frozenset(word for word in _words(contents, NAMED) if not word[:1].isdigit() or weight_of(word) > SMALL)


def _words(contents: Iterable[Content], least: float) -> Iterator[str]:
    return (word for content in contents for word, weight in content.weights.items() if weight >= least)
