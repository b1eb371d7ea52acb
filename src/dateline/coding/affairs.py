"""Is it a public affair? Acts among private people, with nothing about them that a country or a place would tell.

Shops, essays and match reports use the words of politics: customers praise, teams beat, a brother refuses. In: an event
with its roles. Out: whether anybody in it, or anything in its sentence, ties it to public life.
"""

from __future__ import annotations

from dateline.model.event import Event
from dateline.model.grammar import Grammar
from dateline.model.reading import Reading

PRIVATE = frozenset({None, "CVL", "BUS", "ART", "ATH", "JRN", "MED", "EDU", "REL", "SOC", "LAB", "ELI", "CRM"})
"""Sectors that alone, without a country, are no part in affairs."""
ANYBODY = frozenset({"PROTEST", "COERCE", "SANCTION", "MOBILIZE", "RETREAT", "REJECT", "THREATEN"})
"""Types that private people alone can be part of: a march, an arrest, a verdict, a strike that goes on."""


def public(reading: Reading, index: int) -> bool:
    """Whether the mention is of one who is known: on the list, of a country, or in an office."""
    one = reading.actors[index]
    return one.id is not None or one.country is not None or one.sector not in PRIVATE


class Affairs:
    """What ties the events of one reading to public life."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        grammar: Grammar = reading.grammar
        self.grammar = grammar
        self.open: set[int] = set()
        self.named: set[int] = set()
        for number, actor in enumerate(reading.actors):
            head = grammar.head_of(actor.span)
            if head is not None and public(reading, number):
                self.open.add(grammar.sentence_of[head])
            if head is not None and grammar.tokens[head].pos == "PROPN":
                self.named.add(number)
        for place in reading.places:
            head = grammar.head_of(place.span)
            if head is not None:
                self.open.add(grammar.sentence_of[head])

    def holds(self, event: Event) -> bool:
        """Whether the event is one of public life, so far as its sentence tells."""
        if event.type in ANYBODY:
            return True
        if any(one in self.named or public(self.reading, one) for one in (*event.actors, *event.recipients)):
            return True
        if event.place is not None or any(self.reading.figures[one].unit == "people" for one in event.figures):
            return True
        at = self.grammar.head_of(event.span)
        return at is None or self.grammar.sentence_of[at] in self.open
