"""Which words could be a place: spans that the gazetteer knows, and names of places by what they are called."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateline.knowledge.gazetteer import Entry, Gazetteer
from dateline.model.reading import Reading
from dateline.model.text import Span
from dateline.model.tokens import Token

LONGEST = 7
"""Words in the longest name looked up."""

JOINTS = frozenset({"of", "the", "and", "de", "del", "la", "el", "al", "le", "les", "du", "da", "do", "dos", "di", "am",
                    "upon", "on", "an", "sur", "y", "e", "-", "'", "’", "'s", "’s", "&", ".", "/", "–",
                    ","})  # fmt: skip
"""Words in lower case, and signs, that can stand inside a name."""

LEADS = frozenset({"al", "el", "ad", "ar", "as", "ash", "az", "d'", "l'", "d’", "l’"})
"""Words in lower case that a name can begin with when a hyphen or a name follows."""

MIDDLE = frozenset({"international", "regional", "naval", "military", "air", "nuclear", "refugee", "power", "border"})
"""Words in lower case that can stand before what a place is: `Osh international airport`."""

PLACE_TYPES = frozenset({"GPE", "LOC", "FAC"})

GENERIC_AFTER = frozenset({
    "county", "counties", "parish", "province", "district", "governorate", "oblast", "region", "prefecture",
    "municipality", "township", "borough", "river", "creek", "lake", "bay", "island", "islands", "beach",
    "mountain", "mountains", "valley", "park", "forest", "desert", "bridge", "dam", "airport", "airbase", "base",
    "harbor", "harbour", "port", "peninsula", "strait", "canal", "road", "street", "avenue", "boulevard", "highway",
    "drive", "lane", "square", "hospital", "prison", "camp", "village", "town", "city", "plant", "crossing",
    "facility", "field", "airfield", "territory", "state", "reservation", "range", "hills", "heights", "springs",
    "falls", "canyon", "cemetery", "station"
})  # fmt: skip
GENERIC_BEFORE = frozenset({
    "lake", "mount", "mt", "mt.", "fort", "ft", "ft.", "port", "cape", "camp", "gulf", "bay", "strait", "isle",
    "highway", "route", "interstate"
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words `first` to `last` (half open) that could be a place, and the entries of that name."""

    first: int
    last: int
    span: Span
    text: str
    entries: tuple[Entry, ...]
    peoples: tuple[Entry, ...]


def opens(token: Token, following: Token | None) -> bool:
    """Can a name begin with this word?"""
    first = token.text[:1]
    if first.isupper() or (first.isalpha() and not first.islower()):
        return True
    return token.lower in LEADS and following is not None and (following.text[:1].isupper() or following.text in "-'’")


def candidates(reading: Reading, gazetteer: Gazetteer) -> list[Candidate]:
    """Spans in text order, overlapping ones too; each begins and ends with a word of a name."""
    found: list[Candidate] = []
    tokens, text = reading.tokens, reading.text
    for sentence in reading.sentences:
        for first in range(sentence.first, sentence.last):
            following = tokens[first + 1] if first + 1 < sentence.last else None
            if opens(tokens[first], following):
                found.extend(_from(tokens, text, first, sentence.last, gazetteer))
    return found


def _from(tokens: Sequence[Token], text: str, first: int, end: int, gazetteer: Gazetteer) -> Iterator[Candidate]:
    for last in range(first + 1, min(first + LONGEST, end) + 1):
        token = tokens[last - 1]
        if last > first + 1 and not _joins(token):
            return
        if last > first + 1 and (token.text in JOINTS or token.lower in MIDDLE):
            continue
        span = Span(tokens[first].span.start, token.span.end)
        surface = span.of(text)
        if "\n" in surface or len(surface) < 2:
            continue
        if last < end and tokens[last].text == "." and tokens[last].span.start == span.end:
            dotted = text[span.start : span.end + 1]
            if dotted in gazetteer.abbreviations:
                span, surface = Span(span.start, span.end + 1), dotted
        entries, peoples = gazetteer.lookup(surface), gazetteer.adjective(surface)
        if tokens[first].lower == "the" and last > first + 1:
            entries, peoples = tuple(entry for entry in entries if entry.name.startswith("The ")), ()
            if not entries:
                continue
        if entries or peoples or _named(tokens, first, last) or _generic(tokens, first, last):
            yield Candidate(first, last, span, surface, entries, peoples)


def _joins(token: Token) -> bool:
    first = token.text[:1]
    return (
        first.isupper()
        or first.isdigit()
        or token.lower in JOINTS
        or token.lower in GENERIC_AFTER
        or token.lower in MIDDLE
    )


def _named(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Does the parser take exactly these words for the name of a place?"""
    kind = tokens[first].entity
    if kind not in PLACE_TYPES or not tokens[first].entity_start:
        return False
    if any(tokens[at].entity != kind or tokens[at].entity_start for at in range(first + 1, last)):
        return False
    return last >= len(tokens) or tokens[last].entity != kind or tokens[last].entity_start


def _generic(tokens: Sequence[Token], first: int, last: int) -> bool:
    """`Otter Creek`, `Mount Something`: names that say what they are."""
    if last - first < 2:
        return False
    inner = all(token.text[:1].isupper() or token.text[:1].isdigit() for token in tokens[first:last])
    return inner and (tokens[last - 1].lower in GENERIC_AFTER or tokens[first].lower in GENERIC_BEFORE)
