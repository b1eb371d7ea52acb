"""The side of a store at which consolidation works: what is still to be compared, and where its results are kept."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, func, insert, or_, select, update

from dateline.model.judgement import Judgement
from dateline.model.lineage import Edge
from dateline.store import schema
from dateline.store.edges import edge_of
from dateline.store.judged import MACHINE, carried, in_force, judged
from dateline.store.parts import keep_parts

ITEMS = "items"
"""The name under which it is counted how often items were made anew."""
NO_REPORTS = ("conflict", "actor")
"""Relations of judgements that change nothing of what reports say together."""
AT_ONCE = 500
"""Values in one list of a query."""


@dataclass(frozen=True, slots=True)
class Pending:
    """A version that is to be compared: its key in the store, the report's id, its number, and its reading's key."""

    key: int
    report: str
    number: int
    reading: int


class Desk:
    """Reads and writes within one transaction. What it replaces follows from what it never changes."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._versions: dict[str, int] = {}

    def pending(self, maker: str) -> list[Pending]:
        """Current versions that this maker has not seen with their newest reading, in the order in which they came."""
        versions, prints, readings = schema.versions.c, schema.prints.c, schema.readings.c
        newest = select(readings.version, func.max(readings.key).label("key")).group_by(readings.version).subquery()
        rows = self._connection.execute(
            select(versions.key, schema.reports.c.id, versions.number, newest.c.key.label("reading"))
            .join(schema.reports, versions.report == schema.reports.c.key)
            .join(newest, newest.c.version == versions.key)
            .join(schema.prints, prints.version == versions.key, isouter=True)
            .where(versions.current == 1)
            .where((prints.version.is_(None)) | (prints.maker != maker) | (prints.reading != newest.c.key))
            .order_by(versions.key)
        ).all()
        return [Pending(row.key, row.id, row.number, row.reading) for row in rows]

    def prints(self, maker: str) -> Iterator[tuple[str, dict[str, Any]]]:
        """What was kept of the current versions by this maker, in the order in which they came: report and body."""
        rows = self._connection.execute(
            select(schema.reports.c.id, schema.prints.c.body)
            .join(schema.versions, schema.prints.c.version == schema.versions.c.key)
            .join(schema.reports, schema.versions.c.report == schema.reports.c.key)
            .where(schema.versions.c.current == 1, schema.prints.c.maker == maker)
            .order_by(schema.versions.c.key)
        )
        for row in rows:
            yield row.id, json.loads(zlib.decompress(row.body))

    def keep_print(self, pending: Pending, maker: str, body: Mapping[str, Any]) -> None:
        """Keep what a version is compared by."""
        table = schema.prints
        self._connection.execute(delete(table).where(table.c.version == pending.key))
        packed = zlib.compress(json.dumps(body, separators=(",", ":")).encode(), 3)
        self._connection.execute(
            insert(table).values(version=pending.key, maker=maker, reading=pending.reading, body=packed)
        )

    def renew_print(self, report: str, maker: str, values: Mapping[str, Any]) -> None:
        """Put other values in the place of some that were kept of a report's current version."""
        version = self._current(report)
        table = schema.prints
        known = self._connection.execute(
            select(table.c.body).where(table.c.version == version, table.c.maker == maker)
        ).scalar()
        if known is None:
            return
        packed = zlib.compress(
            json.dumps(json.loads(zlib.decompress(known)) | values, separators=(",", ":")).encode(), 3
        )
        self._connection.execute(update(table).where(table.c.version == version).values(body=packed))

    def reading(self, report: str) -> tuple[int, dict[str, Any]]:
        """The number and the newest reading of a report's current version."""
        return next(self.readings([report]))[1:]

    def readings(self, reports: Sequence[str]) -> Iterator[tuple[str, int, dict[str, Any]]]:
        """The id, the number of the current version and its newest reading, as judged, of each of some reports."""
        versions, readings = schema.versions.c, schema.readings.c
        for part in _parts(reports):
            rows = self._connection.execute(
                select(schema.reports.c.id, versions.number, versions.key, readings.body)
                .join(schema.versions, versions.report == schema.reports.c.key)
                .join(schema.readings, readings.version == versions.key)
                .where(versions.current == 1, schema.reports.c.id.in_(part))
                .order_by(readings.key)
            ).all()
            newest = {row.id: row for row in rows}
            bodies = {row.key: json.loads(zlib.decompress(row.body)) for row in newest.values()}
            bodies = judged(self._connection, bodies)
            for report in part:
                if report in newest:
                    row = newest[report]
                    yield report, row.number, bodies[row.key]

    def keep_edges(self, edges: Iterable[Edge], maker: str, at: str) -> int:
        """Store edges between current versions, but those that are there already; how many were new."""
        count = 0
        for edge in edges:
            a, b = self._current(edge.a), self._current(edge.b)
            table = schema.edges.c
            known = self._connection.execute(
                select(table.key).where(
                    ((table.a == a) & (table.b == b)) | ((table.a == b) & (table.b == a)),
                    table.relation == edge.relation,
                    table.direction == edge.direction,
                    table.maker == maker,
                )
            ).first()
            if known is not None:
                continue
            body = {
                "reasons": list(edge.reasons),
                "passages": [[one.a.start, one.a.end, one.b.start, one.b.end, one.kind] for one in edge.passages],
            }
            self._connection.execute(
                insert(schema.edges).values(
                    a=a,
                    b=b,
                    relation=edge.relation,
                    direction=edge.direction,
                    score=edge.score,
                    body=json.dumps(body, ensure_ascii=False),
                    maker=maker,
                    at=at,
                )
            )
            count += 1
        return count

    def edges(self, reports: Sequence[str]) -> list[Edge]:
        """The newest edges between the current versions of some reports."""
        return [edge for edge, _ in current_edges(self._connection, reports)]

    def edges_of(self, reports: Sequence[str], reason: str) -> list[Edge]:
        """The newest edges of some reports to any that were made for a reason."""
        return [edge for edge, _ in current_edges(self._connection, None, of=reports, reason=reason)]

    def judgements(self, relation: str) -> dict[tuple[str, str], Judgement]:
        """The people's judgements in force on a relation, the last word on each pair, by both orders of the pair.

        Events of an earlier version of a page are named as they stand in the current one, where it still tells them.
        """
        table = schema.judgements
        rows = self._connection.execute(select(table).where(*in_force(relation)).order_by(table.c.key)).all()
        now = carried(self._connection, {end for row in rows for end in (row.left, row.right)})
        found: dict[tuple[str, str], Judgement] = {}
        for row in rows:
            reasons = tuple(json.loads(row.reasons))
            left, right = now.get(row.left, row.left), now.get(row.right, row.right)
            one = Judgement(left, right, relation, row.verdict, row.score, reasons, row.author, row.at)
            found[left, right] = found[right, left] = one
        return found

    def ever_judged(self, relation: str) -> list[tuple[str, str]]:
        """All pairs that a person has judged, also where that was taken back."""
        table = schema.judgements.c
        rows = self._connection.execute(
            select(table.left, table.right)
            .where(table.relation == relation, ~table.author.startswith(MACHINE, autoescape=True))
            .distinct()
        )
        return [(row.left, row.right) for row in rows]

    def judge(self, judgements: Iterable[Judgement]) -> int:
        """Store judgements of a machine, but those that it has made already; how many were new."""
        count = 0
        table = schema.judgements.c
        for one in judgements:
            known = self._connection.execute(
                select(table.key).where(
                    table.left == one.left,
                    table.right == one.right,
                    table.relation == one.relation,
                    table.verdict == one.verdict,
                    table.author == one.author,
                )
            ).first()
            if known is None:
                values = {name: getattr(one, name) for name in one.__slots__} | {"reasons": json.dumps(one.reasons)}
                self._connection.execute(insert(schema.judgements).values(**values))
                count += 1
        return count

    def judged_since(self, number: int) -> set[str]:
        """The reports on which, or on events of which, a person has judged since a judgement."""
        table = schema.judgements.c
        rows = self._connection.execute(
            select(table.left, table.right).where(
                table.key > number,
                ~table.author.startswith(MACHINE, autoescape=True),
                table.relation.not_in(NO_REPORTS),
            )
        )
        return {end.rsplit("@", 1)[0] if "#" in end else end for row in rows for end in (row.left, row.right)}

    def last_judgement(self) -> int:
        """The number of the last judgement of a person, taken back or not; 0 where there is none."""
        table = schema.judgements.c
        found = self._connection.execute(
            select(func.max(table.key)).where(~table.author.startswith(MACHINE, autoescape=True))
        ).scalar()
        return int(found or 0)

    def progress(self, name: str) -> int:
        """A number that was noted under a name; 0 where there is none."""
        table = schema.progress.c
        found = self._connection.execute(select(table.number).where(table.name == name)).scalar()
        return int(found or 0)

    def note(self, name: str, number: int) -> None:
        """Note a number under a name."""
        table = schema.progress
        done = self._connection.execute(update(table).where(table.c.name == name).values(number=number))
        if not done.rowcount:
            self._connection.execute(insert(table).values(name=name, number=number))

    def all_readings(self, report: str) -> dict[int, dict[str, Any]]:
        """The newest reading of each version of a report, by the version's number."""
        versions, readings = schema.versions.c, schema.readings.c
        rows = self._connection.execute(
            select(versions.number, readings.body)
            .join(schema.versions, readings.version == versions.key)
            .join(schema.reports, versions.report == schema.reports.c.key)
            .where(schema.reports.c.id == report)
            .order_by(readings.key)
        )
        return {row.number: json.loads(zlib.decompress(row.body)) for row in rows}

    def members(self) -> dict[str, tuple[str, str]]:
        """The story and the context of each report."""
        rows = self._connection.execute(
            select(schema.reports.c.id, schema.members.c.story, schema.members.c.context).join(
                schema.reports, schema.members.c.report == schema.reports.c.key
            )
        )
        return {row.id: (row.story, row.context) for row in rows}

    def set_members(self, rows: Mapping[str, tuple[str, str]]) -> None:
        """Say which story and context some reports belong to now."""
        self.note(ITEMS, self.progress(ITEMS) + 1)
        keys = self._keys(list(rows))
        table = schema.members
        for report, (story, context) in rows.items():
            values = {"story": story, "context": context}
            done = self._connection.execute(update(table).where(table.c.report == keys[report]).values(**values))
            if not done.rowcount:
                self._connection.execute(insert(table).values(report=keys[report], **values))

    def set_topics(self, version: int, names: Iterable[str]) -> None:
        """Say what a version counts and tells of."""
        table = schema.topics
        self._connection.execute(delete(table).where(table.c.version == version))
        rows = [{"version": version, "name": name} for name in sorted(set(names))]
        if rows:
            self._connection.execute(insert(table), rows)

    def sharing(self, reports: Sequence[str]) -> dict[str, int]:
        """Other reports that share a topic with some, with how many topics."""
        versions, topics = schema.versions.c, schema.topics.c
        found: dict[str, int] = {}
        for part in _parts(reports):
            own = (
                select(topics.name)
                .join(schema.versions, topics.version == versions.key)
                .join(schema.reports, versions.report == schema.reports.c.key)
                .where(schema.reports.c.id.in_(part), versions.current == 1)
                .distinct()
            )
            rows = self._connection.execute(
                select(schema.reports.c.id, func.count().label("shared"))
                .join(schema.versions, versions.report == schema.reports.c.key)
                .join(schema.topics, topics.version == versions.key)
                .where(versions.current == 1, topics.name.in_(own))
                .group_by(schema.reports.c.id)
            )
            for row in rows:
                found[row.id] = found.get(row.id, 0) + int(row.shared)
        for report in reports:
            found.pop(report, None)
        return found

    def replace_items(self, contexts: Iterable[str], context: str, items: Sequence[Item], maker: str) -> None:
        """Put what a context says in the place of what it, and contexts that it took up, said."""
        table, links = schema.items, schema.item_reports
        for part in _parts(sorted({*contexts, context})):
            old = select(table.c.key).where(table.c.context.in_(part))
            for linked in (links, schema.parts):
                self._connection.execute(delete(linked).where(linked.c.item.in_(old)))
            self._connection.execute(delete(table).where(table.c.context.in_(part)))
        self.note(ITEMS, self.progress(ITEMS) + 1)
        keys = self._keys(sorted({report for item in items for report in item.reports}))
        for item in items:
            body = zlib.compress(json.dumps(item.body, ensure_ascii=False, separators=(",", ":")).encode(), 6)
            values = {"context": context, "kind": item.kind, "id": item.id, "position": item.position}
            values |= {"day": item.day}
            made = self._connection.execute(insert(table).values(**values, body=body, maker=maker))
            number = made.inserted_primary_key[0] if made.inserted_primary_key else 0
            rows = [{"item": number, "report": keys[report]} for report in item.reports if report in keys]
            if rows:
                self._connection.execute(insert(links), rows)
            if item.kind == "incident":
                keep_parts(self._connection, number, item.body)

    def _current(self, report: str) -> int:
        """The key of a report's current version, which does not change within the transaction."""
        known = self._versions.get(report)
        if known is None:
            versions = schema.versions.c
            known = self._versions[report] = int(
                self._connection.execute(
                    select(versions.key)
                    .join(schema.reports, versions.report == schema.reports.c.key)
                    .where(schema.reports.c.id == report, versions.current == 1)
                ).scalar_one()
            )
        return known

    def _keys(self, reports: Sequence[str]) -> dict[str, int]:
        found: dict[str, int] = {}
        for part in _parts(reports):
            rows = self._connection.execute(
                select(schema.reports.c.id, schema.reports.c.key).where(schema.reports.c.id.in_(part))
            )
            found |= {row.id: row.key for row in rows}
        return found


