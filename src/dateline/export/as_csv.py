"""A table with a row an event, for spreadsheets and statistics programs."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from typing import Any

from dateline.export.rows import COLUMNS, event_rows

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What spreadsheets take for the start of a formula, their full-width forms too; a report can say anything."""


def write(answers: Iterable[dict[str, Any]]) -> Iterator[str]:
    """A line with the names of the columns, then a line an event, as RFC 4180 has it.

    A text that a spreadsheet would run as a formula gets an apostrophe before it; numbers stay numbers.
    """
    line = _Line()
    writer = csv.writer(line)
    writer.writerow(COLUMNS)
    yield line.text
    for row in event_rows(answers):
        writer.writerow([cell(row[name]) for name in COLUMNS])
        yield line.text


def cell(value: Any) -> Any:
    """A value that a spreadsheet shows and never runs."""
    if not isinstance(value, str):
        return value
    plain = value.replace("\0", "\ufffd")
    return f"'{plain}" if plain.lstrip(" ").startswith(FORMULA) else plain


class _Line:
    """Keeps the last line that was written."""

    text = ""

    def write(self, text: str) -> int:
        """Take a whole line, as `csv` writes it."""
        self.text = text
        return len(text)
