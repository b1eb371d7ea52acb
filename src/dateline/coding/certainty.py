"""How far single happenings are told as facts, asked without a report: rules and the trained reader together.

In: texts with the span of a happening each. Out: numbers from -3 (certainly not) to 3 (certainly).
"""

from __future__ import annotations

from collections.abc import Sequence

from dateline.coding.factuality import Factualities
from dateline.knowledge import Knowledge
from dateline.model.grammar import Grammar
from dateline.model.text import Span
from dateline.model.tokens import Sentence, Token


def certainties(asked: Sequence[tuple[str, Span]], knowledge: Knowledge) -> list[float | None]:
    """A number for each text and span, in order; None where the span holds no word."""
    heard = knowledge.reader.factuality(asked) if knowledge.reader is not None else [None] * len(asked)
    texts = list(dict.fromkeys(text for text, _ in asked))
    lexicons, weights = knowledge.lexicons, knowledge.weights.read("factuality")
    # One by one: texts that are asked about together have nothing to do with one another.
    assessed = {
        text: Factualities(grammar(parsed.sentences), lexicons, weights)
        for text in texts
        for parsed in knowledge.parser.parse([text])
    }
    found: list[float | None] = []
    for (text, span), value in zip(asked, heard, strict=True):
        here = assessed[text]
        position = here.grammar.head_of(span)
        found.append(value if position is None else round(here.value(position, value), 3))
    return found


def grammar(parsed: Sequence[Sequence[Token]]) -> Grammar:
    """The trees of one block of text as the parser gives them."""
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    for words in parsed:
        span = Span(words[0].span.start, words[-1].span.end)
        sentences.append(Sentence(span, len(tokens), len(tokens) + len(words), 0))
        tokens.extend(words)
    return Grammar(tokens, sentences)
