"""Readings with marks that are told by their words, for tests that need no reader."""

from __future__ import annotations

from typing import Any

from dateline.consolidate.lineage import Comparer
from dateline.consolidate.sources import Source, source
from dateline.model.event import Event
from dateline.model.marks import Actor, Figure, Place, Scope, Statement, When
from dateline.model.reading import Reading
from dateline.model.report import Report
from dateline.model.text import Span
from dateline.model.tokens import Sentence


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def sentences(text: str) -> tuple[Sentence, ...]:
    found, at = [], 0
    for part in text.split(". "):
        found.append(Sentence(Span(at, min(len(text), at + len(part) + 1)), 0, 0, len(found), False))
        at += len(part) + 2
    return tuple(found)


def reading(
    id: str, text: str, *, published: str | None = "2024-05-02", publisher: str | None = None, **lists: Any
) -> Reading:
    """A reading of a text with the lists that are given."""
    report = Report(id, text, publisher=publisher or f"The {id.title()}", published=published)
    return Reading(report, sentences=sentences(text), **lists)


def figure(text: str, words: str, value: float | None, low: float | None, high: float | None, **more: Any) -> Figure:
    """A figure of people, by its words."""
    given = {"approximate": False, "unit": "people", "counts": "dead", "scope": Scope()} | more
    return Figure(span(text, words), value, low, high, **given)


def place(text: str, words: str, country: str, kind: Any = "country", **more: Any) -> Place:
    return Place(span(text, words), words, kind=kind, country=country, **more)


def time(text: str, words: str, first: str, last: str | None = None) -> When:
    return When(span(text, words), "DATE", first, first, last or first)


def actor(text: str, words: str, **more: Any) -> Actor:
    return Actor(span(text, words), words, **more)


def said(text: str, source: str, cue: str, content: str, **more: Any) -> Statement:
    given = {"source_kind": "institution"} | more
    return Statement((span(text, source),), (span(text, cue),), (span(text, content),), **given)


def event(text: str, words: str, type: Any, **more: Any) -> Event:
    return Event(span(text, words), type, "material-conflict", **more)


def sources(comparer: Comparer, *readings: Reading) -> list[Source]:
    return [source(one, 1, comparer) for one in readings]
