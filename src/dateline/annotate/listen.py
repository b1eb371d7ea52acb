"""The trained reader's view of the report, paragraph by paragraph, read once for all stages that ask for it."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.knowledge import Knowledge
from dateline.model.heard import Heard, HeardStatement, Hint
from dateline.model.reading import Reading
from dateline.model.stage import Provided, Stage
from dateline.model.text import Span


def compute(reading: Reading, knowledge: Knowledge) -> Provided:
    """`heard` of the report; nothing where the reader's file is missing, and then rules do its work."""
    reader = knowledge.reader
    if reader is None:
        return {"heard": ()}
    paragraphs = list(_paragraphs(reading))
    found: list[Heard] = []
    for base, marks in zip(paragraphs, reader.read([span.of(reading.text) for span in paragraphs]), strict=True):
        by = base.start
        found += [Hint("name", one.span.shift(by), one.label, one.score) for one in marks.names]
        found += [Hint("place", one.span.shift(by), one.label, one.score) for one in marks.places]
        found += [Hint("time", one.span.shift(by), one.label, one.score) for one in marks.times]
        found += [
            HeardStatement(_shifted(one.source, by), _shifted(one.cue, by), _shifted(one.content, by), one.score)
            for one in marks.statements
        ]
    return {"heard": tuple(found)}


def _shifted(spans: tuple[Span, ...], by: int) -> tuple[Span, ...]:
    return tuple(span.shift(by) for span in spans)


def _paragraphs(reading: Reading) -> Iterator[Span]:
    """The blocks that were parsed, in order, each from its first sentence to its last."""
    current: tuple[int, Span] | None = None
    for sentence in reading.sentences:
        if current is not None and current[0] == sentence.paragraph:
            current = (sentence.paragraph, current[1].cover(sentence.span))
            continue
        if current is not None:
            yield current[1]
        current = (sentence.paragraph, sentence.span)
    if current is not None:
        yield current[1]


STAGE = Stage("listen", 1, requires=("tokens", "sentences"), provides=("heard",), compute=compute)
