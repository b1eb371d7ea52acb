"""Who copied whom: edges between reports, in degrees, with the passages that show it."""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from dateline.consolidate.credits import Crediting, Credits
from dateline.consolidate.details import Detailing, Details, Likeness, together
from dateline.consolidate.details import likeness as likeness_of
from dateline.consolidate.direction import direction, same_house, when
from dateline.consolidate.features import Compared, Coverage, Prepared, compare, prepare
from dateline.consolidate.neighbours import Postings, TermIndex, best, sketch
from dateline.consolidate.passages import LEAST, Aligned, Run, evidence, likeness, pairings, runs, turned
from dateline.consolidate.remainder import kept_whole, only_furniture
from dateline.consolidate.words import Codes, Folder, Words, shared, shared_with
from dateline.knowledge import Knowledge
from dateline.model.lineage import Direction, Edge, Passage, Relation
from dateline.model.report import Report

SAME = 0.5
"""Probability from which one text lies behind two reports, and from which it is a copy."""
FEW = 3
"""Runs of five words that two reports must share to be compared further, where neither names the other."""
GLIMPSE = 0.04
"""Share of the sampled runs, of the report with fewer, from which two reports are compared at all."""
LITTLE = 0.1
"""Share of such runs, of the report with fewer, below which no text lies behind both; the least of true pairs in the
dev half of the copies gold has .23."""
QUOTED = 8
"""Words that two reports must quote alike to share quotations."""
WHOLE, KEPT_WHOLE = (2, 30), 0.6
"""Sentences, and words in them, that two reports have alike and that nobody said: enough for one text behind both,
however little it is of either; and how probable that is. No pair of the dev half of the copies gold that is none has
one such sentence."""
DAYS = 60
"""A report credited by another is at most so much older."""
COMPARED, RETELLING = 12, 24
"""Reports with which a new one is compared for its runs of words, and for its rare words where it credits somebody."""
ALL_COMPARED = 48
"""Reports from which on not every one is looked at when a new one comes: of so few no word can be called rare."""
KEPT = 2_000
"""Prepared reports that are kept at hand; others are prepared again when they are compared."""
RETOLD = "the shared content stands under the other's name"
"""The reason of an edge that rests on a credit, not on the words."""
NEARLY = 0.1
"""Of a publisher's reports that may have been retold the likeliest is taken, and those that are so much less likely."""
CREDIT = {"support": 9.0, "restated": 5.0, "order": 2.0, "numbers": 1.5, "": -5.6}
"""What the same content under the other's name tells. Set by hand on the sample story: no corpus labels it."""


REWRITTEN = {"restated_both": 10.0, "order": 4.0, "numbers": 2.0, "": -6.2}
"""What it tells that two reports with next to no run in common tell the same in one order. Set by hand on rewritings
of the sample story; no two of 142 reports of one happening in ECB+ that share no runs are taken for such."""
EDITED = (
    {"within": 0.75, "restated": 0.92, "order": 0.65},
    {"within": 0.6, "restated": 0.87, "restated_both": 0.78, "order": 0.65},
)
"""Least shares from which a text of which many sentences were touched is a copy all the same: all of it is told, in
order, and largely in the same words; or all of either is. Set on eight edited reports of the project's own, and true of
no derivation in the dev half of the copies gold."""
UPDATED = 0.6
"""Likeness of the openings under which two reports of one publisher are two states of the news, not of the page."""
IN_ORDER, PAIRED = 0.4, 4
"""Order and paired sentences below which nothing follows from that: of two facts, one order is a coin's."""
DETAILED = 1.65
"""Names and figures in common, of 2, without which it is the happening that has this order: of eleven pairs of ECB+
that were read for which nothing but their order speaks, nine are reports of their own, from one announcement or one
court."""
NAMED, NAMED_SHARE = 6, 0.5
"""Names and numbers that a rewriting has in common with its origin at least, and their share of the lesser report's."""
ALSO, NAMED_ALIKE = 8, 8
"""Reports with which every report is compared for rewriting: those with the weightiest rare words in common, and how
many of the 32 that tell most a rewriting has at least."""


