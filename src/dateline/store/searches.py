"""Saved searches: filters of the overview under a name, with what they find that somebody has not seen yet."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

import numpy as np
from sqlalchemy import Engine, delete, func, insert, select, update

from dateline.model.errors import NoSuchSearch
from dateline.model.wanted_query import from_query
from dateline.store import schema
from dateline.store.overview import Overview

Row = dict[str, Any]

ID_BYTES = 12
"""Random bytes of an id: it stands in the address of a feed and is never used again."""


class Searches:
    """The saved searches of a store. What is new to somebody is what was added since they last looked.

    A report counts as new again when a new version of it is added; one that is only read anew does not. A person is
    named by `who`; None where the pages have no accounts.
    """

    def __init__(self, engine: Engine, overview: Overview) -> None:
        self._engine = engine
        self._overview = overview

    def save(self, name: str, query: str, by: str | None, at: str) -> str:
        """Save a query under a name, seen up to now, and give its id. Raises ConfigError where it is no filter."""
        from_query(query)
        id = secrets.token_hex(ID_BYTES)
        with self._engine.begin() as connection:
            connection.execute(insert(schema.searches).values(id=id, name=name, query=query, by=by, at=at))
        self.see(id, by)
        return id

    def all(self, who: str | None = None) -> list[Row]:
        """Every search, latest first: `id, name, query, by, at, removed, total, new`; what is removed has no counts."""
        table, looks = schema.searches, schema.looks.c
        with self._engine.connect() as connection:
            found = connection.execute(
                select(table, looks.version)
                .outerjoin(schema.looks, (looks.search == table.c.key) & (looks.who == (who or "")))
                .order_by(table.c.key.desc())
            ).all()
        return [self._row(dict(row._mapping)) for row in found]

    def rename(self, id: str, name: str) -> None:
        """Give it another name. Raises NoSuchSearch."""
        self._set(id, name=name)

    def remove(self, id: str, at: str | None) -> None:
        """Take it away, or bring it back with `at` None; nothing of it is lost. Raises NoSuchSearch."""
        self._set(id, removed=at)

    def see(self, id: str, who: str | None) -> None:
        """Note that somebody has looked at all that it finds now. Raises NoSuchSearch."""
        looks = schema.looks
        with self._engine.begin() as connection:
            key = connection.execute(select(schema.searches.c.key).where(schema.searches.c.id == id)).scalar()
            if key is None:
                raise _unknown(id)
            newest = connection.execute(select(func.max(schema.versions.c.key))).scalar() or 0
            connection.execute(delete(looks).where(looks.c.search == key, looks.c.who == (who or "")))
            connection.execute(insert(looks).values(search=key, who=who or "", version=newest))

    def matches(self, id: str, limit: int = 50) -> tuple[Row, list[Row]]:
        """A search and the reports that it finds, the latest added first: what `View.found` gives of each, with
        `version` and `added`. Raises NoSuchSearch, also where it was removed."""
        with self._engine.connect() as connection:
            row = connection.execute(select(schema.searches).where(schema.searches.c.id == id)).first()
        if row is None or row.removed is not None:
            raise _unknown(id)
        columns, mask, listed = self._overview.matches(from_query(row.query))
        keys = np.array(columns.version_keys, dtype=np.int64)[listed]
        page = listed[np.argsort(-keys, kind="stable")][:limit]
        rows = self._overview.rows(columns, mask, page)
        versions = schema.versions.c
        with self._engine.connect() as connection:
            added = {
                one.id: one
                for one in connection.execute(
                    select(schema.reports.c.id, versions.number, versions.added)
                    .join(schema.reports, versions.report == schema.reports.c.key)
                    .where(versions.key.in_([columns.version_keys[number] for number in page]))
                )
            }
        told = [one | {"version": added[one["id"]].number, "added": added[one["id"]].added} for one in rows]
        return dict(row._mapping), told

    def _set(self, id: str, **values: Any) -> None:
        with self._engine.begin() as connection:
            if not connection.execute(
                update(schema.searches).where(schema.searches.c.id == id).values(values)
            ).rowcount:
                raise _unknown(id)

    def _row(self, row: Mapping[str, Any]) -> Row:
        shown = {name: row[name] for name in ("id", "name", "query", "by", "at", "removed")}
        if row["removed"] is not None:
            return shown | {"total": 0, "new": 0}
        columns, _, listed = self._overview.matches(from_query(row["query"]))
        keys = np.array(columns.version_keys, dtype=np.int64)[listed]
        return shown | {"total": len(keys), "new": int((keys > (row["version"] or 0)).sum())}


def _unknown(id: str) -> NoSuchSearch:
    return NoSuchSearch(
        id[:60], "no search is saved under this id.", "It may have been deleted; see the saved searches."
    )
