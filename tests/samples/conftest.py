"""The sample story in a store, read and consolidated once for all tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dateline.corpus.add import add_sources
from dateline.corpus.consolidate import consolidate
from dateline.knowledge import Knowledge
from dateline.samples import sample_manifest
from dateline.store import Store, open_store


@pytest.fixture(scope="session")
def story_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of that store."""
    return tmp_path_factory.mktemp("story") / "story.sqlite"


@pytest.fixture(scope="session")
def story(knowledge: Knowledge, story_path: Path) -> Iterator[Store]:
    """A store of the sample story. Tests that judge take back what they judged."""
    store = open_store(str(story_path))
    with sample_manifest() as manifest:
        for _ in add_sources([str(manifest)], store, knowledge):
            pass
    consolidate(store, knowledge)
    yield store
    store.close()
