"""A reading as people have judged its events: pure, over the reading format.

An edited event stands where the machine's own stood, which is kept beneath it; lists of marks only grow, so that every
index of the machine's own still points to what it pointed to. A rejected event stays where it is, marked as rejected.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from dateline.model.edits import Edits, parsed
from dateline.model.event import QUADS
from dateline.model.judgement import Verdict
from dateline.model.text import Span

Json = dict[str, Any]
State = Literal["accepted", "edited", "rejected", "open"]

FACTUALITY = {"happened": 3.0, "ongoing": 3.0, "planned": 2.0, "asked": 0.0, "hypothetical": 0.0, "denied": -3.0}
"""How certain an event is whose status a person gave, where nothing more is known."""

SURE = 1.0
"""The score of what a person said."""

MANY = {"who": ("actors", "actors"), "toWhom": ("recipients", "actors"), "howMany": ("figures", "figures")}
ONE = {"where": ("place", "places"), "when": ("time", "times")}
LISTS = ("places", "times", "actors", "figures", "statements", "events")
ARTICLE = re.compile(r"(the|an?)\s+", re.IGNORECASE)
NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+|\d{1,15}")


@dataclass(frozen=True, slots=True)
class Word:
    """A person's last word on an event: the judgement's number, who gave it, when, and how."""

    key: int
    verdict: Verdict
    author: str
    at: str
    reasons: tuple[str, ...] = ()

    @property
    def edits(self) -> Edits:
        return parsed(self.reasons) if self.verdict == "same" else {}

    @property
    def state(self) -> State:
        """`edited` only where something was changed."""
        if self.verdict == "same":
            return "edited" if self.edits else "accepted"
        return "rejected" if self.verdict == "different" else "open"


@dataclass(frozen=True, slots=True)
class Kept:
    """An event that a person vouched for and that the newest reading no longer has, with the reading that had it."""

    event: Json
    of: Mapping[str, Any]
    word: Word


def as_judged(reading: Mapping[str, Any], words: Mapping[int, Word], kept: Sequence[Kept] = ()) -> Json:
    """The reading with people's words on its events, by their indexes; what is `kept` comes after the others."""
    made: Json = {**reading, **{name: list(reading.get(name) or ()) for name in LISTS}}
    for index, word in words.items():
        if 0 <= index < len(reading["events"]):
            made["events"][index] = _judged(made, reading["events"][index], word)
    for one in kept:
        made["events"].append(_judged(made, _transplanted(made, one), one.word, found=False))
    return made


def _judged(reading: Json, own: Json, word: Word, *, found: bool = True) -> Json:
    """The event with who judged it when; `own` is what the machine has, None where it has just that or nothing."""
    judged: Json = {"id": word.key, "state": word.state, "author": word.author, "at": word.at}
    if word.state == "rejected":
        return {**own, "rejected": True, "judged": judged | {"changed": [], "own": None}}
    if word.state != "edited":
        return {**own, "judged": judged | {"changed": [], "own": None}}
    edits = word.edits
    judged |= {"changed": list(edits), "own": own if found else None}
    return _edited(reading, own, edits, word.author) | {"judged": judged}


def _edited(reading: Json, own: Json, edits: Edits, author: str) -> Json:
    text = reading["text"]
    event = {**own, "score": SURE}
    note = f"as {author} judged"
    if spans := _within(edits.get("what"), text):
        event |= {"start": spans[0].start, "end": spans[0].end}
    for role, (field, name) in MANY.items():
        if role in edits:
            spans = _within(edits[role], text)
            event[field] = list(dict.fromkeys(_mark(reading, name, span) for span in spans))
    for role, (field, name) in ONE.items():
        if role in edits:
            spans = _within(edits[role], text)
            event[field] = _mark(reading, name, spans[0]) if spans else None
    if "place" in edits:
        span = _where(reading["places"], event, "place")
        words = span.of(text) if event["place"] is not None else ""
        said = edits["place"] or {"name": words}
        event["place"] = (
            _added(reading, "places", span, {**said, "form": "name", "note": note}) if said["name"] else None
        )
    if "day" in edits:
        first, last = edits["day"]
        span = _where(reading["times"], event, "time")
        value = (first or "") if first == last else f"{first or ''}/{last or ''}"
        days = {"earliest": first, "latest": last, "value": value, "note": note}
        had = event["time"] is not None
        event["time"] = _added(reading, "times", span, days) if first or last or had else None
    if "status" in edits:
        event |= {"status": edits["status"], "factuality": FACTUALITY[edits["status"]], "because": []}
    if "type" in edits:
        event |= {"type": edits["type"], "quad": QUADS[edits["type"]], "mode": None, "cameo": None, "why": []}
    if "mode" in edits:
        event |= {"mode": edits["mode"], "cameo": None}
    return event


