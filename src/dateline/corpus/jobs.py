"""Jobs: reports that are added in the background of a server, one job after another, by one thread that writes.

A job reads its inputs, a report a transaction, and then compares what was added with what is there. It can be stopped
after any report; what was stored by then stays stored, and is compared by the next job.
"""

from __future__ import annotations

import logging
import queue
import secrets
import shutil
import tempfile
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, Literal

from dateline.corpus.add import Outcome, add_pages
from dateline.corpus.consolidate import MAKER, consolidate
from dateline.ingest import feed, file, sniff, url
from dateline.ingest.limits import LIMITS, MEGABYTE, megabytes
from dateline.knowledge import Knowledge, load_knowledge
from dateline.model.errors import DatelineError, EmptyInput, InputError, NotFound, StoreError, TooLarge
from dateline.model.own import Own
from dateline.model.report import Page
from dateline.store import Store

log = logging.getLogger(__name__)

MAX_LINES = 500 * MEGABYTE
"""One file of JSON Lines: some 50,000 reports. More are added on the command line."""
MAX_WAITING = 2_000 * MEGABYTE
"""All files that have come in and are not read yet."""
MAX_JOBS = 100
"""Jobs that are waiting or remembered."""
MAX_ITEMS = 5_000
"""Items of a job that are listed one by one; the rest are counted."""
PASTED = "pasted text"
CATCH_UP = 200
"""Reports that a server compares by itself when it begins: those that were left when the last one ended."""
WAIT = 60.0
"""Seconds that closing waits for the report that is being read."""

OUTCOMES: tuple[str, ...] = ("new", "version", "reread", "nothing", "refused")
State = Literal["waiting", "reading", "comparing", "done", "stopped", "failed"]
Lasting: frozenset[State] = frozenset({"done", "stopped", "failed"})
"""States that a job stays in."""


@dataclass(slots=True)
class Job:
    """One job: its inputs, how far it is, and what became of each item."""

    id: str
    at: str
    by: str | None
    inputs: Sequence[Mapping[str, Any]]
    state: State = "waiting"
    expected: int = 0
    now: str | None = None
    done: int = 0
    compared: int = 0
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(OUTCOMES, 0))
    items: list[dict[str, Any]] = field(default_factory=list)
    problem: str | None = None
    ended: str | None = None
    stopping: bool = False


class _Stopped(Exception):
    """A job is to end here."""


class Upload:
    """A file that is coming in, a piece at a time."""

    def __init__(self, jobs: Jobs, path: Path) -> None:
        self.id = path.name
        self._jobs = jobs
        self._path = path
        self._file = path.open("wb")
        self._size = self._lines = 0

    def write(self, piece: bytes) -> None:
        """Keep a piece. Raises TooLarge where all that waits would be too much."""
        self._jobs.take(len(piece))
        self._size += len(piece)
        self._lines += piece.count(b"\n")
        self._file.write(piece)

    def close(self, name: str | None) -> None:
        """All is there, and the file has this name; None: give it up."""
        self._file.close()
        if name is None:
            self._path.unlink(missing_ok=True)
            self._jobs.take(-self._size)
        else:
            self._jobs.keep(self.id, _File(self._path, _shown(name), self._size, max(1, self._lines)))


@dataclass(frozen=True, slots=True)
class _File:
    path: Path
    name: str
    size: int
    lines: int


