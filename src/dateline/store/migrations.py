"""Changes of the schema, in order. Each one and its record are one transaction, and none is ever edited or removed."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import Connection, Engine, func, insert, inspect, select, text, update

from dateline.model.errors import StoreTooNew
from dateline.store import schema
from dateline.store.events import event_rows
from dateline.store.judged import EVENT, in_force, settle, touched
from dateline.store.parts import keep_parts
from dateline.store.who_rows import write_who

Migration = tuple[str, Callable[[Connection], None]]


def _first(connection: Connection) -> None:
    first = [table for table in schema.metadata.sorted_tables if table.name not in LATER]
    schema.metadata.create_all(connection, tables=first, checkfirst=True)
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


def _events(connection: Connection) -> None:
    schema.events.create(connection, checkfirst=True)
    newest = select(func.max(schema.readings.c.key)).group_by(schema.readings.c.version)
    in_force = select(schema.readings.c.version, schema.readings.c.body).where(schema.readings.c.key.in_(newest))
    for version, body in connection.execute(in_force).all():
        rows = [row | {"version": version} for row in event_rows(json.loads(zlib.decompress(body)))]
        if rows:
            connection.execute(insert(schema.events), rows)


CONSOLIDATION = frozenset({"edges", "prints", "progress", "members", "topics", "items", "item_reports", "parts"})


def _consolidation(connection: Connection) -> None:
    added = [table for table in schema.metadata.sorted_tables if table.name in CONSOLIDATION]
    schema.metadata.create_all(connection, tables=added, checkfirst=True)


def _days_of_items(connection: Connection) -> None:
    known = {column["name"] for column in inspect(connection).get_columns("items")}
    if "day" not in known:
        connection.execute(text("ALTER TABLE items ADD COLUMN day VARCHAR"))
    connection.execute(text("CREATE INDEX items_day ON items (kind, day)"))
    table = schema.items
    for key, body in connection.execute(select(table.c.key, table.c.body).where(table.c.kind == "story")).all():
        latest = json.loads(zlib.decompress(body))["latest"]
        connection.execute(update(table).where(table.c.key == key).values(day=latest))


def _actors_and_presence(connection: Connection) -> None:
    for table in (schema.appearances, schema.roles, schema.presences):
        table.create(connection, checkfirst=True)
    newest = select(func.max(schema.readings.c.key)).group_by(schema.readings.c.version)
    found = (
        select(schema.readings.c.version, schema.readings.c.body, schema.versions.c.published)
        .join(schema.versions, schema.readings.c.version == schema.versions.c.key)
        .where(schema.readings.c.key.in_(newest))
    )
    for version, body, published in connection.execute(found).all():
        write_who(connection, version, json.loads(zlib.decompress(body)) | {"published": published})


def _people_on_events(connection: Connection) -> None:
    new = {"events": ("judgement",), "judgements": ("batch",)}
    for name, columns in new.items():
        known = {column["name"] for column in inspect(connection).get_columns(name)}
        for column in columns:
            if column not in known:
                connection.execute(text(f"ALTER TABLE {name} ADD COLUMN {column} INTEGER REFERENCES judgements(key)"))
    made = {index["name"] for name in new for index in inspect(connection).get_indexes(name)}
    for table in (schema.events, schema.judgements):
        for index in table.indexes:
            if index.name not in made:
                index.create(connection)
    schema.parts.create(connection, checkfirst=True)
    table = schema.items
    for key, body in connection.execute(select(table.c.key, table.c.body).where(table.c.kind == "incident")).all():
        keep_parts(connection, [(key, json.loads(zlib.decompress(body)))])
    ids = connection.execute(select(schema.judgements.c.left).where(*in_force(EVENT)).distinct()).scalars().all()
    for version in touched(connection, ids):
        settle(connection, version)


ACCOUNTS = frozenset({"accounts", "sessions", "feed_keys"})
LATER = CONSOLIDATION | ACCOUNTS
"""Tables that are not in the first migration."""


def _accounts(connection: Connection) -> None:
    added = [table for table in schema.metadata.sorted_tables if table.name in ACCOUNTS]
    schema.metadata.create_all(connection, tables=added, checkfirst=True)


def _saved_searches(connection: Connection) -> None:
    for table in (schema.searches, schema.looks):
        table.create(connection, checkfirst=True)


MIGRATIONS: tuple[Migration, ...] = (
    ("first tables and the full-text index", _first),
    ("events with what their roles name", _events),
    ("what many reports say together", _consolidation),
    ("stories by their days", _days_of_items),
    ("accounts, sessions and keys of feeds", _accounts),
    ("who is told of, in what role, and who has how many where", _actors_and_presence),
    ("what people say of events, and the events of an incident", _people_on_events),
    ("saved searches", _saved_searches),
)


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
