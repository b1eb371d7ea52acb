"""One JSON array of readings, indented for people."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Iterator
from typing import Any


def write(answers: Iterable[dict[str, Any]]) -> Iterator[str]:
    """The array, piece by piece, so that many readings need no memory."""
    yield "["
    separator = "\n"
    for answer in answers:
        yield separator + textwrap.indent(json.dumps(answer, ensure_ascii=False, indent=1), " ")
        separator = ",\n"
    yield "\n]\n"
