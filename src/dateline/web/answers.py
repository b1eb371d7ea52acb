"""What the HTTP interface answers, as types: the schema, and through it the page's own types, come from here.

The reading is that of the reading format. Offsets are Unicode code points into `text`, half open; an index points
into the list of that name; null is what is not known.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

from dateline.model.event import EventType, PresenceKind, Quad, Status
from dateline.model.marks import PlaceForm, PlaceKind, SourceKind, Stance, TimeType
from dateline.model.report import FurnitureKind


class Answer(BaseModel):
    """A frozen record; what is not named in it is left out of the answer."""

    # Defaults stand for fields that an older reading lacks; an answer always has them, and the schema says so.
    model_config = ConfigDict(frozen=True, extra="ignore", json_schema_serialization_defaults_required=True)


class Problem(Answer):
    """What went wrong: `kind` for programs, `message` for people."""

    kind: str
    message: str


class ReportRow(Answer):
    """A report in the list. `statements`, `events`, `places` and `words` are counts."""

    id: str
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    lang: str | None = None
    url: str | None = None
    version: int = 1
    added: str | None = None
    lede: str | None = None
    statements: int = 0
    events: int = 0
    places: int = 0
    words: int = 0


class Reports(Answer):
    """`total` counts all that match; `reports` is the part of them that was asked for."""

    total: int
    reports: list[ReportRow]


class Stretch(Answer):
    """Code points `start` to `end` of the text."""

    start: int
    end: int


class FurnitureAnswer(Stretch):
    """A line that the page dragged along and that is kept out of what is read."""

    kind: FurnitureKind


class SentenceAnswer(Stretch):
    """A sentence; `caption` is true in a caption, which testifies by itself."""

    caption: bool = False


class PlaceAnswer(Stretch):
    """A place that is named. Degrees; `radius_km` says how far off the point can be; `country` ISO 3166-1 alpha-2."""

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


class TimeAnswer(Stretch):
    """A time that is named: TIMEX3 `type` and `value`; `earliest` and `latest` ISO dates, both inclusive."""

    type: TimeType
    value: str | None = None
    earliest: str | None = None
    latest: str | None = None
    score: float = 0.0
    note: str | None = None


class ActorAnswer(Stretch):
    """One who acts or is acted on. `country` ISO 3166-1 alpha-3; `sector` a PLOVER code."""

    name: str
    id: str | None = None
    country: str | None = None
    sector: str | None = None
    score: float = 0.0


class ScopeAnswer(Answer):
    """Whose, where and as of when a figure counts: indexes."""

    actor: int | None = None
    place: int | None = None
    time: int | None = None


class FigureAnswer(Stretch):
    """A number with what it counts; `low` and `high` bound it."""

    value: float | None = None
    low: float | None = None
    high: float | None = None
    approximate: bool = False
    unit: str | None = None
    counts: str | None = None
    scope: ScopeAnswer | None = None
    note: str | None = None


class StatementAnswer(Answer):
    """Who is cited for what. `source_actor` is an index into `actors`; `audience` the words for those who were told."""

    source: list[Stretch] = []
    cue: list[Stretch] = []
    content: list[Stretch] = []
    source_kind: SourceKind | None = None
    source_actor: int | None = None
    stance: Stance | None = None
    audience: str | None = None


class OwnEvent(Stretch):
    """Who did what to whom; `start` and `end` are the trigger, `why` names the rules that made the code."""

    type: EventType
    mode: str | None = None
    cameo: str | None = None
    quad: Quad
    actors: list[int] = []
    recipients: list[int] = []
    place: int | None = None
    time: int | None = None
    figures: list[int] = []
    statement: int | None = None
    status: Status = "happened"
    factuality: float | None = None
    because: list[Stretch] = []
    score: float = 0.0
    why: list[str] = []


JudgedState = Literal["accepted", "edited", "rejected", "open"]
EditedField = Literal["what", "who", "toWhom", "where", "when", "howMany", "type", "mode", "status", "place", "day"]


class Said(Answer):
    """A person's last word on an event, by the judgement `id`; `changed` names what was edited."""

    id: int
    state: JudgedState
    author: str
    at: str
    changed: list[EditedField] = []


class SaidWithOwn(Said):
    """The same, with what the machine has in the place of an edited event; null where it has no such event any more."""

    own: OwnEvent | None = None


class EventAnswer(OwnEvent):
    """An event as people have judged it: an edited one stands as edited, a rejected one is marked and not counted."""

    rejected: bool = False
    judged: SaidWithOwn | None = None


class PresenceAnswer(Answer):
    """Who has how many people or what equipment where, as of when, according to whom; all indexes."""

    kind: PresenceKind
    actor: int | None = None
    place: int | None = None
    figure: int | None = None
    time: int | None = None
    statement: int | None = None


