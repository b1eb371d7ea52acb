"""Words, sentences and grammar of all that is read; furniture is left out, captions are read by themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from dateline.knowledge import Knowledge
from dateline.model.heard import Heard
from dateline.model.reading import Reading
from dateline.model.report import TESTIFYING
from dateline.model.stage import Provided, Stage
from dateline.model.text import Span
from dateline.model.tokens import Sentence, Token

BLANK_LINE = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
LINE = re.compile(r"\n")
WRAPPED = 0.5
"""A text without blank lines is taken as hard-wrapped, not as one paragraph a line, if over this share of its lines
end in the middle of a sentence."""


@dataclass(frozen=True, slots=True)
class Block:
    """A run of text that is parsed by itself."""

    span: Span
    caption: bool


def blocks(reading: Reading) -> Iterator[Block]:
    """The paragraphs of a report in order, without furniture, captions marked."""
    text = reading.text
    separator = LINE if _a_line_a_paragraph(text) else BLANK_LINE
    furniture = sorted(reading.report.furniture, key=lambda one: one.span)
    start = 0
    for one in furniture:
        yield from _paragraphs(text, Span(start, max(start, one.span.start)), separator)
        if one.kind in TESTIFYING:
            yield Block(one.span, caption=True)
        start = max(start, one.span.end)
    yield from _paragraphs(text, Span(start, len(text)), separator)


def _a_line_a_paragraph(text: str) -> bool:
    lines = [line.rstrip() for line in text.split("\n") if line.strip()]
    if len(lines) < 3:
        return True
    broken = sum(line[-1].isalnum() or line[-1] in ",;-–—" for line in lines[:-1])
    return broken / (len(lines) - 1) <= WRAPPED


def _paragraphs(text: str, within: Span, separator: re.Pattern[str]) -> Iterator[Block]:
    start = within.start
    breaks = [match.span() for match in separator.finditer(text, within.start, within.end)]
    for left, right in (*breaks, (within.end, within.end)):
        span = Span(start, max(start, left)).strip(text)
        if len(span):
            yield Block(span, caption=False)
        start = right


def compute(reading: Reading, knowledge: Knowledge) -> Provided:
    """`tokens`, `sentences` and what was `heard` of the report."""
    listed = list(blocks(reading))
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    heard: list[Heard] = []
    parsed = knowledge.parser.parse([block.span.of(reading.text) for block in listed])
    for paragraph, (block, found) in enumerate(zip(listed, parsed, strict=True)):
        base = len(tokens)
        heard.extend(one.shift(block.span.start) for one in found.heard)
        for words in found.sentences:
            first = len(tokens)
            tokens.extend(
                replace(word, span=word.span.shift(block.span.start), head=word.head + base) for word in words
            )
            span = Span(tokens[first].span.start, tokens[-1].span.end)
            sentences.append(Sentence(span, first, len(tokens), paragraph, block.caption))
    return {"tokens": tuple(tokens), "sentences": tuple(sentences), "heard": tuple(heard)}


STAGE = Stage("tokens", 3, requires=(), provides=("tokens", "sentences", "heard"), compute=compute)
