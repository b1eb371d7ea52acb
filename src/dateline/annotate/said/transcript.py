"""Interviews and transcripts: paragraphs that begin with a speaker's name or letter and a colon."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dateline.annotate.said.found import Found
from dateline.model.text import Span

LABEL = re.compile(
    r"[\s\"“]*(?:RT[ \t]+)?"
    r"(@\w{1,30}|[QA](?=\s*[.:])|[A-Z][\w.'’-]*(?:[ \t][A-Z(][\w.'’()-]*){0,5})(\s*:|(?<=[QA])\.)[ \t]+(?=\S)"
)
LETTERS = re.compile(r"[QA]|@\w+")
LEAST = 3
"""Labelled paragraphs that make a transcript; one alone is more likely a heading."""


def turns(text: str, paragraphs: Sequence[Span]) -> list[Found]:
    """One statement for each labelled paragraph of a transcript; unlabelled ones in between go on with the speaker."""
    labels = [LABEL.match(text, span.start, span.end) for span in paragraphs]
    known = [label for label in labels if label is not None and _speaks(label[1])]
    names = {label[1] for label in known}
    if len(known) < LEAST or len(known) == len(names) > 2:
        return []
    found: list[tuple[Span, Span, list[Span]]] = []
    last = max(number for number, label in enumerate(labels) if label is not None and label[1] in names)
    for number, (span, label) in enumerate(zip(paragraphs, labels, strict=True)):
        if label is not None and label[1] in names:
            content = Span(label.end(), span.end).strip(text)
            found.append((Span(label.start(1), label.end(1)), Span(*label.span(2)).strip(text), [content]))
        elif found and number < last and _still(text, paragraphs, number):
            found[-1][2].append(span)
    return [
        Found(None, None, (name,), (colon,), tuple(one for one in content if len(one)), 0.9)
        for name, colon, content in found
        if any(map(len, content))
    ]


def _speaks(name: str) -> bool:
    return bool(LETTERS.fullmatch(name)) or name.isupper() or len(name.split()) <= 3


def _still(text: str, paragraphs: Sequence[Span], number: int) -> bool:
    """An unlabelled paragraph goes on with the speaker unless it is a stage direction or heading."""
    surface = paragraphs[number].of(text)
    return not surface.startswith(("(", "[")) and surface.rstrip()[-1:] in '.?!…”"'
