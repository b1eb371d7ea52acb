"""Rows for those whom a reading tells of: who appears, in which roles, and who has how many where.

One and the same actor has one key: the id of an entry of the actor list; `name:` and the folded name of one who is on
no list; `code:` with country and sector where the report only describes them ("two officials"); None for the rest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Table, delete, insert

from dateline.model.names import fold, is_name
from dateline.store import schema
from dateline.store.columns import place_of
from dateline.store.events import at, sentence_of

Json = dict[str, Any]

WHO = (schema.appearances, schema.roles, schema.presences)
"""The tables that hold these rows."""

NAME, CODE, STATE = "name:", "code:", "state:"
"""How keys begin: of a name that is on no list, of those only described, of a state."""

LONGEST_NAME = 200
OF_STATE = frozenset({None, "GOV", "MIL", "COP", "SPY"})
"""Sectors of those whose people and equipment are their state's."""
COUNTED = frozenset({None, "people", "items"})
"""Units of a number that can tell how many are somewhere; a distance or a share cannot."""


def who_rows(reading: Mapping[str, Any]) -> Iterator[tuple[Table, list[Json]]]:
    """The rows of a reading in the reading format, for each of the tables; what a person rejected has none."""
    keys = _keys(reading)
    yield schema.appearances, list(_appearances(reading, keys))
    yield schema.roles, list(_roles(reading, keys))
    yield schema.presences, list(_presences(reading, keys))


def write_who(connection: Connection, version: int, reading: Mapping[str, Any], anew: bool = True) -> None:
    """Put the rows of a reading in the place of those that a version has; unless `anew` it has none."""
    for table, rows in who_rows(reading):
        if anew:
            connection.execute(delete(table).where(table.c.version == version))
        if rows:
            connection.execute(insert(table), [row | {"version": version} for row in rows])


def _keys(reading: Mapping[str, Any]) -> list[str | None]:
    """The key of each mention. A single word with a capital that only begins sentences is no name."""
    begins = frozenset(one["start"] for one in reading.get("sentences") or ())
    sure = {
        one["name"]
        for one in reading["actors"]
        if one["start"] not in begins or " " in one["name"].strip() or not one["name"].istitle()
    }
    return [key_of(one, one["name"] in sure) for one in reading["actors"]]


def key_of(actor: Mapping[str, Any], sure: bool = True) -> str | None:
    """The key of the actor that a mention is of; None where it says too little of whom it means.

    `sure`: what looks like a name is one.
    """
    if actor["id"]:
        return str(actor["id"])
    name = actor["name"]
    if sure and is_name(name) and (folded := fold(name)[:LONGEST_NAME].strip()):
        return NAME + folded
    if actor["country"] or actor["sector"]:
        return f"{CODE}{actor['country'] or ''}-{actor['sector'] or ''}"
    return None


def holder_of(actor: Mapping[str, Any], key: str | None) -> str | None:
    """Whose people or equipment it is: armed forces and governments without an entry of their own are their state's."""
    if not actor["id"] and actor["country"] and actor["sector"] in OF_STATE:
        return f"{STATE}{actor['country']}"
    return key


def _appearances(reading: Mapping[str, Any], keys: Sequence[str | None]) -> Iterator[Json]:
    sentences = reading.get("sentences") or []
    starts = [one["start"] for one in sentences]
    text = reading["text"]
    places = {fold(words) for one in reading["places"] for words in (one["name"], text[one["start"] : one["end"]])}
    of: dict[str, list[Mapping[str, Any]]] = {}
    for key, actor in zip(keys, reading["actors"], strict=True):
        if key is not None:
            of.setdefault(key, []).append(actor)
    for key, mentions in of.items():
        # What the report names as a place is no new actor.
        named = [one for one in mentions if fold(one["name"]) not in places]
        called = [one for one in named if one["name"] in text[one["start"] : one["end"]]]
        first = (called or named or mentions)[0]
        begin, end = sentence_of(sentences, starts, first)
        yield {
            "actor": key,
            "name": _most(one["name"] for one in mentions) or "",
            "fresh": int(key.startswith(NAME) and bool(named)),
            "country": _most(one["country"] for one in mentions),
            "sector": _most(one["sector"] for one in mentions),
            "mentions": len(mentions),
            "start": first["start"],
            "end": first["end"],
            "sentence_start": begin,
            "sentence_end": end,
        }


