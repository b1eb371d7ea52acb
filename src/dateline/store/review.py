"""What people have still to judge, and what they have judged."""

from __future__ import annotations

import json
import re
from typing import Any

from sqlalchemy import Connection, Engine, func, select

from dateline.store import schema
from dateline.store.desk import MACHINE

Json = dict[str, Any]

EVENT = "event"
"""The relation of a judgement of one coded event, which is on both its sides: `same` accepts, `different` rejects."""

SHOWN = ("left", "right", "relation", "verdict", "author", "at", "retracts")

PART = re.compile(r"(.+)@(\d+)#(\d+)-(\d+)", re.DOTALL)


class Review:
    """Reads only; judgements are written through a Writer."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def uncertain(self, limit: int = 50) -> list[Json]:
        """Events of current versions that nobody has judged, the least certain first: `id, report, version, index`."""
        events, versions, reports = schema.events.c, schema.versions.c, schema.reports.c
        with self._engine.connect() as connection:
            judged = {row["left"] for row in standing(connection, EVENT)}
            rows = connection.execute(
                select(events.position, events.start, events.end, events.score, reports.id, versions.number)
                .join(schema.versions, events.version == versions.key)
                .join(schema.reports, versions.report == reports.key)
                .where(versions.current == 1)
                .order_by(events.score, events.key)
                .limit(limit + len(judged))
            ).all()
        found = [
            {
                "id": f"{row.id}@{row.number}#{row.start}-{row.end}",
                "report": row.id,
                "version": row.number,
                "index": row.position,
                "score": row.score,
            }
            for row in rows
        ]
        return [one for one in found if one["id"] not in judged][:limit]

    def trail(self, limit: int = 50, offset: int = 0) -> tuple[int, list[Json]]:
        """How many judgements people have made, and a page of them, latest first; `taken_back` by which later one."""
        table = schema.judgements
        people = table.c.author.not_like(f"{MACHINE}%")
        with self._engine.connect() as connection:
            total = connection.execute(select(func.count()).select_from(table).where(people)).scalar_one()
            rows = connection.execute(
                select(table).where(people).order_by(table.c.key.desc()).limit(limit).offset(offset)
            ).all()
            keys = [row.key for row in rows]
            back = connection.execute(select(table.c.retracts, table.c.key).where(table.c.retracts.in_(keys))).all()
        taken = {row.retracts: row.key for row in back}
        return total, [
            {
                **{
                    name: getattr(row, name)
                    for name in ("left", "right", "relation", "verdict", "author", "at", "retracts")
                },
                "id": row.key,
                "reasons": json.loads(row.reasons),
                "taken_back": taken.get(row.key),
            }
            for row in rows
        ]


def standing(connection: Connection, relation: str) -> list[Json]:
    """Judgements by people of a relation that were not taken back, in the order in which they were made."""
    table = schema.judgements
    taken_back = select(table.c.retracts).where(table.c.retracts.is_not(None))
    rows = connection.execute(
        select(table)
        .where(table.c.relation == relation, table.c.author.not_like(f"{MACHINE}%"))
        .where(table.c.retracts.is_(None), table.c.key.not_in(taken_back))
        .order_by(table.c.key)
    ).all()
    return [dict(row._mapping) for row in rows]


def rejected(connection: Connection) -> set[tuple[str, int, int, int]]:
    """Events that a person rejected: report, version, start and end of the trigger. The last word on each counts."""
    verdicts = {row["left"]: row["verdict"] for row in standing(connection, EVENT)}
    found = [PART.fullmatch(id) for id, verdict in verdicts.items() if verdict == "different"]
    return {(one[1], int(one[2]), int(one[3]), int(one[4])) for one in found if one}
