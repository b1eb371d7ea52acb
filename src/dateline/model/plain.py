"""Consolidated records as plain JSON values, and back to the words that they cite."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from typing import Any

from dateline.model.consolidated import Cite
from dateline.model.text import Span

Texts = Callable[[str, int], str]
"""The text of a version of a report, by the report's id and the version's number."""


def plain(record: Any, texts: Texts) -> Any:
    """A record as dicts, lists and values. A cite becomes `{report, version, start, end, words}`."""
    if isinstance(record, Cite):
        span = record.span
        words = span.of(texts(record.report, record.version))
        return {
            "report": record.report,
            "version": record.version,
            "start": span.start,
            "end": span.end,
            "words": words,
        }
    if isinstance(record, Span):
        return {"start": record.start, "end": record.end}
    if is_dataclass(record) and not isinstance(record, type):
        return {field.name: plain(getattr(record, field.name), texts) for field in fields(record)}
    if isinstance(record, (tuple, list)):
        return [plain(one, texts) for one in record]
    return record


def cited(value: Any) -> set[str]:
    """The ids of all reports that plain values cite."""
    if isinstance(value, dict):
        if {"report", "version", "start"} <= value.keys():
            return {str(value["report"])}
        return set().union(*(cited(one) for one in value.values())) if value else set()
    if isinstance(value, list):
        return set().union(*(cited(one) for one in value)) if value else set()
    return set()
