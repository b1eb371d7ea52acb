"""From the encoder's scores to spans, statements and trees. Positions are words; what is unclear is left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating[Any]]
Ints = NDArray[np.integer[Any]]


@dataclass(frozen=True, slots=True)
class Run:
    """Words `first` to `last`, half open, that are of one kind; `score` is the mean probability of their labels."""

    first: int
    last: int
    kind: int
    score: float


def softmax(scores: Floats) -> Floats:
    """Probabilities along the last axis."""
    high = np.exp(scores - scores.max(-1, keepdims=True))
    return np.asarray(high / high.sum(-1, keepdims=True))


def runs(scores: Floats) -> list[Run]:
    """Spans from scores of O, B-0, I-0, B-1, I-1, …: the best path on which an I only follows its own B or I."""
    if not len(scores):
        return []
    labels = scores.argmax(-1)
    before = np.concatenate([[0], labels[:-1]])
    inside = (labels > 0) & (labels % 2 == 0)
    if bool((inside & (before != labels) & (before != labels - 1)).any()):
        labels = _path(scores)
    marked = np.flatnonzero(labels)
    if not len(marked):
        return []
    chances = softmax(scores)
    found: list[Run] = []
    first = last = -1
    kind = -1
    for at in marked.tolist():
        label = int(labels[at])
        if at == last and label % 2 == 0 and (label - 2) // 2 == kind:
            last = at + 1
            continue
        if first >= 0:
            found.append(_run(chances, labels, first, last, kind))
        first, last, kind = at, at + 1, (label - 1) // 2
    found.append(_run(chances, labels, first, last, kind))
    return found


def _run(chances: Floats, labels: Ints, first: int, last: int, kind: int) -> Run:
    score = float(chances[np.arange(first, last), labels[first:last]].mean())
    return Run(first, last, kind, score)


def _path(scores: Floats) -> Ints:
    """Viterbi over BIO: every step is free but one into an I that its own B or I does not stand before."""
    length, count = scores.shape
    barred = np.zeros((count, count))
    for label in range(2, count, 2):
        barred[:, label] = -1e4
        barred[label, label] = barred[label - 1, label] = 0.0
    best = scores[0] + barred[0]
    back = np.zeros((length, count), dtype=np.int64)
    for at in range(1, length):
        steps = best[:, None] + barred
        back[at] = steps.argmax(0)
        best = steps[back[at], np.arange(count)] + scores[at]
    labels = np.zeros(length, dtype=np.int64)
    labels[-1] = best.argmax()
    for at in range(length - 1, 0, -1):
        labels[at - 1] = back[at, labels[at]]
    return labels


@dataclass(frozen=True, slots=True)
class Linked:
    """A statement: the words of its source, of its cue and of its contents, as (first, last)."""

    source: tuple[tuple[int, int], ...]
    cue: tuple[tuple[int, int], ...]
    content: tuple[tuple[int, int], ...]
    score: float


SOURCE, CUE, CONTENT = 0, 1, 2


def statements(roles: Floats, to_cue: Floats, to_source: Floats) -> list[Linked]:
    """Each cue with the contents that point at it, and with the source that it points at: itself where none is named.

    `roles` are BIO scores of source, cue and content; `to_cue[i, j]` scores word j as part of the cue of content
    word i, `to_source[i, j]` word j as part of the source of cue word i.
    """
    found = runs(roles)
    cues = [one for one in found if one.kind == CUE]
    contents = [one for one in found if one.kind == CONTENT]
    sources = [one for one in found if one.kind == SOURCE]
    if not cues or not contents:
        return []
    own: list[list[Run]] = [[] for _ in cues]
    edges = np.array([[cue.first, cue.last] for cue in cues])
    for content in contents:
        mass = _mass(softmax(to_cue[content.first : content.last]).mean(0), edges)
        own[int(mass.argmax())].append(content)
    linked = []
    source_edges = np.array([[one.first, one.last] for one in sources])
    for cue, listed in zip(cues, own, strict=True):
        if not listed:
            continue
        chances = softmax(to_source[cue.first : cue.last]).mean(0)
        chosen: tuple[tuple[int, int], ...] = ()
        if sources:
            mass = _mass(chances, source_edges)
            best = int(mass.argmax())
            if mass[best] > chances[cue.first : cue.last].sum():
                chosen = ((sources[best].first, sources[best].last),)
        linked.append(
            Linked(
                chosen,
                ((cue.first, cue.last),),
                tuple((one.first, one.last) for one in listed),
                min(cue.score, *(one.score for one in listed)),
            )
        )
    return linked


@dataclass(frozen=True, slots=True)
class Act:
    """A word that tells an act: its type's number, and the words of actor and recipient where somebody is named."""

    word: int
    kind: int
    actor: tuple[int, int] | None
    recipient: tuple[int, int] | None
    score: float

    def shift(self, by: int) -> Act:
        """The same act, counted from another word."""
        actor, recipient = ((side[0] + by, side[1] + by) if side else None for side in (self.actor, self.recipient))
        return Act(self.word + by, self.kind, actor, recipient, self.score)


