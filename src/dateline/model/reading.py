"""A reading: a report and all that was read in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

from dateline.model.event import Event, Presence
from dateline.model.grammar import Grammar
from dateline.model.heard import Heard
from dateline.model.marks import Actor, Figure, Place, Statement, When
from dateline.model.report import Report
from dateline.model.tokens import Sentence, Token

LISTS = ("tokens", "sentences", "heard", "times", "figures", "places", "actors", "statements", "events", "presence")
"""What stages can provide, in the order in which they usually do."""


@dataclass(frozen=True)
class Reading:
    """A report with its marks, as far as the stages have got. `makers` names who made each list."""

    report: Report
    tokens: tuple[Token, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    heard: tuple[Heard, ...] = ()
    times: tuple[When, ...] = ()
    figures: tuple[Figure, ...] = ()
    places: tuple[Place, ...] = ()
    actors: tuple[Actor, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    presence: tuple[Presence, ...] = ()
    makers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def text(self) -> str:
        return self.report.text

    @cached_property
    def grammar(self) -> Grammar:
        """The dependency trees, indexed once for all stages."""
        return Grammar(self.tokens, self.sentences)
