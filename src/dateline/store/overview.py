"""What the overview shows: events counted by day, place and kind, and listed under their reports.

Each pane is narrowed by all filters but its own: the timeline shows the days around those that are brushed, the map
what lies outside of the box, and a list of kinds those that are not chosen.
"""

from __future__ import annotations

import json
import threading
import zlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

import numpy as np
from sqlalchemy import Engine, func, select

from dateline.model.wanted import Box, Wanted
from dateline.store import schema
from dateline.store.clusters import clusters, lat, lon
from dateline.store.columns import EVER, NEVER, QUADS, Columns, Ints, Mask, day, load
from dateline.store.desk import ITEMS
from dateline.store.edited import Word
from dateline.store.words import matching

SHOWN_EVENTS = 3
"""Events of a report that are listed; the rest are counted."""

MOST_NAMES = 40
AT_ONCE = 500
MOST_SPANS = 24
REACH, NEAR_DAYS = 3, 120
"""The timeline reaches so many times as far as the middle half of the dated events is long, and at least so many days,
on either side of it: one report of 1912 must not press this week into a line."""

EXACT_DAYS = 31

STEPS = ((200, "day"), (1400, "week"), (40 * 365, "month"))
"""Up to so many days the bars of a timeline are so wide; beyond, years."""

Json = dict[str, Any]


