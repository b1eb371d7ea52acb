"""Whose words a caption is: the agency's or photographer's whose credit stands beside it.

In: a report whose captions and credits are marked as furniture. Out: a statement for each caption with a credit, the
caption's text as content, the credit as source. A caption that nobody is credited for is the report's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dateline.annotate.said.found import Found
from dateline.annotate.said.resolve import Source
from dateline.model.marks import SourceKind
from dateline.model.reading import Reading
from dateline.model.report import Furniture
from dateline.model.text import Span

SLUG = re.compile(r"[A-Z0-9'./]+(?:-[A-Z0-9'./]+)+")
"""The file name that an agency gives its picture: it names nobody."""
LABEL = re.compile(
    r"[(\[©\s]*(?:(?:file\s+|featured\s+|main\s+|pool\s+)?(?:photo(?:graph)?s?|images?|pictures?|pic|video|source|credits?)"
    r"(?:\s+(?:credits?|courtesy|source))?\b\s*(?:by\b|from\b|via\b|of\b)?\s*[:©|–—-]*\s*|copyright\s+|\(c\)\s+|"
    r"(?:courtesy|handout)\b\s*(?:of\b|via\b)?\s*:?\s*|via\s*:?\s+)+",
    re.IGNORECASE,
)
"""What stands before the name in a credit: "Photo:", "Image credit", "Courtesy of"."""
HEADING = re.compile(r"\s*((?:file|(?:file |image |photo )?(?:caption|photo|image|picture))\s*[-–—:])", re.IGNORECASE)
"""What stands before what a caption tells, and is nobody: "Caption:", "FILE -"."""
TAIL = " \t\r\n)].,;"
WORDS = re.compile(r"[\w.’'&-]*\w")


def credited(reading: Reading, kinds: Mapping[str, Any], agencies: Sequence[str]) -> Iterator[tuple[Found, Source]]:
    """The captions with a credit as statements, with their sources, in text order."""
    text = reading.text
    furniture = sorted(reading.report.furniture, key=lambda one: one.span)
    for number, one in enumerate(furniture):
        if one.kind != "caption":
            continue
        credit = _credit(text, furniture, number)
        content = _told(text, one.span)
        if credit is not None and len(content):
            names = Span(credit.start, credit.end).of(text)
            actor = _actor(reading, names)
            yield Found(None, None, (credit,), (), (content,), 1.0), Source(_kind(names, kinds, agencies), actor)


def without_headings(reading: Reading, found: Sequence[Found]) -> list[Found]:
    """The findings whose source is not just what heads a caption."""
    text = reading.text
    headings = [
        Span(*match.span(1))
        for one in reading.report.furniture
        if one.kind == "caption" and (match := HEADING.match(text, one.span.start, one.span.end))
    ]
    return [one for one in found if not any(span.overlaps(head) for span in one.source for head in headings)]


def _told(text: str, caption: Span) -> Span:
    """A caption without what heads it."""
    heading = HEADING.match(text, caption.start, caption.end)
    return Span(heading.end() if heading else caption.start, caption.end).strip(text)


def _credit(text: str, furniture: Sequence[Furniture], number: int) -> Span | None:
    """The names in the credit right behind a caption, or else right before it."""
    for beside in (number + 1, number - 1):
        if not 0 <= beside < len(furniture) or furniture[beside].kind != "credit":
            continue
        between = sorted((furniture[number].span, furniture[beside].span))
        if between[0].end <= between[1].start and not text[between[0].end : between[1].start].strip():
            names = _names(text, furniture[beside].span)
            if names is not None:
                return names
    return None


def _names(text: str, credit: Span) -> Span | None:
    """A credit without its label and brackets; None where it names nobody."""
    label = LABEL.match(text, credit.start, credit.end)
    start, end = label.end() if label else credit.start, credit.end
    while start < end and text[start] in " \t\r\n([©":
        start += 1
    while end > start and text[end - 1] in TAIL:
        end -= 1
    names = Span(start, end)
    return names if len(names) and not SLUG.fullmatch(names.of(text)) else None


def _kind(names: str, kinds: Mapping[str, Any], agencies: Sequence[str]) -> SourceKind | None:
    """`outlet` where an agency or a paper is named; whether other names are a person's or a body's is not known."""
    words = [word.lower() for word in WORDS.findall(names)]
    joined = f" {' '.join(words)} "
    known = (*agencies, *kinds["outlet"]["names"])
    if any(f" {' '.join(WORDS.findall(name.lower()))} " in joined for name in known):
        return "outlet"
    outlet = kinds["outlet"]
    if set(words) & set(outlet["in_names"]) or (len(words) > 1 and words[-1] in outlet["nouns"]):
        return "outlet"
    return None


def _actor(reading: Reading, names: str) -> int | None:
    """A mention in the report of who is credited."""
    for number, actor in enumerate(reading.actors):
        words = actor.span.of(reading.text)
        if len(words) < 2 or words not in names or not words[:1].isupper():
            continue
        if re.search(rf"(?<!\w){re.escape(words)}(?!\w)", names):
            return number
    return None


def merged(
    told: Sequence[tuple[Found, Source]], captions: Sequence[tuple[Found, Source]]
) -> list[tuple[Found, Source]]:
    """Both in the order of the text; a caption before what is told in it."""
    whole = [*((*pair, True) for pair in captions), *((*pair, False) for pair in told)]
    ordered = sorted(whole, key=lambda one: (min((*one[0].source, *one[0].cue, *one[0].content)).start, not one[2]))
    return [(found, source) for found, source, _ in ordered]
