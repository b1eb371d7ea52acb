"""Review: what is still to be judged, judgements by people, and the trail of them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, HTTPException, Query
from pydantic import BaseModel, ConfigDict, Field

from dateline.model.attach import part_of
from dateline.model.judgement import Judgement, Verdict
from dateline.model.marks import PlaceKind
from dateline.model.wanted import Wanted
from dateline.web.access import Reader, Reviewer
from dateline.web.answers import Answer, Problem
from dateline.web.editing import Edits, kept
from dateline.web.overview import wanted as filters
from dateline.web.ports import Desk, View
from dateline.web.story_answers import ConflictAnswer

MAX_OFFSET = 2**53
MAX_ID = 2000
MAX_PARTS = 500
MOST_AT_ONCE = 100_000
SETTLE_S = 20.0
"""Seconds that a story is waited for after its incidents were joined or taken apart."""

Relation = Literal["event", "conflict"]


Author = Annotated[str | None, Field(min_length=1, max_length=100, pattern=r"^[^\s:][^:]*$")]
"""Who judges; where there are accounts it is the one who is logged in, whatever is given."""


class ToJudge(Answer):
    """One card: a coded event (`report`, `version`, `index`), or a `conflict`. `id` is what a judgement names."""

    id: str
    relation: Relation
    report: str | None = None
    version: int | None = None
    index: int | None = None
    conflict: ConflictAnswer | None = None


class Queue(Answer):
    """Conflicts first, then events, the least certain first. `writable`: judgements can be given here; `unjudged`: so
    many events are wanted and have not been judged."""

    writable: bool
    unjudged: int = 0
    cards: list[ToJudge]


class Judged(Answer):
    """A judgement by a person; `taken_back` names the one that takes it back, `retracts` the one it takes back; `many`
    were given at once, and are taken back at once."""

    id: int
    left: str
    right: str
    relation: str
    verdict: Verdict
    reasons: list[str]
    author: str
    at: str
    retracts: int | None = None
    taken_back: int | None = None
    many: int = 1


class Trail(Answer):
    """All judgements by people, latest first; `total` counts them."""

    total: int
    judgements: list[Judged]


class Given(Answer):
    """The number that a judgement got."""

    id: int


class Accepted(Given):
    """The number of the batch, and how many events were accepted."""

    events: int


class Placed(Given):
    """The number that joining or taking apart got. `settled`: the stories that it is in say so already."""

    settled: bool


class KnownPlace(Answer):
    """A place that events of the store name, to choose from."""

    name: str
    kind: PlaceKind | None = None
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    radius_km: float | None = None
    geonames: int | None = None
    events: int


class KnownPlaces(Answer):
    """Places whose names fit, the most told first."""

    places: list[KnownPlace]


class ToGive(BaseModel):
    """A judgement to be stored. `same` accepts or confirms, with `edits` as changed; `different` rejects."""

    model_config = ConfigDict(extra="forbid")

    of: Annotated[str, Field(min_length=1, max_length=MAX_ID)]
    relation: Relation
    verdict: Verdict
    reasons: Annotated[list[Annotated[str, Field(max_length=2000)]], Field(max_length=20)] = []
    edits: Edits | None = None
    author: Author = None


class ToAccept(BaseModel):
    """Accept all events that fit the filters of the address and that nobody has judged: so many as were `expected`."""

    model_config = ConfigDict(extra="forbid")

    expected: Annotated[int, Field(ge=1, le=MAX_OFFSET)]
    author: Author = None


Id = Annotated[str, Field(min_length=1, max_length=MAX_ID)]


class ToPlace(BaseModel):
    """Events by their ids: `one` and all `others` are of the same incident, or it is of another than they."""

    model_config = ConfigDict(extra="forbid")

    verdict: Literal["same", "different"]
    one: Id
    others: Annotated[list[Id], Field(min_length=1, max_length=MAX_PARTS)]
    author: Author = None


class ToTakeBack(BaseModel):
    """Who takes a judgement back; `settle`: the answer waits until the stories that it is in say so."""

    model_config = ConfigDict(extra="forbid")

    settle: bool = False
    author: Author = None


def router(view: View, desk: Desk | None) -> APIRouter:
    """The routes of review; without a `desk` nothing can be judged."""
    api = APIRouter(
        prefix="/api", responses={422: {"model": Problem, "description": "Something is not what it should be."}}
    )
    refused: dict[int | str, dict[str, Any]] = {403: {"model": Problem, "description": "These pages only read."}}

    @api.get("/review", operation_id="getQueue", response_model=Queue)
    def get_queue(
        caller: Reader,
        wanted: Annotated[Wanted, Depends(filters)],
        limit: Annotated[int, Query(ge=1, le=200)] = 50,
    ) -> Any:
        """What nobody has judged yet; with filters, only events that fit them."""
        conflicts = [
            {"id": one["id"], "relation": "conflict", "conflict": one}
            for one in (view.conflicts() if wanted.everything else ())
            if not one.get("judged")
        ]
        events = [{**one, "relation": "event"} for one in view.uncertain(limit, wanted)]
        return {
            "writable": desk is not None and caller.may("reviewer"),
            "unjudged": view.count_unjudged(wanted),
            "cards": [*conflicts, *events][:limit],
        }

    @api.get("/places", operation_id="listPlaces", response_model=KnownPlaces)
    def list_places(
        q: Annotated[str, Query(max_length=200)] = "", limit: Annotated[int, Query(ge=1, le=50)] = 12
    ) -> Any:
        """Places that events of the store name, to choose from."""
        return {"places": list(view.known_places(q, limit))}

    @api.get("/judgements", operation_id="listJudgements", response_model=Trail)
    def list_judgements(
        limit: Annotated[int, Query(ge=1, le=200)] = 50, offset: Annotated[int, Query(ge=0, le=MAX_OFFSET)] = 0
    ) -> Any:
        """Who judged what, and when."""
        total, rows = view.trail(limit, offset)
        return {"total": total, "judgements": list(rows)}

    @api.post("/judgements", operation_id="judge", response_model=Given, responses=refused)
    def judge(given: ToGive, caller: Reviewer) -> Any:
        """Store a judgement; nothing that was read is changed, and what it says is shown wherever its event is."""
        open_desk, author = _open(desk), caller.signs(given.author)
        reasons = tuple(given.reasons)
        if given.edits is not None:
            part = part_of(given.of)
            if part is None or given.relation != "event" or given.verdict != "same":
                raise HTTPException(422, "Only an event that is accepted can be changed.")
            reasons = (*kept(given.edits, view.reading(part.report, part.version)["text"]), *reasons)
        of = (given.of, given.of)
        return {"id": open_desk.judge(Judgement(*of, given.relation, given.verdict, None, reasons, author, _now()))}

    changed: dict[int | str, dict[str, Any]] = {409: {"model": Problem, "description": "There are more or fewer now."}}

    @api.post(
        "/judgements/accepted", operation_id="acceptAll", response_model=Accepted, responses={**refused, **changed}
    )
    def accept_all(given: ToAccept, wanted: Annotated[Wanted, Depends(filters)], caller: Reviewer) -> Any:
        """Accept all events that fit the filters and that nobody has judged; one taking back undoes all of it."""
        open_desk, author = _open(desk), caller.signs(given.author)
        events = view.unjudged(wanted)
        if len(events) != given.expected or len(events) > MOST_AT_ONCE:
            raise HTTPException(409, f"There are {len(events)} events now, not {given.expected}; look again.")
        number, count = open_desk.accept(events, author, _now(), (f"one of {len(events)} accepted at once",))
        return {"id": number, "events": count}

    @api.post("/judgements/incidents", operation_id="placeEvents", response_model=Placed, responses=refused)
    def place_events(given: ToPlace, caller: Reviewer) -> Any:
        """Say of an event that it is of one incident with others, or of another than they."""
        open_desk, author, now = _open(desk), caller.signs(given.author), _now()
        others = [one for one in dict.fromkeys(given.others) if one != given.one]
        if not others or any(part_of(id) is None for id in (given.one, *others)):
            raise HTTPException(422, "Name two events or more.")
        pairs = [Judgement(given.one, other, "incident", given.verdict, None, (), author, now) for other in others]
        return {"id": open_desk.judge_all(pairs), "settled": open_desk.wait(SETTLE_S)}

    gone: dict[int | str, dict[str, Any]] = {409: {"model": Problem, "description": "No such judgement."}}

    @api.post(
        "/judgements/{number}/taken-back", operation_id="takeBack", response_model=Given, responses={**refused, **gone}
    )
    def take_back(number: int, given: ToTakeBack, caller: Reviewer) -> Any:
        """Take a judgement back; both stay in the trail."""
        if not 0 < number <= MAX_OFFSET:
            raise HTTPException(422, f"{number} is no judgement in the store.")
        number = _open(desk).take_back(number, caller.signs(given.author), _now())
        if given.settle:
            _open(desk).wait(SETTLE_S)
        return {"id": number}

    return api


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _open(desk: Desk | None) -> Desk:
    if desk is None:
        raise HTTPException(403, "These pages only read: they were opened without leave to write.")
    return desk
