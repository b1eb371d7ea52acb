"""What the overview shows: events counted by day, place and kind, and listed under their reports.

Each pane is narrowed by all filters but its own: the timeline shows the days around those that are brushed, the map
what lies outside of the box, and a list of kinds those that are not chosen.
"""

from __future__ import annotations

import json
import threading
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

    def overview(self, wanted: Wanted, zoom: float = 1.0, frame: Box | None = None) -> Json:
        """Counts by day, place and kind. `zoom` is that of the map (the world is 512 px · 2^zoom wide), `frame` what it
        shows.
        """
        columns = self.columns()
        chosen = self._chosen(columns, wanted)
        found = chosen.all()
        return {
            "total": {"events": len(columns.key), "reports": len(columns.report_ids)},
            "found": {"events": int(found.sum()), "reports": int(self._listed(columns, wanted, found).sum())},
            "days": self._timeline(columns, chosen, wanted),
            "map": _map(columns, chosen.but("box"), zoom, frame),
            "types": _counted(columns.type, chosen.but("types"), columns.types),
            "quads": _counted(columns.quad, chosen.but("quads"), QUADS),
            "statuses": _counted(columns.status, chosen.but("statuses"), columns.statuses),
            "sources": _counted(columns.source, chosen.but("sources"), columns.sources),
            "actors": _actors(columns, chosen.but("actors"), wanted.actors),
            "places": _named(columns, chosen.but("places"), wanted.places),
            "countries": _countries(columns, chosen.but("countries")),
        }

    def found(self, wanted: Wanted, limit: int = 20, offset: int = 0) -> tuple[int, list[Json]]:
        """How many reports have events that are wanted, and a page of them with some of these events, latest first.

        Where only words are wanted, reports without any event count too.
        """
        columns = self.columns()
        mask = self._chosen(columns, wanted).all()
        listed = np.flatnonzero(self._listed(columns, wanted, mask))
        page = listed[offset : offset + limit]
        hits = np.flatnonzero(mask & np.isin(columns.report, page))
        hits = hits[np.argsort(columns.report[hits], kind="stable")]
        edges = np.searchsorted(columns.report[hits], page)
        ends = np.searchsorted(columns.report[hits], page, side="right")
        shown = [hits[start : min(end, start + SHOWN_EVENTS)] for start, end in zip(edges, ends, strict=True)]
        rows = self._rows(columns, page, shown)
        for row, start, end in zip(rows, edges, ends, strict=True):
            row["events_found"] = int(end - start)
        return len(listed), rows

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
        newest = (select(func.max(table.c.key)).scalar_subquery() for table in (schema.readings, schema.judgements))
        with self._lock, self._engine.connect() as connection:
            # A new version comes with a new reading; a rejected event is no longer counted.
            state = tuple(connection.execute(select(*newest)).one())
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
        chosen.narrow("days", _in_days(columns, wanted))
        chosen.narrow("box", _in_box(columns, wanted))
        return chosen

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
        if wanted == Wanted(query=wanted.query):
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
            found = connection.execute(
                select(schema.events, words)
                .join(schema.versions, events.version == versions.key)
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
    """Which events each filter lets through."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._masks: dict[str, Mask] = {}
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
        mask = np.ones(self._size, dtype=np.bool_)
        for name, one in self._masks.items():
            if name != left_out:
                mask &= one
        return mask

    def all(self) -> Mask:
        """What all filters let through."""
        return self.but("")


def _reports(chosen: Chosen, size: int) -> Mask:
    return np.ones(size, dtype=np.bool_) if chosen.reports is None else chosen.reports


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
    counts: dict[str, int] = {}
    for number, count in enumerate(np.bincount(columns.place[mask & (columns.place >= 0)])):
        country = columns.places[number].country
        if count and country:
            counts[country] = counts.get(country, 0) + int(count)
    return [{"name": name, "events": counts[name]} for name in sorted(counts, key=lambda name: -counts[name])]


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
    many = max(1, len(columns.report_ids))
    pairs = np.unique(columns.place[placed] * many + columns.report[placed])
    reports = np.bincount(pairs // many, minlength=len(columns.places))
    told = counts.any(axis=1)
    points = np.flatnonzero(told & (columns.area == "point"))
    gathered = clusters(columns.x[points], columns.y[points], counts[points].sum(axis=1), zoom, frame)
    cluster = np.full(len(columns.places), -1, dtype=np.int64)
    for number, one in enumerate(gathered):
        cluster[points[one.members]] = number
    of_cluster = np.unique(cluster[pairs // many] * many + pairs % many)
    in_cluster = np.bincount(of_cluster[of_cluster >= 0] // many, minlength=len(gathered))

    def drawn(index: int, **more: Any) -> Json:
        place = columns.places[index]
        return {
            **_spot(columns, index),
            **{name: getattr(place, name) for name in ("lat", "lon", "radius_km")},
            "counts": counts[index].tolist(),
            "reports": int(reports[index]),
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
                counts=counts[points[one.members]].sum(axis=0).tolist(),
                reports=int(in_cluster[number]),
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
    }
