"""Whose the unnamed are, where only the act tells: gunmen who strike in a Nigerian town, a court's own defendants.

In: actors without a country who take part in an act. Out: the same with the country that the act's place, the other
side or the line before the report bears out. Such a country is inferred, and its low score says so; whoever is known by
name, and whoever may well be abroad, keeps none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from dateline.coding.frames import lemma
from dateline.knowledge import Knowledge
from dateline.model.event import Event
from dateline.model.grammar import Grammar
from dateline.model.marks import Actor
from dateline.model.reading import Reading
from dateline.model.stage import Provided, Stage

SURE = 0.3
"""Score of an actor whose country is inferred here."""
RESIDENT = frozenset(
    {"CVL", "LAB", "EDU", "OPP", "JUD", "COP", "AGR", "REL", "REB", "CRM", "PTY", "LEG", "UAF", "MED", "REF", "PRM"}
)
"""Sectors of people who, where an act takes place, are mostly of the place."""
HOUSE = frozenset({"GOV", "COP", "JUD", "LEG", "OPP", "PTY", "CVL", "LAB", "EDU", "AGR", "REL", "MED", "CRM"})
"""Sectors of those who, with no other country told, deal with their own."""
OWN = frozenset({"GOV", "COP", "JUD", "LEG", "OPP", "PTY", "MIL", "SPY", "CVL", "LAB", "EDU", "AGR", "CRM", "MED"})
"""Sectors of those whom they deal with."""
COURTS = frozenset({"COP", "JUD"})
"""Whoever stands before them does so at home, "a" merchant as much as "the" merchant."""
RULED = frozenset({"LEG", "OPP", "PTY", "JUD", "COP"})
"""Sectors of those whom a state that is named as such has to do with at home."""
FREED = frozenset({"prisoner", "detainee", "inmate", "convict"})
NOWHERE = frozenset({"IGO", "NGO", "IMG", "MNC", "BUS", "JRN", "SOC"})
DATELINE = re.compile(r"[A-Z][^\n–—]{1,60}?(?:\([^)\n]{1,30}\) ?)?(?: -- | [–—-] )")
"""The line before a report's first words: a place in capitals and a dash."""
APART = frozenset({"prep", "relcl", "acl", "appos", "advcl"})
OWNING = frozenset({"amod", "compound", "nmod", "conj"})
CAPITALS = 4
OPENING = 3
"""Sentences after such a line for which it stands."""


