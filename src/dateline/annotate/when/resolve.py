"""What a matched expression stands for: one function for each `op` of times.yaml."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dateline.annotate.when import calendar
from dateline.annotate.when.context import Context
from dateline.annotate.when.grammar import Found, Grammar
from dateline.model.marks import TimeType

NO_DATE = "relative to a date of publication that is not known"
NOTHING_BEFORE = "counted from something that the report does not date"
NO_SUCH_DAY = "there is no such day"
EITHER_FRIDAY = "the report may have been updated after its date: the next {day}, {date}, is possible too"
NEARER = "the nearer {day}, {date}, is possible too"
OTHER_WEEKDAY = "{date} was a {was}, not a {said}"
SOUTHERN = "the report is of the southern half of the globe, whose seasons lie half a year apart from the northern ones"
OTHER_ORDER = "the day may be written first: {date} is possible too"
EVE = "the feast begins on the evening before"
BY_THE_MOON = "the feast moves with the moon between these days"
TABULAR = "by the tabular Islamic calendar; the sighting of the moon can move it by a day or two"

SOON = 3
"""Months ahead up to which a month or day that hangs on a noun is the coming one, in whatever tense: last year's would
be called so. Chosen by hand: the five dates of the development news that it turns are all set right by it."""
TURN = 10
"""In a history a month that lies so many before the last named is of the next year, so many after of the last."""

PERIODS = {
    "S": "PT{}S", "M": "PT{}M", "H": "PT{}H", "D": "P{}D", "NI": "P{}D", "W": "P{}W", "WE": "P{}W-WE", "FN": "P{}W",
    "MO": "P{}M",
    "Q": "P{}Q", "SX": "P{}S", "SE": "P{}M", "Y": "P{}Y", "DE": "P{}DE", "GN": "P{}GN", "CE": "P{}CE", "ML": "P{}ML",
}  # fmt: skip
SCALED = {"FN": ("W", 2), "DE": ("Y", 10), "CE": ("Y", 100), "ML": ("Y", 1000), "SE": ("MO", 6)}
"""Units told in others: a fortnight is two weeks, a decade ten years."""
HALVES = {"CE": (50, "Y"), "DE": (5, "Y"), "Y": (6, "MO"), "H": (30, "M")}
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
BACK = frozenset(["last", "past", "previous", "preceding", "prior", "recent", "latest"])
AHEAD = frozenset(["next", "coming", "upcoming", "following", "ensuing", "subsequent", "future"])


@dataclass(frozen=True)
class Answer:
    """A time that was worked out: `part` narrows it to early, mid or late; bounds are set where the value has none."""

    start: int
    end: int
    type: TimeType
    value: str
    part: str = ""
    earliest: date | None = None
    latest: date | None = None
    note: str | None = None
    moves: bool = True
    """Whether what follows can count from it."""


def resolve(found: Found, context: Context, grammar: Grammar) -> list[Answer]:
    """All that the match says; nothing where it turns out to be no time."""
    return OPS[found.rule.op](found, context, grammar)


def _answer(found: Found, type: TimeType, value: str, **more: object) -> list[Answer]:
    return [Answer(found.start, found.end, type, value, **more)]  # type: ignore[arg-type]


def part_of(said: str | None) -> str:
    """early, mid or late for the words that narrow a time down ("the end of", "early")."""
    said = (said or "").lower()
    if re.search(r"\b(?:early|earlier|beginning|start|eve|onset|first|opening)\b", said):
        return "early"
    if re.search(r"\b(?:late|later|end|close|latter|second|last|final|closing)\b", said):
        return "late"
    return "mid" if re.search(r"\b(?:mid|middle|height)\b", said) else ""


def _number(found: Found, grammar: Grammar, key: str = "num") -> int | float | None:
    said = found.groups.get(key)
    return grammar.numbers.worth(said) if said is not None else None


def _vague(found: Found, grammar: Grammar) -> int | None:
    worth = grammar.lookup("vague", found.groups["vague"]) if "vague" in found.groups else None
    return worth if isinstance(worth, int) else None


def _unit(found: Found, grammar: Grammar, key: str = "unit") -> str:
    said = found.groups[key].lower()
    return str(grammar.lookup("unit", said) or grammar.lookup("unit", said.removesuffix("s")))


def period(number: float | int | None, unit: str) -> str:
    """A TIMEX3 duration; a number that is not known is X, a fraction is told in the next smaller unit."""
    if unit in SCALED:
        smaller, times = SCALED[unit]
        if number is None:
            return {"DE": "PXDE", "CE": "PXC", "FN": "PXW"}.get(unit, PERIODS[smaller].format("X"))
        number, unit = number * times, smaller
    if number is None:
        return PERIODS[unit].format("X")
    if isinstance(number, float) and number != int(number):
        whole, rest = int(number), number - int(number)
        if rest == 0.5 and unit in ("Y", "D", "H", "M"):
            pieces = {"Y": ("P{}Y", "6M"), "D": ("P{}D", "T12H"), "H": ("PT{}H", "30M"), "M": ("PT{}M", "30S")}[unit]
            return (pieces[0].format(whole) if whole else pieces[0].split("{")[0]) + pieces[1]
        return PERIODS[unit].format(f"{number:g}")
    return PERIODS[unit].format(int(number))


def _shift(day: date, number: int, unit: str) -> str | None:
    """The value of the unit that lies so many units from a day, as coarse as the unit."""
    if unit in SCALED and unit != "DE":
        smaller, times = SCALED[unit]
        return _shift(day, number * times, smaller)
    if unit in ("D", "NI"):
        moved = calendar.add_days(day, number)
        return moved.isoformat() if moved else None
    if unit in ("W", "WE"):
        moved = calendar.add_days(day, 7 * number)
        return (calendar.week(moved) + ("-WE" if unit == "WE" else "")) if moved else None
    if unit == "MO":
        moved = calendar.add_months(day, number)
        return calendar.month(moved) if moved else None
    if unit == "Q":
        moved = calendar.add_months(day, 3 * number)
        return calendar.quarter(moved) if moved else None
    if unit == "Y":
        return f"{day.year + number:04}" if 0 < day.year + number <= 9999 else None
    if unit == "DE":
        return f"{day.year // 10 + number:03}"
    if unit == "CE":
        return f"{day.year // 100 + number:02}"
    return None


FINER = {"D": 1, "NI": 1, "W": 14, "WE": 14, "FN": 14, "MO": 62}
"""From how many days on a time is too coarse to count so many of the unit from it."""


def moved(day: date, steps: float, unit: str) -> date | None:
    """The day that lies so many units from another."""
    if unit in SCALED:
        unit, times = SCALED[unit]
        steps *= times
    if unit in ("Y", "Q", "MO"):
        return calendar.add_months(day, round(steps * {"Y": 12, "Q": 3, "MO": 1}[unit]))
    days = {"D": 1.0, "NI": 1.0, "W": 7.0, "WE": 7.0, "H": 1 / 24, "M": 1 / 1440, "S": 0.0}.get(unit)
    return None if days is None else calendar.add_days(day, round(steps * days))


UNKNOWN = {
    "D": "XXXX-XX-XX",
    "NI": "XXXX-XX-XX",
    "W": "XXXX-WXX",
    "WE": "XXXX-WXX-WE",
    "MO": "XXXX-XX",
    "Q": "XXXX-QX",
    "Y": "XXXX",
}


def _unknown(found: Found, unit: str, note: str = NO_DATE) -> list[Answer]:
    return _answer(found, "DATE", UNKNOWN.get(unit, "XXXX"), note=note, moves=False)


# -- dates ---------------------------------------------------------------------------------------------------------


def _year_of(found: Found, context: Context) -> int | None:
    """The year that the words give: in digits, or as last, this, that year."""
    if "year" in found.groups:
        return int(found.groups["year"])
    direction = found.groups.get("dir2") or (found.groups.get("dir") if "unit" in found.groups else None)
    if direction is None:
        return None
    base = _base(direction, context)
    return base.year + _step(direction) if base else None


def _base(direction: str, context: Context) -> date | None:
    """The day that a pointing word counts from: the report's, or for "that" and "the following" what was named last."""
    words = set(direction.lower().split())
    if words & {"that", "same", "following", "previous", "preceding", "prior", "ensuing"} or {"the", "next"} <= words:
        return context.referred
    return context.anchor


