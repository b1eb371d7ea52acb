"""Reports made of plain sentences, "WHO DID WHOM", for tests of what is told of actors and of presence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from dateline.model.event import QUADS, Event, Presence
from dateline.model.marks import Actor, Figure, Place, Statement, When
from dateline.model.reading import Reading
from dateline.model.report import Page, Report
from dateline.model.text import OffsetMap, Span
from dateline.model.tokens import Sentence
from dateline.store import Store

LAND: dict[str, Any] = {
    "name": "Ostmark",
    "kind": "country",
    "lat": 47.0,
    "lon": 15.0,
    "radius_km": 200.0,
    "country": "AT",
}
BASE: dict[str, Any] = {
    "name": "Camp Linden",
    "kind": "base",
    "lat": 48.1,
    "lon": 16.2,
    "radius_km": 2.0,
    "country": "AT",
}


@dataclass(frozen=True)
class One:
    """Somebody as a report names them; who `begins` a sentence is its first word."""

    words: str
    id: str | None = None
    country: str | None = None
    sector: str | None = None
    name: str | None = None
    begins: bool = False


@dataclass(frozen=True)
class Did:
    """An event: who did it to whom."""

    who: One
    verb: str
    whom: One
    type: str = "CONSULT"
    day: str | None = None


@dataclass(frozen=True)
class Said:
    """A statement by somebody."""

    who: One
    words: str = "that nothing had changed"


@dataclass(frozen=True)
class Has:
    """Presence: who has how many where, as of when, on whose word."""

    who: One
    number: tuple[int | None, int | None, int | None] | None = None
    place: dict[str, Any] | None = None
    first: str | None = None
    last: str | None = None
    by: str | None = None
    unit: str = "people"


def tell(
    store: Store, id: str, published: str | None, told: Sequence[Did | Said | Has], maker: str = "hand/1/0"
) -> Reading:
    """A report that tells so much, read as it says and stored."""
    words: list[str] = []
    at = 0

    def say(piece: str) -> Span:
        nonlocal at
        words.append(piece + " ")
        at += len(piece) + 1
        return Span(at - len(piece) - 1, at - 1)

    marks: dict[str, list[Any]] = {name: [] for name in LISTS}

    def actor(one: One) -> int:
        span = say(one.words)
        marks["actors"].append(Actor(span, one.name or one.words, one.id, one.country, one.sector))
        return len(marks["actors"]) - 1

    def time(first: str | None, last: str | None) -> int | None:
        if first is None and last is None:
            return None
        marks["times"].append(When(say("then"), "DATE", first or last or "", first, last, 0.9))
        return len(marks["times"]) - 1

    for one in told:
        start = at
        if not one.who.begins:
            say("Yesterday")
        if isinstance(one, Did):
            who, trigger, whom = actor(one.who), say(one.verb), actor(one.whom)
            when = time(one.day, one.day)
            quad = QUADS[one.type]
            marks["events"].append(Event(trigger, one.type, quad, actors=(who,), recipients=(whom,), time=when))  # type: ignore[arg-type]
        elif isinstance(one, Said):
            who = actor(one.who)
            source, cue, content = marks["actors"][who].span, say("said"), say(one.words)
            marks["statements"].append(Statement((source,), (cue,), (content,), "named", who))
        else:
            marks["presence"].append(_has(one, actor, say, time, marks))
        marks["sentences"].append(Sentence(Span(start, at - 1), 0, 0, len(marks["sentences"])))
    text = "".join(words)
    report = Report(id, text, title=f"Report {id}", published=published, offsets=OffsetMap.identity(len(text)))
    reading = replace(Reading(report), makers={"events": maker}, **{name: tuple(marks[name]) for name in LISTS})
    with store.writer() as writer:
        writer.add(reading, Page(f"{id}.txt", text.encode(), "text/plain", id=id))
    return reading


LISTS = ("sentences", "times", "places", "actors", "figures", "statements", "events", "presence")


def _has(one: Has, actor: Any, say: Any, time: Any, marks: dict[str, list[Any]]) -> Presence:
    who = actor(one.who)
    figure = place = statement = None
    if one.number is not None:
        value, low, high = one.number
        span = say("so many")
        marks["figures"].append(Figure(span, value, low, high, low != high, one.unit, "troops"))
        figure = len(marks["figures"]) - 1
    if one.place is not None:
        marks["places"].append(Place(say(one.place["name"]), **one.place))
        place = len(marks["places"]) - 1
    when = time(one.first, one.last)
    if one.by is not None:
        source, cue = say(one.by), say("said")
        marks["statements"].append(Statement((source,), (cue,), (), "unnamed", None))
        statement = len(marks["statements"]) - 1
    return Presence("forces", who, place, figure, when, statement)
