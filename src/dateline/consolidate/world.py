"""What a report says against the world: the globe, the calendar, and counting."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence

from dateline.consolidate.gathering import day
from dateline.consolidate.quantities import LEAST_SHARE, SHARE
from dateline.consolidate.sources import Source
from dateline.model.consolidated import Conflict, Side
from dateline.model.marks import Figure, Place
from dateline.model.text import Span

POINTS = frozenset({"settlement", "airport", "base", "landmark"})
KM = {"km": 1.0, "miles": 1.609344, "m": 0.001}
OFF = 0.05
"""Share of a distance by which the globe must differ, beyond what `about` allows: a town is no point."""
NEAR_KM = 15.0
"""Kilometers below which two places are too near for their middle points to tell."""
AFTER = 60
"""Code points behind a distance within which the place stands that it is counted from."""
BY_ROAD = 1.6
"""Times the straight line that a road may be long."""
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WEEKDAY = re.compile(
    rf"\b({'|'.join(WEEKDAYS)})\b(?:\s+(?:morning|afternoon|evening|night))?,?\s*(?:the\s+|\()?$", re.IGNORECASE
)
NUMBERED = ("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth")
ORDINALS = {word: number for number, word in enumerate(NUMBERED, start=2)}
ORDINAL = re.compile(
    rf"\bthe\s+({'|'.join(ORDINALS)}|\d{{1,3}}(?:st|nd|rd|th))\s+(?:[a-z-]+\s+){{0,2}}?([a-z]{{4,}})\b", re.IGNORECASE
)
CALENDAR = frozenset(
    ("day", "time", "week", "month", "year", "century", "hour", "minute", "person", "floor", "quarter")
)
"""What is numbered without being counted."""


def world(sources: Sequence[Source]) -> list[Conflict]:
    """All contradictions with the world."""
    found = World()
    return [one for about in found.add(sources) for one in found.conflicts(about)]


About = tuple[str, ...]
"""What contradictions with the world are about: two places, a noun, or one report."""


class World:
    """What reports say against the world, to which more can be added."""

    def __init__(self) -> None:
        self._distances: dict[About, list[_Distance]] = {}
        self._own: dict[About, list[Conflict]] = {}
        self._numbered: dict[str, list[tuple[int, Source, Span]]] = {}
        self._counted: dict[str, dict[int, list[tuple[Source, Figure]]]] = {}

    def add(self, sources: Sequence[Source]) -> list[About]:
        """Take in reports; what there is more to say about."""
        changed: dict[About, None] = {}
        for source in sources:
            for about, row in _distances(source):
                self._distances.setdefault(about, []).append(row)
                changed[about] = None
        for source in sources:
            if own := [*_weekdays(source), *_futures(source)]:
                self._own["report", source.id] = own
                changed["report", source.id] = None
        nouns: dict[str, None] = {}
        for source in sources:
            for noun, number, span in _ordinals(source):
                self._numbered.setdefault(noun, []).append((number, source, span))
                nouns[noun] = None
            for noun, number, figure in _numbers(source):
                self._counted.setdefault(noun, {}).setdefault(number, []).append((source, figure))
                nouns[noun] = None
        told = sorted(noun for noun in nouns if noun in self._numbered and noun in self._counted)
        return [*sorted(one for one in changed if one[0] != "report"), *(one for one in changed if one[0] == "report"),
                *(("count", noun) for noun in told)]  # fmt: skip

    def remove(self, report: str) -> list[About]:
        """Take away what a report says; what there is less to say about."""
        changed: list[About] = []
        for about, rows in self._distances.items():
            if any(row[0].id == report for row in rows):
                rows[:] = [row for row in rows if row[0].id != report]
                changed.append(about)
        if self._own.pop(("report", report), None):
            changed.append(("report", report))
        for noun in self._numbered.keys() | self._counted.keys():
            numbered, counted = self._numbered.setdefault(noun, []), self._counted.setdefault(noun, {})
            if any(row[1].id == report for row in numbered) or any(
                one.id == report for listed in counted.values() for one, _ in listed
            ):
                changed.append(("count", noun))
                numbered[:] = [row for row in numbered if row[1].id != report]
                for listed in counted.values():
                    listed[:] = [row for row in listed if row[0].id != report]
        return changed

    def conflicts(self, about: About) -> list[Conflict]:
        """All contradictions about one thing."""
        if about[0] == "distance":
            rows = self._distances[about]
            return [_distance(about, rows)] if rows else []
        if about[0] == "report":
            return self._own.get(about, [])
        return list(_counts(about[1], self._numbered.get(about[1], ()), self._counted.get(about[1], {})))


_Distance = tuple[Source, Figure, float, float]
"""A figure with the kilometers that it states, and those in a straight line."""


def _distances(source: Source) -> Iterable[tuple[About, _Distance]]:
    """Stated distances between two named points that are not so, by the pair of points."""
    for figure in source.reading.figures:
        ends = _ends(source, figure)
        if ends is None or figure.value is None:
            continue
        km = float(figure.value) * KM[str(figure.unit)]
        straight = km_between(*ends)
        off = _slack(float(figure.value), figure.approximate) * KM[str(figure.unit)]
        if straight < NEAR_KM or abs(straight - km) <= max(off, OFF * km):
            continue
        one, other = sorted((ends[0].name, ends[1].name))
        yield ("distance", one, other), (source, figure, km, straight)


def _distance(about: About, rows: Sequence[_Distance]) -> Conflict:
    _, one, other = about
    straight = rows[0][3]
    sides: dict[float, list[tuple[Source, Figure]]] = {}
    for source, figure, km, _ in rows:
        sides.setdefault(round(km, 1), []).append((source, figure))
    reasons = [f"{straight:.0f} km in a straight line"]
    if all(straight < km <= BY_ROAD * straight for km in sides):
        reasons.append("a road can be that long")
    listed = [_side(group) for _, group in sorted(sides.items())]
    return Conflict(
        f"distance:{_first(listed)}",
        "distance",
        f"from {one} to {other}",
        "different",
        "one" if len(rows) == 1 else "unknown",
        (*listed, Side(f"{straight:.0f} km in a straight line", ("the globe",), (), ())),
        tuple(reasons),
        0.9,
    )


def _ends(source: Source, figure: Figure) -> tuple[Place, Place] | None:
    """The two points between which a distance is stated: the one that it is counted from, and the last one before."""
    if figure.unit not in KM:
        return None
    places, text = source.reading.places, source.report.text
    after = text[figure.span.end : figure.span.end + AFTER]
    if not re.match(r"[\w\s]{0,20}\b(?:from|of|off|away|north|south|east|west)", after):
        return None
    base = next(
        (
            one
            for one in places
            if one.lat is not None
            and one.kind in POINTS
            and figure.span.end < one.span.start < figure.span.end + AFTER
            and "." not in text[figure.span.end : one.span.start]
        ),
        None,
    )
    if base is None:
        return None
    before = [
        one
        for one in places
        if one.lat is not None
        and one.kind in POINTS
        and one.form == "name"
        and figure.span.start - 90 <= one.span.start < figure.span.start
        and "." not in text[one.span.end : figure.span.start]
    ]
    if not before or (before[-1].name, before[-1].lat) == (base.name, base.lat):
        return None
    return before[-1], base


def km_between(one: Place, other: Place) -> float:
    """Great-circle distance of two places with coordinates."""
    points = (one.lat, one.lon, other.lat, other.lon)
    lat1, lon1, lat2, lon2 = (math.radians(value or 0.0) for value in points)
    chord = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * 6371.0 * math.asin(min(1.0, math.sqrt(chord)))


def _slack(value: float, approximate: bool) -> float:
    """How far off a stated distance can be: half of its last digit, and some more where it is told as approximate."""
    unit = 1.0
    while value and value % (unit * 10) == 0 and unit * 10 <= value:
        unit *= 10
    return min(SHARE * value, max(unit / 2, LEAST_SHARE * value if approximate else 0.0))


def _weekdays(source: Source) -> Iterable[Conflict]:
    """Dates that were not the weekday that stands beside them."""
    text = source.report.text
    for time in source.reading.times:
        on = day(time.earliest)
        if on is None or time.earliest != time.latest or time.type != "DATE":
            continue
        words = time.span.of(text)
        inside = re.match(rf"({'|'.join(WEEKDAYS)})\b\W+(?=.*\d)", words, re.IGNORECASE)
        match = inside or (
            WEEKDAY.search(text[max(0, time.span.start - 30) : time.span.start]) if re.search(r"\d", words) else None
        )
        if match is None or not re.search(r"\d", words):
            continue
        said = match.group(1).casefold()
        if said == WEEKDAYS[on.weekday()]:
            continue
        start = time.span.start if inside else max(0, time.span.start - 30) + match.start(1)
        span = Span(start, time.span.end)
        is_a = WEEKDAYS[on.weekday()].capitalize()
        sides = [Side(" ".join(span.of(text).split()), (source.publisher,), (source.id,), (source.cite(span),))]
        yield Conflict(
            f"weekday:{_first(sides)}", "weekday", on.isoformat(), "different", "one",
            (*sides, Side(f"{on.isoformat()} was a {is_a}", ("the calendar",), (), ())),
            ("the date and the weekday are not one day",), 0.9,
        )  # fmt: skip


def _ordinals(source: Source) -> Iterable[tuple[str, int, Span]]:
    """What is numbered: `the seventh coup`."""
    for match in ORDINAL.finditer(source.report.text):
        noun = match.group(2).casefold().removesuffix("s")
        word = match.group(1).casefold()
        number = ORDINALS.get(word) or int(re.sub(r"\D", "", word))
        if noun not in CALENDAR and number > 1:
            yield noun, number, Span(*match.span())


def _numbers(source: Source) -> Iterable[tuple[str, int, Figure]]:
    """What is counted: `six coups`."""
    for figure in source.reading.figures:
        if figure.unit in ("events", "items") and figure.value == figure.low == figure.high:
            yield (figure.counts or "").casefold().removesuffix("s"), int(figure.value or 0), figure


def _counts(
    noun: str,
    ordinals: Sequence[tuple[int, Source, Span]],
    counted: Mapping[int, Sequence[tuple[Source, Figure]]],
) -> Iterable[Conflict]:
    """`six coups` against `the seventh coup`: how many there were, by counting and by numbering."""
    for number, group in sorted(counted.items()):
        against = [row for row in ordinals if row[0] > number and _one_context(group, row)]
        if number < 2 or not against or not group:
            continue
        listed = [_side(group)]
        for _, source, span in against:
            words = " ".join(span.of(source.report.text).split())
            listed.append(Side(words, (source.publisher,), (source.id,), (source.cite(span),)))
        yield Conflict(
            f"count:{_first(listed)}", "count", f"how many {noun}s", "unsure", "unknown", tuple(listed),
            ("what is numbered and what is counted may be of another time or region",), 0.6,
        )  # fmt: skip


def _one_context(group: Sequence[tuple[Source, Figure]], row: tuple[int, Source, Span]) -> bool:
    """Whether the two could count the same: of one country's or region's news, and within two years."""
    _, other, _ = row
    for source, _ in group:
        if source.id == other.id:
            return True
        first, second = day(source.published), day(other.published)
        near = first is None or second is None or abs((first - second).days) <= 730
        here = {place.country for place in source.reading.places if place.country}
        if near and here & {place.country for place in other.reading.places if place.country}:
            return True
    return False


def _futures(source: Source) -> Iterable[Conflict]:
    """What is told as having happened on a day that was still to come when the report came out."""
    published = day(source.published)
    if published is None:
        return
    for event in source.reading.events:
        if event.rejected or event.status != "happened" or event.time is None or event.factuality <= 1:
            continue
        time = source.reading.times[event.time]
        first = day(time.earliest)
        if first is None or not (first - published).days > 1 or not _dated(time.span.of(source.report.text)):
            continue
        words = time.span.of(source.report.text)
        sides = [
            Side(words, (source.publisher,), (source.id,), (source.cite(time.span),), first.isoformat(), time.latest)
        ]
        yield Conflict(
            f"future:{_first(sides)}", "future", event.span.of(source.report.text), "unsure", "one",
            (*sides, Side(f"published {published.isoformat()}", (source.publisher,), (source.id,), ())),
            ("told as past, on a day after the report came out",), 0.5,
        )  # fmt: skip


def _dated(words: str) -> bool:
    return bool(re.search(r"\d", words))


def _side(group: Sequence[tuple[Source, Figure]]) -> Side:
    first_source, first = group[0]
    text = first_source.report.text
    end = text.find(" ", first.span.end + 1)
    words = text[first.span.start : end if 0 < end < first.span.end + 20 else first.span.end]
    return Side(
        " ".join(words.split()).strip(".,;"),
        tuple(dict.fromkeys(source.publisher for source, _ in group)),
        tuple(dict.fromkeys(source.id for source, _ in group)),
        tuple(source.cite(figure.span) for source, figure in group),
    )


def _first(sides: Sequence[Side]) -> str:
    return "|".join(
        f"{side.cites[0].report}@{side.cites[0].version}:{side.cites[0].span.start}" for side in sides if side.cites
    )
