"""Which words of two reports stand in one place of a copied text: what the one tells there the other tells too."""

from __future__ import annotations

import heapq
import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Any

from dateline.consolidate.assertions import LEAST, Assertion
from dateline.knowledge import Knowledge
from dateline.model.lineage import Edge, Passage
from dateline.model.text import Span

CONTAINED = 0.6
"""Share of the lesser assertion's terms, by weight, that the other must have where a passage lays them side by side.
Set on the sample story: a sentence cut a word shorter has all of them, another clause of it under half."""
SLACK = 80
"""Code points by which the place of words in a copied passage may be missed: an editor's small changes add up."""

OTHERS = 12
"""Reports that one is laid beside, those that it has most from; copies of many copies meet through each other."""
FROM = ("a_from_b", "b_from_a")

Pair = tuple[int, int]
"""Two assertions by their numbers."""


def told_outright(words: str) -> tuple[bool, bool]:
    """The modality of words of which nobody can tell it."""
    return False, False


class Passages:
    """What reports have from each other, or from one place: the passages of copies and rewritings."""

    def __init__(
        self, edges: Iterable[Edge] = (), modality: Callable[[str], tuple[bool, bool]] = told_outright
    ) -> None:
        self.modality = modality
        self._sided: dict[str, list[Edge]] = {}
        self._kept: dict[tuple[str, str], Edge] = {}
        self._had: dict[str, list[Span]] = {}
        self._parents: set[tuple[str, str]] = set()
        self._places = _Places()
        self.add(edges)

    @property
    def kept(self) -> list[Edge]:
        """The edges that count: those of the `OTHERS` from which a report has most, for one of the two."""
        return list(self._kept.values())

    def add(self, edges: Iterable[Edge]) -> list[Edge]:
        """Take in edges between reports of which none was known; those that count and did not before."""
        sided: dict[str, None] = {}
        for edge in edges:
            if edge.relation in ("copy", "derived") and edge.passages:
                for report in (edge.a, edge.b):
                    self._sided.setdefault(report, []).append(edge)
                    sided[report] = None
        found = [
            edge
            for report in sided
            for edge in heapq.nlargest(
                OTHERS, self._sided[report], key=lambda edge: (edge.direction in FROM, edge.score)
            )
        ]
        new = {(edge.a, edge.b): edge for edge in found if (edge.a, edge.b) not in self._kept}
        self._kept |= new
        for edge in new.values():
            if edge.direction in FROM:
                child, parent = (edge.a, edge.b) if edge.direction == "a_from_b" else (edge.b, edge.a)
                self._parents.add((child, parent))
                own = (one.a if child == edge.a else one.b for one in edge.passages)
                self._had.setdefault(child, []).extend(own)
        return list(new.values())

    def had(self, report: str) -> Sequence[Span]:
        """What a report has from others."""
        return self._had.get(report, ())

    def follows(self, child: str, parent: str) -> bool:
        """Whether the one report was made of the other."""
        return (child, parent) in self._parents

    def place(self, report: str, span: Span, number: int) -> None:
        """Say where an assertion stands; `pairs` gives its number."""
        self._places.add(report, span, number)

    def leave(self, report: str) -> None:
        """Forget a report, its edges and its assertions."""
        for edge in self._sided.pop(report, ()):
            self._kept.pop((edge.a, edge.b), None)
            self._parents -= {(edge.a, edge.b), (edge.b, edge.a)}
            other = edge.b if edge.a == report else edge.a
            if other in self._sided:
                self._sided[other] = [one for one in self._sided[other] if report not in (one.a, one.b)]
        self._had.pop(report, None)
        self._places.leave(report)

    def pairs(self, edges: Iterable[Edge], listed: Sequence[Assertion]) -> Iterator[Pair]:
        """The assertions that the passages of some edges lay side by side, the one of report `a` first; a pair may come
        again. `listed` has them by their numbers."""
        for edge in edges:
            for passage in edge.passages:
                for number in self._places.within(edge.a, passage.a):
                    for other in self._places.within(edge.b, _mapped(listed[number].span, passage)):
                        yield number, other


def share(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """Share of the lesser one's weight that the other has too, 0 to 1: of all, or of what is no name and no number,
    what is less. The same people at the same place can do several things in one sentence."""
    acts = [{term: weight for term, weight in terms.items() if term[0] not in "@#"} for terms in (one, other)]
    return min(_share(one, other), _share(*acts))


class Modality:
    """Tells whether words have a negation, and whether they have one that leaves open what is: where nobody has read an
    event in them, these alone tell that a rewriting turned it round. By the closed classes of `consolidating.yaml`."""

    def __init__(self, knowledge: Knowledge) -> None:
        rows = knowledge.lexicons.read("consolidating")["modality"]
        self._negative, self._open = (_any(row for row in rows if row["kind"] == kind) for kind in ("negative", "open"))

    def __call__(self, words: str) -> tuple[bool, bool]:
        return bool(self._negative.search(words)), bool(self._open.search(words))


def _any(rows: Iterable[Mapping[str, Any]]) -> re.Pattern[str]:
    """Any of the words of some rows; only small letters unless `capitals`, and at the end of a word for `ending`."""
    found = []
    for row in rows:
        words = "|".join(map(re.escape, row["words"].split()))
        words = words.replace("'", "['\u2019]")
        case = "(?i:" if row.get("capitals") else "(?:"
        found.append(("" if row.get("ending") else r"\b") + case + words + r")\b")
    return re.compile("|".join(found))


def _share(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    if sum(other.values()) < sum(one.values()):
        one, other = other, one
    shared = sum(min(weight, other[term]) for term, weight in one.items() if term in other)
    return shared / max(sum(one.values()), LEAST / 2)


class _Places:
    """The assertions of each report by where they begin."""

    def __init__(self) -> None:
        self._new: dict[str, list[tuple[Span, int]]] = {}
        self._rows: dict[str, tuple[list[tuple[Span, int]], list[int]]] = {}

    def add(self, report: str, span: Span, number: int) -> None:
        self._new.setdefault(report, []).append((span, number))

    def leave(self, report: str) -> None:
        self._new.pop(report, None)
        self._rows.pop(report, None)

    def within(self, report: str, place: Span) -> Iterator[int]:
        """Those that have more than half of their words in a place, or fill more than half of it."""
        row, ends = self._rows.get(report, ([], []))
        if new := self._new.pop(report, None):
            row = sorted([*row, *new])
            ends = list(accumulate((span.end for span, _ in row), max))
            self._rows[report] = row, ends
        for at in range(bisect_left(ends, place.start), len(row)):
            span, number = row[at]
            if span.start >= place.end:
                break
            common = min(span.end, place.end) - max(span.start, place.start)
            if 2 * common > min(len(span), len(place)):
                yield number


def _mapped(span: Span, passage: Passage) -> Span:
    """Where in report `b` of a passage the words of a span of report `a` stand, roughly; all of a reworded sentence."""
    if passage.kind == "reworded":
        return passage.b
    scale = len(passage.b) / max(1, len(passage.a))
    start = passage.b.start + int((span.start - passage.a.start) * scale) - SLACK
    end = passage.b.start + int((span.end - passage.a.start) * scale) + SLACK
    start = min(max(start, passage.b.start), passage.b.end)
    return Span(start, max(start, min(end, passage.b.end)))
