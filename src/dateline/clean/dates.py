"""Dates as people and machines write them on a page, to ISO 8601. A date that can be read in two ways is none."""

from __future__ import annotations

import re
from datetime import date, datetime

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        1,
    )
    for name in names.split()
}
MONTH = rf"(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\b\.?"
WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?,?\s+)?"
DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
YEAR = r"(?P<year>(?:19|20)\d\d)"
CLOCK = (
    r"(?:(?:\s*[,|•·@–—-]+|\s+at)?\s*\d{1,2}(?:[:.]\d\d){0,2}\s*(?:[ap]\.?\s?m\b\.?)?"
    r"\s*(?:hrs|hours)?\s*(?:\(?(?:[A-Z]{2,4}T?|Z|UTC|GMT)(?:\s*[+-]\s*\d{1,2}(?::?\d\d)?)?\)?)?)?"
)
WRITTEN = re.compile(
    rf"{WEEKDAY}(?:{MONTH}\s+{DAY}\s*,?\s+{YEAR}|{DAY.replace('day', 'day2')}\s+(?:of\s+)?"
    rf"{MONTH.replace('month', 'month2')},?\s+{YEAR.replace('year', 'year2')})",
    re.I,
)
ISO = re.compile(r"(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?![\d-])")
BASIC = re.compile(r"(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)(?:T?\d{4,6}.*)?")
SLASHED = re.compile(r"(?P<a>\d{1,2})[/.](?P<b>\d{1,2})[/.](?P<year>(?:19|20)\d\d)(?!\d)")
IN_URL = re.compile(
    rf"/(?P<year>(?:19|20)\d\d)[/-](?P<month>\d{{1,2}}|{'|'.join(MONTHS)})[/-](?P<day>\d{{1,2}})(?=[/_.-]|$)", re.I
)
IN_URL_BASIC = re.compile(r"(?<!\d)(?P<year>20\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)(?!\d)")
LABEL = re.compile(
    r"(?P<first>(?:(?:first|originally)\s+)?(?:published|posted|released|issued|filed|created|date)(?:\s+(?:on|at))?)"
    r"|(?P<later>(?:last\s+|recently\s+)?(?:updated|modified|edited|revised)(?:\s+(?:on|at))?)",
    re.I,
)
DATED = re.compile(
    rf"\b{MONTH}\s+\d{{1,2}}\b|\b\d{{1,2}}\s+{MONTH.replace('month', 'month2')}"
    r"|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b",
    re.I,
)
"""A day, with or without its year."""

EARLIEST = 1990
"""Years before it are not those of a page of the web, unless they are given."""


def of_value(value: object) -> str | None:
    """ISO 8601 for a machine's value (`2024-05-02T10:00:00Z`, `20240502`, `May 2, 2024`), with the time if given."""
    if not isinstance(value, str):
        return None
    text = value.strip()[:80]
    if found := ISO.match(text):
        if (day := _checked(found["year"], found["month"], found["day"])) is None:
            return None
        return _with_time(text) or day
    if (found := BASIC.fullmatch(text)) and (day := _checked(found["year"], found["month"], found["day"])):
        return day
    return written(text)


def written(text: str) -> str | None:
    """The first date that stands in `text` in full, as an ISO date; None where there is none."""
    if found := WRITTEN.search(text):
        groups = found.groupdict()
        day = _checked(
            groups["year"] or groups["year2"],
            str(MONTHS[(groups["month"] or groups["month2"]).lower()]),
            groups["day"] or groups["day2"],
        )
        if day:
            return day
    if (found := ISO.search(text)) and (day := _checked(found["year"], found["month"], found["day"])):
        return day
    if found := SLASHED.search(text):
        first, second = int(found["a"]), int(found["b"])
        if first == second or first > 12:
            return _checked(found["year"], str(second), str(first))
        if second > 12:
            return _checked(found["year"], str(first), str(second))
    return None


def in_url(url: str) -> str | None:
    """The date in an address such as `/2024/05/02/` or `/2024/may/02/`."""
    path = url.partition("://")[2].partition("?")[0]
    if found := IN_URL.search(path):
        month = found["month"].lower()
        return _checked(found["year"], str(MONTHS.get(month, month)), found["day"])
    for found in IN_URL_BASIC.finditer(path):
        if day := _checked(found["year"], found["month"], found["day"]):
            return day
    return None


def line_date(line: str) -> tuple[str, bool] | None:
    """The date of a line that says nothing else, and whether it is the day of an update rather than of publication."""
    text = line.strip(" \t\r\n\u00a0|•·–—-[]()")
    if len(text) > 120:
        return None
    later = False
    while found := LABEL.match(text):
        later = found["later"] is not None
        text = text[found.end() :].lstrip(" \t\u00a0:,-–—|•·")
    for pattern in (WRITTEN, ISO, SLASHED):
        if (found := pattern.match(text)) and (day := written(found[0])):
            rest = text[found.end() :]
            clock = re.match(r"T[\d:.]+(?:Z|[+-][\d:]+)?|" + CLOCK, rest)
            rest = rest[clock.end() if clock else 0 :].strip(" \t\u00a0,|•·–—-()[].")
            if not rest or _is_update(rest):
                return day, later
    clocked = re.match(r"\d{1,2}[:.]\d\d\s*(?:[ap]\.?m\.?)?\s*(?:[A-Z]{2,4})?\s*[,|•·–—-]?\s*(?:on\s+)?", text, re.I)
    if clocked and clocked.end() < len(text):
        return line_date(text[clocked.end() :]) if clocked.end() else None
    return None


def _is_update(rest: str) -> bool:
    found = LABEL.match(rest)
    return bool(found and found["later"] and len(rest) < 60)


def _with_time(text: str) -> str | None:
    text = re.sub(r"\s+", "T", text, count=1) if re.match(r"\S{10}\s+\d", text) else text
    text = re.sub(r"\s+", "", text)
    try:
        return datetime.fromisoformat(text).isoformat()
    except ValueError:
        return None


def _checked(year: str, month: str, day: str) -> str | None:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found.isoformat() if found.year >= EARLIEST else None
