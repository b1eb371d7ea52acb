"""A store of many invented reports, to measure the pages on: each has its events, some without a place or a day."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path

from dateline.model.event import QUADS, Event
from dateline.model.marks import Actor, Place, When
from dateline.model.reading import Reading
from dateline.model.report import Page, Report
from dateline.model.text import OffsetMap, Span
from dateline.model.tokens import Sentence
from dateline.store import Store, open_store

EVENTS = 12
PLACES = 1500
ACTORS = 400
FIRST = date(2023, 1, 1)
DAYS = 700
STATUSES = ("happened", "happened", "happened", "ongoing", "planned", "asked", "hypothetical", "denied")
COUNTRIES = ("NE", "TD", "ML", "BF", "NG", "SD", "LY", "DZ", "US", "FR", "RU", "TR")
SYLLABLES = ("ba", "dou", "fi", "ga", "kou", "la", "ma", "ne", "ri", "sa", "ta", "zi", "or", "en", "um")


def filled(path: Path, reports: int = 10_000, seed: int = 8) -> Store:
    """The store at `path`; made there, of so many reports, unless it is."""
    store = open_store(str(path))
    if store.view.counts()["reports"] >= reports:
        return store
    chance = random.Random(seed)
    places = [_place(chance) for _ in range(PLACES)]
    actors = [_name(chance) for _ in range(ACTORS)]
    with store.writer() as writer:
        for number in range(reports):
            reading = _reading(number, chance, places, actors)
            writer.add(reading, Page(f"{number}.txt", reading.text.encode(), "text/plain", id=f"r{number}"))
    return store


def _name(chance: random.Random) -> str:
    return "".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))).capitalize()


def _place(chance: random.Random) -> tuple[str, str, float, float, float | None, str]:
    kind = chance.choices(("settlement", "country", "region"), (90, 6, 4))[0]
    lat, lon = chance.gauss(15, 9), chance.gauss(9, 14)
    if chance.random() < 0.2:
        lat, lon = chance.uniform(-50, 65), chance.uniform(-170, 170)
    radius = {"settlement": 8.0, "country": 700.0, "region": 150.0}[kind]
    return _name(chance), kind, lat, lon, radius, chance.choice(COUNTRIES)


def _reading(number: int, chance: random.Random, places: list[tuple], actors: list[str]) -> Reading:  # type: ignore[type-arg]
    published = FIRST + timedelta(days=chance.randrange(DAYS))
    words: list[str] = []
    at = 0
    marks: dict[str, list] = {"places": [], "times": [], "actors": [], "events": [], "sentences": []}  # type: ignore[type-arg]

    def say(piece: str) -> Span:
        nonlocal at
        words.append(piece + " ")
        span = Span(at, at + len(piece))
        at += len(piece) + 1
        return span

    for sentence in range(EVENTS):
        start = at
        name, kind, lat, lon, radius, country = chance.choice(places)
        happened = published - timedelta(days=chance.randrange(5))
        who, whom = chance.choice(actors), chance.choice(actors)
        marks["actors"] += [Actor(say(who), who, sector="MIL")]
        trigger = say(chance.choice(("met", "attacked", "warned", "left")))
        marks["actors"] += [Actor(say(whom), whom, sector="GOV")]
        say("in")
        marks["places"] += [Place(say(name), name, kind=kind, lat=lat, lon=lon, radius_km=radius, country=country)]
        latest = happened + timedelta(days=chance.choice((0, 0, 0, 0, 7, 30)))
        marks["times"] += [
            When(
                say(f"on {happened:%-d %B}"),
                "DATE",
                happened.isoformat(),
                happened.isoformat(),
                latest.isoformat(),
                0.9,
            )
        ]
        type_ = chance.choice(list(QUADS))
        marks["events"] += [
            Event(
                trigger,
                type_,
                QUADS[type_],
                actors=(2 * sentence,),
                recipients=(2 * sentence + 1,),
                place=sentence if chance.random() < 0.8 else None,
                time=sentence if chance.random() < 0.8 else None,
                status=chance.choice(STATUSES),
            )
        ]
        say("and " + " ".join(_name(chance).lower() for _ in range(20)) + ".")
        marks["sentences"] += [Sentence(Span(start, at - 1), 0, 0, sentence)]
    text = "".join(words)
    report = Report(
        f"r{number}",
        text,
        title=f"{marks['actors'][0].name} and {marks['actors'][1].name} in {marks['places'][0].name}",
        publisher=f"{actors[number % 30]} Post",
        published=published.isoformat(),
        offsets=OffsetMap.identity(len(text)),
    )
    return Reading(report, **{name: tuple(items) for name, items in marks.items()})
