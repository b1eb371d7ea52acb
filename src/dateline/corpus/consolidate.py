"""Consolidates a store: who copied whom, stories, and what their reports say together. Can be stopped anywhere.

New versions are compared with what is there, a hundred to a transaction; then what the touched reports say together is
brought up to date, a context to a transaction. What is kept at hand between makes one report more a matter of few; what
is not is read again. What a person has judged stands above what is found.
"""

from __future__ import annotations

import base64
import gc
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dateline.consolidate.lineage import RETOLD, LineageIndex, Trace
from dateline.consolidate.sources import of_candidate
from dateline.consolidate.stories import StoryIndex, StoryTrace
from dateline.consolidate.together import Consolidator, Pieces
from dateline.consolidate.vectors import ALL, NAMES, NUMBERS
from dateline.corpus.contexts import Context, judgements
from dateline.corpus.places import Places
from dateline.knowledge import Knowledge
from dateline.knowledge.gazetteer.countries import alpha2
from dateline.model.judgement import Judgement
from dateline.model.lineage import Edge
from dateline.model.report import Report
from dateline.model.wire import reading_from_json
from dateline.store import Store
from dateline.store.desk import LATEST, Desk, Pending

MAKER = "dateline:consolidate 4"
"""Who makes what is stored here. A change of what it finds raises the number, and all is compared anew."""
BATCH = 100
"""Reports that are compared in one transaction."""
CONTEXT = 300
"""Reports whose claims and figures are held beside each other at most: stories with topics in common, most first."""
FEW = 400
"""Reports up to which all stories are formed anew when one is added; beyond, when there are twice as many."""
WHOLE = 32
"""Reports of a context up to which all that they say together is made anew when one is added; beyond, when there are
twice as many: then words are as rare as they are by now."""
FRESH = 2_000
"""Reports of one run that are kept as they were taken to pieces, until what they say together is made."""
HELD = 3_000
"""Reports of contexts that are kept at hand for the next run."""
TOPICS = 50_000
"""Topics of which it is known which reports had them last."""
OVERLAP = 1_000
"""Readings that are looked at again: another process may have stored one of them later than those behind it."""
JUDGED, SETTLED, UNSAID = f"{MAKER} judged", f"{MAKER} settled", f"{MAKER} unsaid "
SHARED = 1
"""Topics that two stories must have in common to be one context."""

Said = Mapping[str, Mapping[tuple[str, str], Judgement]]
"""People's judgements by their relation."""


@dataclass(frozen=True, slots=True)
class Consolidated:
    """What a run came to: reports compared, edges found, reports that are of another story now, contexts made anew."""

    reports: int
    edges: int
    moved: int
    contexts: int


def consolidate(store: Store, knowledge: Knowledge, progress: Callable[[], None] = lambda: None) -> Consolidated:
    """Bring what the reports of a store say together up to date; does nothing where nothing was added or judged."""
    return Consolidation(store, knowledge).run(progress)


