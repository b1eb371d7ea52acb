"""Interviews, transcripts and lists of posts: paragraphs that begin with a speaker's name, letter or account.

The label stands before a colon, in bold or not, after a time or not ("Q:", "**Runa Dal:**", "[10:32] HOST:"), or on a
line of its own with the time of a post ("@quay · 2h").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.annotate.said.found import Found
from dateline.model.text import Span

MARKS = r"(?:\*\*|__|\*|_)?"
CLOCK = r"(?:\[?\d{1,2}:\d{2}(?::\d{2})?(?:[ \t]?[AaPp]\.?[Mm]\.?)?\]?[ \t]*[-–—]?[ \t]+)?"
NAME = r"[A-Z][\w.'’-]*(?:[ \t][A-Z(][\w.'’()-]*){0,5}"
LABEL = re.compile(
    rf"[\s\"“]*{CLOCK}{MARKS}[ \t]*([QA](?=[ \t]*{MARKS}[.:])|{NAME})[ \t]*{MARKS}(\s*:|(?<=[QA])\.){MARKS}[ \t]+(?=\S)"
)
MONTHS = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,7}\b\.?"
UNITS = r"(?:min|mins|minutes?|hours?|hrs?|days?|ago|at|on|[AaPp]\.?[Mm]|GMT|UTC)\b\.?"
NUMBER = r"\d{1,4}(?!\d)(?::\d\d(?!\d))*(?:st|nd|rd|th)?(?:[smhdw]\b)?"
WHEN = rf"(?:[ \t·•|,–—/().-]|{NUMBER}|{UNITS}|{MONTHS})"
POST = re.compile(
    rf"[\s\"“]*(?:RT[ \t]+)?((?:{NAME}[ \t]+)?(?:@\w{{1,30}}|\(@\w{{1,30}}\))){WHEN}{{0,16}}(:(?=\s)|(?=\n|\Z))[ \t]*"
)
ACCOUNT = re.compile(r"@\w+")
LEAST = 3
"""Labelled paragraphs that make a transcript; one alone is more likely a heading."""
POSTS = 2
"""The same where the labels are accounts."""


@dataclass(frozen=True, slots=True)
class Label:
    """Who speaks in a paragraph: `key` is the same wherever the same one does. `begin` is where the words begin."""

    key: str
    name: Span
    cue: tuple[Span, ...]
    begin: int


def turns(text: str, paragraphs: Sequence[Span]) -> list[Found]:
    """One statement for each labelled paragraph of a transcript; unlabelled ones in between go on with the speaker."""
    labels = [_label(text, span) for span in paragraphs]
    known = [label for label in labels if label is not None and _speaks(label.key)]
    names = {label.key for label in known}
    posts = sum(label.key.startswith("@") for label in known)
    if posts < POSTS and (len(known) < LEAST or len(known) == len({name.split()[-1] for name in names}) > 2):
        return []
    found: list[tuple[Label, list[Span]]] = []
    last = max(number for number, label in enumerate(labels) if label is not None and label.key in names)
    for number, (span, label) in enumerate(zip(paragraphs, labels, strict=True)):
        if label is not None and label.key in names:
            found.append((label, [Span(min(label.begin, span.end), span.end).strip(text)]))
        elif found and (not any(map(len, found[-1][1])) or (number < last and _still(text, paragraphs, number))):
            found[-1][1].append(span)
    return [
        Found(None, None, (label.name,), label.cue, tuple(one for one in content if len(one)), 0.9, label=True)
        for label, content in found
        if any(map(len, content))
    ]


def _label(text: str, span: Span) -> Label | None:
    post = POST.match(text, span.start, span.end)
    if post is not None:
        account = ACCOUNT.search(post[1])
        assert account is not None
        cue = (Span(*post.span(2)),) if post[2] else ()
        return Label(account[0].lower(), Span(*post.span(1)), cue, post.end())
    label = LABEL.match(text, span.start, span.end)
    if label is None:
        return None
    return Label(label[1], Span(*label.span(1)), (Span(*label.span(2)).strip(text),), label.end())


def _speaks(name: str) -> bool:
    return name.startswith("@") or name in ("Q", "A") or name.isupper() or len(name.split()) <= 3


def _still(text: str, paragraphs: Sequence[Span], number: int) -> bool:
    """An unlabelled paragraph goes on with the speaker unless it is a stage direction or heading."""
    surface = paragraphs[number].of(text)
    return not surface.startswith(("(", "[")) and surface.rstrip()[-1:] in '.?!…”"'
