"""What the trained reader tells of a report before any rule looks at it: hints that the stages weigh, not marks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from dateline.model.event import EventType, Status
from dateline.model.text import Span


@dataclass(frozen=True, slots=True)
class Hint:
    """A span that is a name, a place or a time, with its label and how sure the reader is, 0 to 1."""

    kind: Literal["name", "place", "time"]
    span: Span
    label: str
    score: float

    def shift(self, by: int) -> Hint:
        """The same hint with its offsets counted from another place."""
        return replace(self, span=self.span.shift(by))


@dataclass(frozen=True, slots=True)
class HeardStatement:
    """Who is cited for what, as the reader takes it; a source can be missing, a content can be in several spans."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    score: float

    def shift(self, by: int) -> HeardStatement:
        """The same statement with its offsets counted from another place."""
        source, cue, content = (tuple(one.shift(by) for one in part) for part in (self.source, self.cue, self.content))
        return HeardStatement(source, cue, content, self.score)


@dataclass(frozen=True, slots=True)
class HeardAct:
    """A word that tells an act, PLOVER's type and status of it, and who does it to whom where somebody is named.

    `mode` is how, by PLOVER's modes of the type; None where it is not told, or the reader's file knows no modes.
    """

    trigger: Span
    type: EventType
    status: Status
    actor: Span | None
    recipient: Span | None
    score: float
    mode: str | None = None

    def shift(self, by: int) -> HeardAct:
        """The same act with its offsets counted from another place."""
        return replace(
            self,
            trigger=self.trigger.shift(by),
            actor=self.actor and self.actor.shift(by),
            recipient=self.recipient and self.recipient.shift(by),
        )


Heard = Hint | HeardStatement | HeardAct
