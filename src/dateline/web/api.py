"""The HTTP interface: reports, readings, versions, and the way back to the page as it came."""

from __future__ import annotations

import codecs
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Response

from dateline.model.errors import NoSuchReport
from dateline.web.answers import Problem, ReadingAnswer, Reports, Source, Versions
from dateline.web.guard import PAGE_POLICY
from dateline.web.ports import View

CONTEXT = 80
"""Code points of the page that are shown on each side of words."""

MAX_QUERY = 400
MAX_OFFSET = 2**53
"""The largest integer that a browser's numbers hold exactly."""

Offset = Annotated[int, Query(ge=0, le=MAX_OFFSET)]
VersionNumber = Annotated[int | None, Query(ge=1, le=MAX_OFFSET, description="Without it, the current one.")]

NOT_FOUND: dict[int | str, dict[str, Any]] = {404: {"model": Problem, "description": "No such report or version."}}
BAD_QUERY: dict[int | str, dict[str, Any]] = {
    422: {"model": Problem, "description": "A parameter is not what it should be."}
}


def router(view: View) -> APIRouter:
    """The routes below `/api` over one View."""
    api = APIRouter(prefix="/api", responses=BAD_QUERY)

    @api.get("/reports", operation_id="listReports", response_model=Reports)
    def list_reports(
        q: Annotated[str | None, Query(max_length=MAX_QUERY, description="Words to search for.")] = None,
        limit: Annotated[int, Query(ge=1, le=200)] = 50,
        offset: Offset = 0,
    ) -> Any:
        """Reports, newest first; with `q` only those that hold all its words."""
        total, rows = view.reports((q or "").strip() or None, limit, offset)
        return {"total": total, "reports": list(rows)}

    # An id may hold a slash, so the routes that end in a word of their own come before the one that is only an id.
    @api.get(
        "/reports/{report_id:path}/versions", operation_id="listVersions", response_model=Versions, responses=NOT_FOUND
    )
    def list_versions(report_id: str) -> Any:
        """The versions of a report, oldest first."""
        return {"versions": list(view.versions(report_id))}

    @api.get(
        "/reports/{report_id:path}/page",
        operation_id="getPage",
        response_class=Response,
        responses={200: {"content": {"text/html": {}, "text/plain": {}}}, **NOT_FOUND},
    )
    def get_page(report_id: str, version: VersionNumber = None) -> Response:
        """The page as it came, byte for byte, under a policy by which nothing in it runs or is fetched."""
        page = view.page(report_id, version)
        return Response(
            bytes(page["content"]),
            headers={
                "content-type": f"{_shown_as(page)}; charset={_encoding(page)}",
                "content-security-policy": PAGE_POLICY,
                "x-frame-options": "SAMEORIGIN",
            },
        )

    @api.get("/reports/{report_id:path}/source", operation_id="getSource", response_model=Source, responses=NOT_FOUND)
    def get_source(report_id: str, start: Offset, end: Offset, version: VersionNumber = None) -> Any:
        """Where code points `start` to `end` of the text stand in the page as it came, with what stands around them."""
        page = view.page(report_id, version)
        spans = view.source_span(report_id, min(start, end), max(start, end), version)
        decoded = bytes(page["content"]).decode(_encoding(page), errors="replace")
        runs = [
            {
                "start": first,
                "end": last,
                "before": decoded[max(0, first - CONTEXT) : first],
                "words": decoded[first:last],
                "after": decoded[last : last + CONTEXT],
            }
            for first, last in spans
        ]
        return {
            "media_type": _shown_as(page),
            "encoding": _encoding(page),
            "sha256": page.get("sha256"),
            "runs": runs,
        }

    @api.get("/reports/{report_id:path}", operation_id="getReading", response_model=ReadingAnswer, responses=NOT_FOUND)
    def get_reading(report_id: str, version: VersionNumber = None) -> Any:
        """A report with all that was read in it."""
        if not report_id:
            raise NoSuchReport("report", "no id was given.", "See /api/reports for what is stored.")
        return {"version": version, **view.reading(report_id, version)}

    return api


def _shown_as(page: Any) -> Literal["text/html", "text/plain"]:
    return "text/html" if "html" in str(page["media_type"]).lower() else "text/plain"


def _encoding(page: Any) -> str:
    """The codec that the page was decoded with, by a name that is safe in a header; UTF-8 where Python knows none."""
    try:
        return codecs.lookup(page.get("encoding") or "utf-8").name
    except LookupError:
        return "utf-8"
