"""What the reports of a context say together, as items of the store: kept at hand, so that more reports change few."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from dateline.consolidate.changes import changes
from dateline.consolidate.incidents import SAME, Judged
from dateline.consolidate.overview import Glance, glance, overview
from dateline.consolidate.sources import Source
from dateline.consolidate.together import Held, Name, Pieces, Record
from dateline.model.consolidated import Claim, Conflict, Incident
from dateline.model.judgement import Judgement
from dateline.model.lineage import Edge
from dateline.model.plain import plain
from dateline.model.reading import Reading
from dateline.model.wire import reading_from_json
from dateline.store.desk import Desk, Item

UNDATED = 99_999_999
WIDEST = 1_000
"""Sides of a conflict that are counted to place it among others."""


class Context:
    """The reports of a context, what they say together, and the keys of the items in which the store has that."""

    def __init__(self, name: str, held: Held, maker: str) -> None:
        self.name = name
        self.pieces: dict[str, Pieces] = {}
        self.first = 0
        self._held = held
        self._maker = maker
        self._glances: dict[str, Glance] = {}
        self._stories: dict[str, str] = {}
        self._rows: dict[Name, list[tuple[str, tuple[str, ...], list[str]]]] = {}
        self._of_report: dict[str, set[Name]] = {}
        self._keys: dict[Name, list[int]] = {}
        self._of_story: dict[str, dict[str, None]] = {}
        self._counts: dict[str, dict[str, int]] = {}

    def add(
        self,
        desk: Desk,
        pieces: Sequence[Pieces],
        edges: Iterable[Edge],
        stories: Mapping[str, str],
        left: Iterable[str] = (),
        instead: Iterable[str] | None = None,
    ) -> Sequence[Judged]:
        """Take in reports with the edges of theirs to each other and to those that are here, and bring the store up to
        date. `stories` has the stories of all reports of the context; `left` are no longer of it, or are told of anew;
        `instead` names contexts in whose place this one stands, where it is new. How two events each were judged."""
        if not self.pieces:
            self.first = len(pieces)
        said = self._held.add(pieces, edges, left)
        parted = self._part(left)
        for one in pieces:
            self.pieces[one.source.id] = one
            self._glances[one.source.id] = glance(one.source)
            one.source.let_go()
        moved, told = self._move(stories)
        told |= parted | {self._stories[one.source.id] for one in pieces}
        again = {name for report in moved for name in self._of_report.get(report, ())} - set(said.gone)
        dropped = [key for report in left for key in self._keys.pop(("change", report), ())]
        for name in (*said.gone, *again):
            if name in self._rows:
                told |= self._forget(name)
                dropped += self._keys.pop(name)
        items: dict[Name, list[Item]] = {}
        for name, records in said.new.items():
            items[name] = self._keep(name, records)
        for name in again - said.new.keys():
            items[name] = self._keep(name, self._held.records(name))
        for name in items:
            told.update(story for _, _, of in self._rows[name] for story in of)
        for one in pieces:
            if one.source.version > 1:
                items["change", one.source.id] = list(_changes(desk, one.source))
        for story in sorted(told):
            dropped += self._keys.pop(("story", story), [])
            if story in self._of_story:
                items["story", story] = [self._story(story)]
        listed = [item for found in items.values() for item in found]
        if instead is None:
            desk.drop_items(dropped)
            keys = desk.add_items(self.name, listed, self._maker)
        else:
            keys = desk.replace_items(instead, self.name, listed, self._maker)
        at = 0
        for name, found in items.items():
            self._keys[name] = keys[at : at + len(found)]
            at += len(found)
        return said.judged

    def _part(self, left: Iterable[str]) -> set[str]:
        """Forget reports; the stories that they were in."""
        told = set()
        for report in left:
            story = self._stories.pop(report)
            told.add(story)
            del self.pieces[report], self._glances[report], self._of_story[story][report]
            if not self._of_story[story]:
                del self._of_story[story]
        return told

    def _move(self, stories: Mapping[str, str]) -> tuple[list[str], set[str]]:
        """Note the story of each report; the reports that were in another, and the stories that have others now."""
        moved: list[str] = []
        told: set[str] = set()
        for report in self.pieces:
            before, now = self._stories.get(report), stories[report]
            if before == now:
                continue
            self._stories[report] = now
            self._of_story.setdefault(now, {})[report] = None
            if before is not None:
                moved.append(report)
                told |= {before, now}
                del self._of_story[before][report]
                if not self._of_story[before]:
                    del self._of_story[before]
        return moved, told

    def _text(self, report: str, version: int) -> str:
        return self.pieces[report].source.report.text

    def _keep(self, name: Name, records: Sequence[Record]) -> list[Item]:
        """The items of some records."""
        rows: list[tuple[str, tuple[str, ...], list[str]]] = []
        items = []
        for record in records:
            cited: set[str] = set()
            body = plain(record, self._text, cited)
            about = tuple(sorted(cited))
            of = list(dict.fromkeys(self._stories[report] for report in about))
            body["stories"] = of
            body["story"] = _story_of(record.id, about, self._stories) or (of[0] if of else None)
            kind, position = _place(name, record)
            items.append(Item(kind, record.id, position, about, body))
            rows.append((kind, about, of))
            self._count(kind, of, 1)
            for report in about:
                self._of_report.setdefault(report, set()).add(name)
        self._rows[name] = rows
        return items

    def _forget(self, name: Name) -> set[str]:
        """Forget records; the stories that they were of."""
        told: set[str] = set()
        for kind, about, of in self._rows.pop(name):
            self._count(kind, of, -1)
            told.update(of)
            for report in about:
                self._of_report[report].discard(name)
        return told

    def _count(self, kind: str, stories: Iterable[str], by: int) -> None:
        for story in stories:
            counts = self._counts.setdefault(story, {})
            counts[kind] = counts.get(kind, 0) + by

    def _story(self, story: str) -> Item:
        own = [self.pieces[report].source for report in self._of_story[story]]
        body = plain(overview(story, own, self._held.ancestry, self._glances), self._text)
        told = self._counts.get(story, {})
        body |= {"claims": told.get("claim", 0), "incidents": told.get("incident", 0)}
        body |= {"conflicts": told.get("conflict", 0), "members": [_member(source) for source in own]}
        body["members"].sort(key=lambda one: (one["published"] or "9999", one["id"]))
        return Item("story", story, 0, tuple(body["reports"]), body, body["latest"])


def judgements(judged: Iterable[Judged], maker: str, now: str) -> Iterator[Judgement]:
    """How two events each were judged, as judgements of a machine."""
    for one in judged:
        verdict = "same" if one.score >= SAME else "unsure"
        yield Judgement(one.one, one.other, "incident", verdict, one.score, one.reasons, maker, now)  # type: ignore[arg-type]


def _place(name: Name, record: Record) -> tuple[str, int]:
    """The kind of a record's item, and a number by which it stands among those of its kind."""
    if isinstance(record, Claim):
        wide = len({telling.cite.report for telling in record.tellings})
        return "claim", 2 * -wide + (record.kind != "event")
    if isinstance(record, Incident):
        day = (record.earliest or record.latest or "").replace("-", "")
        return "incident", int(day) if day.isdigit() else UNDATED
    if isinstance(record, Conflict):
        return "conflict", (WIDEST if record.verdict != "different" else 0) - min(len(record.sides), WIDEST - 1)
    return "series", int(str(name[1]))


