"""Stories: which reports tell of one happening, as they come in one by one or all together."""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dateline.consolidate.direction import when
from dateline.consolidate.features import Prepared, prepare
from dateline.consolidate.linkage import WIDE, grouped
from dateline.consolidate.neighbours import Lists, best
from dateline.consolidate.vectors import ALL, VIEWS, Vector, Vocabulary
from dateline.consolidate.words import Folder
from dateline.knowledge import Knowledge
from dateline.model.lineage import StoryOf
from dateline.model.report import Report

LEAST = 0.4
"""Average probability from which groups are one story; tuned on dev stories of ECB+, a topic left out at a time."""
LOOSE = LEAST / 4
"""Probability below which two reports are in one story only by way of others."""
FAINT = 0.05
"""A probability below this is not kept."""
NEIGHBOURS = 40
"""Reports with which one is compared, those with the weightiest rare words in common."""
KEYS = 40
"""Words by which these are looked for."""
LISTED = 300
"""Reports that are listed under a word, the latest ones."""
CLOSE = 5
"""Nearest reports by whose likeness a report's surroundings are judged crowded or empty."""
NONE = -1.0
"""Stands for a likeness that is not there yet."""
FLOOR = 0.05
"""Added to that likeness, so that a report that stands alone does not take the faintest likeness for a near one."""
DAYS = 45.0
"""Days between two dated reports after which the probability that they tell of one happening has halved."""
CLEAR, APART = 0.6, 0.2
"""Average probability from which a report joins a story, and below which it touches none, without a second look."""
TOUCHED = 200
"""Reports whose stories are formed anew when one is added."""
HELD = 40
"""Reports of a story beyond which it is not parted when one is added: it is joined whole, or not. `settle` parts it."""


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

    def __call__(self, cosines: NDArray[np.floating], scaled: NDArray[np.floating]) -> NDArray[np.float64]:
        total = cosines @ self._sides + self._scaled * scaled + self._constant
        chances: NDArray[np.float64] = 1 / (1 + np.exp(-np.clip(total, -30, 30)))
        return chances


class Likelihoods:
    """The reports with which one may be of one story, and how likely that is, in the order in which they were found."""

    __slots__ = ("_chances", "_others")

    def __init__(self) -> None:
        self._others, self._chances = array("i"), array("d")

    def __iter__(self) -> Iterator[tuple[int, float]]:
        return zip(self._others, self._chances, strict=True)

    def add(self, other: int, chance: float) -> None:
        """Note one report, which is not there yet."""
        self._others.append(other)
        self._chances.append(chance)


