"""Adding reports: files that are dropped, text that is pasted, addresses that are given; done in the background."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.concurrency import run_in_threadpool
from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from starlette.requests import ClientDisconnect

from dateline.model.errors import TooLarge
from dateline.web.access import Reader, Refused, Reviewer
from dateline.web.answers import Answer, Problem
from dateline.web.ports import Jobs, Upload

MAX_INPUTS = 200
MAX_OFFSET = 2**53

State = Literal["waiting", "reading", "comparing", "done", "stopped", "failed"]
Became = Literal["new", "version", "reread", "nothing", "refused"]


class UploadAnswer(Answer):
    """A file that came in: what a job names it by, and its size in bytes."""

    id: str
    name: str
    size: int


class Counts(Answer):
    """What became of the items of a job: `new` reports, new `version`s, `reread` ones, `nothing` new, `refused`."""

    new: int
    version: int
    reread: int
    nothing: int
    refused: int


class ItemAnswer(Answer):
    """One item: what it is called, what became of it, and the report that it is; or why it was refused."""

    source: str
    outcome: Became
    id: str | None = None
    version: int | None = None
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    kind: str | None = None
    reason: str | None = None
    advice: str | None = None


class JobAnswer(Answer):
    """A job: `done` of `expected` items are read, `now` is what it is at; `compared` reports were compared with others.
    `unlisted`: so many more items were read than are listed."""

    id: str
    at: str
    by: str | None = None
    state: State
    stopping: bool
    expected: int
    done: int
    compared: int
    now: str | None = None
    counts: Counts
    unlisted: int
    problem: str | None = None
    ended: str | None = None


class JobItemsAnswer(JobAnswer):
    """A job with its items, from the one that was asked for."""

    items: list[ItemAnswer]


class JobsAnswer(Answer):
    """The jobs since the server began, latest first. `writable`: reports can be added here."""

    writable: bool
    jobs: list[JobAnswer]


class StartedAnswer(Answer):
    """The id that a job got."""

    id: str


def _a_day(text: str | None) -> str | None:
    if text:
        date.fromisoformat(text)
    return text or None


Line = Annotated[str | None, Field(max_length=1000)]


class TextInput(BaseModel):
    """A report's text, or its page as HTML, with what is known of it."""

    model_config = ConfigDict(extra="forbid")

    kind: Literal["text"]
    text: Annotated[str, Field(min_length=1, max_length=20_000_000)]
    title: Line = None
    publisher: Line = None
    published: Annotated[
        str | None, Field(pattern=r"^(\d{4}-\d{2}-\d{2})?$", description="An ISO day."), AfterValidator(_a_day)
    ] = None
    url: Annotated[str | None, Field(max_length=2000, pattern=r"^(https?://\S+)?$")] = None


class FileInput(BaseModel):
    """A file that came in."""

    model_config = ConfigDict(extra="forbid")

    kind: Literal["file"]
    upload: Annotated[str, Field(min_length=1, max_length=100)]


class AddressInput(BaseModel):
    """The address of a page or of a feed."""

    model_config = ConfigDict(extra="forbid")

    kind: Literal["address"]
    address: Annotated[str, Field(max_length=2000, pattern=r"^https?://\S+$")]


class ReportsToAdd(BaseModel):
    """What a job is to add."""

    model_config = ConfigDict(extra="forbid")

    inputs: Annotated[
        list[Annotated[TextInput | FileInput | AddressInput, Field(discriminator="kind")]],
        Field(min_length=1, max_length=MAX_INPUTS),
    ]


def router(jobs: Jobs | None) -> APIRouter:
    """The routes of adding; without `jobs` nothing can be added."""
    api = APIRouter(
        prefix="/api", responses={422: {"model": Problem, "description": "Something is not what it should be."}}
    )
    missing: dict[int | str, dict[str, Any]] = {404: {"model": Problem, "description": "No such job."}}
    large: dict[int | str, dict[str, Any]] = {413: {"model": Problem, "description": "More than may be sent."}}
    full: dict[int | str, dict[str, Any]] = {409: {"model": Problem, "description": "There is no room for it now."}}

    @api.post(
        "/uploads",
        operation_id="upload",
        response_model=UploadAnswer,
        responses=large | full,
        openapi_extra={
            "requestBody": {
                "required": True,
                "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
            }
        },
    )
    async def upload(
        request: Request,
        caller: Reviewer,
        name: Annotated[str, Query(min_length=1, max_length=1000, description="What the file is called.")],
    ) -> Any:
        """Take in one file, byte for byte, to be added by a job."""
        size = 0
        room: Upload | None = None
        opened = _open(jobs)
        most = opened.limit(name)
        _announced(request, most, name)
        try:
            room = await run_in_threadpool(opened.room)
            async for piece in request.stream():
                size += len(piece)
                if size > most:
                    raise _too_large(name, most)
                await run_in_threadpool(room.write, piece)
            kept, room = room, None
            kept.close(name)
        except TooLarge as problem:
            raise Refused(413, problem.kind, f"{name}: {problem.message}") from problem
        except ClientDisconnect as problem:
            raise Refused(422, "bad-request", f"{name}: the rest of it did not come.") from problem
        finally:
            if room is not None:
                room.close(None)
        return {"id": kept.id, "name": name, "size": size}

    @api.get("/jobs", operation_id="listJobs", response_model=JobsAnswer)
    def list_jobs(caller: Reader) -> Any:
        """What was added here since the server began, and what is being added."""
        listed = jobs.all() if jobs is not None else []
        return {"writable": jobs is not None and caller.may("reviewer"), "jobs": listed}

    @api.post(
        "/jobs",
        operation_id="addReports",
        response_model=StartedAnswer,
        responses=large | full,
    )
    def add_reports(given: ReportsToAdd, caller: Reviewer) -> Any:
        """Read these inputs in the background, and keep what is read."""
        return {"id": _open(jobs).start([one.model_dump() for one in given.inputs], caller.name)}

    @api.get("/jobs/{job_id}", operation_id="getJob", response_model=JobItemsAnswer, responses=missing)
    def get_job(job_id: str, caller: Reader, since: Annotated[int, Query(ge=0, le=MAX_OFFSET)] = 0) -> Any:
        """How far a job is, with what became of its items, from the `since`th."""
        found = jobs.job(job_id, since) if jobs is not None else None
        if found is None:
            raise _no_job(job_id)
        return found

    @api.post("/jobs/{job_id}/stop", operation_id="stopJob", response_model=StartedAnswer, responses=missing)
    def stop_job(job_id: str, caller: Reviewer) -> Any:
        """End a job after the report that it is at; what it has added stays."""
        if jobs is None or not jobs.stop(job_id):
            raise _no_job(job_id)
        return {"id": job_id}

    return api


def _announced(request: Request, most: int, name: str) -> None:
    told = request.headers.get("content-length", "")
    if told.isascii() and told.isdigit() and int(told[:18]) > most:
        raise Refused(413, "too-large", f"{name}: {_too_large(name, most).message}")


def _too_large(name: str, most: int) -> TooLarge:
    return TooLarge(
        name,
        f"is more than the {most // 1_000_000} MB that it may have.",
        "For many reports use JSON Lines (.jsonl), or `dateline add` on the command line.",
    )


def _open(jobs: Jobs | None) -> Jobs:
    if jobs is None:
        raise HTTPException(403, "These pages only read: they were opened without leave to add.")
    return jobs


def _no_job(id: str) -> Refused:
    return Refused(404, "no-such-job", f"{id[:60]}: there is no such job; the server may have been started anew.")
