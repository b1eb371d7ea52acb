"""What a reading says, in the words that a person is shown: used wherever a reading is printed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

Answer = dict[str, Any]
Spans = Sequence[dict[str, int]]

STATUS_SIGN = {
    "happened": "●",
    "ongoing": "◐",
    "planned": "○",
    "asked": "?",
    "hypothetical": "◌",
    "denied": "✕",
}
"""Status told by form, not by colour alone."""


def surface(answer: Answer, mark: dict[str, Any]) -> str:
    """The words of a mark on one line."""
    return " ".join(answer["text"][mark["start"] : mark["end"]].split())


def joined(answer: Answer, spans: Spans, gap: str = " … ") -> str:
    """The words of several spans in text order, with a sign where something stands between them."""
    return gap.join(surface(answer, span) for span in sorted(spans, key=lambda span: span["start"]))


def names(answer: Answer, indexes: Iterable[int]) -> str:
    """The names of actors, as the report has them; what is behind a pronoun in brackets."""
    listed = []
    for index in indexes:
        actor = answer["actors"][index]
        said = surface(answer, actor)
        listed.append(
            said if said.casefold() in actor["name"].casefold() or len(said) > 4 else f"{said} [{actor['name']}]"
        )
    return ", ".join(listed)


UNITS = {"Y": "year", "M": "month", "W": "week", "D": "day", "E": "decade", "C": "century"}
CLOCK = {"H": "hour", "M": "minute", "S": "second"}
DURATION = re.compile(r"P(?P<clock>T)?(?P<count>[\dX.]+)(?P<unit>[YMWDECHS])")


def when(time: dict[str, Any]) -> str:
    """A time as a person says it: the day, the range that it is in, or how long it lasts."""
    if (found := DURATION.fullmatch(str(time["value"]))) and time.get("type") != "SET":
        unit = (CLOCK if found["clock"] else UNITS)[found["unit"]]
        return f"some {unit}s" if "X" in found["count"] else f"{found['count']} {unit}{'s' * (found['count'] != '1')}"
    earliest, latest = time.get("earliest"), time.get("latest")
    if earliest and latest:
        return earliest if earliest == latest else f"between {earliest} and {latest}"
    if earliest:
        return f"from {earliest}"
    if latest:
        return f"until {latest}"
    return str(time["value"])


def where(place: dict[str, Any]) -> str:
    """A place with what it is and how far off its point can be."""
    parts = [place["name"]]
    if place["kind"] and place["kind"] != "country":
        parts.append(f"{place['kind']}{' in ' + place['country'] if place['country'] else ''}")
    elif place["kind"]:
        parts.append("country, an area")
    if place["lat"] is None:
        parts.append("not on the map")
    elif place["radius_km"] and place["kind"] != "country":
        parts.append(f"± {place['radius_km']:.0f} km")
    return ", ".join(parts)


def number(value: float | int | None) -> str:
    """A number with thousands separated, without an empty fraction."""
    if value is None:
        return "unknown"
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,}"


def figure(found: dict[str, Any]) -> str:
    """A figure in words: value or range, unit, and what it counts."""
    low, high, value = found["low"], found["high"], found["value"]
    if value is not None and low == high == value:
        said = ("about " if found["approximate"] else "") + number(value)
    elif low is not None and high is not None:
        said = f"between {number(low)} and {number(high)}" if value is None else f"about {number(value)}"
    elif low is not None:
        said = f"at least {number(low)}"
    elif high is not None:
        said = f"at most {number(high)}"
    else:
        said = number(value)
    one = value == low == high == 1
    return " ".join(filter(None, (said, counted(found, one=one))))


ALIKE = frozenset(
    {
        *("people", "troops", "personnel", "forces", "police", "dead", "injured", "wounded", "missing", "displaced"),
        *("arrested", "abducted", "captured", "killed", "money", "aid", "equipment", "aircraft", "military", "staff"),
        *(
            "infantry",
            "artillery",
            "cattle",
            "sheep",
            "clergy",
            "media",
            "data",
            "km",
            "kg",
            "cm",
            "mm",
            "m",
            "g",
            "km/h",
        ),
        *(
            "mph",
            "hertz",
            "crew",
            "spacecraft",
            "helicopter gunship crew",
            "square km",
            "square m",
            "cubic m",
            "cavalry",
        ),
    }
)
"""Nouns that are said alike of one and of many, and what became of people."""
IRREGULAR = {
    "person": "people",
    "man": "men",
    "woman": "women",
    "child": "children",
    "foot": "feet",
    "life": "lives",
    "wife": "wives",
    "knife": "knives",
    "mouse": "mice",
    "tooth": "teeth",
    "thief": "thieves",
    "half": "halves",
    "leaf": "leaves",
    "wolf": "wolves",
    "shelf": "shelves",
    "ox": "oxen",
    "crisis": "crises",
    "house": "houses",
}


def plural(noun: str) -> str:
    """The plural of an English noun, or of the last word of several: "air base" → "air bases"."""
    if noun in ALIKE:
        return noun
    *before, last = noun.split(" ")
    low = last.lower()
    if low in ALIKE:
        made = last
    elif low in IRREGULAR:
        made = IRREGULAR[low]
    elif low.endswith(("man", "woman")) and low not in ("human", "german", "roman"):
        made = f"{last[:-2]}en"
    elif low.endswith("child"):
        made = f"{last}ren"
    elif re.search(r"[^aeiou]y$", low):
        made = f"{last[:-1]}ies"
    elif (low.endswith("s") and not low.endswith(("ss", "us"))) or low.endswith("ese"):
        made = last
    elif low.endswith(("s", "x", "z", "ch", "sh")):
        made = f"{last}es" if last.islower() else last
    else:
        made = f"{last}s"
    return " ".join((*before, made))


def counted(found: dict[str, Any], *, one: bool = False) -> str | None:
    """What a figure counts, in words: a noun says more than `people`, and money names its currency.

    The noun stands in the plural unless there is `one`.
    """
    unit, counts = found["unit"], found["counts"]
    if unit and unit.startswith("currency:"):
        return str(unit.removeprefix("currency:"))
    if unit == "percent":
        return f"% {counts}" if counts else "%"
    said = str(counts or unit) if counts or unit else None
    return said if said is None or one or unit == "share" else plural(said)


def voucher(answer: Answer, index: int | None) -> str:
    """Who is behind an event: the source of its statement, or the report itself."""
    if index is None:
        return "the report"
    source = answer["statements"][index]["source"]
    return joined(answer, source) if source else "an unnamed source"


def about_source(answer: Answer, said: dict[str, Any]) -> str:
    """What else a statement tells of its source: role, group, why no name, where it spoke, who passed it on."""
    source = joined(answer, said["source"])
    facts = []
    if said.get("role") and said["role"].casefold() not in source.casefold():
        facts.append(said["role"])
    if said.get("member_of") is not None:
        facts.append(f"one of: {surface(answer, answer['actors'][said['member_of']])}")
    if said.get("grounds"):
        facts.append(f"no name given: {joined(answer, said['grounds'])}")
    if said.get("setting"):
        facts.append(said["setting"])
    if said.get("via") is not None:
        facts.append(f"as told by {voucher(answer, said['via'])}")
    return "; ".join(facts)
