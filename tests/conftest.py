"""Shared by all tests: knowledge is loaded once a session."""

from __future__ import annotations

import pytest
from hypothesis import settings

from dateline.knowledge import Knowledge, load_knowledge
from dateline.model.own import Own

settings.register_profile("short", max_examples=40)
settings.load_profile("short")
"""Property tests try 40 examples each, so that the whole suite stays within its minutes."""


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """All that Dateline knows, read when first asked for."""
    return load_knowledge()


@pytest.fixture(scope="session")
def manual(knowledge: Knowledge) -> Knowledge:
    """The same with the event types of PLOVER's manual of 2024, which the ontology's entries follow."""
    shared = Knowledge(Own(edition="2024"))
    shared.parser, shared.reader, shared.lexicons = knowledge.parser, knowledge.reader, knowledge.lexicons
    return shared


LONG = ("_browser.py", "test_schema_fuzz.py", "tests/samples/", "test_cli.py", "corpus/test_run.py")
"""Files that take long for the number of their tests. They come first, so that no worker is left alone with one."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long files first, each whole and in its order."""
    items.sort(key=lambda item: not any(part in item.nodeid.split("::")[0] for part in LONG))
