"""What the trained reader tells of a report before any rule looks at it: hints that the stages weigh, not marks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dateline.model.text import Span


@dataclass(frozen=True, slots=True)
class Hint:
    """A span that is a name, a place or a time, with its label and how sure the reader is, 0 to 1."""

    kind: Literal["name", "place", "time"]
    span: Span
    label: str
    score: float


@dataclass(frozen=True, slots=True)
class HeardStatement:
    """Who is cited for what, as the reader takes it; a source can be missing, a content can be in several spans."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    score: float


Heard = Hint | HeardStatement
