"""Where the event is that somebody asks about, in a store or a file of readings, and what made its code."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dateline.export.why import explained
from dateline.model.errors import BadLine, NoSuchReport

Answer = dict[str, Any]


def explanations(event: str, view: Any, file: Path | None) -> Iterator[Answer]:
    """What made the event `ID:N`, or every event of the report `ID`; the start of an id is enough.

    Reports are looked up in `file` (readings as `read --format jsonl` writes them) if there is one, else in the store
    that `view` shows. Raises NoSuchReport where there is no such report or event, BadLine for a file that is none.
    """
    start, number = parted(event)
    if not start:
        raise NoSuchReport("EVENT", "is empty.", "Give a report's id and an event's number, as 3f2a91:2.")
    answer = _from_file(file, start) if file is not None else view().reading(view().find(start))
    found = answer["events"]
    if number is None:
        yield from (explained(answer, one) for one in range(1, len(found) + 1))
    elif 1 <= number <= len(found):
        yield explained(answer, number)
    else:
        raise NoSuchReport(event, f"the report has {len(found)} events.", "Numbers count from 1, in the text's order.")


def parted(event: str) -> tuple[str, int | None]:
    """The id and the number of `ID:N`; an id can have colons of its own."""
    start, _, number = event.rpartition(":")
    return (start, int(number)) if start and number.isascii() and number.isdigit() else (event, None)


def _from_file(path: Path, start: str) -> Answer:
    matching: list[Answer] = []
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as problem:
        raise NoSuchReport(str(path), f"cannot be read ({problem}).", "Give a file of readings.") from problem
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            answer = json.loads(line)
        except ValueError as problem:
            raise BadLine(f"{path}:{number}", f"is no JSON ({problem}).") from problem
        if not isinstance(answer, dict) or "events" not in answer:
            continue
        if answer.get("id") == start:
            return answer
        if str(answer.get("id")).startswith(start):
            matching.append(answer)
    if len(matching) == 1:
        return matching[0]
    reason = "several ids begin so." if matching else "there is no such reading in the file."
    raise NoSuchReport(start, reason, "The ids are those of the readings.")
