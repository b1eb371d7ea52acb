"""Coded events of several reports that are one event in the world: by type, actors, place, time and words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dateline.consolidate.gathering import alike_of, day, weighed
from dateline.consolidate.grouping import Groups
from dateline.consolidate.likeness import Rarity, Terming, Terms
from dateline.consolidate.origins import Ancestry, Voices
from dateline.consolidate.sources import Source
from dateline.consolidate.words import Kept
from dateline.model.attach import attached, part_id, part_of
from dateline.model.consolidated import Incident, IncidentPart
from dateline.model.event import Event
from dateline.model.judgement import Judgement
from dateline.model.marks import Actor, Place
from dateline.model.text import Span

SAME, UNSURE = 0.55, 0.4
"""Score from which two events are one, and from which nobody can tell. Set on the sample story."""
MOST = 60
"""Events of one type, earlier ones, with which one is compared."""
DONE = frozenset({"happened", "ongoing", "denied"})
DAYS = 2
"""Days by which two dates of one event may differ: clocks, and reports of the day after."""
ALONE, OF_WORDS = 0.15, 0.55
"""What two events of one type count, and what the same words add."""
FAINT = UNSURE - 0.001
"""A score that is less even with the same words is not looked at further."""
UNDATED = 10
"""Days between two reports of an undated event, from which they are no longer taken to tell of one."""


@dataclass(frozen=True)
class Happening:
    """An event of a report with what it is held against others by."""

    source: Source
    index: int
    terms: Terms
    first: date | None
    last: date | None

    @property
    def event(self) -> Event:
        return self.source.reading.events[self.index]

    @property
    def id(self) -> str:
        """Names the trigger's words; the same as long as the version is, whatever else is read in it."""
        span = self.event.span
        return part_id(self.source.id, self.source.version, span.start, span.end)

    @property
    def place(self) -> Place | None:
        return None if self.event.place is None else self.source.reading.places[self.event.place]

    def actors(self, recipients: bool = False) -> list[Actor]:
        numbers = self.event.recipients if recipients else self.event.actors
        return [self.source.reading.actors[number] for number in numbers]


def happenings(source: Source, terming: Terming) -> list[Happening]:
    """The events of a report, but those of its headline where the text tells them too, of its furniture, and those that
    a person rejected."""
    names = terming.names(source)
    found = []
    for index, event in enumerate(source.reading.events):
        if event.rejected or any(event.span.overlaps(away) for away in source.away):
            continue
        sentence = next((one.span for one in source.reading.sentences if one.span.contains(event.span)), event.span)
        first = last = None
        if event.time is not None:
            time = source.reading.times[event.time]
            first, last = day(time.earliest), day(time.latest)
        near = Span(max(sentence.start, event.span.start - 160), min(sentence.end, event.span.end + 160))
        found.append(Happening(source, index, terming.terms(source, [near], names), first, last))
    return found


@dataclass(frozen=True)
class Judged:
    """Two events by their ids, how likely they are one, and why."""

    one: str
    other: str
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Side:
    """Who plays one part in an event, by id, by name and by country; `known`: all of them have an id."""

    ids: frozenset[str]
    names: frozenset[str]
    countries: frozenset[str]
    known: bool

    @classmethod
    def of(cls, actors: Sequence[Actor]) -> _Side:
        return cls(
            frozenset(actor.id for actor in actors if actor.id),
            frozenset(actor.name.casefold() for actor in actors),
            frozenset(actor.country for actor in actors if actor.country),
            all(actor.id for actor in actors),
        )


@dataclass(frozen=True, slots=True)
class _Measured:
    """An event as it is held against others: its words with their rarity, and what they weigh; its first and last day,
    and that of its report, as numbers; who plays which part; its place."""

    id: str
    weighed: Terms
    weight: float
    done: bool
    mode: str | None
    first: int | None
    last: int | None
    day: int | None
    actors: _Side
    recipients: _Side
    place: Place | None


def _measured(one: Happening, rare: Kept[float]) -> _Measured:
    words = weighed(one.terms, rare)
    first, last = one.first or one.last, one.last or one.first
    published = day(one.source.published)
    return _Measured(
        one.id,
        words,
        sum(words.values()),
        one.event.status in DONE,
        one.event.mode,
        first.toordinal() if first else None,
        last.toordinal() if last else None,
        published.toordinal() if published else None,
        _Side.of(one.actors()),
        _Side.of(one.actors(True)),
        one.place,
    )


