"""What a user adds to the data that ship, or chooses among them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from dateline.model.errors import ConfigError

EDITIONS = ("2021", "2024")
"""Editions of PLOVER whose event types can be given. 2024 is the manual. 2021 is that of the coded data in use: a
verdict is ACCUSE, sanctions between states are COERCE, a concession still to come is AGREE, an attack on computers is
ASSAULT, and what several do together runs from the first to the others. On the development sentences, where the two
differ, the coders have 2021's type in 35 cases and 2024's in 2."""


@dataclass(frozen=True, slots=True)
class Own:
    """The edition of event types, a file of event rules and a file of actors; "" where there is none.

    Raises ConfigError for an edition that does not exist and a file that cannot be read.
    """

    edition: str = EDITIONS[0]
    ontology: str = ""
    actors: str = ""

    def __post_init__(self) -> None:
        if self.edition not in EDITIONS:
            raise ConfigError("edition", f"cannot be {self.edition!r}.", f"Editions are {', '.join(EDITIONS)}.")

    @property
    def events(self) -> tuple[tuple[str, str], ...]:
        """What makes the events other than those of the shipped data, for the name of their maker."""
        chosen = (("edition", self.edition),) if self.edition != EDITIONS[0] else ()
        return (*chosen, *_mark("ontology", self.ontology))

    @property
    def who(self) -> tuple[tuple[str, str], ...]:
        """What makes the actors other than those of the shipped data, for the name of their maker."""
        return _mark("actors", self.actors)


def text_of(name: str, path: str) -> str:
    """A user's file. Raises ConfigError where it is not there or is no text."""
    try:
        return Path(path).expanduser().read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise ConfigError(name, f"{path} cannot be read ({problem}).", "Give a text file in UTF-8.") from problem


def _mark(name: str, path: str) -> tuple[tuple[str, str], ...]:
    return ((name, hashlib.sha256(text_of(name, path).encode()).hexdigest()[:16]),) if path else ()
