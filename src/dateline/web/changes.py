"""What a page changed: the sentences of two versions of a report, held against one another."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query

from dateline.model.consolidated import ChangeKind, DetailKind
from dateline.web.answers import Answer, Problem, Stretch
from dateline.web.ports import View

MAX_OFFSET = 2**53


class Wording(Stretch):
    """Words of one of the versions."""

    words: str


class DetailAnswer(Answer):
    """A figure, an attribution, a time or words that are others now; null on the side that has none."""

    kind: DetailKind
    before: Wording | None = None
    after: Wording | None = None


class ChangeAnswer(Answer):
    """A sentence that was added, removed or changed, with what became of its figures and attributions."""

    kind: ChangeKind
    before: Wording | None = None
    after: Wording | None = None
    details: list[DetailAnswer]


class ChangesAnswer(Answer):
    """What changed from version `before` to version `after`, in the order of the text."""

    report: str
    before: int
    after: int
    changes: list[ChangeAnswer]


Side = Literal["before", "after"]
VersionNumber = Annotated[int | None, Query(ge=1, le=MAX_OFFSET)]


def router(view: View) -> APIRouter:
    """The routes of comparing versions over one View."""
    api = APIRouter(
        prefix="/api", responses={422: {"model": Problem, "description": "A parameter is not what it should be."}}
    )

    @api.get(
        "/reports/{report_id:path}/changes",
        operation_id="getChanges",
        response_model=ChangesAnswer,
        responses={404: {"model": Problem, "description": "No such report, or no such two versions."}},
    )
    def get_changes(report_id: str, before: VersionNumber = None, after: VersionNumber = None) -> Any:
        """What changed between two versions that follow each other; the last two unless told."""
        return view.changes(report_id, before, after)

    return api