def _step(direction: str) -> int:
    words = set(direction.lower().split())
    if "this" in words or "that" in words or "same" in words:
        return 0
    return -1 if words & BACK else 1 if words & AHEAD else 0


def date_(found: Found, context: Context, grammar: Grammar) -> list[Answer]:
    """A month with or without day and year."""
    groups = found.groups
    month = _month(groups["month"], grammar)
    said_day = groups.get("day") or groups.get("day2")
    day = int(said_day) if said_day else None
    part = grammar.lookup("daypart", groups["part"]) if "part" in groups else ""
    year = _year_of(found, context)
    given = "year" in groups
    if "till" in groups:
        year = int(groups["till"]) - (month > _month(groups["month2"], grammar))
    note = None
    if year is None and "dir" in groups and "unit" not in groups:
        year = _dir_month(groups["dir"], month, day, context)
    if year is None:
        year = _nearest_year(month, day, context)
    if year is None:
        value = f"XXXX-{month:02}" + (f"-{day:02}" if day else "")
        if day and calendar.make(2024, month, day) is None:
            return _answer(found, "DATE", value, note=NO_SUCH_DAY, moves=False)
        return _answer(found, "TIME" if part else "DATE", value + part, note=NO_DATE, moves=False)
    if day is None:
        return _answer(found, "DATE", f"{year:04}-{month:02}", part=part_of(groups.get("mod")))
    exact = calendar.make(year, month, day)
    if exact is None:
        return _answer(found, "DATE", f"{year:04}-{month:02}-{day:02}", note=NO_SUCH_DAY, moves=False)
    if "weekday" in groups:
        weekday = _weekday(groups["weekday"], grammar)
        if exact.isoweekday() != weekday:
            other = None if given else _same_weekday(exact, weekday)
            if other:
                exact = other
            else:
                was = WEEKDAYS[exact.isoweekday() - 1]
                note = OTHER_WEEKDAY.format(date=exact.isoformat(), was=was, said=WEEKDAYS[weekday - 1])
    return _answer(found, "TIME" if part else "DATE", exact.isoformat() + part, note=note)


def _same_weekday(day: date, weekday: int) -> date | None:
    """The same day of the year before or after, where the weekday is right there."""
    for year in (day.year - 1, day.year + 1):
        other = calendar.make(year, day.month, day.day)
        if other and other.isoweekday() == weekday:
            return other
    return None


def _month(said: str, grammar: Grammar) -> int:
    return int(grammar.lookup("month", said) or grammar.lookup("month_short", said) or 1)


def _weekday(said: str, grammar: Grammar) -> int:
    return int(grammar.lookup("weekday", said) or grammar.lookup("weekday_short", said) or 1)