class Consolidation:
    """A store with all that is needed to compare a new report with those that it has. Can be run again and again: what
    is at hand is used again, unless somebody else has consolidated the store in between."""

    def __init__(self, store: Store, knowledge: Knowledge) -> None:
        self._store = store
        self._knowledge = knowledge
        self._consolidator = Consolidator(knowledge)
        self._counted = -1
        self._forget()

    def _forget(self) -> None:
        """Hold nothing at hand."""
        self._lineage = LineageIndex(self._knowledge, self._report)
        self._stories = StoryIndex(self._knowledge)
        self._loaded = False
        self._foreign = False
        self._seen = self._read = 0
        self._said: Said = {}
        self._fresh: dict[str, Pieces] = {}
        self._contexts: OrderedDict[str, Context] = OrderedDict()
        self._topics: OrderedDict[str, list[str]] = OrderedDict()
        self._retold: set[str] = set()
        self._places = Places()

    def run(self, progress: Callable[[], None] = lambda: None) -> Consolidated:
        """Compare what is new, and make anew what that or a judgement has changed."""
        try:
            return self._run(progress)
        except BaseException:
            # What is at hand may be ahead of what is stored.
            self._forget()
            raise

    def again(self, reports: Iterable[str]) -> int:
        """Make anew what some reports say together, as people have judged it, in the stories that they are in; how many
        contexts that were. Nothing is compared."""
        judged = set(reports)
        with self._store.desk() as desk:
            contexts = {context for _, context in desk.members(sorted(judged)).values()}
            said = {relation: desk.judgements(relation) for relation in ("lineage", "incident")}
            if (read := desk.last_reading()) != self._read:
                self._contexts.clear()
                self._read = read
        for context in sorted(contexts):
            with uncollected(), self._desk() as desk:
                stories = {report: story for report, (story, _) in desk.members(context=context).items()}
                known = {report: one for report, one in self._let_go(context).items() if report not in judged}
                self._whole(desk, context, stories, known, said)
        return len(contexts)

    def _run(self, progress: Callable[[], None]) -> Consolidated:
        with self._desk() as desk:
            if self._foreign:
                self._forget()
            pending = desk.pending(MAKER, max(0, self._seen - OVERLAP) if self._loaded else 0)
            seen, last = desk.last_reading(), desk.last_judgement()
            stale = desk.judged_since(desk.progress(JUDGED))
            unsaid = desk.noted(UNSAID)
        if not pending and not stale and not unsaid:
            return Consolidated(0, 0, 0, 0)
        if not self._loaded:
            self._load()
        self._hear(bool(stale))
        edges = 0
        work = Work({}, set(), set(stale), {}, set(unsaid))
        for at in range(0, len(pending), BATCH):
            with uncollected(), self._store.desk() as desk:
                edges += self._compare(desk, pending[at : at + BATCH], work, progress)
        if pending and self._form_anew():
            work.moved |= {one.id for one in self._stories.stories()}
        pairs = {(min(a, b), max(a, b)): one.verdict for (a, b), one in self._said["story"].items()}
        told = [(a, b, verdict == "same") for (a, b), verdict in pairs.items() if verdict != "unsure"]
        work.moved |= {one.id for one in self._stories.judge(told, self._ever if stale else ())}
        with self._desk() as desk:
            moved, contexts = self._settle(desk, work)
        for context, reports in contexts.items():
            with uncollected(), self._desk() as desk:
                self._say(desk, context, reports, work)
                desk.forget(UNSAID, [context, *work.absorbed.get(context, ())])
            progress()
        self._fresh.clear()
        with self._store.desk() as desk:
            desk.note(JUDGED, last)
        self._seen = seen
        return Consolidated(len(pending), edges, moved, len(contexts))

    @contextmanager
    def _desk(self) -> Iterator[Desk]:
        """One transaction that may change members and items. Where somebody else has changed any since the last one,
        no context counts that is at hand, and for the next run nothing else."""
        with self._store.desk() as desk:
            counted = desk.counted()
            if counted != self._counted:
                self._contexts.clear()
                self._foreign = self._loaded
            yield desk
        self._counted = counted + desk.changed

    def _hear(self, new: bool) -> None:
        """Read what people say of two reports, their texts and their events, where that is new."""
        if new or not self._said:
            with self._store.desk() as desk:
                self._said = {relation: desk.judgements(relation) for relation in ("story", "lineage", "incident")}
                self._ever = desk.ever_judged("story")

    def _load(self) -> None:
        with uncollected(), self._store.desk() as desk:
            members = desk.members()
            for report, body in desk.prints(MAKER):
                if report not in members:
                    # It was compared, and the run stopped before its story was stored: it is compared anew.
                    continue
                self._lineage.recall(_trace(report, body))
                terms = [(side, term, weight) for side, listed in enumerate(body["terms"]) for term, weight in listed]
                trace = StoryTrace(report, terms, body["day"], tuple(body["near"]), body["edges"])
                self._stories.recall(trace, members[report][0])
            self._places.load(members)
            self._retold = desk.ends_for(RETOLD)
        self._loaded = True

    def _form_anew(self) -> bool:
        """Form all stories anew, by what is rare among all reports: where there are few, or twice as many as before."""
        count = len(self._stories)
        with self._store.desk() as desk:
            if count > FEW and count < 2 * desk.progress(SETTLED):
                return False
            self._stories.settle()
            reports = [one.id for one in self._stories.stories()]
            for at in range(0, len(reports), BATCH):
                kept = {report: self._stories.trace(report) for report in reports[at : at + BATCH]}
                values = {report: {"near": one.near, "edges": one.edges} for report, one in kept.items()}
                desk.renew_prints(MAKER, values)
            desk.note(SETTLED, count)
        return True

    def _report(self, report: str) -> Report:
        with self._store.desk() as desk:
            return reading_from_json(desk.reading(report)[1]).report

    def _compare(self, desk: Desk, batch: Sequence[Pending], work: Work, progress: Callable[[], None]) -> int:
        """Compare versions with what is there: their edges, their stories, and the prints by which they are found
        again; how many edges were new."""
        now, count = _now(), 0
        edges: list[Edge] = []
        prints: list[tuple[Pending, Mapping[str, Any]]] = []
        topics: dict[int, list[str]] = {}
        bodies = {report: body for report, _, body in desk.readings([one.report for one in batch])}
        for one in batch:
            reading = reading_from_json(bodies[one.report])
            candidate = self._lineage.comparer.candidate(reading.report)
            found, trace = self._lineage.take(candidate)
            joined = self._stories.add(reading.report, candidate.prepared)
            work.moved.update(told.id for told in joined.moved)
            work.touched[one.report] = None
            edges += found
            self._retold |= {end for edge in found if RETOLD in edge.reasons for end in (edge.a, edge.b)}
            if not self._retold.isdisjoint(end for edge in found for end in (edge.a, edge.b)):
                count += desk.keep_edges(edges, MAKER, now)
                edges = self._outdone(desk, found)
                desk.keep_edges(edges, MAKER, now)
                work.again |= {end for edge in edges for end in (edge.a, edge.b)}
                edges = []
            pieces = self._consolidator.pieces(of_candidate(reading, one.number, candidate))
            if len(self._fresh) < FRESH:
                self._fresh[one.report] = pieces
            topics[one.key] = sorted(set(_topics(pieces)))
            for topic in topics[one.key]:
                work.topics.setdefault(topic, []).append(one.report)
            prints.append((one, _print(trace, self._stories.trace(one.report))))
            progress()
        count += desk.keep_edges(edges, MAKER, now)
        desk.keep_prints(MAKER, prints)
        desk.set_topics(topics, [one.key for one in batch if one.known])
        return count

    def _outdone(self, desk: Desk, edges: Sequence[Edge]) -> list[Edge]:
        """Earlier edges of the reports of new ones that these explain better, as edges that say so."""
        new = {frozenset((edge.a, edge.b)) for edge in edges}
        told = {end for edge in edges for end in (edge.a, edge.b)}
        earlier = [edge for edge in desk.edges_of(sorted(told), RETOLD) if frozenset((edge.a, edge.b)) not in new]
        if not earlier:
            return []
        kept = self._lineage.settled([*earlier, *edges])
        reasons = ("another report of that publisher explains it better",)
        return [
            replace(edge, relation="independent", direction="unclear", reasons=reasons, passages=())
            for edge in earlier
            if edge not in kept
        ]

    def _settle(self, desk: Desk, work: Work) -> tuple[int, dict[str, list[str]]]:
        """Say which story and context each report is in that was touched; the contexts that must be made anew, with
        their reports, and how many reports are of another story now."""
        places = self._places
        now = {report: self._stories.story(report) for report in (*sorted(work.moved), *work.touched)}
        before = {report: place for report in now if (place := places.of(report)) is not None}
        moved = [report for report, (story, _) in before.items() if story != now[report]]
        stories = places.move({report: now[report] for report in (*moved, *work.touched)})
        dirty = {before[report][1] for report in (*moved, *work.touched) if report in before}
        shared = {topic: self._sharing(desk, topic, reports) for topic, reports in work.topics.items()}
        near: dict[str, list[str]] = {}
        for topic, reports in work.topics.items():
            for report in reports:
                near.setdefault(report, []).append(topic)
        for story in sorted(stories):
            mine = places.context(story)
            counts: dict[str, int] = {}
            for report in places.reports(story):
                for topic in near.get(report, ()):
                    for other in shared.get(topic, ()):
                        theirs = places.home(other)
                        if theirs is not None and theirs != mine:
                            counts[theirs] = counts.get(theirs, 0) + 1
            for other in sorted(counts, key=lambda one: (-counts[one], one)):
                if counts[other] < SHARED or places.size(mine) + places.size(other) > CONTEXT:
                    continue
                keep, gone = places.join(mine, other)
                work.absorbed.setdefault(keep, set()).update({gone}, work.absorbed.pop(gone, ()))
                dirty |= {gone, keep}
                mine = keep
            dirty.add(mine)
        dirty |= {context for report in work.stale | work.again if (context := places.home(report)) is not None}
        rows = places.changed()
        desk.set_members(rows)
        desk.judge(self._near_judgements([report for report, (story, _) in rows.items() if story != report]))
        contexts = {context: places.reports_in(context) for context in sorted(dirty | work.unsaid)}
        made = {context: reports for context, reports in contexts.items() if reports}
        empty = set(contexts) - set(made)
        if left := empty - set().union(*work.absorbed.values()):
            desk.replace_items(left, min(left), [], MAKER)
            desk.forget(UNSAID, left)
        desk.note_all(UNSAID, set(made) | (empty - left))
        altered = work.touched.keys() | work.stale | work.again
        for report in moved:
            held = self._contexts.get(before[report][1])
            if held is not None and report in held.pieces and report not in altered:
                work.pieces[report] = held.pieces[report]
        for context in empty:
            work.pieces |= {report: one for report, one in self._let_go(context).items() if report not in altered}
        return len(moved), made

    def _sharing(self, desk: Desk, topic: str, reports: Sequence[str]) -> list[str]:
        """The last reports that have a topic, with those that have it now."""
        known = self._topics.pop(topic, None)
        self._topics[topic] = found = desk.sharing(topic)[::-1] if known is None else [*known, *reports][-LATEST:]
        if len(self._topics) > TOPICS:
            self._topics.popitem(last=False)
        return found

    def _near_judgements(self, reports: Iterable[str]) -> Iterator[Judgement]:
        for report in reports:
            near = self._stories.nearest(report)
            if near is not None:
                other, chance = near
                reasons = (f"told in like words, {chance:.0%} likely of one happening",)
                yield Judgement(report, other, "story", "same", round(chance, 3), reasons, MAKER, _now())

    def _say(self, desk: Desk, context: str, reports: Sequence[str], work: Work) -> None:
        """Bring what the reports of a context say together up to date."""
        stories = {report: self._places.story(report) for report in reports}
        held = self._contexts.get(context)
        altered = work.touched.keys() | work.stale | work.again
        whole = (
            held is None
            or len(reports) <= WHOLE
            or len(reports) >= 2 * held.first
            or context in work.unsaid
            or not (work.stale | work.again).isdisjoint(reports)
        )
        if held is None or whole:
            old = {report: one for report, one in self._let_go(context).items() if report not in altered}
            absorbed = work.absorbed.get(context, set())
            self._whole(desk, context, stories, work.pieces | old, self._said, absorbed)
            return
        self._contexts.move_to_end(context)
        left = [report for report in held.pieces if report not in stories or report in work.touched]
        new = [report for report in reports if report not in held.pieces or report in work.touched]
        pieces = self._pieces(desk, new, work.pieces)
        edges = self._edges(desk, reports, new, self._said)
        absorbed = work.absorbed.get(context, set())
        if absorbed:
            desk.clear_items(sorted(absorbed))
        desk.judge(judgements(held.add(desk, pieces, edges, stories, left), MAKER, _now()))

    def _whole(
        self,
        desk: Desk,
        context: str,
        stories: Mapping[str, str],
        known: Mapping[str, Pieces],
        said: Said,
        instead: Iterable[str] = (),
    ) -> None:
        """Make anew all that the reports of a context say together; `stories` has theirs."""
        made = Context(context, self._consolidator.held(said["incident"]), MAKER)
        reports = list(stories)
        pieces = self._pieces(desk, reports, known)
        edges = self._edges(desk, reports, None, said)
        desk.judge(judgements(made.add(desk, pieces, edges, stories, instead={context, *instead}), MAKER, _now()))
        self._contexts[context] = made
        total = sum(len(one.pieces) for one in self._contexts.values())
        while total > HELD and len(self._contexts) > 1:
            _, oldest = self._contexts.popitem(last=False)
            total -= len(oldest.pieces)

    def _edges(self, desk: Desk, reports: Sequence[str], of: Sequence[str] | None, said: Said) -> list[Edge]:
        denied = {pair for pair, one in said["lineage"].items() if one.verdict == "different"}
        return [edge for edge in desk.edges(reports, of) if (edge.a, edge.b) not in denied]

    def _pieces(self, desk: Desk, reports: Sequence[str], known: Mapping[str, Pieces]) -> list[Pieces]:
        """Reports taken to pieces, as they were before where that is at hand."""
        found = {report: pieces for report in reports if (pieces := known.get(report) or self._fresh.get(report))}
        for report, number, body in desk.readings([report for report in reports if report not in found]):
            reading = reading_from_json(body)
            candidate = self._lineage.comparer.candidate(reading.report)
            found[report] = self._consolidator.pieces(of_candidate(reading, number, candidate))
        return [found[report] for report in reports if report in found]

    def _let_go(self, context: str) -> dict[str, Pieces]:
        """No longer hold a context at hand; its reports."""
        held = self._contexts.pop(context, None)
        return {} if held is None else held.pieces


