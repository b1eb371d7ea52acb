"""JSON Lines: one report a line, with `id` and one of `text`, `html` or `url`."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any, Protocol

from dateline.ingest import sniff
from dateline.ingest.limits import LIMITS, Limits, megabytes
from dateline.model.errors import BadFeed, BadLine, EmptyInput, InputError, TooLarge
from dateline.model.report import Page

OPTIONAL = ("title", "published", "publisher", "lang", "url")
"""Given values that go with `text` or `html`; `url` may be the only source too."""


class Lines(Protocol):
    """What is read of a stream: one line at a time, and never more than asked for."""

    def readline(self, size: int, /) -> bytes: ...


def pages(
    stream: Lines, source: str, *, limits: Limits = LIMITS, fetch: Callable[[str], Page] | None = None
) -> Iterator[Page | InputError]:
    """A page a line, or the error of that line in its place: a bad line never ends the run. Blank lines do not count.

    `fetch` gets the page of a line that has only a `url`; without it such a line is an error.
    """
    number = 0
    while line := stream.readline(limits.max_line + 1):
        number += 1
        name = f"{source}:{number}"
        if len(line) > limits.max_line and not line.endswith(b"\n"):
            _skip_line(stream)
            yield TooLarge(name, f"is a line of more than {megabytes(limits.max_line)}.", "Leave it out.")
            continue
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if line.strip():
            try:
                yield page(line, name, fetch=fetch)
            except InputError as problem:
                yield problem


def page(line: bytes, name: str, *, fetch: Callable[[str], Page] | None = None) -> Page:
    """The page of one line. Raises BadLine, EmptyInput, or what `fetch` raises; with the `id` where it is known."""
    record = _object(line, name)
    id = _identifier(record, name)
    given = {key: _string(record, key, name, id) for key in ("text", "html", *OPTIONAL)}
    given["published"] = _date(given["published"], name, id)
    text, html, url = given.pop("text"), given.pop("html"), given["url"]
    if text is not None:
        if not text.strip():
            raise EmptyInput(name, "the text is empty.", id=id)
        return Page(name, _encoded(text, name, id), sniff.PLAIN, id=id, text=text, encoding="utf-8", **given)
    if html is not None:
        content = _encoded(html, name, id)
        if not html.strip():
            raise EmptyInput(name, "the html is empty.", id=id)
        return Page(name, content, sniff.HTML, id=id, encoding="utf-8", **given)
    if url is None:
        raise BadLine(name, "has none of text, html and url.", "Give one of them.", id=id)
    if fetch is None:
        raise BadLine(name, "has only a url, and fetching is off.", "Give its html or text.", id=id)
    return _fetched(fetch, url, name, id, {key: value for key, value in given.items() if key != "url" and value})


def _fetched(fetch: Callable[[str], Page], url: str, name: str, id: str, given: dict[str, str | None]) -> Page:
    try:
        page = fetch(url)
        if page.media_type == sniff.FEED:
            raise BadFeed(url, "is a feed, not a page.", "Give the address of an article.")
        return replace(page, source=name, id=id, **given)  # type: ignore[arg-type]
    except InputError as problem:
        raise type(problem)(f"{name} ({url})", problem.reason, problem.advice, id=id) from problem


def _object(line: bytes, name: str) -> dict[str, Any]:
    try:
        record = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as problem:
        raise BadLine(name, f"is not UTF-8 (byte {problem.start + 1}).", "JSON Lines are UTF-8.") from problem
    except RecursionError as problem:
        raise BadLine(name, "is nested too deeply.", "Give one flat JSON object a line.") from problem
    except ValueError as problem:
        raise BadLine(name, f"is not JSON ({problem}).", "Give one JSON object a line.") from problem
    if not isinstance(record, dict):
        raise BadLine(name, "is not a JSON object.", 'Give one object a line: {"id": …, "text": …}.')
    return record


def _identifier(record: dict[str, Any], name: str) -> str:
    id = record.get("id")
    if isinstance(id, int) and not isinstance(id, bool):
        id = str(id)
    if not isinstance(id, str) or not id.strip():
        raise BadLine(name, "has no id.", "Give every line an id of its own, a string.")
    try:
        id.encode("utf-8")
    except UnicodeEncodeError as problem:
        raise BadLine(name, "has an id with half a surrogate pair.", "Give it an id in Unicode.") from problem
    return id


def _string(record: dict[str, Any], key: str, name: str, id: str) -> str | None:
    value = record.get(key)
    if value is not None and not isinstance(value, str):
        raise BadLine(name, f"`{key}` is not a string.", id=id)
    if key in OPTIONAL and value is not None:
        _encoded(value, name, id)
        return value.strip() or None
    return value


def _date(value: str | None, name: str, id: str) -> str | None:
    if value is None:
        return None
    try:
        datetime.fromisoformat(value)
    except ValueError as problem:
        advice = "Give an ISO 8601 date such as 2024-05-02, or leave it out."
        raise BadLine(name, f"`published` is no date ({value[:40]!r}).", advice, id=id) from problem
    return value


def _encoded(value: str, name: str, id: str) -> bytes:
    try:
        return value.encode("utf-8")
    except UnicodeEncodeError as problem:
        raise BadLine(name, "holds half a surrogate pair, which is no character.", id=id) from problem


def _skip_line(stream: Lines) -> None:
    while chunk := stream.readline(65_536):
        if chunk.endswith(b"\n"):
            return
