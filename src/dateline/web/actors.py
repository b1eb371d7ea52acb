"""Actors: who is told of, all about one of them, and names that are to be settled."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, HTTPException, Query
from pydantic import BaseModel, ConfigDict, Field

from dateline.model.judgement import Judgement
from dateline.model.marks import SourceKind, Stance
from dateline.model.names import own_key
from dateline.web.access import Reader, Reviewer
from dateline.web.answers import Answer, Counts, EventTold, PlaceCounted, Problem, Stretch
from dateline.web.ports import Desk, Directory, View
from dateline.web.presence import PresenceRow
from dateline.web.review import Author, Given

MAX_OFFSET = 2**53
MAX_QUERY = 200
MAX_ID = 400
NAME = "name:"
"""How the key of a name begins that no list knows."""

Kind = Literal["known", "new", "described"]
Id = Annotated[str, Field(min_length=1, max_length=MAX_ID)]


class ActorNamed(Answer):
    """An actor as others name it; `id` is null where nothing more is known. `country` ISO 3166-1 alpha-3, `sector` a
    PLOVER code."""

    id: str | None = None
    name: str
    country: str | None = None
    sector: str | None = None


class ActorRow(Answer):
    """An actor in the list.

    `kind`: on the actor list or settled by a person; a name that no list knows; only described, by country and sector.
    `acts` and `acted_on` count events, `first` and `last` are those of the reports that tell of it.
    """

    id: str
    name: str
    kind: Kind
    country: str | None = None
    sector: str | None = None
    reports: int
    mentions: int
    acts: int
    acted_on: int
    statements: int
    presences: int
    first: str | None = None
    last: str | None = None


class ActorRows(Answer):
    """`total` counts all that match; `actors` is the part of them that was asked for."""

    total: int
    actors: list[ActorRow]


class NameCalled(Answer):
    """A name, and how many reports use it."""

    name: str
    reports: int


class NameGiven(Answer):
    """A person's word in force on a name: the judgement's `id`, who gave it and when; `key` is the name's."""

    id: int
    key: str
    name: str
    author: str
    at: str


class ActorBar(Answer):
    """Events by quad in a day, month or year that begins on `day`."""

    day: str
    counts: Counts


class ActorDays(Answer):
    """An actor's events over time; `vague` are known only as a range that is longer than a bar."""

    step: Literal["day", "month", "year"]
    bars: list[ActorBar]
    undated: int
    vague: int


class Counterpart(ActorNamed):
    """Who has the other part in an actor's events: what the actor does `toward` it, what it does to the actor."""

    toward: Counts
    against: Counts


class ActorAbout(ActorRow):
    """All about one actor. `settled` are names that people said are its; `nobody`: its name was said to be nobody's."""

    called: list[NameCalled]
    settled: list[NameGiven]
    nobody: NameGiven | None = None
    days: ActorDays
    places: list[PlaceCounted]
    counterparts: list[Counterpart]


class Told(Answer):
    """In which report something stands."""

    report: str
    version: int
    title: str | None = None
    publisher: str | None = None
    published: str | None = None


class ActorEvent(Told, EventTold):
    """An event, as in the list of the overview, under its report."""

    who: list[ActorNamed]
    whom: list[ActorNamed]


class ActorEvents(Answer):
    """`total` counts all; `events` is the part of them that was asked for, latest first."""

    total: int
    events: list[ActorEvent]


class ActorStatement(Told):
    """What an actor is cited for. `said_by` are the report's words for the source."""

    index: int
    source: SourceKind | None = None
    said_by: str | None = None
    stance: Stance | None = None
    words: str


class ActorStatements(Answer):
    """`total` counts all; `statements` is the part of them that was asked for."""

    total: int
    statements: list[ActorStatement]


class ActorPresence(Answer):
    """Who has how many where, of one actor: the last `rows` in the order of their days."""

    total: int
    rows: list[PresenceRow]


class NameCite(Told):
    """The first words of a report for a name: code points `start` to `end`; `words` is the sentence around them."""

    start: int
    end: int
    words: str
    trigger: Stretch


class NewName(ActorRow):
    """A name that no list knows and that nobody has settled, with what reports call it."""

    called: list[NameCalled]
    cites: list[NameCite]


