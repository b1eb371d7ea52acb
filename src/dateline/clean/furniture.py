"""Lines that a page drags along: marked, so that they are not read as news, and left where they stand.

A line is marked for what it says (patterns of `lexicons/furniture.yaml`) or for where it stands: the headline a second
time, a date above the first paragraph, a caption under an agency's slug or above a photo credit. A doubtful line stays:
a sentence that is lost is worse than a line too many.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from dateline.clean.dates import line_date
from dateline.knowledge.lexicons import Lexicons
from dateline.model.report import Furniture, FurnitureKind
from dateline.model.text import Span

LONGEST = 600
"""Code points of a line that can be furniture; patterns are not tried on longer ones."""

PARAGRAPH = 160
"""Code points of a line that is surely a paragraph: with it the body has begun."""

TOP_LINES = 15
"""Lines from the top among which a bare date is the report's own, not a subheading of a chronicle."""

TITLE_WORDS = (2, 35)
PARTICLE = r"(?:(?:de|van|von|der|den|al|el|bin|la|le|du|da|dos)\s+){0,2}"
NAME = rf"{PARTICLE}[A-Z][\w.'’-]*(?:\s+{PARTICLE}[A-Z][\w.'’-]*){{0,4}}"
SEPARATOR = r"(?:\s*[/|,]\s*|\s+(?:via|for|by|[-–—])\s+)"
SENTENCE_END = re.compile(r"[.!?][\"”’')\]]*$")
TAIL_CREDIT = re.compile(
    r"\s*[(\[](?:AP Photo|Photo|Photos? by|Image|Picture|Credit|Courtesy|Pool|Screengrab|Handout|File)\b"
    r"[^()\[\]]{0,120}[)\]]\.?$"
)
CAPTION_LABEL = re.compile(r"(?:FILE|FILE PHOTO|Image caption|Caption|Photo caption)\s*[-–—:]\s*\w")
RELATED = re.compile(
    r"\W*(?:related|recommended|more stories|top stories|trending|most (?:read|popular)|you may|read (?:also|next))",
    re.I,
)
LABELLED_DATE = re.compile(r"(?:first |last |originally )?(?:publ|post|upd|mod|date)", re.I)
LETTERS = re.compile(r"\w+")
NOT_BYLINE = re.compile(
    r"(?i)^(?:by|from)\s+(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|"
    r"september|october|november|december|noon|midnight|dawn|dusk|contrast|law|the|then|now)\b"
)


@dataclass(frozen=True, slots=True)
class Pattern:
    """One entry of the lexicon, ready to match a line."""

    kind: FurnitureKind
    whole: re.Pattern[str]
    requires: re.Pattern[str] | None
    negative: re.Pattern[str] | None
    max_words: int
    starts_with_name: bool
    last: bool
    slug: bool

    def matches(self, line: str, words: int) -> bool:
        """Whether the line, without white space around it, is of this kind."""
        if words > self.max_words or not self.whole.fullmatch(line):
            return False
        if self.requires and not self.requires.search(line):
            return False
        return not (self.negative and self.negative.search(line))


@dataclass(frozen=True, slots=True)
class Patterns:
    """All of the lexicon."""

    lines: tuple[Pattern, ...]
    captions: tuple[re.Pattern[str], ...]


@cache
def patterns() -> Patterns:
    """The lexicon, read and compiled once."""
    return compiled(Lexicons().read("furniture"))


def compiled(lexicon: dict[str, Any]) -> Patterns:
    """The lexicon's patterns with `{agency}`, `{name}` and `{sep}` filled in."""
    agencies = "|".join(re.escape(name) for name in sorted(lexicon["agencies"], key=len, reverse=True))
    lines = []
    for entry in lexicon["lines"]:
        exact = entry.get("case")
        name = f"(?-i:{NAME})" if exact else NAME.replace("A-Z", "A-Za-z")
        text = entry["pattern"].replace("{agency}", f"(?i:{agencies})").replace("{name}", name)
        text = text.replace("{sep}", SEPARATOR)
        lines.append(
            Pattern(
                kind=cast(FurnitureKind, entry["kind"]),
                whole=re.compile(text, 0 if exact == "exact" else re.I),
                requires=re.compile(entry["requires"], re.I) if "requires" in entry else None,
                negative=re.compile(entry["negative"], re.I) if "negative" in entry else None,
                max_words=entry.get("max_words", 30),
                starts_with_name=entry.get("starts_with_name", False),
                last=entry.get("last", False),
                slug=entry.get("slug", False),
            )
        )
    return Patterns(tuple(lines), tuple(re.compile(cue["pattern"], re.I) for cue in lexicon["caption_cues"]))


@dataclass(slots=True)
class _Line:
    span: Span
    text: str
    words: int
    blank_before: int
    """Blank lines between this line and the one before it."""
    kind: FurnitureKind | None = None
    slug: bool = False


def find(text: str, title: str | None, captions: frozenset[str] = frozenset()) -> tuple[Furniture, ...]:
    """The furniture of a text, in order and without overlaps. `title` as it is known, on the page or in the text.

    `captions`: letters and digits, in lower case, of lines that the page itself marks as captions.
    """
    lines = list(_lines(text))
    known = patterns()
    for number, line in enumerate(lines):
        if len(line.text) <= LONGEST and (hit := _match(line, lines, number, known)):
            line.kind, line.slug = hit.kind, hit.slug
    _repeats(lines, title)
    _date_lines(lines)
    _captions(lines, known, captions)
    _related(lines)
    return tuple(_furniture(lines))


