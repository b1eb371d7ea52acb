"""Which actors a word of a clause stands for: the mention on it, in its modifiers, or what a pronoun points back to."""

from __future__ import annotations

from itertools import pairwise

from dateline.knowledge.plover import Ontology
from dateline.model.grammar import Grammar
from dateline.model.reading import Reading

MODIFYING = ("poss", "compound", "amod", "nmod", "nummod", "det")
INNER = frozenset({"of", "from", "in", "at", "by", "for", "among", "with"})
"""Prepositions within a phrase behind which its actor can stand: "soldiers of", "a delegation from"."""
DEEPEST = 6
"""Phrases within phrases that are looked into: "the head of the office of the …"."""
PEOPLE = ("person", "force", "policeforce", "captives", "crowd", "body")
"""Classes of nouns that act, so that those in, at or with whom they are told to be act with them."""
OWNING = frozenset({"of", "from", "by", "for", "among"})
"""Prepositions that say whose any other thing is: "the decision of", not "the presence in"."""
FIRST_PERSON = frozenset({"we", "i", "us", "our", "my", "me"})
POINTING = frozenset({"he", "she", "it", "they", "him", "her", "them", "its", "his", "their", "we", "i", "us", "our"})


class Parties:
    """The actor mentions of a reading by the words that they cover."""

    def __init__(self, reading: Reading, ontology: Ontology) -> None:
        classes = ontology.classes
        self.people = frozenset().union(*(classes.get(name, frozenset()) for name in PEOPLE))
        self.grammar: Grammar = reading.grammar
        self.actors = reading.actors
        self.places = reading.places
        self.at: dict[int, list[int]] = {}
        for index, actor in enumerate(reading.actors):
            for position in self.grammar.within(actor.span):
                self.at.setdefault(position, []).append(index)
        self.place_at: dict[int, list[int]] = {}
        for index, place in enumerate(reading.places):
            for position in self.grammar.within(place.span):
                self.place_at.setdefault(position, []).append(index)

    def on(self, position: int) -> int | None:
        """The mention that the word itself is part of; the longest of several."""
        found = self.at.get(position)
        return max(found, key=lambda index: len(self.actors[index].span)) if found else None

    def of(
        self, position: int, *, follow: bool = True, inner: bool = True, strict: bool = False, depth: int = 0
    ) -> list[int]:
        """Mentions that the phrase headed by the word stands for, best first; [] where nobody is named.

        `follow` leads a pronoun back to the one it points to; `inner` looks behind prepositions too; `strict` does so
        only as far as who is named there can act by what the phrase names.
        """
        if depth > DEEPEST:
            return []
        own = self.on(position)
        token = self.grammar.tokens[position]
        if own is not None:
            return [self.told(position, own) if token.lower in POINTING else own]
        if follow and token.pos == "PRON" and token.lower in POINTING:
            return self.pointed(position)
        found: list[int] = []
        for child in self.grammar.with_dep(position, *MODIFYING):
            found.extend(
                index for index in self.of(child, follow=follow, inner=False, depth=depth + 1) if index not in found
            )
        if found or not inner:
            return found
        acts = not strict or token.lemma.lower() in self.people or token.pos in ("PROPN", "PRON", "NUM", "ADJ")
        for child in self.grammar.with_dep(position, "prep", "agent"):
            if self.grammar.tokens[child].lower in (INNER if acts else OWNING):
                for below in self.grammar.with_dep(child, "pobj"):
                    if self.grammar.tokens[below].lower == "own":
                        continue
                    for one in self.grammar.conjuncts(below):
                        found.extend(
                            index
                            for index in self.of(one, follow=follow, strict=True, depth=depth + 1)
                            if index not in found
                        )
            if found:
                return found
        for child in self.grammar.with_dep(position, "appos"):
            found.extend(self.of(child, follow=follow, depth=depth + 1))
        if not found:
            for child in self.grammar.with_dep(position, "acl"):
                for agent in self.grammar.with_dep(child, "agent"):
                    for below in self.grammar.with_dep(agent, "pobj"):
                        found.extend(self.of(below, follow=follow, depth=depth + 1))
        return found

    def shared(self, index: int) -> list[int]:
        """The mentions of several countries or bodies that are joined before the head of one phrase; [] for one.

        "British and French envoys" are Britain's and France's.
        """
        whole = self.actors[index].span
        words = self.grammar.within(whole)
        if not any(self.grammar.tokens[at].lower == "and" for at in words):
            return []
        inner: list[int] = []
        for at in words:
            for one in self.at.get(at, ()):
                if one != index and whole.contains(self.actors[one].span) and one not in inner:
                    inner.append(one)
        spans = sorted(self.actors[one].span for one in inner)
        apart = all(one.end <= other.start for one, other in pairwise(spans))
        named = {self.actors[one].country or self.actors[one].id for one in inner} - {None}
        return inner if apart and len(named) == len(inner) > 1 else []

    def told(self, position: int, pronoun: int) -> int:
        """The name in the same sentence that a marked pronoun stands for, the pronoun if there is none."""
        one = self.actors[pronoun]
        sentence = self.grammar.sentences[self.grammar.sentence_of[position]]
        for at in range(position - 1, sentence.first - 1, -1):
            for index in self.at.get(at, ()):
                other = self.actors[index]
                if other.span.end > one.span.start or self.grammar.tokens[at].lower in POINTING:
                    continue
                if (one.id is not None and other.id == one.id) or other.name == one.name:
                    return index
        return pronoun

    def pointed(self, position: int) -> list[int]:
        """Whom a pronoun stands for: the subject of the clause that its own is said in, else of the sentence before."""
        grammar = self.grammar
        own = grammar.clause_head(position)
        for above in grammar.ancestors(position):
            if above == own and grammar.tokens[position].dep in ("nsubj", "nsubjpass"):
                continue
            for child in grammar.with_dep(above, "nsubj", "nsubjpass"):
                if child != position and grammar.tokens[child].pos != "PRON":
                    found = self.of(child, follow=False)
                    if found:
                        return found
        if grammar.tokens[position].lower in FIRST_PERSON:
            return []
        number = grammar.sentence_of[position]
        if number and grammar.tokens[position].dep in ("nsubj", "nsubjpass", "poss"):
            before = grammar.sentences[number - 1]
            if before.paragraph < grammar.sentences[number].paragraph - 1:
                return []
            for at in range(before.first, before.last):
                if grammar.tokens[at].dep in ("nsubj", "nsubjpass") and grammar.tokens[at].pos != "PRON":
                    head = grammar.tokens[at].head
                    if grammar.tokens[head].dep == "ROOT":
                        return self.of(at, follow=False)
        return []

    def named(self, position: int) -> bool:
        """Whether the phrase headed by the word names an actor."""
        return bool(self.of(position))
