"""What a person changed of a coded event, as lines that a judgement keeps among its reasons, and back.

    who: 12-20 “the mayor”, 31-37 “police”      the words that fill a role; a dash where it was emptied
    type: AID                                   a type or status of the reading format; a mode, or a dash
    day: 2024-05-03 to 2024-05-05               the days that it can have been on; a dash where they are not known
    place: {"name": "Bol", "country": "TD"}     what place the words name; a dash where it is not known

Anybody can read the lines in the trail; other reasons may stand among them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, get_args

from dateline.model.event import EventType, Status
from dateline.model.text import Span

ROLES = ("what", "who", "toWhom", "where", "when", "howMany")
"""Roles that are filled with words; `what` is the trigger."""

PLACE = ("name", "kind", "country", "lat", "lon", "radius_km", "geonames")
"""What is said of a place, as in the reading format."""

NOTHING = "—"
TYPES, STATUSES = frozenset(get_args(EventType)), frozenset(get_args(Status))
MODE = re.compile(r"[A-Za-z][A-Za-z_ -]{0,40}")
SPAN = re.compile(r"(\d{1,9})-(\d{1,9}) “")

Edits = dict[str, Any]
"""By name: a role has a list of Spans, `type`, `mode` and `status` a word or None, `day` two ISO days or None each,
`place` a mapping with the keys of PLACE or None. What is not named was left as it was."""


def lines(edits: Mapping[str, Any], text: str) -> tuple[str, ...]:
    """The lines for some edits of an event in `text`."""
    found: list[str] = []
    for name, value in edits.items():
        if name in ROLES:
            said = ", ".join(f"{one.start}-{one.end} “{text[one.start : one.end]}”" for one in value)
        elif name == "day":
            said = _days(*value)
        elif name == "place":
            said = json.dumps({key: value.get(key) for key in PLACE}, ensure_ascii=False) if value else ""
        else:
            said = value or ""
        found.append(f"{name}: {said or NOTHING}")
    return tuple(found)


def parsed(reasons: Iterable[str]) -> Edits:
    """The edits among the reasons of a judgement; what is none, or cannot be one, is left out."""
    found: Edits = {}
    for reason in reasons:
        name, _, said = reason.partition(": ")
        nothing = said == NOTHING
        if name in ROLES and (spans := [] if nothing else _spans(said)) is not None:
            if name != "what" or spans:
                found[name] = spans
        elif name == "day" and (days := (None, None) if nothing else _read_days(said)):
            found[name] = days
        elif name == "place" and (nothing or (place := _place(said))):
            found[name] = None if nothing else place
        elif (name == "type" and said in TYPES) or (name == "status" and said in STATUSES):
            found[name] = said
        elif name == "mode" and (nothing or MODE.fullmatch(said)):
            found[name] = None if nothing else said
    return found


def _spans(said: str) -> list[Span] | None:
    """Spans with the words that they are; the words may hold anything, so they are passed over by their length."""
    found: list[Span] = []
    at = 0
    while True:
        head = SPAN.match(said, at)
        if head is None or not int(head[1]) < int(head[2]):
            return None
        span = Span(int(head[1]), int(head[2]))
        at = head.end() + len(span)
        if said[at : at + 1] != "”":
            return None
        found.append(span)
        at += 1
        if at == len(said):
            return found
        if said[at : at + 2] != ", ":
            return None
        at += 2


def _days(first: str | None, last: str | None) -> str:
    if first and last:
        return first if first == last else f"{first} to {last}"
    return f"from {first}" if first else f"to {last}" if last else ""


def _read_days(said: str) -> tuple[str | None, str | None] | None:
    if said.startswith("from "):
        first, last = said[5:], None
    elif said.startswith("to "):
        first, last = None, said[3:]
    else:
        first, _, last = said.partition(" to ")
        last = last or first
    try:
        ends = [date.fromisoformat(one) for one in (first, last) if one]
    except ValueError:
        return None
    if any(len(one) != 10 for one in (first, last) if one) or ends != sorted(ends):
        return None
    return first, last


def _place(said: str) -> dict[str, Any] | None:
    try:
        place = json.loads(said)
    except (ValueError, RecursionError):
        return None
    if not isinstance(place, dict) or not isinstance(place.get("name"), str) or not place["name"].strip():
        return None
    return {key: place.get(key) for key in PLACE}