def _story_of(id: str, about: Iterable[str], stories: Mapping[str, str]) -> str | None:
    """The story of the first report that a record rests on."""
    for report in about:
        if id.startswith(report) or f":{report}@" in id:
            return stories.get(report)
    return None


def _changes(desk: Desk, source: Source) -> Iterator[Item]:
    """What changed from each version of a report to the next."""
    known: dict[int, Reading] = {
        number: reading_from_json(body) for number, body in desk.all_readings(source.id).items()
    }
    for before, after in zip(sorted(known), sorted(known)[1:], strict=False):
        found = plain(changes(known[before], known[after]), lambda report, version: "")
        for one in found:
            _word(one, known[before].text, known[after].text)
        body = {"report": source.id, "before": before, "after": after, "changes": found}
        yield Item("change", f"{source.id}@{before}..{after}", after, (source.id,), body)


def _word(change: dict[str, Any], before: str, after: str) -> None:
    """Put the words to the spans of a change and its details."""
    for side, text in (("before", before), ("after", after)):
        span = change.get(side)
        if isinstance(span, dict):
            span["words"] = text[span["start"] : span["end"]]
    details = change.get("details")
    for one in details if isinstance(details, list) else ():
        _word(one, before, after)


def _member(source: Source) -> dict[str, object]:
    report = source.report
    shown = {"title": report.title, "publisher": report.publisher, "published": report.published}
    return {"id": source.id, **shown, "version": source.version}
