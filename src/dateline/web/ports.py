"""What the pages need of a store: its read-only View, as far as they use it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
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

    def overview(
        self, wanted: Wanted, zoom: float = 1.0, frame: Box | None = None, limit: int = 0
    ) -> Mapping[str, Any]:
        """Events that are wanted, counted by day, place and kind, for a map at `zoom` that shows `frame`.

        With a `limit`, `page` has so many of the reports that are found.
        """

    def exported(self, wanted: Wanted) -> Iterator[dict[str, Any]]:
        """The readings of the reports that are found, one by one, with `wanted`: the positions of events that fit."""

    def found(self, wanted: Wanted, limit: int = 20, offset: int = 0) -> tuple[int, Sequence[Mapping[str, Any]]]:
        """How many reports have such events, and the rows from `offset`, latest first, each with some of its events."""

    @property
    def actors(self) -> Actors:
        """Who acts, and names that nobody has settled."""

    @property
    def presences(self) -> Presences:
        """Who has how many people or what equipment where."""

    def stories(
        self, query: str | None = None, limit: int = 50, offset: int = 0
    ) -> tuple[int, Sequence[Mapping[str, Any]]]:
        """How many stories there are (with a report that holds all words of `query`), and the rows from `offset`."""

    def story(self, id: str) -> Mapping[str, Any]:
        """The story of that id, or of the report of that id, with its members, claims, conflicts and lineage."""

    def conflicts(self, story: str | None = None, report: str | None = None) -> Sequence[Mapping[str, Any]]:
        """Sides that cannot all be right, those that are sure first; `judged` is a person's word on it."""

    def uncertain(self, limit: int = 50, wanted: Wanted | None = None) -> Sequence[Mapping[str, Any]]:
        """Events (that are wanted) that nobody has judged, the least certain first: `id, report, version, index`."""

    def unjudged(self, wanted: Wanted) -> Sequence[int]:
        """The keys of all events that are wanted and that nobody has judged."""

    def count_unjudged(self, wanted: Wanted) -> int:
        """How many that are."""

    def known_places(self, query: str, limit: int = 20) -> Sequence[Mapping[str, Any]]:
        """Places of events whose names have all words of `query`, the most told first."""

    def changes(self, report_id: str, before: int | None = None, after: int | None = None) -> Mapping[str, Any]:
        """Sentences that were added, removed or changed from one version to the next; the last two unless told."""

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


class Actors(Protocol):
    """Those who are told of. Every method that takes an `id` raises NoSuchActor where nobody has it."""

    def listed(
        self, query: str = "", shown: Any = "named", order: Any = "events", limit: int = 50, offset: int = 0
    ) -> tuple[int, Sequence[Mapping[str, Any]]]:
        """How many there are with all words of `query` in their names, and a page of them."""

    def one(self, id: str) -> Mapping[str, Any]:
        """All about one of them."""

    def events(
        self, id: str, role: Any = None, limit: int = 20, offset: int = 0
    ) -> tuple[int, Sequence[Mapping[str, Any]]]:
        """How many events they have a part in, and a page of these, latest first."""

    def statements(self, id: str, limit: int = 20, offset: int = 0) -> tuple[int, Sequence[Mapping[str, Any]]]:
        """How many statements cite them, and a page of these, those of the latest report first."""

    def newcomers(self, query: str = "", limit: int = 20, offset: int = 0) -> tuple[int, Sequence[Mapping[str, Any]]]:
        """How many names nobody has settled, and a page of them with words."""

    def settled(self, limit: int = 50, offset: int = 0) -> tuple[int, Sequence[Mapping[str, Any]]]:
        """How many words on names people have given, and a page of them, latest first."""

    def called(self, words: str, limit: int = 8) -> Sequence[Mapping[str, Any]]:
        """Those that are known under such a name: `id, name, country, sector, reports`."""


class Presences(Protocol):
    """Who has how many people or what equipment where, as of when, according to whom."""

    def on(
        self,
        day: str | None = None,
        actor: str | None = None,
        place: str | None = None,
        limit: int = 50,
        offset: int = 0,
    ) -> Mapping[str, Any]:
        """What is told by a day (None: the last one), of one actor or place or all."""

    def of(self, id: str, limit: int = 100) -> tuple[int, Sequence[Mapping[str, Any]]]:
        """How many rows tell of an actor's people and equipment, and the last of them, in the order of their days."""


class Directory(Protocol):
    """The actor list: who is who, also those of whom no report here tells."""

    def find(self, name: str, limit: int = 8) -> Sequence[Mapping[str, Any]]:
        """Entries of that name, best first: `id, name, country, sector, role`."""


class Desk(Protocol):
    """Where judgements by people are written. Nothing that was read is changed by them."""

    def judge(self, judgement: Judgement) -> int:
        """Store it, and give its number."""

    def judge_all(self, judgements: Sequence[Judgement]) -> int:
        """Store several that are taken back as one; the number of the first."""

    def accept(self, events: Sequence[int], author: str, at: str, reasons: tuple[str, ...] = ()) -> tuple[int, int]:
        """Accept events by their keys, but those that somebody has judged: the number, and how many.

        Raises StoreError where none is left.
        """

    def take_back(self, key: int, author: str, at: str) -> int:
        """Take one, and those given with it, back by another, whose number is given. Raises StoreError for none."""

    def wait(self, seconds: float) -> bool:
        """Wait until what follows from judgements for stories is made anew; False where it takes longer."""


class Searches(Protocol):
    """Where filters are saved. Every method that takes an `id` raises NoSuchSearch where nothing is saved under it."""

    def all(self, who: str | None = None) -> Sequence[Mapping[str, Any]]:
        """Every search, latest first, with what is new for `who`: None where the pages have no accounts."""

    def save(self, name: str, query: str, by: str | None, at: str) -> str:
        """Save the query of a filter under a name, and give its id."""

    def rename(self, id: str, name: str) -> None:
        """Give it another name."""

    def remove(self, id: str, at: str | None) -> None:
        """Take it away at a moment, or bring it back with None."""

    def see(self, id: str, who: str | None) -> None:
        """Note that somebody has looked at all that it finds now."""

    def matches(self, id: str, limit: int = 50) -> tuple[Mapping[str, Any], Sequence[Mapping[str, Any]]]:
        """The search, and reports that it finds, the latest added first; rows of `View.found`, `version`, `added`."""


class Jobs(Protocol):
    """Reports that are added in the background, one job after another. `source` names of inputs are for people."""

    def limit(self, name: str) -> int:
        """How many bytes a file of that name may have."""

    def room(self) -> Upload:
        """Where the bytes of one file are written while they come in. Raises StoreError where there is no room."""

    def start(self, inputs: Sequence[Mapping[str, Any]], by: str | None) -> str:
        """Take on a job of some inputs, and give its id. Raises InputError for an input that cannot be one."""

    def all(self) -> Sequence[Mapping[str, Any]]:
        """The jobs since the server began, latest first, without their items."""

    def job(self, id: str, since: int = 0) -> Mapping[str, Any] | None:
        """A job with its items from the `since`th; None where there is none."""

    def stop(self, id: str) -> bool:
        """Ask a job to end after the report that it is at; False where there is no such job."""


class Upload(Protocol):
    """A file that is coming in."""

    id: str

    def write(self, piece: bytes) -> None:
        """Keep a piece. Raises TooLarge where there is too much of all."""

    def close(self, name: str | None) -> None:
        """All is there, and the file has this name; None: give it up."""
