"""A judgement joins two things that stay what they are, and can be taken back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Verdict = Literal["same", "different", "unsure"]


@dataclass(frozen=True, slots=True)
class Judgement:
    """An edge between two reports, events or figures, named by their ids in a store.

    `relation` says in what respect (`copy`, `story`, `incident`, `conflict`, …); `author` is a maker's name or a
    person's; `at` an ISO 8601 date-time in UTC. `retracts` names the judgement that this one takes back, `batch` the
    first of those that were given at once.
    """

    left: str
    right: str
    relation: str
    verdict: Verdict
    score: float | None
    reasons: tuple[str, ...]
    author: str
    at: str
    retracts: int | None = None
    batch: int | None = None
