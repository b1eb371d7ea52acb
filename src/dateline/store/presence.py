"""Who has how many people or what equipment where, as of when, according to whom; over all reports of a store.

A holding is what one has of a kind at a place. On a day it is what was told last by then: the rows of its newest day
and of the days just before it, so that numbers that were told about the same time stand side by side.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, Select, func, select

from dateline.store import schema
from dateline.store.actors import Actors
from dateline.store.roster import Roster, parted

Json = dict[str, Any]

TOGETHER = timedelta(days=7)
"""Rows of a holding that are so near its newest one stand beside it; what is older was told of another time."""

MOST_ROWS = 60
MOST_NAMED = 200
SPOT = ("place", "place_name", "place_kind", "country", "lat", "lon", "radius_km", "area")


@dataclass(slots=True)
class Holding:
    """`groups` are the holders under which its rows are stored; `day` is that of its newest row."""

    holder: str | None
    place: str | None
    kind: str
    spot: Any
    groups: set[str | None] = field(default_factory=set)
    day: str = ""
    rows: int = 0
    numbers: int = 0


class Presences:
    """Answers from several threads at once. Who is who is as in `Actors`."""

    def __init__(self, engine: Engine, actors: Actors) -> None:
        self._engine = engine
        self._actors = actors
        self._known: tuple[Roster, list[Any]] | None = None

    def on(
        self,
        day: str | None = None,
        actor: str | None = None,
        place: str | None = None,
        limit: int = 50,
        offset: int = 0,
    ) -> Json:
        """What is told by a day (None: the last one), of one actor or place or all; a page of the holdings.

        The places on the map are those of all places, so that another one can be chosen.
        """
        roster = self._actors.roster()
        with self._engine.connect() as connection:
            rows = self._counted(connection, roster)
            holders = {row.holder: roster.whose(row.holder) for row in rows}
            wanted = actor and (roster.whose(actor) or actor)
            theirs = [row for row in rows if actor is None or (holders[row.holder] or row.holder) == wanted]
            mine = [row for row in theirs if place is None or row.place == place]
            days = Counter[str]()
            for row in mine:
                if row.day is not None:
                    days[row.day] += row.many
            known = sorted(days)
            at = day or (known[-1] if known else None)
            holdings = _holdings(mine, holders, at)
            everywhere = holdings if place is None else _holdings(theirs, holders, at)
            page = holdings[offset : offset + limit]
            shown = [_holding(connection, roster, one, at) for one in page]
        return {
            "total": sum(row.many for row in rows),
            "day": at,
            "days": [{"day": one, "rows": days[one]} for one in known],
            "undated": sum(row.many for row in mine if row.day is None),
            "actors": _named(roster, rows, holders),
            "places": _places(rows),
            "spots": _spots(everywhere),
            "unplaced": sum(1 for one in everywhere if one.spot is None or one.spot.area is None),
            "held": len(holdings),
            "holdings": shown,
        }

    def _counted(self, connection: Connection, roster: Roster) -> list[Any]:
        """How many rows there are of what; counted anew when the store has changed, for then the roster is another."""
        known = self._known
        if known is None or known[0] is not roster:
            self._known = known = (roster, list(_counted(connection)))
        return known[1]

    def of(self, id: str, limit: int = 100) -> tuple[int, list[Json]]:
        """How many rows tell of an actor's people and equipment, and the last of them, in the order of their days."""
        roster = self._actors.roster()
        actor = roster.actors.get(roster.whose(id) or "")
        keys = actor.keys if actor else [id]
        table = schema.presences.c
        with self._engine.connect() as connection:
            found = {
                row.key: row
                for part in parted(keys)
                for row in connection.execute(
                    _rows().where(table.holder.in_(part) | table.actor.in_(part)).order_by(table.day, table.key)
                )
            }
        listed = sorted(found.values(), key=lambda row: (row.day or "", row.key))
        return len(listed), [_row(row, roster) for row in listed[max(0, len(listed) - limit) :]]


def _counted(connection: Connection) -> Iterable[Any]:
    """How many rows of presence there are for each holder, place, kind and day, in current versions."""
    table, versions = schema.presences.c, schema.versions.c
    columns = (table.holder, table.kind, table.day, *(table[name] for name in SPOT))
    return connection.execute(
        select(
            *columns,
            func.count().label("many"),
            func.count(func.coalesce(table.low, table.high)).label("numbers"),
            func.max(table.name).label("named"),
        )
        .join(schema.versions, (table.version == versions.key) & (versions.current == 1))
        .group_by(*columns)
    )


