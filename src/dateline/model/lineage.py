"""How reports hang together: who has whose text, and which happening they tell of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dateline.model.text import Span

Relation = Literal["copy", "derived", "shared-quotes", "independent"]
"""`copy`: the same text, trimmed or edited; `derived`: rewritten, or blended from several; `shared-quotes`: nothing in
common but what somebody said; `independent`: nothing in common but the event."""

Direction = Literal["a_from_b", "b_from_a", "common_source", "unclear"]
"""`a_from_b`: the second report, or its publisher, is the origin of the first one's text; `common_source`: both have it
from a third."""

PassageKind = Literal["same", "quote", "reworded"]


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of report `a` beside the words of report `b` that they go back to, or the other way round."""

    a: Span
    b: Span
    kind: PassageKind


@dataclass(frozen=True, slots=True)
class Credit:
    """Words by which a report says whose text or news it has: `outlet` as named there, `id` as the outlet list has it.

    `how` is `tag` (a dateline or byline tag: the text itself is theirs), `told` (somebody told them), `cited` (they
    reported it), `contributed` (they helped) or `link` (a line that names the page it was taken from).
    """

    span: Span
    outlet: str
    id: str | None
    how: str


@dataclass(frozen=True, slots=True)
class Edge:
    """A relation of two reports, by their ids; `score` is the probability that one text lies behind both (0 to 1).

    The passages are the evidence, in the order of report `a`; the reasons say what was found, for a person.
    """

    a: str
    b: str
    relation: Relation
    direction: Direction
    score: float
    reasons: tuple[str, ...]
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class StoryOf:
    """The story that a report belongs to, named by the id of its first report."""

    id: str
    story: str
