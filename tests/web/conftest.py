"""A client that speaks to the application over a store in memory."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from dateline.web.app import create_app
from tests.web.browsing import browser, driver, page, site
from tests.web.fake import FakeView

__all__ = ["browser", "driver", "page", "site"]

INDEX = "<!doctype html><title>built</title>"


@pytest.fixture
def static(tmp_path: Path) -> Path:
    """A front end as it is when built, as far as the server cares."""
    (tmp_path / "static" / "assets").mkdir(parents=True)
    (tmp_path / "static" / "index.html").write_text(INDEX)
    (tmp_path / "static" / "assets" / "app-0a1b.js").write_text("void 0;")
    (tmp_path / "secret.txt").write_text("not to be served")
    return tmp_path / "static"


@pytest.fixture
def client(static: Path) -> TestClient:
    return TestClient(create_app(FakeView(), static=static), base_url="http://127.0.0.1", raise_server_exceptions=False)