def _dir_month(direction: str, month: int, day: int | None, context: Context) -> int | None:
    """The year of "last July", "next 4 May"; without a day the month of the report itself is not meant."""
    base = _base(direction, context)
    if base is None:
        return None
    step, (said, here) = _step(direction), ((month, day or 0), (base.month, base.day if day else 0))
    if step < 0:
        return base.year - (said >= here)
    if step > 0:
        return base.year + (said <= here)
    return base.year


def _nearest_year(month: int, day: int | None, context: Context) -> int | None:
    """The year of a month without one: in news the nearest in the direction of the tense, in a history the current."""
    base = context.anchor
    if context.history and (story := context.story):
        return story.year + (month - story.month <= -TURN) - (month - story.month >= TURN)
    if base is None:
        return None
    if context.meant_for and (span := calendar.bounds(context.meant_for)) and context.tense != "future":
        return span[0].year + ((month, day or 31) < (span[0].month, span[0].day))
    months = (month - base.month) + (0 if day is None else ((day > base.day) - (day < base.day)) / 31)
    if context.tense == "future":
        return base.year + (months < (-1 if day else 0))
    if context.tense == "present" or context.leading:
        return base.year - (months > 5) + (months < -7)
    return base.year - (months > (SOON if context.loose else 0 if day is None else 1 / 31 + 0.2))


def dates(found: Found, context: Context, grammar: Grammar) -> list[Answer]:
    """Two days of one month: "3 and 4 May"."""
    whole = date_(replace(found, groups={k: v for k, v in found.groups.items() if k != "day2"}), context, grammar)
    first = date_(
        replace(found, groups={**{k: v for k, v in found.groups.items() if k != "day2"}, "day": found.groups["day2"]}),
        context,
        grammar,
    )
    day2, day = found.at["day2"], found.at["day"][0]
    return [replace(one, start=found.start, end=day2[1]) for one in first] + [replace(one, start=day) for one in whole]


def dates_after(found: Found, context: Context, grammar: Grammar) -> list[Answer]:
    """Two days of one month: "May 3 and 4"."""
    return dates(found, context, grammar)


def numeric(found: Found, context: Context, grammar: Grammar) -> list[Answer]:
    """2021-03-03, 3/4/2021 (month first unless that cannot be, or the report says otherwise), 3.4.2021."""
    groups = found.groups
    if "mm" in groups:
        year, month, day = int(groups["year"]), int(groups["mm"]), int(groups["dd"])
    elif "mm2" in groups:
        year, month, day = int(groups["yyyy"]), int(groups["mm2"]), int(groups["dd2"])
    else:
        month, day = int(groups["a"]), int(groups["b"])
        year = int(groups["yy"])
        if year < 100:
            year += 1900 if year > ((context.published.year + 10) % 100 if context.published else 50) else 2000
        if month > 12:
            month, day = day, month
        other = calendar.make(year, day, month)
        if other is not None and month != day and (exact := calendar.make(year, month, day)) is not None:
            note = OTHER_ORDER.format(date=other.isoformat())
            first, last = min(exact, other), max(exact, other)
            return _answer(found, "DATE", exact.isoformat(), note=note, earliest=first, latest=last)
    exact = calendar.make(year, month, day)
    if exact is None and 1 <= month <= 12 and 1 <= day <= 31:
        return _answer(found, "DATE", f"{year:04}-{month:02}-{day:02}", note=NO_SUCH_DAY, moves=False)
    return _answer(found, "DATE", exact.isoformat()) if exact else []


def week_of(found: Found, context: Context, grammar: Grammar) -> list[Answer]:
    """The week of 6 March, the week ended May 3: the ISO week of the day."""
    answers = date_(found, context, grammar)
    day = calendar.parse(answers[0].value) if answers else None
    return _answer(found, "DATE", calendar.week(day)) if day else _unknown(found, "W", answers[0].note or NO_DATE)


def year(found: Found, context: Context, grammar: Grammar) -> list[Answer]:
    """A year in digits or words."""
    groups = found.groups
    if "year" in groups:
        value = int(groups["year"])
    elif "yy" in groups:
        short = int(groups["yy"])
        now = context.published.year if context.published else 2050
        value = now // 100 * 100 + short
        value -= 100 if value > now + 10 else 0
    else:
        said = " ".join(groups["century"].lower().split())
        value = {"seventeen": 1700, "eighteen": 1800, "nineteen": 1900}.get(said, 2000)
        value += int(grammar.numbers.worth(groups.get("rest", "zero").lower().replace("oh ", "")) or 0)
    return _answer(found, "DATE", f"{value:04}", part=part_of(groups.get("mod")))


def years(found: Found, context: Context, grammar: Grammar) -> list[Answer]:
    """1985-1987, 1958-59: two years."""
    first, second = found.groups["year2"], found.groups["year"]
    second = first[: 4 - len(second)] + second
    return [
        Answer(found.start, found.at["year2"][1], "DATE", first),
        Answer(found.at["year"][0], found.end, "DATE", second),
    ]


def decade(found: Found, context: Context, grammar: Grammar) -> list[Answer]:
    """The 1980s, the nineties."""
    groups = found.groups
    if "decade" in groups:
        value = groups["decade"][:3]
    else:
        tens = (
            int(groups["dd"]) // 10
            if "dd" in groups
            else int(grammar.lookup("decade", groups["decadeword"]) if "decadeword" in groups else 0)
        )
        century = {"seventeen": 17, "eighteen": 18, "nineteen": 19}.get(groups.get("centuryword", "").lower())
        if century is None:
            now = context.anchor.year if context.anchor else 2000
            century = now // 100 - (now // 100 * 100 + tens * 10 > now)
        value = f"{century}{tens}"
    return _answer(found, "DATE", value, part=part_of(groups.get("mod")))


