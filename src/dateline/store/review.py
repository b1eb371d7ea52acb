"""What people have still to judge, and what they have judged."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Engine, func, select

from dateline.model.attach import part_id
from dateline.store import schema
from dateline.store.judged import MACHINE

Json = dict[str, Any]

SHOWN = ("left", "right", "relation", "verdict", "author", "at", "retracts")
AT_ONCE = 500


class Review:
    """Reads only; judgements are written through a Writer."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def uncertain(self, limit: int = 50, among: Sequence[int] | None = None) -> list[Json]:
        """Events of current versions that nobody has judged, the least certain first: `id, report, version, index`.

        Those with the keys `among`, where that is given.
        """
        events, versions, reports = schema.events.c, schema.versions.c, schema.reports.c
        query = (
            select(events.position, events.start, events.end, events.score, reports.id, versions.number)
            .join(schema.versions, events.version == versions.key)
            .join(schema.reports, versions.report == reports.key)
            .where(versions.current == 1, events.judgement.is_(None))
            .order_by(events.score, events.key)
            .limit(limit)
        )
        with self._engine.connect() as connection:
            if among is None:
                rows = list(connection.execute(query))
            else:
                rows = []
                for at in range(0, len(among), AT_ONCE):
                    rows += connection.execute(query.where(events.key.in_(among[at : at + AT_ONCE])))
                rows = sorted(rows, key=lambda row: row.score)[:limit]
        return [
            {
                "id": part_id(row.id, row.number, row.start, row.end),
                "report": row.id,
                "version": row.number,
                "index": row.position,
                "score": row.score,
            }
            for row in rows
        ]

    def count_unjudged(self) -> int:
        """How many events of current versions nobody has judged."""
        events, versions = schema.events.c, schema.versions.c
        query = (
            select(func.count())
            .select_from(schema.events)
            .join(schema.versions, events.version == versions.key)
            .where(versions.current == 1, events.judgement.is_(None))
        )
        with self._engine.connect() as connection:
            return int(connection.execute(query).scalar_one())

    def trail(self, limit: int = 50, offset: int = 0) -> tuple[int, list[Json]]:
        """How many judgements people have made, and a page of them, latest first.

        Those that were given at once are one row: that of the first, with how `many` there are. `taken_back` by which
        later one.
        """
        table = schema.judgements
        heads = [
            ~table.c.author.startswith(MACHINE, autoescape=True),
            table.c.batch.is_(None) | (table.c.batch == table.c.key),
        ]
        with self._engine.connect() as connection:
            total = connection.execute(select(func.count()).select_from(table).where(*heads)).scalar_one()
            rows = connection.execute(
                select(table).where(*heads).order_by(table.c.key.desc()).limit(limit).offset(offset)
            ).all()
            keys = [row.key for row in rows]
            back = connection.execute(select(table.c.retracts, table.c.key).where(table.c.retracts.in_(keys))).all()
            counts = connection.execute(
                select(table.c.batch, func.count()).where(table.c.batch.in_(keys)).group_by(table.c.batch)
            ).all()
        taken = {row.retracts: row.key for row in back}
        many = {row[0]: int(row[1]) for row in counts}
        return total, [
            {
                **{name: getattr(row, name) for name in SHOWN},
                "id": row.key,
                "reasons": json.loads(row.reasons),
                "taken_back": taken.get(row.key),
                "many": many.get(row.key, 1),
            }
            for row in rows
        ]
