"""A story of two invented reports, as a store hands it out."""

from __future__ import annotations

from typing import Any

from tests.web.words import CONVOY, MARKET, Words

Row = dict[str, Any]

IDS = ("delta-0503", "bol market/1")
TITLES = ("Convoy halted on lake road as talks open in Niamey", "Bol market reopens after the flood")
WIRE = "Delta Wire (sample)"
NO_DAYS: Row = {"earliest": None, "latest": None}


def cite(report: int, words: str) -> Row:
    """Words of one of the two reports."""
    text = (CONVOY, MARKET)[report]
    return {"report": IDS[report], "version": 1, **Words(text)(words), "words": words}


def _origin(key: str, kind: str, name: str) -> Row:
    known = {"through": [], "first": [IDS[0]], "reports": [IDS[0]]}
    return {"key": key, "kind": kind, "name": name, "country": None, "cite": None, **known}


def _telling(words: Row, origin: int, published: str | None) -> Row:
    unknown = dict.fromkeys(("source", "status", "value", "low", "high"))
    return {"cite": words, "origin": origin, "published": published, **unknown, **NO_DAYS}


def _point(says: str, words: Row, published: str, value: int) -> Row:
    bounds = {"value": value, "low": value * 0.9, "high": value * 1.1}
    return {"says": says, "by": WIRE, "cite": words, "published": published, **bounds, **NO_DAYS}


def _side(says: str, by: list[str], cites: list[Row]) -> Row:
    return {"says": says, "by": by, "reports": [one["report"] for one in cites], "cites": cites, **NO_DAYS}


def _part(words: str, index: int) -> Row:
    at = cite(0, words)
    id = f"{IDS[0]}@1#{at['start']}-{at['end']}"
    return {"id": id, "index": index, "cite": at, "status": "happened", "origin": "o1"}


def changes() -> Row:
    """What the wire changed: a number, who said it, a sentence more and one less."""
    last = CONVOY.rstrip().splitlines()[-1]

    def at(words: str) -> Row:
        return {**Words(CONVOY)(words), "words": words}

    figure = {"kind": "figure", "before": at("about 60 men"), "after": at("some 200")}
    source = {"kind": "attribution", "before": at("a regional official"), "after": at("A defence ministry statement")}
    changed = {"kind": "changed", "before": at("about 60 men"), "after": at("some 200"), "details": [figure, source]}
    return {
        "report": IDS[0],
        "before": 1,
        "after": 2,
        "changes": [
            changed,
            {"kind": "removed", "before": at(last), "after": None, "details": []},
            {"kind": "added", "before": None, "after": at("Gunmen stopped a grain convoy"), "details": []},
        ],
    }


def _member(report: int, publisher: str | None, published: str | None) -> Row:
    known = {"id": IDS[report], "title": TITLES[report], "version": 1}
    return known | {"publisher": publisher, "published": published}


def story() -> Row:
    """One of everything: a claim on two origins, a conflict with the world, a figure that was revised, a copy."""
    named, first, second = (
        cite(0, "Gunmen stopped a grain convoy"),
        cite(0, "about 60 men"),
        cite(0, "some 200 of them"),
    )
    market = cite(1, MARKET.split()[0])
    claim = {
        "id": "c1",
        "story": IDS[0],
        "kind": "event",
        "text": "Gunmen stopped a grain convoy",
        "about": None,
        "summary": "2 reports, 2 origins, one of them not named",
        "independence": "unknown",
        "agreement": "conflict",
        "score": 0.9,
        "origins": [_origin("o1", "unnamed", "a regional official"), _origin("o2", "outlet", WIRE)],
        "tellings": [_telling(named, 0, "2024-05-05T07:40:00+01:00"), _telling(market, 1, None)],
    }
    conflict = {
        "id": "k1",
        "kind": "number",
        "about": "how many men came",
        "verdict": "unsure",
        "independence": "unknown",
        "score": 0.7,
        "reasons": ["the day is not told"],
        "judged": {"verdict": "different", "author": "Ada", "at": "2024-05-06T08:00:00Z", "id": 3},
        "sides": [_side("about 60", ["Moussa Abdou"], [first]), _side("739 km in a straight line", [], [])],
    }
    incident = {
        "id": "i1",
        "type": "ASSAULT",
        "mode": "attack",
        "quad": "material-conflict",
        "actors": ["gunmen"],
        "recipients": ["drivers"],
        "place": "lake road",
        "country": "NE",
        "lat": 13.3,
        "lon": 12.9,
        "earliest": "2024-04-26",
        "latest": "2024-05-03",
        "figures": ["four"],
        "statuses": ["happened"],
        "origins": 1,
        "parts": [_part("stopped", 0), _part("attack", 9)],
        "judged": [],
    }
    other = incident | {"id": "i2", "type": "CONSULT", "quad": "verbal-cooperation", "parts": [_part("meet", 1)]}
    edge = {
        "a": IDS[1],
        "b": IDS[0],
        "relation": "copy",
        "direction": "a_from_b",
        "score": 0.97,
        "judged": None,
        "reasons": ["the same words in the same order"],
        "passages": [{"a": market, "b": named, "kind": "same"}],
    }
    revised = {
        "id": "s1",
        "about": "men on the road",
        "by": WIRE,
        "points": [_point("about 60", first, "2024-05-04", 60), _point("some 200", second, "2024-05-05", 200)],
    }
    return {
        "id": IDS[0],
        "headline": TITLES[0],
        "headline_of": IDS[0],
        "earliest": "2024-05-05",
        "latest": "2024-05-06",
        "reports": list(IDS),
        "publishers": 2,
        "first_hand": 1,
        "places": [{"name": "Diffa", "country": "NE", "lat": 13.3, "lon": 12.6, "reports": 1}],
        "actors": [{"name": "gunmen", "id": None, "country": None, "reports": 1}],
        "members": [_member(0, WIRE, "2024-05-05T07:40:00+01:00"), _member(1, None, None)],
        "lineage": [edge],
        "claims": [claim],
        "incidents": [incident, other],
        "conflicts": [conflict],
        "series": [revised],
    }
