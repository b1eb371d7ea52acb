"""The side of a store that adds. Nothing that was stored is changed or lost."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from sqlalchemy import Connection, bindparam, delete, insert, select, text, update

from dateline.model.attach import part_id
from dateline.model.edits import parsed
from dateline.model.errors import DatelineError, StoreError
from dateline.model.judgement import Judgement
from dateline.model.reading import Reading
from dateline.model.report import Page, Report
from dateline.model.wire import offsets_to_json, reading_to_json
from dateline.store import schema
from dateline.store.events import event_rows
from dateline.store.judged import EVENT, event_mark, settle, touched, words_on
from dateline.store.who_rows import write_who

AT_ONCE = 500
LEDE = 240
"""Code points of a report shown in a list."""


@dataclass(frozen=True, slots=True)
class Added:
    """What adding a reading came to: a `new` report, a new `version` of one, a `reread` version, or `nothing` new."""

    id: str
    version: int
    outcome: Literal["new", "version", "reread", "nothing"]


class Writer:
    """Adds within one transaction of a store."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, reading: Reading, page: Page) -> Added:
        """Store a page, the report that was made of it and what was read in it.

        The same text and metadata under the same id is the same version; with the same makers nothing is stored. A page
        that was fetched anew and says what it said before the last change is a version again: it was changed back.
        """
        report = reading.report
        key, outcome = self._report_key(report.id)
        text_hash = _version_hash(reading)
        known = [] if outcome == "new" else self._versions(key)
        newest = known[0] if known else None
        same = next((row for row in known if row.text_sha256 == text_hash), None)
        if same is not None and (same is newest or page.fetched is None):
            return self._reread(same.key, same.number, reading)
        self._keep_page(page)
        number = newest.number + 1 if newest is not None else 1
        if newest is not None:
            self._connection.execute(update(schema.versions).where(schema.versions.c.report == key).values(current=0))
        version = self._insert(
            schema.versions,
            report=key,
            number=number,
            added=_now(),
            page=page.sha256,
            encoding=report.encoding,
            text_sha256=text_hash,
            title=report.title,
            publisher=report.publisher,
            published=report.published,
            url=report.url,
            lang=report.lang,
            text=report.text,
            lede=lede(report),
            words=len(report.text.split()),
            offsets=json.dumps(offsets_to_json(report.offsets), separators=(",", ":")),
            current=1,
        )
        self._keep_reading(version, reading, anew=newest is not None)
        self._index_words(reading, anew=newest is not None)
        return Added(report.id, number, outcome if outcome == "new" else "version")

    def known(self, page: Page, makers: Mapping[str, str]) -> Added | None:
        """What a page came to when it was added before and read by these makers: then nothing is left to do.

        What was given with it must be the same. A page that was fetched counts only if it is the report's newest.
        """
        versions = schema.versions.c
        same = [versions.page == page.sha256]
        same += [schema.reports.c.id == page.id] if page.id else []
        same += [versions.current == 1] if page.fetched else []
        for name in ("title", "published", "publisher", "url", "lang"):
            if (given := getattr(page, name)) is not None:
                same.append(versions[name] == given)
        row = self._connection.execute(
            select(schema.reports.c.id, versions.number, schema.readings.c.makers)
            .join(schema.versions, schema.readings.c.version == versions.key)
            .join(schema.reports, versions.report == schema.reports.c.key)
            .where(*same)
            .order_by(schema.readings.c.key.desc())
            .limit(1)
        ).first()
        if row is None or row.makers != _makers(dict(makers)):
            return None
        return Added(row.id, row.number, "nothing")

    def judge(self, judgement: Judgement) -> int:
        """Store a judgement; its number is returned. What it says of an event is seen wherever the event is."""
        return self.judge_all([judgement])

    def judge_all(self, judgements: Sequence[Judgement]) -> int:
        """Store judgements that are given, and can be taken back, as one; the number of the first is returned.

        Raises StoreError where there is none.
        """
        key = self._store_all(judgements)
        self._heed([one.left for one in judgements if one.relation == EVENT])
        return key

    def _store_all(self, judgements: Sequence[Judgement]) -> int:
        if not judgements:
            raise StoreError("judgements", "there is none to store.", "Choose what is still to be judged.")
        first, rest = judgements[0], judgements[1:]
        key = self._insert(schema.judgements, **_values(first))
        if rest:
            table = schema.judgements
            self._connection.execute(update(table).where(table.c.key == key).values(batch=key))
            self._connection.execute(insert(table), [_values(one) | {"batch": key} for one in rest])
        return key

    def accept(self, keys: Sequence[int], author: str, at: str, reasons: tuple[str, ...] = ()) -> tuple[int, int]:
        """Accept events by their keys, but those that somebody has judged: the number of the batch, and how many.

        Raises StoreError where none is left.
        """
        events, versions = schema.events.c, schema.versions.c
        of: dict[str, int] = {}
        for at_once in range(0, len(keys), AT_ONCE):
            rows = self._connection.execute(
                select(events.key, events.start, events.end, schema.reports.c.id, versions.number)
                .join(schema.versions, events.version == versions.key)
                .join(schema.reports, versions.report == schema.reports.c.key)
                .where(events.key.in_(keys[at_once : at_once + AT_ONCE]), events.judgement.is_(None))
                .order_by(events.key)
            ).all()
            of |= {part_id(row.id, row.number, row.start, row.end): row.key for row in rows}
        number = self._store_all([Judgement(id, id, EVENT, "same", None, reasons, author, at) for id in of])
        table = schema.judgements.c
        stored = self._connection.execute(
            select(table.key, table.left).where((table.batch == number) | (table.key == number))
        ).all()
        self._connection.execute(
            update(schema.events).where(events.key == bindparam("event")).values(judgement=bindparam("by")),
            [{"event": of[row.left], "by": row.key} for row in stored],
        )
        return number, len(stored)

    def judged(self, key: int) -> list[Judgement]:
        """A judgement, or all of the batch that it is the first of."""
        table = schema.judgements
        rows = self._connection.execute(
            select(table).where((table.c.key == key) | (table.c.batch == key)).order_by(table.c.key)
        )
        return [
            Judgement(row.left, row.right, row.relation, row.verdict, row.score, tuple(json.loads(row.reasons)),
                      row.author, row.at, row.retracts, row.batch)
            for row in rows
        ]  # fmt: skip

    def take_back(self, key: int, author: str, at: str, reasons: tuple[str, ...] = ()) -> int:
        """Take a judgement, with all that were given with it, back by another; all stay.

        Raises StoreError where there is no such judgement.
        """
        table = schema.judgements
        rows = self._connection.execute(
            select(table).where((table.c.key == key) | (table.c.batch == key)).order_by(table.c.key)
        ).all()
        if not rows:
            raise StoreError(str(key), "is no judgement in the store.", "`View.judgements` shows what there is.")
        back = [
            Judgement(row.left, row.right, row.relation, row.verdict, None, reasons, author, at, row.key)
            for row in rows
        ]
        bare = (row.relation == EVENT and row.verdict == "same" and not parsed(json.loads(row.reasons)) for row in rows)
        if len(rows) > 1 and all(bare):
            # Accepted at once: nobody had judged any of them before.
            events = schema.events
            given = select(table.c.key).where(table.c.batch == key)
            self._connection.execute(update(events).where(events.c.judgement.in_(given)).values(judgement=None))
            return self._store_all(back)
        return self.judge_all(back)

    def _heed(self, ids: Sequence[str]) -> None:
        """Bring the rows of events up to date with what is said of them now."""
        for version in touched(self._connection, ids):
            settle(self._connection, version)

    def fail(self, problem: DatelineError) -> None:
        """Record an input that could not be read."""
        values = {"source": problem.source, "kind": problem.kind, "message": problem.message, "at": _now()}
        self._insert(schema.failures, **values)

    def _versions(self, report: int) -> Sequence[Any]:
        """The versions of a report, the newest first."""
        versions = schema.versions.c
        return self._connection.execute(
            select(versions.key, versions.number, versions.current, versions.text_sha256)
            .where(versions.report == report)
            .order_by(versions.number.desc())
        ).all()

    def _report_key(self, report_id: str) -> tuple[int, Literal["new", "version"]]:
        row = self._connection.execute(select(schema.reports.c.key).where(schema.reports.c.id == report_id)).first()
        if row is not None:
            return row.key, "version"
        return self._insert(schema.reports, id=report_id, added=_now()), "new"

    def _reread(self, version: int, number: int, reading: Reading) -> Added:
        makers = _makers(dict(reading.makers))
        newest = self._connection.execute(
            select(schema.readings.c.makers)
            .where(schema.readings.c.version == version)
            .order_by(schema.readings.c.key.desc())
            .limit(1)
        ).scalar()
        if newest == makers:
            return Added(reading.report.id, number, "nothing")
        for table in (schema.marks, schema.events):
            self._connection.execute(delete(table).where(table.c.version == version))
        self._keep_reading(version, reading, anew=True)
        return Added(reading.report.id, number, "reread")

    def _keep_page(self, page: Page) -> None:
        if self._connection.execute(select(schema.pages.c.size).where(schema.pages.c.sha256 == page.sha256)).first():
            return
        self._insert(
            schema.pages,
            sha256=page.sha256,
            content=zlib.compress(page.content, 6),
            packed="zlib",
            size=len(page.content),
            media_type=page.media_type,
        )

    def _keep_reading(self, version: int, reading: Reading, anew: bool) -> None:
        """Store a reading; `anew`: the report was there before, and people may have judged its events."""
        answer = reading_to_json(reading)
        body = json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode()
        makers = _makers(dict(reading.makers))
        self._insert(schema.readings, version=version, added=_now(), makers=makers, body=zlib.compress(body, 6))
        events = list(event_rows(answer))
        for table, made in ((schema.marks, _mark_rows(reading, events)), (schema.events, events)):
            if rows := [row | {"version": version} for row in made]:
                self._connection.execute(insert(table), rows)
        write_who(self._connection, version, answer, anew=anew)
        if anew and words_on(self._connection, reading.report.id):
            settle(self._connection, version)

    def _index_words(self, reading: Reading, anew: bool) -> None:
        report = reading.report
        # An id can only be found in the full-text index by going through all of it, so a new report does not look.
        if anew:
            self._connection.execute(text("DELETE FROM words WHERE id = :id"), {"id": report.id})
        self._connection.execute(
            text("INSERT INTO words (id, title, text, publisher) VALUES (:id, :title, :text, :publisher)"),
            {"id": report.id, "title": report.title, "text": report.text, "publisher": report.publisher},
        )

    def _insert(self, table: Any, **values: Any) -> int:
        result = self._connection.execute(insert(table).values(**values))
        key = result.inserted_primary_key
        return int(key[0]) if key is not None and isinstance(key[0], int) else 0


