"""The overview: events by day, place and kind, and the reports that tell them."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Query
from fastapi.responses import JSONResponse

from dateline.model.event import EventType, Quad, Status
from dateline.model.wanted import Box, Wanted
from dateline.web.answers import Found, OverviewAnswer, Problem
from dateline.web.ports import View

MAX_WORDS = 400
MAX_VALUES = 50
MAX_OFFSET = 2**53

Day = Annotated[str | None, Query(pattern=r"^\d{4}-\d{2}-\d{2}$", description="An ISO day.")]
Values = Annotated[list[str], Query(max_length=MAX_VALUES)]
Corners = Annotated[
    str | None, Query(max_length=100, description="West, south, east, north in degrees, with commas between them.")
]


def wanted(
    q: Annotated[str, Query(max_length=MAX_WORDS, description="Words that the report must have.")] = "",
    first: Day = None,
    last: Day = None,
    undated: bool = False,
    box: Corners = None,
    unplaced: bool = False,
    type: Annotated[list[EventType], Query(max_length=MAX_VALUES)] = [],  # noqa: B006
    quad: Annotated[list[Quad], Query(max_length=MAX_VALUES)] = [],  # noqa: B006
    status: Annotated[list[Status], Query(max_length=MAX_VALUES)] = [],  # noqa: B006
    actor: Values = [],  # noqa: B006
    country: Values = [],  # noqa: B006
    place: Values = [],  # noqa: B006
    source: Values = [],  # noqa: B006
    story: Values = [],  # noqa: B006
    origins: Annotated[int, Query(ge=1, le=1000, description="At least so many tell of the incident.")] = 1,
) -> Wanted:
    """The filters of a query; a parameter may be given several times, and any of its values will do."""
    return Wanted(
        query=q.strip(),
        first=first,
        last=last,
        undated=undated,
        box=corners(box),
        unplaced=unplaced,
        types=tuple(type),
        quads=tuple(quad),
        statuses=tuple(status),
        actors=tuple(actor),
        countries=tuple(country),
        places=tuple(place),
        sources=tuple(source),
        stories=tuple(story),
        origins=origins,
    )


def corners(text: str | None) -> Box | None:
    """West, south, east, north of `1,2,3,4`. Refuses what is not four numbers in degrees."""
    if not text:
        return None
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        west = south = east = north = float("nan")
    if not (abs(west) <= 540 and abs(east) <= 540 and -90 <= south <= north <= 90):
        raise HTTPException(422, f"{text} is no box on the map: give west, south, east, north in degrees.")
    return west, south, east, north


def router(view: View) -> APIRouter:
    """The routes of the overview over one View."""
    api = APIRouter(
        prefix="/api", responses={422: {"model": Problem, "description": "A filter is not what it should be."}}
    )

    # The answers are made by the store in the form that is declared here, and a test holds them to it; validating a
    # thousand numbers anew at each stroke of the brush would cost more than finding them.
    @api.get("/overview", operation_id="getOverview", response_model=OverviewAnswer)
    def get_overview(
        wanted: Annotated[Wanted, Depends(wanted)],
        zoom: Annotated[float, Query(ge=0, le=24, description="Of the map; the world is 512 px · 2^zoom wide.")] = 1.0,
        frame: Corners = None,
        limit: Annotated[int, Query(ge=0, le=100, description="So many of the reports found come with it.")] = 0,
    ) -> Any:
        """Events counted by day, place and kind; each pane is narrowed by all filters but its own."""
        return JSONResponse(view.overview(wanted, zoom, corners(frame), limit))

    @api.get("/found", operation_id="listFound", response_model=Found)
    def list_found(
        wanted: Annotated[Wanted, Depends(wanted)],
        limit: Annotated[int, Query(ge=1, le=100)] = 20,
        offset: Annotated[int, Query(ge=0, le=MAX_OFFSET)] = 0,
    ) -> Any:
        """Reports with the events that are wanted, latest first, each with some of them."""
        total, rows = view.found(wanted, limit, offset)
        return JSONResponse({"total": total, "reports": list(rows)})

    return api
