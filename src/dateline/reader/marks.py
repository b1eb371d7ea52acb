"""What the reader tells of a text. Offsets are code points into that text; `score` is how sure it is, 0 to 1."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from dateline.model.heard import HeardAct, HeardStatement
from dateline.model.text import Span

Said = HeardStatement
"""Who is cited for what: the reader hands over the record that the stages take."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A span and what it is."""

    span: Span
    label: str
    score: float


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its grammar; `head` is a position among the words of the text, its own for the root of a sentence."""

    span: Span
    tag: str
    pos: str
    dep: str
    head: int
    starts_sentence: bool
    lemma: str


@dataclass(frozen=True)
class Marks:
    """All answers about one text.

    `names` have the labels Person, Organization, Location, Facility, NORP, Date, Money, Product, Misc; `kinds` those of
    OntoNotes (PERSON, GPE, CARDINAL, …); `times` TIMEX3's types; `places` name or demonym. `factuality` has a value a
    word, from −3 (certainly did not happen) to 3, of use at words for happenings. `skipped` says why nothing was read.
    """

    words: tuple[Word, ...] = ()
    names: tuple[Marked, ...] = ()
    kinds: tuple[Marked, ...] = ()
    times: tuple[Marked, ...] = ()
    places: tuple[Marked, ...] = ()
    statements: tuple[Said, ...] = ()
    acts: tuple[HeardAct, ...] = ()
    factuality: tuple[float, ...] = ()
    skipped: str | None = None

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """The sentences, each from its first word to its last."""
        starts = [position for position, word in enumerate(self.words) if word.starts_sentence]
        ends = [*starts[1:], len(self.words)]
        return tuple(
            Span(self.words[first].span.start, self.words[last - 1].span.end)
            for first, last in zip(starts, ends, strict=False)
            if first < last
        )