def compare(one: _Measured, other: _Measured) -> Judged | None:
    """How likely two events of one type are one in the world, and what speaks for and against; None where it is less
    likely than `UNSURE`."""
    if one.done != other.done:
        return None
    rest, reasons = 0.0, []
    if one.first is not None and one.last is not None and other.first is not None and other.last is not None:
        if other.first - one.last > DAYS or one.first - other.last > DAYS:
            return None
        rest += 0.3 if one.mode and one.mode == other.mode else 0.2
        reasons.append("on the same days")
    elif one.day is None or other.day is None:
        rest -= 0.05
    elif abs(one.day - other.day) > UNDATED:
        return None
    elif abs(one.day - other.day) <= 1:
        rest += 0.1
        reasons.append("told on the same day")
    else:
        rest -= 0.05
    verdict = _same_actors(one.actors, other.actors)
    if verdict:
        rest += 0.2
        reasons.append("the same actors")
    elif verdict is False:
        rest -= 0.4 if one.actors.known and other.actors.known else 0.2
        reasons.append("other actors")
    verdict = _same_actors(one.recipients, other.recipients)
    if verdict:
        rest += 0.1
        reasons.append("to the same recipients")
    elif verdict is False:
        rest -= 0.4 if one.recipients.known and other.recipients.known else 0.2
        reasons.append("to other recipients")
    where = _same_place(one.place, other.place)
    if where:
        rest += 0.1
        reasons.append("at the same place")
    elif where is False:
        rest -= 0.3
        reasons.append("at another place")
    if one.mode and other.mode and one.mode != other.mode:
        rest -= 0.1
    if rest + ALONE + OF_WORDS < FAINT:
        return None
    words = alike_of(one.weighed, other.weighed, one.weight, other.weight)
    score = round(max(0.0, min(1.0, ALONE + OF_WORDS * words + rest)), 3)
    if score < UNSURE:
        return None
    if words >= 0.4:
        reasons.insert(0, "told in like words")
    return Judged(one.id, other.id, score, tuple(reasons))


def _same_actors(one: _Side, other: _Side) -> bool | None:
    """Whether they share an id, a name or a country; None where one side is not told, or not whom it means."""
    if not one.names or not other.names:
        return None
    if not one.ids.isdisjoint(other.ids) or not one.names.isdisjoint(other.names):
        return True
    if one.known and other.known:
        return False
    if one.countries and other.countries:
        return not one.countries.isdisjoint(other.countries)
    return None


def _same_place(one: Place | None, other: Place | None) -> bool | None:
    if one is None or other is None:
        return None
    if one.country and other.country and one.country != other.country:
        return False
    if "country" in (one.kind, other.kind):
        return None
    return one.name == other.name or None


def incidents(
    sources: Sequence[Source],
    ancestry: Ancestry,
    voices: Voices,
    terming: Terming,
    judged: Mapping[tuple[str, str], Judgement] | None = None,
) -> tuple[list[Incident], list[Judged]]:
    """The incidents of some reports in the order of their days, and how each two of their events were judged.

    A person's judgement of two events stands above what is found.
    """
    found = Happened(judged)
    _, names, pairs = found.add([one for source in sources for one in happenings(source, terming)])
    listed = [found.incident(name, ancestry, voices) for name in names]
    return sorted(listed, key=lambda one: (one.earliest or one.latest or "9999", one.id)), pairs


