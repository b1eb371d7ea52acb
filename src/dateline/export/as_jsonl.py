"""The reading format: one JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any


def write(answers: Iterable[dict[str, Any]]) -> Iterator[str]:
    """A line an answer, each ending in a line break."""
    for answer in answers:
        yield json.dumps(answer, ensure_ascii=False) + "\n"
