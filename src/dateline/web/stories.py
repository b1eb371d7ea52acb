"""Stories: what many reports say together of one happening."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query

from dateline.model.plain import cited
from dateline.web.answers import Problem
from dateline.web.ports import View
from dateline.web.story_answers import Stories, StoryAnswer

MAX_WORDS = 400
MAX_OFFSET = 2**53


def router(view: View) -> APIRouter:
    """The routes of stories over one View."""
    api = APIRouter(
        prefix="/api", responses={422: {"model": Problem, "description": "A parameter is not what it should be."}}
    )

    @api.get("/stories", operation_id="listStories", response_model=Stories)
    def list_stories(
        q: Annotated[
            str | None, Query(max_length=MAX_WORDS, description="Words that a report of it must have.")
        ] = None,
        limit: Annotated[int, Query(ge=1, le=200)] = 50,
        offset: Annotated[int, Query(ge=0, le=MAX_OFFSET)] = 0,
    ) -> Any:
        """Stories, latest first."""
        total, rows = view.stories((q or "").strip() or None, limit, offset)
        return {"total": total, "stories": list(rows)}

    @api.get(
        "/stories/{story_id:path}",
        operation_id="getStory",
        response_model=StoryAnswer,
        responses={404: {"model": Problem, "description": "No such story."}},
    )
    def get_story(story_id: str) -> Any:
        """A story by its id or that of any of its reports: claims, conflicts, incidents, and who has it from whom."""
        told = view.story(story_id)
        members = {one["id"] for one in told["members"]}
        return {**told, "others": list(view.heads(sorted(cited(told) - members)))}

    return api
