"""A story at a glance: its headline, its days, where it plays and who acts in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dateline.consolidate.origins import Ancestry
from dateline.consolidate.sources import Source
from dateline.model.consolidated import Story, StoryActor, StoryPlace

SHOWN = 8
"""Places and actors that are named."""


@dataclass(frozen=True, slots=True)
class Glance:
    """What one report adds to its story's places and actors: names and points, names and ids by key."""

    places: Mapping[tuple[str, str | None], tuple[float | None, float | None]]
    actors: Mapping[str, tuple[str | None, str | None]]
    names: Mapping[str, Mapping[str, int]]


def glance(source: Source) -> Glance:
    """The places of a report, and its actors that are known by an id or named in full: no places and news outlets."""
    named = {
        (place.name, place.country): (place.lat, place.lon)
        for place in source.reading.places
        if place.form == "name" and place.lat is not None
    }
    places = {place.name for place in source.reading.places}
    outlets = source.credits.outlets
    tags = {one.outlet for one in source.credits.listed}
    actors: dict[str, tuple[str | None, str | None]] = {}
    names: dict[str, Counter[str]] = {}
    for actor in source.reading.actors:
        if actor.id is None:
            proper = len(words := actor.name.split()) > 1 and all(word[:1].isupper() for word in words)
            if not proper or actor.name in places or actor.name in tags or outlets.named(actor.name) is not None:
                continue
        key = actor.id or actor.name
        names.setdefault(key, Counter())[actor.name] += 1
        actors[key] = (actor.id, actor.country)
    return Glance(named, actors, names)


def overview(
    id: str, sources: Sequence[Source], ancestry: Ancestry, glances: Mapping[str, Glance] | None = None
) -> Story:
    """The story of some reports. `id` names it; the reports are listed by their days, undated ones last. `glances` are
    those of the reports, by id."""
    ordered = sorted(sources, key=lambda one: (one.report.published or "9999", one.id))
    head = _headline(ordered, ancestry)
    days = [one.published for one in ordered if one.published]
    seen = [(glances or {}).get(one.id) or glance(one) for one in ordered]
    return Story(
        id,
        head.report.title,
        head.id,
        min(days, default=None),
        max(days, default=None),
        tuple(one.id for one in ordered),
        len({one.house or one.id for one in ordered}),
        sum(ancestry.first_hand(one.id) for one in ordered),
        _places(seen),
        _actors(seen),
    )


def _headline(ordered: Sequence[Source], ancestry: Ancestry) -> Source:
    """The report whose title stands for the story: that from which most others were made, else the first."""
    return max(
        enumerate(ordered),
        key=lambda one: (
            bool(one[1].report.title),
            ancestry.made.get(one[1].id, 0),
            ancestry.first_hand(one[1].id),
            -one[0],
        ),
    )[1]


def _places(seen: Sequence[Glance]) -> tuple[StoryPlace, ...]:
    told: Counter[tuple[str, str | None]] = Counter()
    points: dict[tuple[str, str | None], tuple[float | None, float | None]] = {}
    for one in seen:
        told.update(one.places.keys())
        points.update(one.places)
    listed = sorted(told, key=lambda key: (-told[key], key[0]))[:SHOWN]
    return tuple(StoryPlace(name, country, *points[name, country], told[name, country]) for name, country in listed)


def _actors(seen: Sequence[Glance]) -> tuple[StoryActor, ...]:
    """Actors that are known by an id, or that several reports name alike."""
    told: Counter[str] = Counter()
    ids: dict[str, tuple[str | None, str | None]] = {}
    for one in seen:
        told.update(one.actors.keys())
        ids.update(one.actors)
    fitting = [key for key in told if ids[key][0] or told[key] > 1]
    found = []
    for key in sorted(fitting, key=lambda key: (-told[key], key))[:SHOWN]:
        names: Counter[str] = Counter()
        for one in seen:
            names.update(one.names.get(key, {}))
        found.append(StoryActor(names.most_common(1)[0][0], *ids[key], reports=told[key]))
    return tuple(found)
