"""`dateline actors`: who is who for whom; looked up, added, dated, settled and tested."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from dateline.knowledge.actors import ActorEntry, ActorIndex, fold, load
from dateline.knowledge.actors.own import DATE, SECTORS, SOURCE, entries_of, identity, problems, rows_of, write
from dateline.model.errors import ConfigError

SURE = 0.9
"""Confidence of an entry that a user adds, unless told: it answers for its name by itself."""


class OwnActors:
    """A user's file of actors beside the shipped list."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.entries: list[ActorEntry] = entries_of(str(path)) if path.is_file() else []
        self.index: ActorIndex = load(rows_of(str(path)) if path.is_file() else ())

    def find(self, name: str, when: str | None) -> Sequence[ActorEntry]:
        """Entries of that name or id, and people of that last name, best first for the ISO date `when`."""
        _dated("date", when)
        known = self.index.spells(name)
        if known:
            return known
        return self.index.lookup(name, when) or self.index.surname(name, when)

    def add(self, entry: ActorEntry) -> ActorEntry:
        """Keep a new entry, or one more spell of an actor of the file. Raises ConfigError for what it cannot have."""
        if not entry.name.strip():
            raise ConfigError("name", "is empty.", "Give the name as reports have it.")
        if entry.country is not None and entry.country not in self.index.states:
            raise ConfigError("country", f"cannot be {entry.country!r}.", "Give three letters (ISO 3166-1), as NER.")
        if entry.sector is not None and entry.sector not in SECTORS:
            raise ConfigError("sector", f"cannot be {entry.sector!r}.", f"Sectors are {', '.join(sorted(SECTORS))}.")
        _dated("from", entry.start)
        _dated("to", entry.end)
        if not 0 <= entry.confidence <= 1:
            raise ConfigError("confidence", f"cannot be {entry.confidence}.", "Give a number from 0 to 1.")
        self._adopt(entry.id)
        self._keep([*self.entries, entry])
        return entry

    def date(self, name: str, role: str | None, start: str | None, end: str | None) -> ActorEntry:
        """Set when a spell begins or ends: the one of `role`, else the latest. Raises ConfigError for nobody.

        `start` and `end` are ISO dates, months or years; None leaves what is there, "" takes it away.
        """
        _dated("from", start or None)
        _dated("to", end or None)
        found = self.one(name)
        self._adopt(found.id)
        spells = [one for one in self.entries if one.id == found.id and role in (None, one.role)]
        if not spells:
            raise ConfigError(name, f"has no spell as {role}.", "`dateline actors find` shows those there are.")
        last = max(spells, key=lambda one: (one.start or "", one.end or "9999"))
        dated = replace(
            last,
            start=last.start if start is None else start or None,
            end=last.end if end is None else end or None,
            source=SOURCE,
        )
        self._keep([dated if one is last else one for one in self.entries])
        return dated

    def settle(self, name: str, known: str) -> ActorEntry:
        """Make a new name one more name of somebody who is known. Raises ConfigError where he is not."""
        found = self.one(known)
        self._adopt(found.id)
        self._keep(
            [
                replace(one, aliases=(*one.aliases, name), source=SOURCE)
                if one.id == found.id and fold(name) not in {fold(own) for own in one.names}
                else one
                for one in self.entries
            ]
        )
        return next(one for one in self.entries if one.id == found.id)

    def one(self, name: str) -> ActorEntry:
        """The only actor of that id or name. Raises ConfigError where there is none, or more than one."""
        found = self.index.spells(name) or self.index.lookup(name)
        if not found:
            raise ConfigError(name, "is nobody on the list.", "`dateline actors add` makes an entry.")
        if len(ids := dict.fromkeys(one.id for one in found)) > 1:
            raise ConfigError(name, f"is the name of {', '.join(ids)}.", "Give one of these ids.")
        return found[0]

    def test(self) -> Iterator[tuple[ActorEntry, str]]:
        """What is wrong with the entries of the file."""
        return problems(self.entries, self.index)

    def new_id(self, name: str, person: bool) -> str:
        """An id that nobody has."""
        made = identity(name, person)
        number, free = 2, made
        while self.index.spells(free):
            free, number = f"{made}-{number}", number + 1
        return free

    def _adopt(self, identity: str) -> None:
        """The shipped spells of an actor go into the file, because the file's stand for all of his."""
        if not any(one.id == identity for one in self.entries):
            self.entries.extend(self.index.spells(identity))

    def _keep(self, entries: list[ActorEntry]) -> None:
        write(self.path, entries)
        self.entries = entries
        self.index = load(rows_of(str(self.path)))


def _dated(name: str, date: str | None) -> None:
    if date is not None and not DATE.fullmatch(date):
        raise ConfigError(name, f"cannot be {date!r}.", "Give an ISO date, month or year: 2024-05-02, 2024-05, 2024.")


__all__ = ["SURE", "OwnActors"]