class Household:
    """The actors of one reading, and what says where they belong."""

    def __init__(self, reading: Reading, knowledge: Knowledge) -> None:
        lexicon: Any = knowledge.lexicons.read("who")
        self.home = frozenset(lexicon["home"]) | frozenset(lexicon["subjects"]) | frozenset(lexicon["generic"])
        self.reading = reading
        self.alpha3 = knowledge.actors.alpha3
        self.grammar: Grammar = reading.grammar
        self.actors: list[Actor] = list(reading.actors)
        self.heads = [self.grammar.head_of(actor.span) for actor in reading.actors]
        self.by_sentence: dict[int, set[str]] = {}
        self.at: dict[int, list[int]] = {}
        for index, (actor, head) in enumerate(zip(reading.actors, self.heads, strict=True)):
            if head is None:
                continue
            self.at.setdefault(head, []).append(index)
            if actor.country is not None:
                self.by_sentence.setdefault(self.grammar.sentence_of[head], set()).add(actor.country)
        for place in reading.places:
            head, country = self.grammar.head_of(place.span), self.alpha3.get(place.country or "")
            if head is not None and country is not None:
                self.by_sentence.setdefault(self.grammar.sentence_of[head], set()).add(country)
        self.line = self._dateline()

    def settle(self) -> tuple[Actor, ...]:
        """All actors, those without a country with the one that is borne out."""
        for event in self.reading.events:
            for index, others in (
                *((one, event.recipients) for one in event.actors),
                *((one, event.actors) for one in event.recipients),
            ):
                if self._open(index):
                    country = next(self._evidence(event, index, others), None)
                    if country is not None:
                        one = self.actors[index]
                        self.actors[index] = replace(one, country=country, score=min(one.score, SURE))
        return tuple(self.actors)

    def _open(self, index: int) -> bool:
        """Whether the mention is of somebody unnamed, with no country, who need not be from elsewhere."""
        one, head = self.actors[index], self.heads[index]
        if one.country is not None or one.id is not None or head is None or one.sector in NOWHERE:
            return False
        if any(self.at.get(at) and self._telling(at, index) for at in self.grammar.subtree(head, without=APART)):
            return False
        return self.grammar.tokens[head].pos in ("NOUN", "NUM", "DET", "ADJ")

    def _telling(self, at: int, index: int) -> bool:
        """Whether another mention within the phrase says whose they are ("three Afghan men", "the North's leader")."""
        token = self.grammar.tokens[at]
        others = [self.actors[one] for one in self.at[at] if one != index]
        owner = token.dep == "poss" and token.pos != "PRON"
        return any(owner or (one.country is not None and token.dep in OWNING) for one in others)

    def _evidence(self, event: Event, index: int, others: tuple[int, ...]) -> Iterator[str]:
        one, head = self.actors[index], self.heads[index]
        assert head is not None
        yield from self._owner(head)
        place = self.reading.places[event.place] if event.place is not None else None
        if place is not None and one.sector in RESIDENT and self._stands(event):
            country = self.alpha3.get(place.country or "")
            if country is not None:
                yield country
        number = self.grammar.sentence_of[head]
        lands = self.by_sentence.get(number, set())
        for other in others:
            their = self.actors[other]
            if their.country is not None and lands <= {their.country} and self._their_own(event, one, their, head):
                yield their.country
        if self.line is not None and number < OPENING and lands <= {self.line} and one.sector in RESIDENT | {"MIL"}:
            yield self.line

    def _stands(self, event: Event) -> bool:
        """Whether the act's place is told by a preposition ("in Gao"), not as one who bears it ("alarmed Gao")."""
        assert event.place is not None
        place = self.reading.places[event.place]
        head = self.grammar.head_of(place.span)
        if head is None or place.form not in ("name", "relative"):
            return False
        for _ in range(3):
            token = self.grammar.tokens[head]
            if token.dep in ("pobj", "npadvmod", "advmod"):
                return True
            if token.dep not in ("compound", "appos", "conj", "nmod", "poss") or token.head == head:
                return False
            head = token.head
        return False

    def _owner(self, head: int) -> Iterator[str]:
        """ "Two of their leaders": of the country of those whom the pronoun stands for."""
        for at in (
            head,
            *(below for prep in self.grammar.with_dep(head, "prep") for below in self.grammar.with_dep(prep, "pobj")),
        ):
            for child in self.grammar.with_dep(at, "poss"):
                for index in self.at.get(child, ()):
                    country = self.actors[index].country
                    if country is not None:
                        yield country

    def _their_own(self, event: Event, one: Actor, their: Actor, head: int) -> bool:
        """Whether those who act are known to deal with their own here."""
        noun = lemma(self.grammar, head)
        named = {noun, one.name.lower().removeprefix("the ").removeprefix("a ").removeprefix("an ")}
        definite = (
            self.grammar.tokens[self.grammar.within(one.span)[0]].lower in ("the", "its", "their")
            or len(self.grammar.within(one.span)) == 1
        )
        if their.id is not None and their.id.startswith("state:"):
            pardoned = event.type in ("CONCEDE", "COERCE") and noun in FREED
            return pardoned or (one.sector in RULED and bool(named & self.home))
        if their.sector in COURTS:
            return one.sector is not None
        if their.sector not in HOUSE or one.sector not in OWN:
            return False
        return definite and (bool(named & self.home) or one.sector in RULED | {"GOV"})

    def _dateline(self) -> str | None:
        """The country of the place that stands before the first words; None where there is no such line."""
        found = DATELINE.match(self.reading.text)
        if found is None or sum(sign.isupper() for sign in found[0]) < CAPITALS:
            return None
        lands = {
            self.alpha3.get(place.country or "") for place in self.reading.places if place.span.end <= found.end()
        } - {None}
        return lands.pop() if len(lands) == 1 else None


def compute(reading: Reading, knowledge: Knowledge) -> Provided:
    """`actors` again, with the countries that acts bear out."""
    if not reading.events:
        return {"actors": reading.actors}
    return {"actors": Household(reading, knowledge).settle()}


STAGE = Stage(
    "home",
    1,
    requires=("tokens", "sentences", "places", "actors", "events"),
    provides=("actors",),
    compute=compute,
)
