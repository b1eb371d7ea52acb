"""Adds what is read to a store, a report a transaction, so that a run that is stopped can be taken up again."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateline.corpus.run import read_sources
from dateline.knowledge import Knowledge
from dateline.model.errors import DatelineError
from dateline.model.reading import Reading
from dateline.model.report import Page
from dateline.pipeline import makers, stages_for
from dateline.store import Added, Store


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one item: how it was added, with its reading, or the error that was recorded."""

    added: Added | None
    reading: Reading | None
    problem: DatelineError | None


def add_sources(
    sources: Sequence[str], store: Store, knowledge: Knowledge, *, jobs: int = 1, allow_loopback: bool = False
) -> Iterator[Outcome]:
    """Read all sources and store them. What cannot be read is recorded in the store, and the run goes on; a
    page that was read by the same makers is skipped."""
    now = makers(stages_for(knowledge))
    skipped: deque[Added] = deque()

    def skip(page: Page) -> bool:
        with store.writer() as writer:
            known = writer.known(page, now)
        if known is not None:
            skipped.append(known)
        return known is not None

    for done in read_sources(sources, knowledge, jobs=jobs, allow_loopback=allow_loopback, skip=skip):
        if done.answer is None:
            yield Outcome(skipped.popleft(), None, None)
            continue
        with store.writer() as writer:
            if isinstance(done.answer, DatelineError):
                writer.fail(done.answer)
                outcome = Outcome(None, None, done.answer)
            else:
                assert done.page is not None, "a reading is of a page"
                outcome = Outcome(writer.add(done.answer, done.page), done.answer, None)
        yield outcome
