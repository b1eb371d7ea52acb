"""Changes of the schema, in order. Each one and its record are one transaction, and none is ever edited or removed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import Connection, Engine, insert, inspect, select, text

from dateline.model.errors import StoreTooNew
from dateline.store import schema

Migration = tuple[str, Callable[[Connection], None]]


def _first(connection: Connection) -> None:
    schema.metadata.create_all(connection, checkfirst=True)
    if connection.dialect.name == "sqlite":
        connection.execute(
            text(
                "CREATE VIRTUAL TABLE words USING fts5"
                '(id UNINDEXED, title, text, publisher, tokenize = "unicode61 remove_diacritics 2")'
            )
        )
    else:
        connection.execute(text("CREATE TABLE words (id TEXT PRIMARY KEY, title TEXT, text TEXT, publisher TEXT)"))
        connection.execute(
            text(
                "CREATE INDEX words_search ON words USING gin"
                "(to_tsvector('english', coalesce(title, '') || ' ' || text || ' ' || coalesce(publisher, '')))"
            )
        )


MIGRATIONS: tuple[Migration, ...] = (("first tables and the full-text index", _first),)


def migrate(engine: Engine) -> None:
    """Bring the store up to date. Raises StoreTooNew, and changes nothing, where a later version has written it."""
    done = 0
    if inspect(engine).has_table("migrations"):
        with engine.connect() as connection:
            done = len(connection.execute(select(schema.migrations.c.number)).all())
    if done > len(MIGRATIONS):
        raise StoreTooNew(str(engine.url), "was written by a later version of Dateline.", "Upgrade dateline.")
    for number, (name, change) in enumerate(MIGRATIONS[done:], start=done + 1):
        with engine.begin() as connection:
            change(connection)
            now = datetime.now(UTC).isoformat(timespec="seconds")
            connection.execute(insert(schema.migrations).values(number=number, name=name, at=now))