class Overview:
    """Answers over all events of a store, from several threads at once; reads the store anew when it has changed."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lock = threading.Lock()
        self._state: tuple[Any, ...] = ()
        self._columns: Columns | None = None
        self._days: tuple[Columns | None, Wanted | None, Json] = (None, None, {})
        self._told: tuple[Columns | None, dict[str, str | None]] = (None, {})

    def overview(self, wanted: Wanted, zoom: float = 1.0, frame: Box | None = None, limit: int = 0) -> Json:
        """Counts by day, place and kind. `zoom` is that of the map (the world is 512 px · 2^zoom wide), `frame` what it
        shows. With a `limit`, `page` has so many of the reports, as `found` gives them.
        """
        columns = self.columns()
        chosen = self._chosen(columns, wanted)
        found = chosen.all()
        listed = np.flatnonzero(self._listed(columns, wanted, found))
        page = {"total": len(listed), "reports": self.rows(columns, found, listed[:limit])} if limit else None
        return {
            "total": {"events": len(columns.key), "reports": len(columns.report_ids)},
            "found": {"events": int(found.sum()), "reports": len(listed)},
            "page": page,
            "days": self._timeline(columns, chosen, wanted),
            "map": _map(columns, chosen.but("box"), zoom, frame),
            "types": _counted(columns.type, chosen.but("types"), columns.types),
            "quads": _counted(columns.quad, chosen.but("quads"), QUADS),
            "statuses": _counted(columns.status, chosen.but("statuses"), columns.statuses),
            "sources": _counted(columns.source, chosen.but("sources"), columns.sources),
            "actors": _actors(columns, chosen.but("actors"), wanted.actors),
            "places": _named(columns, chosen.but("places"), wanted.places),
            "countries": _countries(columns, chosen.but("countries")),
            "stories": self._stories(columns, chosen.but("stories"), wanted.stories),
            "origins": _origins(columns, chosen.but("origins")),
        }

    def found(self, wanted: Wanted, limit: int = 20, offset: int = 0) -> tuple[int, list[Json]]:
        """How many reports have events that are wanted, and a page of them with some of these events, latest first.

        Where only words are wanted, reports without any event count too.
        """
        columns, mask, listed = self.matches(wanted)
        return len(listed), self.rows(columns, mask, listed[offset : offset + limit])

    def matches(self, wanted: Wanted) -> tuple[Columns, Mask, Ints]:
        """The events, which of them are wanted, and the numbers of the reports that are found, latest first."""
        columns = self.columns()
        mask = self._chosen(columns, wanted).all()
        return columns, mask, np.flatnonzero(self._listed(columns, wanted, mask))

    def rows(self, columns: Columns, mask: Mask, page: Ints) -> list[Json]:
        """The reports of these numbers, in this order, each with some of its events that `mask` lets through."""
        hits = np.flatnonzero(mask & np.isin(columns.report, page))
        hits = hits[np.argsort(columns.report[hits], kind="stable")]
        edges = np.searchsorted(columns.report[hits], page)
        ends = np.searchsorted(columns.report[hits], page, side="right")
        shown = [hits[start : min(end, start + SHOWN_EVENTS)] for start, end in zip(edges, ends, strict=True)]
        rows = self._rows(columns, page, shown)
        for number, row, start, end in zip(page, rows, edges, ends, strict=True):
            row["events_found"] = int(end - start)
            row["story"] = self._story(columns, int(columns.story[number]))
        return rows

    def _story(self, columns: Columns, number: int) -> Json | None:
        """A story of several reports, by its id, with how many there are."""
        if number < 0:
            return None
        many = int((columns.story == number).sum())
        return {"id": columns.stories[number], "reports": many} if many > 1 else None

    def unjudged(self, wanted: Wanted) -> list[int]:
        """The keys of the events that are wanted and that nobody has judged."""
        columns = self.columns()
        return [int(key) for key in columns.key[self._chosen(columns, wanted).all() & ~columns.judged]]

    def known_places(self, query: str, limit: int = 20) -> list[Json]:
        """Places of events in whose names all words of `query` begin a word, the most told first."""
        wanted = query.casefold().split()
        columns = self.columns()
        counts = np.bincount(columns.place[columns.place >= 0], minlength=len(columns.places))
        found: list[Json] = []
        for index in np.argsort(-counts, kind="stable"):
            place = columns.places[index]
            words = place.name.casefold().split()
            if place.area is not None and all(any(one.startswith(word) for one in words) for word in wanted):
                known = {name: getattr(place, name) for name in ("name", "kind", "country", "lat", "lon", "radius_km")}
                geonames = int(place.key[1:]) if place.key[:1] == "g" and place.key[1:].isdigit() else None
                found.append(known | {"geonames": geonames, "events": int(counts[index])})
                if len(found) == limit:
                    break
        return found

    def heads(self, ids: Sequence[str]) -> list[Json]:
        """`id, title, publisher, published, version` of the current versions of reports, of those that there are."""
        versions, reports = schema.versions.c, schema.reports.c
        columns = (reports.id, versions.title, versions.publisher, versions.published, versions.number.label("version"))
        with self._engine.connect() as connection:
            rows = connection.execute(
                select(*columns)
                .join(schema.versions, versions.report == reports.key)
                .where(reports.id.in_(list(ids)[:AT_ONCE]), versions.current == 1)
            ).all()
        return [dict(row._mapping) for row in rows]

    def columns(self) -> Columns:
        """The events in memory, as the store has them now."""
        newest = [select(func.max(table.c.key)).scalar_subquery() for table in (schema.readings, schema.judgements)]
        done = select(schema.progress.c.number).where(schema.progress.c.name == ITEMS).scalar_subquery()
        with self._lock, self._engine.connect() as connection:
            # A new version comes with a new reading; what people say of events, and what is told by how many origins,
            # changes what is counted.
            state = tuple(connection.execute(select(*newest, done)).one())
            if self._columns is None or state != self._state:
                self._columns, self._state = load(connection), state
            return self._columns

    def _chosen(self, columns: Columns, wanted: Wanted) -> Chosen:
        chosen = Chosen(len(columns.key))
        for name, codes, values in (
            ("types", columns.type, columns.types),
            ("quads", columns.quad, QUADS),
            ("statuses", columns.status, columns.statuses),
            ("sources", columns.source, columns.sources),
        ):
            chosen.any_of(name, codes, values, getattr(wanted, name))
        if wanted.actors:
            numbers = [number for number, name in enumerate(columns.actors) if name in set(wanted.actors)]
            mask = np.zeros(len(columns.key), dtype=np.bool_)
            mask[columns.actor_event[np.isin(columns.actor, numbers)]] = True
            chosen.narrow("actors", mask)
        chosen.any_of("places", columns.place, [place.key for place in columns.places], wanted.places)
        chosen.any_of("countries", columns.place, [place.country for place in columns.places], wanted.countries)
        if wanted.query.strip():
            with self._engine.connect() as connection:
                ids = set(matching(connection, wanted.query))
            having = np.array([id in ids for id in columns.report_ids], dtype=np.bool_)
            chosen.narrow("query", having[columns.report])
            chosen.reports = having
        if wanted.stories:
            told = _of_reports(columns, wanted)
            chosen.narrow("stories", told[columns.report])
            chosen.reports = told if chosen.reports is None else chosen.reports & told
        if wanted.origins > 1:
            chosen.narrow("origins", columns.origins >= wanted.origins)
        chosen.narrow("days", _in_days(columns, wanted))
        chosen.narrow("box", _in_box(columns, wanted))
        return chosen

    def _stories(self, columns: Columns, mask: Mask, chosen: Sequence[str]) -> list[Json]:
        """The stories with the most events, by their headlines, with those that are chosen."""
        if not columns.stories:
            return []
        of = columns.story[columns.report[mask]]
        counts = np.bincount(of[of >= 0], minlength=len(columns.stories))
        order = [int(index) for index in np.argsort(-counts, kind="stable")[:MOST_NAMES] if counts[index]]
        order += [number for number, id in enumerate(columns.stories) if id in chosen and number not in order]
        headlines = self._headlines(columns, [columns.stories[index] for index in order])
        return [
            {"id": (id := columns.stories[index]), "headline": headlines.get(id), "events": int(counts[index])}
            for index in order
        ]

    def _headlines(self, columns: Columns, ids: Sequence[str]) -> dict[str, str | None]:
        """The headlines of stories; kept as long as the columns are."""
        kept, known = self._told
        if kept is not columns:
            known = {}
        missing = [id for id in ids if id not in known]
        if missing:
            table = schema.items.c
            with self._engine.connect() as connection:
                rows = connection.execute(
                    select(table.id, table.body).where(table.kind == "story", table.id.in_(missing))
                ).all()
            known = known | {row.id: json.loads(zlib.decompress(row.body))["headline"] for row in rows}
            self._told = (columns, known)
        return known

    def _timeline(self, columns: Columns, chosen: Chosen, wanted: Wanted) -> Json:
        """The timeline; while only the brush moves, and within its ends, it stays as it is."""
        rest = replace(wanted, first=None, last=None, undated=False)
        kept, of, days = self._days
        if kept is columns and of == rest and days["first"] is not None:
            first, last = wanted.first or days["first"], wanted.last or days["last"]
            if days["first"] <= first and last <= days["last"]:
                return days
        made = _timeline(columns, chosen.but("days"), wanted)
        self._days = (columns, rest, made)
        return made

    def _listed(self, columns: Columns, wanted: Wanted, mask: Mask) -> Mask:
        listed = np.zeros(len(columns.report_ids), dtype=np.bool_)
        listed[columns.report[mask]] = True
        if wanted == Wanted(query=wanted.query, stories=wanted.stories):
            # Nothing is asked of events, so a report needs none.
            return listed | _reports(self._chosen(columns, wanted), len(listed))
        return listed

    def _rows(self, columns: Columns, page: Ints, shown: Sequence[Ints]) -> list[Json]:
        versions, reports, events = schema.versions.c, schema.reports.c, schema.events.c
        keys = [columns.version_keys[index] for index in page]
        wanted = [int(columns.key[hit]) for hits in shown for hit in hits]
        with self._engine.connect() as connection:
            heads = connection.execute(
                select(versions.key, reports.id, versions.title, versions.publisher, versions.published, versions.lede)
                .join(schema.versions, versions.report == reports.key)
                .where(versions.key.in_(keys))
            ).all()
            words = func.substr(
                versions.text, events.sentence_start + 1, events.sentence_end - events.sentence_start
            ).label("words")
            said = schema.judgements.c
            found = connection.execute(
                select(schema.events, words, said.verdict, said.reasons, said.author, said.at)
                .join(schema.versions, events.version == versions.key)
                .join(schema.judgements, events.judgement == said.key, isouter=True)
                .where(events.key.in_(wanted))
            ).all()
        head = {row.key: row for row in heads}
        event = {row.key: row for row in found}
        return [
            {
                **{name: getattr(head[key], name) for name in ("id", "title", "publisher", "published", "lede")},
                "events": [_event(columns, hit, event[int(columns.key[hit])]) for hit in hits],
            }
            for key, hits in zip(keys, shown, strict=True)
        ]


class Chosen:
    """Which events each filter lets through; narrow it first, then ask."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._masks: dict[str, Mask] = {}
        self._made: dict[str, Mask] = {}
        self.reports: Mask | None = None

    def narrow(self, name: str, mask: Mask | None) -> None:
        """Let through what `mask` lets through; None for all."""
        if mask is not None:
            self._masks[name] = mask

    def any_of(self, name: str, codes: Ints, values: Sequence[Any], wanted: Sequence[str]) -> None:
        """Let through what has one of the wanted values; what is not among `values` is nowhere."""
        if wanted:
            self.narrow(name, np.isin(codes, [number for number, value in enumerate(values) if value in wanted]))

    def but(self, left_out: str) -> Mask:
        """What all filters but one let through."""
        left_out = left_out if left_out in self._masks else ""
        if left_out not in self._made:
            mask = np.ones(self._size, dtype=np.bool_)
            for name, one in self._masks.items():
                if name != left_out:
                    mask &= one
            self._made[left_out] = mask
        return self._made[left_out]

    def all(self) -> Mask:
        """What all filters let through."""
        return self.but("")


