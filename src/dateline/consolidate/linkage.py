"""Average linkage over a sparse graph: groups are joined while they are alike enough on the average."""

from __future__ import annotations

import heapq
from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

Node = TypeVar("Node", bound=Hashable)

WIDE = 40
"""Neighbours of a report that count in an average; in a larger group not all pairs were looked at."""


APART = -1e9
"""What a pair that must not be together counts: more than any number of likenesses."""


def linked(
    nodes: Iterable[Node],
    edges: Mapping[tuple[Node, Node], float],
    least: float,
    *,
    together: Iterable[tuple[Node, Node]] = (),
    apart: Iterable[tuple[Node, Node]] = (),
    sizes: Mapping[Node, int] | None = None,
) -> list[list[Node]]:
    """Groups of nodes, in the order of `nodes`, such that no two groups are alike by `least` or more on the average.

    Pairs that must be `together` are in one group, and pairs that must be `apart` are not, unless other pairs that must
    be together leave no way.

    A node may stand for a group that is not parted, of the size in `sizes`; its edges are the sums of its members'.

    Pairs without an edge count as 0, at most `WIDE` of them for each node of the smaller group. The most alike are
    joined first; of equals, those that come first.
    """
    listed = list(dict.fromkeys(nodes))
    place = {node: number for number, node in enumerate(listed)}
    members: dict[int, list[int]] = {number: [number] for number in range(len(listed))}
    size = {number: 1 if sizes is None else sizes.get(node, 1) for number, node in enumerate(listed)}
    sums: dict[int, dict[int, float]] = {number: {} for number in members}
    for (left, right), value in edges.items():
        first, second = place.get(left), place.get(right)
        if first is not None and second is not None and first != second:
            sums[first][second] = sums[second][first] = max(value, sums[first].get(second, 0.0))
    for left, right in apart:
        first, second = place.get(left), place.get(right)
        if first is not None and second is not None and first != second:
            sums[first][second] = sums[second][first] = APART
    born = len(listed)
    for left, right in together:
        first, second = place.get(left), place.get(right)
        a = next((key for key, group in members.items() if first in group), None)
        b = next((key for key, group in members.items() if second in group), None)
        if a is not None and b is not None and a != b:
            _join(a, b, born, members, size, sums)
            born += 1
    heap = [
        (-average, a, b)
        for a, row in sums.items()
        for b, value in row.items()
        if a < b and (average := value / _pairs(size[a], size[b])) >= least
    ]
    heapq.heapify(heap)
    while heap:
        _, a, b = heapq.heappop(heap)
        if a not in members or b not in members:
            continue
        for other, value in _join(a, b, born, members, size, sums).items():
            average = value / _pairs(size[born], size[other])
            if average >= least:
                heapq.heappush(heap, (-average, other, born))
        born += 1
    groups = sorted((sorted(group) for group in members.values()), key=lambda group: group[0])
    return [[listed[number] for number in group] for group in groups]


def _join(
    a: int,
    b: int,
    born: int,
    members: dict[int, list[int]],
    size: dict[int, int],
    sums: dict[int, dict[int, float]],
) -> dict[int, float]:
    """Make one group of two, under a new number; its likenesses to the others, summed, are returned."""
    joined = members.pop(a) + members.pop(b)
    size[born] = size.pop(a) + size.pop(b)
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
    members[born], sums[born] = joined, row
    return row


def _pairs(one: int, other: int) -> int:
    return min(one * other, WIDE * min(one, other))
