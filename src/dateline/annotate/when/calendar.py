"""Dates and TIMEX3 values: shifting, naming, and the days that a value can stand for. Nothing here reads text."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

SEASONS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 2)}
"""First and last month of a season in the north; a winter ends in the next year."""
ISLAMIC_EPOCH = 1948440
"""Julian day of 1 Muharram 1 in the tabular Islamic calendar (civil epoch); the sighting can differ by a day or two."""

HEBREW_EPOCH = -1373427
"""What the days of the Hebrew calendar are counted from, as `date.toordinal` counts."""


def make(year: int, month: int, day: int) -> date | None:
    """The date, or None where there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def parse(said: str | None) -> date | None:
    """The day of an ISO 8601 date or date-time; None for anything else."""
    match = re.match(r"(\d{4})-(\d\d)-(\d\d)", said or "")
    return make(int(match[1]), int(match[2]), int(match[3])) if match else None


def add_days(day: date, days: int) -> date | None:
    """`day` moved by days; None beyond the calendar."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def add_months(day: date, months: int) -> date | None:
    """`day` moved by months, the last day of a short month standing in for one that it has not."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        return None
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def week(day: date) -> str:
    """The ISO week: `2024-W18`."""
    year, number, _ = day.isocalendar()
    return f"{year:04}-W{number:02}"


def month(day: date) -> str:
    """`2024-05`."""
    return f"{day.year:04}-{day.month:02}"


def quarter(day: date) -> str:
    """`2024-Q2`."""
    return f"{day.year:04}-Q{(day.month - 1) // 3 + 1}"


def season(day: date) -> str:
    """The season in which a day falls; January and February belong to the winter that began the year before."""
    for name, (first, last) in SEASONS.items():
        if first <= day.month <= last:
            return f"{day.year:04}-{name}"
    return f"{day.year - (day.month < 3):04}-WI"


def nth_weekday(year: int, month_number: int, weekday: int, nth: int) -> date:
    """The nth (from 1; -1 the last) weekday (Monday 1) of a month."""
    days = [
        day
        for day in range(1, calendar.monthrange(year, month_number)[1] + 1)
        if date(year, month_number, day).isoweekday() == weekday
    ]
    return date(year, month_number, days[nth - 1 if nth > 0 else nth])


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous algorithm of 1876)."""
    golden, (century, rest) = year % 19, divmod(year, 100)
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    sunday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    correction = (golden + 11 * moon + 22 * sunday) // 451
    month_number, day = divmod(moon + sunday - 7 * correction + 114, 31)
    return date(year, month_number, day + 1)


def orthodox_easter(year: int) -> date | None:
    """Easter Sunday of the eastern churches, in the Gregorian calendar (Meeus' rule for the Julian one)."""
    moon = (19 * (year % 19) + 15) % 30
    sunday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
    month_number, day = divmod(moon + sunday + 114, 31)
    return add_days(date(year, month_number, day + 1), year // 100 - year // 400 - 2)


def hebrew_new_year(year: int) -> date | None:
    """1 Tishri of a Hebrew year, by the molad and its postponements; None outside our calendar."""

    def elapsed(number: int) -> int:
        months = (235 * number - 234) // 19
        day = 29 * months + (12084 + 13753 * months) // 25920
        return day + (3 * (day + 1) % 7 < 3)

    before, this, after = (elapsed(year + step) for step in (-1, 0, 1))
    ordinal = HEBREW_EPOCH + this + (2 if after - this == 356 else this - before == 382)
    return date.fromordinal(ordinal) if 1 <= ordinal <= date.max.toordinal() else None


def hebrew_feast(year: int, counted: str, days: int) -> date | None:
    """The day that lies so many days from 1 Tishri or 1 Kislev of the autumn, or from Passover, of a Gregorian year."""
    first, following = hebrew_new_year(year + 3761), hebrew_new_year(year + 3762)
    if first is None or following is None:
        return None
    if counted == "passover":
        return add_days(first, days - 163)
    long_heshvan = (following - first).days % 10 == 5
    return add_days(first, days + (59 + long_heshvan if counted == "kislev" else 0))


def islamic(year: int, month_number: int, day: int) -> date | None:
    """The day of a date in the tabular Islamic calendar."""
    julian = day + (59 * (month_number - 1) + 1) // 2 + (year - 1) * 354 + (3 + 11 * year) // 30 + ISLAMIC_EPOCH - 1
    return add_days(date(1, 1, 1), julian - 1721426)


def islamic_in(year: int, month_number: int, day: int) -> list[date]:
    """All days of a Gregorian year on which a day of the Islamic year falls."""
    about = int((year - 622) * 33 / 32)
    found = (islamic(one, month_number, day) for one in range(max(1, about - 2), about + 4))
    return [one for one in found if one is not None and one.year == year]


def bounds(value: str) -> tuple[date, date] | None:
    """First and last day that a resolved TIMEX3 date or time can mean; None where the value is open."""
    value = value.split("T")[0]
    if match := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", value):
        day = make(*map(int, match.groups()))
        return (day, day) if day else None
    if match := re.fullmatch(r"(\d{4})-(\d\d)(?:-XX)?", value):
        first = make(int(match[1]), int(match[2]), 1)
        return (first, _before(add_months(first, 1))) if first else None
    if match := re.fullmatch(r"(?:FY)?(\d{4})(?:-XX(?:-XX)?)?", value):
        return _years(int(match[1]), int(match[1]))
    if match := re.fullmatch(r"(\d{4})-W(\d\d)(-WE)?", value):
        return _week(int(match[1]), int(match[2]), bool(match[3]))
    if match := re.fullmatch(r"(\d{4})-([QH])([1-4])", value):
        length = 3 if match[2] == "Q" else 6
        first = make(int(match[1]), min(12, (int(match[3]) - 1) * length + 1), 1)
        return (first, _before(add_months(first, length))) if first else None
    if match := re.fullmatch(r"(\d{4})-(SP|SU|FA|WI)", value):
        first = make(int(match[1]), SEASONS[match[2]][0], 1)
        return (first, _before(add_months(first, 3))) if first else None
    if match := re.fullmatch(r"(\d{3})X?", value):
        return _years(int(match[1]) * 10, int(match[1]) * 10 + 9)
    if match := re.fullmatch(r"(\d\d)(?:XX)?", value):
        return _years(int(match[1]) * 100, int(match[1]) * 100 + 99)
    return None


def _before(day: date | None) -> date:
    return day - timedelta(days=1) if day else date.max


def _years(first: int, last: int) -> tuple[date, date] | None:
    return (date(max(1, first), 1, 1), date(last, 12, 31)) if 0 <= first and 1 <= last <= 9999 else None


def _week(year: int, number: int, weekend: bool) -> tuple[date, date] | None:
    try:
        monday = date.fromisocalendar(year, number, 1)
    except ValueError:
        return None
    last = add_days(monday, 6) or date.max
    return (add_days(monday, 5) if weekend else monday) or monday, last


def narrow(span: tuple[date, date], part: str) -> tuple[date, date]:
    """The early, mid or late part of a run of days, with a third for each ("the end of", "early", …)."""
    first, last = span
    third = (last - first).days // 3
    if part == "early":
        return first, first + timedelta(days=third)
    if part == "late":
        return last - timedelta(days=third), last
    if part == "mid":
        return first + timedelta(days=third), last - timedelta(days=third)
    return span
