"""A file of this machine: text, HTML or JSON Lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from dateline.ingest import jsonl, sniff
from dateline.ingest.limits import LIMITS, Limits, megabytes
from dateline.model.errors import InputError, NotFound, TooLarge
from dateline.model.report import Page

SUFFIXES = {
    ".txt": sniff.PLAIN,
    ".html": sniff.HTML,
    ".htm": sniff.HTML,
    ".xhtml": sniff.HTML,
    ".jsonl": sniff.JSON_LINES,
    ".ndjson": sniff.JSON_LINES,
}
"""What a name promises; any other file is looked into."""


def pages(
    source: str, *, limits: Limits = LIMITS, fetch: Callable[[str], Page] | None = None
) -> Iterator[Page | InputError]:
    """The page of a file, or those of its lines. Raises InputError where the file as a whole cannot be read."""
    path = Path(source)
    kind = SUFFIXES.get(path.suffix.lower())
    try:
        if path.is_dir():
            raise NotFound(source, "is a folder.", "Name the files in it, for instance folder/*.html.")
        if kind is None:
            with path.open("rb") as stream:
                kind = sniff.media_type(stream.read(sniff.LOOKED_AT), source)
        if kind == sniff.JSON_LINES:
            with path.open("rb") as stream:
                yield from jsonl.pages(stream, source, limits=limits, fetch=fetch)
            return
        if path.is_file() and (size := path.stat().st_size) > limits.max_bytes:
            raise _too_large(source, megabytes(size), limits)
        with path.open("rb") as stream:
            content = stream.read(limits.max_bytes + 1)
    except (FileNotFoundError, NotADirectoryError) as problem:
        raise NotFound(source, "no such file.", "Check the path.") from problem
    except (OSError, ValueError) as problem:
        why = getattr(problem, "strerror", None) or str(problem)
        raise NotFound(source, f"cannot be opened ({why}).", "Check the path and the permissions.") from problem
    if len(content) > limits.max_bytes:
        raise _too_large(source, f"more than {megabytes(limits.max_bytes)}", limits)
    sniff.refuse_binary(content, source)
    yield Page(source=source, content=content, media_type=kind)


def _too_large(source: str, size: str, limits: Limits) -> TooLarge:
    return TooLarge(
        source,
        f"has {size}; one report may have {megabytes(limits.max_bytes)}.",
        "For many reports use JSON Lines, one report a line.",
    )
