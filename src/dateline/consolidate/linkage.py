"""Average linkage over a sparse graph: groups are joined while they are alike enough on the average."""

from __future__ import annotations

import heapq
from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

Node = TypeVar("Node", bound=Hashable)

WIDE = 40
"""Neighbours of a report that count in an average; in a larger group not all pairs were looked at."""


def linked(nodes: Iterable[Node], edges: Mapping[tuple[Node, Node], float], least: float) -> list[list[Node]]:
    """Groups of nodes, in the order of `nodes`, such that no two groups are alike by `least` or more on the average.

    Pairs without an edge count as 0, at most `WIDE` of them for each node of the smaller group. The most alike are
    joined first; of equals, those that come first.
    """
    listed = list(dict.fromkeys(nodes))
    place = {node: number for number, node in enumerate(listed)}
    members: dict[int, list[int]] = {number: [number] for number in range(len(listed))}
    sums: dict[int, dict[int, float]] = {number: {} for number in members}
    for (left, right), value in edges.items():
        first, second = place.get(left), place.get(right)
        if first is not None and second is not None and first != second:
            sums[first][second] = sums[second][first] = max(value, sums[first].get(second, 0.0))
    heap = [(-value, a, b) for a, row in sums.items() for b, value in row.items() if a < b and value >= least]
    heapq.heapify(heap)
    born = len(listed)
    while heap:
        _, a, b = heapq.heappop(heap)
        if a not in members or b not in members:
            continue
        joined = members.pop(a) + members.pop(b)
        row = sums.pop(a)
        for other, value in sums.pop(b).items():
            row[other] = row.get(other, 0.0) + value
        row.pop(a, None)
        row.pop(b, None)
        for other, value in row.items():
            theirs = sums[other]
            theirs.pop(a, None)
            theirs.pop(b, None)
            theirs[born] = value
            average = value / _pairs(len(joined), len(members[other]))
            if average >= least:
                heapq.heappush(heap, (-average, other, born))
        members[born], sums[born] = joined, row
        born += 1
    groups = sorted((sorted(group) for group in members.values()), key=lambda group: group[0])
    return [[listed[number] for number in group] for group in groups]


def _pairs(one: int, other: int) -> int:
    return min(one * other, WIDE * min(one, other))
