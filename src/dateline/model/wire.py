"""A reading as plain JSON values, in the public reading format, and back.

Beyond the keys of the format an answer carries what a store needs to rebuild it: `published_from`, `makers`,
`sentences`, and on some marks `note`, `why`, and for statements what else is known of the source (`setting`, `role`,
`member_of`, `grounds`, `via`). Words and grammar are not carried: the text gives
them again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from types import MappingProxyType
from typing import Any

from dateline.model.errors import DatelineError, NotEnglish
from dateline.model.event import Event, Presence
from dateline.model.marks import Actor, Figure, Place, Scope, Statement, When
from dateline.model.reading import Reading
from dateline.model.report import Furniture, Report
from dateline.model.text import OffsetMap, Piece, Span
from dateline.model.tokens import Sentence

Json = dict[str, Any]

REPORT_KEYS = ("id", "title", "publisher", "url", "lang", "authors", "published", "published_from", "text")
SPANS = ("source", "cue", "content", "grounds")
"""What of a statement is spans."""


def reading_to_json(reading: Reading) -> Json:
    """The reading in the reading format, lists in text order."""
    report = reading.report
    answer: Json = {key: getattr(report, key) for key in REPORT_KEYS}
    answer["authors"] = list(report.authors)
    answer["furniture"] = [_span(one.span) | {"kind": one.kind} for one in report.furniture]
    answer["places"] = [_mark(place) for place in reading.places]
    answer["times"] = [_mark(time) for time in reading.times]
    answer["actors"] = [_mark(actor) for actor in reading.actors]
    answer["figures"] = [_mark(figure) for figure in reading.figures]
    answer["statements"] = [_statement(statement) for statement in reading.statements]
    answer["events"] = [_event(event) for event in reading.events]
    answer["presence"] = [_fields(presence) for presence in reading.presence]
    answer["sentences"] = [_span(one.span) | {"caption": one.caption} for one in reading.sentences]
    answer["makers"] = dict(reading.makers)
    return answer


def reading_from_json(answer: Mapping[str, Any]) -> Reading:
    """The reading that `reading_to_json` was given, without words, grammar and the map to the page."""
    report = Report(
        id=answer["id"],
        text=answer["text"],
        title=answer.get("title"),
        publisher=answer.get("publisher"),
        url=answer.get("url"),
        lang=answer.get("lang"),
        published=answer.get("published"),
        published_from=answer.get("published_from"),
        authors=tuple(answer.get("authors") or ()),
        furniture=tuple(Furniture(_to_span(one), one["kind"]) for one in answer.get("furniture", ())),
    )
    return Reading(
        report,
        sentences=tuple(
            Sentence(_to_span(one), 0, 0, number, one.get("caption", False))
            for number, one in enumerate(answer.get("sentences", ()))
        ),
        times=tuple(_to_mark(When, one) for one in answer.get("times", ())),
        figures=tuple(_to_mark(Figure, one | {"scope": Scope(**one["scope"])}) for one in answer.get("figures", ())),
        places=tuple(_to_mark(Place, one) for one in answer.get("places", ())),
        actors=tuple(_to_mark(Actor, one) for one in answer.get("actors", ())),
        statements=tuple(_to_statement(one) for one in answer.get("statements", ())),
        events=tuple(_to_event(one) for one in answer.get("events", ())),
        presence=tuple(Presence(**one) for one in answer.get("presence", ())),
        makers=MappingProxyType(dict(answer.get("makers", {}))),
    )


def error_to_json(id: str | None, problem: DatelineError) -> Json:
    """What stands in the place of a reading. A report in another language is handed over as far as it was cleaned."""
    answer: Json = {"id": id, "error": {"kind": problem.kind, "message": problem.message}}
    if isinstance(problem, NotEnglish) and problem.report is not None:
        known = reading_to_json(Reading(problem.report))
        answer |= {key: known[key] for key in REPORT_KEYS if key != "id"}
    return answer


def offsets_to_json(offsets: OffsetMap) -> list[list[int]]:
    """The pieces of the map as `[clean start, clean end, source start, source end]`."""
    return [[one.clean.start, one.clean.end, one.source.start, one.source.end] for one in offsets.pieces]


def offsets_from_json(pieces: Sequence[Sequence[int]]) -> OffsetMap:
    """The map that `offsets_to_json` was given."""
    return OffsetMap(tuple(Piece(Span(a, b), Span(c, d)) for a, b, c, d in pieces))


def _span(span: Span) -> Json:
    return {"start": span.start, "end": span.end}


def _to_span(value: Mapping[str, Any]) -> Span:
    return Span(value["start"], value["end"])


def _fields(record: Any) -> Json:
    return {field.name: getattr(record, field.name) for field in fields(record)}


def _mark(mark: Any) -> Json:
    values = _fields(mark)
    span = values.pop("span")
    if "scope" in values:
        values["scope"] = _fields(values["scope"])
    if values.get("note", "") is None:
        del values["note"]
    return _span(span) | values


def _to_mark(kind: type[Any], value: Mapping[str, Any]) -> Any:
    known = {field.name for field in fields(kind)}
    return kind(span=_to_span(value), **{key: item for key, item in value.items() if key in known})


def _statement(statement: Statement) -> Json:
    values = _fields(statement)
    for role in SPANS:
        values[role] = [_span(span) for span in values[role]]
    return values


def _to_statement(value: Mapping[str, Any]) -> Statement:
    known = {field.name for field in fields(Statement)}
    spans = {role: tuple(map(_to_span, value.get(role, ()))) for role in SPANS}
    return Statement(**{key: item for key, item in value.items() if key in known} | spans)


def _event(event: Event) -> Json:
    values = _mark(event)
    for role in ("actors", "recipients", "figures", "why"):
        values[role] = list(values[role])
    if not values["rejected"]:
        del values["rejected"]
    values["because"] = [_span(span) for span in event.because]
    return values


def _to_event(value: Mapping[str, Any]) -> Event:
    listed = {role: tuple(value.get(role, ())) for role in ("actors", "recipients", "figures", "why")}
    event: Event = _to_mark(Event, {**value, **listed, "because": tuple(map(_to_span, value["because"]))})
    return event
