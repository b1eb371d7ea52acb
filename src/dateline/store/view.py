"""The side of a store that only reads."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Engine, Select, func, select

from dateline.model.errors import NoSuchReport
from dateline.model.text import Span
from dateline.model.wanted import Box, Wanted
from dateline.model.wire import offsets_from_json
from dateline.store import schema
from dateline.store.actors import Actors
from dateline.store.exported import exported
from dateline.store.judged import judged
from dateline.store.overview import Overview
from dateline.store.presence import Presences
from dateline.store.review import Review
from dateline.store.story_view import StoryView
from dateline.store.words import matching

MOST_FOUND = 5000
"""Reports that a search counts and lists at most."""


class View(StoryView):
    """What is stored, as plain values. Reports are named by their ids; a version by its number, from 1."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._overview = Overview(engine)
        self._review = Review(engine)
        self._actors = Actors(engine)
        self._presences = Presences(engine, self._actors)

    def reports(self, query: str | None = None, limit: int = 50, offset: int = 0) -> tuple[int, list[dict[str, Any]]]:
        """How many reports there are (that match all words of `query`), and a page of them, latest first.

        Rows have `id, title, publisher, published, lang, url, version, added, lede, words, statements, events, places`.
        """
        with self._engine.connect() as connection:
            wanted = matching(connection, query, MOST_FOUND) if query and query.strip() else None
            rows = _listed()
            if wanted is not None:
                rows = rows.where(schema.reports.c.id.in_(wanted))
            total = connection.execute(select(func.count()).select_from(rows.subquery())).scalar_one()
            latest = (schema.versions.c.published.desc().nulls_last(), schema.reports.c.key.desc())
            found = connection.execute(rows.order_by(*latest).limit(limit).offset(offset)).all()
            counts = self._counts(connection, [row.key for row in found])
        return total, [_row(row, counts.get(row.key, {})) for row in found]

    def overview(self, wanted: Wanted, zoom: float = 1.0, frame: Box | None = None, limit: int = 0) -> dict[str, Any]:
        """Events that are wanted, counted by day, place and kind; see `Overview.overview`."""
        return self._overview.overview(wanted, zoom, frame, limit)

    @property
    def counted(self) -> Overview:
        """What counts and finds events over the whole store."""
        return self._overview

    @property
    def actors(self) -> Actors:
        """Who acts, and names that nobody has settled; see `Actors`."""
        return self._actors

    @property
    def presences(self) -> Presences:
        """Who has how many people or what equipment where; see `Presences`."""
        return self._presences

    def exported(self, wanted: Wanted) -> Iterator[dict[str, Any]]:
        """The readings of the reports that are found, latest first, with `wanted`: which events; see `exported`."""
        return exported(self._engine, self._overview, wanted)

    def found(self, wanted: Wanted, limit: int = 20, offset: int = 0) -> tuple[int, list[dict[str, Any]]]:
        """Reports with the events that are wanted, latest first; see `Overview.found`."""
        return self._overview.found(wanted, limit, offset)

    def uncertain(self, limit: int = 50, wanted: Wanted | None = None) -> list[dict[str, Any]]:
        """Events (that are wanted) that nobody has judged, the least certain first; see `Review.uncertain`."""
        among = None if wanted is None or wanted.everything else self._overview.unjudged(wanted)
        return self._review.uncertain(limit, among)

    def unjudged(self, wanted: Wanted) -> list[int]:
        """The keys of all events that are wanted and that nobody has judged."""
        return self._overview.unjudged(wanted)

    def count_unjudged(self, wanted: Wanted) -> int:
        """How many that are."""
        return self._review.count_unjudged() if wanted.everything else len(self._overview.unjudged(wanted))

    def known_places(self, query: str, limit: int = 20) -> list[dict[str, Any]]:
        """Places of events whose names have all words of `query`; see `Overview.known_places`."""
        return self._overview.known_places(query, limit)

    def trail(self, limit: int = 50, offset: int = 0) -> tuple[int, list[dict[str, Any]]]:
        """Judgements by people, latest first; see `Review.trail`."""
        return self._review.trail(limit, offset)

    def heads(self, ids: Sequence[str]) -> list[dict[str, Any]]:
        """What reports are called, by whom and of when; see `Overview.heads`."""
        return self._overview.heads(ids)

    def reading(self, report_id: str, version: int | None = None) -> dict[str, Any]:
        """The newest reading of a version (the current one unless told), in the reading format, as judged.

        An event on which a person has a word in force has `judged`: the `id` of the judgement, its `author`, `at`, the
        `state` (accepted, edited, rejected, open), what was `changed`, and `own`, what the machine has in its place.
        A rejected one has `rejected` besides.
        """
        with self._engine.connect() as connection:
            key = self._version(connection, report_id, version).key
            body = connection.execute(
                select(schema.readings.c.body)
                .where(schema.readings.c.version == key)
                .order_by(schema.readings.c.key.desc())
                .limit(1)
            ).scalar_one()
            return judged(connection, {key: json.loads(zlib.decompress(body))})[key]

    def find(self, start: str) -> str:
        """The id that begins with `start`. Raises NoSuchReport where none does, or several do and none is equal."""
        with self._engine.connect() as connection:
            ids = connection.execute(
                select(schema.reports.c.id).where(schema.reports.c.id.startswith(start, autoescape=True)).limit(6)
            ).scalars()
            found = list(ids)
        if start in found:
            return start
        if len(found) != 1:
            reason = "several ids begin so: " + ", ".join(found) if found else "there is no such report in the store"
            raise NoSuchReport(start, reason + ".", "`dateline list` shows what there is.")
        return str(found[0])

    def versions(self, report_id: str) -> list[dict[str, Any]]:
        """All versions of a report, oldest first: `version, added, sha256, title, published, current`."""
        with self._engine.connect() as connection:
            self._version(connection, report_id, None)
            rows = connection.execute(
                select(schema.versions)
                .join(schema.reports, schema.versions.c.report == schema.reports.c.key)
                .where(schema.reports.c.id == report_id)
                .order_by(schema.versions.c.number)
            ).all()
        return [
            {
                "version": row.number,
                "added": row.added,
                "sha256": row.page,
                "title": row.title,
                "published": row.published,
                "current": bool(row.current),
            }
            for row in rows
        ]

    def page(self, report_id: str, version: int | None = None) -> dict[str, Any]:
        """The page as it came: `content` (bytes), `media_type`, `encoding`, `sha256`, `url`."""
        with self._engine.connect() as connection:
            row = self._version(connection, report_id, version)
            page = connection.execute(select(schema.pages).where(schema.pages.c.sha256 == row.page)).one()
        content = zlib.decompress(page.content) if page.packed == "zlib" else page.content
        return {
            "content": content,
            "media_type": page.media_type,
            "encoding": row.encoding,
            "sha256": page.sha256,
            "url": row.url,
        }

    def source_span(self, report_id: str, start: int, end: int, version: int | None = None) -> list[list[int]]:
        """Where in the decoded page a span of the text stands, as `[start, end]` runs of code points."""
        with self._engine.connect() as connection:
            row = self._version(connection, report_id, version)
        offsets = offsets_from_json(json.loads(row.offsets))
        return [[span.start, span.end] for span in offsets.to_source_parts(Span(start, end))]

    def failures(self, limit: int = 50) -> list[dict[str, Any]]:
        """Inputs that could not be read, latest first: `source, kind, message, at`."""
        with self._engine.connect() as connection:
            rows = connection.execute(select(schema.failures).order_by(schema.failures.c.key.desc()).limit(limit)).all()
        return [{"source": row.source, "kind": row.kind, "message": row.message, "at": row.at} for row in rows]

    def judgements(self, of: str) -> list[dict[str, Any]]:
        """Judgements that name `of` on either side and were not taken back, oldest first."""
        table = schema.judgements
        with self._engine.connect() as connection:
            taken_back = select(table.c.retracts).where(table.c.retracts.is_not(None))
            rows = connection.execute(
                select(table)
                .where((table.c.left == of) | (table.c.right == of))
                .where(table.c.retracts.is_(None), table.c.key.not_in(taken_back))
                .order_by(table.c.key)
            ).all()
        return [dict(row._mapping) | {"reasons": json.loads(row.reasons)} for row in rows]

    def counts(self) -> dict[str, int]:
        """How many reports, statements, events and places the store has."""
        with self._engine.connect() as connection:
            reports = connection.execute(select(func.count()).select_from(schema.reports)).scalar_one()
            rows = connection.execute(
                select(schema.marks.c.list, func.count().label("count"))
                .join(schema.versions, schema.marks.c.version == schema.versions.c.key)
                .where(schema.versions.c.current == 1)
                .group_by(schema.marks.c.list)
            ).all()
        return {"reports": int(reports)} | {name: int(count) for name, count in rows}

    def _version(self, connection: Connection, report_id: str, number: int | None) -> Any:
        wanted = (
            select(schema.versions)
            .join(schema.reports, schema.versions.c.report == schema.reports.c.key)
            .where(schema.reports.c.id == report_id)
        )
        if number is None:
            wanted = wanted.where(schema.versions.c.current == 1)
        else:
            wanted = wanted.where(schema.versions.c.number == number)
        row = connection.execute(wanted).first()
        if row is None:
            what = "there is no such report" if number is None else f"there is no version {number} of it"
            raise NoSuchReport(report_id, f"{what} in the store.", "`dateline list` shows what there is.")
        return row

    def _counts(self, connection: Connection, versions: list[int]) -> dict[int, dict[str, int]]:
        rows = connection.execute(
            select(schema.marks.c.version, schema.marks.c.list, func.count())
            .where(schema.marks.c.version.in_(versions))
            .group_by(schema.marks.c.version, schema.marks.c.list)
        ).all()
        counts: dict[int, dict[str, int]] = {}
        for version, name, count in rows:
            counts.setdefault(version, {})[name] = count
        return counts


def _listed() -> Select[Any]:
    columns = schema.versions.c
    return (
        select(
            columns.key,
            schema.reports.c.id,
            columns.title,
            columns.publisher,
            columns.published,
            columns.lang,
            columns.url,
            columns.number,
            columns.added,
            columns.lede,
            columns.words,
        )
        .join(schema.reports, columns.report == schema.reports.c.key)
        .where(columns.current == 1)
    )


def _row(row: Any, counts: dict[str, int]) -> dict[str, Any]:
    shown = ("id", "title", "publisher", "published", "lang", "url", "added", "lede", "words")
    return {
        **{key: getattr(row, key) for key in shown},
        "version": row.number,
        **{name: counts.get(name, 0) for name in ("statements", "events", "places")},
    }
