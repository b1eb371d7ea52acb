"""Three questions asked of JSON Lines, answered in the same order.

    python -m dateline.reader names FILE        {"id", "text"}  to  {"id", "names": [{start, end, label}]}
    python -m dateline.reader acts FILE         {"id", "text", "actor", "recipient"}  to  {"id", "type", "score"}
    python -m dateline.reader factuality FILE   {"id", "text", "start", "end"}  to  {"id", "factuality"}

A line that cannot be read is answered, in its place, by {"id", "error": {"kind", "message"}}.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dateline.model.errors import DatelineError
from dateline.model.text import Span
from dateline.reader.reader import Reader, load

if TYPE_CHECKING:
    from dateline.knowledge import Knowledge

Row = dict[str, Any]
PORTION = 256
"""Lines read at once."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m dateline.reader", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("question", choices=sorted(ANSWERS))
    parser.add_argument("file", type=Path, help="JSON Lines; - is the standard input")
    options = parser.parse_args()
    try:
        reader = load()
        source = sys.stdin if str(options.file) == "-" else options.file.open(encoding="utf-8", errors="replace")
    except (DatelineError, OSError) as problem:
        print(problem, file=sys.stderr)
        return 2
    with source:
        portion: list[str] = []
        for line in source:
            if line.strip():
                portion.append(line)
            if len(portion) >= PORTION:
                _print(answer(reader, options.question, portion))
                portion = []
        _print(answer(reader, options.question, portion))
    return 0


def answer(reader: Reader, question: str, lines: list[str]) -> Iterator[Row]:
    """An answer or an error for each line, in order."""
    asked: list[tuple[Row, Any] | Row] = []
    for line in lines:
        row: Any = None
        try:
            row = json.loads(line)
            asked.append((row, QUESTIONS[question](row)))
        except (ValueError, KeyError, TypeError, AttributeError) as problem:
            name = row.get("id") if isinstance(row, dict) else None
            kind = "not-json" if isinstance(problem, json.JSONDecodeError) else "bad-line"
            asked.append({"id": name, "error": {"kind": kind, "message": _reason(problem)}})
    good = [one for one in asked if isinstance(one, tuple)]
    found = iter(ANSWERS[question](reader, [given for _, given in good]))
    for one in asked:
        yield {"id": one[0].get("id"), **next(found)} if isinstance(one, tuple) else one


def _reason(problem: Exception) -> str:
    return f"needs {problem}" if isinstance(problem, KeyError) else str(problem)


def _text(row: Row) -> str:
    if not isinstance(row, dict):
        raise TypeError("a line is an object")
    if not isinstance(row["text"], str):
        raise TypeError("text is a string")
    return row["text"]


def _span(marked: Row) -> Span:
    start, end = marked["start"], marked["end"]
    if not isinstance(start, int) or not isinstance(end, int):
        raise TypeError("start and end are code points, whole numbers")
    return Span(start, end)


def _party(row: Row, role: str) -> list[Span]:
    given = row.get(role)
    if not given:
        return []
    if isinstance(given, dict) and given.get("spans"):
        return [Span(*span) for span in given["spans"]]
    return [_span(one) for one in (given if isinstance(given, list) else [given])]


def _names(reader: Reader, asked: list[str]) -> Iterator[Row]:
    parts = [(number, start, part) for number, text in enumerate(asked) for start, part in paragraphs(text)]
    listed: list[list[Row]] = [[] for _ in asked]
    for (number, start, _), marks in zip(parts, reader.read([part for _, _, part in parts]), strict=True):
        for one in marks.names:
            listed[number].append({"start": start + one.span.start, "end": start + one.span.end, "label": one.label})
    for names in listed:
        yield {"names": names}


def paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """Where each paragraph starts, and what it says: between blank lines, or lines where none is blank."""
    separator = r"\n\s*\n" if re.search(r"\n[^\S\n]*\n", text.strip()) else r"\n"
    start = 0
    for match in re.finditer(separator, text):
        yield start, text[start : match.start()]
        start = match.end()
    yield start, text[start:]


def _acts(reader: Reader, asked: list[tuple[str, list[Span], list[Span]]]) -> Iterator[Row]:
    for chances in reader.acts(asked):
        yielded = chances.get("CONCEDE", 0.0) + chances.get("RETREAT", 0.0)
        half = "CONCEDE" if chances.get("CONCEDE", 0.0) >= chances.get("RETREAT", 0.0) else "RETREAT"
        best = max((name for name in chances if name not in ("CONCEDE", "RETREAT")), key=lambda name: chances[name])
        if yielded > chances[best]:
            yield {"type": half, "score": round(yielded, 4)}
        else:
            yield {"type": best, "score": round(chances[best], 4)}


def _factuality(reader: Reader, asked: list[tuple[str, Span]]) -> Iterator[Row]:
    """By the reader and the rules of event coding together, which know different kinds of text."""
    from dateline.coding.certainty import certainties

    for value in certainties(asked, _knowledge(reader)):
        yield {"factuality": value}


@cache
def _knowledge(reader: Reader) -> Knowledge:
    """What the rules know, with the reader that is asked anyway."""
    from dateline.knowledge import load_knowledge

    knowledge = load_knowledge()
    knowledge.__dict__["reader"] = reader
    return knowledge


QUESTIONS: dict[str, Callable[[Row], Any]] = {
    "names": _text,
    "acts": lambda row: (_text(row), _party(row, "actor"), _party(row, "recipient")),
    "factuality": lambda row: (_text(row), _span(row)),
}
ANSWERS: dict[str, Callable[[Reader, list[Any]], Iterator[Row]]] = {
    "names": _names,
    "acts": _acts,
    "factuality": _factuality,
}


def _print(rows: Iterator[Row]) -> None:
    for row in rows:
        print(json.dumps(row, ensure_ascii=False))
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
