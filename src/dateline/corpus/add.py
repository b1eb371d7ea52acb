"""Adds what is read to a store, a report a transaction, so that a run that is stopped can be taken up again."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from dateline.corpus.run import read_pages
from dateline.ingest import pages, url
from dateline.knowledge import Knowledge
from dateline.model.errors import DatelineError, InputError
from dateline.model.reading import Reading
from dateline.model.report import Page
from dateline.pipeline import makers, stages_for
from dateline.store import Added, Store


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one item, `source`: how it was added, with its reading, or the error that was recorded."""

    added: Added | None
    reading: Reading | None
    problem: DatelineError | None
    source: str = ""


def add_sources(
    sources: Sequence[str], store: Store, knowledge: Knowledge, *, jobs: int = 1, allow_loopback: bool = False
) -> Iterator[Outcome]:
    """Read all sources and store them; see `add_pages`."""
    fetch = partial(url.fetch, allow_loopback=allow_loopback)
    return add_pages((item for source in sources for item in pages(source, fetch=fetch)), store, knowledge, jobs=jobs)


def add_pages(
    found: Iterable[Page | InputError], store: Store, knowledge: Knowledge, *, jobs: int = 1
) -> Iterator[Outcome]:
    """Read all pages and store them. What cannot be read is recorded in the store, and the run goes on; a
    page that was read by the same makers is skipped."""
    now = makers(stages_for(knowledge))
    skipped: deque[Added] = deque()

    def skip(page: Page) -> bool:
        with store.writer() as writer:
            known = writer.known(page, now)
        if known is not None:
            skipped.append(known)
        return known is not None

    for done in read_pages(found, knowledge, jobs=jobs, skip=skip):
        source = done.page.source if done.page else ""
        if done.answer is None:
            yield Outcome(skipped.popleft(), None, None, source)
            continue
        with store.writer() as writer:
            if isinstance(done.answer, DatelineError):
                writer.fail(done.answer)
                outcome = Outcome(None, None, done.answer, done.answer.source)
            else:
                assert done.page is not None, "a reading is of a page"
                outcome = Outcome(writer.add(done.answer, done.page), done.answer, None, source)
        yield outcome