@dataclass(frozen=True, slots=True)
class Item:
    """A claim, incident, conflict, series or story as plain values, and the reports that it cites."""

    kind: str
    id: str
    position: int
    reports: tuple[str, ...]
    body: dict[str, Any]
    day: str | None = None


def current_edges(
    connection: Connection, reports: Sequence[str] | None, *, of: Sequence[str] | None = None, reason: str = ""
) -> list[tuple[Edge, tuple[int, int]]]:
    """The newest edge of each two current versions, with their numbers; not those that are independent after all.

    Both are of `reports` (None: all), and one of them is of `of`, where that is given; with a `reason`, those only that
    were made for it.
    """
    one, other = schema.versions.alias("one"), schema.versions.alias("other")
    first, second = schema.reports.alias("first"), schema.reports.alias("second")
    query = (
        select(schema.edges, first.c.id.label("a_id"), second.c.id.label("b_id"),
               one.c.number.label("a_number"), other.c.number.label("b_number"))
        .join(one, schema.edges.c.a == one.c.key)
        .join(other, schema.edges.c.b == other.c.key)
        .join(first, one.c.report == first.c.key)
        .join(second, other.c.report == second.c.key)
        .where(one.c.current == 1, other.c.current == 1)
        .order_by(schema.edges.c.key)
    )  # fmt: skip
    if reason:
        query = query.where(schema.edges.c.body.contains(reason, autoescape=True))
    newest: dict[frozenset[str], tuple[Edge, tuple[int, int]]] = {}
    wanted = None if reports is None else set(reports)
    ends = [or_(first.c.id.in_(part)) for part in _parts(reports or ())]
    ends += [or_(first.c.id.in_(part), second.c.id.in_(part)) for part in _parts(of or ())]
    for end in ends if reports is not None or of is not None else [None]:
        for row in connection.execute(query if end is None else query.where(end)):
            if wanted is None or row.b_id in wanted:
                newest[frozenset((row.a_id, row.b_id))] = (edge_of(row), (row.a_number, row.b_number))
    return [one for one in newest.values() if one[0].relation != "independent"]


def _parts(values: Sequence[str]) -> Iterator[list[str]]:
    for at in range(0, len(values), AT_ONCE):
        yield list(values[at : at + AT_ONCE])
