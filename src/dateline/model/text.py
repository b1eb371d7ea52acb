"""Spans of a text, and the map that leads from a cleaned text back to the page as it came."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Code points `start` to `end` of a text, half open. Raises ValueError where that is no span."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"no span: {self.start} to {self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The surface: the words that the span stands for."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def shift(self, by: int) -> Span:
        return Span(self.start + by, self.end + by)

    def cover(self, other: Span) -> Span:
        """The smallest span that holds both."""
        return Span(min(self.start, other.start), max(self.end, other.end))

    def strip(self, text: str, characters: str | None = None) -> Span:
        """The span without white space (or `characters`) at its ends."""
        surface = self.of(text)
        left = len(surface) - len(surface.lstrip(characters))
        return Span(self.start + left, self.start + max(left, len(surface.rstrip(characters))))


def cover(spans: Iterable[Span]) -> Span:
    """The smallest span that holds all of `spans`. Raises ValueError where there is none."""
    listed = list(spans)
    return Span(min(span.start for span in listed), max(span.end for span in listed))


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of the clean text and where it came from: equally long on both sides, or rewritten as a whole."""

    clean: Span
    source: Span

    @property
    def verbatim(self) -> bool:
        return len(self.clean) == len(self.source)


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """From spans of a clean text to spans of its source.

    Pieces are in the order of the clean text and do not overlap there; between them stands what the cleaning put in
    (a line break, say) and that no one wrote. In a piece of one length on both sides every code point has its
    own; in another (an entity such as `&amp;`, a run of white space) the whole piece answers for each part of it.
    """

    pieces: tuple[Piece, ...]

    def __post_init__(self) -> None:
        for one, other in zip(self.pieces, self.pieces[1:], strict=False):
            if one.clean.end > other.clean.start:
                raise ValueError(f"pieces overlap or are out of order at {other.clean}")

    @classmethod
    def identity(cls, length: int) -> OffsetMap:
        """The map of a text that was used as it is."""
        whole = Span(0, length)
        return cls((Piece(whole, whole),) if length else ())

    def to_source(self, span: Span) -> Span | None:
        """The smallest span of the source that holds all of `span` that came from it; None if nothing did."""
        parts = [_through(piece, span) for piece in self._touching(span)]
        return cover(parts) if parts else None

    def to_source_parts(self, span: Span) -> list[Span]:
        """Every run of the source that `span` came from, in order of the clean text, neighbours joined."""
        parts: list[Span] = []
        for piece in self._touching(span):
            part = _through(piece, span)
            if parts and parts[-1].end == part.start:
                part = Span(parts.pop().start, part.end)
            parts.append(part)
        return parts

    def after(self, earlier: OffsetMap) -> OffsetMap:
        """This map's clean text led through `earlier`'s to the source of that one."""
        pieces: list[Piece] = []
        for piece in self.pieces:
            if not piece.verbatim:
                source = earlier.to_source(piece.source)
                if source is not None:
                    pieces.append(Piece(piece.clean, source))
                continue
            shift = piece.clean.start - piece.source.start
            for deeper in earlier._touching(piece.source):
                inner = Span(max(deeper.clean.start, piece.source.start), min(deeper.clean.end, piece.source.end))
                pieces.append(Piece(inner.shift(shift), _through(deeper, inner)))
        return OffsetMap(tuple(pieces))

    def _touching(self, span: Span) -> Sequence[Piece]:
        first = max(0, bisect_right(self.pieces, span.start, key=lambda piece: piece.clean.start) - 1)
        touching = []
        for piece in self.pieces[first:]:
            if piece.clean.start >= span.end:
                break
            if piece.clean.overlaps(span):
                touching.append(piece)
        return touching


def _through(piece: Piece, span: Span) -> Span:
    if not piece.verbatim:
        return piece.source
    shift = piece.source.start - piece.clean.start
    return Span(max(piece.clean.start, span.start) + shift, min(piece.clean.end, span.end) + shift)
