"""Judgements by people, a transaction each."""

from __future__ import annotations

from dateline.model.judgement import Judgement
from dateline.store.engine import Store


class Judging:
    """Writes what a person judges into a store at once."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def judge(self, judgement: Judgement) -> int:
        """Store it, and give its number."""
        with self._store.writer() as writer:
            return writer.judge(judgement)

    def take_back(self, key: int, author: str, at: str) -> int:
        """Take one back by another; both stay. Raises StoreError where there is none of that number."""
        with self._store.writer() as writer:
            return writer.take_back(key, author, at)