class Jobs:
    """Takes on jobs and does them one after another. Close it when the server ends, or use it in a `with`."""

    def __init__(
        self,
        store: Store,
        own: Own | None = None,
        *,
        allow_loopback: bool = False,
        knowledge: Callable[[], Knowledge] | None = None,
        fetch: Callable[[str], Page] | None = None,
    ) -> None:
        self._store = store
        self._load = knowledge or partial(load_knowledge, own or Own())
        self._fetch = fetch or partial(url.fetch, allow_loopback=allow_loopback)
        self._knowledge: Knowledge | None = None
        self._folder: Path | None = None
        self._lock = threading.Lock()
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._files: dict[str, _File] = {}
        self._waiting = 0
        self._queue: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._closing = False

    def __enter__(self) -> Jobs:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End after the report that is being read; files that were not read are forgotten."""
        with self._lock:
            self._closing = True
            thread = self._thread
        if thread is not None:
            self._queue.put(None)
            thread.join(WAIT)
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)

    def catch_up(self) -> None:
        """Compare what was added and not compared when the last server ended, if that is little."""
        with self._store.desk() as desk:
            pending = len(desk.pending(MAKER))
        if 0 < pending <= CATCH_UP:
            self._take_on([], None)

    def limit(self, name: str) -> int:
        """How many bytes a file of that name may have."""
        return MAX_LINES if _suffix(name) in (".jsonl", ".ndjson") else LIMITS.max_bytes

    def room(self) -> Upload:
        """Where the bytes of one file are written while they come in. Raises StoreError where the disk takes none."""
        with self._lock:
            if self._closing:
                raise StoreError("this server", "is ending.", "Start it again.")
            if self._folder is None:
                self._folder = Path(tempfile.mkdtemp(prefix="dateline-"))
            try:
                return Upload(self, self._folder / secrets.token_hex(8))
            except OSError as problem:
                raise StoreError(str(self._folder), f"cannot be written to ({problem.strerror}).") from problem

    def take(self, size: int) -> None:
        """Count bytes that have come in, or have gone. Raises TooLarge where there would be too many."""
        with self._lock:
            if size > 0 and self._waiting + size > MAX_WAITING:
                reason = f"is too much: files of {megabytes(MAX_WAITING)} wait to be read already."
                raise TooLarge("this file", reason, "Wait until they are read.")
            self._waiting += size

    def keep(self, id: str, kept: _File) -> None:
        """Note a file that has come in whole."""
        with self._lock:
            self._files[id] = kept

    def start(self, inputs: Sequence[Mapping[str, Any]], by: str | None) -> str:
        """Take on a job and give its id. Raises NotFound for a file that is not here, StoreError for a job too many.

        An input is `{kind: text, text, title, publisher, published, url}`, `{kind: file, upload}` or
        `{kind: address, address}`.
        """
        for one in inputs:
            if one["kind"] == "file" and one["upload"] not in self._files:
                raise NotFound(str(one["upload"])[:60], "is no file that came in.", "Choose the file again.")
            if one["kind"] == "text" and not one["text"].strip():
                raise EmptyInput(PASTED, "is empty.", "Paste the text of a report.")
        return self._take_on(inputs, by)

    def all(self) -> list[dict[str, Any]]:
        """The jobs since the server began, latest first, without their items."""
        with self._lock:
            return [_told(job) for job in reversed(self._jobs.values())]

    def job(self, id: str, since: int = 0) -> dict[str, Any] | None:
        """A job with its items from the `since`th; None where there is none."""
        with self._lock:
            job = self._jobs.get(id)
            return None if job is None else _told(job) | {"items": job.items[since:]}

    def stop(self, id: str) -> bool:
        """Ask a job to end after the report that it is at; False where there is no such job."""
        with self._lock:
            job = self._jobs.get(id)
            if job is not None:
                job.stopping = True
            return job is not None

    def _take_on(self, inputs: Sequence[Mapping[str, Any]], by: str | None) -> str:
        job = Job(secrets.token_hex(6), _now(), by, inputs)
        with self._lock:
            if self._closing:
                raise StoreError("this server", "is ending.", "Start it again.")
            job.expected = sum(self._many(one) for one in inputs)
            for old in [one.id for one in self._jobs.values() if one.state in Lasting]:
                if len(self._jobs) >= MAX_JOBS:
                    del self._jobs[old]
            if len(self._jobs) >= MAX_JOBS:
                raise StoreError("this server", f"has {MAX_JOBS} jobs to do already.", "Wait until one is done.")
            self._jobs[job.id] = job
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="dateline-jobs", daemon=True)
                self._thread.start()
        self._queue.put(job)
        return job.id

    def _many(self, one: Mapping[str, Any]) -> int:
        if one["kind"] != "file":
            return 1
        kept = self._files[one["upload"]]
        return kept.lines if _suffix(kept.name) in (".jsonl", ".ndjson") else 1

    def _work(self) -> None:
        while (job := self._queue.get()) is not None:
            if self._closing:
                self._end(job, "stopped")
                continue
            try:
                self._do(job)
            except _Stopped:
                self._end(job, "stopped")
            except DatelineError as problem:
                self._end(job, "failed", str(problem))
            except Exception:
                log.exception("a job of adding reports failed")
                self._end(job, "failed", "Something went wrong here that should not have; the terminal says what.")
            finally:
                self._forget(job)

    def _do(self, job: Job) -> None:
        with self._lock:
            job.state = "reading"
        if self._knowledge is None:
            self._knowledge = self._load()
        for outcome in add_pages(self._pages(job), self._store, self._knowledge):
            self._note(job, outcome)
            if job.stopping or self._closing:
                break
        if self._closing:
            raise _Stopped
        with self._lock:
            stopped, job.stopping = job.stopping, False
            job.state, job.now = "comparing", None
        consolidate(self._store, self._knowledge, lambda: self._go_on(job))
        self._end(job, "stopped" if stopped else "done")

    def _go_on(self, job: Job) -> None:
        job.compared += 1
        if job.stopping or self._closing:
            raise _Stopped

    def _pages(self, job: Job) -> Iterator[Page | InputError]:
        for one in job.inputs:
            if job.stopping or self._closing:
                return
            found: Iterator[Page | InputError]
            if one["kind"] == "text":
                found = iter([_pasted(one)])
            elif one["kind"] == "file":
                found = self._of_file(one["upload"])
            else:
                found = self._of_address(job, one["address"])
            for item in found:
                with self._lock:
                    job.now = item.source
                yield item

    def _of_file(self, id: str) -> Iterator[Page | InputError]:
        kept = self._files[id]
        # What a name promises is told by its end, so the file gets one like it.
        path = kept.path.rename(kept.path.with_suffix(_suffix(kept.name)))
        try:
            for item in file.pages(str(path), fetch=self._fetch):
                yield _renamed(item, str(path), kept.name)
        except InputError as problem:
            yield _renamed(problem, str(path), kept.name)
        finally:
            path.unlink(missing_ok=True)

    def _of_address(self, job: Job, address: str) -> Iterator[Page | InputError]:
        with self._lock:
            job.now = address
        try:
            page = self._fetch(address)
            if page.media_type != sniff.FEED:
                yield page
                return
            listed = feed.entries(page.content, address, page.url or address)
        except InputError as problem:
            yield problem
            return
        with self._lock:
            job.expected += len(listed) - 1
        yield from feed.pages(listed, address, self._fetch)

    def _note(self, job: Job, outcome: Outcome) -> None:
        item: dict[str, Any] = {"source": outcome.source, "outcome": "refused"}
        if outcome.added is not None:
            item |= {"outcome": outcome.added.outcome, "id": outcome.added.id, "version": outcome.added.version}
            heads = self._store.view.heads([outcome.added.id])
            item |= {name: heads[0][name] if heads else None for name in ("title", "publisher", "published")}
        elif outcome.problem is not None:
            problem = outcome.problem
            item |= {"kind": problem.kind, "reason": problem.reason, "advice": problem.advice}
        with self._lock:
            job.done += 1
            job.expected = max(job.expected, job.done)
            job.counts[item["outcome"]] += 1
            if len(job.items) < MAX_ITEMS:
                job.items.append(item)

    def _end(self, job: Job, state: State, problem: str | None = None) -> None:
        with self._lock:
            job.state, job.problem, job.now, job.ended = state, problem, None, _now()

    def _forget(self, job: Job) -> None:
        """Let go of what came in for a job, and of the inputs themselves."""
        for one in job.inputs:
            if one["kind"] == "file" and (kept := self._files.pop(one["upload"], None)):
                kept.path.unlink(missing_ok=True)
                self.take(-kept.size)
        job.inputs = ()


def _pasted(one: Mapping[str, Any]) -> Page:
    content = one["text"].encode("utf-8", "replace")
    kind = sniff.HTML if sniff.is_html(content[: sniff.LOOKED_AT]) else sniff.PLAIN
    given = {name: (one.get(name) or "").strip() or None for name in ("title", "publisher", "published", "url")}
    return Page(given["title"] or PASTED, content, kind, encoding="utf-8", **given)


def _renamed(item: Page | InputError, path: str, name: str) -> Page | InputError:
    """The same by the name that its giver knows."""
    called = item.source.replace(path, name, 1)
    if isinstance(item, Page):
        return replace(item, source=called)
    return type(item)(called, item.reason, item.advice, id=item.id)


def _told(job: Job) -> dict[str, Any]:
    shown = ("id", "at", "by", "state", "expected", "now", "done", "compared", "problem", "ended")
    stopping = job.stopping and job.state not in Lasting
    unlisted = job.done - len(job.items)
    return {name: getattr(job, name) for name in shown} | {
        "counts": dict(job.counts), "stopping": stopping, "unlisted": unlisted,
    }  # fmt: skip


def _shown(name: str) -> str:
    """A file's name without its folders and without signs that cannot be shown."""
    bare = name.replace("\\", "/").rpartition("/")[2]
    return "".join(sign for sign in bare if sign.isprintable())[:200].strip() or "a file"


def _suffix(name: str) -> str:
    suffix = Path(name).suffix.lower()
    return suffix if suffix[1:].isalnum() and suffix.isascii() and len(suffix) <= 8 else ""


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