def century(found: Found, context: Context, grammar: Grammar) -> list[Answer]:
    """The 19th century."""
    rank = grammar.numbers.rank(found.groups["ord"])
    if rank is None or not 1 <= rank <= 30:
        return []
    if "bc" in found.groups:
        return _answer(found, "DATE", f"BC{rank - 1:02}", moves=False)
    return _answer(found, "DATE", f"{rank - 1:02}", part=part_of(found.groups.get("mod")), moves=False)


# -- seasons, quarters, years of account -----------------------------------------------------------------------------


def season(found: Found, context: Context, grammar: Grammar) -> list[Answer]:
    """Spring to winter, with a year, a pointing word, or the nearest one."""
    name = str(grammar.lookup("season", found.groups["season"]))
    number = _year_of(found, context)
    direction = found.groups.get("dir")
    if number is None:
        base = _base(direction, context) if direction else context.anchor
        if base is None:
            return _answer(found, "DATE", f"XXXX-{name}", note=NO_DATE, moves=False)
        number = base.year
        now = calendar.season(base)
        starts = calendar.SEASONS[name][0]
        step = _step(direction) if direction else None
        words = set((direction or "").lower().split())
        if context.history and direction is None:
            pass
        elif step == -1 or (step == 0 and "past" in words) or (step is None and context.tense != "future"):
            number -= starts > base.month or (step == -1 and now == f"{base.year:04}-{name}")
        elif step == 1:
            number += starts < base.month or now == f"{base.year:04}-{name}"
        elif step is None:
            number += starts + 2 < base.month
    if context.southern:
        first, last = calendar.make(number, 1, 1), calendar.make(number + (name == "WI"), 12, 31)
        return _answer(found, "DATE", f"{number:04}-{name}", earliest=first, latest=last, note=SOUTHERN, moves=False)
    return _answer(found, "DATE", f"{number:04}-{name}", part=part_of(found.groups.get("mod")))


def quarter(found: Found, context: Context, grammar: Grammar) -> list[Answer]:
    """The third quarter, Q3 2022, the final quarter of last year."""
    groups = found.groups
    number = (
        int(groups["q"])
        if "q" in groups
        else {"final": 4}.get(groups["ord"].lower()) or grammar.numbers.rank(groups["ord"]) or 1
    )
    said = _year_of(found, context)
    if "back" in groups and context.anchor:
        said = context.anchor.year - 1 - (3 * (number - 1) + 1 > context.anchor.month)
    if "yy" in groups:
        said = 2000 + int(groups["yy"])
    if said is None:
        base = context.anchor
        if base is None:
            return _answer(found, "DATE", f"XXXX-Q{number}", note=NO_DATE, moves=False)
        said = base.year
        if "dir" in groups:
            said += _step(groups["dir"])
        else:
            said += _quarter_turn(number, base.month, context)
    return _answer(found, "DATE", f"{said:04}-Q{number}")


def _quarter_turn(number: int, month: int, context: Context) -> int:
    """-1, 0 or 1: the quarter of last year, this or next that is nearest, the coming ones only in the future."""
    begins, ends = 3 * number - 2, 3 * number
    if begins <= month:
        return int(context.tense == "future" and month - ends > 6)
    return 0 if context.tense == "future" or begins - month <= 2 else -1


def half(found: Found, context: Context, grammar: Grammar) -> list[Answer]:
    """The first half of 1990."""
    number = int(found.groups["h"]) if "h" in found.groups else 1 if found.groups["ord"].lower() == "first" else 2
    said = _year_of(found, context) or (context.anchor.year if context.anchor else None)
    if "yy" in found.groups:
        said = 2000 + int(found.groups["yy"])
    return _answer(found, "DATE", f"{said:04}-H{number}" if said else f"XXXX-H{number}")


def fiscal(found: Found, context: Context, grammar: Grammar) -> list[Answer]:
    """A year of account; when it begins is not said, so that its bounds stay those of the year."""
    groups = found.groups
    number = int(groups["year"]) if "year" in groups else int(groups.get("year2", "2000")[:2] + groups["yy"])
    first, last = calendar.make(number - 1, 4, 1), calendar.make(number + 1, 3, 31)
    return _answer(
        found, "DATE", f"{number:04}", earliest=first, latest=last,
        note="a fiscal year need not begin in January, nor be called by the year in which it ends", moves=False,
    )  # fmt: skip


# -- weekdays and clock times ----------------------------------------------------------------------------------------


def weekday(found: Found, context: Context, grammar: Grammar) -> list[Answer]:
    """A day of the week, nearest in the direction of the tense."""
    groups = found.groups
    number = _weekday(groups["weekday"], grammar)
    part = str(grammar.lookup("daypart", groups["part"])) if "part" in groups else ""
    direction = groups.get("dir") or groups.get("dir2")
    day, note, other = _weekday_date(number, direction, context, week="dir2" in groups)
    if day is None:
        return _answer(found, "DATE", f"XXXX-WXX-{number}{part}", note=NO_DATE, moves=False)
    first, last = (min(day, other), max(day, other)) if other else (None, None)
    value = day.isoformat() + part
    return _answer(found, "TIME" if part else "DATE", value, note=note, earliest=first, latest=last)


