"""What a stated distance tells of the place that it is stated of: that it is a point, and which of its namesakes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.annotate.where.globe import distance_km
from dateline.annotate.where.recognition import Mention
from dateline.annotate.where.relative import FIRST, OFF_SHARE, Phrases, phrases_of
from dateline.annotate.where.resolution import Resolved, key_of
from dateline.knowledge import Knowledge
from dateline.knowledge.gazetteer import Entry
from dateline.model.reading import Reading

POINTS = frozenset({"settlement", "airport", "base", "landmark"})
DIVISIONS = ("region", "province", "state", "governorate", "oblast", "district", "county")


def refine(reading: Reading, resolved: Sequence[Resolved], knowledge: Knowledge) -> list[Resolved]:
    """The same mentions; where a name was taken for a division and is told as a point, it is the town of that name.

    `Agadez, 730 km from Niamey` and `outside Agadez` speak of towns. Of several namesakes the one is taken whose
    distance is the stated one.
    """
    phrases = phrases_of(knowledge.lexicons)
    found, text = list(resolved), reading.text
    turned: dict[str, Entry] = {}
    for number, one in enumerate(found):
        if one.entry is None or one.mention.candidate.peoples:
            continue
        span = one.mention.candidate.span
        head = text[max(0, span.start - 60) : span.start]
        near = phrases.vicinity.search(head) is not None
        told = _told(text, number, found, phrases)
        if not near and told is None:
            continue
        entry = _which(one.mention, one.entry, told)
        if entry.number != one.entry.number:
            found[number] = replace(one, entry=entry)
            turned[key_of(one.mention)] = entry
    for number, one in enumerate(found):
        town = turned.get(key_of(one.mention))
        if town is not None and one.entry is not None and not _division_follows(text, one.mention):
            found[number] = replace(one, entry=town)
    return found


def _told(text: str, number: int, found: Sequence[Resolved], phrases: Phrases) -> tuple[float, Entry] | None:
    """The km that the words behind a name state, and the place that they are counted from."""
    if number + 1 >= len(found):
        return None
    end, other = found[number].mention.candidate.span.end, found[number + 1]
    start = other.mention.candidate.span.start
    if other.entry is None or not end < start <= end + 110:
        return None
    match = phrases.distance.search(text[end:start])
    if match is None or not FIRST.match(text[end : end + match.start()]):
        return None
    worth = phrases.worth(match["number"])
    return (float(worth) * phrases.units[match["unit"].lower()], other.entry) if worth else None


def _which(mention: Mention, entry: Entry, told: tuple[float, Entry] | None) -> Entry:
    """The entry that is meant: itself where it is a point and nothing contradicts it."""
    points = [one for one in mention.candidate.entries if one.kind in POINTS]
    if told is not None:
        km, base = told
        fitting = [one for one in points if _fits(one, base, km)]
        if fitting and not (entry.kind in POINTS and _fits(entry, base, km)):
            return max(fitting, key=lambda one: (one.country == entry.country, one.population))
    if entry.kind not in ("admin1", "admin2"):
        return entry
    own = [one for one in points if one.division and one.division == entry.division]
    return max(own, key=lambda one: one.population, default=entry)


def _fits(entry: Entry, base: Entry, km: float) -> bool:
    away = distance_km((entry.lat, entry.lon), (base.lat, base.lon))
    return abs(away - km) <= max(OFF_SHARE * km, 10.0)


def _division_follows(text: str, mention: Mention) -> bool:
    end = mention.candidate.span.end
    return text[end : end + 14].lower().lstrip().startswith(DIVISIONS)
