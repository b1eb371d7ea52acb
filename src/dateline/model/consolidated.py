"""What many reports say together: claims with their origins, incidents, conflicts, series, and what a page changed.

Each item cites words of reports. Nothing here says what happened: it says who told it, and on whose word.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dateline.model.event import EventType, Quad
from dateline.model.judgement import Verdict
from dateline.model.text import Span

OriginKind = Literal["person", "unnamed", "institution", "document", "outlet", "unknown"]
"""Whose word a claim rests on. `outlet`: a news outlet in its own voice, or one that others cite (`state television`).
`unknown`: somebody whom the words do not let us tell from others (`some say`)."""

Independence = Literal["one", "independent", "unknown"]
"""`one`: a single origin; `independent`: no two of them are of one house, country or voice as far as words tell, and
all are known; `unknown`: they are told apart, but nothing says that they do not rest on one and the same."""

Agreement = Literal["single", "same", "compatible", "conflict"]
"""`single`: told once; `same`: the same by all; `compatible`: differently precise, and both can be right (`at least 5`
and `5`); `conflict`: they cannot all be right."""

ClaimKind = Literal["event", "figure", "said"]
ConflictKind = Literal["number", "date", "place", "who", "whether", "distance", "weekday", "count", "future"]
WORLD: frozenset[str] = frozenset({"distance", "weekday", "count", "future"})
"""Kinds that are held against the world or against counting, not against another origin: a distance that the globe
contradicts, a weekday that the date is not, `sixth` against `seventh`, a past told of a day that was still to come."""

ChangeKind = Literal["added", "removed", "changed"]
DetailKind = Literal["figure", "attribution", "time", "words"]


@dataclass(frozen=True, slots=True)
class Cite:
    """Words of one version of a report; a version is named by its number, from 1."""

    report: str
    version: int
    span: Span


@dataclass(frozen=True, slots=True)
class Origin:
    """One on whose word a claim rests, and the reports that have it from there.

    `key` tells it from others; `country` is ISO 3166-1 alpha-3; `through` names the publishers that have it first-hand
    (several, where a person spoke on the record to all), `first` the reports of theirs, `reports` all that carry it,
    copies too. `cite` is where the first of them names it; None where the report speaks in its own voice.
    """

    key: str
    kind: OriginKind
    name: str
    country: str | None
    through: tuple[str, ...]
    first: tuple[str, ...]
    reports: tuple[str, ...]
    cite: Cite | None = None


@dataclass(frozen=True, slots=True)
class Telling:
    """One report's words for a claim. `origin` is an index into the claim's origins.

    `value`, `low`, `high` bound a figure; `earliest`, `latest` (ISO dates) say as of when, None where unknown;
    `status` is that of the event (`happened`, `denied`, …) or the stance of the statement.
    """

    cite: Cite
    origin: int
    published: str | None
    source: Cite | None = None
    status: str | None = None
    value: float | None = None
    low: float | None = None
    high: float | None = None
    earliest: str | None = None
    latest: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing that reports tell, with all tellings of it and the origins behind them.

    `text` are the words of the telling that is nearest to its origin; `id` is that telling's. `about` is what a figure
    measures, in words (`American forces in Niger`). `summary` is a sentence such as `9 reports, 3 origins, all unnamed
    U.S. officials`. `score` is how sure the tellings are one claim: the faintest likeness that joined them, 0 to 1.
    """

    id: str
    kind: ClaimKind
    text: str
    about: str | None
    summary: str
    independence: Independence
    agreement: Agreement
    origins: tuple[Origin, ...]
    tellings: tuple[Telling, ...]
    score: float


@dataclass(frozen=True, slots=True)
class IncidentPart:
    """One coded event that belongs to an incident: the trigger's words, and its `index` in the reading's events."""

    id: str
    index: int
    cite: Cite
    status: str
    origin: str


@dataclass(frozen=True, slots=True)
class Incident:
    """Events of several reports that are one event in the world. `earliest`, `latest` are ISO dates or None.

    `place` is a name, with `country` (alpha-2) and degrees where known. `actors` and `recipients` are names, the most
    told first; `origins` counts those behind it, `figures` are the words of figures that belong to it.
    """

    id: str
    type: EventType
    mode: str | None
    quad: Quad
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    place: str | None
    country: str | None
    lat: float | None
    lon: float | None
    earliest: str | None
    latest: str | None
    figures: tuple[str, ...]
    statuses: tuple[str, ...]
    origins: int
    parts: tuple[IncidentPart, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Side:
    """One position in a conflict: what is said (`says`), by which origins, in which words.

    `by` has the origins' names as a person reads them. A side without `cites` is the world's (`739 km in a straight
    line`).
    """

    says: str
    by: tuple[str, ...]
    reports: tuple[str, ...]
    cites: tuple[Cite, ...]
    earliest: str | None = None
    latest: str | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """Sides that cannot all be right. `about` says what of; the reasons say what was aligned and what was not known.

    `verdict`: `different` where unit, scope, place and time are aligned; `unsure` where one of these is not told, and
    it would be a conflict if they were the same. `id` stays the same while the first words of its sides do.
    """

    id: str
    kind: ConflictKind
    about: str
    verdict: Verdict
    independence: Independence
    sides: tuple[Side, ...]
    reasons: tuple[str, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Point:
    """One value of a series: as told in `cite`, as of `earliest` to `latest`, published when."""

    says: str
    by: str
    cite: Cite
    published: str | None
    value: float | None
    low: float | None
    high: float | None
    earliest: str | None
    latest: str | None


@dataclass(frozen=True, slots=True)
class Series:
    """A figure over time as one origin, or one publisher, told it: a later value revises an earlier one."""

    id: str
    about: str
    by: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Detail:
    """What became of a figure, an attribution, a time or words within a sentence: spans of both versions, or of one."""

    kind: DetailKind
    before: Span | None
    after: Span | None


@dataclass(frozen=True, slots=True)
class Change:
    """A sentence that was added, removed or changed from one version of a report to the next."""

    kind: ChangeKind
    before: Span | None
    after: Span | None
    details: tuple[Detail, ...] = ()


@dataclass(frozen=True, slots=True)
class Story:
    """Reports of one happening. `id` is that of its first report; `headline` is the title of the report `headline_of`.

    `earliest`, `latest` are the days of publication (ISO), None where no report is dated. `places` are names with
    country and degrees, `actors` names with country, the most told first, each with the number of reports.
    """

    id: str
    headline: str | None
    headline_of: str
    earliest: str | None
    latest: str | None
    reports: tuple[str, ...]
    publishers: int
    first_hand: int
    places: tuple[StoryPlace, ...]
    actors: tuple[StoryActor, ...]


@dataclass(frozen=True, slots=True)
class StoryPlace:
    """A place of a story: how many of its reports name it."""

    name: str
    country: str | None
    lat: float | None
    lon: float | None
    reports: int


@dataclass(frozen=True, slots=True)
class StoryActor:
    """An actor of a story: how many of its reports name it."""

    name: str
    id: str | None
    country: str | None
    reports: int