def _weekday_date(
    number: int, direction: str | None, context: Context, week: bool = False
) -> tuple[date | None, str | None, date | None]:
    base = _base(direction, context) if direction else context.anchor
    if base is None:
        return None, None, None
    back = (base.isoweekday() - number) % 7
    ahead = (number - base.isoweekday()) % 7
    if week and direction:
        monday = base - timedelta(days=base.isoweekday() - 1)
        return calendar.add_days(monday, 7 * _step(direction) + number - 1), None, None
    if direction:
        step, words = _step(direction), set(direction.lower().split())
        if step < 0 or "past" in words:
            return calendar.add_days(base, -(back or 7)), None, None
        if "next" in words and "the" not in words and 0 < ahead and base.isoweekday() + ahead <= 7:
            nearer, later = calendar.add_days(base, ahead), calendar.add_days(base, ahead + 7)
            return later, NEARER.format(day=WEEKDAYS[number - 1], date=nearer), nearer
        if step > 0 or "coming" in words:
            return calendar.add_days(base, ahead or 7), None, None
        return calendar.add_days(base, ahead if context.tense == "future" else -back), None, None
    if context.tense == "future":
        return calendar.add_days(base, ahead), None, None
    day = calendar.add_days(base, -back)
    if day and back == 6 and not context.history:
        following = calendar.add_days(base, 1)
        if following:
            return day, EITHER_FRIDAY.format(day=WEEKDAYS[number - 1], date=following.isoformat()), following
    return day, None, None


def clock(found: Found, context: Context, grammar: Grammar) -> list[Answer]:
    """A time of day, on the day named with it or on the last one named."""
    groups = found.groups
    time = _clock(groups, grammar)
    if time is None:
        return []
    day: date | None
    if "month" in groups:
        answers = date_(replace(found, groups={k: v for k, v in groups.items() if k != "part"}), context, grammar)
        day = calendar.parse(answers[0].value)
    elif "weekday" in groups:
        day, _, _ = _weekday_date(_weekday(groups["weekday"], grammar), None, context)
    elif "relday" in groups:
        day = _relative_day(groups["relday"], context)
    else:
        day = calendar.parse(context.reference) or context.published
    return _answer(found, "TIME", (day.isoformat() if day else "XXXX-XX-XX") + time, note=None if day else NO_DATE)


def _clock(groups: dict[str, str], grammar: Grammar) -> str | None:
    if "noon" in groups:
        return "T24:00" if groups["noon"].lower() == "midnight" else "T12:00"
    if "hour" in groups:
        hour = int(groups["hour"]) % 12 + (12 if groups["ampm"][0] in "pP" else 0)
        return f"T{hour:02}:{groups.get('minute', '00')}"
    if "hour24" in groups:
        return f"T{int(groups['hour24']):02}:{groups['minute24']}"
    if "hourmil" in groups:
        return f"T{groups['hourmil']}:{groups['minutemil']}"
    hour = int(grammar.numbers.worth(groups["hourword"]) or 0)
    if not 0 <= hour <= 24:
        return None
    part = grammar.lookup("daypart", groups["part2"]) if "part2" in groups else None
    return f"T{hour + (12 if part in ('TAF', 'TEV') and hour < 12 else 0):02}:00"


# -- today, this week, two days later ------------------------------------------------------------------------------

RELATIVE = {
    "the day before yesterday": -2,
    "yesterday": -1,
    "last night": -1,
    "tomorrow": 1,
    "the day after tomorrow": 2,
    "the next day": 1,
    "the following day": 1,
}


def _relative_day(said: str, context: Context) -> date | None:
    said = " ".join(said.lower().split())
    base = context.referred if said in ("the next day", "the following day") else context.anchor
    return calendar.add_days(base, RELATIVE.get(said, 0)) if base else None


def relative_day(found: Found, context: Context, grammar: Grammar) -> list[Answer]:
    """Today, yesterday evening, last night, overnight."""
    said = " ".join(found.groups["relday"].lower().split())
    part = str(grammar.lookup("daypart", found.groups["part"])) if "part" in found.groups else ""
    if said in ("last night", "overnight", "tonight"):
        part = part or "TNI"
    day = _relative_day(said, context)
    value = (day.isoformat() if day else "XXXX-XX-XX") + part
    return _answer(found, "TIME" if part else "DATE", value, note=None if day else NO_DATE, moves=day is not None)


def this_part(found: Found, context: Context, grammar: Grammar) -> list[Answer]:
    """This morning, that night, the following evening."""
    direction = found.groups["dir"]
    base = _base(direction, context)
    part = str(grammar.lookup("daypart", found.groups["part"]))
    moved = calendar.add_days(base, _step(direction)) if base else None
    return _answer(
        found, "TIME", (moved.isoformat() if moved else "XXXX-XX-XX") + part, note=None if moved else NO_DATE
    )


