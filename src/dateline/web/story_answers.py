"""What the HTTP interface answers about many reports, as types; each item cites words of reports."""

from __future__ import annotations

from typing import Literal

from dateline.model.consolidated import Agreement, ClaimKind, ConflictKind, Independence, OriginKind
from dateline.model.event import EventType, Quad
from dateline.model.judgement import Verdict
from dateline.model.lineage import Direction, PassageKind
from dateline.web.answers import Answer, Stretch


class CiteAnswer(Stretch):
    """Words of one version of a report: code points `start` to `end` of its text."""

    report: str
    version: int
    words: str


class JudgedAnswer(Answer):
    """What a person said of it; `id` takes it back."""

    verdict: Verdict
    author: str
    at: str
    id: int | None = None


class OriginAnswer(Answer):
    """One on whose word a claim rests. `through` names publishers that have it first-hand; `reports` carry it."""

    key: str
    kind: OriginKind
    name: str
    country: str | None = None
    through: list[str]
    first: list[str]
    reports: list[str]
    cite: CiteAnswer | None = None


class TellingAnswer(Answer):
    """One report's words for a claim; `origin` is an index into the claim's origins."""

    cite: CiteAnswer
    origin: int
    published: str | None = None
    source: CiteAnswer | None = None
    status: str | None = None
    value: float | None = None
    low: float | None = None
    high: float | None = None
    earliest: str | None = None
    latest: str | None = None


class ClaimAnswer(Answer):
    """One thing that reports tell, with all tellings of it and the origins behind them."""

    id: str
    story: str | None = None
    kind: ClaimKind
    text: str
    about: str | None = None
    summary: str
    independence: Independence
    agreement: Agreement
    origins: list[OriginAnswer]
    tellings: list[TellingAnswer]
    score: float = 0.0


class PartAnswer(Answer):
    """One coded event of an incident; `index` is its place in the reading's events."""

    id: str
    index: int
    cite: CiteAnswer
    status: str
    origin: str


class PairJudged(JudgedAnswer):
    """A person's word on this incident and others: `same` joined its parts, `different` keeps some apart from it."""

    parts: list[str]


class IncidentAnswer(Answer):
    """Events of several reports that are one event in the world."""

    id: str
    type: EventType
    mode: str | None = None
    quad: Quad
    actors: list[str]
    recipients: list[str]
    place: str | None = None
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    earliest: str | None = None
    latest: str | None = None
    figures: list[str]
    statuses: list[str]
    origins: int = 0
    parts: list[PartAnswer]
    judged: tuple[PairJudged, ...] = ()


class SideAnswer(Answer):
    """One position in a conflict, in the words of those who hold it; without words it is the world's."""

    says: str
    by: list[str]
    reports: list[str]
    cites: list[CiteAnswer]
    earliest: str | None = None
    latest: str | None = None


class ConflictAnswer(Answer):
    """Sides that cannot all be right; `unsure` where they could be if a missing day or place were another."""

    id: str
    kind: ConflictKind
    about: str
    verdict: Verdict
    independence: Independence
    sides: list[SideAnswer]
    reasons: list[str]
    score: float = 0.0
    judged: JudgedAnswer | None = None


class PointAnswer(Answer):
    """One value of a series, as told in `cite`."""

    says: str
    by: str
    cite: CiteAnswer
    published: str | None = None
    value: float | None = None
    low: float | None = None
    high: float | None = None
    earliest: str | None = None
    latest: str | None = None


class SeriesAnswer(Answer):
    """A figure over time as one origin or publisher told it."""

    id: str
    about: str
    by: str
    points: list[PointAnswer]


class PassageAnswer(Answer):
    """Words of one report beside the words of another that they go back to."""

    a: CiteAnswer
    b: CiteAnswer
    kind: PassageKind


class EdgeAnswer(Answer):
    """How two reports hang together, with the passages that show it."""

    a: str
    b: str
    relation: Literal["copy", "derived", "shared-quotes", "independent"]
    direction: Direction
    score: float
    reasons: list[str]
    passages: list[PassageAnswer]
    judged: JudgedAnswer | None = None


class StoryPlaceAnswer(Answer):
    """A place of a story, and how many of its reports name it."""

    name: str
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    reports: int


class StoryActorAnswer(Answer):
    """An actor of a story, and how many of its reports name it."""

    name: str
    id: str | None = None
    country: str | None = None
    reports: int


class StoryRow(Answer):
    """Reports of one happening; `claims`, `incidents` and `conflicts` are counts."""

    id: str
    headline: str | None = None
    headline_of: str | None = None
    earliest: str | None = None
    latest: str | None = None
    reports: list[str]
    publishers: int = 0
    first_hand: int = 0
    places: list[StoryPlaceAnswer]
    actors: list[StoryActorAnswer]


class StoryCounted(StoryRow):
    """A story in the list."""

    claims: int = 0
    incidents: int = 0
    conflicts: int = 0


class Stories(Answer):
    """`total` counts all that match; `stories` is the part of them that was asked for."""

    total: int
    stories: list[StoryCounted]


class Member(Answer):
    """A report of a story."""

    id: str
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    version: int | None = None


class StoryAnswer(StoryRow):
    """A story with all that its reports say together; `others` are reports outside of it whose words are cited."""

    members: list[Member]
    others: list[Member]
    lineage: list[EdgeAnswer]
    claims: list[ClaimAnswer]
    incidents: list[IncidentAnswer]
    conflicts: list[ConflictAnswer]
    series: list[SeriesAnswer]
