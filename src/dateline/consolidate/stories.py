"""Stories: which reports tell of one happening, as they come in one by one or all together."""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dateline.consolidate.direction import when
from dateline.consolidate.features import prepare
from dateline.consolidate.linkage import linked
from dateline.consolidate.vectors import SIDES, VIEWS, Vector, Vocabulary
from dateline.consolidate.words import Folder
from dateline.knowledge import Knowledge
from dateline.model.lineage import StoryOf
from dateline.model.report import Report

LEAST = 0.4
"""Average probability from which groups are one story; tuned on dev stories of ECB+, a topic left out at a time."""
FAINT = 0.02
"""A probability below this is not kept."""
NEIGHBOURS = 60
"""Reports with which one is compared, those with the weightiest rare words in common."""
KEYS = 40
"""Words by which these are looked for."""
LISTED = 300
"""Reports that are listed under a word, the latest ones."""
CLOSE = 5
"""Nearest reports by whose likeness a report's surroundings are judged crowded or empty."""
FLOOR = 0.05
"""Added to that likeness, so that a report that stands alone does not take the faintest likeness for a near one."""
DAYS = 45.0
"""Days between two dated reports after which the probability that they tell of one happening has halved."""
TOUCHED = 200
"""Reports whose stories are formed anew when one is added."""


@dataclass(frozen=True, slots=True)
class Joined:
    """What became of a report that was added: its story, whether it opened it, and reports whose story changed."""

    story: str
    opened: bool
    moved: tuple[StoryOf, ...]


class Likely:
    """How likely two reports tell of one happening: a logistic regression over their likeness from each side.

    Beside the cosines it weighs `scaled`: the likeness of all words, by how alike each of the two is with those nearest
    to it. Where many reports tell of one kind of happening, more is needed to be the same.
    """

    def __init__(self, weights: Mapping[str, float]) -> None:
        self._sides = np.array([weights.get(name, 0.0) for name in VIEWS])
        self._scaled, self._constant = weights["scaled"], weights[""]

    def __call__(self, cosines: NDArray[np.float64], scaled: NDArray[np.float64]) -> NDArray[np.float64]:
        total = cosines @ self._sides + self._scaled * scaled + self._constant
        chances: NDArray[np.float64] = 1 / (1 + np.exp(-np.clip(total, -30, 30)))
        return chances


