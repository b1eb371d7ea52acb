"""The full-text index, asked for reports that have all the words of a query."""

from __future__ import annotations

import re

from sqlalchemy import Connection, text


def matching(connection: Connection, query: str) -> list[str]:
    """The ids of all reports that have every word of `query` in their title, text or publisher; none where it has no
    word.
    """
    if connection.dialect.name == "sqlite":
        words = " ".join(f'"{word}"' for word in re.findall(r"\w+", query))
        if not words:
            return []
        found = text("SELECT id FROM words WHERE words MATCH :words")
        return [row.id for row in connection.execute(found, {"words": words})]
    found = text(
        "SELECT id FROM words WHERE to_tsvector('english', coalesce(title, '') || ' ' || text || ' ' || "
        "coalesce(publisher, '')) @@ plainto_tsquery('english', :words)"
    )
    return [row.id for row in connection.execute(found, {"words": query})]