def _most(values: Iterable[str | None]) -> str | None:
    counted = Counter(value for value in values if value is not None)
    return counted.most_common(1)[0][0] if counted else None


def _roles(reading: Mapping[str, Any], keys: Sequence[str | None]) -> Iterator[Json]:
    for position, event in enumerate(reading["events"]):
        if event.get("rejected"):
            continue
        for role, indexes in (("who", event["actors"]), ("whom", event["recipients"])):
            yield from _role(reading, keys, "events", position, role, indexes)
    for position, said in enumerate(reading["statements"]):
        yield from _role(reading, keys, "statements", position, "source", [said["source_actor"]])


def _role(
    reading: Mapping[str, Any],
    keys: Sequence[str | None],
    of: str,
    position: int,
    role: str,
    indexes: Sequence[int | None],
) -> Iterator[Json]:
    known: set[str] = set()
    for index in indexes:
        if index is None or not 0 <= index < len(keys):
            continue
        key, name = keys[index], reading["actors"][index]["name"]
        if (key or name) not in known:
            known.add(key or name)
            yield {"list": of, "position": position, "role": role, "actor": key, "name": name}


def _presences(reading: Mapping[str, Any], keys: Sequence[str | None]) -> Iterator[Json]:
    sentences = reading.get("sentences") or []
    starts = [one["start"] for one in sentences]
    for position, one in enumerate(reading.get("presence") or ()):
        actor, place = at(reading["actors"], one["actor"]), at(reading["places"], one["place"])
        figure, time = at(reading["figures"], one["figure"]), at(reading["times"], one["time"])
        said = at(reading["statements"], one["statement"])
        anchor = figure or actor or place or time
        if anchor is None:
            continue
        number = figure if figure and figure["unit"] in COUNTED else None
        begin, end = sentence_of(sentences, starts, anchor)
        spot = place and place_of(*(place[name] for name in _PLACE))
        day, dated = day_of(time, reading.get("published"))
        yield {
            "position": position,
            "start": anchor["start"],
            "end": anchor["end"],
            "sentence_start": begin,
            "sentence_end": end,
            "kind": one["kind"],
            "actor": keys[one["actor"]] if actor else None,
            "holder": holder_of(actor, keys[one["actor"]]) if actor else None,
            "name": actor["name"] if actor else None,
            "place": spot.key if spot else None,
            "place_name": spot.name if spot else None,
            "place_kind": spot.kind if spot else None,
            "area": spot.area if spot else None,
            **{name: place[name] if place else None for name in ("country", "lat", "lon", "radius_km")},
            **{name: number[name] if number else None for name in ("value", "low", "high", "unit", "counts")},
            "approximate": int(bool(number and number["approximate"])),
            **{name: time[name] if time else None for name in ("earliest", "latest")},
            "day": day,
            "dated": dated,
            "source": said["source_kind"] if said else None,
            "said_by": _said_by(reading, said) if said else None,
            "told": int(said is not None),
        }


_PLACE = ("name", "kind", "geonames", "country", "lat", "lon", "radius_km")


def day_of(time: Mapping[str, Any] | None, published: str | None) -> tuple[str | None, str]:
    """The day under which a presence stands, and how that is known.

    `told`: the report gives the time (of a range its last day, or that of the report where this lies within);
    `ahead`: that day had still to come; `report`: no time is given, so it is what was told on the report's day;
    `unknown`: nor has the report a day.
    """
    printed = _day(published)
    first, last = (_day(time["earliest"]), _day(time["latest"])) if time else (None, None)
    if first is None and last is None:
        return (printed, "report") if printed else (None, "unknown")
    day = last or first
    if printed and (first or printed) <= printed and (last is None or printed <= last):
        return printed, "told"
    return day, "ahead" if printed and day and day > printed else "told"


def _day(iso: str | None) -> str | None:
    try:
        return date.fromisoformat((iso or "")[:10]).isoformat()
    except ValueError:
        return None


def _said_by(reading: Mapping[str, Any], said: Mapping[str, Any]) -> str | None:
    words = " … ".join(reading["text"][one["start"] : one["end"]] for one in said["source"])
    actor = at(reading["actors"], said["source_actor"])
    if actor and len(words) <= len("they"):
        return str(actor["name"])
    return " ".join(words.split())[:LONGEST_NAME] or None
