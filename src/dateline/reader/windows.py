"""Texts to windows that the encoder can take, and the arrays of a window."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dateline.reader.pieces import CLS, GAPS, SEP, Pieces, gap, shape
from dateline.reader.words import words

ROOM = 110
"""Pieces of a window that whole paragraphs are packed into. Training has windows of 40 to 160. Read so, statements have
a content F1 of .802 on PolNeAR's dev part and names an F1 of .851; with 158 .794 and .846, with 250 less."""
LONGEST = 190
"""Pieces that one paragraph may have; a longer one is read in windows that overlap."""
CONTEXT = 40
"""Pieces before and after its own words that a window of such a paragraph sees."""

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A text in words: where they are, their pieces, and how they look."""

    text: str
    spans: list[tuple[int, int]]
    pieces: list[tuple[int, ...]]
    looks: list[int]


def look(text: str, pieces: Pieces, spans: list[tuple[int, int]] | None = None) -> Sentence:
    """The words of a text: those told, in order and without overlap, or as `words` cuts them."""
    spans = words(text) if spans is None else spans
    surfaces = [text[start:end] for start, end in spans]
    looks = [shape(surface) * GAPS + gap(text, start) for surface, (start, _) in zip(surfaces, spans, strict=True)]
    return Sentence(text, spans, [pieces.of(surface) for surface in surfaces], looks)


@dataclass(frozen=True, slots=True)
class Part:
    """Words `first` to `last` of text number `text`; what begins in `own_first` to `own_last` is its to tell."""

    text: int
    first: int
    last: int
    own_first: int
    own_last: int


@dataclass(frozen=True, slots=True)
class Window:
    """Parts of texts read together, and their pieces with the marks at both ends."""

    parts: tuple[Part, ...]
    size: int


def cut(listed: Sequence[Sentence], together: bool = True) -> Iterator[Window]:
    """Windows over the texts in order: whole texts packed while there is room (`together`), long ones in parts."""
    parts: list[Part] = []
    size = 2
    for number, one in enumerate(listed):
        lengths = [len(pieces) for pieces in one.pieces]
        total = sum(lengths)
        if parts and (size + total > ROOM + 2 or not together):
            yield Window(tuple(parts), size)
            parts, size = [], 2
        if total > LONGEST:
            yield from _slide(number, lengths, _breaks(one))
        elif total:
            parts.append(Part(number, 0, len(lengths), 0, len(lengths)))
            size += total
    if parts:
        yield Window(tuple(parts), size)


_END = re.compile(r"[.!?…][\"”’')\]]*$|^[\"”’')\]]+$")


def _breaks(one: Sentence) -> Ints:
    """Words that a sentence may well begin at, by the looks of the text."""
    begins = [
        at
        for at in range(1, len(one.spans))
        if not one.text[one.spans[at][0]].islower() and _END.search(one.text[slice(*one.spans[at - 1])])
    ]
    return np.array(begins, dtype=np.int64)


def _slide(number: int, lengths: list[int], breaks: Ints) -> Iterator[Window]:
    """Windows that overlap over one long text, each with words of its own, ended between sentences where it can be."""
    ends = np.cumsum(lengths)
    count = len(lengths)
    step = LONGEST - 2 * CONTEXT
    first = 0
    while first < count:
        base = int(ends[first - 1]) if first else 0
        reach = LONGEST - CONTEXT if first == 0 else step
        last = max(first + 1, int(np.searchsorted(ends, base + reach, side="right")))
        if int(ends[-1]) - base <= LONGEST - CONTEXT:
            last = count
        else:
            before = breaks[int(np.searchsorted(breaks, last, side="right")) - 1] if len(breaks) else 0
            if before > first and int(ends[before - 1]) - base >= reach // 3:
                last = int(before)
        left = int(np.searchsorted(ends, base - CONTEXT, side="right")) + 1 if base > CONTEXT else 0
        right = max(last, int(np.searchsorted(ends, ends[last - 1] + CONTEXT, side="right")))
        left, right = min(left, first), min(right, count)
        size = int(ends[right - 1]) - (int(ends[left - 1]) if left else 0) + 2
        yield Window((Part(number, left, right, first, last),), size)
        first = last


def arrays(
    listed: Sequence[Sentence], window: Window, sides: Sequence[Sequence[int]] | None = None
) -> dict[str, NDArray[Any]]:
    """The inputs for a window; `sides` has, for each text, 1 at the actor's words and 2 at the recipient's."""
    ids, shapes, marks, begins = [CLS], [0], [0], []
    for part in window.parts:
        one = listed[part.text]
        own = sides[part.text] if sides is not None else None
        for word in range(part.first, part.last):
            begins.append(len(ids))
            count = len(one.pieces[word])
            ids.extend(one.pieces[word])
            shapes.extend([one.looks[word]] * count)
            marks.extend([own[word] if own is not None else 0] * count)
    return {
        "pieces": np.array([[*ids, SEP]], dtype=np.int64),
        "looks": np.array([[*shapes, 0]], dtype=np.int64),
        "sides": np.array([[*marks, 0]], dtype=np.int64),
        "firsts": np.array([begins], dtype=np.int64),
        "outside": np.zeros((1, len(begins)), dtype=bool),
    }