class NewNames(Answer):
    """`writable`: they can be settled here."""

    writable: bool
    total: int
    names: list[NewName]


class KnownName(Answer):
    """Somebody who is known, of whom `reports` tell here; `role` is told by the actor list."""

    id: str
    name: str
    country: str | None = None
    sector: str | None = None
    role: str | None = None
    reports: int = 0


class KnownNames(Answer):
    """Those whose name it can be, best first."""

    actors: list[KnownName]


class Settled(Answer):
    """A word on a name: whose it is (`actor`), or nobody's. `taken_back` names the judgement that takes it back."""

    id: int
    key: str
    name: str
    actor: ActorNamed | None = None
    author: str
    at: str
    retracts: int | None = None
    taken_back: int | None = None


class SettledNames(Answer):
    """All words on names, latest first."""

    total: int
    settled: list[Settled]


class ToSettle(BaseModel):
    """Whose a name is: that of the `actor` of an id, that of a new one (with `name`), or nobody's."""

    model_config = ConfigDict(extra="forbid")

    key: Id
    verdict: Literal["actor", "new", "nobody"]
    actor: Id | None = None
    name: Annotated[str | None, Field(min_length=1, max_length=200, pattern=r"\S")] = None
    country: Annotated[str | None, Field(pattern=r"^[A-Z]{3}$")] = None
    sector: Annotated[str | None, Field(pattern=r"^[A-Z]{3}$")] = None
    because: Annotated[str | None, Field(max_length=2000)] = None
    author: Author = None


