"""Makes anew what reports say together after people judged their events; loads what that needs at its first use."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection

from dateline.corpus.consolidate import Consolidation
from dateline.knowledge import Knowledge
from dateline.store import Store


class Again:
    """Called with reports, whose stories then say what was judged. Safe to call from several threads, one at a time."""

    def __init__(self, store: Store, knowledge: Callable[[], Knowledge]) -> None:
        self._store = store
        self._knowledge = knowledge
        self._lock = threading.Lock()
        self._made: Consolidation | None = None

    def __call__(self, reports: Collection[str]) -> int:
        """How many contexts were made anew."""
        with self._lock:
            if self._made is None:
                self._made = Consolidation(self._store, self._knowledge())
            return self._made.again(reports)
