"""What a stage is, and what it may ask for and give."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from dateline.model.reading import Reading

Provided = Mapping[str, tuple[Any, ...]]
"""The lists that a stage computed, by the name they have in the reading."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One question put to a report.

    `compute(reading, knowledge)` looks at the reading and returns the lists named in `provides`; it does no I/O and
    changes nothing. A list that is in `requires` and `provides` both is revised: same marks, more known. Raise
    `version` when the answer to some report changes.
    """

    name: str
    version: int
    requires: tuple[str, ...]
    provides: tuple[str, ...]
    compute: Callable[[Reading, Any], Provided]
    config: tuple[tuple[str, str | int | float | bool], ...] = ()

    @property
    def maker(self) -> str:
        """Name, version and hash of the configuration: who made a mark."""
        digest = hashlib.sha256(repr(self.config).encode()).hexdigest()[:8]
        return f"{self.name}/{self.version}/{digest}"
