"""Statements of the trained reader as found ones: the words that cue and source turn on come from the parse."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from dateline.annotate.said.found import Found, trim
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
    verbs = [position for position in positions if grammar.tokens[position].pos in VERBAL]
    for listed in (verbs, positions):
        for position in listed:
            if grammar.tokens[position].head not in listed or grammar.tokens[position].head == position:
                return position
    return None


def speaker(grammar: Grammar, source: tuple[Span, ...]) -> int | None:
    """The head of the source's phrase."""
    return grammar.head_of(cover(source)) if source else None


OVERLAP = 0.3
"""Share of a content from which it counts as told already. On PolNeAR's dev part .3 and .5 give the same to a point."""


def blended(
    spoken: Sequence[Found], heard: Sequence[Found], ruled: Sequence[Found], inner: Collection[int | None]
) -> list[Found]:
    """Utterances first, then what the reader heard, then what only the rules found.

    Quotations over several paragraphs are the rules' strength, everything else the reader's: on 45 reports of PolNeAR's
    dev part content F1 is .706 by rules, .739 by the reader, .753 by both in this order. Speech within speech, whose
    words are in `inner`, is kept although its content is told already.
    """
    told: list[Found] = []
    covered: set[int] = set()
    for listed in (spoken, [_whole(one, ruled) for one in heard], ruled):
        new = [one for one in listed if _share(one, covered) < OVERLAP or (one.head in inner and not _cued(one, told))]
        told += new
        for one in new:
            covered |= _positions(one)
    return told


ALIKE = 0.5
"""Intersection over union of contents from which two findings with one cue are the same statement."""


INSIDE = 0.8
"""Share of what was heard from which it is part of what the rules found with the same cue, no statement of its own."""


def _whole(one: Found, ruled: Sequence[Found]) -> Found:
    """The same statement as the rules cut it, where they found it too: theirs begins and ends with a phrase."""
    mine = _positions(one)
    for other in ruled:
        if other.head is not None and other.head == one.head and (other.source or not one.source):
            theirs = _positions(other)
            common = len(mine & theirs)
            if common >= ALIKE * len(mine | theirs) or common >= INSIDE * len(mine):
                return other
    return one


def _positions(one: Found) -> set[int]:
    return {place for span in one.content for place in range(span.start, span.end)}


def _share(one: Found, covered: set[int]) -> float:
    places = _positions(one)
    return len(places & covered) / max(1, len(places))


def _cued(one: Found, told: Sequence[Found]) -> bool:
    """Whether a statement with the same cue is there."""
    return any(cue.overlaps(other) for cue in one.cue for known in told for other in known.cue)
