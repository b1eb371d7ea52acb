"""Consolidated records as plain JSON values, and back to the words that they cite."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from dateline.model.consolidated import Cite
from dateline.model.text import Span

Texts = Callable[[str, int], str]
"""The text of a version of a report, by the report's id and the version's number."""


def plain(record: Any, texts: Texts, reports: set[str] | None = None) -> Any:
    """A record as dicts, lists and values. A cite becomes `{report, version, start, end, words}`; the reports that are
    cited are added to `reports`."""
    if record is None or isinstance(record, (str, int, float)):
        return record
    if isinstance(record, Cite):
        span = record.span
        if reports is not None:
            reports.add(record.report)
        return {
            "report": record.report,
            "version": record.version,
            "start": span.start,
            "end": span.end,
            "words": texts(record.report, record.version)[span.start : span.end],
        }
    if isinstance(record, Span):
        return {"start": record.start, "end": record.end}
    if isinstance(record, (tuple, list)):
        return [plain(one, texts, reports) for one in record]
    names = _NAMES.get(type(record))
    if names is None:
        if not is_dataclass(record) or isinstance(record, type):
            return record
        names = _NAMES[type(record)] = tuple(field.name for field in fields(record))
    return {name: plain(getattr(record, name), texts, reports) for name in names}


_NAMES: dict[type, tuple[str, ...]] = {}


def cited(value: Any) -> set[str]:
    """The ids of all reports whose words are cited anywhere in plain values."""
    found: set[str] = set()
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, Mapping):
            if "words" in one and "report" in one:
                found.add(one["report"])
            waiting.extend(one.values())
        elif isinstance(one, (list, tuple)):
            waiting.extend(one)
    return found
