"""What a person wants to see of a store: the filters of the overview."""

from __future__ import annotations

from dataclasses import dataclass, fields

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Events that all filters let through; within one filter any of its values will do, and an empty one lets all
    through.

    `query`: words that the report must all have. `first`, `last`: ISO days, both inclusive; an event whose day is known
    only as a range is wanted where it can have been on one of them. `undated`, `unplaced`: only events without a day,
    without a place. `box`: west, south, east, north in degrees; west may exceed east, across the 180th meridian.
    `places` are keys of the overview's own places, `countries` ISO 3166-1 alpha-2, `stories` ids.
    `sources` are kinds of source, or `own` where the report itself vouches. `origins`: at least so many independent
    origins tell of the event's incident.
    """

    query: str = ""
    first: str | None = None
    last: str | None = None
    undated: bool = False
    box: Box | None = None
    unplaced: bool = False
    types: tuple[str, ...] = ()
    quads: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    stories: tuple[str, ...] = ()
    origins: int = 1

    @property
    def everything(self) -> bool:
        """Whether nothing is filtered out."""
        return all(getattr(self, field.name) == field.default for field in fields(self))