def _reports(chosen: Chosen, size: int) -> Mask:
    return np.ones(size, dtype=np.bool_) if chosen.reports is None else chosen.reports


def _of_reports(columns: Columns, wanted: Wanted) -> Mask:
    """Which reports are of the stories that are wanted."""
    return np.isin(columns.story, [number for number, id in enumerate(columns.stories) if id in wanted.stories])


def _origins(columns: Columns, mask: Mask) -> list[Json]:
    """How many events there are by at least so many origins, from two on."""
    most = int(columns.origins.max()) if len(columns.origins) else 1
    counts = np.bincount(columns.origins[mask], minlength=most + 1)
    behind = np.cumsum(counts[::-1])[::-1]
    return [{"least": least, "events": int(behind[least])} for least in range(2, most + 1)]


def _in_days(columns: Columns, wanted: Wanted) -> Mask | None:
    if wanted.undated:
        return ~columns.dated
    first, last = day(wanted.first), day(wanted.last)
    if first is None and last is None:
        return None
    return columns.dated & (columns.earliest <= (last or EVER)) & (columns.latest >= (first or NEVER))


def _in_box(columns: Columns, wanted: Wanted) -> Mask | None:
    if wanted.unplaced:
        return (columns.place < 0) | _of_place(columns, columns.area == "")
    if wanted.box is None:
        return None
    west, south, east, north = wanted.box
    right, left = columns.lon >= west, columns.lon <= east
    inside = (columns.lat >= south) & (columns.lat <= north) & (right & left if west <= east else right | left)
    return _of_place(columns, inside)


