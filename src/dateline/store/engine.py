"""Opens a store and hands out its two sides."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, NoSuchModuleError

from dateline.model.errors import StoreError
from dateline.store.accounts import Accounts
from dateline.store.desk import Desk
from dateline.store.migrations import migrate
from dateline.store.searches import Searches
from dateline.store.sessions import BUSY_MS
from dateline.store.view import View
from dateline.store.writer import Writer


class Store:
    """A store of reports. `view` reads; `writer()` adds, all or nothing; at `desk()` reports are consolidated;
    `accounts` knows who may log in, `searches` what is watched for."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.view = View(engine)
        self.accounts = Accounts(engine)
        self.searches = Searches(engine, self.view.counted)

    @contextmanager
    def writer(self) -> Iterator[Writer]:
        """One transaction: what was added is stored when the block ends, and nothing of it if the block raises."""
        with self._engine.begin() as connection:
            yield Writer(connection)

    @contextmanager
    def desk(self) -> Iterator[Desk]:
        """One transaction of consolidation, as with `writer`."""
        with self._engine.begin() as connection:
            yield Desk(connection)

    def close(self) -> None:
        """Let go of the file or the server."""
        self._engine.dispose()


def open_store(url: str) -> Store:
    """Open the store at a database URL, or a path; make it where there is none, and bring its schema up to date.

    Raises StoreError where it cannot be opened.
    """
    try:
        address = make_url(url if "://" in url else f"sqlite:///{url}")
        if address.get_backend_name() == "sqlite" and address.database not in (None, "", ":memory:"):
            Path(str(address.database)).parent.mkdir(parents=True, exist_ok=True)
        # What a statement that fails was given (hashes, reports) stays out of logs.
        engine = create_engine(address, hide_parameters=True)
        if engine.dialect.name == "sqlite":
            event.listen(engine, "connect", _prepare_sqlite)
            event.listen(engine, "begin", _begin_sqlite)
        migrate(engine)
    except (ArgumentError, NoSuchModuleError) as problem:
        told = str(problem).replace(url, _shown(url))
        raise StoreError(_shown(url), f"is no database that can be opened ({told}).", "Give a file or a URL.") from None
    except (DatabaseError, OSError, sqlite3.Error) as problem:
        reason = getattr(problem, "orig", None) or problem
        raise StoreError(
            _shown(url), f"cannot be opened: {reason}.", "Check the path and your rights to it."
        ) from problem
    return Store(engine)


def _shown(url: str) -> str:
    """A database URL without the password in it."""
    return re.sub(r"(?<=://)([^/@:]*):[^/]*@", r"\1:***@", url)


def _prepare_sqlite(connection: Any, _: Any) -> None:
    connection.isolation_level = None
    for pragma in ("journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON", f"busy_timeout = {BUSY_MS}"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Any) -> None:
    """Python's sqlite3 begins too late for a schema change to be part of a transaction; so we begin ourselves."""
    connection.exec_driver_sql("BEGIN")
