"""Lengths of time before or after something that the report dates elsewhere: "a few months after the coup"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from dateline.annotate.when import calendar
from dateline.annotate.when.resolve import moved
from dateline.model.grammar import Grammar
from dateline.model.marks import When
from dateline.model.reading import Reading

Days = tuple[date, date]
LENGTH = re.compile(r"P(T?)(X|\d+(?:\.\d+)?)([YMWDH])$")
UNITS = {"Y": "Y", "M": "MO", "W": "W", "D": "D", "TH": "H"}
SAYS = {"Y": "year", "MO": "month", "W": "week", "D": "day", "H": "hour"}
SLACK = {"W": 3, "MO": 15, "Y": 183}
"""Days on either side: three weeks are no more exact than their unit."""
WAYS = {"after": 1, "following": 1, "since": 1, "into": 1, "before": -1}
UP = 3
"""How many steps up from a time, in its tree, what it dates is looked for."""
DATES = frozenset({"in", "on", "of", "from", "at", "during"})
"""Prepositions by which a time hangs on what it dates."""
HAPPENS = frozenset({"happen", "occur", "begin", "start", "come", "be", "erupt", "follow"})
"""Verbs whose subject is what the time dates. ("take place" has its own noun in between.)"""


def anchored(reading: Reading, times: Sequence[When], lexicon: Mapping[str, Mapping[str, object]]) -> tuple[When, ...]:
    """The same times; a length before or after one happening of which the report tells the days gets days itself."""
    waiting = [number for number, time in enumerate(times) if time.type == "DURATION" and time.earliest is None]
    if not waiting:
        return tuple(times)
    found = list(times)
    dated: dict[str, tuple[Days, str] | None] | None = None
    for number in waiting:
        leads = _leads_to(reading, times[number])
        if leads is None:
            continue
        sign, noun = leads
        if dated is None:
            listed = _dated(reading, times, lexicon["happenings"])
            dated = {lemma: _one(days) for lemma, days in listed.items()}
        if (day := dated.get(reading.tokens[noun].lemma.lower())) is not None:
            word = reading.tokens[noun].lower
            found[number] = _counted(times[number], reading.text, sign, word, day, lexicon["vague reach"])
    return tuple(found)


def _leads_to(reading: Reading, time: When) -> tuple[int, int] | None:
    """Before (-1) or after (1), and the position of the noun that the length is counted from."""
    inside = reading.grammar.within(time.span)
    after = inside.stop
    if after >= len(reading.tokens) or (sign := WAYS.get(reading.tokens[after].lower)) is None:
        return None
    tree = reading.grammar
    nouns = tree.with_dep(after, "pobj")
    if not nouns:
        return None
    noun = nouns[0]
    return (sign, noun) if reading.tokens[noun].pos in ("NOUN", "PROPN") else None


def _dated(reading: Reading, times: Sequence[When], verbs: Mapping[str, object]) -> dict[str, list[tuple[Days, str]]]:
    """The days of what is dated in the report, by lemma; a verb that has a noun stands under the noun too."""
    tree, found = reading.grammar, dict[str, list[tuple[Days, str]]]()
    for time in times:
        span = calendar.bounds(time.value) if time.type in ("DATE", "TIME") else None
        head = tree.head_of(time.span)
        if span is None or head is None:
            continue
        for at in _what(tree, head):
            lemma = tree.tokens[at].lemma.lower()
            for word in (lemma, *str(verbs.get(lemma, "")).split()):
                found.setdefault(word, []).append((span, time.value))
    return found


def _what(tree: Grammar, head: int) -> list[int]:
    """The positions of what a time dates: the noun it hangs on, or the verb, with the subject of one that happens."""
    for step, at in enumerate(tree.ancestors(head)):
        token = tree.tokens[at]
        if step == UP:
            break
        if token.pos == "ADP":
            if token.lower not in DATES:
                return []
            continue
        if token.pos in ("NOUN", "PROPN"):
            above = tree.tokens[token.head]
            return [at] if above.lower not in DATES or above.head == token.head else [at, *_verb(tree, above.head)]
        if token.pos in ("VERB", "AUX"):
            return _verb(tree, at)
    return []


def _verb(tree: Grammar, at: int) -> list[int]:
    token = tree.tokens[at]
    if token.pos not in ("VERB", "AUX"):
        return []
    place = [one for one in tree.with_dep(at, "dobj") if tree.tokens[one].lower == "place"]
    if token.lemma in HAPPENS or (token.lemma == "take" and place):
        return tree.with_dep(at, "nsubj")
    means = [
        one for by in tree.with_dep(at, "prep") if tree.tokens[by].lower == "in" for one in tree.with_dep(by, "pobj")
    ]
    return [at, *(one for one in means if not tree.tokens[one].entity)]


def _one(days: Sequence[tuple[Days, str]]) -> tuple[Days, str] | None:
    """The narrowest of days that all agree; None where the report dates several of the kind."""
    if not days:
        return None
    narrowest = min(days, key=lambda one: (one[0][1] - one[0][0]).days)
    first, last = narrowest[0]
    return narrowest if all(other[0] <= first and last <= other[1] for other, _ in days) else None


def _counted(time: When, text: str, sign: int, word: str, day: tuple[Days, str], reach: Mapping[str, object]) -> When:
    match = LENGTH.match(time.value)
    if match is None or (unit := UNITS.get(match[1] + match[3])) is None:
        return time
    said = time.span.of(text).lower()
    if match[2] == "X":
        few = next((limits for name, limits in reach.items() if name in said), reach["otherwise"])
        low, high = few if isinstance(few, list) else (2, 9)
    else:
        low = high = float(match[2])
    (first, last), value = day
    one, other = (first, last) if sign > 0 else (last, first)
    near, far = moved(one, sign * low, unit), moved(other, sign * high, unit)
    if near is None or far is None:
        return time
    slack = SLACK.get(unit, 0) if match[2] != "X" else 0
    earliest = calendar.add_days(min(near, far), -slack) or min(near, far)
    latest = calendar.add_days(max(near, far), slack) or max(near, far)
    number = f"{low:g}" if low == high else f"{low:g} to {high:g}"
    unit = SAYS[unit] + ("" if number == "1" else "s")
    way = "after" if sign > 0 else "before"
    note = f"{number} {unit} {way} the {word}, which the report dates {value}"
    return replace(time, earliest=earliest.isoformat(), latest=latest.isoformat(), note=note)
