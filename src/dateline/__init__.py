"""Dateline reads news reports and turns them into evidence.

    import dateline

    reading = dateline.read_text("Troops entered the city on Monday, officials said.", published="2024-05-02")
    for statement in reading.statements:
        print([span.of(reading.text) for span in statement.source])

`read` takes a file, a folder's file, a URL or `-`; `open_store` opens a store of reports that were added, and
`consolidate` compares them. `where` and `when` answer one question each, and run nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dateline.corpus.consolidate import Consolidated
    from dateline.knowledge import Knowledge
    from dateline.model.errors import DatelineError
    from dateline.model.marks import Place, When
    from dateline.model.reading import Reading
    from dateline.model.stage import Stage
    from dateline.store import Store

__all__ = ["consolidate", "open_store", "read", "read_all", "read_text", "when", "where"]
__version__ = "0.1.0"


def read_text(
    text: str,
    *,
    published: str | None = None,
    title: str | None = None,
    publisher: str | None = None,
    id: str | None = None,
) -> Reading:
    """Read a text as it is: offsets in the answer point into it. `published` is ISO 8601.

    Raises InputError (see `dateline.model.errors`) where it cannot be read.
    """
    from dateline.model.report import Page
    from dateline.pipeline import read_page

    content = text.encode("utf-8", "replace")
    given = {"published": published, "title": title, "publisher": publisher, "id": id}
    return read_page(Page(id or "text", content, "text/plain", text=text, **given), _knowledge())


def read(source: str) -> Reading:
    """Read one report from a file or a URL. Raises InputError where it cannot be read."""
    for answer in read_all(source):
        if isinstance(answer, Exception):
            raise answer
        return answer
    from dateline.model.errors import EmptyInput

    raise EmptyInput(source, "there is no report in it.", "Give a file that has one.")


def read_all(*sources: str) -> Iterator[Reading | DatelineError]:
    """Read every report of files, URLs and JSON Lines files, in order; one that cannot be read gives its error."""
    from dateline.corpus.run import read_sources

    for done in read_sources(sources, _knowledge()):
        assert done.answer is not None, "nothing is skipped here"
        yield done.answer


def where(
    text: str, published: str | None = None, publisher: str | None = None, *, title: str | None = None
) -> tuple[Place, ...]:
    """The places that a text names, with points and how far off they can be; offsets point into `text` as given.

    `publisher`, a name or an address, speaks for its own town and country where a name is shared. An empty text has no
    places; no text raises.
    """
    from dateline.annotate.where import STAGE

    return _marks(STAGE, text, published=published, publisher=publisher, title=title).places


def when(text: str, published: str | None = None) -> tuple[When, ...]:
    """The times that a text names, as TIMEX3, with the days that they can mean; offsets point into `text` as given.

    `published` is ISO 8601: without it "Thursday" and "last week" stay relative, with a note. An empty text has no
    times; no text raises.
    """
    from dateline.annotate.when import STAGE

    return _marks(STAGE, text, published=published).times


def _marks(stage: Stage, text: str, **about: str | None) -> Reading:
    """A text taken as it is, with its words and what one stage reads in it. Half a surrogate pair is read as U+FFFD."""
    from dateline.annotate import tokens
    from dateline.model.report import Report
    from dateline.pipeline import run

    plain = "".join("\ufffd" if "\ud800" <= sign <= "\udfff" else sign for sign in text) if _torn(text) else text
    return run(Report("text", plain, **about), _knowledge(), (tokens.STAGE, stage))  # type: ignore[arg-type]


def _torn(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


def open_store(where: str) -> Store:
    """Open a store, a file or a database URL; it is made where there is none. Raises StoreError."""
    from dateline.store import open_store as opened

    return opened(where)


def consolidate(store: Store) -> Consolidated:
    """Compare what was added to a store with what it has: copies, stories, origins, incidents, conflicts. Then
    `store.view.story(id)`, `.claims()`, `.conflicts()` tell what its reports say together."""
    from dateline.corpus.consolidate import consolidate as together

    return together(store, _knowledge())


@cache
def _knowledge() -> Knowledge:
    from dateline.knowledge import load_knowledge

    return load_knowledge()
