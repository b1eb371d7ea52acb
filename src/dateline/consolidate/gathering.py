"""Which assertions of several reports are one claim: alike in what they tell, in mood, and in the days they name."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from dateline.consolidate.alignment import CONTAINED, Passages, share
from dateline.consolidate.assertions import Assertion
from dateline.consolidate.grouping import Groups
from dateline.consolidate.likeness import Rarity, alike
from dateline.consolidate.neighbours import Lists, best
from dateline.consolidate.words import Kept
from dateline.model.lineage import Edge

SAME = 0.47
"""Average likeness from which assertions are one claim. Set on the sample story."""
FAINT = 0.25
"""A likeness below this is not kept."""
NEAR = 40
"""Assertions with which one is compared: those with the weightiest shared terms."""
LISTED = 400
"""Assertions that are looked at under one term; a term of more tells nothing here."""
FULL = 5
"""Terms from which the share of the lesser assertion counts in full: of two words, one is soon shared."""
HALF, HALF_UNDATED = 15.0, 45.0
"""Days between what two assertions date, or else between their reports, for which the likeness halves."""
LEEWAY = 3
"""Days that do not count: a day is told a day late, and by another clock."""
ACTS = 0.3
"""Likeness of the words that are no names and numbers, from which that of all counts in full."""
MOODS = {
    **dict.fromkeys(("asks", "asked", "threatens"), "wanted"),
    **dict.fromkeys(("promises", "planned"), "planned"),
    "hypothetical": "thought",
}
OTHER_MOOD = 0.5
"""What is left of the likeness where the one is wanted and the other done."""


@dataclass(frozen=True, slots=True)
class _Unit:
    """Assertions that are the same word for word, by the first of them: its terms with their rarity, what they weigh
    in all, those that are no names and numbers, its mood, and the days that it tells and on which it came out."""

    head: Assertion
    weighed: Mapping[str, float]
    weight: float
    acts: Mapping[str, float]
    mood: str
    told: tuple[int, int] | None
    published: tuple[int, int] | None


class Gathering:
    """Assertions as claims, to which more can be added.

    Assertions that are the same word for word are one from the start; two of one report only where they overlap. Where
    `passages` lay two side by side, and the one has nearly all that the other has, they are alike by that, however each
    was cut. Bare assertions make no claim; they belong to one that the report has from another. How rare a term is
    follows from the assertions that were added first.
    """

    def __init__(self, passages: Passages) -> None:
        self._passages = passages
        self._rare: Kept[float] | None = None
        self._listed: list[Assertion] = []
        self._unit_of: list[int | None] = []
        self._known: dict[tuple[object, ...], int] = {}
        self._key_of: list[tuple[object, ...]] = []
        self._units: list[_Unit] = []
        self._tellings: list[list[int]] = []
        self._homes: list[set[str]] = []
        self._units_of: dict[str, set[int]] = {}
        self._weights = np.empty(0)
        self._terms: dict[str, int] = {}
        self._lists = Lists(LISTED)
        self._groups = Groups(SAME)
        self._left: set[int] = set()
        self._dead: set[int] = set()
        self._follows: dict[str, tuple[float, int, Assertion]] = {}
        self._followed: dict[int, set[str]] = {}

    def add(
        self, listed: Sequence[Assertion], edges: Iterable[Edge] = (), told: Collection[str] = ()
    ) -> tuple[set[int], list[int]]:
        """Take in assertions, and what `edges`, which are new, lay side by side: the names of claims that are no more,
        and of those that are new or told otherwise. Claims of reports `told` get new names whatever became of them."""
        before = len(self._units)
        changed = self._enter(listed) | (self._left - self._dead)
        self._left = set()
        if self._rare is None:
            self._rare = Kept(Rarity(self._listed[numbers[0]].terms for numbers in self._tellings))
        for unit in range(before, len(self._tellings)):
            self._units.append(self._unit(self._listed[self._tellings[unit][0]]))
        self._weights = np.array([one.weight for one in self._units])
        for unit in sorted(changed):
            for other in [one for one in self._groups.near(unit) if self._parted(unit, one)]:
                self._groups.unlike(unit, other)
                changed.add(other)
        beside, bare = self._beside(self._fitting(edges))
        pairs = {pair for unit in range(before, len(self._units)) for pair in self._candidates(unit)}
        changed |= self._compare(pairs | beside, beside)
        changed |= self._follow(bare)
        return self._groups.form(changed, {unit for report in told for unit in self._units_of.get(report, ())})

    def remove(self, report: str) -> None:
        """Take away what a report asserts; `add` tells what that changes."""
        self._passages.leave(report)
        for unit in sorted(self._units_of.pop(report, ())):
            for id in [id for id in self._followed.get(unit, ()) if self._follows[id][2].source.id == report]:
                self._followed[unit].discard(id)
                del self._follows[id]
                self._left.add(unit)
            if report not in self._homes[unit]:
                continue
            self._homes[unit].discard(report)
            self._tellings[unit] = [one for one in self._tellings[unit] if self._listed[one].source.id != report]
            if self._tellings[unit]:
                self._units[unit] = self._unit(self._listed[self._tellings[unit][0]])
                self._left.add(unit)
                continue
            self._left |= self._groups.drop(unit)
            self._left.discard(unit)
            self._dead.add(unit)
            del self._known[self._key_of[unit]]
            for id in self._followed.pop(unit, ()):
                del self._follows[id]

    def claim(self, name: int) -> tuple[list[Assertion], float]:
        """The assertions of a claim in the order of their ids, and how alike they are on the average."""
        units = self._groups.nodes(name)
        found = [self._listed[number] for unit in units for number in self._tellings[unit]]
        homes = set().union(*(self._homes[unit] for unit in units))
        followers = [
            (one, value)
            for unit in units
            for id in sorted(self._followed.get(unit, ()))
            for value, _, one in (self._follows[id],)
            if one.source.id not in homes
        ]
        inside = set(units)
        own = [
            value
            for unit in units
            for other, value in self._groups.near(unit).items()
            if unit < other and other in inside
        ]
        own += [value for _, value in followers]
        found += [one for one, _ in followers]
        return sorted(found, key=lambda one: one.id), sum(own) / len(own) if own else 1.0

    def _enter(self, listed: Iterable[Assertion]) -> set[int]:
        """Number assertions by their units; the units that have more now, or are new."""
        changed = set()
        for one in listed:
            number = len(self._listed)
            self._listed.append(one)
            self._passages.place(one.source.id, one.span, number)
            if one.bare:
                self._unit_of.append(None)
                continue
            key = (frozenset(one.terms.items()), _mood(one), " ".join(one.words.split()))
            unit = self._known.get(key)
            if unit is None:
                unit = self._known[key] = self._groups.add()
                self._key_of.append(key)
                self._tellings.append([])
                self._homes.append(set())
            self._tellings[unit].append(number)
            self._homes[unit].add(one.source.id)
            self._units_of.setdefault(one.source.id, set()).add(unit)
            self._unit_of.append(unit)
            changed.add(unit)
        return changed

    def _weighed(self, terms: Mapping[str, float]) -> dict[str, float]:
        """Terms with their rarity counted in."""
        assert self._rare is not None, "rarity is known before anything is compared"
        return weighed(terms, self._rare)

    def _unit(self, head: Assertion) -> _Unit:
        weighed = self._weighed(head.terms)
        told = days(head)
        return _Unit(
            head,
            weighed,
            sum(weighed.values()),
            acts(weighed),
            _mood(head),
            (told[0].toordinal(), told[1].toordinal()) if told else None,
            _published(head),
        )

    def _parted(self, one: int, other: int) -> bool:
        """Whether a report tells both, in different places."""
        if self._homes[one].isdisjoint(self._homes[other]):
            return False
        return not _overlap(self._units[one].head, self._units[other].head)

    def _candidates(self, unit: int) -> list[tuple[int, int]]:
        """Units before one that have the weightiest terms in common with it; then it is listed itself."""
        mine = self._units[unit]
        keys = [self._terms.setdefault(term, len(self._terms)) for term in mine.weighed]
        weights = np.fromiter(mine.weighed.values(), np.float64, len(keys))
        numbers, sums = self._lists.under(keys, weights)
        self._lists.add(keys, unit)
        found = best(numbers, sums, NEAR)
        if not found:
            return []
        # So alike they can be at most, whatever the terms weigh in the other.
        shared = np.sort(sums)[::-1][: len(found)]
        other = self._weights[found]
        most = shared / (mine.weight + other) + shared / (2 * np.maximum(np.minimum(mine.weight, other), 2.0))
        return [(found[at], unit) for at in np.flatnonzero(most >= FAINT).tolist() if found[at] not in self._dead]

    def _compare(self, pairs: Iterable[tuple[int, int]], beside: Collection[tuple[int, int]]) -> set[int]:
        """Hold units against each other; those that are alike now."""
        changed = set()
        for a, b in sorted(pairs):
            if self._parted(a, b):
                continue
            one, other = self._units[a], self._units[b]
            still = _still(one, other)
            likeness = _likeness(one, other, still) if still >= FAINT else 0.0
            if (a, b) in beside and (value := share(one.weighed, other.weighed)) >= CONTAINED:
                likeness = max(likeness, value * still)
            if likeness >= FAINT:
                self._groups.like(a, b, likeness)
                changed |= {a, b}
        return changed

    def _fitting(self, edges: Iterable[Edge]) -> list[tuple[int, int]]:
        """Of the assertions that passages lay side by side, the pairs of which each is the likest to the other in its
        report: where a whole and a part of it stand in both, the whole is not beside the part. A bare one keeps none
        off."""
        listed = self._listed
        weighed: dict[int, Mapping[str, float]] = {}
        likest: dict[tuple[int, str], float] = {}
        pairs: dict[tuple[int, int], float] = {}
        for pair in self._passages.pairs(edges, listed):
            if pair in pairs:
                continue
            for number in pair:
                if number not in weighed:
                    weighed[number] = self._weighed(listed[number].terms)
            value = pairs[pair] = alike(weighed[pair[0]], weighed[pair[1]])
            if any(listed[number].bare for number in pair):
                continue
            for one, other in (pair, pair[::-1]):
                key = one, listed[other].source.id
                likest[key] = max(value, likest.get(key, 0.0))
        return [
            (one, other)
            for (one, other), value in pairs.items()
            if value >= likest.get((one, listed[other].source.id), 0.0)
            and value >= likest.get((other, listed[one].source.id), 0.0)
        ]

    def _beside(self, pairs: Sequence[tuple[int, int]]) -> tuple[set[tuple[int, int]], list[tuple[Assertion, int]]]:
        """Units that a passage lays side by side; and bare assertions with the units that their reports may have them
        from."""
        listed = self._listed
        units: set[tuple[int, int]] = set()
        bare: dict[tuple[int, int], Assertion] = {}
        for pair in pairs:
            for one, other in (pair, pair[::-1]):
                second = self._unit_of[other]
                if second is None:
                    continue
                first = self._unit_of[one]
                if first is not None and first < second:
                    units.add((first, second))
                elif first is None and self._passages.follows(listed[one].source.id, listed[other].source.id):
                    bare[one, second] = listed[one]
        return units, [(bare[key], key[1]) for key in sorted(bare)]

    def _follow(self, bare: Iterable[tuple[Assertion, int]]) -> set[int]:
        """Let bare assertions follow the units that they have most in common with; the units whose followers are
        others now."""
        changed = set()
        for one, number in bare:
            unit = self._units[number]
            if self._passages.modality(one.words) != self._passages.modality(unit.head.words):
                continue
            value = share(self._weighed(one.terms), unit.weighed)
            if value < CONTAINED or (value := value * _still(self._unit(one), unit)) < SAME:
                continue
            before = self._follows.get(one.id)
            if before is not None and (before[0], -before[1]) >= (value, -number):
                continue
            if before is not None:
                self._followed[before[1]].discard(one.id)
                changed.add(before[1])
            self._follows[one.id] = value, number, one
            self._followed.setdefault(number, set()).add(one.id)
            self._units_of.setdefault(one.source.id, set()).add(number)
            changed.add(number)
        return changed


def _likeness(one: _Unit, other: _Unit, still: float) -> float:
    """How alike two units are, counting what is left for mood and time; 0 where that is under `FAINT` for sure."""
    value = alike_of(one.weighed, other.weighed, one.weight, other.weight)
    value *= min(1.0, (min(len(one.weighed), len(other.weighed)) + 1) / (FULL + 1))
    if value * still < FAINT:
        return 0.0
    return value * min(1.0, alike(one.acts, other.acts) / ACTS) * still


def weighed(terms: Mapping[str, float], rare: Kept[float]) -> dict[str, float]:
    """Terms with their rarity counted in."""
    return {term: weight * rare[term] for term, weight in terms.items()}


def alike_of(one: Mapping[str, float], other: Mapping[str, float], first: float, second: float) -> float:
    """`alike` of terms whose weights are known in all."""
    if len(other) < len(one):
        one, other = other, one
    shared = 0.0
    for term, weight in one.items():
        if (theirs := other.get(term)) is not None:
            shared += weight if weight < theirs else theirs
    if not shared:
        return 0.0
    return shared / (first + second) + shared / (2 * max(min(first, second), 2.0))


def _still(one: _Unit, other: _Unit) -> float:
    """What is left of a likeness of words for mood and time."""
    value = 1.0 if one.mood == other.mood else OTHER_MOOD
    first, second = one.told or one.published, other.told or other.published
    if first is None or second is None:
        return value
    gap = max(second[0] - first[1], first[0] - second[1]) - LEEWAY
    if gap > 0:
        value *= 0.5 ** (gap / (HALF if one.told and other.told else HALF_UNDATED))
    return value


def acts(terms: Mapping[str, float]) -> dict[str, float]:
    """What is told, without of whom, where and how many: the same names alone do not make the same claim."""
    return {term: weight for term, weight in terms.items() if term[0] not in "@#"}


def _mood(one: Assertion) -> str:
    said = one.statement
    if said is not None and said.stance in MOODS:
        return MOODS[said.stance]
    statuses = [MOODS.get(one.source.reading.events[number].status, "told") for number in one.events]
    return statuses[0] if statuses else "told"


def _overlap(one: Assertion, other: Assertion) -> bool:
    return one.source.id == other.source.id and one.span.overlaps(other.span)


def _published(one: Assertion) -> tuple[int, int] | None:
    found = day(one.source.published)
    return (found.toordinal(), found.toordinal()) if found else None


def days(one: Assertion) -> tuple[date, date] | None:
    """The first and last day of the time of its first dated event; None where it has none."""
    reading = one.source.reading
    for number in one.events:
        at = reading.events[number].time
        if at is None:
            continue
        first, last = day(reading.times[at].earliest), day(reading.times[at].latest)
        if first is not None and last is not None:
            return min(first, last), max(first, last)
    return None


def day(iso: str | None) -> date | None:
    """An ISO date as a date; None where it is none."""
    try:
        return date.fromisoformat(iso[:10]) if iso else None
    except ValueError:
        return None
