"""The readings of what is filtered, one after another, so that an export of any size needs the memory of one batch."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from typing import Any

import numpy as np
from sqlalchemy import Engine, func, select

from dateline.model.wanted import Wanted
from dateline.store import schema
from dateline.store.judged import judged
from dateline.store.overview import Overview

BATCH = 50
"""Readings that are fetched at once."""


def exported(engine: Engine, overview: Overview, wanted: Wanted) -> Iterator[dict[str, Any]]:
    """The newest readings of the reports that are found, latest first, in the reading format, as people judged them.

    Besides, `version` is the version's number and `wanted` the positions of those events that are wanted.
    """
    columns, mask, listed = overview.matches(wanted)
    hits = np.flatnonzero(mask)
    hits = hits[np.argsort(columns.report[hits], kind="stable")]
    versions, readings, events = schema.versions.c, schema.readings.c, schema.events.c
    for at in range(0, len(listed), BATCH):
        page = listed[at : at + BATCH]
        keys = [columns.version_keys[number] for number in page]
        first, last = np.searchsorted(columns.report[hits], [page[0], page[-1] + 1])
        wanted_keys = [int(key) for key in columns.key[hits[first:last]]]
        newest = select(func.max(readings.key)).where(readings.version.in_(keys)).group_by(readings.version)
        with engine.connect() as connection:
            rows = {
                row.key: row
                for row in connection.execute(
                    select(versions.key, versions.number, readings.body)
                    .join(schema.versions, readings.version == versions.key)
                    .where(readings.key.in_(newest))
                )
            }
            told = judged(connection, {key: json.loads(zlib.decompress(row.body)) for key, row in rows.items()})
            positions: dict[int, list[int]] = {}
            for part in range(0, len(wanted_keys), 500):
                some = select(events.version, events.position).where(events.key.in_(wanted_keys[part : part + 500]))
                for version, position in connection.execute(some.order_by(events.position)):
                    positions.setdefault(version, []).append(position)
        for key in keys:
            yield told[key] | {"version": rows[key].number, "wanted": positions.get(key, [])}