class ReadingAnswer(Answer):
    """A report and all that was read in it. `makers` names who made each list."""

    id: str
    version: int | None = None
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    lang: str | None = None
    authors: list[str] = []
    published: str | None = None
    published_from: str | None = None
    text: str
    furniture: list[FurnitureAnswer] = []
    sentences: list[SentenceAnswer] = []
    places: list[PlaceAnswer] = []
    times: list[TimeAnswer] = []
    actors: list[ActorAnswer] = []
    figures: list[FigureAnswer] = []
    statements: list[StatementAnswer] = []
    events: list[EventAnswer] = []
    presence: list[PresenceAnswer] = []
    makers: dict[str, str] = {}


class Version(Answer):
    """One version of a report: when it was added, the hash of its page; `current` is what is shown unless asked."""

    version: int
    added: str | None = None
    sha256: str | None = None
    title: str | None = None
    published: str | None = None
    current: bool = False


class Versions(Answer):
    """All versions, oldest first."""

    versions: list[Version]


class SourceRun(Stretch):
    """A run of the page as it came (code points of the decoded page), with what stands around it there."""

    before: str
    words: str
    after: str


class Source(Answer):
    """Where words of the text stand in the page as it came; no runs where cleaning put the words in."""

    media_type: Literal["text/html", "text/plain"]
    encoding: str
    sha256: str | None = None
    runs: list[SourceRun]


class Totals(Answer):
    """How many events, and how many reports that have them."""

    events: int
    reports: int


class Named(Answer):
    """A value of a filter, and how many events have it."""

    name: str
    events: int


class PlaceNamed(Answer):
    """A place of one or many events; `key` names it in a filter, `country` is ISO 3166-1 alpha-2."""

    key: str
    name: str
    kind: PlaceKind | None = None
    country: str | None = None


class PlaceCounted(PlaceNamed):
    """A place as a value of a filter."""

    events: int


Counts = tuple[int, int, int, int]
"""Events by quad: verbal cooperation, material cooperation, verbal conflict, material conflict."""


class Bar(Answer):
    """Events that can only have been between two ISO days, both inclusive."""

    first: str
    last: str
    counts: Counts


class SpanOfDays(Answer):
    """Events of which only the range of days is known; null where it is open."""

    earliest: str | None = None
    latest: str | None = None
    counts: Counts


class Timeline(Answer):
    """Days from `first` to `last` in bars; `before` and `after` count the events outside, `spans_left` those of ranges
    that are not listed."""

    first: str | None = None
    last: str | None = None
    step: Literal["day", "week", "month", "year"]
    bars: list[Bar]
    spans: list[SpanOfDays]
    spans_left: int
    before: int
    after: int
    undated: int


class Spot(PlaceNamed):
    """A place on the map with what happened there. Degrees; the point is known to within `radius_km`.

    `origins` are those behind what happened there, each incident's once."""

    lat: float | None = None
    lon: float | None = None
    radius_km: float | None = None
    counts: Counts
    reports: int
    origins: int


class Gathered(Spot):
    """A dot: one place, or several that stand too near one another; it is named for the one with the most events."""

    places: int
    box: tuple[float, float, float, float]


class Mapped(Answer):
    """What is on the map, the most told first; `unplaced` counts the events that have no place on it."""

    points: list[Gathered]
    regions: list[Spot]
    countries: list[Spot]
    unplaced: int


class StoryNamed(Answer):
    """A story as a value of a filter."""

    id: str
    headline: str | None = None
    events: int


class AtLeast(Answer):
    """How many events are told by at least so many origins."""

    least: int
    events: int


class OverviewAnswer(Answer):
    """Events counted by day, place and kind; each pane is narrowed by all filters but its own."""

    total: Totals
    found: Totals
    page: Found | None = None
    days: Timeline
    map: Mapped
    types: list[Named]
    quads: list[Named]
    statuses: list[Named]
    sources: list[Named]
    actors: list[Named]
    places: list[PlaceCounted]
    countries: list[Named]
    stories: list[StoryNamed] = []
    origins: list[AtLeast] = []


class EventPlace(PlaceNamed):
    """Where an event was."""

    lat: float | None = None
    lon: float | None = None
    radius_km: float | None = None


class EventTold(Answer):
    """An event in a list. `index` is its place in the reading's list; `words` the sentence it stands in, with its
    `trigger`; `told`: somebody is cited for it, of the kind `source`."""

    index: int
    type: EventType
    mode: str | None = None
    quad: Quad
    status: Status
    source: SourceKind | None = None
    told: bool
    place: EventPlace | None = None
    earliest: str | None = None
    latest: str | None = None
    words: str
    trigger: Stretch


class EventRow(EventTold):
    """An event under its report; `origins`: of the incident that it is of."""

    who: list[str]
    whom: list[str]
    origins: int = 1
    judged: Said | None = None


class StoryOf(Answer):
    """The story that a report is in, with others; `reports` counts all of them."""

    id: str
    reports: int


class FoundRow(Answer):
    """A report with some of the events that are wanted; `events_found` counts all of them."""

    id: str
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    lede: str | None = None
    events_found: int
    events: list[EventRow]
    story: StoryOf | None = None


class Found(Answer):
    """`total` counts all reports with such events; `reports` is the part of them that was asked for."""

    total: int
    reports: list[FoundRow]
