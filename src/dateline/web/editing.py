"""What a person changes of a coded event, as it is sent by a page, and as a judgement keeps it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from fastapi import HTTPException
from pydantic import BaseModel, ConfigDict, Field

from dateline.model.edits import ROLES, lines
from dateline.model.event import EventType, Status
from dateline.model.marks import PlaceKind
from dateline.model.text import Span

MAX_OFFSET = 2**31
MAX_WORDS = 20

Day = Annotated[str | None, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]


class Given(BaseModel):
    """What is sent; nothing else may be."""

    model_config = ConfigDict(extra="forbid")


class WordsGiven(Given):
    """Code points of the report's text."""

    start: Annotated[int, Field(ge=0, le=MAX_OFFSET)]
    end: Annotated[int, Field(ge=1, le=MAX_OFFSET)]


class PlaceGiven(Given):
    """Which place the words name: degrees, ISO 3166-1 alpha-2, the id at GeoNames, as far as known."""

    name: Annotated[str, Field(min_length=1, max_length=200, pattern=r"\S")]
    kind: PlaceKind | None = None
    country: Annotated[str | None, Field(pattern=r"^[A-Z]{2}$")] = None
    lat: Annotated[float | None, Field(ge=-90, le=90)] = None
    lon: Annotated[float | None, Field(ge=-180, le=180)] = None
    radius_km: Annotated[float | None, Field(ge=0, le=20_000)] = None
    geonames: Annotated[int | None, Field(ge=1, le=2**53)] = None


class DayGiven(Given):
    """The days that it can have been on, both inclusive; null where that end is open."""

    earliest: Day = None
    latest: Day = None


Role = Annotated[list[WordsGiven], Field(max_length=MAX_WORDS)]


class Edits(Given):
    """What is changed; what is not named stays as it was. An empty list, or null, says that it is not known."""

    what: Annotated[list[WordsGiven], Field(min_length=1, max_length=1)] = []
    who: Role = []
    toWhom: Role = []
    where: Annotated[list[WordsGiven], Field(max_length=1)] = []
    when: Annotated[list[WordsGiven], Field(max_length=1)] = []
    howMany: Role = []
    type: EventType = "CONSULT"
    mode: Annotated[str | None, Field(pattern=r"^[A-Za-z][A-Za-z_ -]{0,40}$")] = None
    status: Status = "happened"
    place: PlaceGiven | None = None
    day: DayGiven | None = None


def kept(edits: Edits, text: str) -> tuple[str, ...]:
    """The lines in which a judgement keeps what was changed. Refuses words and days that cannot be."""
    given: Mapping[str, Any] = edits.model_dump(exclude_unset=True)
    found: dict[str, Any] = {}
    for name, value in given.items():
        if name in ROLES:
            found[name] = [_span(one["start"], one["end"], text) for one in value]
        elif name == "day":
            found[name] = _days(value)
        elif name == "place":
            found[name] = None if edits.place is None else edits.place.model_dump()
        else:
            found[name] = value
    return lines(found, text)


def _span(start: int, end: int, text: str) -> Span:
    if not start < end <= len(text):
        raise HTTPException(422, f"{start} to {end} are no words of this report.")
    return Span(start, end)


def _days(given: Mapping[str, str | None] | None) -> tuple[str | None, str | None]:
    first, last = (given.get("earliest"), given.get("latest")) if given else (None, None)
    try:
        ends = [date.fromisoformat(one) for one in (first, last) if one]
    except ValueError as problem:
        raise HTTPException(422, f"{first or last} is no day.") from problem
    if ends != sorted(ends):
        raise HTTPException(422, f"{first} is later than {last}.")
    return first, last
