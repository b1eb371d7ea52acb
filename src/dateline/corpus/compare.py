"""Reports of many sources set side by side, in no store: who copied whom, and which tell of one happening."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any

from dateline.consolidate.lines import lineage_rows, story_rows
from dateline.ingest import pages, url
from dateline.knowledge import Knowledge
from dateline.model.errors import InputError
from dateline.model.report import Report
from dateline.pipeline import clean

Complain = Callable[[InputError], None]


def cleaned(sources: Sequence[str], complain: Complain, *, allow_loopback: bool = False) -> Iterator[Report]:
    """The reports of all sources in order, in any language; what cannot be cleaned is complained of and left out."""
    fetch = partial(url.fetch, allow_loopback=allow_loopback)
    for source in sources:
        for item in pages(source, fetch=fetch):
            try:
                if isinstance(item, InputError):
                    raise item
                yield clean(item, english_only=False)
            except InputError as problem:
                complain(problem)


def lineage_of(reports: Iterable[Report], knowledge: Knowledge) -> Iterator[dict[str, Any]]:
    """A row for each two reports that are related: `a, b, relation, direction, score, reasons, passages`."""
    return lineage_rows(reports, knowledge)


def stories_of(reports: Iterable[Report], knowledge: Knowledge) -> Iterator[dict[str, Any]]:
    """A row for each report: `id, story`."""
    return story_rows(reports, knowledge)
