"""What span detection hands over: who is cited, by which words, for what. Positions are into `Reading.tokens`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dateline.model.grammar import Grammar
from dateline.model.text import Span

EDGE = frozenset(",;:-–—()[].…")


@dataclass(frozen=True, slots=True)
class Found:
    """A statement before its source is resolved.

    `head` is the word that the cue turns on (None: a quotation that nobody is cited for), `speaker` the head of the
    source's phrase. The spans are those of the statement; `score` from 0 to 1. `label` says that the source is what
    labels a paragraph of a transcript, or a post.
    """

    head: int | None
    speaker: int | None
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    score: float = 1.0
    label: bool = False


def spans_of(grammar: Grammar, positions: Iterable[int]) -> tuple[Span, ...]:
    """The words as spans: one for each run of neighbours, without the commas and stops at its ends."""
    spans: list[Span] = []
    run: list[int] = []
    for position in (*sorted(set(positions)), -1):
        if run and position != run[-1] + 1:
            trimmed = trim(grammar, run)
            if trimmed:
                spans.append(grammar.span(trimmed))
            run = []
        run.append(position)
    return tuple(spans)


def trim(grammar: Grammar, run: Sequence[int]) -> Sequence[int]:
    """A run of words without punctuation at its ends; quotation marks stay."""
    first, last = 0, len(run)
    while first < last and grammar.tokens[run[first]].text in EDGE:
        first += 1
    while last > first and grammar.tokens[run[last - 1]].text in EDGE:
        last -= 1
    return run[first:last]
