"""Opening a store, and what can be wrong with it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from dateline.model.errors import StoreError, StoreTooNew
from dateline.store import open_store


def test_folders_are_made(tmp_path: Path) -> None:
    """A store can be opened where no folder is yet."""
    open_store(str(tmp_path / "new" / "folder" / "s.sqlite")).close()
    assert (tmp_path / "new" / "folder" / "s.sqlite").exists()


def test_a_later_store_is_left_alone(tmp_path: Path) -> None:
    """A store that a later version has written is refused, not changed."""
    path = tmp_path / "s.sqlite"
    open_store(str(path)).close()
    with sqlite3.connect(path) as connection:
        connection.execute("INSERT INTO migrations VALUES (99, 'from the future', '2099-01-01')")
    with pytest.raises(StoreTooNew, match="Upgrade"):
        open_store(str(path))


@pytest.mark.parametrize("what", ["no-such-database://x", "folder", "not-a-database"])
def test_what_is_no_store_is_an_error_of_ours(tmp_path: Path, what: str) -> None:
    """A wrong URL, a folder and a file that is something else are refused with a reason."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "not-a-database").write_text("plain text, and long enough to be no header of a database" * 20)
    with pytest.raises(StoreError):
        open_store(what if "://" in what else str(tmp_path / what))
