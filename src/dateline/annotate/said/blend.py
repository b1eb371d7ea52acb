"""Utterances, what the reader heard and what rules found, as one list of statements.

Quotations over several paragraphs are the rules' strength, everything else the reader's.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Sequence
from dataclasses import replace

from dateline.annotate.said.found import Found
from dateline.model.text import Span

OVERLAP = 0.5
"""Share of a content from which it counts as told already. On PolNeAR's dev part .3 and .7 cost .002 of content F1."""
RULED = 0.9
"""Likelihood from which a statement that only the rules found stands beside what the reader heard. On PolNeAR's dev
part content F1 is the same without any; from .7 on it is .002 less."""
SURE = 0.7
"""Score from which what the reader heard parts an utterance."""
FULLER = 0.9
"""Score from which it adds to one."""
BEGUN = 6
"""Code points before a quotation that make its beginning, and are not just "that"."""


def blended(
    spoken: Sequence[Found], heard: Sequence[Found], ruled: Sequence[Found], inner: Collection[int | None]
) -> list[Found]:
    """Utterances first, then what the reader heard, then what only the rules found and are sure of.

    Where the reader heard nothing at all, rules do it alone. Speech within speech, whose words are in `inner`, is kept
    although its content is told already.
    """
    told: list[Found] = []
    covered: set[int] = set()
    parted = [_parted(one, heard) for one in spoken]
    spoken = [_begun(_fuller(one, heard, parted), (*heard, *ruled)) for one in parted]
    sure = [one for one in ruled if one.score >= RULED or one.head in inner] if heard else ruled
    for listed in (spoken, heard, sure):
        new = [one for one in listed if _share(one, covered) < OVERLAP or (one.head in inner and not _cued(one, told))]
        told += [one if one.head in inner else _left(one, covered) for one in new]
        for one in new:
            covered |= _positions(one)
    return told


def _parted(one: Found, heard: Sequence[Found]) -> Found:
    """An utterance without the quotations that have a cue of their own: "'X,' she says, adding later: 'Y.'" """
    if one.head is None or len(one.content) < 2:
        return one
    kept = tuple(part for part in one.content if not any(_claims(other, one, part) for other in heard))
    return replace(one, content=kept) if kept else one


def _claims(other: Found, one: Found, part: Span) -> bool:
    """Whether a heard statement with another cue has this part of an utterance, and hardly anything else."""
    if other.score < SURE or other.head == one.head or any(mine.overlaps(cue) for mine in one.cue for cue in other.cue):
        return False
    theirs, mine = _positions(other), set(range(part.start, part.end))
    return 2 * len(theirs & mine) >= max(len(theirs), len(mine))


def _fuller(one: Found, heard: Sequence[Found], spoken: Sequence[Found]) -> Found:
    """What the reader surely heard with the same cue, where that is all of an utterance and more, and nobody else's."""
    if one.head is None:
        return one
    mine = _positions(one)
    for other in heard:
        if other.head != one.head or other.score < FULLER or not mine <= _positions(other):
            continue
        if any(len(part) <= BEGUN for part in other.content):
            continue
        if not any(known is not one and _positions(known) & _positions(other) for known in spoken):
            return replace(one, content=other.content)
    return one


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


def _left(one: Found, covered: Container[int]) -> Found:
    """Without the parts that are told already, where something is left."""
    kept = tuple(part for part in one.content if not all(place in covered for place in range(part.start, part.end)))
    return replace(one, content=kept) if kept else one


def _positions(one: Found) -> set[int]:
    return {place for span in one.content for place in range(span.start, span.end)}


def _share(one: Found, covered: set[int]) -> float:
    places = _positions(one)
    return len(places & covered) / max(1, len(places))


def _cued(one: Found, told: Sequence[Found]) -> bool:
    """Whether a statement with the same cue is there."""
    return any(cue.overlaps(other) for cue in one.cue for known in told for other in known.cue)
