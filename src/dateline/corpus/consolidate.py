"""Consolidates a store: who copied whom, stories, and what their reports say together. Can be stopped anywhere.

New versions are compared with what is there, a hundred to a transaction; then what the touched reports say together is
made anew. What a person has judged is read each time and stands above what is found.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import numpy as np

from dateline.consolidate.changes import changes
from dateline.consolidate.incidents import happenings
from dateline.consolidate.lineage import RETOLD, Brief, Candidate, LineageIndex, Trace
from dateline.consolidate.origins import Ancestry
from dateline.consolidate.overview import overview
from dateline.consolidate.sources import Source
from dateline.consolidate.stories import StoryIndex, StoryTrace
from dateline.consolidate.together import Consolidator, Together
from dateline.consolidate.vectors import ALL, NAMES, NUMBERS
from dateline.knowledge import Knowledge
from dateline.knowledge.gazetteer.countries import alpha2
from dateline.model.consolidated import Claim, Incident, Series
from dateline.model.judgement import Judgement
from dateline.model.lineage import Edge
from dateline.model.plain import cited, plain
from dateline.model.reading import Reading
from dateline.model.report import Report
from dateline.model.wire import reading_from_json
from dateline.store import Store
from dateline.store.desk import Desk, Item, Pending

MAKER = "dateline:consolidate 3"
"""Who makes what is stored here. A change of what it finds raises the number, and all is compared anew."""
BATCH = 100
"""Reports that are compared in one transaction."""
CONTEXT = 300
"""Reports whose claims and figures are held beside each other at most: stories with topics in common, most first."""
FEW = 400
"""Reports up to which all stories are formed anew when one is added; beyond, when there are twice as many."""
FRESH = 2_000
"""Reports of one run that are kept as they were prepared, until what they say together is made."""
JUDGED, SETTLED = f"{MAKER} judged", f"{MAKER} settled"
SHARED = 1
"""Topics that two stories must have in common to be one context."""


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
    """A store with all that is needed to compare a new report with those that it has. Can be run again and again."""

    def __init__(self, store: Store, knowledge: Knowledge) -> None:
        self._store = store
        self._lineage = LineageIndex(knowledge, self._report)
        self._stories = StoryIndex(knowledge)
        self._consolidator = Consolidator(knowledge)
        self._loaded = False
        self._fresh: dict[str, Candidate] = {}

    def run(self, progress: Callable[[], None] = lambda: None) -> Consolidated:
        """Compare what is new, and make anew what that or a judgement has changed."""
        with self._store.desk() as desk:
            pending = desk.pending(MAKER)
            members = desk.members()
            said = desk.judgements("story")
            ever = desk.ever_judged("story")
            last = desk.last_judgement()
            stale = desk.judged_since(desk.progress(JUDGED))
        if not pending and not stale:
            return Consolidated(0, 0, 0, 0)
        if not self._loaded:
            self._load(members)
        edges = 0
        touched: set[str] = set()
        for at in range(0, len(pending), BATCH):
            with self._store.desk() as desk:
                for one in pending[at : at + BATCH]:
                    edges += self._compare(desk, one)
                    touched.add(one.report)
                    progress()
        self._form_anew(bool(pending))
        pairs = {(min(a, b), max(a, b)): one.verdict for (a, b), one in said.items()}
        told = [(a, b, verdict == "same") for (a, b), verdict in pairs.items() if verdict != "unsure"]
        self._stories.judge(told, ever if stale else ())
        with self._store.desk() as desk:
            moved, contexts = self._settle(desk, touched, members, stale)
        judged = self._judged()
        for context, reports, before in contexts:
            with self._store.desk() as desk:
                self._say(desk, context, reports, before, judged)
                progress()
        self._fresh.clear()
        with self._store.desk() as desk:
            desk.note(JUDGED, last)
        return Consolidated(len(pending), edges, moved, len(contexts))

    def again(self, reports: Iterable[str]) -> int:
        """Make anew what some reports say together, as people have judged it, in the stories that they are in; how many
        contexts that were. Nothing is compared."""
        with self._store.desk() as desk:
            members = desk.members()
        contexts = {members[report][1] for report in reports if report in members}
        judged = self._judged()
        for context in sorted(contexts):
            stories = {report: story for report, (story, of) in members.items() if of == context}
            with self._store.desk() as desk:
                self._say(desk, context, sorted(stories), {context}, judged, stories)
        return len(contexts)

    def _judged(self) -> Mapping[str, Mapping[tuple[str, str], Judgement]]:
        """What people say of two reports' texts, and of two events: read once, not for each context."""
        with self._store.desk() as desk:
            return {relation: desk.judgements(relation) for relation in ("lineage", "incident")}

    def _load(self, members: Mapping[str, tuple[str, str]]) -> None:
        with self._store.desk() as desk:
            for report, body in desk.prints(MAKER):
                self._lineage.recall(_trace(report, body))
                terms = [(side, term, weight) for side, listed in enumerate(body["terms"]) for term, weight in listed]
                trace = StoryTrace(report, terms, body["day"], tuple(body["near"]), body["edges"])
                self._stories.recall(trace, members[report][0] if report in members else None)
        self._loaded = True

    def _form_anew(self, added: bool) -> None:
        """Form all stories anew, by what is rare among all reports: where there are few, or twice as many as before."""
        count = len(self._stories)
        with self._store.desk() as desk:
            if not added or (count > FEW and count < 2 * desk.progress(SETTLED)):
                return
            self._stories.settle()
            for report in [one.id for one in self._stories.stories()]:
                kept = self._stories.trace(report)
                desk.renew_print(report, MAKER, {"near": kept.near, "edges": kept.edges})
            desk.note(SETTLED, count)

    def _report(self, report: str) -> Report:
        with self._store.desk() as desk:
            return reading_from_json(desk.reading(report)[1]).report

    def _compare(self, desk: Desk, one: Pending) -> int:
        """Compare one version with what is there: its edges, its story, and the print by which it is found again."""
        _, body = desk.reading(one.report)
        reading = reading_from_json(body)
        candidate = self._lineage.comparer.candidate(reading.report)
        edges, trace = self._lineage.take(candidate)
        self._stories.add(reading.report, candidate.prepared)
        if len(self._fresh) < FRESH:
            self._fresh[one.report] = candidate
        now = _now()
        count = desk.keep_edges(edges, MAKER, now)
        desk.keep_edges(self._outdone(desk, edges), MAKER, now)
        kept = self._stories.trace(one.report)
        sided: list[list[tuple[str, float]]] = []
        for side, term, weight in kept.terms:
            while len(sided) <= side:
                sided.append([])
            sided[side].append((term, weight))
        desk.keep_print(
            one,
            MAKER,
            {
                "hash": trace.hash.hex(),
                "keys": trace.keys.tolist(),
                "credits": trace.credits,
                "fives": _packed(trace.fives),
                "told": _packed(trace.told),
                "publisher": trace.publisher,
                "terms": sided,
                "day": kept.day,
                "near": kept.near,
                "edges": kept.edges,
            },
        )
        source = Source(reading, one.number, candidate)
        desk.set_topics(one.key, self._topics(source))
        return count

    def _outdone(self, desk: Desk, edges: Sequence[Edge]) -> list[Edge]:
        """Earlier edges of the reports of new ones that these explain better, as edges that say so."""
        if not edges:
            return []
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

    def _topics(self, source: Source) -> Iterable[str]:
        """What a report counts, and what happens in it, by type, actors, country and month."""
        for quantity in self._consolidator.quantities.of(source):
            if quantity.country and (quantity.who or quantity.grows or " " in quantity.measure):
                yield f"figure:{quantity.measure}:{quantity.who}:{quantity.country}"
        for one in happenings(source, self._consolidator.terming):
            acting = sorted({alpha2(actor.country) or "" for actor in one.actors()} - {""})
            where = one.place.country if one.place else None
            where = where or next((alpha2(actor.country) for actor in one.actors(True) if actor.country), None)
            day = one.first.isoformat() if one.first else source.published
            if acting and day:
                yield f"event:{one.event.type}:{'+'.join(acting)}:{where}:{day[:7]}"

    def _settle(
        self, desk: Desk, touched: set[str], members: Mapping[str, tuple[str, str]], stale: set[str]
    ) -> tuple[int, list[tuple[str, list[str], set[str]]]]:
        """Say which story and context each report is in, and which contexts must be made anew: their name, their
        reports, and the names of those that they stand for."""
        stories = {one.id: one.story for one in self._stories.stories()}
        by_story: dict[str, list[str]] = {}
        for report, story in stories.items():
            by_story.setdefault(story, []).append(report)
        moved = {report for report, story in stories.items() if report in members and members[report][0] != story}
        changed = {stories[report] for report in touched | moved}
        context_of = {report: context for report, (_, context) in members.items()}
        groups: dict[str, set[str]] = {}
        for story in by_story:
            groups.setdefault(context_of.get(by_story[story][0], by_story[story][0]), set()).add(story)
        home = {story: context for context, listed in groups.items() for story in listed}
        dirty = {context_of[report] for report in moved | touched if report in context_of}
        for story in sorted(changed):
            mine = home[story]
            near: dict[str, int] = {}
            for report, count in desk.sharing(by_story[story]).items():
                if (other := home.get(stories.get(report, ""), mine)) != mine:
                    near[other] = near.get(other, 0) + count
            for other in sorted(near, key=lambda one: (-near[one], one)):
                size = sum(len(by_story[one]) for context in (mine, other) for one in groups[context])
                if near[other] < SHARED or size > CONTEXT:
                    continue
                keep, gone = sorted((mine, other))
                groups[keep] |= groups.pop(gone)
                home |= dict.fromkeys(groups[keep], keep)
                dirty |= {gone, keep}
                mine = keep
            dirty.add(mine)
        dirty |= {home[stories[report]] for report in stale if report in stories}
        rows = {
            report: (story, home[story])
            for report, story in stories.items()
            if members.get(report) != (story, home[story])
        }
        desk.set_members(rows)
        desk.judge(self._near_judgements([report for report in rows if stories[report] != report]))
        made = [
            (context, [report for story in sorted(groups[context]) for report in by_story[story]])
            for context in sorted(dirty & set(groups))
        ]
        before: dict[str, set[str]] = {}
        for context, reports in made:
            before[context] = {context} | {context_of[report] for report in reports if report in context_of}
        left = dirty - set(groups) - set().union(*before.values(), set())
        if left:
            desk.replace_items(left, min(left), [], MAKER)
        return len(moved), [(context, reports, before[context]) for context, reports in made]

    def _near_judgements(self, reports: Iterable[str]) -> Iterable[Judgement]:
        for report in reports:
            near = self._stories.nearest(report)
            if near is not None:
                other, chance = near
                reasons = (f"told in like words, {chance:.0%} likely of one happening",)
                yield Judgement(report, other, "story", "same", round(chance, 3), reasons, MAKER, _now())

    def _candidate(self, report: Report) -> Candidate:
        """A report made ready to be compared, as it was in this run if it is the same."""
        known = self._fresh.get(report.id)
        return known if known is not None and known.report == report else self._lineage.comparer.candidate(report)

    def _say(
        self,
        desk: Desk,
        context: str,
        reports: Sequence[str],
        before: set[str],
        judged: Mapping[str, Mapping[tuple[str, str], Judgement]],
        stories: Mapping[str, str] | None = None,
    ) -> None:
        """Make anew what the reports of a context say together; `stories` tells theirs where that is known."""
        sources = [
            Source(reading, number, self._candidate(reading.report))
            for _, number, body in desk.readings(reports)
            for reading in (reading_from_json(body),)
        ]
        denied = {pair for pair, one in judged["lineage"].items() if one.verdict == "different"}
        edges = [edge for edge in desk.edges(reports) if (edge.a, edge.b) not in denied]
        together = self._consolidator.together(sources, edges, judged["incident"])
        desk.judge(
            Judgement(
                one.one,
                one.other,
                "incident",
                "same" if one.score >= 0.55 else "unsure",
                one.score,
                one.reasons,
                MAKER,
                _now(),
            )
            for one in together.judged
        )
        stories = stories or {report: self._stories.story(report) for report in reports}
        items = self._items(sources, edges, together, stories)
        items += self._changes(desk, sources)
        desk.replace_items(before, context, items, MAKER)

    def _items(
        self, sources: Sequence[Source], edges: Sequence[Edge], together: Together, stories: Mapping[str, str]
    ) -> list[Item]:
        texts = {(source.id, source.version): source.report.text for source in sources}

        def text(report: str, version: int) -> str:
            return texts[report, version]

        items: list[Item] = []
        counts: dict[str, dict[str, int]] = {}
        listed: tuple[tuple[str, Sequence[Claim | Incident | Series | object]], ...] = (
            ("claim", together.claims),
            ("incident", together.incidents),
            ("conflict", together.conflicts),
            ("series", together.series),
        )
        for kind, records in listed:
            for position, record in enumerate(records):
                body = plain(record, text)
                about = tuple(sorted(cited(body)))
                of = list(dict.fromkeys(stories[report] for report in about))
                body["stories"] = of
                body["story"] = _story_of(body, stories) or (of[0] if of else None)
                for story in of:
                    counts.setdefault(story, {}).setdefault(kind, 0)
                    counts[story][kind] += 1
                items.append(Item(kind, body["id"], position, about, body))
        ancestry = Ancestry(edges)
        by_story: dict[str, list[Source]] = {}
        for source in sources:
            by_story.setdefault(stories[source.id], []).append(source)
        for position, (story, own) in enumerate(by_story.items()):
            body = plain(overview(story, own, ancestry), text)
            told = counts.get(story, {})
            body |= {"claims": told.get("claim", 0), "incidents": told.get("incident", 0)}
            body |= {"conflicts": told.get("conflict", 0), "members": [_member(source) for source in own]}
            body["members"].sort(key=lambda one: (one["published"] or "9999", one["id"]))
            items.append(Item("story", story, position, tuple(body["reports"]), body, body["latest"]))
        return items

    def _changes(self, desk: Desk, sources: Sequence[Source]) -> list[Item]:
        """What changed from each version to the next, of reports that have several."""
        items = []
        for source in sources:
            if source.version < 2:
                continue
            known: dict[int, Reading] = {
                number: reading_from_json(body) for number, body in desk.all_readings(source.id).items()
            }
            for before, after in zip(sorted(known), sorted(known)[1:], strict=False):
                found = plain(changes(known[before], known[after]), lambda report, version: "")
                for one in found:
                    _word(one, known[before].text, known[after].text)
                body = {"report": source.id, "before": before, "after": after, "changes": found}
                items.append(Item("change", f"{source.id}@{before}..{after}", after, (source.id,), body))
        return items