@dataclass(frozen=True)
class Candidate:
    """A report with all that is needed to hold it against another."""

    prepared: Prepared
    credits: Credits
    detailing: Detailing

    @cached_property
    def details(self) -> Details:
        """Its names and figures."""
        return self.detailing.of(self.prepared)

    @property
    def report(self) -> Report:
        return self.prepared.report


class Comparer:
    """Judges two reports. Holds word lists, patterns and weights, and nothing of the reports."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.folder = Folder(knowledge)
        self.crediting = Crediting(knowledge)
        self.detailing = Detailing(knowledge)
        weights = knowledge.weights.read("lineage")
        self._same: Mapping[str, float] = weights["same"]
        self._copy: Mapping[str, float] = weights["copy"]

    def candidate(self, report: Report, credits: Credits | None = None) -> Candidate:
        """A report made ready to be compared; its credits are read unless they are given."""
        return Candidate(prepare(report, self.folder), credits or self.crediting.read(report), self.detailing)

    def judge(self, a: Candidate, b: Candidate) -> Edge:
        """The edge of two reports; the same relation, turned, whichever comes first."""
        if (b.report.id, b.report.text) < (a.report.id, a.report.text):
            return reversed_edge(self.judge(b, a))
        if len(a.prepared.words) >= LEAST and a.prepared.words.content_hash == b.prepared.words.content_hash:
            return _twins(a, b)
        if few := self._little(a, b):
            edge = self._rewritten(a, b)
            return self._quoting(edge, a, b) if edge.relation == "independent" and few >= FEW else edge
        compared = compare(a.prepared, b.prepared)
        by_text = chance(self._same, compared.features)
        whole = kept_whole(compared) if by_text < SAME else []
        if len(whole) >= WHOLE[0] and sum(whole) >= WHOLE[1]:
            by_text = KEPT_WHOLE
        if by_text >= SAME and only_furniture(compared):
            by_text = 0.0
        by_credit = max(self._credited(a, b, compared), self._credited(b, a, compared))
        details = likeness_of(a.details, b.details)
        by_details = details.rewriting
        score = max(1 - (1 - by_text) * (1 - by_credit), by_details)
        relation: Relation = "independent"
        toward: Direction = "unclear"
        reasons: list[str] = []
        if score >= SAME:
            copied = by_text >= SAME and self._copied(a, b, compared)
            relation = "copy" if copied else "derived"
            toward, reason = direction(a.report, b.report, a.credits, b.credits, compared.coverage)
            reasons = [*_reasons(compared, by_text, by_credit), *_detailed_alike(details), reason]
        elif _quoted_alike(compared) >= QUOTED:
            relation = "shared-quotes"
            reasons = [f"only {_quoted_alike(compared)} quoted words in common"]
        if relation == "independent":
            return Edge(a.report.id, b.report.id, relation, toward, round(score, 3), (), ())
        passages = evidence(a.prepared.words, b.prepared.words, compared.common)
        return Edge(a.report.id, b.report.id, relation, toward, round(score, 3), tuple(reasons), passages)

    def _rewritten(self, a: Candidate, b: Candidate) -> Edge:
        """The edge of two reports that share no runs: `derived` where they tell the same things in the same order."""
        none = Edge(a.report.id, b.report.id, "independent", "unclear", 0.0, (), ())
        one, two = a.prepared.named, b.prepared.named
        if not _named_alike(len(one & two), len(one), len(two)):
            return none
        details = likeness_of(a.details, b.details)
        by_details = details.rewriting
        if by_details < SAME and (
            details.alike < DETAILED or len(pairings(a.prepared.telling, b.prepared.telling)[0]) < PAIRED
        ):
            return none
        compared = compare(a.prepared, b.prepared)
        found = compared.features
        by_order = chance(REWRITTEN, found) if found["order"] >= IN_ORDER else 0.0
        score = max(by_order, by_details)
        if score < SAME:
            return none
        toward, reason = direction(a.report, b.report, a.credits, b.credits, compared.coverage)
        told = _detailed_alike(details)
        if by_order >= SAME:
            share = found["restated_both"]
            told.append(f"{share:.0%} of the content of both is the same, in other words and in one order")
        common = compared.common
        if by_details >= SAME:
            common = _with_details(common, a.prepared, b.prepared)
        passages = evidence(a.prepared.words, b.prepared.words, common)
        return Edge(a.report.id, b.report.id, "derived", toward, round(score, 3), (*told, reason), passages)

    def _copied(self, a: Candidate, b: Candidate, compared: Compared) -> bool:
        """Whether one of two reports with one text behind them is a copy, not made anew from it."""
        found = compared.features
        if found["lede"] < UPDATED and same_house(a.credits.publisher, b.credits.publisher):
            return False
        edited = any(all(found[name] >= least for name, least in row.items()) for row in EDITED)
        return edited or chance(self._copy, found) >= SAME

    def _little(self, a: Candidate, b: Candidate) -> float:
        """How many runs of five words are shared, and a bit, where that is so little that no text lies behind both, and
        neither credits the other; 0 where the two must be compared in full."""
        one, two = a.prepared.words.fives, b.prepared.words.fives
        few = shared(one, two)
        if few >= enough(len(one), len(two)):
            return 0.0
        if a.credits.naming(b.credits.publisher) or b.credits.naming(a.credits.publisher):
            return 0.0
        return few + 0.5

    def _quoting(self, edge: Edge, a: Candidate, b: Candidate) -> Edge:
        """The edge of two reports that share next to nothing: `shared-quotes` where that is what somebody said."""
        one, two = a.prepared.words, b.prepared.words
        if not shared(one.told_fives, two.told_fives):
            return edge
        found = [
            run
            for run in runs(one, two)
            if (one.told[run[0] : run[0] + run[2]] & two.told[run[1] : run[1] + run[2]]).any()
        ]
        quoted = _told_alike(found, one, two)
        if quoted < QUOTED:
            return edge
        common = Aligned(found, np.zeros(len(one), np.bool_), np.zeros(len(two), np.bool_))
        reasons = (f"only {quoted} quoted words in common",)
        return replace(edge, relation="shared-quotes", reasons=reasons, passages=evidence(one, two, common))

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


def enough(one: int, other: int) -> float:
    """Runs of five words that two reports with so many must share to be held against each other in full."""
    return max(FEW, LITTLE * min(one, other))


def _named_alike(both: int, one: int, other: int) -> bool:
    """Whether so many names and numbers in common can be those of a rewriting."""
    return both >= NAMED and both >= NAMED_SHARE * min(one, other)


def _may_follow(later: Report, earlier: Report) -> bool:
    one, other = when(later), when(earlier)
    return one is None or other is None or -1 <= (one - other).days <= DAYS


def _quoted_alike(compared: Compared) -> int:
    return _told_alike(compared.common.runs, compared.a.words, compared.b.words)


def _told_alike(found: Iterable[Run], one: Words, two: Words) -> int:
    """Words of runs that are told as somebody's in both."""
    return sum(
        int((one.told[first : first + length] & two.told[other : other + length]).sum())
        for first, other, length in found
    )


