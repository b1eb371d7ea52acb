"""Statements of the trained reader as found ones: the words that cue and source turn on come from the parse."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from dateline.annotate.said.found import Found, trim
from dateline.model.grammar import Grammar
from dateline.model.heard import HeardStatement
from dateline.model.reading import Reading
from dateline.model.text import Span, cover

VERBAL = frozenset({"VERB", "AUX"})
COPULAR = frozenset({"AUX", "ADV", "PART", "ADJ"})
"""What a cue has that turns on an adjective: "are deeply concerned"."""


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


OVERLAP = 0.3
"""Share of a content from which it counts as told already. On PolNeAR's dev part .3 and .5 give the same to a point."""


RULED = 0.7
"""Likelihood from which a statement that only the rules found stands beside what the reader heard: on PolNeAR's dev
part content F1 is .781 with all of them, .789 from here on, .790 with none; those without a source are found in .540,
.492 and .492."""


def blended(
    spoken: Sequence[Found], heard: Sequence[Found], ruled: Sequence[Found], inner: Collection[int | None]
) -> list[Found]:
    """Utterances first, then what the reader heard, then what only the rules found and are sure of.

    Quotations over several paragraphs are the rules' strength, everything else the reader's. Where it heard nothing at
    all, rules do it alone. Speech within speech, whose words are in `inner`, is kept although its content is told
    already.
    """
    told: list[Found] = []
    covered: set[int] = set()
    spoken = [_begun(one, (*heard, *ruled)) for one in spoken]
    sure = [one for one in ruled if one.score >= RULED or one.head in inner] if heard else ruled
    for listed in (spoken, [_mended(one, ruled) for one in heard], sure):
        new = [one for one in listed if _share(one, covered) < OVERLAP or (one.head in inner and not _cued(one, told))]
        told += new
        for one in new:
            covered |= _positions(one)
    return told


def _begun(one: Found, others: Sequence[Found]) -> Found:
    """A quotation that ends what was begun without marks: "said that the road, 'as all know', is closed"."""
    if one.head is None:
        return one
    first, *rest = one.content
    for other in others:
        if other.head != one.head or not other.cue:
            continue
        for part in other.content:
            led = other.cue[-1].end <= part.start < first.start - BEGUN and part.end >= first.start
            if led and not any(part.overlaps(cue) for cue in one.cue):
                return replace(one, content=(Span(part.start, max(first.end, part.end)), *rest))
    return one


BEGUN = 6
"""Code points before a quotation that make its beginning, and are not just "that"."""
INSIDE, FRAGMENT = 0.8, 0.5
"""Share of what was heard that is in a content of the rules, and share of that content under which it is a fragment."""


def _mended(one: Found, ruled: Sequence[Found]) -> Found:
    """What the rules found with the same cue, where the reader heard only a fragment of it."""
    mine = _positions(one)
    for other in ruled:
        if other.head is not None and other.head == one.head and (other.source or not one.source):
            theirs = _positions(other)
            if len(mine & theirs) >= INSIDE * len(mine) and len(mine) < FRAGMENT * len(theirs):
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