class Happened:
    """Events as incidents, to which more can be added.

    How rare a word is follows from the events that were added first, and so does what `judged`, people's words on two
    events, is on.
    """

    def __init__(self, judged: Mapping[tuple[str, str], Judgement] | None = None) -> None:
        self._judged = judged or {}
        self._rare: Kept[float] | None = None
        self._listed: list[Happening] = []
        self._measured: list[_Measured] = []
        self._by_type: dict[str, list[int]] = {}
        self._of_report: dict[str, list[int]] = {}
        self._groups = Groups(SAME)
        self._left: set[int] = set()

    def add(self, listed: Sequence[Happening], told: Iterable[str] = ()) -> tuple[set[int], list[int], list[Judged]]:
        """Take in events: the names of incidents that are no more, and of those that are new or told otherwise; and how
        they were judged with each other and those before. Incidents of reports `told` get new names anyhow."""
        first = self._rare is None
        if self._rare is None:
            self._rare = Kept(Rarity(one.terms for one in listed))
        pairs: list[Judged] = []
        before = len(self._listed)
        for one in listed:
            number = self._groups.add()
            self._listed.append(one)
            self._of_report.setdefault(one.source.id, []).append(number)
            mine = _measured(one, self._rare)
            self._measured.append(mine)
            near = self._by_type.setdefault(one.event.type, [])
            for other in near[-MOST:]:
                found = compare(self._measured[other], mine)
                if found is not None:
                    pairs.append(found)
                    self._groups.like(other, number, found.score)
            near.append(number)
        if first:
            self._hear()
        again = {number for report in told for number in self._of_report.get(report, ())}
        left, self._left = self._left, set()
        gone, names = self._groups.form({*range(before, len(self._listed)), *left}, again)
        return gone, names, pairs

    def remove(self, report: str) -> None:
        """Take away the events of a report; `add` tells what that changes."""
        for number in self._of_report.pop(report, ()):
            self._left |= self._groups.drop(number)
            self._left.discard(number)
            self._by_type[self._listed[number].event.type].remove(number)

    def incident(self, name: int, ancestry: Ancestry, voices: Voices) -> Incident:
        """An incident by its name."""
        members = [self._listed[number] for number in self._groups.nodes(name)]
        return _incident(members, self._groups.score(name), ancestry, voices)

    def _hear(self) -> None:
        place = {one.id: number for number, one in enumerate(self._listed)}
        place = _attached(self._listed, place, {id for pair in self._judged for id in pair})
        said = {(place[a], place[b]): one for (a, b), one in self._judged.items() if a in place and b in place}
        together = [pair for pair, one in said.items() if one.verdict == "same"]
        self._groups.judge(together, [pair for pair, one in said.items() if one.verdict == "different"])


def _attached(listed: Sequence[Happening], place: Mapping[str, int], ids: Iterable[str]) -> dict[str, int]:
    """The place of each event that people named, also where its trigger was read wider or narrower since."""
    of_report: dict[tuple[str, int], list[int]] = {}
    for number, one in enumerate(listed):
        of_report.setdefault((one.source.id, one.source.version), []).append(number)
    found = dict(place)
    for id in ids:
        part = None if id in place else part_of(id)
        same = of_report.get((part.report, part.version)) if part is not None else None
        if part is None or same is None:
            continue
        at = attached(part.span, [listed[number].event.span for number in same])
        if at is not None:
            found[id] = same[at]
    return found


def _incident(members: Sequence[Happening], score: float | None, ancestry: Ancestry, voices: Voices) -> Incident:
    head = max(members, key=lambda one: (ancestry.first_hand(one.source.id), one.event.score, one.id))
    event = head.event
    spots = Counter(
        (one.place.name, one.place.country, one.place.lat, one.place.lon)
        for one in members
        if one.place is not None and one.place.kind != "country"
    ) or Counter((one.place.name, one.place.country, one.place.lat, one.place.lon) for one in members if one.place)
    name, country, lat, lon = spots.most_common(1)[0][0] if spots else (None, None, None, None)
    first, last = _window(members)
    first_hand = [one for one in members if ancestry.first_hand(one.source.id)] or list(members)
    keys = {one.id: voices.voice(one.source, one.event.statement).key for one in members}
    return Incident(
        min(one.id for one in members),
        event.type,
        Counter(one.event.mode for one in members if one.event.mode).most_common(1)[0][0]
        if any(one.event.mode for one in members)
        else None,
        event.quad,
        _names(members, False),
        _names(members, True),
        name,
        country,
        lat,
        lon,
        first.isoformat() if first else None,
        last.isoformat() if last else None,
        tuple(dict.fromkeys(_figures(members))),
        tuple(dict.fromkeys(one.event.status for one in members)),
        len({keys[one.id] for one in first_hand}),
        tuple(
            IncidentPart(one.id, one.index, one.source.cite(one.event.span), one.event.status, keys[one.id])
            for one in members
        ),
        1.0 if score is None else round(score, 3),
    )


def _window(members: Sequence[Happening]) -> tuple[date | None, date | None]:
    """The narrowest days that are told: those of the members that tell them to the day, else of all."""
    dated = [one for one in members if one.first or one.last]
    if not dated:
        return None, None
    narrow = min(dated, key=lambda one: ((one.last - one.first).days if one.first and one.last else 10_000, one.id))
    return narrow.first, narrow.last


def _names(members: Iterable[Happening], recipients: bool) -> tuple[str, ...]:
    """Names, those with an id first, then the most told; countries' and persons' names stand for themselves."""
    told: Counter[str] = Counter()
    for one in members:
        for actor in one.actors(recipients):
            told[actor.name] += 3 if actor.id else 1
    return tuple(name for name, _ in told.most_common(4))


def _figures(members: Iterable[Happening]) -> Iterable[str]:
    for one in members:
        for number in one.event.figures:
            yield " ".join(one.source.reading.figures[number].span.of(one.source.report.text).split())
