"""Shared by all tests: knowledge is loaded once a session."""

from __future__ import annotations

import pytest

from dateline.knowledge import Knowledge, load_knowledge
from dateline.model.own import Own


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
