"""The side of a store at which consolidation works: what is still to be compared, and where its results are kept."""

from __future__ import annotations

import json
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Column, Connection, Table, bindparam, delete, func, insert, select, update

from dateline.model.judgement import Judgement
from dateline.model.lineage import Edge
from dateline.store import schema
from dateline.store.edges import edge_of
from dateline.store.judged import MACHINE, carried, in_force, judged
from dateline.store.parts import keep_parts

Value = TypeVar("Value")

ITEMS = "items"
"""The name under which it is counted how often items were made anew."""
NO_REPORTS = ("conflict", "actor")
"""Relations of judgements that change nothing of what reports say together."""
AT_ONCE = 500
"""Values in one list of a query."""
LATEST = 60
"""Reports of a topic that are looked at, the last to have it."""


@dataclass(frozen=True, slots=True)
class Pending:
    """A version that is to be compared: its key in the store, the report's id, its number, and its reading's key.

    `known`: something is kept of it from before.
    """

    key: int
    report: str
    number: int
    reading: int
    known: bool


class Desk:
    """Reads and writes within one transaction. What it replaces follows from what it never changes.

    `changed`: members or items were changed in this transaction.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._versions: dict[str, int] = {}
        self.changed = False

    def pending(self, maker: str, since: int = 0) -> list[Pending]:
        """Current versions that this maker has not seen with their newest reading, or that are in no story yet, in the
        order in which they came; with `since`, of those only that were read after a reading of this key."""
        versions, prints, readings, members = schema.versions.c, schema.prints.c, schema.readings.c, schema.members.c
        later = select(readings.version, func.max(readings.key).label("key")).group_by(readings.version)
        newest = (later.where(readings.key > since) if since else later).subquery()
        rows = self._connection.execute(
            select(
                versions.key,
                schema.reports.c.id,
                versions.number,
                newest.c.key.label("reading"),
                prints.version.label("print"),
            )
            .join(schema.reports, versions.report == schema.reports.c.key)
            .join(newest, newest.c.version == versions.key)
            .join(schema.prints, prints.version == versions.key, isouter=True)
            .join(schema.members, members.report == versions.report, isouter=True)
            .where(versions.current == 1)
            .where(
                prints.version.is_(None)
                | (prints.maker != maker)
                | (prints.reading != newest.c.key)
                | members.report.is_(None)
            )
            .order_by(versions.key)
        ).all()
        return [Pending(row.key, row.id, row.number, row.reading, row.print is not None) for row in rows]

    def last_reading(self) -> int:
        """The key of the last reading; 0 where there is none."""
        return int(self._connection.execute(select(func.max(schema.readings.c.key))).scalar() or 0)

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

    def keep_prints(self, maker: str, bodies: Sequence[tuple[Pending, Mapping[str, Any]]]) -> None:
        """Keep what versions are compared by."""
        table = schema.prints
        self._delete(table.c.version, [pending.key for pending, _ in bodies if pending.known])
        self._insert(
            table,
            [
                {"version": pending.key, "maker": maker, "reading": pending.reading, "body": _packed(body)}
                for pending, body in bodies
            ],
        )

    def renew_prints(self, maker: str, values: Mapping[str, Mapping[str, Any]]) -> None:
        """Put other values in the place of some that were kept of reports' current versions, by report."""
        table, versions = schema.prints, schema.versions.c
        for part in _parts(list(values)):
            rows = self._connection.execute(
                select(schema.reports.c.id, table.c.version, table.c.body)
                .join(schema.versions, table.c.version == versions.key)
                .join(schema.reports, versions.report == schema.reports.c.key)
                .where(schema.reports.c.id.in_(part), versions.current == 1, table.c.maker == maker)
            ).all()
            changed = [
                {"of": row.version, "packed": _packed(json.loads(zlib.decompress(row.body)) | values[row.id])}
                for row in rows
            ]
            if changed:
                self._connection.execute(
                    update(table).where(table.c.version == bindparam("of")).values(body=bindparam("packed")), changed
                )

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

    def keep_edges(self, edges: Sequence[Edge], maker: str, at: str) -> int:
        """Store edges between current versions, but those that are there already; how many were new."""
        if not edges:
            return 0
        table = schema.edges
        keys = self.versions(sorted({end for edge in edges for end in (edge.a, edge.b)}))
        ends = sorted({keys[edge.a] for edge in edges})
        known: set[tuple[frozenset[int], str, str]] = set()
        for part in _parts(ends):
            for end in (table.c.a, table.c.b):
                rows = self._connection.execute(
                    select(table.c.a, table.c.b, table.c.relation, table.c.direction).where(
                        end.in_(part), table.c.maker == maker
                    )
                )
                known.update((frozenset((row.a, row.b)), row.relation, row.direction) for row in rows)
        made = []
        for edge in edges:
            a, b = keys[edge.a], keys[edge.b]
            mark = (frozenset((a, b)), edge.relation, edge.direction)
            if mark in known:
                continue
            known.add(mark)
            body = {
                "reasons": list(edge.reasons),
                "passages": [[one.a.start, one.a.end, one.b.start, one.b.end, one.kind] for one in edge.passages],
            }
            values = {"relation": edge.relation, "direction": edge.direction, "score": edge.score}
            packed = json.dumps(body, ensure_ascii=False)
            made.append({"a": a, "b": b, **values, "body": packed, "maker": maker, "at": at})
        self._insert(table, made)
        return len(made)

    def edges(self, reports: Sequence[str], of: Sequence[str] | None = None) -> list[Edge]:
        """The newest edges between the current versions of some reports, all, or those only of some `of` these."""
        return [edge for edge, _ in current_edges(self._connection, reports, of=of)]

    def edges_of(self, reports: Sequence[str], reason: str) -> list[Edge]:
        """The newest edges of some reports to any that were made for a reason. All edges of theirs for no reason."""
        return [edge for edge, _ in current_edges(self._connection, None, of=reports, reason=reason)]

    def ends_for(self, reason: str) -> set[str]:
        """The reports of which any edge was made for a reason. Reads all edges."""
        table = schema.edges.c
        rows = self._connection.execute(select(table.a, table.b).where(table.body.contains(reason, autoescape=True)))
        return set(self._ids(sorted({key for row in rows for key in (row.a, row.b)})).values())

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
        listed = list(judgements)
        table = schema.judgements
        known: set[tuple[str, str, str, str, str]] = set()
        for part in _parts(sorted({one.left for one in listed})):
            rows = self._connection.execute(
                select(table.c.left, table.c.right, table.c.relation, table.c.verdict, table.c.author).where(
                    table.c.left.in_(part), table.c.author.startswith(MACHINE, autoescape=True)
                )
            )
            known.update((row.left, row.right, row.relation, row.verdict, row.author) for row in rows)
        made = []
        for one in listed:
            mark = (one.left, one.right, one.relation, one.verdict, one.author)
            if mark not in known:
                known.add(mark)
                made.append({name: getattr(one, name) for name in one.__slots__} | {"reasons": json.dumps(one.reasons)})
        self._insert(table, made)
        return len(made)

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
        """The number of the last judgement, whoever made it; 0 where there is none."""
        return int(self._connection.execute(select(func.max(schema.judgements.c.key))).scalar() or 0)

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

    def members(self, reports: Sequence[str] | None = None, context: str | None = None) -> dict[str, tuple[str, str]]:
        """The story and the context of each report, of all, of some, or of those of a context, as they came."""
        members = schema.members.c
        query = (
            select(schema.reports.c.id, members.story, members.context)
            .join(schema.reports, members.report == schema.reports.c.key)
            .order_by(members.report)
        )
        if context is not None:
            query = query.where(members.context == context)
        queries = [query]
        if reports is not None:
            queries = [query.where(schema.reports.c.id.in_(part)) for part in _parts(reports)]
        return {row.id: (row.story, row.context) for one in queries for row in self._connection.execute(one)}

    def set_members(self, rows: Mapping[str, tuple[str, str]]) -> None:
        """Say which story and context some reports belong to now."""
        if not rows:
            return
        self._count()
        keys = self._keys(list(rows))
        self._delete(schema.members.c.report, list(keys.values()))
        self._insert(
            schema.members,
            [{"report": keys[report], "story": story, "context": context} for report, (story, context) in rows.items()],
        )

    def counted(self) -> int:
        """How often members or items were changed, in so many transactions."""
        return self.progress(ITEMS)

    def _count(self) -> None:
        """Count that members or items change, once for each transaction."""
        if self.changed:
            return
        self.changed = True
        table = schema.progress
        more = update(table).where(table.c.name == ITEMS).values(number=table.c.number + 1)
        if not self._connection.execute(more).rowcount:
            self._insert(table, [{"name": ITEMS, "number": 1}])

    def noted(self, name: str) -> list[str]:
        """The rest of the names that begin with one under which a number is noted."""
        table = schema.progress.c
        found = self._connection.execute(
            select(table.name).where(table.name.startswith(name, autoescape=True)).order_by(table.name)
        )
        return [str(one)[len(name) :] for one in found.scalars()]

    def note_all(self, name: str, rest: Collection[str]) -> None:
        """Note 1 under names that begin with one."""
        names = [name + one for one in sorted(rest)]
        self._delete(schema.progress.c.name, names)
        self._insert(schema.progress, [{"name": one, "number": 1} for one in names])

    def forget(self, name: str, rest: Collection[str]) -> None:
        """Forget what was noted under names that begin with one."""
        self._delete(schema.progress.c.name, [name + one for one in sorted(rest)])

    def set_topics(self, topics: Mapping[int, Iterable[str]], known: Collection[int] = ()) -> None:
        """Say what versions count and tell of; something was said of those that are `known`."""
        table = schema.topics
        self._delete(table.c.version, sorted(known))
        self._insert(
            table,
            [{"version": version, "name": name} for version, names in topics.items() for name in sorted(set(names))],
        )

    def sharing(self, topic: str) -> list[str]:
        """The reports that were the last to have a topic, `LATEST` at most, by their ids; the last one first."""
        versions, topics = schema.versions.c, schema.topics.c
        rows = self._connection.execute(
            select(schema.reports.c.id)
            .join(schema.versions, versions.report == schema.reports.c.key)
            .join(schema.topics, topics.version == versions.key)
            .where(topics.name == topic, versions.current == 1)
            .order_by(topics.key.desc())
            .limit(LATEST)
        )
        return list(rows.scalars())

    def replace_items(self, contexts: Iterable[str], context: str, items: Sequence[Item], maker: str) -> list[int]:
        """Put what a context says in the place of what it, and contexts that it took up, said; the items' keys."""
        self.clear_items({*contexts, context})
        return self.add_items(context, items, maker)

    def clear_items(self, contexts: Iterable[str]) -> None:
        """Take away all that contexts say."""
        table = schema.items
        self._count()
        for part in _parts(sorted(contexts)):
            old = select(table.c.key).where(table.c.context.in_(part))
            for linked in (schema.item_reports, schema.parts):
                self._connection.execute(delete(linked).where(linked.c.item.in_(old)))
            self._connection.execute(delete(table).where(table.c.context.in_(part)))

    def drop_items(self, keys: Sequence[int]) -> None:
        """Take items away."""
        for column in (schema.item_reports.c.item, schema.parts.c.item, schema.items.c.key):
            self._delete(column, keys)

    def add_items(self, context: str, items: Sequence[Item], maker: str) -> list[int]:
        """Add what a context says; the items' keys."""
        self._count()
        if not items:
            return []
        table = schema.items
        reports = self._keys(sorted({report for item in items for report in item.reports}))
        rows = [
            {
                "context": context,
                "kind": item.kind,
                "id": item.id,
                "position": item.position,
                "day": item.day,
                "body": zlib.compress(json.dumps(item.body, ensure_ascii=False, separators=(",", ":")).encode(), 6),
                "maker": maker,
            }
            for item in items
        ]
        made = self._connection.execute(insert(table).returning(table.c.key, sort_by_parameter_order=True), rows)
        keys = [int(key) for key in made.scalars()]
        self._insert(
            schema.item_reports,
            [
                {"item": key, "report": reports[report]}
                for key, item in zip(keys, items, strict=True)
                for report in item.reports
                if report in reports
            ],
        )
        incidents = [(key, item.body) for key, item in zip(keys, items, strict=True) if item.kind == "incident"]
        keep_parts(self._connection, incidents)
        return keys

    def versions(self, reports: Sequence[str]) -> dict[str, int]:
        """The keys of reports' current versions, which do not change within the transaction."""
        versions = schema.versions.c
        for part in _parts([report for report in reports if report not in self._versions]):
            rows = self._connection.execute(
                select(schema.reports.c.id, versions.key)
                .join(schema.reports, versions.report == schema.reports.c.key)
                .where(schema.reports.c.id.in_(part), versions.current == 1)
            )
            self._versions |= {row.id: row.key for row in rows}
        return {report: self._versions[report] for report in reports if report in self._versions}

    def _ids(self, versions: Sequence[int]) -> dict[int, str]:
        found: dict[int, str] = {}
        for part in _parts(versions):
            rows = self._connection.execute(
                select(schema.versions.c.key, schema.reports.c.id)
                .join(schema.reports, schema.versions.c.report == schema.reports.c.key)
                .where(schema.versions.c.key.in_(part))
            )
            found |= {row.key: row.id for row in rows}
        return found

    def _insert(self, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
        if rows:
            self._connection.execute(insert(table), list(rows))

    def _delete(self, column: Column[Any], values: Sequence[Any]) -> None:
        for part in _parts(values):
            self._connection.execute(delete(column.table).where(column.in_(part)))

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
    table = schema.edges
    query = (
        select(table, first.c.id.label("a_id"), second.c.id.label("b_id"),
               one.c.number.label("a_number"), other.c.number.label("b_number"))
        .join(one, table.c.a == one.c.key)
        .join(other, table.c.b == other.c.key)
        .join(first, one.c.report == first.c.key)
        .join(second, other.c.report == second.c.key)
        .where(one.c.current == 1, other.c.current == 1)
    )  # fmt: skip
    if reason:
        query = query.where(table.c.body.contains(reason, autoescape=True))
    wanted = None if reports is None else set(reports)
    rows: dict[int, Any] = {}
    if reports is None and of is None:
        rows = {row.key: row for row in connection.execute(query)}
    for part in _parts(of if of is not None else reports or ()):
        current = select(schema.versions.c.key).join(schema.reports, schema.versions.c.report == schema.reports.c.key)
        current = current.where(schema.reports.c.id.in_(part), schema.versions.c.current == 1)
        keys = list(connection.execute(current).scalars())
        for end in (table.c.a, table.c.b) if of is not None else (table.c.a,):
            for row in connection.execute(query.where(end.in_(keys))):
                if wanted is None or (row.a_id in wanted and row.b_id in wanted):
                    rows[row.key] = row
    newest: dict[frozenset[str], tuple[Edge, tuple[int, int]]] = {}
    for key in sorted(rows):
        row = rows[key]
        newest[frozenset((row.a_id, row.b_id))] = (edge_of(row), (row.a_number, row.b_number))
    return [one for one in newest.values() if one[0].relation != "independent"]


def _packed(body: Mapping[str, Any]) -> bytes:
    return zlib.compress(json.dumps(body, separators=(",", ":")).encode(), 3)


def _parts(values: Sequence[Value]) -> Iterator[list[Value]]:
    for at in range(0, len(values), AT_ONCE):
        yield list(values[at : at + AT_ONCE])
