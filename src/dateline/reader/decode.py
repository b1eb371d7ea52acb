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
    """A statement: the words of its source, of its cue and of its contents, as (first, last).

    `score` is the chance that the true content is much the same.
    """

    source: tuple[tuple[int, int], ...]
    cue: tuple[tuple[int, int], ...]
    content: tuple[tuple[int, int], ...]
    score: float


SOURCE, CUE, CONTENT = 0, 1, 2
LEVELS = 20
"""Contents between which one is chosen."""
MUCH = 0.5
"""Intersection over union from which two contents are much the same."""
NEARLY = 0.05
"""What the content that the labels give may be behind the best, for it ends where phrases do. Content F1 on PolNeAR's
dev part is .798, .799, .797 with 0, .05, .1."""
GAP = 2
"""Words that a content goes on over, though they by themselves look as if they were out of it: 0, 2, 4, 7 give content
F1 .803, .806, .804, .801 on PolNeAR's dev part."""


def statements(
    roles: Floats, to_cue: Floats, to_source: Floats, sizes: Floats | None = None, least: float = 0.3
) -> list[Linked]:
    """Each cue with the content that is likeliest its own, and with the source that it points at, if any.

    `roles` are BIO scores of source, cue and content; `to_cue[i, j]` scores word j as part of the cue of content
    word i, `to_source[i, j]` word j as part of the source of cue word i (itself where nobody is named). `sizes` are
    the letters and digits of each word. Statements whose score is below `least` are left out.

    Where a content ends is often open ("said the road was closed [on Monday] [after two days of rain]"). Each level of
    a word's chance to be in it gives one content. The content that the labels give is taken where it is much the same
    as most of these, else the one of them that is.
    """
    found = runs(roles)
    cues = [one for one in found if one.kind == CUE]
    if not cues:
        return []
    sizes = np.ones(len(roles), dtype=np.float32) if sizes is None else sizes
    share = _shares(roles, to_cue, cues, [one for one in found if one.kind != CONTENT])
    levels = share[:, None, :] > ((np.arange(LEVELS) + 0.5) / LEVELS)[None, :, None]
    chances = _agreeing(levels, levels, sizes)
    plain = _plain(found, to_cue, cues, len(roles))
    plainly = _agreeing(plain[:, None, :], levels, sizes)[:, 0]
    sources = [one for one in found if one.kind == SOURCE]
    linked = []
    for number, cue in enumerate(cues):
        best = float(chances[number].max())
        content, chance = plain[number], float(plainly[number])
        if not 0 < chance >= best - NEARLY:
            ties = np.flatnonzero(chances[number] > best - 1e-6)
            content, chance = levels[number, ties[len(ties) // 2]], best
        parts = _parts(content, sizes, cue) if chance >= least else ()
        if parts:
            linked.append(Linked(_pointed_source(to_source, cue, sources), ((cue.first, cue.last),), parts, chance))
    return linked


def _plain(found: Sequence[Run], to_cue: Floats, cues: Sequence[Run], size: int) -> NDArray[np.bool_]:
    """For each cue the words of the contents that point at it, as labelled."""
    own = np.zeros((len(cues), size), dtype=bool)
    edges = np.array([[cue.first, cue.last] for cue in cues])
    for one in found:
        if one.kind == CONTENT:
            mass = _mass(softmax(to_cue[one.first : one.last]).mean(0), edges)
            own[int(mass.argmax()), one.first : one.last] = True
    return own


def _shares(roles: Floats, to_cue: Floats, cues: Sequence[Run], apart: Sequence[Run]) -> Floats:
    """For each cue and word the chance that the word is in the cue's content; words `apart` are in none by nearness."""
    inside = softmax(roles)[:, 2 * CONTENT + 1 : 2 * CONTENT + 3].sum(-1)
    words = np.flatnonzero(inside > 0.5 / LEVELS)
    share = np.zeros((len(cues), len(roles)), dtype=np.float32)
    edges = np.array([[cue.first, cue.last] for cue in cues])
    share[:, words] = (_mass(softmax(to_cue[words]), edges) * inside[words, None]).T
    for number, cue in enumerate(cues):
        share[number, cue.first : cue.last] = 0
    closed = share.copy()
    padded = np.pad(share, ((0, 0), (GAP, GAP)))
    size = share.shape[1]
    for left in range(1, GAP + 1):
        for right in range(1, GAP + 2 - left):
            before, after = (padded[:, GAP + by : GAP + by + size] for by in (-left, right))
            np.maximum(closed, np.minimum(before, after), out=closed)
    for one in apart:
        closed[:, one.first : one.last] = share[:, one.first : one.last]
    return closed


def _agreeing(sets: NDArray[np.bool_], levels: NDArray[np.bool_], sizes: Floats) -> Floats:
    """For each cue and each of its sets of words the share of its levels that are much the same."""
    weighed = sets * sizes
    common = weighed @ levels.transpose(0, 2, 1).astype(weighed.dtype)
    union = weighed.sum(-1)[:, :, None] + (levels @ sizes)[:, None, :] - common
    return np.asarray(((common > 0) & (common >= MUCH * union)).mean(-1))


def _parts(inside: NDArray[np.bool_], sizes: Floats, cue: Run) -> tuple[tuple[int, int], ...]:
    """The runs of words inside; what has no letters joins its sides, where the cue does not stand between them."""
    parts: list[tuple[int, int]] = []
    for at in np.flatnonzero(inside).tolist():
        first, last = parts[-1] if parts else (at, at)
        if parts and not first <= cue.first < at and not sizes[last:at].any():
            parts[-1] = (first, at + 1)
        else:
            parts.append((at, at + 1))
    return tuple((first, last) for first, last in parts if sizes[first:last].any())


def _pointed_source(to_source: Floats, cue: Run, sources: Sequence[Run]) -> tuple[tuple[int, int], ...]:
    if not sources:
        return ()
    chances = softmax(to_source[cue.first : cue.last]).mean(0)
    mass = _mass(chances, np.array([[one.first, one.last] for one in sources]))
    best = int(mass.argmax())
    if mass[best] <= chances[cue.first : cue.last].sum():
        return ()
    return ((sources[best].first, sources[best].last),)


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


LEAST_MODE = 0.6
"""Score (1 is sure) from which a mode is told. Of 59 held-out own lines whose mode no rule told, 20 of 29 told so are
right at 0.4, 25 of 39 at 0, 11 of 15 at 0.6."""


def mode(scores: Floats, labels: Sequence[str], kind: str, least: float = LEAST_MODE) -> str | None:
    """How an act of a type was done: the best by `scores` of `TYPE` (none of its modes, not told) and `TYPE/mode`."""
    own = [at for at, label in enumerate(labels) if label.split("/")[0] == kind]
    best = max(own, key=lambda at: float(scores[at]), default=None)
    if best is None or scores[best] < least:
        return None
    return labels[best].partition("/")[2] or None


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
    """What the chances along the last axis come to between each two edges."""
    start = np.zeros((*chances.shape[:-1], 1), dtype=chances.dtype)
    total = np.concatenate([start, np.cumsum(chances, axis=-1)], axis=-1)
    return np.asarray(total[..., edges[:, 1]] - total[..., edges[:, 0]])


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