def _word(change: dict[str, object], before: str, after: str) -> None:
    """Put the words to the spans of a change and its details."""
    for side, text in (("before", before), ("after", after)):
        span = change.get(side)
        if isinstance(span, dict):
            span["words"] = text[span["start"] : span["end"]]
    details = change.get("details")
    for one in details if isinstance(details, list) else ():
        _word(one, before, after)


def _story_of(body: Mapping[str, object], stories: Mapping[str, str]) -> str | None:
    """The story of the first report that an item rests on."""
    for report in sorted(cited(body.get("tellings") or body.get("parts") or body.get("sides") or body.get("points"))):
        if str(body["id"]).startswith(report) or f":{report}@" in str(body["id"]):
            return stories.get(report)
    return None


def _member(source: Source) -> dict[str, object]:
    report = source.report
    shown = {"title": report.title, "publisher": report.publisher, "published": report.published}
    return {"id": source.id, **shown, "version": source.version}


def _trace(report: str, body: Mapping[str, Any]) -> Trace:
    """What lineage keeps of a report, from its print: of the words by side it needs all, and which are names and
    numbers."""
    sides: list[dict[str, float]] = [dict(one) for one in body["terms"]] or [{}]
    named = frozenset(word for side in (NAMES, NUMBERS) if side < len(sides) for word in sides[side])
    keys = np.array(body["keys"], np.uint64)
    return Trace(
        report,
        bytes.fromhex(body["hash"]),
        keys,
        sides[ALL],
        named,
        body["publisher"],
        body["credits"],
        _unpacked(body["fives"]),
        _unpacked(body["told"]),
    )


def _packed(runs: Brief) -> str:
    return base64.b85encode(runs.astype("<u4").tobytes()).decode("ascii")


def _unpacked(runs: str) -> Brief:
    return np.frombuffer(base64.b85decode(runs), "<u4").astype(np.uint32)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
