"""The part of a store's View that tells what many reports say together."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Engine, func, select

from dateline.model.errors import NoSuchReport
from dateline.store import schema
from dateline.store.desk import current_edges
from dateline.store.judged import in_force

Row = dict[str, Any]


class StoryView:
    """Stories, lineage, claims, conflicts, series, incidents and changes as plain values; cites carry their words.

    A story is named by its first report; any report's id names the story that it is in.
    """

    _engine: Engine

    def stories(self, query: str | None = None, limit: int = 50, offset: int = 0) -> tuple[int, list[Row]]:
        """How many stories there are (with all words of `query` in headline, titles, places or actors), and a page of
        them, the latest first: `id, headline, headline_of, earliest, latest, reports, publishers, first_hand, places,
        actors, members, claims, incidents, conflicts`."""
        wanted = re.findall(r"\w+", (query or "").casefold())
        table = schema.items.c
        latest = (
            select(table.body).where(table.kind == "story").order_by(table.day.desc().nulls_last(), table.id.desc())
        )
        with self._engine.connect() as connection:
            if not wanted:
                total = connection.execute(select(func.count()).where(table.kind == "story")).scalar_one()
                found = connection.execute(latest.limit(limit).offset(offset)).scalars()
                return int(total), [json.loads(zlib.decompress(body)) for body in found]
            rows = [json.loads(zlib.decompress(body)) for body in connection.execute(latest).scalars()]
        rows = [row for row in rows if _has(row, wanted)]
        return len(rows), rows[offset : offset + limit]

    def story(self, id: str) -> Row:
        """The story of a report with all that its reports say together. Raises NoSuchReport."""
        with self._engine.connect() as connection:
            name = _story_of(connection, id)
            body = next((body for _, body in _items(connection, "story", ids=[name])), None)
            if body is None:
                raise NoSuchReport(id, "is in no story yet.", "`dateline story` consolidates what was added.")
        reports = body["reports"]
        lists = {
            "lineage": self._edges(reports),
            "claims": self.claims(story=name),
            "incidents": self.incidents(story=name),
            "conflicts": self.conflicts(story=name),
            "series": self.series(story=name),
        }
        with self._engine.connect() as connection:
            changed = [one for _, one in _items(connection, "change", reports=reports)]
        versions = [{"report": one["report"], "from": one["before"], "to": one["after"]} for one in changed]
        return body | lists | {"changes": versions}

    def lineage(self, report_id: str | None = None) -> list[Row]:
        """Who has whose text: all edges, or those of a report; the likeliest first, with the passages' words."""
        return self._edges(None) if report_id is None else self._edges([report_id], both=False)

    def claims(self, story: str | None = None, report: str | None = None) -> list[Row]:
        """Claims, of all reports, of a story's or of one; the widest told first."""
        rows = self._listed("claim", story, report)
        return sorted(rows, key=lambda row: -len({one["cite"]["report"] for one in row["tellings"]}))

    def conflicts(self, story: str | None = None, report: str | None = None) -> list[Row]:
        """Conflicts between origins and with the world, those that are sure first; `judged` is a person's word."""
        rows = self._listed("conflict", story, report)
        for row in rows:
            row["judged"] = self._judged("conflict", row["id"], row["id"])
        return sorted(rows, key=lambda row: row["verdict"] != "different")

    def series(self, story: str | None = None, report: str | None = None) -> list[Row]:
        """Figures over time as one publisher told them."""
        return self._listed("series", story, report)

    def incidents(self, story: str | None = None, report: str | None = None) -> list[Row]:
        """Events that are one in the world, in the order of their days."""
        rows = self._listed("incident", story, report)
        self._tell_judged(rows)
        return sorted(rows, key=lambda row: row["earliest"] or row["latest"] or "9999")

    def changes(self, report_id: str, before: int | None = None, after: int | None = None) -> Row:
        """What changed between two versions of a report that follow each other, the last two unless told.

        Raises NoSuchReport where there are no such versions.
        """
        with self._engine.connect() as connection:
            rows = [body for _, body in _items(connection, "change", reports=[report_id])]
        fitting = [
            row
            for row in rows
            if (before is None or row["before"] == before) and (after is None or row["after"] == after)
        ]
        if not fitting:
            raise NoSuchReport(report_id, "has no such versions to compare.", "`dateline show` tells its versions.")
        return max(fitting, key=lambda row: int(row["after"]))

    def _listed(self, kind: str, story: str | None, report: str | None) -> list[Row]:
        with self._engine.connect() as connection:
            reports: list[str] | None = None
            if report is not None:
                reports = [report]
            elif story is not None:
                reports = _members(connection, _story_of(connection, story))
            return [body for _, body in _items(connection, kind, reports=reports)]

    def _edges(self, reports: Sequence[str] | None, *, both: bool = True) -> list[Row]:
        with self._engine.connect() as connection:
            found = current_edges(connection, reports) if both else current_edges(connection, None, of=reports)
            wanted = {(edge.a, first) for edge, (first, _) in found} | {(edge.b, second) for edge, (_, second) in found}
            texts = _texts(connection, wanted)
        rows = []
        for edge, (first, second) in found:
            a, b = texts[edge.a, first], texts[edge.b, second]
            passages = [
                {
                    "a": _cite(edge.a, first, one.a.start, one.a.end, a),
                    "b": _cite(edge.b, second, one.b.start, one.b.end, b),
                    "kind": one.kind,
                }
                for one in edge.passages
            ]
            shown = {"a": edge.a, "b": edge.b, "relation": edge.relation, "direction": edge.direction}
            rows.append(
                shown
                | {"score": edge.score, "reasons": list(edge.reasons), "passages": passages}
                | {"judged": self._judged("lineage", edge.a, edge.b)}
            )
        return sorted(rows, key=lambda row: (-float(row["score"]), row["a"], row["b"]))

    def _tell_judged(self, incidents: Sequence[Row]) -> None:
        """Put to each incident what people said of its parts and of others: the number that takes it back, and whom."""
        table = schema.judgements
        with self._engine.connect() as connection:
            said = connection.execute(select(table).where(*in_force("incident")).order_by(table.c.key)).all()
        of = {part["id"]: incident for incident in incidents for part in incident["parts"]}
        for incident in incidents:
            incident["judged"] = []
        for row in said:
            for incident in {id(one): one for end in (row.left, row.right) if (one := of.get(end))}.values():
                number = row.batch or row.key
                same = next((one for one in incident["judged"] if one["id"] == number), None)
                if same is None:
                    same = {"id": number, "verdict": row.verdict, "author": row.author, "at": row.at, "parts": []}
                    incident["judged"].append(same)
                same["parts"] += [end for end in (row.left, row.right) if end not in same["parts"]]

    def _judged(self, relation: str, left: str, right: str) -> Row | None:
        """The last word of a person on a pair that was not taken back."""
        table = schema.judgements
        with self._engine.connect() as connection:
            taken_back = select(table.c.retracts).where(table.c.retracts.is_not(None))
            row = connection.execute(
                select(table)
                .where(
                    ((table.c.left == left) & (table.c.right == right))
                    | ((table.c.left == right) & (table.c.right == left))
                )
                .where(table.c.relation == relation, table.c.retracts.is_(None), table.c.key.not_in(taken_back))
                .where(~table.c.author.startswith("dateline:", autoescape=True))
                .order_by(table.c.key.desc())
                .limit(1)
            ).first()
        return None if row is None else {"id": row.key, "verdict": row.verdict, "author": row.author, "at": row.at}


