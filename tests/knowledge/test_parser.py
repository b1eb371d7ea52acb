"""Words and grammar: from the trained reader, or from what stands in for it."""

from __future__ import annotations

import pytest

from dateline.knowledge import Knowledge
from dateline.knowledge.parser import Parsed, Parser, ReaderParser
from dateline.knowledge.spacy_parser import load
from dateline.model.heard import HeardAct, HeardStatement

TEXT = "The army shelled Goma on Monday, a spokesman said. Nobody was hurt."


def parsed(parser: Parser, text: str) -> Parsed:
    (found,) = parser.parse([text])
    return found


def test_one_pass_tells_all(knowledge: Knowledge) -> None:
    """The reader gives words, trees, lemmas and names, and hints of statements and acts in the same pass."""
    assert isinstance(knowledge.parser, ReaderParser)
    found = parsed(knowledge.parser, TEXT)
    first, second = found.sentences
    assert [word.text for word in second] == ["Nobody", "was", "hurt", "."]
    verb = next(word for word in first if word.text == "shelled")
    assert (verb.lemma, verb.tag, first[1].dep, first[verb.head].text) == ("shell", "VBD", "nsubj", "said")
    assert [one.type for one in found.heard if isinstance(one, HeardAct)] == ["ASSAULT"]
    assert any(isinstance(one, HeardStatement) for one in found.heard)


@pytest.mark.parametrize("text", ["", " \n ", "?", "\U0001f600" * 400, "word " * 3000])
def test_any_text(text: str, knowledge: Knowledge) -> None:
    """Whatever the text: every word is told once, in order, and heads stay within their sentence."""
    at = 0
    for sentence in parsed(knowledge.parser, text).sentences:
        positions = range(at, at + len(sentence))
        assert all(word.head in positions for word in sentence)
        assert all(word.span.of(text) == word.text for word in sentence)
        at += len(sentence)


def test_what_stands_in() -> None:
    """Where the trained file is missing, spaCy gives words and trees if it is installed; nothing is heard."""
    pytest.importorskip("spacy")
    found = parsed(load(), TEXT)
    assert len(found.sentences) == 2
    assert found.heard == ()