def unit_reference(found: Found, context: Context, grammar: Grammar) -> list[Answer]:
    """Last week, this year, the following month, the day before, the end of the month."""
    groups = found.groups
    unit = _unit(found, grammar) if groups["unit"].lower() != "period" else "period"
    direction = groups.get("dir", "the").lower()
    if "year-ago" in direction or "year-earlier" in direction:
        base = context.anchor
        if base is None:
            return _unknown(found, "Y")
        before = calendar.add_months(base, -15 if unit in ("Q", "period") else -12)
        value = calendar.quarter(before) if unit in ("Q", "period") and before else str(base.year - 1)
        if unit in ("Q", "period") and context.quarter:
            value = f"{int(context.quarter[:4]) - 1:04}{context.quarter[4:]}"
        return _answer(found, "DATE", value, moves=False)
    if unit == "period" and "latest" in direction and context.quarter:
        return _answer(found, "DATE", context.quarter, moves=False)
    if unit in ("period", "SX", "H"):
        return [] if unit != "SX" else _answer(found, "DATE", UNKNOWN["Y"], moves=False)
    base = _base(direction, context)
    step = _step(direction)
    if "which" in groups:
        base, step = context.referred, 1 if groups["which"].lower() in ("after", "later") else -1
    if base is None:
        return _unknown(found, unit)
    if unit == "WE":
        value = _weekend(base, direction, context)
    elif unit == "D" and direction in ("this", "the current", "current"):
        value = base.isoformat()
    elif unit == "DE" and direction in ("the past", "past", "the last", "last"):
        return _answer(found, "DURATION", "P10Y", earliest=calendar.add_months(base, -120), latest=base)
    elif unit == "CE" and step == 0:
        value = f"{base.year // 100:02}"
    elif groups.get("mod", "").lower().endswith(("year-end", "year end", "year's end", "year’s end")):
        return _answer(found, "DATE", f"{base.year:04}", earliest=calendar.make(base.year, 12, 1))
    else:
        if base == context.referred and base != context.anchor:
            coarse = _from_coarse(found, context, step, unit, "later")
            if coarse is not None:
                return coarse
        value = _shift(base, step, unit) or UNKNOWN.get(unit, "XXXX")
    return _answer(found, "DATE", value, part=part_of(groups.get("mod") or groups.get("when")))


def _weekend(base: date, direction: str, context: Context) -> str:
    step = _step(direction)
    if step == 0 and context.tense != "future" and base.isoweekday() < 6:
        step = -1
    moved = calendar.add_days(base, 7 * step)
    return calendar.week(moved or base) + "-WE"


def the_unit(found: Found, context: Context, grammar: Grammar) -> list[Answer]:
    """The quarter, the year, the week: the one that the text is about."""
    unit = _unit(found, grammar)
    base = context.referred
    if unit == "Q" and context.quarter:
        return _answer(found, "DATE", context.quarter, moves=False)
    if found.groups.get("ended"):
        return [Answer(found.start, found.at["unit"][1], "DURATION", period(1, unit), moves=False)]
    if base is None:
        return _unknown(found, unit)
    return _answer(found, "DATE", _shift(base, 0, unit) or UNKNOWN.get(unit, "XXXX"))


