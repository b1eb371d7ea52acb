"""The rows of the actor list: a person, a group, an organisation or a state, each with what holds from when to when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["people", "body"]
StateForm = Literal["name", "demonym", "people", "capital", "seat"]

OPEN = ("2000", "2025")
"""Years that stand for an open start and an open end where the lengths of two spells are compared."""


@dataclass(frozen=True, slots=True)
class ActorEntry:
    """Who someone is for whom, and when.

    `country` ISO 3166-1 alpha-3 (KOS for Kosovo, as in PLOVER; ISO 3166-3 for states of the past) or None where the
    actor is no one country's; `sector` a PLOVER code. `start` and `end` are ISO dates, months or years, both
    inclusive; None is not known or still so. `confidence` 0 to 1; `source` says where the row is from (`cameo`,
    `dateline`, or a user's own).
    Several rows with one `id` are one actor at several times.
    """

    id: str
    name: str
    aliases: tuple[str, ...]
    country: str | None
    sector: str | None
    role: str | None
    start: str | None
    end: str | None
    confidence: float
    source: str

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.aliases)

    @property
    def years(self) -> int:
        """How many years the row holds; open ends count as in `OPEN`."""
        return int((self.end or OPEN[1])[:4]) - int((self.start or OPEN[0])[:4])

    def valid(self, when: str | None) -> bool:
        """Whether the row holds on the ISO date `when`; always without one. A date holds as far as it is told: `2021`
        as an end is the whole year."""
        if not when:
            return True
        begun = not self.start or self.start[: len(when)] <= when[: len(self.start)]
        return begun and (not self.end or when[: len(self.end)] <= self.end[: len(when)])


@dataclass(frozen=True, slots=True)
class Agent:
    """What a common noun says of those who are called so: PLOVER sector (None if only their owner tells it), a second
    one, people or a body of people."""

    noun: str
    sector: str | None
    secondary: str | None
    kind: Kind


@dataclass(frozen=True, slots=True)
class State:
    """A state: ISO codes, names, adjectives, capital and the seats that stand for its power."""

    alpha2: str
    alpha3: str
    name: str
    aliases: tuple[str, ...]
    demonyms: tuple[str, ...]
    capital: str | None
    seats: tuple[str, ...]
    start: str | None = None
    end: str | None = None


@dataclass(frozen=True, slots=True)
class StateName:
    """A surface that names a state, and how: its `name`, a `demonym` (Malian), its `people` (Malians), its `capital`
    or a `seat` of its power (Kremlin)."""

    surface: str
    state: State
    form: StateForm
