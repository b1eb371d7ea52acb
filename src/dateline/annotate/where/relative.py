"""Places told by another: by distance and direction, by a side, by a border, or as "the capital" and "the country"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from dateline.annotate.where.globe import at_bearing, between, distance_km
from dateline.knowledge import Knowledge
from dateline.knowledge import numbers as number_words
from dateline.knowledge.gazetteer import Entry, Gazetteer
from dateline.knowledge.gazetteer.borders import border as border_of
from dateline.knowledge.gazetteer.countries import countries
from dateline.model.marks import Place
from dateline.model.reading import Reading
from dateline.model.text import Span

LOOK_BACK = 110
"""Code points before a place in which a phrase that leads to it is looked for."""

CLOSE_BY = 200
"""Code points within which a town or division tells which stretch of a border is meant."""

FARTHEST_KM = 20_000.0

OFF_SHARE, OFF_KM = 0.15, 20.0
"""A stated distance is contradicted where the globe says otherwise by more than both this share and so many km."""

Named = tuple[Place, Entry | None]


@dataclass(frozen=True, slots=True)
class Phrases:
    """Patterns made of the words in `places.yaml` and `numbers.yaml`."""

    distance: re.Pattern[str]
    vicinity: re.Pattern[str]
    side_of: re.Pattern[str]
    side: re.Pattern[str]
    bearings: Mapping[str, int]
    units: Mapping[str, float]
    near: Mapping[str, float]
    worth: Any


def _one_of(words: Mapping[str, Any]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


@lru_cache(maxsize=4)
def phrases_of(lexicons: Any) -> Phrases:
    """The patterns, compiled once."""
    lexicon = lexicons.read("places")
    bearings, units, near = lexicon["bearings"], lexicon["distances"], lexicon["vicinity"]
    numbers = number_words.load(lexicons)
    side = _one_of(bearings)
    about = (
        r"(?:about|around|some|roughly|nearly|almost|approximately|over|more than|less than|at least|up to|within)\s+"
    )
    aside = r"(?:\s*\([^()]{1,30}\))?"
    return Phrases(
        distance=re.compile(
            rf"(?P<all>(?:just\s+)?(?:{about})?(?P<number>{numbers.pattern})[\s-]+(?P<unit>{_one_of(units)})\b{aside}"
            rf"(?:\s+away)?(?:\s+(?:to\s+the\s+)?(?P<side>{side}))?(?:\s+drive)?\s+(?:of|from|outside|off|away\s+from)\s+"
            rf"(?:(?:the\s+)?(?:capital|city|town|village|border|coast)(?:\s+of|,)?\s+)?(?:the\s+)?)$",
            re.IGNORECASE,
        ),
        vicinity=re.compile(
            rf"\b(?P<all>(?P<how>{_one_of(near)})\s+(?:the\s+)?(?:(?:capital|city|town|village)(?:\s+of|,)?\s+)?(?:the\s+)?)$",
            re.IGNORECASE,
        ),
        side_of=re.compile(rf"\b(?P<all>(?P<side>{side})(?:\s+(?:part|parts))?\s+of\s+(?:the\s+)?)$", re.IGNORECASE),
        side=re.compile(rf"\b(?P<all>(?P<side>{side})\s+)$", re.IGNORECASE),
        bearings=bearings,
        units=units,
        near=near,
        worth=numbers.worth,
    )


BORDER_BETWEEN = re.compile(r"\b((?:near|at|on|along|across)\s+)?the\s+border\s+between\s+(?:the\s+)?$", re.IGNORECASE)
BORDER_WITH = re.compile(
    r"\b(?:(?:near|at|on|along|across|to)\s+)?(?:the|its|their|a)\s+(?:long\s+|shared\s+|common\s+)?border\s+with\s+(?:the\s+)?$",
    re.IGNORECASE,
)
BORDER_AFTER = re.compile(r"^(?:'s|’s)?\s+border\b(?:\s+with\s+(?:the\s+)?)?", re.IGNORECASE)
BORDER_JOINT = re.compile(r"^\s*[-–—/]\s*$")
AND = re.compile(r"^\s+and\s+(?:the\s+)?$", re.IGNORECASE)
SIDE_AFTER = re.compile(r"^(?:'s|’s)\s+(?P<side>[a-z-]+)\b", re.IGNORECASE)
THE = re.compile(r"\bthe\s+(?P<what>capital|country)(?P<own>'s|’s)?(?P<rest>\s+[a-z-]+)?", re.IGNORECASE)
OF_PLACE = re.compile(r"^\s*(?:,\s*(?=[A-Z])|of\b|city\b)")
INTO = re.compile(
    r"\b(?:in|into|of|from|across|throughout|inside|within|leave|leaving|left|entered|enter|around|outside|near)\s+$",
                  re.IGNORECASE)  # fmt: skip
INSIDE = frozenset({"in", "inside", "across", "within", "throughout", "into"})
SECOND = re.compile(
    r"^\s*,?\s*(?:in|at|is|lies|near)?\s*(?:the\s+(?:city|town|village|base)\s+(?:of|in)\s+)?$", re.IGNORECASE
)
FIRST = re.compile(
    r"^\s*(?:,|\()?\s*(?:which\s+|that\s+)?(?:(?:is|was|lies|lay|sits|located|stands|situated)\s+)*(?:located\s+|situated\s+)?$",
    re.IGNORECASE,
)


def relatives(reading: Reading, named: Sequence[Named], knowledge: Knowledge) -> list[Place]:
    """Places of the form `relative`, in no order; a contradicted distance is in their `note`."""
    phrases = phrases_of(knowledge.lexicons)
    places = [place for place, _ in named if place.lat is not None and place.form != "demonym"]
    lands = _Lands(reading, named)
    described = list(_described(reading, named, knowledge.gazetteer, phrases, lands))
    found = list(described)
    anchors = sorted((*places, *described), key=lambda place: place.span)
    for number, anchor in enumerate(anchors):
        head = reading.text[max(0, anchor.span.start - LOOK_BACK) : anchor.span.start]
        head = head[head.rfind("\n") + 1 :]
        made = (
            _at_distance(reading, anchor, head, anchors, number, phrases)
            or _nearby(anchor, head, phrases)
            or _side_of(anchor, head, phrases)
        )
        if made is not None:
            found.append(made)
        elif anchor.form != "relative" and (border := _border(reading, anchors, number, head, lands)) is not None:
            found.append(border)
        if anchor.form != "relative" and (side := _own_side(reading, anchor, phrases)) is not None:
            found.append(side)
    return found


def _point(place: Place) -> tuple[float, float]:
    assert place.lat is not None
    assert place.lon is not None
    return place.lat, place.lon


def _told(
    span: Span, name: str, anchor: Place, point: tuple[float, float], radius: float, note: str | None = None
) -> Place:
    """A place without a name of its own: it takes country from its anchor where it cannot well be elsewhere."""
    same = anchor.country if anchor.kind in ("country", "admin1") or radius <= 60 else None
    return Place(
        span, name, "relative", "region", round(point[0], 4), round(point[1], 4), round(max(radius, 1.0), 1), same,
        score=round(anchor.score * 0.8, 3), note=note,
    )  # fmt: skip


def _at_distance(
    reading: Reading, anchor: Place, head: str, anchors: Sequence[Place], number: int, phrases: Phrases
) -> Place | None:
    match = phrases.distance.search(head)
    if match is None:
        return None
    worth = phrases.worth(match["number"])
    if worth is None or not 0 < worth * phrases.units[match["unit"].lower()] <= FARTHEST_KM:
        return None
    km = float(worth) * phrases.units[match["unit"].lower()]
    start = anchor.span.start - len(match["all"])
    span = Span(start, anchor.span.end)
    course = phrases.bearings.get((match["side"] or "").lower(), -1)
    base = anchor.radius_km or 1.0
    if course >= 0:
        point, radius = at_bearing(_point(anchor), course, km), max(base, 0.3 * km)
    else:
        point, radius = _point(anchor), base + km
    other = _measured(reading.text, span, anchors, number)
    note = _contradicted(km, match, anchor, other) if other is not None else None
    return _told(span, span.of(reading.text), anchor, point, radius, note)


def _measured(text: str, span: Span, anchors: Sequence[Place], number: int) -> Place | None:
    """The place whose distance from the anchor is told, where one stands right before the phrase or right after."""
    if number + 1 < len(anchors):
        after = anchors[number + 1]
        if after.span.start >= span.end and SECOND.match(text[span.end : after.span.start]):
            joint = text[span.end : after.span.start]
            if joint.strip() not in (",", "") and after.kind != "country":
                return after
    for before in reversed(anchors[:number]):
        if before.span.end <= span.start:
            gap = text[before.span.end : span.start]
            return before if before.kind != "country" and len(gap) < 40 and FIRST.match(gap) else None
    return None


def _contradicted(km: float, match: re.Match[str], anchor: Place, other: Place) -> str | None:
    real = distance_km(_point(anchor), _point(other))
    reach = (anchor.radius_km or 0.0) + (other.radius_km or 0.0)
    if abs(real - km) <= max(OFF_SHARE * km, OFF_KM, reach):
        return None
    said = f"{match['number']} {match['unit']}"
    return f"stated {said}; {real:.0f} km in a straight line from {anchor.name} to {other.name}"


def _nearby(anchor: Place, head: str, phrases: Phrases) -> Place | None:
    match = phrases.vicinity.search(head)
    if match is None or (
        anchor.kind in ("country", "region") and match["how"].lower() not in ("off", "off the coast of")
    ):
        return None
    span = Span(anchor.span.start - len(match["all"]), anchor.span.end)
    radius = (anchor.radius_km or 1.0) + phrases.near[" ".join(match["how"].lower().split())]
    return _told(span, f"{match['all']}{anchor.name}", anchor, _point(anchor), radius)


def _side_of(anchor: Place, head: str, phrases: Phrases) -> Place | None:
    match = phrases.side_of.search(head)
    inside = match is None
    match = match or phrases.side.search(head)
    if match is None:
        return None
    area = anchor.kind in ("country", "admin1", "admin2", "region")
    course = phrases.bearings[match["side"].lower()]
    if not area and (inside or course < 0):
        return None
    span = Span(anchor.span.start - len(match["all"]), anchor.span.end)
    radius = anchor.radius_km or 10.0
    name = f"{match['all']}{anchor.name}"
    if not area:
        return _told(span, name, anchor, at_bearing(_point(anchor), course, radius + 15), radius + 20)
    return _side(span, name, anchor, course)


def _side(span: Span, name: str, anchor: Place, course: int) -> Place:
    """A side of an area: a circle of half its size, half-way to its edge; its middle for `central`."""
    radius = anchor.radius_km or 10.0
    point = _point(anchor) if course < 0 else at_bearing(_point(anchor), course, radius / 2)
    return _told(span, name, anchor, point, radius / 2)


def _own_side(reading: Reading, anchor: Place, phrases: Phrases) -> Place | None:
    match = SIDE_AFTER.match(reading.text[anchor.span.end : anchor.span.end + 30])
    if (
        match is None
        or match["side"].lower() not in phrases.bearings
        or anchor.kind not in ("country", "admin1", "region")
    ):
        return None
    span = Span(anchor.span.start, anchor.span.end + match.end())
    following = reading.text[span.end : span.end + 2]
    if following[1:2].isupper() or match["side"].lower().endswith("ern"):
        return None
    return _side(span, f"{anchor.name}'s {match['side']}", anchor, phrases.bearings[match["side"].lower()])


def _border(reading: Reading, anchors: Sequence[Place], number: int, head: str, lands: _Lands) -> Place | None:
    """`the border between A and B`, `A's border with B`, `the A-B border`, `the border with B`: a stretch of it."""
    anchor, text = anchors[number], reading.text
    if opening := BORDER_WITH.search(head):
        span = Span(anchor.span.start - (len(head) - opening.start()), anchor.span.end)
        code = lands.meant(span.start, _sentence(reading, span))
        if code is None or anchor.country is None or anchor.kind != "country":
            return None
        return _along(
            span, countries()[code].name, anchor.name, code, anchor.country, anchor.score, _close_by(anchors, number)
        )
    other = anchors[number + 1] if number + 1 < len(anchors) else None
    if other is None or other.lat is None or other.span.start < anchor.span.end:
        return None
    joint = text[anchor.span.end : other.span.start]
    start, end = anchor.span.start, other.span.end
    if (opening := BORDER_BETWEEN.search(head)) and AND.match(joint):
        start -= len(head) - opening.start()
    elif BORDER_JOINT.match(joint) and (tail := BORDER_AFTER.match(text[end : end + 20])):
        end += tail.end()
    elif not ((match := BORDER_AFTER.match(joint)) and match.end() == len(joint) and "with" in joint.lower()):
        return None
    span, score = Span(start, end), min(anchor.score, other.score)
    if anchor.kind == other.kind == "country" and anchor.country and other.country:
        found = _along(span, anchor.name, other.name, anchor.country, other.country, score, _close_by(anchors, number))
        if found is not None:
            return found
    one, two = anchor.radius_km or 10.0, other.radius_km or 10.0
    point = between(_point(anchor), _point(other), one / (one + two))
    told = _told(span, f"border between {anchor.name} and {other.name}", anchor, point, min(one, two))
    return replace(told, country=None, score=round(score * 0.7, 3))


def _along(
    span: Span, one: str, other: str, code: str, code2: str, score: float, close: Sequence[Place]
) -> Place | None:
    """The border of two neighbours: its stretch nearest to a place named close by, else all of it; None without one."""
    line = border_of(code, code2)
    if line is None:
        return None
    point, radius = (line.lat, line.lon), line.radius_km
    near = [
        place for place in close
        if place.kind in ("settlement", "admin1", "admin2", "base", "airport") and place.form == "name"
        and place.country in (code, code2)
    ]  # fmt: skip
    if near:
        place = min(near, key=lambda place: abs(place.span.start - span.start))
        away, nearest = min((distance_km(_point(place), at), at) for at in line.points)
        if away + (place.radius_km or 0.0) < radius:
            point, radius = nearest, max(25.0, away + (place.radius_km or 0.0))
    lat, lon = round(point[0], 4), round(point[1], 4)
    name = f"border between {one} and {other}"
    return Place(span, name, "relative", "region", lat, lon, round(radius, 1), score=round(score * 0.7, 3))


def _close_by(anchors: Sequence[Place], number: int) -> list[Place]:
    """The places named within CLOSE_BY of one, by its position among them."""
    at, first, last = anchors[number].span.start, number, number
    while first and at - anchors[first - 1].span.start <= CLOSE_BY:
        first -= 1
    while last + 1 < len(anchors) and anchors[last + 1].span.start - at <= CLOSE_BY:
        last += 1
    return list(anchors[first : last + 1])


def _sentence(reading: Reading, span: Span) -> Span:
    inside = reading.grammar.within(span)
    return reading.sentences[reading.grammar.sentence_of[inside.start]].span if inside else span


def _described(
    reading: Reading, named: Sequence[Named], gazetteer: Gazetteer, phrases: Phrases, lands: _Lands
) -> Iterator[Place]:
    """`the capital` and `the country`, where the report leaves no doubt of which."""
    text = reading.text
    taken = [place.span for place, _ in named]
    for sentence in reading.sentences:
        for match in THE.finditer(text, sentence.span.start, sentence.span.end):
            what = match["what"].lower()
            span = Span(match.start(), match.start("what") + len(what))
            near = bisect_left(taken, span)
            if any(span.overlaps(other) for other in taken[max(0, near - 1) : near + 1]):
                continue
            code = lands.meant(span.start, sentence.span)
            land = countries().get(code or "")
            if land is None:
                continue
            if what == "capital":
                if (
                    OF_PLACE.match(text[span.end : span.end + 10])
                    or text[span.end : span.end + 2].strip()[:1].isupper()
                ):
                    continue
                entry = next(
                    (one for one in gazetteer.lookup(land.capital) if one.feature == "PPLC" and one.country == code),
                    None,
                )
            else:
                side = (match["rest"] or "").strip().lower() if match["own"] else ""
                if side not in phrases.bearings and not INTO.search(text[max(0, span.start - 14) : span.start]):
                    continue
                entry = gazetteer.country(land.alpha2)
            if entry is None:
                continue
            place = Place(
                span, entry.name, "relative", entry.kind, entry.lat, entry.lon, entry.radius_km, entry.country,
                entry.admin1 or None, entry.geonames or None, 0.6,
            )  # fmt: skip
            if what == "country" and match["own"] and (match["rest"] or "").strip().lower() in phrases.bearings:
                side = match["rest"].strip().lower()
                if not side.endswith("ern"):
                    yield _side(Span(span.start, match.end()), f"{entry.name}'s {side}", place, phrases.bearings[side])
                    continue
            yield place


class _Lands:
    """The countries that a report names, by where it names them: counted once, asked often."""

    def __init__(self, reading: Reading, named: Sequence[Named]) -> None:
        self._starts: dict[str, list[int]] = {}
        self._all: list[tuple[int, str, bool]] = []
        for place, entry in named:
            if entry is None or entry.kind != "country" or not place.country or place.form == "demonym":
                continue
            head = reading.grammar.head_of(place.span)
            if head is None or reading.tokens[head].dep in ("compound", "amod", "nmod"):
                continue
            governor = reading.tokens[reading.tokens[head].head]
            inside = reading.tokens[head].dep == "pobj" and governor.lower in INSIDE
            self._starts.setdefault(place.country, []).append(place.span.start)
            self._all.append((place.span.start, place.country, inside))

    def meant(self, at: int, sentence: Span) -> str | None:
        """Whose "the capital" is: the country that something is in, in this sentence, or most of the report's."""
        end = bisect_left(self._all, (at, "", False))
        first = bisect_left(self._all, (sentence.start, "", False))
        here = {country for _, country, _ in self._all[first:end]}
        inside = {country for _, country, within in self._all[first:end] if within}
        if len(inside) == 1 or len(here) == 1:
            return next(iter(inside if len(inside) == 1 else here))
        counts = {code: bisect_left(starts, at) for code, starts in self._starts.items()}
        counts = {code: count for code, count in counts.items() if count}
        if here or not counts:
            return None
        last = self._all[end - 1][1]
        top = max(counts, key=lambda code: counts[code])
        if counts[top] * 2 > sum(counts.values()) and (len(counts) == 1 or last == top or counts[top] >= 3):
            return top
        return None