def _holdings(rows: Sequence[Any], holders: Mapping[str | None, str | None], at: str | None) -> list[Holding]:
    """What is held on a day, what was told last first. Nothing where no row has a day."""
    found: dict[tuple[str | None, str | None, str], Holding] = {}
    for row in rows:
        if at is None or row.day is None or row.day > at:
            continue
        holder = holders[row.holder] or row.holder
        key = (holder, row.place, row.kind)
        one = found.setdefault(key, Holding(*key, spot=row if row.place else None))
        one.groups.add(row.holder)
        one.day = max(one.day, row.day)
        one.rows += row.many
        one.numbers += row.numbers
    # Of one day, what has a number comes first.
    return sorted(
        found.values(),
        key=lambda one: (_later(one.day), one.numbers == 0, one.holder or "~", one.place or "~", one.kind),
    )


def _later(day: str) -> int:
    return -date.fromisoformat(day).toordinal()


def _holding(connection: Connection, roster: Roster, one: Holding, at: str | None) -> Json:
    table = schema.presences.c
    since = (date.fromisoformat(one.day) - TOGETHER).isoformat() if one.day > "0001-01-31" else one.day
    groups = [group for group in one.groups if group is not None]
    query = _rows().where(
        table.holder.in_(groups) if groups else table.holder.is_(None),
        table.place == one.place if one.place is not None else table.place.is_(None),
        table.kind == one.kind,
        table.day >= since,
        table.day <= (at or one.day),
    )
    rows = connection.execute(query.order_by(table.day.desc(), table.key).limit(MOST_ROWS + 1)).all()
    shown = [_row(row, roster) for row in rows[:MOST_ROWS]]
    return {
        "holder": roster.named(one.holder, shown[0]["name"] if shown else None),
        "kind": one.kind,
        "place": shown[0]["place"] if shown else None,
        "day": one.day,
        "differ": _differ(shown),
        "rows": shown,
        "earlier": max(0, one.rows - len(rows)),
    }


def _differ(rows: Sequence[Json]) -> bool:
    """Whether two of the numbers cannot both be right of the same thing: their ranges have nothing in common."""
    ranges = [(row["low"], row["high"]) for row in rows if row["low"] is not None or row["high"] is not None]
    highest_low = max((low for low, _ in ranges if low is not None), default=None)
    lowest_high = min((high for _, high in ranges if high is not None), default=None)
    return highest_low is not None and lowest_high is not None and highest_low > lowest_high


def _rows() -> Select[Any]:
    table, versions, reports = schema.presences.c, schema.versions.c, schema.reports.c
    words = func.substr(versions.text, table.sentence_start + 1, table.sentence_end - table.sentence_start)
    head = (reports.id.label("report"), versions.number.label("of_version"), versions.title, versions.publisher)
    return (
        select(schema.presences, *head, versions.published, words.label("words"))
        .join(schema.versions, (table.version == versions.key) & (versions.current == 1))
        .join(schema.reports, versions.report == reports.key)
    )


def _row(row: Any, roster: Roster) -> Json:
    same = ("report", "title", "publisher", "published", "kind", "name", "value", "low", "high", "unit", "counts")
    more = ("earliest", "latest", "day", "dated", "source", "said_by")
    return {
        **{name: getattr(row, name) for name in (*same, *more)},
        "version": row.of_version,
        "index": row.position,
        "approximate": bool(row.approximate),
        "told": bool(row.told),
        "actor": roster.named(row.actor, row.name),
        "place": _spot(row),
        "words": row.words or "",
        "trigger": {"start": row.start - row.sentence_start, "end": row.end - row.sentence_start},
    }


def _spot(row: Any) -> Json | None:
    if row.place is None:
        return None
    plain = {name: getattr(row, name) for name in ("country", "lat", "lon", "radius_km", "area")}
    return {"key": row.place, "name": row.place_name or "", "kind": row.place_kind, **plain}


def _named(roster: Roster, rows: Sequence[Any], holders: Mapping[str | None, str | None]) -> list[Json]:
    """Whose people and equipment are told of, with the rows, those with the most first."""
    counts: Counter[str] = Counter()
    names: dict[str, str | None] = {}
    for row in rows:
        if holder := holders[row.holder] or row.holder:
            counts[holder] += row.many
            names.setdefault(holder, row.named)
    return [
        {**(roster.named(key, names[key]) or {"name": key}), "id": key, "rows": count}
        for key, count in counts.most_common(MOST_NAMED)
    ]


def _places(rows: Sequence[Any]) -> list[Json]:
    counts: Counter[str] = Counter()
    spots: dict[str, Any] = {}
    for row in rows:
        if row.place is not None:
            counts[row.place] += row.many
            spots.setdefault(row.place, row)
    return [{**(_spot(spots[key]) or {}), "rows": count} for key, count in counts.most_common(MOST_NAMED)]


def _spots(holdings: Sequence[Holding]) -> list[Json]:
    """The places on the map with what is held there."""
    found: dict[str, Json] = {}
    for one in holdings:
        if one.spot is not None and one.spot.area is not None:
            spot = found.setdefault(one.spot.place, {**(_spot(one.spot) or {}), "holdings": 0})
            spot["holdings"] += 1
    return sorted(found.values(), key=lambda spot: -spot["holdings"])
