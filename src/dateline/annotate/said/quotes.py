"""Quotation marks to quotations: curly, straight, typewriter, foreign, unclosed, running over paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dateline.model.text import Span

MARK = re.compile(
    r"``|''|[\"“”„‟«»＂〝〞「」『』]|[‘‹›‚]|(?<!\w)'(?=\w)|(?<=[.,!?…])['’](?!\w)|['’](?=[,.;:!?)]|\s*$)",
    re.MULTILINE,
)
OPENING = frozenset("“„‟«〝「『") | {"``"}
CLOSING = frozenset("”〞」』")
SINGLE = frozenset("‘’'‹›‚")
ENDS_BEFORE_CUE = re.compile(r"[,?!](?=\s[^,.?!]{2,60}?\b(?:said|says|added|told)\b|\s(?:said|says|added)\s)")
"""Where a quotation whose closing mark was forgotten must have ended."""
LONGEST_SINGLE = 600
"""Code points that a quotation between single marks may have: an apostrophe must not swallow a paragraph."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation, marks included. `runs_on` says that the next paragraph takes it up without it having been closed."""

    span: Span
    paragraph: int
    runs_on: bool = False

    def inner(self, text: str) -> str:
        """The words between the marks."""
        return self.span.of(text).strip("“”„‟«»\"'`＂〝〞「」『』‘’‹›‚ \t\n")


def quotes(text: str, paragraphs: Sequence[Span]) -> tuple[Quote, ...]:
    """All quotations of the paragraphs, in order; none holds another."""
    found: list[Quote] = []
    for number, paragraph in enumerate(paragraphs):
        following = paragraphs[number + 1].of(text)[:2] if number + 1 < len(paragraphs) else ""
        found.extend(replace(quote, paragraph=number) for quote in _in_paragraph(text, paragraph, following))
    return tuple(found)


def _in_paragraph(text: str, paragraph: Span, following: str) -> Iterator[Quote]:
    opened: int | None = None
    depth = 0
    single: int | None = None
    for match in MARK.finditer(text, paragraph.start, paragraph.end):
        mark, at, end = match[0], match.start(), match.end()
        if mark in SINGLE:
            if opened is None:
                if single is None and mark not in ("’", "›") and _opens(text, at, end, paragraph):
                    single = at
                elif single is not None and mark in ("’", "'", "›"):
                    if end - single <= LONGEST_SINGLE:
                        yield Quote(Span(single, end), 0)
                    single = None
            continue
        if opened is None:
            if mark in CLOSING or (mark not in OPENING and not _opens(text, at, end, paragraph)):
                continue
            opened, depth, single = at, 1, None
        elif mark in OPENING and mark != "«" and text[opened] != "„":
            # One that opened the paragraph can hold another; elsewhere the closing mark of the first was forgotten.
            if opened == paragraph.start:
                depth += 1
            else:
                opened = at
        elif mark in CLOSING or mark in ("''", "»"):
            depth -= 1
            if depth <= 0 or mark == "''":
                yield Quote(Span(opened, end), 0)
                opened = None
        elif _opens(text, at, end, paragraph) and not _closes(text, at, end, paragraph):
            if opened != paragraph.start:
                opened = at
        else:
            yield Quote(Span(opened, end), 0)
            opened = None
    if opened is None:
        return
    runs_on = following[:1] in OPENING or following[:1] in ('"', "»", "«") or following in ("``", "''")
    before = text[paragraph.start : opened].rstrip()[-1:]
    if runs_on or opened == paragraph.start or before in (":", ","):
        cut = None if runs_on else ENDS_BEFORE_CUE.search(text, opened, paragraph.end)
        yield Quote(Span(opened, cut.end() if cut else paragraph.end).strip(text), 0, runs_on)


def _opens(text: str, at: int, end: int, paragraph: Span) -> bool:
    before = text[at - 1] if at > paragraph.start else " "
    after = text[end] if end < paragraph.end else " "
    return not after.isspace() and (before.isspace() or before in "([{—–-…/:,'‘’\"“")


def _closes(text: str, at: int, end: int, paragraph: Span) -> bool:
    before = text[at - 1] if at > paragraph.start else " "
    after = text[end] if end < paragraph.end else " "
    return not before.isspace() and not after.isalnum()
