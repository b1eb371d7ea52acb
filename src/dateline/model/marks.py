"""Marks: what was read in a report, each a span of its text. The fields are those of the reading format.

An index is a position in the list of that name in the same reading. None is what is not known.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dateline.model.text import Span

PlaceForm = Literal["name", "demonym", "metonym", "relative"]
PlaceKind = Literal["country", "admin1", "admin2", "settlement", "airport", "base", "region", "water", "landmark"]
TimeType = Literal["DATE", "TIME", "DURATION", "SET"]
SourceKind = Literal["named", "unnamed", "institution", "document", "outlet"]
Stance = Literal["states", "confirms", "denies", "doubts", "asks", "threatens", "promises"]


@dataclass(frozen=True, slots=True)
class Place:
    """A toponym or what stands for one.

    `lat` and `lon` in degrees, both None where the name is not resolved; `radius_km` is how far off the point can be;
    `country` ISO 3166-1 alpha-2; `admin1` the name of the first-order division; `geonames` its id there;
    `score` 0 to 1.
    """

    span: Span
    name: str
    form: PlaceForm = "name"
    kind: PlaceKind | None = None
    lat: float | None = None
    lon: float | None = None
    radius_km: float | None = None
    country: str | None = None
    admin1: str | None = None
    geonames: int | None = None
    score: float = 0.0
    note: str | None = None


@dataclass(frozen=True, slots=True)
class When:
    """A time expression. `type` and `value` as in TIMEX3; `earliest` and `latest` ISO dates, both inclusive."""

    span: Span
    type: TimeType
    value: str
    earliest: str | None = None
    latest: str | None = None
    score: float = 0.0
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """A mention of one who acts or is acted on. `country` ISO 3166-1 alpha-3; `sector` a PLOVER code.

    `id` is that of an entry of the actor list or None; mentions of one who is unknown there share their `name`.
    """

    span: Span
    name: str
    id: str | None = None
    country: str | None = None
    sector: str | None = None
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose, where and as of when a figure counts: indexes into `actors`, `places`, `times`."""

    actor: int | None = None
    place: int | None = None
    time: int | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with what it counts. `low` and `high` bound it (None: open); `value` is None where only bounds are said.

    `unit` is `people`, `currency:USD`, `km`, `events`, …; `counts` the head noun's lemma (`troops`,
    `coups`, `dead`).
    """

    span: Span
    value: float | int | None
    low: float | int | None
    high: float | int | None
    approximate: bool
    unit: str | None
    counts: str | None
    scope: Scope = Scope()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """Who is cited for what. Spans can be several; a source or a cue can be missing.

    `source_actor` is an index into `actors`; `audience` the words for those who were told ("reporters in Moscow");
    `setting` those for where or on what occasion ("at a news conference"). `role` has the words for what the source is
    apart from its name ("defence minister"), `member_of` the index of the actors it is one of ("one of the officials"),
    `grounds` the words that tell why it has no name. `via` is the index of the statement in which this one is told: the
    next link of the chain from the one who said it to the report.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    source_kind: SourceKind | None = None
    source_actor: int | None = None
    stance: Stance = "states"
    audience: str | None = None
    setting: str | None = None
    role: str | None = None
    member_of: int | None = None
    grounds: tuple[Span, ...] = ()
    via: int | None = None

    @property
    def start(self) -> int:
        """Where the first of its words stands."""
        return min(span.start for span in (*self.source, *self.cue, *self.content))