def ago(found: Found, context: Context, grammar: Grammar) -> list[Answer]:
    """Three weeks ago: as coarse as its unit."""
    groups = found.groups
    base = context.anchor
    unit = _unit(found, grammar) if "unit" in groups else "Y"
    number = (
        _number(found, grammar)
        if "num" in groups
        else _vague(found, grammar)
        if "vague" in groups
        else (1 if "one" in groups else None)
    )
    if number is None:
        return _answer(found, "DATE", "PAST_REF", latest=base, moves=False)
    if "half" in groups and unit in HALVES:
        number, unit = HALVES[unit]
    if base is None:
        return _unknown(found, unit)
    if unit in ("S", "M", "H"):
        return _answer(
            found, "TIME", base.isoformat(), earliest=calendar.add_days(base, -1 - int(number) // 24), latest=base
        )
    if unit == "Y" and number == 1 and context.quarter and not context.history:
        return _answer(found, "DATE", f"{int(context.quarter[:4]) - 1:04}{context.quarter[4:]}", moves=False)
    value = _shift(base, -round(number), unit)
    if value is None:
        return []
    approx = groups.get("approx", "").lower().strip()
    return _answer(found, "DATE", value, note=f"{value}~ ({approx})" if approx else None)


def later(found: Found, context: Context, grammar: Grammar) -> list[Answer]:
    """Two days later, a year earlier: counted from the time named last."""
    groups = found.groups
    unit = _unit(found, grammar)
    way = groups["way"].lower()
    base = context.anchor if way in ("from now", "hence") else context.referred
    if context.reference is None and way in ("later", "after", "afterward", "afterwards", "thereafter"):
        base = None
    number = _number(found, grammar) if "num" in groups else _vague(found, grammar) if "vague" in groups else 1
    back = way in ("earlier", "before", "previously", "beforehand", "prior", "ahead")
    if number is None:
        reference = "PAST_REF" if back else "FUTURE_REF"
        return _answer(
            found, "DATE", reference, latest=base if back else None, earliest=None if back else base, moves=False
        )
    if unit in ("S", "M", "H"):
        return _answer(found, "DURATION", period(number, unit), moves=False)
    if base is None:
        return _unknown(found, unit, NO_DATE if context.published is None else NOTHING_BEFORE)
    if unit == "Y" and number == 1 and back and context.quarter and not context.history:
        return _answer(found, "DATE", f"{int(context.quarter[:4]) - 1:04}{context.quarter[4:]}", moves=False)
    steps = -round(number) if back else round(number)
    if (coarse := _from_coarse(found, context, steps, unit, way)) is not None:
        return coarse
    value = _shift(base, steps, unit)
    return _answer(found, "DATE", value) if value else []


def _from_coarse(found: Found, context: Context, steps: int, unit: str, way: str) -> list[Answer] | None:
    """Counted from a time that is told less finely than the unit: a stretch of days; None where it is fine enough.

    Two days after something of July 2023 can be any day from 3 July to 2 August.
    """
    if way in ("from now", "hence") or context.reference is None:
        return None
    span = calendar.bounds(context.reference)
    if span is None or (span[1] - span[0]).days < FINER.get(unit, 10_000):
        return None
    first, last = (moved(day, steps, unit) for day in span)
    if first is None or last is None:
        return None
    month = calendar.month(first)
    value = month if month == calendar.month(last) or (span[1] - span[0]).days < 32 else f"{first.year:04}"
    note = f"counted from {context.reference}, which tells no day"
    return _answer(found, "DATE", value, earliest=first, latest=last, note=note, moves=False)


# -- spans, sets, references -----------------------------------------------------------------------------------------


def _reach(direction: str, number: float | int | None, unit: str, context: Context) -> tuple[date | None, date | None]:
    """The days that "the last three years" and "the next two weeks" cover, counted from the report."""
    words = set(direction.lower().split())
    base = context.anchor
    if base is None or number is None or not words & {"last", "past", "next", "coming", "latest"}:
        return None, None
    days = {"D": 1, "NI": 1, "W": 7, "FN": 14, "H": 1 / 24, "M": 1 / 1440, "S": 0}
    months = {"MO": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200}
    back = bool(words & {"last", "past", "latest"})
    sign = -1 if back else 1
    if unit in days:
        other = calendar.add_days(base, sign * int(number * days[unit] + 0.999))
    elif unit in months:
        other = calendar.add_months(base, sign * int(number * months[unit]))
    else:
        other = None
    return (other, base) if back else (base, other)


def last_units(found: Found, context: Context, grammar: Grammar) -> list[Answer]:
    """The last three years, the next 48 hours."""
    unit = _unit(found, grammar)
    number = _number(found, grammar) if "num" in found.groups else _vague(found, grammar)
    earliest, latest = _reach(found.groups["dir"], number, unit, context)
    return _answer(found, "DURATION", period(number, unit), earliest=earliest, latest=latest, moves=False)


def vague_units(found: Found, context: Context, grammar: Grammar) -> list[Answer]:
    """Recent years, the coming weeks: a length of no known number, before or after the report."""
    words = set(found.groups["dir"].lower().split())
    base = context.published if not context.history else None
    back = words & {"recent", "past"}
    ahead = words & {"coming", "upcoming", "future"} or found.groups["dir"].lower() in ("ahead", "to come")
    return _answer(
        found, "DURATION", period(None, _unit(found, grammar)), earliest=base if ahead else None,
        latest=base if back else None, moves=False,
    )  # fmt: skip


def duration(found: Found, context: Context, grammar: Grammar) -> list[Answer]:
    """Three weeks, a two-hour, half an hour, a month and a half."""
    groups = found.groups
    if "halfof" in groups:
        number: float | int | None = {
            "half": 0.5,
            "a half": 0.5,
            "a quarter of an": 0.25,
            "three quarters of an": 0.75,
        }.get(groups["halfof"].lower().removesuffix(" an").removesuffix(" the"), 0.5)
        unit = _unit(found, grammar, "unit2")
        if unit == "H" and number is not None:
            return _answer(found, "DURATION", period(int(number * 60), "M"), moves=False)
        if unit == "Y" and number is not None:
            return _answer(found, "DURATION", period(int(number * 12), "MO"), moves=False)
        return _answer(found, "DURATION", period(number, unit), moves=False)
    unit = _unit(found, grammar)
    number = _number(found, grammar) if "num" in groups else _vague(found, grammar) if "vague" in groups else 1
    if "to" in groups and groups["to"].strip() == "and":
        return []
    if "half" in groups and number is not None:
        number += 0.25 if "quarter" in groups["half"].lower() else 0.5
    return _answer(found, "DURATION", period(number, unit), moves=False)


def one_unit(found: Found, context: Context, grammar: Grammar) -> list[Answer]:
    """A week, all day, the whole year."""
    number = 1.5 if "half" in found.groups else 0.5 if found.groups["one"].lower().startswith("half") else 1
    return _answer(found, "DURATION", period(number, _unit(found, grammar)), moves=False)


def unit_long(found: Found, context: Context, grammar: Grammar) -> list[Answer]:
    """A yearlong, decades-long, three-week-long something."""
    groups = found.groups
    number: float | int | None = 1
    if "num" in groups:
        number = _number(found, grammar)
    elif "vague" in groups or "plural" in groups:
        number = _vague(found, grammar)
    return _answer(found, "DURATION", period(number, _unit(found, grammar)), moves=False)


def bare_units(found: Found, context: Context, grammar: Grammar) -> list[Answer]:
    """Months, weeks."""
    return _answer(found, "DURATION", period(None, _unit(found, grammar)), moves=False)


def every(found: Found, context: Context, grammar: Grammar) -> list[Answer]:
    """Every day, each Friday, per month, Mondays."""
    groups = found.groups
    if "weekday" in groups:
        return _answer(found, "SET", f"XXXX-WXX-{_weekday(groups['weekday'], grammar)}", moves=False)
    if "part" in groups:
        return _answer(found, "SET", f"XXXX-XX-XX{grammar.lookup('daypart', groups['part'])}", moves=False)
    if "month" in groups:
        return _answer(found, "SET", f"XXXX-{_month(groups['month'], grammar):02}", moves=False)
    if "season" in groups:
        return _answer(found, "SET", f"XXXX-{grammar.lookup('season', groups['season'])}", moves=False)
    if groups["unit"].lower() == "night":
        return _answer(found, "SET", "XXXX-XX-XXTNI", moves=False)
    number: float | int | None = _number(found, grammar) or 1
    other = groups.get("other", "").lower().strip()
    number = 2 if other in ("other", "second", "couple of") else None if other == "few" else number
    return _answer(found, "SET", period(number, _unit(found, grammar)), moves=False)


RATES = {
    "hourly": "PT1H",
    "daily": "P1D",
    "nightly": "XXXX-XX-XXTNI",
    "weekly": "P1W",
    "fortnightly": "P2W",
    "monthly": "P1M",
    "quarterly": "P3M",
    "yearly": "P1Y",
    "annually": "P1Y",
}


def adverb_set(found: Found, context: Context, grammar: Grammar) -> list[Answer]:
    """Daily, weekly, annually."""
    return _answer(found, "SET", RATES[found.groups["rate"].lower()], moves=False)


def holiday(found: Found, context: Context, grammar: Grammar) -> list[Answer]:
    """Christmas Eve, Ramadan, Thanksgiving: the day, or the month of a fast, of the year that is meant."""
    rule = grammar.lookup("holiday", found.groups["holiday"])
    said = _year_of(found, context)
    direction = found.groups.get("dir")
    base = context.anchor
    if said is None and base is None:
        return _answer(found, "DATE", "XXXX-XX-XX", note=NO_DATE, moves=False)
    years_ = [said] if said else [base.year - 1, base.year, base.year + 1] if base else []
    days = sorted(day for one in years_ for day in _holiday_days(rule, one))
    if not days:
        return []
    day = days[0] if said else _nearest(days, base, direction, context)
    if isinstance(limits := rule.get("between"), list):
        last = calendar.make(day.year, int(limits[2]), int(limits[3]))
        return _answer(found, "DATE", f"{day.year:04}", earliest=day, latest=last, note=BY_THE_MOON, moves=False)
    note = TABULAR if "islamic" in rule else EVE if rule.keys() & HEBREW else None
    length = int(rule.get("days", 1))
    if length > 20:
        return _answer(
            found, "DATE", calendar.month(day), earliest=day, latest=calendar.add_days(day, length - 1), note=note
        )
    latest = calendar.add_days(day, length - 1) if length > 1 else None
    return _answer(found, "DATE", day.isoformat(), latest=latest, note=note)


def _nearest(days: list[date], base: date | None, direction: str | None, context: Context) -> date:
    if base is None:
        return days[0]
    before, after = [one for one in days if one <= base], [one for one in days if one > base]
    if direction is None and context.tense == "present":
        return min(days, key=lambda one: abs((one - base).days))
    ahead = context.tense == "future" if direction is None else _step(direction) > 0
    if direction is not None and _step(direction) == 0:
        return next((one for one in days if one.year == base.year), days[0])
    if ahead:
        return after[0] if after else days[-1]
    return before[-1] if before else days[0]


HEBREW = frozenset({"tishri", "kislev", "passover"})
"""What the days of Jewish feasts are counted from."""


def _holiday_days(rule: dict[str, object], number: int) -> list[date]:
    if not 1 < number < 9998:
        return []
    if "easter" in rule:
        moved = calendar.add_days(calendar.easter(number), int(str(rule["easter"])))
        return [moved] if moved else []
    if "orthodox" in rule:
        easter = calendar.orthodox_easter(number)
        moved = calendar.add_days(easter, int(str(rule["orthodox"]))) if easter else None
        return [moved] if moved else []
    if counted := next(iter(rule.keys() & HEBREW), None):
        feast = calendar.hebrew_feast(number, counted, int(str(rule[counted])))
        return [feast] if feast else []
    if isinstance(limits := rule.get("between"), list):
        begins = calendar.make(number, int(limits[0]), int(limits[1]))
        return [begins] if begins else []
    if isinstance(islamic := rule.get("islamic"), list):
        return calendar.islamic_in(number, int(islamic[0]), int(islamic[1]))
    if "nth" in rule:
        return [calendar.nth_weekday(number, int(str(rule["month"])), int(str(rule["weekday"])), int(str(rule["nth"])))]
    day = calendar.make(number, int(str(rule["month"])), int(str(rule["day"])))
    return [day] if day else []


def reference(found: Found, context: Context, grammar: Grammar) -> list[Answer]:
    """Now, recently, soon."""
    value = found.rule.value or "PRESENT_REF"
    base = context.published if not context.history else None
    if value == "PRESENT_REF":
        return _answer(found, "DATE", value, earliest=base, latest=base, moves=False)
    if value == "PAST_REF":
        return _answer(found, "DATE", value, latest=base, moves=False)
    return _answer(found, "DATE", value, earliest=base, moves=False)


def that_time(found: Found, context: Context, grammar: Grammar) -> list[Answer]:
    """At the time, by that time."""
    if found.groups["dir"].lower() == "this":
        return _answer(found, "DATE", "PRESENT_REF", earliest=context.published, latest=context.published, moves=False)
    return _answer(found, "DATE", "PAST_REF", latest=context.published, moves=False)


OPS: dict[str, Callable[[Found, Context, Grammar], list[Answer]]] = {
    "date": date_,
    "dates": dates,
    "dates_after": dates_after,
    "numeric": numeric,
    "week_of": week_of,
    "year": year,
    "years": years,
    "decade": decade,
    "century": century,
    "season": season,
    "quarter": quarter,
    "half": half,
    "fiscal": fiscal,
    "weekday": weekday,
    "clock": clock,
    "relative_day": relative_day,
    "this_part": this_part,
    "unit_reference": unit_reference,
    "the_unit": the_unit,
    "ago": ago,
    "later": later,
    "last_units": last_units,
    "vague_units": vague_units,
    "duration": duration,
    "one_unit": one_unit,
    "unit_long": unit_long,
    "bare_units": bare_units,
    "every": every,
    "adverb_set": adverb_set,
    "holiday": holiday,
    "reference": reference,
    "that_time": that_time,
}
