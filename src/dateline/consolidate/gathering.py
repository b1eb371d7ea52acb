"""Which assertions of several reports are one claim: alike in what they tell, in mood, and in the days they name."""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date

from dateline.consolidate.alignment import CONTAINED, Passages, share
from dateline.consolidate.assertions import Assertion
from dateline.consolidate.likeness import Rarity, alike
from dateline.consolidate.linkage import linked

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


def gathered(listed: Sequence[Assertion], passages: Passages | None = None) -> list[tuple[list[Assertion], float]]:
    """The assertions as claims, each with the average likeness within it, in the order of their first assertions.

    Assertions that are the same word for word are one from the start; two of one report only where they overlap. Where
    `passages` lay two side by side, and the one has nearly all that the other has, they are alike by that, however each
    was cut. Bare assertions make no claim; they belong to one that the report has from another.
    """
    passages = passages or Passages()
    told = [one for one in listed if not one.bare]
    units: dict[tuple[object, ...], list[int]] = {}
    for number, one in enumerate(told):
        units.setdefault((frozenset(one.terms.items()), _mood(one), " ".join(one.words.split())), []).append(number)
    groups = list(units.values())
    heads = [told[group[0]] for group in groups]
    rarity = Rarity(one.terms for one in heads)
    weighed = [rarity.weighed(one.terms) for one in heads]
    homes = [{told[number].source.id for number in group} for group in groups]
    unit_of = {id(told[number]): unit for unit, group in enumerate(groups) for number in group}
    beside, bare = _beside(_fitting(listed, passages, rarity), listed, passages, unit_of)
    edges: dict[tuple[int, int], float] = {}
    for a, b in sorted({*_candidates(weighed), *beside}):
        if homes[a] & homes[b] and not _overlap(heads[a], heads[b]):
            continue
        likeness = _likeness(heads[a], heads[b], weighed[a], weighed[b])
        if (a, b) in beside and (value := share(weighed[a], weighed[b])) >= CONTAINED:
            likeness = max(likeness, _still(heads[a], heads[b], value))
        if likeness >= FAINT:
            edges[a, b] = likeness
    joined = linked(range(len(heads)), edges, SAME)
    followers = _followers(bare, rarity, heads, weighed, joined, homes, passages)
    found = []
    for place, members in enumerate(joined):
        inside = set(members)
        own = [value for (a, b), value in edges.items() if a in inside and b in inside] if len(members) > 1 else []
        own += [value for _, value in followers.get(place, ())]
        assertions = [told[number] for unit in members for number in groups[unit]]
        assertions += [one for one, _ in followers.get(place, ())]
        found.append((sorted(assertions, key=lambda one: one.id), sum(own) / len(own) if own else 1.0))
    return found


def _fitting(listed: Sequence[Assertion], passages: Passages, rarity: Rarity) -> list[tuple[int, int]]:
    """Of the assertions that passages lay side by side, the pairs of which each is the likest to the other in its
    report: where a whole and a part of it stand in both, the whole is not beside the part. A bare one keeps none off.
    """
    weighed: dict[int, Mapping[str, float]] = {}
    likest: dict[tuple[int, str], float] = {}
    pairs: dict[tuple[int, int], float] = {}
    for pair in passages.pairs(listed):
        if pair in pairs:
            continue
        for number in pair:
            if number not in weighed:
                weighed[number] = rarity.weighed(listed[number].terms)
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


def _beside(
    pairs: Sequence[tuple[int, int]], listed: Sequence[Assertion], passages: Passages, unit_of: Mapping[int, int]
) -> tuple[set[tuple[int, int]], list[tuple[Assertion, int]]]:
    """Units that a passage lays side by side; and bare assertions with the units that their reports may have them
    from."""
    units: set[tuple[int, int]] = set()
    bare: dict[tuple[int, int], Assertion] = {}
    for pair in pairs:
        for one, other in (pair, pair[::-1]):
            second = unit_of.get(id(listed[other]))
            if second is None:
                continue
            first = unit_of.get(id(listed[one]))
            if first is not None and first < second:
                units.add((first, second))
            elif first is None and passages.follows(listed[one].source.id, listed[other].source.id):
                bare[one, second] = listed[one]
    return units, [(bare[key], key[1]) for key in sorted(bare)]


def _followers(
    bare: Sequence[tuple[Assertion, int]],
    rarity: Rarity,
    heads: Sequence[Assertion],
    weighed: Sequence[Mapping[str, float]],
    joined: Sequence[Sequence[int]],
    homes: Sequence[AbstractSet[str]],
    passages: Passages,
) -> dict[int, list[tuple[Assertion, float]]]:
    """For each claim the bare assertions that belong to it, each to that of the unit it has most in common with, and
    to none in which its report has a telling of its own."""
    best: dict[str, tuple[float, int, Assertion]] = {}
    for one, unit in bare:
        if passages.modality(one.words) != passages.modality(heads[unit].words):
            continue
        value = share(rarity.weighed(one.terms), weighed[unit])
        if value >= CONTAINED and (value := _still(one, heads[unit], value)) >= SAME:
            best[one.id] = max(best.get(one.id, (0.0, 0, one)), (value, -unit, one), key=lambda row: row[:2])
    claim_of = {unit: place for place, members in enumerate(joined) for unit in members}
    found: dict[int, list[tuple[Assertion, float]]] = {}
    for value, unit, one in best.values():
        place = claim_of[-unit]
        if not any(one.source.id in homes[member] for member in joined[place]):
            found.setdefault(place, []).append((one, value))
    return found


def _candidates(weighed: Sequence[Mapping[str, float]]) -> list[tuple[int, int]]:
    postings: dict[str, list[int]] = {}
    for number, terms in enumerate(weighed):
        for term in terms:
            postings.setdefault(term, []).append(number)
    pairs = set()
    for number, terms in enumerate(weighed):
        shared: dict[int, float] = {}
        for term, weight in terms.items():
            rows = postings[term]
            for other in rows if len(rows) <= LISTED else rows[-LISTED:]:
                if other < number:
                    shared[other] = shared.get(other, 0.0) + weight
        for other in heapq.nlargest(NEAR, shared, key=lambda one: (shared[one], -one)):
            pairs.add((other, number))
    return sorted(pairs)


def _likeness(one: Assertion, other: Assertion, first: Mapping[str, float], second: Mapping[str, float]) -> float:
    value = alike(first, second) * min(1.0, (min(len(first), len(second)) + 1) / (FULL + 1))
    return _still(one, other, value * min(1.0, alike(acts(first), acts(second)) / ACTS))


def _still(one: Assertion, other: Assertion, value: float) -> float:
    """What is left of a likeness of words for mood and time."""
    if _mood(one) != _mood(other):
        value *= OTHER_MOOD
    return value * _in_time(one, other)


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


def _in_time(one: Assertion, other: Assertion) -> float:
    """What is left of a likeness for the days that lie between; all where one of them has no date at all."""
    first, second = days(one), days(other)
    half = HALF if first and second else HALF_UNDATED
    first, second = first or _published(one), second or _published(other)
    if first is None or second is None:
        return 1.0
    gap = max((second[0] - first[1]).days, (first[0] - second[1]).days)
    return float(0.5 ** (max(0, gap - LEEWAY) / half))


def _published(one: Assertion) -> tuple[date, date] | None:
    found = day(one.source.published)
    return (found, found) if found else None


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
