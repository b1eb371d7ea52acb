"""A user's own actors: a file of the format of the shipped ones, read before them.

Tab-separated, UTF-8, one row a spell, `#` begins a comment line. Columns: `id`, `name`, `aliases` (`|` between them),
`country` (ISO 3166-1 alpha-3, KOS for Kosovo; empty for those who are no one country's), `sector` (PLOVER), `role`,
`start`, `end` (ISO date, month or year, both inclusive; empty: not known, or still so), `confidence` (0 to 1),
`source`. The same `id` twice is one actor at two times. Rows of an `id` that ships take the place of all its shipped
rows, so that a spell can be dated anew or ended.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from dateline.knowledge.actors import COLUMNS, ActorEntry, ActorIndex, fold, parsed
from dateline.model.errors import KnowledgeError
from dateline.model.own import text_of

HEADER = """# Your own actors. Columns: id, name, aliases (| between), country (ISO alpha-3), sector (PLOVER), role,
# start, end (ISO date, month or year, both inclusive), confidence (0 to 1), source. One row a spell.
# Rows of an id that ships take the place of all its shipped rows. `dateline actors test` checks this file.
"""
SECTORS = frozenset(
    """
    GOV MIL REB OPP PTY COP JUD SPY IGO NGO MED EDU BUS CRM CVL LEG PRM UAF UNK AGR ELI JRN LAB REF PRE REL SOC IMG MNC
    ISM ART ATH
    """.split()  # noqa: SIM905
)
"""PLOVER's sectors as the reading format has them."""
DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
SOURCE = "own"


def rows_of(path: str) -> list[str]:
    """The rows of a user's file. Raises ConfigError where it cannot be read, KnowledgeError for a row that is off."""
    rows = []
    for number, line in enumerate(text_of("actors", path).split("\n"), 1):
        row = line.rstrip("\r")
        if not row.strip() or row[0] == "#":
            continue
        cells = row.split("\t")
        if len(cells) != COLUMNS:
            raise KnowledgeError(path, f"line {number} has {len(cells)} columns, not {COLUMNS}.")
        if not cells[0].strip() or not cells[1].strip():
            raise KnowledgeError(path, f"line {number} has no id or no name.")
        if not _share(cells[8]):
            raise KnowledgeError(path, f"line {number} has the confidence {cells[8]!r}.", "Give a number from 0 to 1.")
        rows.append(row)
    return rows


def entries_of(path: str) -> list[ActorEntry]:
    """The rows of a user's file as records."""
    return [parsed(row) for row in rows_of(path)]


def row_of(entry: ActorEntry) -> str:
    """The record as a row of a file."""
    cells = (
        *(entry.id, entry.name, "|".join(entry.aliases), entry.country, entry.sector, entry.role),
        *(entry.start, entry.end, f"{entry.confidence:g}", entry.source),
    )
    return "\t".join(re.sub(r"\s+", " ", cell or "").strip() for cell in cells)


def write(path: Path, entries: Iterable[ActorEntry]) -> None:
    """Write a user's file anew, whole or not at all; its folder is made where there is none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
        file.write(HEADER)
        file.writelines(row_of(entry) + "\n" for entry in entries)
    Path(name).replace(path)


def identity(name: str, person: bool) -> str:
    """An id for a new actor after its name: `person:amina-diallo`."""
    return f"{'person' if person else 'own'}:{fold(name).replace(' ', '-') or 'unnamed'}"


def problems(entries: Sequence[ActorEntry], index: ActorIndex) -> Iterator[tuple[ActorEntry, str]]:
    """What is wrong with entries that `index` holds: codes, dates, and names that lead to somebody else."""
    for entry in entries:
        if entry.country is not None and entry.country not in index.states:
            yield entry, f"{entry.country} is no country's code"
        if entry.sector is not None and entry.sector not in SECTORS:
            yield entry, f"{entry.sector} is no sector"
        dates = [date for date in (entry.start, entry.end) if date is not None]
        if bad := [date for date in dates if not DATE.fullmatch(date)]:
            yield entry, f"{' and '.join(bad)} is no ISO date, month or year"
            continue
        if entry.start and entry.end and entry.start[: len(entry.end)] > entry.end[: len(entry.start)]:
            yield entry, f"it ends ({entry.end}) before it begins ({entry.start})"
            continue
        when = entry.start or entry.end
        for name in entry.names:
            first = next(iter(index.lookup(name, when)), None)
            if first is None:
                yield entry, f"“{name}” is found by nobody who looks it up"
            elif first.id != entry.id:
                day = f" on {when}" if when else ""
                yield entry, f"“{name}”{day} is taken for {first.name} ({first.id}), who is surer"


def _share(cell: str) -> bool:
    try:
        return 0.0 <= float(cell) <= 1.0
    except ValueError:
        return False
