"""From a source to pages: a file, a web address, a feed, JSON Lines or standard input. One file a source kind."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from typing import BinaryIO

from dateline.ingest import feed, file, sniff, stdin, url
from dateline.ingest.limits import LIMITS, Limits
from dateline.model.errors import ForbiddenAddress, InputError
from dateline.model.report import Page

STDIN = "-"


def pages(
    source: str,
    *,
    limits: Limits = LIMITS,
    fetch: Callable[[str], Page] | None = None,
    stream: BinaryIO | None = None,
) -> Iterator[Page | InputError]:
    """Every page of a source, or in its place the InputError that tells why not; nothing of the kind is raised.

    `source` is a path, an http(s) address, or `-` for standard input. `fetch` takes an address and gives a page
    (default `url.fetch`); `stream` stands in for standard input.
    """
    get = fetch or (lambda address: url.fetch(address, limits=limits))
    try:
        if source == STDIN:
            yield from stdin.pages(stream or sys.stdin.buffer, limits=limits, fetch=get)
        elif source.lower().startswith(("http://", "https://")):
            page = get(source)
            if page.media_type == sniff.FEED:
                yield from feed.pages(feed.entries(page.content, source, page.url or source), source, get)
            else:
                yield page
        elif "://" in source[:20]:
            raise ForbiddenAddress(source, "only http and https are fetched.", "For a file give its path.")
        else:
            yield from file.pages(source, limits=limits, fetch=get)
    except InputError as problem:
        yield problem
