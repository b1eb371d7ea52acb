"""Readings with simple marks for the tests of coding: names, subjects and nouns for people are actors."""

from __future__ import annotations

from dataclasses import replace

from dateline.annotate import tokens
from dateline.coding import match, roles
from dateline.knowledge import Knowledge
from dateline.model.marks import Actor, Figure, Place, Statement, When
from dateline.model.reading import Reading
from dateline.model.report import Report
from dateline.model.text import Span

DOING = ("nsubj", "nsubjpass", "pobj", "dobj", "poss", "conj", "dative")


def parsed(text: str, knowledge: Knowledge) -> Reading:
    """Words and grammar only."""
    reading = Reading(Report(id="test", text=text))
    return replace(reading, **tokens.compute(reading, knowledge))


def people(reading: Reading, knowledge: Knowledge) -> tuple[Actor, ...]:
    """Names and nouns for people, all in an office: what those without one are left out of has its own tests."""
    classes = knowledge.ontology.classes
    human = classes["person"] | classes["force"] | classes["policeforce"] | classes["captives"]
    found: list[Actor] = []
    at = 0
    while at < len(reading.tokens):
        token = reading.tokens[at]
        last = at
        if token.pos == "PROPN" and token.entity not in ("DATE", "TIME"):
            while last + 1 < len(reading.tokens) and reading.tokens[last + 1].pos == "PROPN":
                last += 1
        elif not (
            token.entity in ("NORP",)
            or (token.pos == "NOUN" and token.dep in DOING and token.lemma.lower() in human)
            or (token.pos == "NOUN" and token.dep in ("nsubj", "nsubjpass"))
        ):
            at += 1
            continue
        span = Span(token.span.start, reading.tokens[last].span.end)
        found.append(Actor(span, span.of(reading.text), sector="GOV"))
        at = last + 1
    return tuple(found)


def coded(
    text: str,
    knowledge: Knowledge,
    *,
    places: tuple[str, ...] | None = None,
    times: tuple[str, ...] = (),
    figures: tuple[tuple[str, int, str], ...] = (),
    statements: tuple[Statement, ...] = (),
) -> Reading:
    """A reading with its events; marks stand where their words first do. Places are the names of such unless told."""
    reading = parsed(text, knowledge)
    named = places if places is not None else _towns(reading)
    reading = replace(
        reading,
        places=tuple(Place(where(text, words), words) for words in named),
        times=tuple(When(where(text, words), "DATE", "") for words in times),
        figures=tuple(
            Figure(where(text, words), value, value, value, False, "people", counts) for words, value, counts in figures
        ),
        statements=statements,
    )
    reading = replace(reading, actors=people(reading, knowledge))
    reading = replace(reading, **match.compute(reading, knowledge))
    return replace(reading, **roles.compute(reading, knowledge))


def _towns(reading: Reading) -> tuple[str, ...]:
    names = [token for token in reading.tokens if token.entity in ("GPE", "LOC", "FAC") and token.pos == "PROPN"]
    return tuple(token.text for token in names)


def where(text: str, words: str) -> Span:
    """Where the words first stand in the text."""
    start = text.index(words)
    return Span(start, start + len(words))


def names(reading: Reading, indexes: tuple[int, ...]) -> list[str]:
    """The surfaces of actors."""
    return [reading.actors[index].span.of(reading.text) for index in indexes]