@dataclass(slots=True)
class Work:
    """What a run has come to so far: reports that were compared, that may be of another story, that were judged, and
    the topics of the first; contexts that an earlier run has left, reports with edges that no longer hold, contexts by
    those that took them up, and reports that were at hand."""

    touched: dict[str, None]
    moved: set[str]
    stale: set[str]
    topics: dict[str, list[str]]
    unsaid: set[str]
    again: set[str] = field(default_factory=set)
    absorbed: dict[str, set[str]] = field(default_factory=dict)
    pieces: dict[str, Pieces] = field(default_factory=dict)


@contextmanager
def uncollected() -> Iterator[None]:
    """Without Python's search for cycles, of which none are made here: with much at hand it takes a fifth of all time.
    It looks through what was made once, afterwards."""
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.enable()


def _topics(pieces: Pieces) -> Iterator[str]:
    """What a report counts, and what happens in it, by type, actors, country and month."""
    for quantity in pieces.counted:
        if quantity.country and (quantity.who or quantity.grows or " " in quantity.measure):
            yield f"figure:{quantity.measure}:{quantity.who}:{quantity.country}"
    for one in pieces.happened:
        acting = sorted({alpha2(actor.country) or "" for actor in one.actors()} - {""})
        where = one.place.country if one.place else None
        where = where or next((alpha2(actor.country) for actor in one.actors(True) if actor.country), None)
        day = one.first.isoformat() if one.first else pieces.source.published
        if acting and day:
            yield f"event:{one.event.type}:{'+'.join(acting)}:{where}:{day[:7]}"


