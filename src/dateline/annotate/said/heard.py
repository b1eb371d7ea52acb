"""Statements of the trained reader as found ones: the words that cue and source turn on come from the parse."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.annotate.said.found import Found
from dateline.model.grammar import Grammar
from dateline.model.heard import HeardStatement
from dateline.model.reading import Reading
from dateline.model.text import Span, cover

VERBAL = frozenset({"VERB", "AUX"})


def heard(reading: Reading) -> Iterator[Found]:
    """The reader's statements, in its order."""
    grammar = reading.grammar
    for one in reading.heard:
        if isinstance(one, HeardStatement) and one.content:
            head = turning(grammar, one.cue)
            yield Found(head, speaker(grammar, one.source), one.source, one.cue, one.content, one.score)


def turning(grammar: Grammar, cue: tuple[Span, ...]) -> int | None:
    """The word that a cue turns on: its highest verb, else the word that governs the others."""
    positions = [position for span in cue for position in grammar.within(span)]
    verbs = [position for position in positions if grammar.tokens[position].pos in VERBAL]
    for listed in (verbs, positions):
        for position in listed:
            if grammar.tokens[position].head not in listed or grammar.tokens[position].head == position:
                return position
    return None


def speaker(grammar: Grammar, source: tuple[Span, ...]) -> int | None:
    """The head of the source's phrase."""
    return grammar.head_of(cover(source)) if source else None