def _detailed_alike(details: Likeness) -> list[str]:
    """The details that two reports share, counted, where these tell that one is a rewriting."""
    if details.rewriting < SAME:
        return []
    one, other, names = details.names
    return [f"{names} of {min(one, other)} names of one are the other's, and most of its figures"]


def _with_details(common: Aligned, a: Prepared, b: Prepared) -> Aligned:
    """What is common, with the sentences that tell the same details beside those that use the same words."""
    paired = {pairing.a for pairing in common.pairings}
    also = [pairing for pairing in together(a.contents, b.contents) if pairing.a not in paired]
    return replace(common, pairings=sorted([*common.pairings, *also], key=lambda pairing: pairing.a))


def _reasons(compared: Compared, by_text: float, by_credit: float) -> list[str]:
    """What was found, in words with figures."""
    found = compared.features
    reasons = []
    if found["within"] >= 0.05:
        reasons.append(f"{found['within']:.0%} of the words of one stand in runs of the other")
    if found["kept"] >= 0.2:
        reasons.append(f"{found['kept']:.0%} of the one is sentences kept as they are")
    if by_text == KEPT_WHOLE:
        reasons.append("whole sentences stand in both that nobody is quoted with")
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


Brief = NDArray[np.uint32]
"""Hashes of runs of words, cut to what tells the runs of two reports apart."""


