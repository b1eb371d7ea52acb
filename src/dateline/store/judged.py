"""People's words on coded events: which event of the reading in force each one is on, and the reading as judged.

A judgement names the words of its event, not its place in a list. Which event that is now is found when something is
judged or read, and kept in the row of the event; so what is read pays for it only where something was judged.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select

from dateline.model.attach import attached, moved, part_id, part_of
from dateline.model.text import Span
from dateline.store import schema
from dateline.store.edited import Kept, Word, as_judged
from dateline.store.events import event_rows
from dateline.store.who_rows import write_who

Json = dict[str, Any]

MACHINE = "dateline:"
"""How the author of a judgement begins that no person made."""
EVENT = "event"
"""The relation of a judgement of one coded event, which is on both its sides: `same` accepts, `different` rejects."""
AT_ONCE = 500


def in_force(relation: str) -> list[ColumnElement[bool]]:
    """Conditions on judgements: of a relation, by people, and neither taken back nor a taking back."""
    table = schema.judgements
    taken = select(table.c.retracts).where(table.c.retracts.is_not(None))
    return [
        table.c.relation == relation,
        ~table.c.author.startswith(MACHINE, autoescape=True),
        # Nearly all are none, so an index on it would be the slowest way in.
        func.coalesce(table.c.retracts, 0) == 0,
        table.c.key.not_in(taken),
    ]


def judged(connection: Connection, readings: Mapping[int, Json]) -> dict[int, Json]:
    """The newest readings of some versions, by the versions' keys, as people have judged their events."""
    events, table = schema.events.c, schema.judgements.c
    found: dict[int, dict[int, tuple[Word, str]]] = {}
    keys = list(readings)
    for at in range(0, len(keys), AT_ONCE):
        rows = connection.execute(
            select(events.version, events.position, schema.judgements)
            .join(schema.judgements, events.judgement == table.key)
            .where(events.version.in_(keys[at : at + AT_ONCE]))
            .order_by(events.version, events.position)
        ).all()
        for row in rows:
            found.setdefault(row.version, {})[row.position] = _word(row), row.left
    answer = dict(readings)
    for version, words in found.items():
        reading = readings[version]
        count = len(reading["events"])
        lost = [words[position] for position in sorted(words) if position >= count]
        kept = [one for word, of in lost if (one := _kept(connection, version, word, of))]
        answer[version] = as_judged(reading, {at: word for at, (word, _) in words.items() if at < count}, kept)
    return answer


def settle(connection: Connection, version: int) -> None:
    """Find which events of a version people's words are on, and write its rows of events and marks accordingly."""
    row = connection.execute(
        select(schema.reports.c.id, schema.versions.c.number, schema.versions.c.text)
        .join(schema.reports, schema.versions.c.report == schema.reports.c.key)
        .where(schema.versions.c.key == version)
    ).one()
    reading = _newest(connection, version)
    triggers = [Span(one["start"], one["end"]) for one in reading["events"]]
    words: dict[int, Word] = {}
    lost: dict[str, Word] = {}
    for span, word, of in _words(connection, row.id, row.number, row.text):
        at = attached(span, triggers)
        if at is not None:
            words[at] = word
        elif of is not None:
            lost.pop(of, None)
            lost[of] = word
    vouched = ((of, word) for of, word in lost.items() if word.verdict == "same")
    kept = [one for of, word in vouched if (one := _kept(connection, version, word, of))]
    write(connection, version, as_judged(reading, words, kept))


def write(connection: Connection, version: int, reading: Mapping[str, Any]) -> None:
    """Put the events of a reading, as judged, in the place of a version's rows of events, of marks and of roles."""
    marks = schema.marks
    connection.execute(delete(schema.events).where(schema.events.c.version == version))
    connection.execute(delete(marks).where(marks.c.version == version, marks.c.list == "events"))
    rows = list(event_rows(reading))
    of = reading["events"]
    if rows:
        connection.execute(insert(schema.events), [row | {"version": version} for row in rows])
    if shown := [event_mark(row) | {"version": version} for row in rows if not of[row["position"]].get("rejected")]:
        connection.execute(insert(marks), shown)
    write_who(connection, version, reading)


def event_mark(row: Mapping[str, Any]) -> Json:
    """The row of an event among the marks."""
    same = ("position", "start", "end", "country", "lat", "lon", "earliest", "latest", "status")
    return {"list": "events", "kind": row["type"], "name": row["mode"]} | {name: row[name] for name in same}


