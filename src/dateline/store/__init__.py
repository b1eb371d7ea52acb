"""Where reports are kept: a Writer that adds, a View that only reads. SQLite in one file unless told otherwise."""

from __future__ import annotations

from dateline.store.engine import Store, open_store
from dateline.store.view import View
from dateline.store.writer import Added, Writer

__all__ = ["Added", "Store", "View", "Writer", "open_store"]
