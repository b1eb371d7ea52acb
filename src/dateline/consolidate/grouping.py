"""Groups by average linkage that are kept while more comes: only those are formed anew that hang together with it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from dateline.consolidate.linkage import linked


class Groups:
    """Nodes, numbered as they come, the likenesses between them, and the groups that these make.

    Two groups are only joined where a node of the one is like one of the other by `least`; so nodes that no chain of
    such likenesses connects are grouped apart from each other, and what comes to the ones leaves the others as they
    are. A group has a name, which it never shares with an earlier one; it keeps it while nothing of it changes.
    """

    def __init__(self, least: float) -> None:
        self._least = least
        self._near: list[dict[int, float]] = []
        self._group_of: list[int] = []
        self._groups: dict[int, list[int]] = {}
        self._names = 0
        self._gone: set[int] = set()
        self._together: dict[int, set[int]] = {}
        self._apart: dict[int, set[int]] = {}

    def __len__(self) -> int:
        return len(self._near)

    def add(self) -> int:
        """A new node, in no group until `form` is told of it."""
        self._near.append({})
        self._group_of.append(-1)
        return len(self._near) - 1

    def near(self, node: int) -> Mapping[int, float]:
        """The nodes that are like one, and how much."""
        return self._near[node]

    def like(self, one: int, other: int, value: float) -> None:
        """Say how alike two nodes are."""
        self._near[one][other] = self._near[other][one] = value

    def unlike(self, one: int, other: int) -> None:
        """Take back that two are alike."""
        self._near[one].pop(other, None)
        self._near[other].pop(one, None)

    def drop(self, node: int) -> set[int]:
        """Take a node away; those that were in one group with it, of which `form` must be told."""
        for other in list(self._near[node]):
            self.unlike(node, other)
        for kept in (self._together, self._apart):
            for other in kept.pop(node, ()):
                kept[other].discard(node)
        name = self._group_of[node]
        self._group_of[node] = -1
        if name < 0:
            return set()
        self._groups[name].remove(node)
        self._gone.update(() if self._groups[name] else (name,))
        return set(self._groups[name])

    def judge(self, together: Iterable[tuple[int, int]], apart: Iterable[tuple[int, int]]) -> None:
        """Nodes that must be in one group, and that must not."""
        for pairs, kept in ((together, self._together), (apart, self._apart)):
            for one, other in pairs:
                kept.setdefault(one, set()).add(other)
                kept.setdefault(other, set()).add(one)

    def group(self, node: int) -> int:
        """The name of the group that a node is in."""
        return self._group_of[node]

    def nodes(self, name: int) -> list[int]:
        """The nodes of a group, ascending."""
        return self._groups[name]

    def names(self) -> Collection[int]:
        """The names of all groups."""
        return self._groups.keys()

    def score(self, name: int) -> float | None:
        """How alike the nodes of a group are on the average of those that were compared; None where none were."""
        nodes = self._groups[name]
        if len(nodes) == 1:
            return None
        inside = set(nodes)
        own = [value for node in nodes for other, value in self._near[node].items() if node < other and other in inside]
        return sum(own) / len(own) if own else None

    def form(self, changed: Collection[int], told: Collection[int] = ()) -> tuple[set[int], list[int]]:
        """Form the groups of nodes anew that have `changed`, or whose likenesses have, with all that hang together with
        them. Groups of nodes `told` get another name. The names that are gone, and those that are new."""
        gone, self._gone = self._gone, set()
        made: dict[int, None] = {}
        altered = set(changed)
        seen: set[int] = set()
        for start in sorted(altered):
            if start in seen:
                continue
            nodes = self._connected(start)
            seen.update(nodes)
            for group in self._linked(sorted(nodes)):
                before = self._group_of[group[0]]
                if before >= 0 and before not in gone and self._groups[before] == group and altered.isdisjoint(group):
                    continue
                made[self._named(group, gone)] = None
        for node in told:
            if (name := self._group_of[node]) not in made:
                made[self._named(self._groups[name], gone)] = None
        for name in gone:
            self._groups.pop(name, None)
        return gone, list(made)

    def _connected(self, start: int) -> set[int]:
        """The nodes that a chain of likenesses, of judgements, or of groups as they were, connects with one."""
        found = {start}
        waiting = [start]
        while waiting:
            node = waiting.pop()
            near = [other for other, value in self._near[node].items() if value >= self._least]
            name = self._group_of[node]
            for other in (*near, *self._together.get(node, ()), *(self._groups[name] if name >= 0 else ())):
                if other not in found:
                    found.add(other)
                    waiting.append(other)
        return found

    def _linked(self, nodes: list[int]) -> list[list[int]]:
        if len(nodes) == 1:
            return [nodes]
        inside = set(nodes)
        edges = {
            (node, other): value
            for node in nodes
            for other, value in self._near[node].items()
            if node < other and other in inside
        }
        together, apart = (
            [(node, other) for node in nodes if node in kept for other in sorted(kept[node]) if node < other]
            for kept in (self._together, self._apart)
        )
        return linked(nodes, edges, self._least, together=together, apart=apart)

    def _named(self, group: list[int], gone: set[int]) -> int:
        name = self._names
        self._names += 1
        gone.update(before for node in group if (before := self._group_of[node]) >= 0)
        for node in group:
            self._group_of[node] = name
        self._groups[name] = group
        return name
