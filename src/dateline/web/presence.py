"""Presence: who has how many people or what equipment where, as of when, according to whom."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query

from dateline.model.event import PresenceKind
from dateline.model.marks import SourceKind
from dateline.web.answers import Answer, EventPlace, Problem, Stretch
from dateline.web.ports import View

MAX_OFFSET = 2**53
MAX_ID = 400
Dated = Literal["told", "ahead", "report", "unknown"]


class PresenceActor(Answer):
    """Whose people or equipment it is; `id` is null where nothing more is known."""

    id: str | None = None
    name: str
    country: str | None = None
    sector: str | None = None


class PresencePlace(EventPlace):
    """A place; `area` says whether it is drawn as a point, a region or a country. Null: it is on no map."""

    area: Literal["point", "region", "country"] | None = None


class PresenceRow(Answer):
    """One telling. `index` is its place in the reading's list; `name` are the report's words for whose it is.

    `value`, `low` and `high` are null where no number is told. `day` is the day under which it stands: `dated` says if
    the report gives that (`told`, or `ahead`: it had still to come), or if it is the report's own day.
    """

    report: str
    version: int
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    index: int
    kind: PresenceKind
    actor: PresenceActor | None = None
    name: str | None = None
    place: PresencePlace | None = None
    value: float | None = None
    low: float | None = None
    high: float | None = None
    approximate: bool
    unit: str | None = None
    counts: str | None = None
    earliest: str | None = None
    latest: str | None = None
    day: str | None = None
    dated: Dated
    source: SourceKind | None = None
    said_by: str | None = None
    told: bool
    words: str
    trigger: Stretch


class Holding(Answer):
    """What one has of a kind at a place, as told last by a day: `rows` of that day and the week before it.

    `differ`: two of the numbers have nothing in common. `earlier` counts the rows of other times.
    """

    holder: PresenceActor | None = None
    kind: PresenceKind
    place: PresencePlace | None = None
    day: str
    differ: bool
    rows: list[PresenceRow]
    earlier: int


class DayOfRows(Answer):
    """A day under which rows stand."""

    day: str
    rows: int


class HolderCounted(Answer):
    """One who has people or equipment somewhere."""

    id: str
    name: str
    country: str | None = None
    sector: str | None = None
    rows: int


class PlaceOfRows(PresencePlace):
    """A place where somebody has something."""

    rows: int


class PresenceSpot(PresencePlace):
    """A place on the map, with how much is held there."""

    holdings: int


class PresencesAnswer(Answer):
    """What is told by `day`; `days` are those under which rows stand, `undated` counts the rows without one."""

    total: int
    day: str | None = None
    days: list[DayOfRows]
    undated: int
    actors: list[HolderCounted]
    places: list[PlaceOfRows]
    spots: list[PresenceSpot]
    unplaced: int
    held: int
    holdings: list[Holding]


def router(view: View) -> APIRouter:
    """The route of presence over one View."""
    api = APIRouter(
        prefix="/api", responses={422: {"model": Problem, "description": "A filter is not what it should be."}}
    )

    @api.get("/presence", operation_id="getPresence", response_model=PresencesAnswer)
    def get_presence(
        day: Annotated[
            str | None, Query(pattern=r"^\d{4}-\d{2}-\d{2}$", description="An ISO day; without it, the last one.")
        ] = None,
        actor: Annotated[str | None, Query(max_length=MAX_ID)] = None,
        place: Annotated[str | None, Query(max_length=MAX_ID, description="The key of a place.")] = None,
        limit: Annotated[int, Query(ge=1, le=100)] = 50,
        offset: Annotated[int, Query(ge=0, le=MAX_OFFSET)] = 0,
    ) -> Any:
        """Who has how many where, as told by a day: the last telling first."""
        return view.presences.on(day, actor or None, place or None, limit, offset)

    return api
