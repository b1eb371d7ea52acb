"""Spans, and maps from a clean text to its source."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.model.text import OffsetMap, Piece, Span


@st.composite
def maps(draw: st.DrawFn, source_length: int | None = None) -> tuple[OffsetMap, int, int]:
    """A map with the lengths of its clean text and its source; pieces may be moved, rewritten, or missing."""
    length = draw(st.integers(0, 60)) if source_length is None else source_length
    pieces: list[Piece] = []
    at = 0
    for _ in range(draw(st.integers(0, 8))):
        at += draw(st.integers(0, 3))
        start = draw(st.integers(0, length))
        end = draw(st.integers(start, length))
        size = draw(st.one_of(st.just(end - start), st.integers(0, 5)))
        if size and end > start:
            pieces.append(Piece(Span(at, at + size), Span(start, end)))
            at += size
    return OffsetMap(tuple(pieces)), at + draw(st.integers(0, 3)), length


def spans(length: int) -> st.SearchStrategy[Span]:
    """Any span of a text of this length."""
    ends = st.tuples(st.integers(0, length), st.integers(0, length))
    return ends.map(lambda two: Span(min(two), max(two)))


def filled(length: int) -> st.SearchStrategy[Span]:
    """Any span that is not empty; the whole where the text is."""
    return spans(length).map(lambda span: span if len(span) else Span(0, length))


@settings(deadline=None)
@given(st.text(max_size=40), st.data())
def test_identity_changes_nothing(text: str, data: st.DataObject) -> None:
    """In a text that was used as it is, every span stays where it is."""
    span = data.draw(filled(len(text)))
    assert OffsetMap.identity(len(text)).to_source(span) == (span if len(span) else None)


@settings(deadline=None)
@given(maps(), st.data())
def test_source_is_within_bounds(made: tuple[OffsetMap, int, int], data: st.DataObject) -> None:
    """What a span came from lies within the source, holds all its parts, and is missing only where no part is."""
    offsets, clean_length, source_length = made
    span = data.draw(filled(clean_length))
    parts, whole = offsets.to_source_parts(span), offsets.to_source(span)
    assert (whole is None) == (not parts)
    if whole:
        assert whole.end <= source_length
        assert all(whole.contains(part) for part in parts)


@settings(deadline=None)
@given(maps(), st.data())
def test_verbatim_pieces_move_each_character(made: tuple[OffsetMap, int, int], data: st.DataObject) -> None:
    """Each code point of a verbatim piece has one of its own in the source."""
    offsets, _, _ = made
    for piece in offsets.pieces:
        at = data.draw(st.integers(piece.clean.start, piece.clean.end - 1))
        found = offsets.to_source(Span(at, at + 1))
        shift = piece.source.start - piece.clean.start
        assert found == (Span(at + shift, at + shift + 1) if piece.verbatim else piece.source)


@settings(deadline=None)
@given(st.data())
def test_after_goes_through_both(data: st.DataObject) -> None:
    """A map led through another finds what the two find one after the other, as long as each part does."""
    earlier, middle, _ = data.draw(maps())
    later, clean, _ = data.draw(maps(source_length=middle))
    joined = later.after(earlier)
    span = data.draw(filled(clean))
    through = [part for step in later.to_source_parts(span) for part in earlier.to_source_parts(step)]
    whole = joined.to_source(span)
    assert (whole is None) == (not through)
    if whole:
        assert all(whole.contains(part) for part in through) or any(not piece.verbatim for piece in later.pieces)


@settings(deadline=None)
@given(maps())
def test_after_identity(made: tuple[OffsetMap, int, int]) -> None:
    """Leading a map through one that changes nothing leads every span to the same place."""
    offsets, clean, source = made
    joined = offsets.after(OffsetMap.identity(source))
    for start in range(clean):
        span = Span(start, start + 1)
        assert joined.to_source(span) == offsets.to_source(span)


def test_no_span_and_no_map() -> None:
    """What is no span, and pieces out of order, are refused."""
    for start, end in ((-1, 2), (3, 2)):
        with pytest.raises(ValueError, match="no span"):
            Span(start, end)
    with pytest.raises(ValueError, match="out of order"):
        OffsetMap((Piece(Span(2, 4), Span(0, 2)), Piece(Span(0, 1), Span(3, 4))))


@settings(deadline=None)
@given(st.text(max_size=30), st.data())
def test_strip_leaves_no_space_at_the_ends(text: str, data: st.DataObject) -> None:
    """A stripped span has the stripped surface and lies within the old one."""
    span = data.draw(spans(len(text)))
    stripped = span.strip(text)
    assert stripped.of(text) == span.of(text).strip()
    assert span.contains(stripped)