class StoryIndex:
    """Stories of reports as they come. What is kept of a report is its id, its day, its vector and its near ones."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._folder = Folder(knowledge)
        self._likely = Likely(knowledge.weights.read("stories"))
        self.vocabulary = Vocabulary()
        self._numbers: dict[str, int] = {}
        self._ids: list[str] = []
        self._vectors: list[Vector] = []
        self._days = np.full(1024, np.nan)
        self._lists = Lists(LISTED)
        self._near = np.full((1024, CLOSE), NONE, np.float32)
        self._crowd = np.full(1024, FLOOR)
        self._edges: list[Likelihoods] = []
        self._story: list[int] = []
        self._members: dict[int, list[int]] = {}
        self._said: dict[tuple[int, int], bool] = {}

    def __len__(self) -> int:
        return len(self._ids)

    def add(self, report: Report, prepared: Prepared | None = None) -> Joined:
        """The story that a report joins or opens. Stories that it touches may be joined or split by it."""
        number, new = self._enter(report, prepared)
        if new:
            self._compare(number)
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
        before = {self._ids[other]: chance for other, chance in self._edges[number] if other < number}
        return StoryTrace(
            id,
            self.vocabulary.terms(self._vectors[number]),
            None if math.isnan(self._days[number]) else float(self._days[number]),
            tuple(one for one in self._near[number].tolist() if one > NONE),
            before,
        )

    def recall(self, trace: StoryTrace, story: str | None = None) -> None:
        """Take in a report that was compared before, after those that were before it; `story` is where it is now."""
        if trace.id in self._numbers:
            return
        number = self._append(trace.id, self.vocabulary.numbered(trace.terms), trace.day)
        self._near[number, : len(trace.near)] = trace.near[:CLOSE]
        self._crowded(np.array([number]))
        for other, chance in trace.edges.items():
            if (known := self._numbers.get(other)) is not None:
                self._edges[number].add(known, chance)
                self._edges[known].add(number, chance)
        self._lists.add(self.vocabulary.telling(self._vectors[number], KEYS).tolist(), number)
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
        inside = [
            (chance, -other) for other, chance in self._edges[number] if self._story[other] == self._story[number]
        ]
        chance, best = max(inside, default=(0.0, None))
        return None if best is None else (self._ids[-best], chance)

    def enter(self, report: Report) -> None:
        """Take a report in without looking for its story yet: `settle` does that for all."""
        self._enter(report)

    def settle(self) -> None:
        """Form all stories anew, each word's rarity being that among all reports."""
        count = len(self._ids)
        self.vocabulary.take_stock()
        self._lists = Lists(LISTED)
        self._near[:], self._crowd[:] = NONE, FLOOR
        self._edges = [Likelihoods() for _ in range(count)]
        found = [self._candidates(number) for number in range(count)]
        cosines = []
        for number, near in enumerate(found):
            rows = self._cosines(number, near)
            self._closer(number, near, rows[:, 0])
            cosines.append(rows.astype(np.float32))
        for number, near in enumerate(found):
            self._join(number, near, cosines[number])
        self._story = list(range(count))
        self._members = {number: [number] for number in range(count)}
        for numbers in self._clusters():
            self._assign(numbers)

    def _clusters(self) -> Iterator[list[int]]:
        """The reports that hang together by likeness, each set ascending: no story reaches beyond one of them."""
        bound: dict[int, list[int]] = {}
        for (one, other), same in self._said.items():
            if same:
                bound.setdefault(one, []).append(other)
                bound.setdefault(other, []).append(one)
        seen = [False] * len(self._ids)
        for number in range(len(self._ids)):
            if seen[number]:
                continue
            seen[number] = True
            found = [number]
            for one in found:
                near = [other for other, chance in self._edges[one] if chance >= LOOSE]
                for other in (*near, *bound.get(one, ())):
                    if not seen[other]:
                        seen[other] = True
                        found.append(other)
            yield sorted(found)

    def stories(self) -> list[StoryOf]:
        """Each report's story, in the order in which they came; a story is named by its first report."""
        return [StoryOf(self._ids[number], self._ids[self._story[number]]) for number in range(len(self._ids))]

    def story(self, id: str) -> str:
        """The story of a report."""
        return self._ids[self._story[self._numbers[id]]]

    def likeness(self, one: str, other: str) -> float:
        """The probability that two reports tell of one happening, as far as they were compared."""
        number = self._numbers[other]
        return next((chance for known, chance in self._edges[self._numbers[one]] if known == number), 0.0)

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
        if number == len(self._days):
            self._days = np.concatenate([self._days, np.full(number, np.nan)])
            self._near = np.concatenate([self._near, np.full((number, CLOSE), NONE, np.float32)])
            self._crowd = np.concatenate([self._crowd, np.full(number, FLOOR)])
        if day is not None:
            self._days[number] = day
        self._edges.append(Likelihoods())
        self._story.append(number)
        self._members[number] = [number]
        return number

    def _compare(self, number: int) -> None:
        near = self._candidates(number)
        cosines = self._cosines(number, near)
        self._closer(number, near, cosines[:, 0])
        self._join(number, near, cosines)

    def _candidates(self, number: int) -> NDArray[np.int32]:
        """Reports before this one with the weightiest rare words in common; then it is listed itself."""
        keys = self.vocabulary.telling(self._vectors[number], KEYS)
        numbers, sums = self._lists.under(keys.tolist(), self.vocabulary.rarity(keys))
        self._lists.add(keys.tolist(), number)
        return np.array(best(numbers, sums, NEIGHBOURS), np.int32)

    def _cosines(self, number: int, others: NDArray[np.int32]) -> NDArray[np.float64]:
        return self.vocabulary.likeness(self._vectors[number], [self._vectors[other] for other in others.tolist()])

    def _closer(self, number: int, others: NDArray[np.int32], likeness: NDArray[np.float64]) -> None:
        """Note how alike a report is with others: of each of them and of itself the nearest ones are kept."""
        if not len(others):
            return
        likeness = likeness.astype(np.float32)
        self._near[number] = np.sort(np.concatenate([self._near[number], likeness]))[-CLOSE:]
        rows = self._near[others]
        closer = (likeness > rows.min(1)).nonzero()[0]
        rows, changed = rows[closer], others[closer]
        rows[np.arange(len(closer)), rows.argmin(1)] = likeness[closer]
        self._near[changed] = rows
        self._crowded(np.append(changed, number))

    def _crowded(self, numbers: NDArray[np.integer]) -> None:
        """Note how alike reports are with those nearest to them, on the average."""
        near = self._near[numbers].astype(np.float64)
        if near.min() > NONE:
            self._crowd[numbers] = near.sum(1) / CLOSE + FLOOR
            return
        there = near > NONE
        self._crowd[numbers] = np.where(there, near, 0.0).sum(1) / np.maximum(1, there.sum(1)) + FLOOR

    def _join(self, number: int, others: NDArray[np.int32], cosines: NDArray[np.floating]) -> None:
        if not len(others):
            return
        chances = self._likely(cosines, self._scaled(number, others, cosines)) * self._in_time(number, others)
        kept = (chances >= FAINT).nonzero()[0]
        own = self._edges[number]
        for other, chance in zip(others[kept].tolist(), chances[kept].tolist(), strict=True):
            own.add(other, chance)
            self._edges[other].add(number, chance)

    def _scaled(self, number: int, others: NDArray[np.int32], cosines: NDArray[np.floating]) -> NDArray[np.float64]:
        """The likeness of all words, by how alike each of the two is with those nearest to it."""
        scaled: NDArray[np.float64] = cosines[:, ALL] / np.sqrt(self._crowd[others] * self._crowd[number])
        return scaled

    def _in_time(self, one: int, others: NDArray[np.int32]) -> NDArray[np.float64]:
        """What is left of a likeness for the days that lie between; all where a report has no date."""
        apart = np.abs(self._days[others] - self._days[one])
        return np.asarray(np.power(0.5, np.where(np.isnan(apart), 0.0, apart) / DAYS))

    def _form(self, number: int) -> list[int]:
        """Find the story of a new report; the reports whose story is another one now.

        Where it clearly belongs to one story and to no other it joins that, and where it belongs to none it opens one;
        else the stories around it are formed anew.
        """
        sums: dict[int, float] = {}
        for other, chance in self._edges[number]:
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
        held: set[int] = set()
        near = [(-chance, at, other) for at, (other, chance) in enumerate(self._edges[number]) if chance >= LEAST / 2]
        for _, _, other in sorted(near):
            story = self._members[self._story[other]]
            if len(story) > HELD:
                held.add(self._story[other])
            elif len(touched) + len(story) <= TOUCHED:
                touched.update(dict.fromkeys(story))
        return self._assign(sorted(touched), held)

    def _assign(self, numbers: Sequence[int], held: AbstractSet[int] = frozenset()) -> list[int]:
        """Form the stories of some reports anew, beside the stories `held`, which stay whole; those whose story is
        another one now. Takes time by the reports, not by the size of what is held."""
        nodes = [*numbers, *(~story for story in sorted(held))]
        place = {node: at for at, node in enumerate(nodes)}
        rows: list[dict[int, float]] = [{} for _ in nodes]
        for at, one in enumerate(numbers):
            row = rows[at]
            for other, value in self._edges[one]:
                beside = place.get(other)
                if beside is None and held:
                    beside = place.get(~self._story[other])
                    if beside is not None:
                        value += row.get(beside, 0.0)
                        rows[beside][at] = value
                if beside is not None:
                    row[beside] = value
        for number in numbers:
            self._members.pop(self._story[number], None)
        together: list[tuple[int, int]] = []
        apart: list[tuple[int, int]] = []
        for pair, same in self._said.items():
            ends = [place.get(one, place.get(~self._story[one])) for one in pair]
            if ends[0] is not None and ends[1] is not None and ends[0] != ends[1]:
                (together if same else apart).append((ends[0], ends[1]))
        sizes = [1] * len(numbers) + [len(self._members[~node]) for node in nodes[len(numbers) :]]
        moved: list[int] = []
        for group in grouped(rows, sizes, LEAST, together, apart):
            found = [nodes[at] for at in group]
            moved += self._grouped([one for one in found if one >= 0], [~one for one in found if one < 0])
        return moved

    def _grouped(self, numbers: list[int], held: list[int]) -> list[int]:
        """Make one story of some reports and of stories that are held; the reports whose story is another one now."""
        first = min([*numbers, *held])
        moved = [number for number in numbers if self._story[number] != first]
        members = self._members.pop(first) if first in held else []
        for story in held:
            if story != first:
                moved += self._members[story]
                members += self._members.pop(story)
        self._members[first] = members + numbers
        for number in moved:
            self._story[number] = first
        return moved


def stories(reports: Iterable[Report], knowledge: Knowledge) -> list[StoryOf]:
    """The stories of many reports at once, in the order in which the reports come; an id that comes again is
    skipped."""
    index = StoryIndex(knowledge)
    for report in reports:
        index.enter(report)
    index.settle()
    return index.stories()
