"""Who copied whom: edges between reports, in degrees, with the passages that show it."""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from dateline.consolidate.credits import Crediting, Credits
from dateline.consolidate.direction import direction, when
from dateline.consolidate.features import Compared, Coverage, Prepared, compare, prepare
from dateline.consolidate.neighbours import Postings, TermIndex, sketch
from dateline.consolidate.passages import LEAST, evidence, likeness, turned
from dateline.consolidate.vectors import sides
from dateline.consolidate.words import Folder
from dateline.knowledge import Knowledge
from dateline.model.lineage import Direction, Edge, Passage, Relation
from dateline.model.report import Report

SAME = 0.5
"""Probability from which one text lies behind two reports, and from which it is a copy."""
FEW = 3
"""Runs of five words that two reports must share to be compared further, where neither names the other."""
QUOTED = 8
"""Words that two reports must quote alike to share quotations."""
DAYS = 60
"""A report credited by another is at most so much older."""
COMPARED = 24
"""Reports with which a new one is compared for its runs of words, and half as many for its rare words."""
KEPT = 4_000
"""Prepared reports that are kept at hand; others are prepared again when they are compared."""
RETOLD = "the shared content stands under the other's name"
"""The reason of an edge that rests on a credit, not on the words."""
NEARLY = 0.1
"""Of a publisher's reports that may have been retold the likeliest is taken, and those that are so much less likely."""
CREDIT = {"support": 9.0, "restated": 5.0, "order": 2.0, "numbers": 1.5, "": -5.6}
"""What the same content under the other's name tells. Set by hand on the sample story: no corpus labels it."""


@dataclass(frozen=True)
class Candidate:
    """A report with all that is needed to hold it against another."""

    prepared: Prepared
    credits: Credits

    @property
    def report(self) -> Report:
        return self.prepared.report


