"""Review: what is still to be judged, judgements by people, and the trail of them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, HTTPException, Query
from pydantic import BaseModel, ConfigDict, Field

from dateline.model.judgement import Judgement, Verdict
from dateline.web.answers import Answer, Problem
from dateline.web.ports import Desk, View
from dateline.web.story_answers import ConflictAnswer

MAX_OFFSET = 2**53
MAX_ID = 2000

Relation = Literal["event", "conflict"]


class ToJudge(Answer):
    """One card: a coded event (`report`, `version`, `index`), or a `conflict`. `id` is what a judgement names."""

    id: str
    relation: Relation
    report: str | None = None
    version: int | None = None
    index: int | None = None
    conflict: ConflictAnswer | None = None


class Queue(Answer):
    """Conflicts first, then events, the least certain first. `writable`: judgements can be given here."""

    writable: bool
    cards: list[ToJudge]


class Judged(Answer):
    """A judgement by a person; `taken_back` names the one that takes it back, `retracts` the one it takes back."""

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


class Trail(Answer):
    """All judgements by people, latest first; `total` counts them."""

    total: int
    judgements: list[Judged]


class Given(Answer):
    """The number that a judgement got."""

    id: int


class ToGive(BaseModel):
    """A judgement to be stored. `same` accepts or confirms, `different` rejects; reasons hold changed roles too."""

    model_config = ConfigDict(extra="forbid")

    of: Annotated[str, Field(min_length=1, max_length=MAX_ID)]
    relation: Relation
    verdict: Verdict
    reasons: Annotated[list[Annotated[str, Field(max_length=2000)]], Field(max_length=20)] = []
    author: Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[^\s:][^:]*$")]


class ToTakeBack(BaseModel):
    """Who takes a judgement back."""

    model_config = ConfigDict(extra="forbid")

    author: Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[^\s:][^:]*$")]


def router(view: View, desk: Desk | None) -> APIRouter:
    """The routes of review; without a `desk` nothing can be judged."""
    api = APIRouter(
        prefix="/api", responses={422: {"model": Problem, "description": "Something is not what it should be."}}
    )
    refused: dict[int | str, dict[str, Any]] = {403: {"model": Problem, "description": "These pages only read."}}

    @api.get("/review", operation_id="getQueue", response_model=Queue)
    def get_queue(limit: Annotated[int, Query(ge=1, le=200)] = 50) -> Any:
        """What nobody has judged yet."""
        conflicts = [
            {"id": one["id"], "relation": "conflict", "conflict": one}
            for one in view.conflicts()
            if not one.get("judged")
        ]
        events = [{**one, "relation": "event"} for one in view.uncertain(limit)]
        return {"writable": desk is not None, "cards": [*conflicts, *events][:limit]}

    @api.get("/judgements", operation_id="listJudgements", response_model=Trail)
    def list_judgements(
        limit: Annotated[int, Query(ge=1, le=200)] = 50, offset: Annotated[int, Query(ge=0, le=MAX_OFFSET)] = 0
    ) -> Any:
        """Who judged what, and when."""
        total, rows = view.trail(limit, offset)
        return {"total": total, "judgements": list(rows)}

    @api.post("/judgements", operation_id="judge", response_model=Given, responses=refused)
    def judge(given: ToGive) -> Any:
        """Store a judgement; nothing that was read is changed by it."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        of = (given.of, given.of)
        number = _open(desk).judge(
            Judgement(*of, given.relation, given.verdict, None, tuple(given.reasons), given.author, now)
        )
        return {"id": number}

    @api.post("/judgements/{number}/taken-back", operation_id="takeBack", response_model=Given, responses=refused)
    def take_back(number: int, given: ToTakeBack) -> Any:
        """Take a judgement back; both stay in the trail."""
        if not 0 < number <= MAX_OFFSET:
            raise HTTPException(422, f"{number} is no judgement in the store.")
        return {"id": _open(desk).take_back(number, given.author, datetime.now(UTC).isoformat(timespec="seconds"))}

    return api


def _open(desk: Desk | None) -> Desk:
    if desk is None:
        raise HTTPException(403, "These pages only read: they were opened without leave to write.")
    return desk
