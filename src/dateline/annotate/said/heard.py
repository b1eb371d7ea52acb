"""Statements of the trained reader as found ones: the words that cue and source turn on come from the parse."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.annotate.said.found import Found, trim
from dateline.model.grammar import Grammar
from dateline.model.heard import HeardStatement
from dateline.model.reading import Reading
from dateline.model.text import Span, cover

VERBAL = frozenset({"VERB", "AUX"})
COPULAR = frozenset({"AUX", "ADV", "PART", "ADJ"})
"""What a cue has that turns on an adjective: "are deeply concerned"."""


LIKELY, LIKELY_ALONE = 0.3, 0.2
"""Score from which a statement counts as heard, and one without a source. `python -m training.said --tune` finds them
for a new reader: content F1 on PolNeAR's dev part is .795 here, indirect contents are found in .756."""


def heard(reading: Reading, likely: float = LIKELY, alone: float = LIKELY_ALONE) -> Iterator[Found]:
    """The reader's statements, in its order, whose score is at least `likely`, or `alone` where they have no source."""
    grammar = reading.grammar
    for one in reading.heard:
        if isinstance(one, HeardStatement) and one.score >= (likely if one.source else alone):
            source, cue, content = (_trimmed(grammar, spans) for spans in (one.source, one.cue, one.content))
            if content:
                yield Found(turning(grammar, cue), speaker(grammar, source), source, cue, content, one.score)


def _trimmed(grammar: Grammar, spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """The spans from word to word, without commas and joining words at their ends."""
    trimmed = []
    for span in spans:
        run = list(trim(grammar, list(grammar.within(span))))
        while run and grammar.tokens[run[-1]].pos == "CCONJ":
            run = list(trim(grammar, run[:-1]))
        if run:
            trimmed.append(grammar.span(run))
    return tuple(trimmed)


def turning(grammar: Grammar, cue: tuple[Span, ...]) -> int | None:
    """The word that a cue turns on: its highest verb, else the word that governs the others."""
    positions = [position for span in cue for position in grammar.within(span)]
    if positions and all(grammar.tokens[position].pos in COPULAR for position in positions):
        for position in positions:
            token = grammar.tokens[position]
            if token.pos == "ADJ" and token.dep in ("acomp", "attr", "oprd") and token.head in positions:
                return position
    verbs = [position for position in positions if grammar.tokens[position].pos in VERBAL]
    for listed in (verbs, positions):
        for position in listed:
            if grammar.tokens[position].head not in listed or grammar.tokens[position].head == position:
                return position
    return None


def speaker(grammar: Grammar, source: tuple[Span, ...]) -> int | None:
    """The head of the source's phrase."""
    return grammar.head_of(cover(source)) if source else None
