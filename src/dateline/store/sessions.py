"""Who is logged in, and by which key a program reads a feed. Of both only hashes are kept."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, delete, insert, or_, select, update
from sqlalchemy.exc import OperationalError

from dateline.model.account import Account
from dateline.store import schema

IDLE = timedelta(hours=8)
"""A session in which nothing was asked for so long is over: a working day's longest break."""

LONGEST = timedelta(days=7)
"""A session is over after this, however busy."""

SEEN = timedelta(minutes=1)
"""How exactly the last request of a session is kept; asking more often writes nothing."""

PATIENCE_MS, BUSY_MS = 100, 10_000
"""How long SQLite waits for somebody else's transaction: for this, and otherwise."""

TOKEN_BYTES = 32

Clock = Callable[[], datetime]


def now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)


def stamp(at: datetime) -> str:
    """ISO 8601 to the second, in UTC, so that texts compare as times do."""
    return at.astimezone(UTC).isoformat(timespec="seconds")


def digest(token: str) -> str:
    """What is kept of a token. It is random and long, so a plain hash is enough."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


class Sessions:
    """Sessions of accounts, and keys of feeds."""

    def __init__(self, engine: Engine, clock: Clock = now) -> None:
        self._engine = engine
        self._clock = clock

    def open(self, name: str) -> str:
        """A new session of an active account: its token, which is kept nowhere else. Ends those that have expired."""
        token, at = secrets.token_urlsafe(TOKEN_BYTES), self._clock()
        with self._engine.begin() as connection:
            connection.execute(delete(schema.sessions).where(_expired(at)))
            account = connection.execute(
                select(schema.accounts.c.key).where(schema.accounts.c.name == name, schema.accounts.c.active == 1)
            ).scalar_one()
            row = {"hash": digest(token), "account": account, "created": stamp(at), "seen": stamp(at)}
            connection.execute(insert(schema.sessions).values(row))
            connection.execute(update(schema.accounts).where(schema.accounts.c.key == account).values(seen=stamp(at)))
        return token

    def visitor(self, token: str) -> Account | None:
        """Whose session the token opens; None where it opens none, has expired, or the account is disabled."""
        at, found = self._clock(), digest(token)
        asked = (
            select(schema.accounts, schema.sessions.c.seen.label("last"))
            .join(schema.sessions, schema.sessions.c.account == schema.accounts.c.key)
            .where(schema.sessions.c.hash == found, schema.accounts.c.active == 1, ~_expired(at))
        )
        with self._engine.connect() as connection:
            row = connection.execute(asked).first()
        if row is None:
            return None
        if row.last <= stamp(at - SEEN):
            self._note(found, row.key, stamp(at))
        return account_of(row)

    def _note(self, session: str, account: int, at: str) -> None:
        """Keep when a session was last used; not now, where a long transaction has the store for itself."""
        sqlite = self._engine.dialect.name == "sqlite"
        with self._engine.connect() as connection:
            try:
                if sqlite:
                    connection.exec_driver_sql(f"PRAGMA busy_timeout = {PATIENCE_MS}")
                table, accounts = schema.sessions, schema.accounts
                connection.execute(update(table).where(table.c.hash == session).values(seen=at))
                connection.execute(update(accounts).where(accounts.c.key == account).values(seen=at))
                connection.commit()
            except OperationalError:
                connection.rollback()
            finally:
                if sqlite:
                    connection.exec_driver_sql(f"PRAGMA busy_timeout = {BUSY_MS}")

    def close(self, token: str) -> None:
        """End one session."""
        with self._engine.begin() as connection:
            connection.execute(delete(schema.sessions).where(schema.sessions.c.hash == digest(token)))

    def close_all(self, name: str) -> None:
        """End all sessions of an account, wherever they are."""
        with self._engine.begin() as connection:
            end_all(connection, select(schema.accounts.c.key).where(schema.accounts.c.name == name).scalar_subquery())

    def feed_key(self, search: str, name: str) -> str:
        """A new key of an account to the feed of a saved search, instead of its older one. It dies with the account."""
        key = secrets.token_urlsafe(TOKEN_BYTES)
        table = schema.feed_keys
        with self._engine.begin() as connection:
            account = connection.execute(
                select(schema.accounts.c.key).where(schema.accounts.c.name == name)
            ).scalar_one()
            connection.execute(delete(table).where(table.c.search == search, table.c.account == account))
            row = {"search": search, "hash": digest(key), "account": account, "created": stamp(self._clock())}
            connection.execute(insert(table).values(row))
        return key

    def feed_opens(self, search: str, key: str) -> bool:
        """Whether the key is one of that feed, and who made it is still active."""
        table = schema.feed_keys
        asked = (
            select(table.c.hash)
            .join(schema.accounts, table.c.account == schema.accounts.c.key)
            .where(table.c.search == search, schema.accounts.c.active == 1)
        )
        with self._engine.connect() as connection:
            kept = list(connection.execute(asked).scalars())
        return any(secrets.compare_digest(one, digest(key)) for one in kept)


def account_of(row: Any) -> Account:
    """The account in a row, without its password."""
    return Account(row.name, row.role, bool(row.active), bool(row.passing), row.created, row.seen)


def end_all(connection: Connection, account: Any) -> None:
    """End all sessions of the account of that key."""
    connection.execute(delete(schema.sessions).where(schema.sessions.c.account == account))


def _expired(at: datetime) -> Any:
    table = schema.sessions
    return or_(table.c.seen <= stamp(at - IDLE), table.c.created <= stamp(at - LONGEST))