def router(view: View, desk: Desk | None, directory: Directory | None = None) -> APIRouter:
    """The routes of actors; without a `desk` no name can be settled, without a `directory` only those whom the reports
    tell of are known."""
    api = APIRouter(
        prefix="/api", responses={422: {"model": Problem, "description": "Something is not what it should be."}}
    )
    missing: dict[int | str, dict[str, Any]] = {404: {"model": Problem, "description": "Nobody is told of so."}}
    refused: dict[int | str, dict[str, Any]] = {403: {"model": Problem, "description": "These pages only read."}}

    @api.get("/actors", operation_id="listActors", response_model=ActorRows)
    def list_actors(
        q: Annotated[str, Query(max_length=MAX_QUERY, description="Words of a name.")] = "",
        shown: Literal["named", "known", "new", "described", "all"] = "named",
        order: Literal["events", "statements", "reports", "last", "name"] = "events",
        limit: Annotated[int, Query(ge=1, le=200)] = 50,
        offset: Annotated[int, Query(ge=0, le=MAX_OFFSET)] = 0,
    ) -> Any:
        """Who is told of; `named` leaves out those who are only described."""
        total, rows = view.actors.listed(q, shown, order, limit, offset)
        return {"total": total, "actors": list(rows)}

    # An id may hold a slash, so the routes that end in a word of their own come before the one that is only an id.
    @api.get(
        "/actors/{actor_id:path}/events", operation_id="listActorEvents", response_model=ActorEvents, responses=missing
    )
    def list_actor_events(
        actor_id: str,
        role: Annotated[
            Literal["who", "whom"] | None, Query(description="Only as the one who acts, or is acted on.")
        ] = None,
        limit: Annotated[int, Query(ge=1, le=100)] = 20,
        offset: Annotated[int, Query(ge=0, le=MAX_OFFSET)] = 0,
    ) -> Any:
        """Events in which an actor has a part, latest first."""
        total, rows = view.actors.events(actor_id, role, limit, offset)
        return {"total": total, "events": list(rows)}

    @api.get(
        "/actors/{actor_id:path}/statements",
        operation_id="listActorStatements",
        response_model=ActorStatements,
        responses=missing,
    )
    def list_actor_statements(
        actor_id: str,
        limit: Annotated[int, Query(ge=1, le=100)] = 20,
        offset: Annotated[int, Query(ge=0, le=MAX_OFFSET)] = 0,
    ) -> Any:
        """What an actor is cited for, in the latest report first."""
        total, rows = view.actors.statements(actor_id, limit, offset)
        return {"total": total, "statements": list(rows)}

    @api.get("/actors/{actor_id:path}/presence", operation_id="listActorPresence", response_model=ActorPresence)
    def list_actor_presence(actor_id: str, limit: Annotated[int, Query(ge=1, le=300)] = 100) -> Any:
        """How many people or what equipment an actor has where, in the order of the days."""
        total, rows = view.presences.of(actor_id, limit)
        return {"total": total, "rows": list(rows)}

    @api.get("/actors/{actor_id:path}", operation_id="getActor", response_model=ActorAbout, responses=missing)
    def get_actor(actor_id: str) -> Any:
        """All about one actor; a name that was settled leads to whose it is."""
        return view.actors.one(actor_id)

    @api.get("/names", operation_id="listNewNames", response_model=NewNames)
    def list_new_names(
        caller: Reader,
        q: Annotated[str, Query(max_length=MAX_QUERY, description="Words of a name.")] = "",
        limit: Annotated[int, Query(ge=1, le=100)] = 20,
        offset: Annotated[int, Query(ge=0, le=MAX_OFFSET)] = 0,
    ) -> Any:
        """Names that no list knows and that nobody has settled yet."""
        total, rows = view.actors.newcomers(q, limit, offset)
        return {"writable": desk is not None and caller.may("reviewer"), "total": total, "names": list(rows)}

    @api.get("/names/known", operation_id="listKnownNames", response_model=KnownNames)
    def list_known_names(
        q: Annotated[str, Query(max_length=MAX_QUERY, description="A name, or its beginning.")] = "",
        limit: Annotated[int, Query(ge=1, le=20)] = 8,
    ) -> Any:
        """Those whose name it can be: first whom reports tell of here, then the rest of the actor list."""
        found = [dict(one) for one in view.actors.called(q, limit)]
        listed = directory.find(q, limit) if directory is not None and q.strip() else ()
        known = {one["id"] for one in found}
        roles = {one["id"]: one.get("role") for one in listed}
        here = [one | {"role": roles.get(one["id"])} for one in found]
        return {"actors": [*here, *(one for one in listed if one["id"] not in known)][:limit]}

    @api.get("/names/settled", operation_id="listSettledNames", response_model=SettledNames)
    def list_settled_names(
        limit: Annotated[int, Query(ge=1, le=200)] = 50, offset: Annotated[int, Query(ge=0, le=MAX_OFFSET)] = 0
    ) -> Any:
        """Who said whose a name is, and when."""
        total, rows = view.actors.settled(limit, offset)
        return {"total": total, "settled": list(rows)}

    @api.post("/names/settled", operation_id="settleName", response_model=Given, responses={**refused, **missing})
    def settle_name(given: ToSettle, caller: Reviewer) -> Any:
        """Say whose a name is; that is a judgement, and can be taken back as any other."""
        if desk is None:
            raise HTTPException(403, "These pages only read: they were opened without leave to write.")
        author = caller.signs(given.author)
        if not given.key.startswith(NAME):
            raise HTTPException(422, f"key: {given.key} is no new name.")
        view.actors.one(given.key)
        now = datetime.now(UTC).isoformat(timespec="seconds")
        target, told = _target(view, directory, given)
        reasons = [f"{name}: {value}" for name, value in told.items() if value]
        reasons += [given.because] if given.because and given.because.strip() else []
        verdict: Literal["same", "different"] = "different" if given.verdict == "nobody" else "same"
        return {"id": desk.judge(Judgement(given.key, target, "actor", verdict, None, tuple(reasons), author, now))}

    return api


def _target(view: View, directory: Directory | None, given: ToSettle) -> tuple[str, Mapping[str, str | None]]:
    """Whose the name is, and what is told of it where the reports do not."""
    if given.verdict == "nobody":
        return given.key, {}
    if given.verdict == "new":
        if given.name is None:
            raise HTTPException(422, "name: say what the new actor is called.")
        name = " ".join(given.name.split())
        return own_key(name), {"name": name, "country": given.country, "sector": given.sector}
    if given.actor is None or given.actor == given.key:
        raise HTTPException(422, "actor: say whose name it is.")
    listed = directory.find(given.actor, 1) if directory is not None else ()
    for one in listed:
        if one["id"] == given.actor:
            return given.actor, {name: one.get(name) for name in ("name", "country", "sector")}
    return str(view.actors.one(given.actor)["id"]), {}
