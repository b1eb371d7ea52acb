"""Words with their grammar, whatever parser they come from."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.model.text import Span


@dataclass(frozen=True, slots=True)
class Token:
    """A word: universal part of speech `pos`, Penn tag `tag`, dependency `dep` (spaCy's English labels) on `head`.

    `head` and the position in `Reading.tokens` are absolute; the root of a sentence is its own head. `entity` is the
    type of the name that the word is part of (OntoNotes: PERSON, ORG, GPE, LOC, FAC, NORP, DATE, …) or "", and
    `entity_start` tells whether a name begins here.
    """

    span: Span
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    entity: str = ""
    entity_start: bool = False

    @property
    def lower(self) -> str:
        return self.text.lower()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its span, and its words as positions `first` to `last`, half open, in `Reading.tokens`.

    `paragraph` counts the blocks of the text from 0; `caption` is true in a caption, which testifies by itself.
    """

    span: Span
    first: int
    last: int
    paragraph: int
    caption: bool = False
