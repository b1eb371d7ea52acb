"""Walks over the dependency trees of a reading: children, phrases, clauses. Positions are into `Reading.tokens`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from dateline.model.text import Span, cover
from dateline.model.tokens import Sentence, Token

CLAUSAL = frozenset(
    {"ROOT", "ccomp", "xcomp", "advcl", "relcl", "acl", "conj", "parataxis", "pcomp", "csubj", "csubjpass"}
)
"""Dependencies whose verb heads a clause of its own (spaCy's English labels)."""


@dataclass(frozen=True)
class Grammar:
    """The trees of one reading, indexed once."""

    tokens: Sequence[Token]
    sentences: Sequence[Sentence]
    children: tuple[tuple[int, ...], ...] = field(init=False, repr=False)
    sentence_of: tuple[int, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        below: list[list[int]] = [[] for _ in self.tokens]
        for position, token in enumerate(self.tokens):
            if token.head != position:
                below[token.head].append(position)
        owner = [0] * len(self.tokens)
        for number, sentence in enumerate(self.sentences):
            for position in range(sentence.first, sentence.last):
                owner[position] = number
        object.__setattr__(self, "children", tuple(map(tuple, below)))
        object.__setattr__(self, "sentence_of", tuple(owner))

    def with_dep(self, head: int, *deps: str) -> list[int]:
        """Children of `head` that hang on it by one of `deps`, in text order."""
        return [child for child in self.children[head] if self.tokens[child].dep in deps]

    def subtree(self, head: int, *, without: frozenset[str] = frozenset()) -> list[int]:
        """`head` and all below it in text order, leaving out branches that hang by a dependency in `without`."""
        found, waiting = [], [head]
        while waiting:
            position = waiting.pop()
            found.append(position)
            waiting.extend(child for child in self.children[position] if self.tokens[child].dep not in without)
        return sorted(found)

    def span(self, positions: Sequence[int]) -> Span:
        """The smallest span over these words. Raises ValueError where there are none."""
        return cover(self.tokens[position].span for position in positions)

    def ancestors(self, position: int) -> Iterator[int]:
        """Heads, nearest first, up to the root of the sentence."""
        while self.tokens[position].head != position:
            position = self.tokens[position].head
            yield position

    def conjuncts(self, position: int) -> list[int]:
        """What is coordinated with `position` and hangs below it, itself first."""
        found = [position]
        for one in found:
            found.extend(self.with_dep(one, "conj"))
        return found

    def clause_head(self, position: int) -> int:
        """The verb (or root) of the clause that the word stands in, itself where it is one."""
        if self._heads_clause(position):
            return position
        for above in self.ancestors(position):
            if self._heads_clause(above):
                return above
        return position

    def _heads_clause(self, position: int) -> bool:
        token = self.tokens[position]
        return token.dep == "ROOT" or (token.pos in ("VERB", "AUX") and token.dep in CLAUSAL)

    def within(self, span: Span) -> range:
        """Positions of the words that begin in `span`."""
        first = _first_at(self.tokens, span.start)
        return range(first, max(first, _first_at(self.tokens, span.end)))

    def head_of(self, span: Span) -> int | None:
        """The word of `span` that governs the others: the one whose head stands outside; None for an empty span."""
        inside = self.within(span)
        for position in inside:
            if self.tokens[position].head not in inside or self.tokens[position].head == position:
                return position
        return None


def _first_at(tokens: Sequence[Token], offset: int) -> int:
    low, high = 0, len(tokens)
    while low < high:
        middle = (low + high) // 2
        if tokens[middle].span.start < offset:
            low = middle + 1
        else:
            high = middle
    return low
