"""Shared by all tests: knowledge is loaded once a session."""

from __future__ import annotations

import pytest

from dateline.knowledge import Knowledge, load_knowledge


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """All that Dateline knows, read when first asked for."""
    return load_knowledge()