class StoryIndex:
    """Stories of reports as they come. What is kept of a report is its id, its day, its vector and its near ones."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._folder = Folder(knowledge)
        self._likely = Likely(knowledge.weights.read("stories"))
        self.vocabulary = Vocabulary()
        self._numbers: dict[str, int] = {}
        self._ids: list[str] = []
        self._vectors: list[Vector] = []
        self._days: list[float | None] = []
        self._postings: dict[int, list[int]] = {}
        self._near: list[list[float]] = []
        self._edges: list[dict[int, float]] = []
        self._story: list[int] = []
        self._members: dict[int, list[int]] = {}

    def __len__(self) -> int:
        return len(self._ids)

    def add(self, report: Report) -> Joined:
        """The story that a report joins or opens. Stories that it touches may be joined or split by it."""
        number, new = self._enter(report)
        if new:
            self._compare(number, before=True)
            moved = self._form(number)
        else:
            moved = []
        return Joined(
            self._ids[self._story[number]],
            new and self._story[number] == number,
            tuple(StoryOf(self._ids[one], self._ids[self._story[one]]) for one in moved if one != number),
        )

    def enter(self, report: Report) -> None:
        """Take a report in without looking for its story yet: `settle` does that for all."""
        self._enter(report)

    def settle(self) -> None:
        """Form all stories anew, each word's rarity being that among all reports."""
        self._postings = {}
        self._near = [[] for _ in self._ids]
        self._edges = [{} for _ in self._ids]
        found = [self._candidates(number) for number in range(len(self._ids))]
        cosines = [self._cosines(number, near) for number, near in enumerate(found)]
        for number, near in enumerate(found):
            for other, row in zip(near, cosines[number], strict=True):
                self._closer(number, float(row[0]))
                self._closer(other, float(row[0]))
        for number, near in enumerate(found):
            self._join(number, near, cosines[number])
        self._assign(range(len(self._ids)))

    def stories(self) -> list[StoryOf]:
        """Each report's story, in the order in which they came; a story is named by its first report."""
        return [StoryOf(self._ids[number], self._ids[self._story[number]]) for number in range(len(self._ids))]

    def likeness(self, one: str, other: str) -> float:
        """The probability that two reports tell of one happening, as far as they were compared."""
        return self._edges[self._numbers[one]].get(self._numbers[other], 0.0)

    def _enter(self, report: Report) -> tuple[int, bool]:
        known = self._numbers.get(report.id)
        if known is not None:
            return known, False
        number = self._numbers[report.id] = len(self._ids)
        vector = self.vocabulary.vector(prepare(report, self._folder))
        self.vocabulary.count_in(vector)
        moment = when(report)
        self._ids.append(report.id)
        self._vectors.append(vector)
        self._days.append(moment.timestamp() / 86_400 if moment else None)
        self._near.append([])
        self._edges.append({})
        self._story.append(number)
        self._members[number] = [number]
        return number, True

    def _compare(self, number: int, *, before: bool) -> None:
        near = self._candidates(number)
        cosines = self._cosines(number, near)
        for other, row in zip(near, cosines, strict=True):
            self._closer(number, float(row[0]))
            self._closer(other, float(row[0]))
        self._join(number, near, cosines)

    def _candidates(self, number: int) -> list[int]:
        """Reports before this one with the weightiest rare words in common; then it is listed itself."""
        vector = self._vectors[number]
        keys = self.vocabulary.telling(vector, KEYS)
        shared: dict[int, float] = {}
        weights = self.vocabulary.rarity(np.array(keys, np.int32)).tolist()
        for key, weight in zip(keys, weights, strict=True):
            for other in self._postings.get(key, ()):
                shared[other] = shared.get(other, 0.0) + weight
        for key in keys:
            listed = self._postings.setdefault(key, [])
            listed.append(number)
            if len(listed) > LISTED:
                del listed[0]
        return heapq.nlargest(NEIGHBOURS, shared, key=lambda other: (shared[other], -other))

    def _cosines(self, number: int, others: Sequence[int]) -> NDArray[np.float64]:
        return self.vocabulary.likeness(self._vectors[number], [self._vectors[other] for other in others])

    def _closer(self, number: int, likeness: float) -> None:
        near = self._near[number]
        if len(near) < CLOSE:
            heapq.heappush(near, likeness)
        elif likeness > near[0]:
            heapq.heapreplace(near, likeness)

    def _join(self, number: int, others: Sequence[int], cosines: NDArray[np.float64]) -> None:
        if not others:
            return
        crowd = np.array([self._crowd(other) for other in others])
        scaled = cosines[:, 0] / np.sqrt(crowd * self._crowd(number))
        chances = self._likely(cosines.reshape(len(others), SIDES), scaled)
        for other, chance in zip(others, chances.tolist(), strict=True):
            chance *= self._in_time(number, other)
            if chance >= FAINT:
                self._edges[number][other] = self._edges[other][number] = chance

    def _crowd(self, number: int) -> float:
        near = self._near[number]
        return (sum(near) / len(near) if near else 0.0) + FLOOR

    def _in_time(self, one: int, other: int) -> float:
        first, second = self._days[one], self._days[other]
        if first is None or second is None:
            return 1.0
        return math.pow(0.5, abs(first - second) / DAYS)

    def _form(self, number: int) -> list[int]:
        """Form the stories around a new report anew; the reports whose story is another one now."""
        touched: dict[int, None] = {number: None}
        for other in sorted(self._edges[number], key=lambda one: -self._edges[number][one]):
            story = self._members[self._story[other]]
            if self._edges[number][other] >= LEAST / 2 and len(touched) + len(story) <= TOUCHED:
                touched.update(dict.fromkeys(story))
        return self._assign(sorted(touched))

    def _assign(self, numbers: Sequence[int]) -> list[int]:
        inside = set(numbers)
        edges = {
            (one, other): value
            for one in numbers
            for other, value in self._edges[one].items()
            if one < other and other in inside
        }
        moved = []
        for number in numbers:
            self._members.pop(self._story[number], None)
        for group in linked(numbers, edges, LEAST):
            self._members[group[0]] = group
            for number in group:
                if self._story[number] != group[0]:
                    moved.append(number)
                    self._story[number] = group[0]
        return moved


def stories(reports: Iterable[Report], knowledge: Knowledge) -> list[StoryOf]:
    """The stories of many reports at once, in the order in which the reports come; an id that comes again is
    skipped."""
    index = StoryIndex(knowledge)
    for report in reports:
        index.enter(report)
    index.settle()
    return index.stories()
