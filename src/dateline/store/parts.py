"""The events that are one incident: which they are, and how many independent origins tell of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, insert, select

from dateline.model.attach import part_of
from dateline.store import schema

AT_ONCE = 500


def keep_parts(connection: Connection, incidents: Sequence[tuple[int, Mapping[str, Any]]]) -> None:
    """Write the rows of the parts of incidents, by the items' keys, so that events can be counted by their origins."""
    parts = {item: {part for one in body["parts"] if (part := part_of(one["id"]))} for item, body in incidents}
    versions = schema.versions.c
    reports = sorted({part.report for found in parts.values() for part in found})
    keys: dict[tuple[str, int], int] = {}
    for at in range(0, len(reports), AT_ONCE):
        rows = connection.execute(
            select(schema.reports.c.id, versions.number, versions.key)
            .join(schema.versions, versions.report == schema.reports.c.key)
            .where(schema.reports.c.id.in_(reports[at : at + AT_ONCE]))
        )
        keys |= {(row.id, row.number): row.key for row in rows}
    rows_ = [
        {
            "item": item,
            "version": keys[part.report, part.version],
            "start": part.span.start,
            "end": part.span.end,
            "origins": max(1, int(body["origins"])),
        }
        for item, body in incidents
        for part in sorted(parts[item])
        if (part.report, part.version) in keys
    ]
    if rows_:
        connection.execute(insert(schema.parts), rows_)
