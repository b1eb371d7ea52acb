"""Average linkage over a sparse graph: groups are joined while they are alike enough on the average."""

from __future__ import annotations

import heapq
from collections.abc import Hashable, Iterable, Mapping, Sequence
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
    rows: list[dict[int, float]] = [{} for _ in listed]
    for (left, right), value in edges.items():
        first, second = place.get(left), place.get(right)
        if first is not None and second is not None and first != second:
            rows[first][second] = rows[second][first] = max(value, rows[first].get(second, 0.0))
    size = [1 if sizes is None else sizes.get(node, 1) for node in listed]
    pairs = [
        [(place[left], place[right]) for left, right in listed_pairs if left in place and right in place]
        for listed_pairs in (together, apart)
    ]
    return [[listed[number] for number in group] for group in grouped(rows, size, least, *pairs)]


def grouped(
    rows: Sequence[dict[int, float]],
    sizes: Sequence[int],
    least: float,
    together: Iterable[tuple[int, int]] = (),
    apart: Iterable[tuple[int, int]] = (),
) -> list[list[int]]:
    """`linked` for nodes that are numbered from 0: `rows` are the edges of each, there and back; they are changed."""
    members: dict[int, list[int]] = {number: [number] for number in range(len(rows))}
    size, sums = dict(enumerate(sizes)), dict(enumerate(rows))
    for first, second in apart:
        if first != second:
            sums[first][second] = sums[second][first] = APART
    born = len(rows)
    for first, second in together:
        a = next(key for key, group in members.items() if first in group)
        b = next(key for key, group in members.items() if second in group)
        if a != b:
            _join(a, b, born, members, size, sums)
            born += 1
    heap = [
        (-average, a, b)
        for a, row in sums.items()
        for b, value in row.items()
        if value >= least and a < b and (average := value / _pairs(size[a], size[b])) >= least
    ]
    heapq.heapify(heap)
    while heap:
        _, a, b = heapq.heappop(heap)
        if a not in members or b not in members:
            continue
        wide = size[a] + size[b]
        for other, value in _join(a, b, born, members, size, sums).items():
            if value >= least and (average := value / _pairs(wide, size[other])) >= least:
                heapq.heappush(heap, (-average, other, born))
        born += 1
    return sorted((sorted(group) for group in members.values()), key=lambda group: group[0])


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
