"""Coded events of several reports that are one event in the world: by type, actors, place, time and words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dateline.consolidate.gathering import day
from dateline.consolidate.likeness import Rarity, Terming, Terms, alike
from dateline.consolidate.linkage import linked
from dateline.consolidate.origins import Ancestry, Voices
from dateline.consolidate.sources import Source
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


def compare(one: Happening, other: Happening, rarity: Rarity) -> Judged:
    """How likely two events are one in the world, and what speaks for and against."""
    reasons: list[str] = []
    if one.event.type != other.event.type or (one.event.status in DONE) != (other.event.status in DONE):
        return Judged(one.id, other.id, 0.0, ("of different types, or only one of them has happened",))
    words = alike(rarity.weighed(one.terms), rarity.weighed(other.terms))
    score = 0.15 + 0.55 * words
    if words >= 0.4:
        reasons.append("told in like words")
    when = _same_days(one, other)
    if when is False:
        return Judged(one.id, other.id, 0.0, ("on different days",))
    if when:
        score += 0.3 if one.event.mode and one.event.mode == other.event.mode else 0.2
        reasons.append("on the same days")
    elif _same_edition(one, other):
        score += 0.1
        reasons.append("told on the same day")
    else:
        score -= 0.05
    for recipients, weight in ((False, 0.2), (True, 0.1)):
        verdict = _same_actors(one.actors(recipients), other.actors(recipients))
        if verdict:
            score += weight
            reasons.append("the same actors" if not recipients else "to the same recipients")
        elif verdict is False:
            score -= 0.4 if all(actor.id for actor in (*one.actors(recipients), *other.actors(recipients))) else 0.2
            reasons.append("other actors" if not recipients else "to other recipients")
    where = _same_place(one.place, other.place)
    if where:
        score += 0.1
        reasons.append("at the same place")
    elif where is False:
        score -= 0.3
        reasons.append("at another place")
    if one.event.mode and other.event.mode and one.event.mode != other.event.mode:
        score -= 0.1
    return Judged(one.id, other.id, round(max(0.0, min(1.0, score)), 3), tuple(reasons))


def _same_days(one: Happening, other: Happening) -> bool | None:
    if (one.first or one.last) and (other.first or other.last):
        gap = _gap(one, other)
        return None if gap is None else gap <= DAYS
    a, b = day(one.source.published), day(other.source.published)
    if a is not None and b is not None and abs((a - b).days) > UNDATED:
        return False
    return None


def _same_edition(one: Happening, other: Happening) -> bool:
    """Whether an undated event is told by two reports of one day."""
    a, b = day(one.source.published), day(other.source.published)
    return a is not None and b is not None and abs((a - b).days) <= 1


def _gap(one: Happening, other: Happening) -> int | None:
    first, last = one.first or one.last, one.last or one.first
    begun, ended = other.first or other.last, other.last or other.first
    if first is None or last is None or begun is None or ended is None:
        return None
    return max(0, (begun - last).days, (first - ended).days)


def _same_actors(one: Sequence[Actor], other: Sequence[Actor]) -> bool | None:
    """Whether they share an id, a name or a country; None where one side is not told, or not whom it means."""
    if not one or not other:
        return None
    if {actor.id for actor in one if actor.id} & {actor.id for actor in other if actor.id}:
        return True
    if {actor.name.casefold() for actor in one} & {actor.name.casefold() for actor in other}:
        return True
    if all(actor.id for actor in (*one, *other)):
        return False
    first, second = {actor.country for actor in one} - {None}, {actor.country for actor in other} - {None}
    if first and second:
        return bool(first & second)
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
    listed = [one for source in sources for one in happenings(source, terming)]
    rarity = Rarity(one.terms for one in listed)
    place = {one.id: number for number, one in enumerate(listed)}
    pairs: dict[tuple[int, int], Judged] = {}
    by_type: dict[str, list[int]] = {}
    for number, one in enumerate(listed):
        near = by_type.setdefault(one.event.type, [])
        for other in near[-MOST:]:
            found = compare(listed[other], one, rarity)
            if found.score >= UNSURE:
                pairs[other, number] = found
        near.append(number)
    place = _attached(listed, place, {id for pair in judged or {} for id in pair})
    said = {(place[a], place[b]): one for (a, b), one in (judged or {}).items() if a in place and b in place}
    edges = {pair: one.score for pair, one in pairs.items()}
    together = [pair for pair, one in said.items() if one.verdict == "same"]
    apart = [pair for pair, one in said.items() if one.verdict == "different"]
    groups = linked(range(len(listed)), edges, SAME, together=together, apart=apart)
    incidents = []
    for numbers in groups:
        inside = set(numbers)
        scores = [one.score for pair, one in pairs.items() if set(pair) <= inside] if len(numbers) > 1 else []
        incidents.append(_incident([listed[number] for number in numbers], scores, ancestry, voices))
    incidents.sort(key=lambda one: (one.earliest or one.latest or "9999", one.id))
    return incidents, list(pairs.values())


def _attached(listed: Sequence[Happening], place: Mapping[str, int], ids: Iterable[str]) -> dict[str, int]:
    """The place of each event that people named, also where its trigger was read wider or narrower since."""
    found = dict(place)
    for id in ids:
        part = None if id in place else part_of(id)
        if part is None:
            continue
        same = [n for n, one in enumerate(listed) if (one.source.id, one.source.version) == (part.report, part.version)]
        at = attached(part.span, [listed[number].event.span for number in same])
        if at is not None:
            found[id] = same[at]
    return found


def _incident(members: Sequence[Happening], scores: Sequence[float], ancestry: Ancestry, voices: Voices) -> Incident:
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
        round(sum(scores) / len(scores), 3) if scores else 1.0,
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