def _of_place(columns: Columns, places: Mask) -> Mask:
    if not len(places):
        return np.zeros(len(columns.key), dtype=np.bool_)
    return (columns.place >= 0) & places[columns.place]


def _counted(codes: Ints, mask: Mask, values: Sequence[str]) -> list[Json]:
    counts = np.bincount(codes[mask], minlength=len(values))
    order = np.argsort(-counts, kind="stable")
    return [{"name": values[index], "events": int(counts[index])} for index in order if counts[index]]


def _actors(columns: Columns, mask: Mask, chosen: Sequence[str]) -> list[Json]:
    counts = np.bincount(columns.actor[mask[columns.actor_event]], minlength=len(columns.actors))
    order = [int(index) for index in np.argsort(-counts, kind="stable")[:MOST_NAMES] if counts[index]]
    order += [number for number, name in enumerate(columns.actors) if name in chosen and number not in order]
    return [{"name": columns.actors[index], "events": int(counts[index])} for index in order]


def _named(columns: Columns, mask: Mask, chosen: Sequence[str]) -> list[Json]:
    counts = np.bincount(columns.place[mask & (columns.place >= 0)], minlength=len(columns.places))
    order = [int(index) for index in np.argsort(-counts, kind="stable")[:MOST_NAMES] if counts[index]]
    order += [number for number, place in enumerate(columns.places) if place.key in chosen and number not in order]
    return [_spot(columns, index) | {"events": int(counts[index])} for index in order]