def brief(codes: Codes) -> Brief:
    """Sorted hashes cut to half, still sorted."""
    return (codes >> np.uint64(32)).astype(np.uint32)


@dataclass(frozen=True, slots=True)
class Trace:
    """What is kept of a report to find it again: a hash of its words, sampled runs, words by weight, which of these are
    names and numbers, its publisher, and whether it credits anybody; and, briefer than the report has them, its runs of
    five words, sorted, and those of what is told as somebody's."""

    id: str
    hash: bytes
    keys: Codes
    terms: Mapping[str, float]
    named: frozenset[str]
    publisher: str
    credits: bool
    fives: Brief
    told: Brief


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is kept at hand of a report that credits nobody, to pass over it: names and numbers, runs of five words, and
    those of what is told as somebody's; all sorted."""

    named: NDArray[np.int32]
    fives: Brief
    told: Brief


NONE = _Kept(np.empty(0, np.int32), np.empty(0, np.uint32), np.empty(0, np.uint32))


@dataclass(frozen=True, slots=True)
class _Terms:
    """A report's words by their numbers in an index, their weights, and the numbers of names and numbers, sorted."""

    ids: NDArray[np.int32]
    weights: NDArray[np.float32]
    named: NDArray[np.int32]


class LineageIndex:
    """Reports, and how a new one is related to those before it. Compares it with few of them.

    What is kept of a report is the report, a sample of its runs of words, its words by rarity, and hashes by which most
    of those that only share a phrase with a new one are passed over without their texts. A report that is word for word
    one that is there is compared with the first of these only, and is not listed again: a thousand of one text have 999
    edges, all to the first, and the others follow from these. Of many that are nearly one, each is compared with those
    that have most in common with it and came first, `COMPARED` and `ALSO` at most: enough that all hang together.
    With `fetch`, which gives a report by its id, no report is kept but those at hand.
    """

    def __init__(self, knowledge: Knowledge, fetch: Callable[[str], Report] | None = None) -> None:
        self.comparer = Comparer(knowledge)
        self._fetch = fetch
        self._reports: dict[int, tuple[Report, Credits]] = {}
        self._ids: list[str] = []
        self._sizes = np.zeros(1024, np.int32)
        self._kept: list[_Kept | None] = []
        self._postings = Postings()
        self._terms = TermIndex()
        self._same_words: dict[bytes, int] = {}
        self._publishers: dict[str, str] = {}
        self._ready: OrderedDict[int, Candidate] = OrderedDict()
        self.comparisons = 0

    def __len__(self) -> int:
        return len(self._ids)

    def add(self, report: Report) -> list[Edge]:
        """The edges from a new report (`a`) to those before it, without the independent ones."""
        return self.take(self.comparer.candidate(report))[0]

    def take(self, candidate: Candidate) -> tuple[list[Edge], Trace]:
        """The edges from a new report to those before it, and what `recall` needs to know it again."""
        words, telling = candidate.prepared.words, candidate.prepared.telling
        trace = Trace(
            candidate.report.id,
            words.content_hash if len(words) else b"",
            sketch(words),
            dict(zip(telling.words, telling.told.astype(np.float32).tolist(), strict=True)),
            candidate.prepared.named,
            _key(candidate.credits),
            bool(candidate.credits.listed),
            brief(words.fives),
            brief(words.told_fives),
        )
        self._publishers[trace.id] = trace.publisher
        twin = self._same_words.get(trace.hash)
        if twin is not None:
            return self._judged(candidate, [twin]), trace
        found = self._found(trace)
        edges = self._judged(candidate, self._related(trace, found, self._near(trace, found)))
        number = self._enter(trace, found)
        if self._fetch is None:
            self._reports[number] = (candidate.report, candidate.credits)
        self._keep(number, candidate)
        return self.settled(edges), trace

    def recall(self, trace: Trace) -> None:
        """Take in a report that was compared before. Its words are looked up when another is compared with it."""
        self._publishers[trace.id] = trace.publisher
        if trace.hash not in self._same_words:
            self._enter(trace, self._found(trace))

    def _found(self, trace: Trace) -> _Terms:
        """The words of a report as this index numbers them."""
        ids = self._terms.numbered(trace.terms)
        weights = np.fromiter(trace.terms.values(), np.float32, len(trace.terms))
        return _Terms(ids, weights, np.sort(self._terms.numbered(trace.named)))

    def _enter(self, trace: Trace, found: _Terms) -> int:
        number = len(self._ids)
        self._ids.append(trace.id)
        if number == len(self._sizes):
            self._sizes = np.concatenate([self._sizes, np.zeros_like(self._sizes)])
        self._sizes[number] = len(trace.keys)
        self._kept.append(None if trace.credits else _Kept(found.named, trace.fives, trace.told))
        if trace.hash:
            self._same_words[trace.hash] = number
            self._postings.add(trace.keys, number)
            self._terms.add(found.ids, number)
        return number

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

    def _near(self, trace: Trace, found: _Terms) -> list[int]:
        """The numbers of the reports with which a new one is compared: at most `COMPARED` that share runs of words with
        it, and at most `RETELLING` or `ALSO` that share rare words and could be the same in other words."""
        if len(self._ids) < ALL_COMPARED:
            return list(range(len(self._ids)))
        keys = trace.keys
        numbers, counts = self._postings.sharing(keys, 2 if len(keys) > 4 else 1)
        if not trace.credits:
            kept = counts >= GLIMPSE * np.maximum(1, np.minimum(len(keys), self._sizes[numbers]))
            numbers, counts = numbers[kept], counts[kept]
        near = best(numbers, counts, COMPARED)
        # Words that no report had before lead to none.
        known = self._terms.rarity(found.ids) < np.float32(math.log(self._terms.count + 1.5))
        ids, weights = found.ids[known], found.weights[known]
        if trace.credits:
            retold = self._terms.near(ids, weights, RETELLING)
        else:
            retold = self._terms.near(ids, weights, ALSO, least=NAMED_ALIKE)
        return list(dict.fromkeys([*near, *retold]))

    def _related(self, trace: Trace, found: _Terms, near: list[int]) -> list[int]:
        """Of some reports those that must be looked at: without their texts, as most only share a few phrases.

        All are, where the new one credits somebody, and those that do; else those that share enough runs of words,
        enough names to be a rewriting, or words that both tell as somebody's.
        """
        if trace.credits:
            return near
        kept = [self._kept[number] for number in near]
        fives = shared_with(trace.fives, [NONE.fives if one is None else one.fives for one in kept])
        named = shared_with(found.named, [NONE.named if one is None else one.named for one in kept])
        return [
            number
            for number, one, few, both in zip(near, kept, fives, named, strict=True)
            if one is None
            or few >= enough(len(trace.fives), len(one.fives))
            or _named_alike(both, len(found.named), len(one.named))
            or (few >= FEW and shared(trace.told, one.told))
        ]

    def _judged(self, candidate: Candidate, numbers: Iterable[int]) -> list[Edge]:
        others = [self._candidate(number) for number in numbers if self._ids[number] != candidate.report.id]
        self.comparisons += len(others)
        edges = (self.comparer.judge(candidate, other) for other in others)
        return [edge for edge in edges if edge.relation != "independent"]

    def _candidate(self, number: int) -> Candidate:
        found = self._ready.get(number)
        if found is None:
            known = self._reports[number] if self._fetch is None else (self._fetch(self._ids[number]), None)
            found = self.comparer.candidate(*known)
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
