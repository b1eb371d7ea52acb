"""Where, or on what occasion, something was said: "in Geneva", "at a news conference", "on state television"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from dateline.annotate.said.found import Found
from dateline.annotate.said.phrases import of_time, unbroken
from dateline.model.grammar import Grammar

PLACES = frozenset({"GPE", "LOC", "FAC"})
LOCATING = frozenset({"in", "at", "on", "during", "from", "outside", "near", "after", "before", "by", "via", "through"})
TELLING = frozenset({"to", "with", "before"})
SPEAKING = frozenset({"speak", "talk", "testify", "address", "appear", "write"})
LONGEST = 12


def setting(text: str, grammar: Grammar, found: Found, cues: Mapping[str, Any]) -> str | None:
    """The words for it; None where nothing is told."""
    if found.head is None:
        return None
    occasions = {*cues["occasions"], *cues["settings"]}
    for preposition in _prepositions(grammar, found.head):
        things = grammar.with_dep(preposition, "pobj")
        if not things or grammar.tokens[preposition].lower not in LOCATING:
            continue
        thing = grammar.tokens[things[0]]
        if thing.lemma.lower() not in occasions and thing.entity not in PLACES:
            continue
        words = _words(grammar, preposition)
        span = grammar.span(words)
        apart = not any(span.overlaps(part) for part in (*found.content, *found.source))
        if apart and len(words) <= LONGEST:
            return " ".join(span.of(text).split())
    return None


def listener(text: str, grammar: Grammar, found: Found) -> str | None:
    """Those whom somebody is said to speak to beside the cue: "Speaking to students in Accra, he said"."""
    for verb in _speaking(grammar, found.head):
        for preposition in grammar.with_dep(verb, "prep", "dative"):
            if grammar.tokens[preposition].lower in TELLING:
                for thing in grammar.with_dep(preposition, "pobj"):
                    words = _words(grammar, preposition)
                    words = [one for one in words if one > preposition]
                    beside = [one for one in grammar.with_dep(verb, "prep") if words and one == words[-1] + 1]
                    for one in beside:
                        if any(grammar.tokens[place].entity in PLACES for place in grammar.with_dep(one, "pobj")):
                            words += _words(grammar, one)
                    if thing in words:
                        span = grammar.span(words)
                        if not any(span.overlaps(part) for part in (*found.content, *found.source)):
                            return " ".join(span.of(text).split())
    return None


def _prepositions(grammar: Grammar, head: int) -> Iterator[int]:
    """Those of the cue, those of "speaking" beside it, and those that open the sentence of an utterance."""
    yield from grammar.with_dep(head, "prep")
    for verb in _speaking(grammar, head):
        yield from grammar.with_dep(verb, "prep")


def _speaking(grammar: Grammar, head: int | None) -> Iterator[int]:
    if head is not None:
        for child in grammar.with_dep(head, "advcl"):
            if grammar.tokens[child].lemma.lower() in SPEAKING and grammar.tokens[child].tag == "VBG":
                yield child


def _words(grammar: Grammar, preposition: int) -> list[int]:
    """The phrase from its preposition on, without its times and clauses."""
    inside = [
        one
        for one in grammar.subtree(preposition, without=frozenset({"relcl", "acl", "advcl", "punct", "appos", "ccomp"}))
        if not of_time(grammar, one, preposition)
    ]
    return unbroken([one for one in inside if one > preposition], preposition)
