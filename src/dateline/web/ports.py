"""What the pages need of a store: its read-only View, as far as they use it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol


class View(Protocol):
    """Read-only, and safe to call from several threads at once.

    Every method that takes a `report_id` raises NoSuchReport where nothing is stored under it (or no such version);
    `version` None means the current one.
    """

    def reports(
        self, query: str | None = None, limit: int = 50, offset: int = 0
    ) -> tuple[int, Sequence[Mapping[str, Any]]]:
        """How many there are (that hold all words of `query`), and the rows from `offset`, newest first."""

    def reading(self, report_id: str, version: int | None = None) -> Mapping[str, Any]:
        """The reading in the reading format, with `makers`, `published_from` and `sentences` besides."""

    def versions(self, report_id: str) -> Sequence[Mapping[str, Any]]:
        """`version`, `added`, `sha256`, `title`, `published`, `current` of each, oldest first."""

    def page(self, report_id: str, version: int | None = None) -> Mapping[str, Any]:
        """The page as it came: `content` (bytes), `media_type`, `encoding`, `sha256`, `url`."""

    def source_span(
        self, report_id: str, start: int, end: int, version: int | None = None
    ) -> Sequence[tuple[int, int] | list[int]]:
        """The runs of the decoded page (code points, half open) that `start` to `end` of the text came from."""
