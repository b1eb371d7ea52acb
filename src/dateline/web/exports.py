"""Export of what is filtered: the readings of a filter or a story in any format, streamed as a file to keep."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Any

from fastapi import APIRouter, Depends
from fastapi.responses import StreamingResponse

from dateline.export import EXPORTERS
from dateline.model.wanted import Wanted
from dateline.web.access import needs
from dateline.web.answers import Answer, Problem
from dateline.web.overview import wanted
from dateline.web.ports import View

PIECE = 65_536
"""Characters that are sent at once, so that a line does not travel alone."""

Format = StrEnum("Format", {name: name for name in EXPORTERS})  # type: ignore[misc]
"""The names of the formats that there are."""
LINES = Format("jsonl")


class FormatAnswer(Answer):
    """A format: its name in `format`, how its files end, and what it is for."""

    name: str
    suffix: str
    help: str


class Formats(Answer):
    """Every format that there is."""

    formats: list[FormatAnswer]


def router(view: View) -> APIRouter:
    """The routes of exports over one View."""
    api = APIRouter(
        prefix="/api", responses={422: {"model": Problem, "description": "A filter is not what it should be."}}
    )
    kinds: dict[str, Any] = {one.media_type: {} for one in EXPORTERS.values()}

    @api.get("/formats", operation_id="listFormats", response_model=Formats, dependencies=[needs("reader")])
    def list_formats() -> Any:
        """The formats of an export."""
        known = FormatAnswer.model_fields
        return {"formats": [{name: getattr(one, name) for name in known} for one in EXPORTERS.values()]}

    @api.get(
        "/export",
        operation_id="export",
        response_class=StreamingResponse,
        responses={200: {"content": kinds, "description": "A file to keep."}},
        dependencies=[needs("reader")],
    )
    def export(wanted: Annotated[Wanted, Depends(wanted)], format: Format = LINES) -> StreamingResponse:
        """What is filtered, as a file: tables of events hold the events that fit, the others whole readings."""
        exporter = EXPORTERS[format.value]
        return StreamingResponse(
            pieces(exporter.write(view.exported(wanted))),
            media_type=f"{exporter.media_type}; charset=utf-8",
            headers={
                "content-disposition": f'attachment; filename="{file_name(wanted, exporter.suffix)}"',
                "cache-control": "no-store",
            },
        )

    return api


def file_name(wanted: Wanted, suffix: str) -> str:
    """`dateline-2024-05-02.csv`: what it is of, the day (UTC), the format."""
    of = "" if wanted.everything else "-story" if wanted.stories else "-selection"
    return f"dateline{of}-{datetime.now(UTC).date().isoformat()}{suffix}"


def pieces(lines: Iterable[str]) -> Iterator[bytes]:
    """The same in UTF-8, in pieces of a size that is worth sending."""
    held: list[str] = []
    size = 0
    for line in lines:
        held.append(line)
        size += len(line)
        if size >= PIECE:
            yield "".join(held).encode("utf-8", "replace")
            held, size = [], 0
    if held:
        yield "".join(held).encode("utf-8", "replace")
