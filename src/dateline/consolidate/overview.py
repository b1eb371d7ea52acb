"""A story at a glance: its headline, its days, where it plays and who acts in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from dateline.consolidate.origins import Ancestry
from dateline.consolidate.sources import Source
from dateline.model.consolidated import Story, StoryActor, StoryPlace

SHOWN = 8
"""Places and actors that are named."""


def overview(id: str, sources: Sequence[Source], ancestry: Ancestry) -> Story:
    """The story of some reports. `id` names it; the reports are listed by their days, undated ones last."""
    ordered = sorted(sources, key=lambda one: (one.report.published or "9999", one.id))
    head = _headline(ordered, ancestry)
    days = [one.published for one in ordered if one.published]
    return Story(
        id,
        head.report.title,
        head.id,
        min(days, default=None),
        max(days, default=None),
        tuple(one.id for one in ordered),
        len({one.house or one.id for one in ordered}),
        sum(ancestry.first_hand(one.id) for one in ordered),
        _places(ordered),
        _actors(ordered),
    )


def _headline(ordered: Sequence[Source], ancestry: Ancestry) -> Source:
    """The report whose title stands for the story: that from which most others were made, else the first."""
    made: Counter[str] = Counter()
    for parents in ancestry.parents.values():
        made.update(list(parents))
    return max(
        ordered,
        key=lambda one: (bool(one.report.title), made[one.id], ancestry.first_hand(one.id), -ordered.index(one)),
    )


def _places(sources: Sequence[Source]) -> tuple[StoryPlace, ...]:
    told: Counter[tuple[str, str | None]] = Counter()
    points: dict[tuple[str, str | None], tuple[float | None, float | None]] = {}
    for source in sources:
        named = {
            (place.name, place.country): (place.lat, place.lon)
            for place in source.reading.places
            if place.form == "name" and place.lat is not None
        }
        told.update(dict.fromkeys(named, 1))
        points |= named
    listed = sorted(told, key=lambda key: (-told[key], key[0]))[:SHOWN]
    return tuple(StoryPlace(name, country, *points[name, country], told[name, country]) for name, country in listed)


def _actors(sources: Sequence[Source]) -> tuple[StoryActor, ...]:
    """Actors that are known by an id, or that several reports name alike; neither places nor news outlets."""
    told: Counter[str] = Counter()
    names: dict[str, Counter[str]] = {}
    ids: dict[str, tuple[str | None, str | None]] = {}
    for source in sources:
        places = {place.name for place in source.reading.places}
        outlets = source.credits.outlets
        tags = {one.outlet for one in source.credits.listed}
        here: set[str] = set()
        for actor in source.reading.actors:
            proper = len(words := actor.name.split()) > 1 and all(word[:1].isupper() for word in words)
            known = actor.name in places or actor.name in tags or outlets.named(actor.name) is not None
            if actor.id is None and (not proper or known):
                continue
            key = actor.id or actor.name
            here.add(key)
            names.setdefault(key, Counter())[actor.name] += 1
            ids[key] = (actor.id, actor.country)
        told.update(here)
    listed = [key for key in sorted(told, key=lambda key: (-told[key], key)) if ids[key][0] or told[key] > 1]
    return tuple(StoryActor(names[key].most_common(1)[0][0], *ids[key], reports=told[key]) for key in listed[:SHOWN])
