"""Events in PLOVER's terms, and presence: who has how many where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dateline.model.text import Span

EventType = Literal[
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
]
Quad = Literal["verbal-cooperation", "material-cooperation", "verbal-conflict", "material-conflict"]
Status = Literal["happened", "ongoing", "planned", "asked", "hypothetical", "denied"]
PresenceKind = Literal["forces", "equipment", "base", "mission"]

QUADS: dict[str, Quad] = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT", "CONCEDE"), "verbal-cooperation"),
    **dict.fromkeys(("COOPERATE", "AID", "RETREAT"), "material-cooperation"),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), "verbal-conflict"),
    **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), "material-conflict"),
}
"""The quad of each type, as in PLOVER's manual of 2024 (SANCTION as in its own section)."""


@dataclass(frozen=True, slots=True)
class Event:
    """Who did what to whom. `span` is the trigger; roles are indexes into the lists of the reading.

    `cameo` is a CAMEO code as a string. `statement` is None where the report vouches in its own voice. `factuality`
    runs from -3 (certainly not) to 3 (certainly) as its voucher presents it, and `because` holds the words that set
    `status` and `factuality`. `why` names the rules that made the code, for a person to check. `rejected`: a person
    said that this is no such event, so nothing counts it.
    """

    span: Span
    type: EventType
    quad: Quad
    mode: str | None = None
    cameo: str | None = None
    actors: tuple[int, ...] = ()
    recipients: tuple[int, ...] = ()
    place: int | None = None
    time: int | None = None
    figures: tuple[int, ...] = ()
    statement: int | None = None
    status: Status = "happened"
    factuality: float = 3.0
    because: tuple[Span, ...] = ()
    score: float = 0.0
    why: tuple[str, ...] = ()
    rejected: bool = False


@dataclass(frozen=True, slots=True)
class Presence:
    """Who has how many people or what equipment where, as of when, according to whom; all indexes."""

    kind: PresenceKind
    actor: int | None = None
    place: int | None = None
    figure: int | None = None
    time: int | None = None
    statement: int | None = None
