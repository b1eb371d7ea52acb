"""What a report asserts, piece by piece: what it cites somebody for, and what it says in its own voice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateline.consolidate.likeness import Terming, Terms
from dateline.consolidate.sources import Source
from dateline.model.marks import Statement
from dateline.model.text import Span, cover

OWN = 0.4
"""Share of a sentence that nobody is cited for, from which it counts as said in the report's own voice."""
LEAST = 2.6
"""Weight of terms below which an assertion tells too little to be found again (`requests for comment`)."""
LONGEST = 600
"""Code points of a sentence; a longer one was not divided, and is no single assertion."""
PART = 0.3
"""Share of the longest piece of what somebody said, below which another piece is left out: it belongs there only by
grammar."""
MOST = 400
"""Assertions of one report that are compared; a longer report is a book, or many reports on one page."""


@dataclass(frozen=True)
class Assertion:
    """Words of a report that assert something. `voucher` is an index into its statements, None in its own voice.

    `events` and `figures` are indexes of those within the words. `bare`: nothing in it shows that it asserts anything,
    but it stands where the report has its text from another, which may.
    """

    source: Source
    spans: tuple[Span, ...]
    voucher: int | None
    events: tuple[int, ...]
    figures: tuple[int, ...]
    terms: Terms
    bare: bool = False

    @property
    def span(self) -> Span:
        return cover(self.spans)

    @property
    def statement(self) -> Statement | None:
        return None if self.voucher is None else self.source.reading.statements[self.voucher]

    @property
    def id(self) -> str:
        """Names the words: the same as long as the version is."""
        return f"{self.source.id}@{self.source.version}:{self.span.start}-{self.span.end}"

    @property
    def words(self) -> str:
        return self.span.of(self.source.report.text)

    @property
    def status(self) -> str:
        """That of its event, `denied` where somebody denies it, else the stance of the statement."""
        said = self.statement
        if said is not None and said.stance != "states":
            return said.stance
        return self.source.reading.events[self.events[0]].status if self.events else "states"


def assertions(source: Source, terming: Terming) -> list[Assertion]:
    """The assertions of a report, without those that tell next to nothing; what is nobody's and tells of no event is
    bare. `standing` tells which of them count."""
    names = terming.names(source)
    found = []
    for voucher, spans in _pieces(source):
        terms = terming.terms(source, spans, names)
        if sum(terms.values()) < LEAST:
            continue
        events, figures = _inside(source.reading.events, spans), _inside(source.reading.figures, spans)
        bare = voucher is None and not events and not _has_presence(source, figures)
        found.append(Assertion(source, spans, voucher, events, figures, terms, bare))
        if len(found) == 2 * MOST:
            break
    return found


def standing(listed: Sequence[Assertion], had: Sequence[Span] = ()) -> list[Assertion]:
    """Of a report's assertions those that count, in text order. `had` is what the report has from others: bare ones
    count there only."""
    found = [one for one in listed if not one.bare or any(span.overlaps(place) for span in one.spans for place in had)]
    return sorted(found[:MOST], key=lambda one: (one.span, one.voucher is None))


def _pieces(source: Source) -> Iterator[tuple[int | None, tuple[Span, ...]]]:
    reading = source.reading
    for number, said in enumerate(reading.statements):
        most = PART * max((len(span) for span in said.content if len(span) <= LONGEST), default=0)
        spans = tuple(span for span in said.content if most <= len(span) <= LONGEST)
        if spans and not any(span.overlaps(away) for span in spans for away in source.away):
            yield number, spans
    cited = sorted(span for said in reading.statements for span in (*said.source, *said.cue, *said.content))
    at = 0
    for sentence in reading.sentences:
        span = sentence.span
        if sentence.caption or not len(span) or len(span) > LONGEST:
            continue
        if any(span.overlaps(away) for away in source.away):
            continue
        while at < len(cited) and cited[at].end <= span.start:
            at += 1
        covered, reached = 0, span.start
        for one in cited[at:]:
            if one.start >= span.end:
                break
            start, end = max(one.start, reached), min(one.end, span.end)
            covered += max(0, end - start)
            reached = max(reached, end)
        if covered <= OWN * len(span):
            yield None, (span,)


def _inside(marks: Sequence[object], spans: Sequence[Span]) -> tuple[int, ...]:
    return tuple(
        number
        for number, mark in enumerate(marks)
        if any(span.contains(mark.span) for span in spans)  # type: ignore[attr-defined]
        and not getattr(mark, "rejected", False)
    )


def _has_presence(source: Source, figures: Sequence[int]) -> bool:
    return any(one.figure in figures for one in source.reading.presence if one.figure is not None)