def lede(report: Report) -> str:
    """How the report begins, on one line, without its headline and the furniture of its page."""
    body = list(report.text)
    for one in report.furniture:
        body[one.span.start : one.span.end] = " " * len(one.span)
    words = " ".join("".join(body).split())
    title = " ".join((report.title or "").split())
    if title and words.startswith(title):
        words = words[len(title) :].lstrip()
    return words if len(words) <= LEDE else words[:LEDE].rsplit(" ", 1)[0] + " …"


def _mark_rows(reading: Reading, events: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    blank = dict.fromkeys(("kind", "name", "country", "lat", "lon", "earliest", "latest", "status"))

    def row(of: str, position: int, start: int, end: int, **values: Any) -> dict[str, Any]:
        return {"list": of, "position": position, "start": start, "end": end, **blank, **values}

    for number, place in enumerate(reading.places):
        point: dict[str, Any] = {"lat": place.lat, "lon": place.lon, "country": place.country}
        yield row("places", number, *_ends(place.span), kind=place.kind, name=place.name, **point)
    for number, time in enumerate(reading.times):
        ends: dict[str, Any] = {"earliest": time.earliest, "latest": time.latest}
        yield row("times", number, *_ends(time.span), kind=time.type, name=time.value, **ends)
    for number, actor in enumerate(reading.actors):
        yield row("actors", number, *_ends(actor.span), kind=actor.sector, name=actor.name, country=actor.country)
    for number, said in enumerate(reading.statements):
        start = said.start
        name = " ".join(span.of(reading.text) for span in said.source) or None
        end = max(span.end for span in (*said.source, *said.cue, *said.content))
        yield row("statements", number, start, end, kind=said.source_kind, name=name, status=said.stance)
    yield from map(event_mark, events)


def _ends(span: Any) -> tuple[int, int]:
    return span.start, span.end


def _version_hash(reading: Reading) -> str:
    """Of what a reader would see change: the text and what is said about it."""
    report = reading.report
    said = (report.text, report.title, report.publisher, report.published, report.authors, report.lang)
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()


def _values(judgement: Judgement) -> dict[str, Any]:
    return {name: getattr(judgement, name) for name in judgement.__slots__} | {
        "reasons": json.dumps(judgement.reasons, ensure_ascii=False)
    }


def _makers(makers: dict[str, str]) -> str:
    return json.dumps(makers, sort_keys=True)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
