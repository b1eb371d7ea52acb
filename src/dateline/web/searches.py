"""Saved searches: a filter of the overview under a name, what is new for it, and its feed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field

from dateline.model.errors import ConfigError, NoSuchSearch
from dateline.model.wanted_query import from_query, to_query
from dateline.web.access import Reader, Reviewer, needs
from dateline.web.answers import Answer, Problem
from dateline.web.feeds import FEEDS, Feed
from dateline.web.ports import Searches

NAME = Field(min_length=1, max_length=200, pattern=r"\S")
IN_FEED = 50
"""Matches in a feed: readers of feeds ask every hour or so, and keep what they have seen."""


class SearchAnswer(Answer):
    """A saved search. `query` is that of the overview's address; `total` reports are found, `new` ones were added since
    the one who asks last looked. `removed`: when it was deleted; then nothing is counted."""

    id: str
    name: str
    query: str
    by: str | None = None
    at: str
    removed: str | None = None
    total: int
    new: int


class SearchesAnswer(Answer):
    """The saved searches, latest first. `writable`: searches can be saved, renamed and deleted here."""

    writable: bool
    searches: list[SearchAnswer]


class SavedAnswer(Answer):
    """The id that a search got."""

    id: str


class SearchToSave(BaseModel):
    """A search to be saved: its name, and the query of the overview's address."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[str, NAME]
    query: Annotated[str, Field(max_length=8000)]


class SearchToChange(BaseModel):
    """What is to be changed of a saved search; what is not given stays. `removed` false brings it back."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[str | None, NAME] = None
    removed: bool | None = None


def router(searches: Searches | None) -> APIRouter:
    """The routes of saved searches; without `searches` there are none and none can be saved."""
    api = APIRouter(
        prefix="/api", responses={422: {"model": Problem, "description": "Something is not what it should be."}}
    )
    missing: dict[int | str, dict[str, Any]] = {404: {"model": Problem, "description": "No such search."}}

    @api.get("/searches", operation_id="listSearches", response_model=SearchesAnswer)
    def list_searches(caller: Reader) -> Any:
        """All saved searches, those that were deleted too, with what is new for the one who asks."""
        rows = searches.all(caller.name) if searches is not None else []
        return {"writable": searches is not None and caller.may("reviewer"), "searches": rows}

    @api.post("/searches", operation_id="saveSearch", response_model=SavedAnswer)
    def save_search(given: SearchToSave, caller: Reviewer) -> Any:
        """Save a filter of the overview under a name."""
        return {"id": _open(searches).save(given.name.strip(), _query(given.query), caller.name, _now())}

    @api.post("/searches/{search_id}", operation_id="changeSearch", response_model=SavedAnswer, responses=missing)
    def change_search(search_id: str, given: SearchToChange, caller: Reviewer) -> Any:
        """Rename, delete, or bring back; nothing of it is lost."""
        kept = _open(searches, search_id)
        if given.name is None and given.removed is None:
            raise HTTPException(422, "Nothing is to be changed: give a name, or whether it is removed.")
        if given.name is not None:
            kept.rename(search_id, given.name.strip())
        if given.removed is not None:
            kept.remove(search_id, _now() if given.removed else None)
        return {"id": search_id}

    @api.post(
        "/searches/{search_id}/seen",
        operation_id="seeSearch",
        response_model=SavedAnswer,
        responses=missing,
    )
    def see_search(search_id: str, caller: Reader) -> Any:
        """Note that the one who asks has looked at all that it finds now."""
        _open(searches, search_id).see(search_id, caller.name)
        return {"id": search_id}

    kinds: dict[str, Any] = {kind: {} for kind, _ in FEEDS.values()}

    @api.get(
        "/feeds/{search_id}.{format}",
        operation_id="getFeed",
        response_class=Response,
        responses={200: {"content": kinds, "description": "The feed."}, **missing},
        dependencies=[needs("reader")],
    )
    def get_feed(search_id: str, format: str, request: Request) -> Response:
        """What a saved search finds, the latest added first: RSS (`.rss`, `.xml`) or JSON Feed (`.json`)."""
        if format not in FEEDS:
            raise NoSuchSearch(f"{search_id}.{format}"[:60], "is no feed.", f"Feeds end in .{', .'.join(FEEDS)}.")
        search, rows = _open(searches, search_id).matches(search_id, IN_FEED)
        kind, write = FEEDS[format]
        feed = Feed(str(request.base_url), str(request.url.replace(query=None)), search, rows)
        return Response(write(feed), media_type=f"{kind}; charset=utf-8")

    return api


def _open(searches: Searches | None, search_id: str | None = None) -> Searches:
    if searches is not None:
        return searches
    if search_id is not None:
        raise NoSuchSearch(search_id[:60], "no search is saved here.", "These pages only read.")
    raise HTTPException(403, "These pages only read: they were opened without leave to write.")


def _query(given: str) -> str:
    """The query in its one spelling. Refuses what is no filter of the overview."""
    try:
        return to_query(from_query(given))
    except ConfigError as problem:
        raise HTTPException(422, f"query: {problem}") from problem


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
