"""The events of a store as columns in memory, so that a filter over a hundred thousand of them takes milliseconds.

About 60 bytes an event. Codes stand for names; -1 stands for what is not known.
"""

from __future__ import annotations

import json
import math
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, select

from dateline.store import schema

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

QUADS = ("verbal-cooperation", "material-cooperation", "verbal-conflict", "material-conflict")
OWN = "own"
"""The kind of source of an event for which the report vouches itself."""

NEVER, EVER = 0, 4_000_000
"""Before the first day and after the last one that a calendar of ours can name."""

REGION_KM = 60.0
REGIONS = frozenset({"region", "water", "admin1", "admin2"})
"""Kinds of place that are drawn as a disc with a name where they are at least REGION_KM off: a point would say too
much.
"""


class Place(NamedTuple):
    """A place of one or many events. `area`: drawn as a `point`, a `region` or a `country`; None: on no map."""

    key: str
    name: str
    kind: str | None
    country: str | None
    lat: float | None
    lon: float | None
    radius_km: float | None
    area: str | None


@dataclass(frozen=True, slots=True)
class Groups:
    """Events of one place that are counted once: a group an event; of each group the place, what its events have in
    common (`of`), and what it counts.

    Which groups are told is then found without sorting, however many events are wanted.
    """

    group: Ints
    place: Ints
    of: Ints
    count: Ints

    def told(self, wanted: Mask) -> Mask:
        """Which groups have a wanted event."""
        told = np.zeros(len(self.place), dtype=np.bool_)
        told[self.group[wanted]] = True
        return told

    def counted(self, told: Mask, places: int) -> Ints:
        """What some groups come to, by place."""
        return np.bincount(self.place[told], weights=self.count[told], minlength=places).astype(np.int64)


