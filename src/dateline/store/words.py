"""The full-text index, asked for reports that have all the words of a query."""

from __future__ import annotations

import re

from sqlalchemy import Connection, text


def matching(connection: Connection, query: str, most: int | None = None) -> list[str]:
    """The ids of all reports (or the `most` nearest) that have every word of `query` in title, text or publisher.

    None where the query has no word.
    """
    ranked = "" if most is None else f" ORDER BY rank LIMIT {int(most)}"
    first = "" if most is None else f" LIMIT {int(most)}"
    if connection.dialect.name == "sqlite":
        words = " ".join(f'"{word}"' for word in re.findall(r"\w+", query))
        if not words:
            return []
        found = text(f"SELECT id FROM words WHERE words MATCH :words{ranked}")
        return [row.id for row in connection.execute(found, {"words": words})]
    found = text(
        "SELECT id FROM words WHERE to_tsvector('english', coalesce(title, '') || ' ' || text || ' ' || "
        f"coalesce(publisher, '')) @@ plainto_tsquery('english', :words){first}"
    )
    return [row.id for row in connection.execute(found, {"words": query})]
