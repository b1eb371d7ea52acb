"""A reading: a report and all that was read in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Any

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

    def __getstate__(self) -> dict[str, Any]:
        """For the way between processes: a read-only view cannot travel, and the trees are grown again."""
        state = {name: value for name, value in self.__dict__.items() if name != "grammar"}
        return state | {"makers": dict(self.makers)}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state | {"makers": MappingProxyType(state["makers"])})

    @property
    def text(self) -> str:
        return self.report.text

    @cached_property
    def grammar(self) -> Grammar:
        """The dependency trees, indexed once for all stages."""
        return Grammar(self.tokens, self.sentences)
