"""What a plain text says of itself in its first lines: headline, date, byline, the address it was taken from."""

from __future__ import annotations

import re

from dateline.clean import byline, dates, furniture
from dateline.clean.metadata import Metadata

TITLE_WORDS = (3, 30)
TITLE_LENGTH = 220
TOP_LINES = 12
BODY = 160
"""Code points of a line with which the body has begun."""

ADDRESS = re.compile(r"<?(https?://[^\s<>\"]{4,2000})>?")
PLACE = r"(?:[A-Z][A-Z .,'’/-]{2,60},?|[A-Z][\w'’/-]{1,20}(?: [A-Z][\w'’/-]{1,20}){0,3},)"
DAY = r"(?:[A-Z][a-z]{2,8}\.?\s+\d{1,2},?|\d{1,2}\s+[A-Z][a-z]{2,8}\.?,?)\s+(?:19|20)\d\d"
WIRE = re.compile(rf"^\W{{0,3}}{PLACE}\s*(?P<date>{DAY})\s*(?:\([^()]{{2,40}}\))?\s*[-–—:]")
"""A wire dateline with its year: place in capitals or with a comma, date, agency, dash."""

ENDS_SENTENCE = re.compile(r"[.;:,][\"”’')\]]*$")
ABBREVIATION = re.compile(r"\b(?:[A-Z]\.){1,4}$|\b(?:Inc|Co|Corp|Ltd|Jr|Sr|St|No)\.$")


def of_text(text: str, url: str | None = None) -> Metadata:
    """What the text says in its first lines, or its address in its path. What it does not say stays None."""
    lines = [line.strip() for line in text[:20_000].splitlines()]
    filled = [line for line in lines if line][:TOP_LINES]
    found = ADDRESS.fullmatch(filled[0]) if filled else None
    url = url or (found[1] if found else None)
    title = _title(lines)
    published, origin = _published(filled, url)
    return Metadata(title=title, authors=_authors(filled), published=published, published_from=origin, url=url)


def _title(lines: list[str]) -> str | None:
    """The first line that is no furniture, where it reads as a headline and something else follows."""
    for number, line in enumerate(lines):
        if not line or furniture.match(line) or dates.line_date(line):
            continue
        rest = [one for one in lines[number + 1 :] if one]
        return line if rest and _is_headline(line, lines[number + 1], rest) else None
    return None


def _is_headline(line: str, below: str, rest: list[str]) -> bool:
    words = line.split()
    if not TITLE_WORDS[0] <= len(words) <= TITLE_WORDS[1] or len(line) > TITLE_LENGTH:
        return False
    if ENDS_SENTENCE.search(line) and not ABBREVIATION.search(line):
        return bool(line == rest[0])
    if not (line[0].isupper() or line[0].isdigit() or line[0] in "“\"'‘$£€"):
        return False
    wrapped = bool(below) and len(below) < 1.6 * len(line) and len(line) > 50 and not below[0].isupper()
    return not wrapped and max(map(len, rest)) > 1.2 * len(line)


def _published(filled: list[str], url: str | None) -> tuple[str | None, str | None]:
    updated = None
    for line in filled:
        if found := dates.line_date(line):
            if not found[1]:
                return found[0], "date-line"
            updated = updated or found[0]
        if (wire := WIRE.match(line)) and (day := dates.written(wire["date"])):
            return day, "date-line"
        if len(line) > BODY:
            break
    if updated:
        return updated, "date-line"
    if url and (day := dates.in_url(url)):
        return day, "url"
    return None, None


def _authors(filled: list[str]) -> tuple[str, ...]:
    for line in filled:
        if len(line) > BODY:
            return ()
        if re.match(r"(?i)(?:story |words |written )?by\s", line) and furniture.match(line) == "contributor":
            return byline.names(line)
    return ()