def _items(
    connection: Connection, kind: str, *, ids: Sequence[str] | None = None, reports: Sequence[str] | None = None
) -> list[tuple[int, Row]]:
    """Items of a kind in their order: those with some ids, or that cite some reports, or all."""
    table = schema.items.c
    query = select(table.key, table.position, table.id, table.body).where(table.kind == kind)
    if ids is not None:
        query = query.where(table.id.in_(ids))
    if reports is not None:
        keys = select(schema.reports.c.key).where(schema.reports.c.id.in_(reports))
        citing = select(schema.item_reports.c.item).where(schema.item_reports.c.report.in_(keys))
        query = query.where(table.key.in_(citing))
    # By the ids' letters, not as the database's language sorts them.
    rows = sorted(connection.execute(query), key=lambda row: (row.position, row.id, row.key))
    return [(row.key, json.loads(zlib.decompress(row.body))) for row in rows]


def _story_of(connection: Connection, id: str) -> str:
    members = schema.members.c
    query = select(members.story).join(schema.reports, members.report == schema.reports.c.key)
    found = connection.execute(query.where(schema.reports.c.id == id)).scalar()
    if found is None:
        raise NoSuchReport(id, "is in no story of the store.", "`dateline stories` shows what there is.")
    return str(found)


def _members(connection: Connection, story: str) -> list[str]:
    rows = connection.execute(
        select(schema.reports.c.id)
        .join(schema.members, schema.members.c.report == schema.reports.c.key)
        .where(schema.members.c.story == story)
    )
    return [str(row.id) for row in rows]


def _texts(connection: Connection, wanted: Iterable[tuple[str, int]]) -> dict[tuple[str, int], str]:
    versions = schema.versions.c
    listed = sorted({report for report, _ in wanted})
    found: dict[tuple[str, int], str] = {}
    for at in range(0, len(listed), 500):
        rows = connection.execute(
            select(schema.reports.c.id, versions.number, versions.text)
            .join(schema.versions, versions.report == schema.reports.c.key)
            .where(schema.reports.c.id.in_(listed[at : at + 500]))
        )
        found |= {(row.id, row.number): row.text for row in rows}
    return found


def _cite(report: str, version: int, start: int, end: int, text: str) -> Row:
    return {"report": report, "version": version, "start": start, "end": end, "words": text[start:end]}


def _has(row: Row, wanted: Sequence[str]) -> bool:
    told = [row["headline"] or "", *(one["name"] for key in ("places", "actors") for one in row[key])]
    told += [one["title"] or "" for one in row["members"]]
    words = set(re.findall(r"\w+", " ".join(told).casefold()))
    return all(word in words for word in wanted)
