"""Who was told: "told reporters in Moscow", "confirmed to the radio", "in an interview with a daily"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dateline.annotate.said.found import Found
from dateline.annotate.said.phrases import of_time, unbroken
from dateline.model.grammar import Grammar
from dateline.model.text import Span

PLACES = frozenset({"GPE", "LOC", "FAC"})


def audience(text: str, grammar: Grammar, found: Found, cues: Mapping[str, Any]) -> str | None:
    """The words for those who were told, None where nobody is."""
    if found.head is None:
        return None
    verb = grammar.tokens[found.head]
    if verb.pos not in ("VERB", "AUX"):
        return None
    if verb.lemma.lower() in cues["telling"]:
        for child in grammar.with_dep(found.head, "dobj", "dative"):
            if child > found.head and grammar.tokens[child].pos != "ADP":
                words = _words(text, grammar, found, child)
                if words:
                    return words
    entry = cues["verbs"].get(verb.lemma.lower())
    if entry is None or entry["kind"] != "speech":
        return None
    for child in grammar.with_dep(found.head, "prep", "dative"):
        token = grammar.tokens[child]
        for thing in grammar.with_dep(child, "pobj"):
            if token.lower == "to" and _someone(grammar, thing):
                words = _words(text, grammar, found, thing)
                if words:
                    return words
            if token.lower in ("in", "during", "at") and grammar.tokens[thing].lemma.lower() in cues["occasions"]:
                for deeper in grammar.with_dep(thing, "prep", "dative"):
                    if grammar.tokens[deeper].lower in cues["told_by"]:
                        for listener in grammar.with_dep(deeper, "pobj"):
                            words = _words(text, grammar, found, listener)
                            if words:
                                return words
    return None


def _someone(grammar: Grammar, position: int) -> bool:
    token = grammar.tokens[position]
    return token.pos in ("PROPN", "PRON") or token.entity in ("PERSON", "ORG", "NORP", "GPE") or token.pos == "NOUN"


def _words(text: str, grammar: Grammar, found: Found, head: int) -> str | None:
    """A noun phrase without its times and clauses; None where it is part of what was said."""
    inside = [
        position
        for position in grammar.subtree(head, without=frozenset({"relcl", "acl", "advcl", "punct", "appos", "ccomp"}))
        if not of_time(grammar, position, head)
    ]
    run = unbroken(inside, head)
    place = _place_after(grammar, found, run[-1] + 1)
    span = grammar.span([*run, *place])
    if any(span.overlaps(part) for part in (*found.content, *found.source)):
        return None
    return _flat(span, text)


def _place_after(grammar: Grammar, found: Found, position: int) -> Sequence[int]:
    """ "in Moscow" right behind the listeners, though the parser hangs it on the verb."""
    if position >= len(grammar.tokens) or found.head is None:
        return ()
    token = grammar.tokens[position]
    if token.dep != "prep" or token.lower not in ("in", "at", "from", "outside", "near"):
        return ()
    things = grammar.with_dep(position, "pobj")
    if not things or grammar.tokens[things[0]].entity not in PLACES:
        return ()
    phrase = grammar.subtree(position)
    return phrase if phrase[-1] - phrase[0] + 1 == len(phrase) else ()


def _flat(span: Span, text: str) -> str:
    return " ".join(span.of(text).split())
