"""One contract for all stores: SQLite always, PostgreSQL where DATELINE_TEST_POSTGRES gives its URL."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from dateline.store import Store, open_store

POSTGRES = os.environ.get("DATELINE_TEST_POSTGRES")


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    if request.param == "sqlite":
        opened = open_store(str(tmp_path / "reports.sqlite"))
        yield opened
        opened.close()
        return
    if not POSTGRES:
        pytest.skip("DATELINE_TEST_POSTGRES gives no PostgreSQL")
    name = f"test_{uuid.uuid4().hex}"
    server = create_engine(POSTGRES, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    opened = open_store(server.url.set(database=name).render_as_string(hide_password=False))
    yield opened
    opened.close()
    with server.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name}"))
    server.dispose()
