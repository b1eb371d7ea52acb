"""Stories: which reports tell of one happening, as they come in one by one or all together."""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dateline.consolidate.direction import when
from dateline.consolidate.features import Prepared, prepare
from dateline.consolidate.linkage import WIDE, linked
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
CLEAR, APART = 0.6, 0.2
"""Average probability from which a report joins a story, and below which it touches none, without a second look."""
TOUCHED = 200
"""Reports whose stories are formed anew when one is added."""


@dataclass(frozen=True, slots=True)
class Joined:
    """What became of a report that was added: its story, whether it opened it, and reports whose story changed."""

    story: str
    opened: bool
    moved: tuple[StoryOf, ...]


@dataclass(frozen=True, slots=True)
class StoryTrace:
    """What is kept of a report to find its story again: terms by side, day, nearest likenesses, and likely reports."""

    id: str
    terms: Sequence[tuple[int, str, float]]
    day: float | None
    near: tuple[float, ...]
    edges: Mapping[str, float]


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
        self._said: dict[tuple[int, int], bool] = {}

    def __len__(self) -> int:
        return len(self._ids)

    def add(self, report: Report, prepared: Prepared | None = None) -> Joined:
        """The story that a report joins or opens. Stories that it touches may be joined or split by it."""
        number, new = self._enter(report, prepared)
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

    def trace(self, id: str) -> StoryTrace:
        """What `recall` needs to know a report again."""
        number = self._numbers[id]
        before = {self._ids[other]: chance for other, chance in self._edges[number].items() if other < number}
        return StoryTrace(
            id,
            self.vocabulary.terms(self._vectors[number]),
            self._days[number],
            tuple(self._near[number]),
            before,
        )

    def recall(self, trace: StoryTrace, story: str | None = None) -> None:
        """Take in a report that was compared before, after those that were before it; `story` is where it is now."""
        if trace.id in self._numbers:
            return
        number = self._append(trace.id, self.vocabulary.numbered(trace.terms), trace.day)
        self._near[number] = sorted(trace.near)
        for other, chance in trace.edges.items():
            if (known := self._numbers.get(other)) is not None:
                self._edges[number][known] = self._edges[known][number] = chance
        self._list(number, self.vocabulary.telling(self._vectors[number], KEYS))
        head = self._numbers.get(story) if story is not None else None
        if head is not None and head != number:
            self._members.pop(number)
            self._story[number] = head
            self._members.setdefault(head, []).append(number)

    def judge(self, said: Iterable[tuple[str, str, bool]], again: Iterable[tuple[str, str]] = ()) -> list[StoryOf]:
        """Hold to what people say: for two reports whether they are of one story. Reports whose story is another now.

        What was said before and is not said now is forgotten. The stories of pairs `again` are formed anew anyhow.
        """
        known = {
            (min(a, b), max(a, b)): same
            for one, other, same in said
            if (a := self._numbers.get(one)) is not None and (b := self._numbers.get(other)) is not None and a != b
        }
        changed = {pair for pair in known.keys() | self._said.keys() if known.get(pair) != self._said.get(pair)}
        self._said = known
        changed |= {(self._numbers[a], self._numbers[b]) for a, b in again if {a, b} <= self._numbers.keys()}
        touched = {number for pair in changed for end in pair for number in self._members[self._story[end]]}
        moved = self._assign(sorted(touched)) if touched else []
        return [StoryOf(self._ids[one], self._ids[self._story[one]]) for one in moved]

    def nearest(self, id: str) -> tuple[str, float] | None:
        """The report of the same story to which one is nearest, and how likely they tell of one happening."""
        number = self._numbers[id]
        inside = [other for other in self._edges[number] if self._story[other] == self._story[number]]
        best = max(inside, key=lambda other: (self._edges[number][other], -other), default=None)
        return None if best is None else (self._ids[best], self._edges[number][best])

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

    def story(self, id: str) -> str:
        """The story of a report."""
        return self._ids[self._story[self._numbers[id]]]

    def likeness(self, one: str, other: str) -> float:
        """The probability that two reports tell of one happening, as far as they were compared."""
        return self._edges[self._numbers[one]].get(self._numbers[other], 0.0)

    def _enter(self, report: Report, prepared: Prepared | None = None) -> tuple[int, bool]:
        known = self._numbers.get(report.id)
        if known is not None:
            return known, False
        vector = self.vocabulary.vector(prepared or prepare(report, self._folder))
        moment = when(report)
        return self._append(report.id, vector, moment.timestamp() / 86_400 if moment else None), True

    def _append(self, id: str, vector: Vector, day: float | None) -> int:
        number = self._numbers[id] = len(self._ids)
        self.vocabulary.count_in(vector)
        self._ids.append(id)
        self._vectors.append(vector)
        self._days.append(day)
        self._near.append([])
        self._edges.append({})
        self._story.append(number)
        self._members[number] = [number]
        return number

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
        self._list(number, keys)
        return heapq.nlargest(NEIGHBOURS, shared, key=lambda other: (shared[other], -other))

    def _list(self, number: int, keys: Sequence[int]) -> None:
        for key in keys:
            listed = self._postings.setdefault(key, [])
            listed.append(number)
            if len(listed) > LISTED:
                del listed[0]

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
        """Find the story of a new report; the reports whose story is another one now.

        Where it clearly belongs to one story and to no other it joins that, and where it belongs to none it opens one;
        else the stories around it are formed anew.
        """
        sums: dict[int, float] = {}
        for other, chance in self._edges[number].items():
            sums[self._story[other]] = sums.get(self._story[other], 0.0) + chance
        averages = sorted(
            ((total / min(len(self._members[story]), WIDE), story) for story, total in sums.items()), reverse=True
        )
        best = averages[0][0] if averages else 0.0
        rest = averages[1][0] if len(averages) > 1 else 0.0
        if best < APART:
            return []
        if best >= CLEAR and rest < APART and not self._said:
            joined = averages[0][1]
            self._members.pop(number)
            self._members[joined].append(number)
            self._story[number] = joined
            return [number]
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
        said = [pair for pair in self._said if pair[0] in inside and pair[1] in inside] if self._said else []
        together = [pair for pair in said if self._said[pair]]
        apart = [pair for pair in said if not self._said[pair]]
        for group in linked(numbers, edges, LEAST, together=together, apart=apart):
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
