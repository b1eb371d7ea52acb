"""Words, sentences, grammar and names of a text, and what else the reader tells of it in the same pass."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from dateline.knowledge.trees import mended
from dateline.model.heard import Heard, Hint
from dateline.model.tokens import Token

if TYPE_CHECKING:
    from dateline.reader import Marks, Reader


@dataclass(frozen=True, slots=True)
class Parsed:
    """The sentences of a block, each a list of words, and hints; offsets and heads count from the block's start."""

    sentences: list[list[Token]]
    heard: tuple[Heard, ...] = ()


class Parser(Protocol):
    """Blocks of text in, words and hints out."""

    def parse(self, blocks: Iterable[str]) -> Iterator[Parsed]:
        """What each block holds, in order."""
        ...


class ReaderParser:
    """The trained reader as a parser: each word of a report is read once, and every question is answered."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def parse(self, blocks: Iterable[str]) -> Iterator[Parsed]:
        """What each block holds, in order; blocks are read with their neighbours in view."""
        texts = list(blocks)
        for text, marks in zip(texts, self._reader.read(texts), strict=True):
            yield Parsed(list(_sentences(text, marks)), tuple(hints(marks)))


def _sentences(text: str, marks: Marks) -> Iterator[list[Token]]:
    kinds = {}
    for mark in marks.kinds:
        kinds[mark.span.start] = mark
    sentence: list[Token] = []
    inside = None
    for at, word in enumerate(marks.words):
        if word.starts_sentence and sentence:
            yield mended(sentence, at - len(sentence))
            sentence = []
        begun = kinds.get(word.span.start)
        inside = begun or (inside if inside is not None and word.span.start < inside.span.end else None)
        sentence.append(
            Token(
                span=word.span,
                text=word.span.of(text),
                lemma=word.lemma,
                pos=word.pos,
                tag=word.tag,
                dep="ROOT" if word.head == at else word.dep,
                head=word.head,
                entity=inside.label if inside is not None else "",
                entity_start=begun is not None,
            )
        )
    if sentence:
        yield mended(sentence, len(marks.words) - len(sentence))


def hints(marks: Marks) -> Iterator[Heard]:
    """What the reader tells beyond words and grammar."""
    yield from (Hint("name", one.span, one.label, one.score) for one in marks.names)
    yield from (Hint("place", one.span, one.label, one.score) for one in marks.places)
    yield from (Hint("time", one.span, one.label, one.score) for one in marks.times)
    yield from marks.statements
    yield from marks.acts