def _within(spans: Sequence[Span] | None, text: str) -> list[Span]:
    return [span for span in spans or () if span.start < span.end <= len(text)]


def _where(marks: Sequence[Json], event: Json, field: str) -> Span:
    """The words of what fills a role; those of the trigger where the report has none for it."""
    mark = marks[event[field]] if event[field] is not None else event
    return Span(mark["start"], mark["end"])


def _mark(reading: Json, name: str, span: Span) -> int:
    """The index of the mark that these words are; a new one where they are none yet."""
    text, marks = reading["text"], reading[name]
    words = _bare(span.of(text))
    same = None
    for index, mark in enumerate(marks):
        if (mark["start"], mark["end"]) == (span.start, span.end):
            return index
        if _bare(text[mark["start"] : mark["end"]]) == words:
            if mark["start"] < span.end and span.start < mark["end"]:
                return index
            same = same or mark
    known = {key: value for key, value in (same or {}).items() if key not in ("start", "end", "score")}
    return _added(reading, name, span, known if name in ("actors", "places") else {})


def _added(reading: Json, name: str, span: Span, values: Mapping[str, Any]) -> int:
    words = " ".join(span.of(reading["text"]).split())
    blank: dict[str, Json] = {
        "actors": {"name": words, **dict.fromkeys(("id", "country", "sector")), "score": SURE},
        "places": {
            "name": words,
            "form": "name",
            **dict.fromkeys(("kind", "lat", "lon", "radius_km", "country", "admin1", "geonames")),
            "score": SURE,
        },
        "times": {"type": "DATE", "value": "", "earliest": None, "latest": None, "score": SURE},
        "figures": {
            **_number(words),
            "approximate": False,
            "unit": None,
            "counts": None,
            "scope": {"actor": None, "place": None, "time": None},
        },
    }
    reading[name].append({"start": span.start, "end": span.end, **blank[name], **values})
    return len(reading[name]) - 1


def _number(words: str) -> Json:
    """What a plain number is; anything else is told by its words alone."""
    found = NUMBER.search(words)
    value = int(found[0].replace(",", "")) if found else None
    return {"value": value, "low": value, "high": value}


def _bare(words: str) -> str:
    return ARTICLE.sub("", " ".join(words.split()).casefold(), count=1) if words else ""


def _transplanted(reading: Json, kept: Kept) -> Json:
    """An event of another reading of the same text, with the marks that it rests on put beside those of this one."""

    def index(name: str, at: int | None) -> int | None:
        if at is None:
            return None
        mark = kept.of[name][at]
        for number, one in enumerate(reading[name]):
            if (one["start"], one["end"]) == (mark["start"], mark["end"]):
                return number
        reading[name].append(mark)
        return len(reading[name]) - 1

    event = {key: value for key, value in kept.event.items() if key not in ("judged", "rejected")}
    for field, name in MANY.values():
        event[field] = [index(name, at) for at in event[field]]
    for field, name in ONE.values():
        event[field] = index(name, event[field])
    return event | {"statement": _told(reading, kept, index)}


def _told(reading: Json, kept: Kept, index: Callable[[str, int | None], int | None]) -> int | None:
    """The statement in which the event is told: the shortest one now whose content holds its trigger, else the one that
    it was told in, for what somebody says must not come to stand in the report's own voice."""
    if kept.event["statement"] is None:
        return None
    trigger = Span(kept.event["start"], kept.event["end"])
    holding = [
        (part["end"] - part["start"], number)
        for number, said in enumerate(reading["statements"])
        for part in said["content"]
        if Span(part["start"], part["end"]).contains(trigger)
    ]
    if holding:
        return min(holding)[1]
    said = kept.of["statements"][kept.event["statement"]]
    loose = {name: None for name in ("member_of", "via") if name in said}
    reading["statements"].append({**said, **loose, "source_actor": index("actors", said["source_actor"])})
    return len(reading["statements"]) - 1