def grouped(place: Ints, of: Ints, count: Ints | None = None) -> Groups:
    """Events with the same place and the same `of`, each such group counting 1 or the most that its events do."""
    many = int(of.max()) + 1 if len(of) else 1
    pairs, group = np.unique((place + 1) * many + of, return_inverse=True)
    counts = np.ones(len(pairs), dtype=np.int64)
    if count is not None:
        np.maximum.at(counts, group, count)
    # What has no place is counted at none.
    counts[pairs < many] = 0
    return Groups(group.astype(np.int64), np.maximum(pairs // many - 1, 0), pairs % many, counts)


class Codes:
    """Numbers for values, in the order in which they are first met."""

    def __init__(self, known: Iterable[Hashable] = ()) -> None:
        self.numbers: dict[Any, int] = {value: number for number, value in enumerate(known)}

    def __call__(self, value: Hashable) -> int:
        return self.numbers.setdefault(value, len(self.numbers))

    @property
    def values(self) -> list[Any]:
        """The values by their numbers."""
        return list(self.numbers)


@dataclass(frozen=True, slots=True)
class Columns:
    """An entry an event, in the order of their keys; reports are numbered in the order of the list, latest first.

    `judged`: a person has said something of it; `origins`: how many independent ones tell of its incident; `reported`
    and `happened` count reports at a place, and origins of what happened there, each incident's once. `story` has
    an entry a report. `actor_event` and `actor` are pairs: each actor of each event. `earliest` and `latest` are
    ordinals of days, NEVER and EVER where that end is open, and both -1 where no day is known. Of the places `area` is
    an empty word, `lat` and `lon` are NaN where there is none; `x`, `y` place them on the Web Mercator square.
    """

    key: Ints
    report: Ints
    judged: Mask
    origins: Ints
    type: Ints
    quad: Ints
    status: Ints
    source: Ints
    place: Ints
    earliest: Ints
    latest: Ints
    reported: Groups
    happened: Groups
    actor_event: Ints
    actor: Ints
    types: list[str]
    statuses: list[str]
    sources: list[str]
    actors: list[str]
    places: list[Place]
    country: Ints
    countries: list[str]
    area: NDArray[np.str_]
    lat: Floats
    lon: Floats
    x: Floats
    y: Floats
    story: Ints
    stories: list[str]
    report_ids: list[str]
    version_keys: list[int]

    @property
    def dated(self) -> Mask:
        """Which events have at least one end of their range of days."""
        return self.latest >= 0


def load(connection: Connection) -> Columns:
    """All events of current versions but those that a person has rejected."""
    versions, events = schema.versions.c, schema.events.c
    listed = connection.execute(
        select(versions.key, schema.reports.c.id, versions.number)
        .join(schema.reports, versions.report == schema.reports.c.key)
        .where(versions.current == 1)
        .order_by(versions.published.desc().nulls_last(), schema.reports.c.key.desc())
    ).all()
    number = {version: index for index, (version, *_) in enumerate(listed)}
    rows = connection.execute(
        select(
            events.key,
            events.start,
            events.end,
            schema.judgements.c.verdict,
            events.version,
            events.type,
            events.quad,
            events.status,
            events.source,
            events.told,
            events.who,
            events.whom,
            events.earliest,
            events.latest,
            events.place_name,
            events.place_kind,
            events.place_geonames,
            events.country,
            events.lat,
            events.lon,
            events.radius_km,
        )
        .join(schema.versions, events.version == versions.key)
        .join(schema.judgements, events.judgement == schema.judgements.c.key, isouter=True)
        .where(versions.current == 1)
        .order_by(events.key)
    )
    told_by = _origins(connection)
    types, statuses, sources, actors = Codes(), Codes(), Codes(), Codes()
    quads, countries = Codes(QUADS), Codes()
    places: dict[str, int] = {}
    spots: list[Place] = []
    of_place: dict[tuple[Any, ...], int] = {(None,) * 7: -1}
    of_names: dict[tuple[str, str], list[int]] = {}
    ends: dict[tuple[Any, ...], tuple[int, int]] = {}
    table: list[tuple[int, ...]] = []
    pairs: list[tuple[int, int]] = []
    # Straight from the driver: a hundred thousand rows are read in half the time.
    for row in rows.cursor.fetchall() if rows.cursor else ():
        event, start, end, verdict, version, type_, quadrant, stands, voice, told, who, whom, *days_and_place = row
        when, spot = tuple(days_and_place[:2]), tuple(days_and_place[2:])
        if verdict == "different":
            continue
        index = len(table)
        if (where := of_place.get(spot)) is None:
            made = place_of(*spot)
            where = of_place[spot] = places.setdefault(made.key, len(places))
            if where == len(spots):
                spots.append(made)
        if (names := of_names.get((who, whom))) is None:
            names = of_names[who, whom] = [actors(name) for name in dict.fromkeys(json.loads(who) + json.loads(whom))]
        if (days := ends.get(when)) is None:
            days = ends[when] = _days(*when)
        coded = (types(type_), quads(quadrant), statuses(stands), sources(voice or "unnamed" if told else OWN))
        one_of, behind = told_by.get((version, start, end), (-1 - index, 1)) if told_by else (-1 - index, 1)
        table.append((event, number[version], verdict is not None, one_of, behind, *coded, where, *days))
        pairs += [(index, actor) for actor in names]
    columns = np.array(table, dtype=np.int64).reshape(-1, 12).T.copy()
    acting = np.array(pairs, dtype=np.int64).reshape(-1, 2).T.copy()
    key, report, said, incident, origins, kind, quad, status, source, place, earliest, latest = columns
    story, stories = _stories(connection, [id for _, id, _ in listed])
    return Columns(
        key,
        report,
        said.astype(np.bool_),
        origins,
        kind,
        quad,
        status,
        source,
        place,
        earliest,
        latest,
        grouped(place, report),
        grouped(place, np.unique(incident, return_inverse=True)[1], origins),
        actor_event=acting[0],
        actor=acting[1],
        types=types.values,
        statuses=statuses.values,
        sources=sources.values,
        actors=actors.values,
        places=spots,
        country=np.array([-1 if spot.country is None else countries(spot.country) for spot in spots], dtype=np.int64),
        countries=countries.values,
        area=np.array([spot.area or "" for spot in spots], dtype=np.str_),
        lat=np.array([math.nan if spot.lat is None else spot.lat for spot in spots], dtype=np.float64),
        lon=np.array([math.nan if spot.lon is None else spot.lon for spot in spots], dtype=np.float64),
        x=np.array([_x(spot.lon) for spot in spots], dtype=np.float64),
        y=np.array([_y(spot.lat) for spot in spots], dtype=np.float64),
        story=story,
        stories=stories,
        report_ids=[id for _, id, *_ in listed],
        version_keys=[key for key, *_ in listed],
    )


def _origins(connection: Connection) -> dict[tuple[int, int, int], tuple[int, int]]:
    """The incident of an event and how many independent origins tell of it, by the event's version and trigger."""
    parts = schema.parts.c
    rows = connection.execute(select(parts.version, parts.start, parts.end, parts.item, parts.origins))
    fetched = rows.cursor.fetchall() if rows.cursor else ()
    return {(version, start, end): (item, origins) for version, start, end, item, origins in fetched}


def _stories(connection: Connection, reports: Iterable[str]) -> tuple[Ints, list[str]]:
    """The story of each report, as a number, and the stories by their numbers; -1 where it is in none."""
    members = schema.members.c
    rows = connection.execute(
        select(schema.reports.c.id, members.story).join(schema.members, members.report == schema.reports.c.key)
    )
    of = dict(rows.cursor.fetchall()) if rows.cursor else {}
    codes = Codes()
    numbers = [codes(of[id]) if id in of else -1 for id in reports]
    return np.array(numbers, dtype=np.int64), codes.values


def place_of(
    name: str | None,
    kind: str | None,
    geonames: int | None,
    country: str | None,
    lat: float | None,
    lon: float | None,
    radius_km: float | None,
) -> Place:
    """The place that a row names, with the key under which all rows that name it are one."""
    known = lat is not None and lon is not None
    area: str | None = "point" if known else None
    if kind == "country":
        area = "country" if country else None
        key = f"c{country}" if country else f"n {name}"
    elif geonames is not None:
        key = f"g{geonames}"
    elif known:
        key = f"{kind} {lat:.3f} {lon:.3f}"
    else:
        key = f"n {country} {name}"
    if area == "point" and kind in REGIONS and (radius_km or 0.0) >= REGION_KM:
        area = "region"
    return Place(key, name or "", kind, country, lat, lon, radius_km, area)


def _days(earliest: str | None, latest: str | None) -> tuple[int, int]:
    first, last = day(earliest), day(latest)
    if first is None and last is None:
        return -1, -1
    return (first if first is not None else NEVER), (last if last is not None else EVER)


def day(iso: str | None) -> int | None:
    """The ordinal of an ISO date or date-time; None for anything that is none."""
    try:
        return date.fromisoformat((iso or "")[:10]).toordinal()
    except ValueError:
        return None


def _x(lon: float | None) -> float:
    return ((lon or 0.0) + 180.0) / 360.0


def _y(lat: float | None) -> float:
    # The square of Web Mercator ends here.
    held = max(-85.051, min(85.051, lat or 0.0))
    return 0.5 - math.log(math.tan(math.pi / 4 + math.radians(held) / 2)) / (2 * math.pi)
