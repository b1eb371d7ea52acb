"""Noun phrases: which words can head the mention of an actor, and how far its core reaches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.model.grammar import Grammar
from dateline.model.text import Span
from dateline.model.tokens import Token

HEADED = frozenset({"compound", "nmod", "amod", "nummod", "det", "quantmod", "case", "punct", "npadvmod", "advmod"})
"""Dependencies of words that belong to the phrase of their head and head none themselves."""
LEFT = frozenset(
    {"det", "predet", "amod", "compound", "nmod", "nummod", "quantmod", "poss", "advmod", "npadvmod", "case"}
)
PARTITIVES = frozenset(
    """
    one two three four five six seven eight nine ten dozen dozens hundred hundreds thousand thousands million
    millions score scores some many most several few all any none each both half majority number handful group
    groups lot lots couple pair others another more tens part rest bulk least member members band crowd wave
    convoy contingent
    """.split()  # noqa: SIM905
)
"""Heads that say how many or which part of those who follow after `of`."""


BREAKS = frozenset({"-", "–", "—", "--", ":", ";", "(", ")", "|", "/"})
"""Marks after which a phrase begins anew, unless they join two words (`Bosnia-Herzegovina`)."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: its head, the words of its core (first to last, half open), and whom a partitive speaks of."""

    head: int
    first: int
    last: int
    of: int | None = None

    def span(self, grammar: Grammar) -> Span:
        return Span(grammar.tokens[self.first].span.start, grammar.tokens[self.last - 1].span.end)


def phrase(grammar: Grammar, head: int) -> Phrase:
    """The phrase that `head` heads: determiners, modifiers, possessors and compounds; no clauses.

    What follows `of` belongs to it where the head is a partitive (`dozens of soldiers`) or both are names
    (`Bank of England`).
    """
    tokens = grammar.tokens
    sentence = grammar.sentences[grammar.sentence_of[head]]
    first = _leftmost(grammar, head)
    for position in range(first, head):
        if tokens[position].text in BREAKS and not _joins(tokens, position):
            first = position + 1
    while first < head and (tokens[first].pos == "PUNCT" or tokens[first].lower in ("also", "then", "even", "only")):
        first += 1
    last, of = head + 1, None
    while last < sentence.last and tokens[last].head == head and tokens[last].dep in ("compound", "nmod", "flat"):
        last += 1
    link = last
    if link + 1 < sentence.last and tokens[link].lower == "of" and tokens[link].head == head:
        objects = grammar.with_dep(link, "pobj")
        if objects:
            inner = objects[0]
            if tokens[head].lower in PARTITIVES or tokens[head].pos == "NUM":
                of, last = inner, max(last, inner + 1)
            elif tokens[head].pos == "PROPN" and tokens[inner].pos == "PROPN" and _one_name(grammar, head, inner):
                last = max(last, inner + 1)
    return Phrase(head, first, last, of)


def _joins(tokens: Sequence[Token], position: int) -> bool:
    before, mark, after = tokens[position - 1 : position + 2] if position else (tokens[0],) * 3
    return before.span.end == mark.span.start and mark.span.end == after.span.start


def _one_name(grammar: Grammar, head: int, inner: int) -> bool:
    tokens = grammar.tokens
    kinds = {tokens[position].entity for position in range(head, inner + 1)}
    return len(kinds) == 1 and not any(tokens[p].entity_start for p in range(head + 1, inner + 1))


def _leftmost(grammar: Grammar, head: int) -> int:
    tokens, first = grammar.tokens, head
    waiting = [head]
    while waiting:
        position = waiting.pop()
        first = min(first, position)
        inner = ("conj", "prep", "pobj", "cc") if position != head else ()
        waiting += [
            child
            for child in grammar.children[position]
            if child < head and (tokens[child].dep in LEFT or tokens[child].dep in inner)
        ]
    return first


def is_head(grammar: Grammar, position: int) -> bool:
    """Whether the word heads a noun phrase of its own."""
    token = grammar.tokens[position]
    if token.pos in ("NOUN", "PROPN"):
        if token.dep in ("compound", "nmod", "amod", "npadvmod", "quantmod", "nummod"):
            above = grammar.tokens[token.head]
            return token.head == position or above.pos not in ("NOUN", "PROPN", "ADJ", "NUM")
        return token.dep not in ("det", "case", "punct")
    if token.pos in ("NUM", "ADJ", "DET", "PRON"):
        return token.dep in ("nsubj", "nsubjpass", "dobj", "pobj", "conj", "attr", "dative", "appos") and (
            token.lower in PARTITIVES or token.pos == "NUM"
        )
    return False
