"""Reads many sources; one that cannot be read is answered by its error, and the run goes on."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context

from dateline.ingest import pages, url
from dateline.knowledge import Knowledge, load_knowledge
from dateline.model.errors import DatelineError, InputError, PipelineError
from dateline.model.own import Own
from dateline.model.reading import Reading
from dateline.model.report import Page
from dateline.pipeline import read_page

AHEAD = 4
"""Pages that wait for each worker, so that no worker idles and memory stays bounded."""


@dataclass(frozen=True, slots=True)
class Done:
    """One item of a source: the page, where there was one, and the reading or why there is none.

    The answer is None where the page was skipped, because the caller has it.
    """

    page: Page | None
    answer: Reading | DatelineError | None

    @property
    def id(self) -> str | None:
        """Of the report, or what the giver called it."""
        if isinstance(self.answer, Reading):
            return self.answer.report.id
        return (self.page.id if self.page else None) or getattr(self.answer, "id", None)


def read_sources(
    sources: Sequence[str],
    knowledge: Knowledge,
    *,
    jobs: int = 1,
    allow_loopback: bool = False,
    skip: Callable[[Page], bool] = lambda page: False,
) -> Iterator[Done]:
    """Every item of all sources, in order; see `read_pages`."""
    fetch = partial(url.fetch, allow_loopback=allow_loopback)
    found = (item for source in sources for item in pages(source, fetch=fetch))
    return read_pages(found, knowledge, jobs=jobs, skip=skip)


def read_pages(
    found: Iterable[Page | InputError],
    knowledge: Knowledge,
    *,
    jobs: int = 1,
    skip: Callable[[Page], bool] = lambda page: False,
) -> Iterator[Done]:
    """Every page, in order, or the error in its place. With `jobs` above 1 as many processes read at once.

    A page for which `skip` says so is not read.
    """
    if jobs > 1:
        yield from _in_parallel(found, jobs, skip, knowledge.own)
    else:
        for item in found:
            yield Done(item, None) if isinstance(item, Page) and skip(item) else _read(item, knowledge)


def _read(item: Page | InputError, knowledge: Knowledge) -> Done:
    """What is wrong with one report is its answer; what is wrong with the installation ends the run."""
    if isinstance(item, InputError):
        return Done(None, item)
    try:
        return Done(item, read_page(item, knowledge))
    except (InputError, PipelineError) as problem:
        return Done(item, problem)


_mine: Knowledge | None = None


def _start(own: Own) -> None:
    global _mine
    _mine = load_knowledge(own, threads=1)


def _read_here(item: Page | InputError) -> Done:
    assert _mine is not None, "a worker is started before it reads"
    return _read(item, _mine)


def _in_parallel(
    found: Iterable[Page | InputError], jobs: int, skip: Callable[[Page], bool], own: Own
) -> Iterator[Done]:
    with ProcessPoolExecutor(jobs, get_context("spawn"), _start, (own,)) as pool:
        waiting: deque[Future[Done]] = deque()
        for item in found:
            waiting.append(_done(item) if isinstance(item, Page) and skip(item) else pool.submit(_read_here, item))
            if len(waiting) >= jobs * AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _done(page: Page) -> Future[Done]:
    """A skipped page in the row of those that are waited for."""
    future: Future[Done] = Future()
    future.set_result(Done(page, None))
    return future
