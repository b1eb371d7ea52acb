"""What the pages need of a store: its read-only View, as far as they use it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from dateline.model.judgement import Judgement
from dateline.model.wanted import Box, Wanted


class View(Protocol):
    """Read-only, and safe to call from several threads at once.

    Every method that takes a `report_id` raises NoSuchReport where nothing is stored under it (or no such version);
    `version` None means the current one.
    """

    def reports(
        self, query: str | None = None, limit: int = 50, offset: int = 0
    ) -> tuple[int, Sequence[Mapping[str, Any]]]:
        """How many there are (that hold all words of `query`), and the rows from `offset`, newest first."""

    def overview(self, wanted: Wanted, zoom: float = 1.0, frame: Box | None = None) -> Mapping[str, Any]:
        """Events that are wanted, counted by day, place and kind, for a map at `zoom` that shows `frame`."""

    def found(self, wanted: Wanted, limit: int = 20, offset: int = 0) -> tuple[int, Sequence[Mapping[str, Any]]]:
        """How many reports have such events, and the rows from `offset`, latest first, each with some of its events."""

    def stories(
        self, query: str | None = None, limit: int = 50, offset: int = 0
    ) -> tuple[int, Sequence[Mapping[str, Any]]]:
        """How many stories there are (with a report that holds all words of `query`), and the rows from `offset`."""

    def story(self, id: str) -> Mapping[str, Any]:
        """The story of that id, or of the report of that id, with its members, claims, conflicts and lineage."""

    def conflicts(self, story: str | None = None, report: str | None = None) -> Sequence[Mapping[str, Any]]:
        """Sides that cannot all be right, those that are sure first; `judged` is a person's word on it."""

    def uncertain(self, limit: int = 50) -> Sequence[Mapping[str, Any]]:
        """Events that nobody has judged, the least certain first: `id, report, version, index`."""

    def trail(self, limit: int = 50, offset: int = 0) -> tuple[int, Sequence[Mapping[str, Any]]]:
        """How many judgements people have made, and those from `offset`, latest first."""

    def heads(self, ids: Sequence[str]) -> Sequence[Mapping[str, Any]]:
        """`id, title, publisher, published, version` of the current versions of those reports that there are."""

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


class Desk(Protocol):
    """Where judgements by people are written. Nothing that was read is changed by them."""

    def judge(self, judgement: Judgement) -> int:
        """Store it, and give its number."""

    def take_back(self, key: int, author: str, at: str) -> int:
        """Take one back by another, whose number is given. Raises StoreError where there is none of that number."""