class Comparer:
    """Judges two reports. Holds word lists, patterns and weights, and nothing of the reports."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.folder = Folder(knowledge)
        self.crediting = Crediting(knowledge)
        weights = knowledge.weights.read("lineage")
        self._same: Mapping[str, float] = weights["same"]
        self._copy: Mapping[str, float] = weights["copy"]

    def candidate(self, report: Report) -> Candidate:
        """A report made ready to be compared."""
        return Candidate(prepare(report, self.folder), self.crediting.read(report))

    def judge(self, a: Candidate, b: Candidate) -> Edge:
        """The edge of two reports; the same relation, turned, whichever comes first."""
        if (b.report.id, b.report.text) < (a.report.id, a.report.text):
            return reversed_edge(self.judge(b, a))
        if len(a.prepared.words) >= LEAST and a.prepared.words.content_hash == b.prepared.words.content_hash:
            return _twins(a, b)
        if self._apart(a, b):
            return Edge(a.report.id, b.report.id, "independent", "unclear", 0.0, (), ())
        compared = compare(a.prepared, b.prepared)
        by_text = chance(self._same, compared.features)
        by_credit = max(self._credited(a, b, compared), self._credited(b, a, compared))
        score = 1 - (1 - by_text) * (1 - by_credit)
        relation: Relation = "independent"
        toward: Direction = "unclear"
        reasons: list[str] = []
        if score >= SAME:
            copied = by_text >= SAME and chance(self._copy, compared.features) >= SAME
            relation = "copy" if copied else "derived"
            toward, reason = direction(a.report, b.report, a.credits, b.credits, compared.coverage)
            reasons = [*_reasons(compared, by_text, by_credit), reason]
        elif _quoted_alike(compared) >= QUOTED:
            relation = "shared-quotes"
            reasons = [f"only {_quoted_alike(compared)} quoted words in common"]
        if relation == "independent":
            return Edge(a.report.id, b.report.id, relation, toward, round(score, 3), (), ())
        passages = evidence(a.prepared.words, b.prepared.words, compared.common)
        return Edge(a.report.id, b.report.id, relation, toward, round(score, 3), tuple(reasons), passages)

    def _apart(self, a: Candidate, b: Candidate) -> bool:
        """Whether so little is the same that the model could only say `independent`: few runs, and no credit."""
        one, two = a.prepared.words, b.prepared.words
        if len(np.intersect1d(one.fives, two.fives, assume_unique=True)) >= FEW:
            return False
        return not (a.credits.naming(b.credits.publisher) or b.credits.naming(a.credits.publisher))

    def _credited(self, a: Candidate, b: Candidate, compared: Compared) -> float:
        """How likely it is that `a` retells `b`, whose publisher it names; 0 where it does not, or came first."""
        if not b.credits.publisher.known:
            return 0.0
        named = a.credits.naming(b.credits.publisher)
        if not named or not _may_follow(a.report, b.report):
            return 0.0
        words = a.prepared.words
        told = [
            number
            for number, (first, after) in enumerate(words.sentences)
            if any(one.span.overlaps(words.span(first, after)) for one in named)
        ]
        support = max((likeness(a.prepared.contents, b.prepared.contents, number) for number in told), default=0.0)
        return chance(CREDIT, compared.features | {"support": support})


def _twins(a: Candidate, b: Candidate) -> Edge:
    """The edge of two reports that are the same word for word."""
    one, two = a.prepared.words, b.prepared.words
    toward, reason = direction(a.report, b.report, a.credits, b.credits, Coverage(1.0, 1.0, 0.0, 0.0))
    whole = Passage(one.span(0, len(one)), two.span(0, len(two)), "same")
    return Edge(a.report.id, b.report.id, "copy", toward, 1.0, ("the same word for word", reason), (whole,))


def chance(weights: Mapping[str, float], features: Mapping[str, float]) -> float:
    """The probability that a logistic regression gives; its constant stands under the empty name."""
    total = sum(value * features[name] if name else value for name, value in weights.items())
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, total))))


def _may_follow(later: Report, earlier: Report) -> bool:
    one, other = when(later), when(earlier)
    return one is None or other is None or -1 <= (one - other).days <= DAYS


def _quoted_alike(compared: Compared) -> int:
    one, two = compared.a.words, compared.b.words
    return sum(
        int((one.told[first : first + length] & two.told[other : other + length]).sum())
        for first, other, length in compared.common.runs
    )


def _reasons(compared: Compared, by_text: float, by_credit: float) -> list[str]:
    """What was found, in words with figures."""
    found = compared.features
    reasons = []
    if found["within"] >= 0.05:
        reasons.append(f"{found['within']:.0%} of the words of one stand in runs of the other")
    if found["kept"] >= 0.2:
        reasons.append(f"{found['kept']:.0%} of the one is sentences kept as they are")
    if found["restated"] >= 0.4 and found["restated"] > found["within"] + 0.1:
        reasons.append(f"{found['restated']:.0%} of the content of one is told by the other, partly in other words")
    if found["quotes"] >= 0.3:
        reasons.append(f"{found['quotes']:.0%} of what they share is quoted")
    if by_credit >= SAME > by_text:
        reasons.append(RETOLD)
    return reasons


def _key(credits: Credits) -> str:
    publisher = credits.publisher
    return publisher.outlet.id if publisher.outlet else " ".join(publisher.names[:1]).casefold() or publisher.host or ""


def reversed_edge(edge: Edge) -> Edge:
    """The same edge with its reports changed over."""
    toward: Direction = edge.direction
    if toward in ("a_from_b", "b_from_a"):
        toward = "b_from_a" if toward == "a_from_b" else "a_from_b"
    passages = tuple(sorted((turned(one) for one in edge.passages), key=lambda one: one.a))
    return replace(edge, a=edge.b, b=edge.a, direction=toward, passages=passages)


class LineageIndex:
    """Reports, and how a new one is related to those before it. Compares it with few of them.

    What is kept of a report is the report, a sample of its runs of words, and its words by rarity. A report that is
    word for word one that is there is compared with the first of these only; its edges to the others follow from that
    one.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self._comparer = Comparer(knowledge)
        self._reports: list[Report] = []
        self._postings = Postings()
        self._terms = TermIndex()
        self._same_words: dict[bytes, int] = {}
        self._publishers: dict[str, str] = {}
        self._ready: OrderedDict[int, Candidate] = OrderedDict()
        self.comparisons = 0

    def __len__(self) -> int:
        return len(self._reports)

    def add(self, report: Report) -> list[Edge]:
        """The edges from a new report (`a`) to those before it, without the independent ones."""
        candidate = self._comparer.candidate(report)
        words = candidate.prepared.words
        self._publishers[report.id] = _key(candidate.credits)
        twin = self._same_words.get(words.content_hash) if len(words) else None
        if twin is not None:
            return self._judged(candidate, [twin])
        number = len(self._reports)
        keys, vector = sketch(words), sides(candidate.prepared)[0]
        edges = self._judged(candidate, self._near(keys, vector, bool(candidate.credits.listed)))
        self._reports.append(report)
        self._keep(number, candidate)
        if len(words):
            self._same_words[words.content_hash] = number
            self._postings.add(keys, number)
            self._terms.add(vector, number)
        return self.settled(edges)

    def settled(self, edges: Iterable[Edge]) -> list[Edge]:
        """The edges without those that another one explains better.

        Who credits an agency has it from one report of the agency, not from all that tell the same background: an edge
        that rests on a credit goes where the words show another report of that publisher behind the same one, or where
        a credit fits another better.
        """
        listed = list(edges)
        shown: set[tuple[str, str]] = set()
        best: dict[tuple[str, str], float] = {}
        for edge in listed:
            for child, parent in ((edge.a, edge.b), (edge.b, edge.a)):
                key = (child, self._publishers.get(parent, parent))
                if RETOLD in edge.reasons:
                    best[key] = max(best.get(key, 0.0), edge.score)
                elif edge.relation in ("copy", "derived"):
                    shown.add(key)
        return [edge for edge in listed if RETOLD not in edge.reasons or self._stands(edge, shown, best)]

    def _stands(self, edge: Edge, shown: set[tuple[str, str]], best: Mapping[tuple[str, str], float]) -> bool:
        child, parent = (edge.b, edge.a) if edge.direction == "b_from_a" else (edge.a, edge.b)
        key = (child, self._publishers.get(parent, parent))
        return key not in shown and edge.score >= best[key] - NEARLY

    def _near(self, keys: list[int], vector: Mapping[str, float], credits: bool) -> list[int]:
        shared: dict[int, int] = {}
        for key in keys:
            for number in self._postings.reports(key):
                shared[number] = shared.get(number, 0) + 1
        least = 2 if len(keys) > 4 else 1
        by_runs = [number for number in shared if shared[number] >= least]
        best = sorted(by_runs, key=lambda number: (-shared[number], number))[:COMPARED]
        return list(dict.fromkeys([*best, *(self._terms.near(vector, COMPARED) if credits else ())]))

    def _judged(self, candidate: Candidate, numbers: Iterable[int]) -> list[Edge]:
        edges = []
        for number in numbers:
            if self._reports[number].id == candidate.report.id:
                continue
            self.comparisons += 1
            edge = self._comparer.judge(candidate, self._candidate(number))
            if edge.relation != "independent":
                edges.append(edge)
        return edges

    def _candidate(self, number: int) -> Candidate:
        found = self._ready.get(number)
        if found is None:
            found = self._comparer.candidate(self._reports[number])
        self._keep(number, found)
        return found

    def _keep(self, number: int, candidate: Candidate) -> None:
        self._ready[number] = candidate
        self._ready.move_to_end(number)
        if len(self._ready) > KEPT:
            self._ready.popitem(last=False)


def lineage(reports: Iterable[Report], knowledge: Knowledge) -> list[Edge]:
    """All edges among reports but the independent ones, in the order in which the reports come."""
    index = LineageIndex(knowledge)
    edges = [edge for report in reports for edge in index.add(report)]
    return index.settled(edges)
