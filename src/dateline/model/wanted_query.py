"""Filters as the query of an address, and back: what the overview's address, a saved search and an export share."""

from __future__ import annotations

import math
from dataclasses import fields
from datetime import date
from typing import Any
from urllib.parse import parse_qsl, urlencode

from dateline.model.errors import ConfigError
from dateline.model.wanted import Box, Wanted

NAMES: dict[str, str] = {
    "query": "q",
    "types": "type",
    "quads": "quad",
    "statuses": "status",
    "actors": "actor",
    "countries": "country",
    "places": "place",
    "sources": "source",
    "stories": "story",
    "reports": "report",
}
"""What a field of Wanted is called in a query, where that is not its own name."""

VIEW = frozenset({"at"})
"""Parts of the overview's address that filter nothing: where the map looks."""


def to_query(wanted: Wanted) -> str:
    """The query of what is wanted, without a question mark; what filters nothing is left out."""
    pairs: list[tuple[str, str]] = []
    for field in fields(wanted):
        value, name = getattr(wanted, field.name), NAMES.get(field.name, field.name)
        if value == field.default:
            continue
        if field.name == "box":
            pairs.append((name, ",".join(f"{one:.3f}" for one in value)))
        elif isinstance(value, tuple):
            pairs += [(name, one) for one in value]
        else:
            pairs.append((name, "true" if value is True else str(value)))
    return urlencode(pairs)


def from_query(query: str) -> Wanted:
    """What a query wants, with or without its question mark or the whole address before it.

    Raises ConfigError for what is no filter, or cannot be one.
    """
    known = {NAMES.get(field.name, field.name): field for field in fields(Wanted)}
    given: dict[str, Any] = {}
    for name, text in parse_qsl(query[query.find("?") + 1 :], keep_blank_values=True):
        if name in VIEW:
            continue
        if name not in known:
            raise ConfigError(name, "is no filter.", f"Filters are {', '.join(known)}.")
        field = known[name]
        if isinstance(field.default, tuple):
            given[field.name] = (*given.get(field.name, ()), text)
        else:
            given[field.name] = _value(name, field.default, text)
    return Wanted(**given)


def _value(name: str, default: object, text: str) -> object:
    if name == "box":
        return _box(text)
    if isinstance(default, bool):
        if text not in ("true", "false"):
            raise ConfigError(name, f"cannot be {text[:40]!r}.", "Use true or false.")
        return text == "true"
    if isinstance(default, int):
        if not (text.isascii() and text.isdigit() and len(text) <= 9):
            raise ConfigError(name, f"cannot be {text[:40]!r}.", "Use a whole number.")
        return int(text)
    if name in ("first", "last"):
        try:
            return date.fromisoformat(text).isoformat()
        except ValueError as problem:
            raise ConfigError(name, f"is no day ({text[:40]!r}).", "Use an ISO day such as 2024-05-02.") from problem
    return text.strip()


def _box(text: str) -> Box:
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        west = south = east = north = math.nan
    if not (abs(west) <= 540 and abs(east) <= 540 and -90 <= south <= north <= 90):
        raise ConfigError("box", f"is none ({text[:40]!r}).", "Give west, south, east, north in degrees.")
    return west, south, east, north