def _countries(columns: Columns, mask: Mask) -> list[Json]:
    counts = np.bincount(columns.place[mask & (columns.place >= 0)], minlength=len(columns.places))
    known = columns.country >= 0
    sums = np.bincount(columns.country[known], weights=counts[known], minlength=len(columns.countries)).astype(np.int64)
    order = np.argsort(-sums, kind="stable")
    return [{"name": columns.countries[index], "events": int(sums[index])} for index in order if sums[index]]


def _spot(columns: Columns, index: int) -> Json:
    place = columns.places[index]
    return {name: getattr(place, name) for name in ("key", "name", "kind", "country")}


def _timeline(columns: Columns, mask: Mask, wanted: Wanted) -> Json:
    dated = mask & columns.dated
    answer: Json = {"undated": int((mask & ~columns.dated).sum()), "bars": [], "spans": [], "spans_left": 0}
    closed = dated & (columns.earliest > NEVER) & (columns.latest < EVER)
    if not closed.any():
        return answer | {"first": None, "last": None, "step": "day", "before": 0, "after": 0}
    earliest, latest, quad = columns.earliest, columns.latest, columns.quad
    first, last = _domain(columns, closed, wanted)
    step = next((name for days, name in STEPS if last - first <= days), "year")
    edges = _edges(first, last, step)
    first, last = int(edges[0]), int(edges[-1]) - 1
    inside = np.flatnonzero(dated & (latest >= first) & (earliest <= last))
    begin, end, kind = earliest[inside], latest[inside], quad[inside]
    bucket = np.searchsorted(edges, begin, side="right") - 1
    whole = (begin >= first) & (end <= last) & (bucket == np.searchsorted(edges, end, side="right") - 1)
    counts = np.bincount(bucket[whole] * 4 + kind[whole], minlength=4 * (len(edges) - 1)).reshape(-1, 4)
    bars = [
        {"first": _iso(start), "last": _iso(following - 1), "counts": counts[index].tolist()}
        for index, (start, following) in enumerate(pairwise(edges))
        if counts[index].any()
    ]
    spans, left = _spans(begin[~whole], end[~whole], kind[~whole])
    return answer | {
        "first": _iso(first),
        "last": _iso(last),
        "step": step,
        "bars": bars,
        "spans": spans,
        "spans_left": left,
        "before": int((dated & (latest < first)).sum()),
        "after": int((dated & (earliest > last)).sum()),
    }