def match(line: str) -> FurnitureKind | None:
    """The kind that the lexicon gives a line by itself; None for what is to be read."""
    hit = _match(_Line(Span(0, len(line)), line.strip(), len(line.split()), 0), [], 0, patterns())
    return hit.kind if hit else None


def _lines(text: str) -> Iterator[_Line]:
    blank = start = 0
    for number, ending in enumerate(re.finditer(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]|\Z", text)):
        span = Span(start, max(start, ending.start())).strip(text)
        start = ending.end()
        if len(span):
            surface = span.of(text)
            yield _Line(span, surface, len(surface.split()) if len(surface) <= LONGEST else LONGEST, blank)
            blank = 0
        elif number:
            blank += 1


def _match(line: _Line, lines: Sequence[_Line], number: int, known: Patterns) -> Pattern | None:
    for pattern in known.lines:
        if not pattern.matches(line.text, line.words):
            continue
        if pattern.kind == "contributor" and NOT_BYLINE.search(line.text):
            continue
        if pattern.starts_with_name and not _names_someone(line.text):
            continue
        if pattern.last and number < len(lines) - 4:
            continue
        return pattern
    return None


def _names_someone(line: str) -> bool:
    """Whether what follows "by" or "from", or comes before "contributed", begins with a capital: a name, no clause."""
    found = re.search(r"\b(?:by|from)\b\s*:?\s+(?:the\s+)?(\S)", line, re.I)
    if "contribut" in line.lower() and not re.search(r"contributed\s+by", line, re.I):
        found = re.match(r"\W*(?:the\s+)?(\w)", line, re.I)
    return bool(found and found[1].isupper())


def _letters(text: str) -> str:
    return "".join(LETTERS.findall(text)).casefold()


def _repeats(lines: list[_Line], title: str | None) -> None:
    """The headline is read once at most: where it stands again, that is a repeat."""
    wanted = _letters(title or "")
    if len(wanted) < 8:
        return
    seen = False
    for line in lines:
        if abs(len(line.text) - len(title or "")) > 60 or line.words > TITLE_WORDS[1]:
            continue
        here = _letters(line.text)
        if here == wanted or (
            len(here) >= 0.75 * len(wanted) and len(here) > 20 and (here in wanted or wanted in here)
        ):
            if seen:
                line.kind = "headline-repeat"
            seen = True


def _date_lines(lines: list[_Line]) -> None:
    """Dates alone on a line above the body, and the times of publication and update wherever they stand."""
    top = True
    for number, line in enumerate(lines):
        top = top and number < TOP_LINES and not (line.kind is None and len(line.text) > PARAGRAPH)
        dated = line.kind is None and len(line.text) <= 120 and line_date(line.text)
        if dated and (top or LABELLED_DATE.match(line.text)):
            line.kind = "boilerplate"


def _captions(lines: list[_Line], known: Patterns, marked: frozenset[str]) -> None:
    """What stands under a slug, between an image's name and a credit, or above a credit and tells of a picture."""
    for number, line in enumerate(lines):
        before = lines[number - 1] if number else None
        after = lines[number + 1] if number + 1 < len(lines) else None
        if line.kind is not None or len(line.text) > LONGEST:
            continue
        near = before is not None and line.blank_before <= 1
        under_slug = near and before is not None and before.slug
        under_image = near and before is not None and before.kind == "image-name"
        over_credit = after is not None and after.kind == "credit" and not after.slug and after.blank_before <= 1
        if (
            under_slug
            or (under_image and over_credit)
            or ((over_credit or TAIL_CREDIT.search(line.text)) and _tells_of_picture(line, known))
            or CAPTION_LABEL.match(line.text)
            or (marked and _letters(line.text) in marked)
        ):
            line.kind = "caption"


def _tells_of_picture(line: _Line, known: Patterns) -> bool:
    if line.words > 70:
        return False
    if TAIL_CREDIT.search(line.text) and len(line.text) < 400:
        return True
    return any(cue.search(line.text) for cue in known.captions)


def _related(lines: list[_Line]) -> None:
    """Headlines listed under "Related stories" and the like: no line of them ends as a sentence does."""
    inside = False
    for line in lines:
        if line.kind == "promo" and RELATED.match(line.text) and line.words <= 6:
            inside = True
        elif inside and line.kind is None:
            inside = 3 <= line.words <= 18 and line.blank_before <= 1 and not SENTENCE_END.search(line.text)
            if inside:
                line.kind = "promo"


def _furniture(lines: list[_Line]) -> Iterator[Furniture]:
    for line in lines:
        if line.kind is None:
            continue
        credit = TAIL_CREDIT.search(line.text) if line.kind == "caption" else None
        if credit and credit.start() > 0:
            at = line.span.start + credit.start()
            yield Furniture(Span(line.span.start, at), "caption")
            gap = len(credit[0]) - len(credit[0].lstrip())
            yield Furniture(Span(at + gap, line.span.end), "credit")
        else:
            yield Furniture(line.span, line.kind)
