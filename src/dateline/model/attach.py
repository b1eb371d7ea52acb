"""Which of the things that were read now is the one that a judgement named, after the report was read anew.

An event is named by where its trigger stands: `report@version#start-end`. What reads a report anew may take a wider or
narrower trigger, and a page that was changed has its words elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from dateline.model.text import Span

PART = re.compile(r"(.+)@(\d{1,9})#(\d{1,9})-(\d{1,9})", re.DOTALL)


class Part(NamedTuple):
    """Words of a version of a report."""

    report: str
    version: int
    span: Span


def part_id(report: str, version: int, start: int, end: int) -> str:
    """The name of an event whose trigger stands there."""
    return f"{report}@{version}#{start}-{end}"


def part_of(id: str) -> Part | None:
    """What an id names; None where it is the id of something else."""
    found = PART.fullmatch(id)
    if found is None or not int(found[3]) < int(found[4]):
        return None
    return Part(found[1], int(found[2]), Span(int(found[3]), int(found[4])))


def attached(wanted: Span, spans: Iterable[Span]) -> int | None:
    """The place of the span that is the one wanted: the same, else the one that it shares the most words with."""
    best, most = None, 0
    for number, span in enumerate(spans):
        if span == wanted:
            return number
        shared = min(span.end, wanted.end) - max(span.start, wanted.start)
        if shared > most:
            best, most = number, shared
    return best


def moved(span: Span, before: str, after: str, sentences: Sequence[Span]) -> Span | None:
    """Where words of one text stand in another: where their sentence stands once in each; None where it does not.

    `sentences` are those of the text before. What is told in other words now is to be judged anew.
    """
    around = next((one for one in sentences if one.start <= span.start and span.end <= one.end), None)
    if around is None:
        return None
    said = before[around.start : around.end]
    at = after.find(said)
    if at < 0 or after.find(said, at + 1) >= 0 or before.find(said) != before.rfind(said):
        return None
    by = at - around.start
    return Span(span.start + by, span.end + by)