def _domain(columns: Columns, closed: Mask, wanted: Wanted) -> tuple[int, int]:
    # What is only known to a year would press the rest together.
    exact = closed & (columns.latest - columns.earliest <= EXACT_DAYS)
    told = exact if exact.any() else closed
    low = int(np.quantile(columns.earliest[told], 0.25, method="higher"))
    high = int(np.quantile(columns.latest[told], 0.75, method="lower"))
    reach = max(NEAR_DAYS, REACH * (high - low))
    near = told & (columns.earliest >= low - reach) & (columns.latest <= high + reach)
    told = near if near.any() else told
    first, last = int(columns.earliest[told].min()), int(columns.latest[told].max())
    if (chosen := day(wanted.first)) is not None:
        first = min(first, chosen)
    if (chosen := day(wanted.last)) is not None:
        last = max(last, chosen)
    room = max(3, (last - first) // 20)
    return max(1, first - room), min(date.max.toordinal() - 400, last + room)


def _edges(first: int, last: int, step: str) -> Ints:
    """The first days of the bars, and the first day after them."""
    if step in ("day", "week"):
        days = 1 if step == "day" else 7
        start = first - (first - 1) % days
        return np.arange(start, last + days + 1, days, dtype=np.int64)
    begin = date.fromordinal(first)
    now = begin.replace(day=1, month=1 if step == "year" else begin.month)
    found: list[int] = []
    while not found or found[-1] <= last:
        found.append(now.toordinal())
        following = now.year + 1 if step == "year" or now.month == 12 else now.year
        now = now.replace(year=following, month=1 if step == "year" else now.month % 12 + 1)
    return np.array(found, dtype=np.int64)


def _spans(earliest: Ints, latest: Ints, quad: Ints) -> tuple[list[Json], int]:
    """Ranges of days with what can have been in them, the most told first, and how many events have others."""
    ranges, which = np.unique(earliest * (EVER + 1) + latest, return_inverse=True)
    counts = np.bincount(which * 4 + quad, minlength=4 * len(ranges)).reshape(-1, 4)
    order = np.argsort(-counts.sum(axis=1), kind="stable")
    spans = []
    for index in order[:MOST_SPANS]:
        start, end = divmod(int(ranges[index]), EVER + 1)
        spans.append(
            {
                "earliest": _iso(start) if start > NEVER else None,
                "latest": _iso(end) if end < EVER else None,
                "counts": [int(count) for count in counts[index]],
            }
        )
    return spans, int(counts[order[MOST_SPANS:]].sum())


def _iso(ordinal: int) -> str:
    return date.fromordinal(int(ordinal)).isoformat()


def _map(columns: Columns, mask: Mask, zoom: float, frame: Box | None) -> Json:
    placed = mask & (columns.place >= 0)
    counts = np.bincount(columns.place[placed] * 4 + columns.quad[placed], minlength=4 * len(columns.places)).reshape(
        -1, 4
    )
    reported = columns.reported.told(placed)
    reports = columns.reported.counted(reported, len(columns.places))
    origins = columns.happened.counted(columns.happened.told(placed), len(columns.places))
    told = counts.any(axis=1)
    points = np.flatnonzero(told & (columns.area == "point"))
    gathered = clusters(columns.x[points], columns.y[points], counts[points].sum(axis=1), zoom, frame)
    cluster = np.full(len(columns.places), -1, dtype=np.int64)
    for number, one in enumerate(gathered):
        cluster[points[one.members]] = number
    within = reported & (cluster[columns.reported.place] >= 0) & (columns.reported.count > 0)
    seen = np.zeros((len(gathered), len(columns.report_ids)), dtype=np.bool_)
    seen[cluster[columns.reported.place[within]], columns.reported.of[within]] = True
    in_cluster = seen.sum(axis=1).tolist()
    sums = np.zeros((len(gathered), 5), dtype=np.int64)
    np.add.at(sums, cluster[points], np.column_stack((counts[points], origins[points])))

    def drawn(index: int, **more: Any) -> Json:
        place = columns.places[index]
        return {
            "key": place.key,
            "name": place.name,
            "kind": place.kind,
            "country": place.country,
            "lat": place.lat,
            "lon": place.lon,
            "radius_km": place.radius_km,
            "counts": counts[index].tolist(),
            "reports": int(reports[index]),
            "origins": int(origins[index]),
            **more,
        }

    def whole(area: str) -> list[Json]:
        return [drawn(int(index)) for index in _most(counts, told & (columns.area == area))]

    return {
        "points": [
            drawn(
                int(points[one.centre]),
                lat=lat(one.y),
                lon=lon(one.x),
                counts=sums[number, :4].tolist(),
                reports=in_cluster[number],
                origins=int(sums[number, 4]),
                places=len(one.members),
                box=one.box,
            )
            for number, one in enumerate(gathered)
        ],
        "regions": whole("region"),
        "countries": whole("country"),
        "unplaced": int(mask.sum()) - int(counts[columns.area != ""].sum()),
    }


def _most(counts: Ints, mask: Mask) -> Ints:
    found = np.flatnonzero(mask)
    return found[np.argsort(-counts[found].sum(axis=1), kind="stable")]


def _event(columns: Columns, hit: int, row: Any) -> Json:
    coded = {name: getattr(row, name) for name in ("type", "mode", "quad", "status", "source")}
    place = int(columns.place[hit])
    return {
        "index": row.position,
        **coded,
        "told": bool(row.told),
        "who": json.loads(row.who),
        "whom": json.loads(row.whom),
        "place": (_spot(columns, place) | {name: getattr(row, name) for name in ("lat", "lon", "radius_km")})
        if place >= 0
        else None,
        "earliest": row.earliest,
        "latest": row.latest,
        "words": " ".join((row.words or "").split()),
        "trigger": {"start": row.start - row.sentence_start, "end": row.end - row.sentence_start},
        "origins": int(columns.origins[hit]),
        "judged": _said(row),
    }


def _said(row: Any) -> Json | None:
    """Who said what of an event, where somebody did."""
    if row.judgement is None:
        return None
    word = Word(row.judgement, row.verdict, row.author, row.at, tuple(json.loads(row.reasons)))
    return {"id": word.key, "state": word.state, "author": word.author, "at": word.at, "changed": list(word.edits)}
