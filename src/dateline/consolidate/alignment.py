"""Which words of two reports stand in one place of a copied text: what the one tells there the other tells too."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate

from dateline.consolidate.assertions import LEAST, Assertion
from dateline.consolidate.likeness import Terms
from dateline.model.lineage import Edge, Passage
from dateline.model.text import Span

CONTAINED = 0.6
"""Share of the lesser assertion's terms, by weight, that the other must have where a passage lays them side by side.
Set on the sample story: a sentence cut a word shorter has all of them, another clause of the same sentence under half."""
SLACK = 80
"""Code points by which the place of words in a copied passage may be missed: an editor's small changes add up."""

Pair = tuple[int, int]
"""Two assertions by their numbers, the lower first."""


class Passages:
    """What reports have from each other, or from one place: passages by the pair of reports, of copies and rewritings."""

    def __init__(self, edges: Iterable[Edge] = ()) -> None:
        self._of: dict[str, list[tuple[str, tuple[Passage, ...]]]] = {}
        for edge in edges:
            if edge.relation in ("copy", "derived") and edge.passages:
                self._of.setdefault(edge.a, []).append((edge.b, edge.passages))

    def pairs(self, listed: Sequence[Assertion]) -> Iterator[Pair]:
        """The pairs of assertions that a passage lays side by side, each once or more."""
        places = _Places(listed)
        for report, others in self._of.items():
            for other, passages in others:
                for passage in passages:
                    for number in places.within(report, passage.a):
                        for found in places.within(other, _mapped(listed[number].span, passage)):
                            yield min(number, found), max(number, found)

    def contained(
        self, listed: Sequence[Assertion], weighed: Callable[[Terms], Mapping[str, float]]
    ) -> dict[Pair, float]:
        """The pairs of which one tells what the other tells, as the place shows, each with the share that it has.

        `weighed` counts the rarity of terms in.
        """
        cache: dict[int, Mapping[str, float]] = {}

        def terms(number: int) -> Mapping[str, float]:
            if number not in cache:
                cache[number] = weighed(listed[number].terms)
            return cache[number]

        shares = {pair: share(terms(pair[0]), terms(pair[1])) for pair in dict.fromkeys(self.pairs(listed))}
        return {pair: value for pair, value in shares.items() if value >= CONTAINED}


def share(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """Share of the lesser one's weight that the other has too, 0 to 1: of all, or of what is no name and no number, what
    is less. The same people at the same place can do several things in one sentence."""
    acts = [{term: weight for term, weight in terms.items() if term[0] not in "@#"} for terms in (one, other)]
    return min(_share(one, other), _share(*acts))


def _share(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    if sum(other.values()) < sum(one.values()):
        one, other = other, one
    shared = sum(min(weight, other[term]) for term, weight in one.items() if term in other)
    return shared / max(sum(one.values()), LEAST / 2)


class _Places:
    """The assertions of each report by where they begin."""

    def __init__(self, listed: Sequence[Assertion]) -> None:
        rows: dict[str, list[tuple[Span, int]]] = {}
        for number, one in enumerate(listed):
            rows.setdefault(one.source.id, []).append((one.span, number))
        self._rows = {report: sorted(row) for report, row in rows.items()}
        self._ends = {
            report: list(accumulate((span.end for span, _ in row), max)) for report, row in self._rows.items()
        }

    def within(self, report: str, place: Span) -> Iterator[int]:
        """Those that have more than half of their words in a place, or fill more than half of it."""
        row = self._rows.get(report, [])
        for at in range(bisect_left(self._ends.get(report, []), place.start), len(row)):
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