def _print(trace: Trace, kept: StoryTrace) -> Mapping[str, Any]:
    """By what a report is found again: what `_trace` and `StoryIndex.recall` take."""
    sided: list[list[tuple[str, float]]] = []
    for side, term, weight in kept.terms:
        while len(sided) <= side:
            sided.append([])
        sided[side].append((term, weight))
    return {
        "hash": trace.hash.hex(),
        "keys": _packed(trace.keys, "<u8"),
        "credits": trace.credits,
        "fives": _packed(trace.fives),
        "told": _packed(trace.told),
        "publisher": trace.publisher,
        "terms": sided,
        "day": kept.day,
        "near": kept.near,
        "edges": kept.edges,
    }


def _trace(report: str, body: Mapping[str, Any]) -> Trace:
    """What lineage keeps of a report, from its print: of the words by side it needs all, and which are names and
    numbers."""
    sides: list[dict[str, float]] = [dict(one) for one in body["terms"]] or [{}]
    named = frozenset(word for side in (NAMES, NUMBERS) if side < len(sides) for word in sides[side])
    return Trace(
        report,
        bytes.fromhex(body["hash"]),
        _unpacked(body["keys"], "<u8"),
        sides[ALL],
        named,
        body["publisher"],
        body["credits"],
        _unpacked(body["fives"]),
        _unpacked(body["told"]),
    )


def _packed(numbers: NDArray[Any], kind: str = "<u4") -> str:
    """The numbers in base 64, low byte first."""
    return base64.b64encode(numbers.astype(kind).tobytes()).decode("ascii")


def _unpacked(packed: str, kind: str = "<u4") -> NDArray[Any]:
    found = np.frombuffer(base64.b64decode(packed), kind)
    return found.astype(found.dtype.newbyteorder("="))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
