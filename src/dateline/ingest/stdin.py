"""Standard input: one text or page, or JSON Lines, told apart by how it begins."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import BinaryIO

from dateline.ingest import jsonl, sniff
from dateline.ingest.limits import LIMITS, Limits, megabytes
from dateline.model.errors import InputError, TooLarge
from dateline.model.report import Page

NAME = "standard input"


def pages(
    stream: BinaryIO, *, limits: Limits = LIMITS, fetch: Callable[[str], Page] | None = None
) -> Iterator[Page | InputError]:
    """The page or pages that come in. Raises InputError where the whole of it cannot be read.

    JSON Lines are answered line by line as they come, so that a feed can be piped in without end.
    """
    head = stream.readline(sniff.LOOKED_AT)
    while not head.strip() and len(head) < sniff.LOOKED_AT:
        if not (line := stream.readline(sniff.LOOKED_AT - len(head))):
            break
        head += line
    if sniff.is_record(head.removeprefix(b"\xef\xbb\xbf")):
        yield from jsonl.pages(_Resumed(head.removeprefix(b"\xef\xbb\xbf"), stream), NAME, limits=limits, fetch=fetch)
        return
    content = head + stream.read(max(0, limits.max_bytes + 1 - len(head)))
    if len(content) > limits.max_bytes:
        raise TooLarge(NAME, f"brings more than {megabytes(limits.max_bytes)}.", "For many reports pipe in JSON Lines.")
    kind = sniff.media_type(content, NAME)
    yield Page(source=NAME, content=content, media_type=sniff.HTML if kind == sniff.HTML else sniff.PLAIN)


class _Resumed:
    """A stream with what had been read of it put back in front."""

    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        self._head, self._stream = head, stream

    def readline(self, size: int, /) -> bytes:
        if not self._head:
            return self._stream.readline(size)
        end = self._head.find(b"\n") + 1 or len(self._head)
        line, self._head = self._head[: min(end, size)], self._head[min(end, size) :]
        if not self._head and not line.endswith(b"\n") and len(line) < size:
            line += self._stream.readline(size - len(line))
        return line