SHARE = 0.15
"""A word is in the span that is pointed at with this share of the best word's chance, as its neighbours are."""


def acts(trigger: Floats, to_actor: Floats, to_recipient: Floats, least: float = 0.5) -> list[Act]:
    """Each word that is more likely than `least` to tell an act; of neighbours of one type only the likeliest.

    `trigger` scores nothing and then each type; a word that points at itself has nobody in that role.
    """
    if not len(trigger):
        return []
    chances = softmax(trigger)
    sure = 1 - chances[:, 0]
    kinds = chances[:, 1:].argmax(-1)
    found = []
    for word in np.flatnonzero(sure > least).tolist():
        beside = [at for at in (word - 1, word + 1) if 0 <= at < len(sure) and kinds[at] == kinds[word]]
        if any(sure[at] > sure[word] or (sure[at] == sure[word] and at < word) for at in beside):
            continue
        found.append(
            Act(
                word,
                int(kinds[word]),
                _pointed(softmax(to_actor[word]), word),
                _pointed(softmax(to_recipient[word]), word),
                float(chances[word, 1 + kinds[word]]),
            )
        )
    return found


def _pointed(chances: Floats, word: int) -> tuple[int, int] | None:
    best = int(chances.argmax())
    if best == word:
        return None
    first, last = best, best + 1
    while first > 0 and first - 1 != word and chances[first - 1] >= SHARE * chances[best]:
        first -= 1
    while last < len(chances) and last != word and chances[last] >= SHARE * chances[best]:
        last += 1
    return first, last


def _mass(chances: Floats, edges: Ints) -> Floats:
    total = np.concatenate([[0.0], np.cumsum(chances)])
    return np.asarray(total[edges[:, 1]] - total[edges[:, 0]])


def tree(scores: Floats, starts: Sequence[int]) -> Ints:
    """The head of each word, itself for a root: one tree a sentence, each word's best head where that makes a tree.

    `scores[i, j]` says how well word j heads word i; `starts` are the first words of the sentences, 0 among them.
    """
    size = len(scores)
    heads = np.zeros(size, dtype=np.int64)
    for first, last in zip(starts, [*starts[1:], size], strict=True):
        part = scores[first:last, first:last]
        count = last - first
        if count == 1:
            heads[first] = first
            continue
        own = np.diagonal(part)
        chances = part - part.max(-1, keepdims=True)
        rest = chances.copy()
        np.fill_diagonal(rest, -1e9)
        root = int((own - rest.max(-1) - part.max(-1)).argmax())
        rest[root] = -1e9
        rest[root, root] = 0.0
        best = rest.argmax(-1)
        _break_loops(best, rest, root)
        heads[first:last] = best + first
    return heads


def _break_loops(heads: Ints, scores: Floats, root: int) -> None:
    """Where heads go round in a circle, the word of it that loses least moves onto one that hangs on the root."""
    size = len(heads)
    reached = np.zeros(size, dtype=np.int8)
    reached[root] = 1
    for start in range(size):
        trail = []
        at = start
        while not reached[at]:
            reached[at] = 2
            trail.append(at)
            at = int(heads[at])
        if reached[at] == 2:
            loop = trail[trail.index(at) :]
            outside = np.flatnonzero(reached == 1)
            options = scores[np.array(loop)[:, None], outside[None, :]] - scores[loop, heads[loop]][:, None]
            row, column = np.unravel_index(int(options.argmax()), options.shape)
            heads[loop[int(row)]] = outside[int(column)]
        reached[trail] = 1
