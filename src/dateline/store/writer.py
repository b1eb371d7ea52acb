"""The side of a store that adds. Nothing that was stored is changed or lost."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from sqlalchemy import Connection, delete, insert, select, text, update

from dateline.model.errors import DatelineError, StoreError
from dateline.model.judgement import Judgement
from dateline.model.reading import Reading
from dateline.model.report import Page, Report
from dateline.model.wire import offsets_to_json, reading_to_json
from dateline.store import schema
from dateline.store.events import event_rows

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
        known = self._connection.execute(
            select(
                schema.versions.c.key,
                schema.versions.c.number,
                schema.versions.c.current,
                schema.versions.c.text_sha256,
            )
            .where(schema.versions.c.report == key)
            .order_by(schema.versions.c.number.desc())
        ).all()
        newest = known[0] if known else None
        same = next((row for row in known if row.text_sha256 == text_hash), None)
        if same is not None and (same is newest or page.fetched is None):
            return self._reread(same.key, same.number, reading)
        self._keep_page(page)
        number = newest.number + 1 if newest is not None else 1
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
        self._keep_reading(version, reading)
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
        """Store a judgement; its number is returned."""
        values = {name: getattr(judgement, name) for name in judgement.__slots__}
        return self._insert(schema.judgements, **values | {"reasons": json.dumps(judgement.reasons)})

    def take_back(self, key: int, author: str, at: str, reasons: tuple[str, ...] = ()) -> int:
        """Take a judgement back by another one; both stay. Raises StoreError where there is no such judgement."""
        table = schema.judgements
        row = self._connection.execute(select(table).where(table.c.key == key)).first()
        if row is None:
            raise StoreError(str(key), "is no judgement in the store.", "`View.judgements` shows what there is.")
        return self.judge(Judgement(row.left, row.right, row.relation, row.verdict, None, reasons, author, at, key))

    def fail(self, problem: DatelineError) -> None:
        """Record an input that could not be read."""
        values = {"source": problem.source, "kind": problem.kind, "message": problem.message, "at": _now()}
        self._insert(schema.failures, **values)

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
        self._keep_reading(version, reading)
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

    def _keep_reading(self, version: int, reading: Reading) -> None:
        answer = reading_to_json(reading)
        body = json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode()
        makers = _makers(dict(reading.makers))
        self._insert(schema.readings, version=version, added=_now(), makers=makers, body=zlib.compress(body, 6))
        for table, made in ((schema.marks, _mark_rows(reading)), (schema.events, event_rows(answer))):
            if rows := [row | {"version": version} for row in made]:
                self._connection.execute(insert(table), rows)

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


def _mark_rows(reading: Reading) -> Iterator[dict[str, Any]]:
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
    for number, event in enumerate(reading.events):
        when = reading.times[event.time] if event.time is not None else None
        where = reading.places[event.place] if event.place is not None else None
        yield row(
            "events",
            number,
            *_ends(event.span),
            kind=event.type,
            name=event.mode,
            status=event.status,
            country=where.country if where else None,
            lat=where.lat if where else None,
            lon=where.lon if where else None,
            earliest=when.earliest if when else None,
            latest=when.latest if when else None,
        )


def _ends(span: Any) -> tuple[int, int]:
    return span.start, span.end


def _version_hash(reading: Reading) -> str:
    """Of what a reader would see change: the text and what is said about it."""
    report = reading.report
    said = (report.text, report.title, report.publisher, report.published, report.authors, report.lang)
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()


def _makers(makers: dict[str, str]) -> str:
    return json.dumps(makers, sort_keys=True)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