def words_on(connection: Connection, report: str) -> bool:
    """Whether people have a word in force on any event of a report."""
    return (
        connection.execute(select(schema.judgements.c.key).where(*_of(connection, report)).limit(1)).first() is not None
    )


def _of(connection: Connection, report: str) -> list[ColumnElement[bool]]:
    left = schema.judgements.c.left
    named = [left.startswith(f"{report}@", autoescape=True)]
    if connection.dialect.name == "sqlite":
        # Its LIKE takes no index, its comparison does.
        named.append(left.between(f"{report}@", f"{report}A"))
    return [*named, *in_force(EVENT)]


def version_of(connection: Connection, id: str) -> int | None:
    """The key of the version that an event's id names."""
    part = part_of(id)
    if part is None:
        return None
    versions = schema.versions.c
    return connection.execute(
        select(versions.key)
        .join(schema.reports, versions.report == schema.reports.c.key)
        .where(schema.reports.c.id == part.report, versions.number == part.version)
    ).scalar()


def touched(connection: Connection, ids: Iterable[str]) -> list[int]:
    """The keys of the versions whose events some judgements can be on: those that are named, and the current ones."""
    versions = schema.versions.c
    found: dict[int, None] = {}
    for report in dict.fromkeys(part.report for id in ids if (part := part_of(id))):
        named = {part.version for id in ids if (part := part_of(id)) and part.report == report}
        rows = connection.execute(
            select(versions.key, versions.number, versions.current)
            .join(schema.reports, versions.report == schema.reports.c.key)
            .where(schema.reports.c.id == report)
        )
        found |= {row.key: None for row in rows if row.current or row.number in named}
    return list(found)


def carried(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    """What the events of earlier versions that are named so are named in the current one, as far as it tells them."""
    found: dict[str, str] = {}
    for id in ids:
        part = part_of(id)
        if part is None:
            continue
        now = connection.execute(
            select(schema.versions.c.number, schema.versions.c.text)
            .join(schema.reports, schema.versions.c.report == schema.reports.c.key)
            .where(schema.reports.c.id == part.report, schema.versions.c.current == 1)
        ).first()
        key = version_of(connection, id)
        if now is None or key is None or now.number == part.version:
            continue
        span = _moved(_newest(connection, key), part.span, now.text)
        if span is not None:
            found[id] = part_id(part.report, now.number, span.start, span.end)
    return found


def _moved(reading: Json, span: Span, text: str) -> Span | None:
    sentences = [Span(one["start"], one["end"]) for one in reading.get("sentences") or ()]
    return moved(span, reading["text"], text, sentences)


def _words(connection: Connection, report: str, number: int, text: str) -> Iterator[tuple[Span, Word, str | None]]:
    """People's words on events of a report, oldest first: where in this version, and the id where it names this one."""
    table = schema.judgements
    rows = connection.execute(select(table).where(*_of(connection, report)).order_by(table.c.key)).all()
    others: dict[int, Json | None] = {}
    for row in rows:
        part = part_of(row.left)
        if part is None or part.report != report:
            continue
        if part.version == number:
            if part.span.end <= len(text):
                yield part.span, _word(row), row.left
            continue
        if part.version not in others:
            key = version_of(connection, row.left)
            others[part.version] = None if key is None else _newest(connection, key)
        other = others[part.version]
        if other is None:
            continue
        span = _moved(other, part.span, text)
        if span is not None:
            yield span, _word(row), None


def _word(row: Any) -> Word:
    return Word(row.key, row.verdict, row.author, row.at, tuple(json.loads(row.reasons)))


def _newest(connection: Connection, version: int) -> Json:
    return next(_readings(connection, version))


def _readings(connection: Connection, version: int) -> Iterator[Json]:
    """All readings of a version, the newest first."""
    table = schema.readings.c
    rows = connection.execute(select(table.body).where(table.version == version).order_by(table.key.desc()))
    for body in rows.scalars():
        yield json.loads(zlib.decompress(body))


def _kept(connection: Connection, version: int, word: Word, of: str) -> Kept | None:
    """The event that a judgement named, from the newest reading of the version that had it."""
    part = part_of(of)
    for reading in _readings(connection, version) if part is not None else ():
        for event in reading["events"]:
            if part is not None and (event["start"], event["end"]) == (part.span.start, part.span.end):
                return Kept(event, reading, word)
    return None
