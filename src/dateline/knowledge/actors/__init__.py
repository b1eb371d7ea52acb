"""Who is who for whom, with dates: states, people, groups, organisations and the common nouns for those who act.

The data are tab-separated files in `data/`, one row a spell; `README.md` there says where each is from. `load()` reads
them in well under a third of a second; rows become records when they are first looked up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.resources import files

from dateline.knowledge import outlets
from dateline.knowledge.actors.entries import ActorEntry, Agent, State, StateName
from dateline.knowledge.actors.names import fold, fold_lines, may_be
from dateline.model.errors import KnowledgeError

__all__ = ["ActorEntry", "ActorIndex", "Agent", "State", "StateName", "fold", "load", "parsed"]

CURATED = ("leaders", "officials", "figures")
"""The lists whose people are so often in the news that a last name alone can mean them."""
LISTS = ("leaders", "officials", "figures", "groups", "organisations", "officials_2011", "groups_2013")
"""The files of dated rows, those that we trust more first: of equal rows the earlier one answers."""
COLUMNS = 10
UNSURE = 0.05
"""Difference of confidence within which two entries are taken as equally likely."""


class ActorIndex:
    """Looks names up. Names are compared folded; acronyms only match capitals."""

    def __init__(
        self, rows: Sequence[str], agents: Mapping[str, Agent], states: Sequence[State], curated: range = range(0)
    ) -> None:
        self._rows = rows
        self.agents = agents
        self.states = {state.alpha3: state for state in states}
        self.alpha3 = {state.alpha2: state.alpha3 for state in states}
        self._entries: dict[int, ActorEntry] = {}
        self._by_name: dict[str, list[int]] = {}
        self._by_surname: dict[str, list[int]] = {}
        self.longest: dict[str, int] = {}
        """The first word of every name, folded, and how many words the longest name has that begins so."""
        named = fold_lines("\n".join("|".join(row.split("\t", 3)[1:3]) for row in rows))
        for number, names in enumerate(named):
            for name in dict.fromkeys(names):
                self._by_name.setdefault(name, []).append(number)
        for number in curated:
            if rows[number].startswith("person:"):
                surname = named[number][0].rpartition(" ")[2]
                if len(surname) > 2 and not set(surname) <= set("ivx"):
                    self._by_surname.setdefault(surname, []).append(number)
        self._states: dict[str, list[StateName]] = {}
        for state in states:
            for one in _names_of(state):
                self._states.setdefault(fold(one.surface), []).append(one)
        for known in (self._by_name, self._states):
            for name in known:
                first, _, _ = name.partition(" ")
                self.longest[first] = max(self.longest.get(first, 1), name.count(" ") + 1)

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[ActorEntry]:
        return map(self._entry, range(len(self._rows)))

    def lookup(self, name: str, when: str | None = None) -> Sequence[ActorEntry]:
        """Entries of that name, best first: those that hold on the ISO date `when`, then the surer, then the longer.

        With a date, entries that do not hold then come only where none does, so that the caller can tell by
        `entry.valid(when)`. Empty where nobody of that name is known.
        """
        key = fold(name)
        found = [self._entry(number) for number in self._by_name.get(key, ())]
        return _best_first(
            [one for one in found if any(fold(own) == key and may_be(own, name) for own in one.names)], when
        )

    def surname(self, name: str, when: str | None = None) -> Sequence[ActorEntry]:
        """Entries of people in the news whose last name that is, as in `lookup`; the caller judges if they are one."""
        return _best_first([self._entry(number) for number in self._by_surname.get(fold(name), ())], when)

    def state(self, name: str, when: str | None = None) -> StateName | None:
        """The state that a name, adjective, capital or seat of power stands for; None if none, or if it is unclear."""
        found = [one for one in self._states.get(fold(name), ()) if may_be(one.surface, name)]
        if when:
            found = [one for one in found if not (one.state.end and when > one.state.end)] or found
        return found[0] if found else None

    def spells(self, identity: str) -> Sequence[ActorEntry]:
        """All entries of one actor, in the order of the files; empty where there is no such id."""
        start = identity + "\t"
        return [self._entry(number) for number, row in enumerate(self._rows) if row.startswith(start)]

    def knows(self, name: str) -> bool:
        """Whether a folded name is that of an entry or a state."""
        return name in self._by_name or name in self._states

    def _entry(self, number: int) -> ActorEntry:
        if number not in self._entries:
            self._entries[number] = parsed(self._rows[number])
        return self._entries[number]


def _best_first(found: Iterable[ActorEntry], when: str | None) -> Sequence[ActorEntry]:
    listed = list(found)
    listed = [entry for entry in listed if entry.valid(when)] or listed
    return sorted(listed, key=lambda entry: (-entry.confidence, -entry.years, entry.start or ""))


def _names_of(state: State) -> Iterable[StateName]:
    for name in (state.name, *state.aliases):
        yield StateName(name, state, "name")
    for demonym in state.demonyms:
        yield StateName(demonym, state, "demonym")
        if not demonym.endswith(("ese", "sh", "ch", "ss", "men", "man", "s")):
            yield StateName(demonym + "s", state, "people")
    if state.capital:
        yield StateName(state.capital, state, "capital")
    for seat in state.seats:
        yield StateName(seat, state, "seat")


def parsed(row: str) -> ActorEntry:
    """A row of a file as a record. Raises KnowledgeError where its columns are too many or too few."""
    cells = row.split("\t")
    if len(cells) != COLUMNS:
        raise KnowledgeError("actors", f"a row has {len(cells)} columns, not {COLUMNS}: {row[:80]}")
    identity, name, aliases, country, sector, role, start, end, confidence, source = cells
    return ActorEntry(
        identity,
        name,
        tuple(aliases.split("|")) if aliases else (),
        country or None,
        sector or None,
        role or None,
        start or None,
        end or None,
        float(confidence),
        source,
    )


def _lines(name: str) -> list[str]:
    path = files(__name__) / "data" / f"{name}.tsv"
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as problem:
        raise KnowledgeError(f"actors/{name}.tsv", f"cannot be read ({problem}).", "Reinstall dateline.") from problem
    return [line for line in text.split("\n") if line and line[0] != "#"]


def _agents() -> dict[str, Agent]:
    agents: dict[str, Agent] = {}
    for line in _lines("agents"):
        sector, secondary, kind, nouns = line.split("\t")
        for noun in nouns.split("|"):
            agents.setdefault(
                fold(noun), Agent(noun, sector or None, secondary or None, "body" if kind == "body" else "people")
            )
    for line in _lines("agents_cameo"):
        noun, sector, secondary = line.split("\t")
        if noun.removesuffix("s") not in agents:
            agents.setdefault(fold(noun), Agent(noun, sector or None, secondary or None, "people"))
    return agents


def _state(line: str) -> State:
    alpha2, alpha3, name, aliases, demonyms, capital, seats, start, end = line.split("\t")
    listed = [tuple(cell.split("|")) if cell else () for cell in (aliases, demonyms, seats)]
    return State(alpha2, alpha3, name, listed[0], listed[1], capital or None, listed[2], start or None, end or None)


def _press(outlet: outlets.Outlet) -> str:
    names = "|".join(outlet.aliases)
    cells = (f"outlet:{outlet.domain or outlet.id}", outlet.name, names, outlet.country or "", "JRN", outlet.kind)
    return "\t".join((*cells, "", "", "0.85", "dateline"))


def load(extra: Iterable[str] = ()) -> ActorIndex:
    """The list with the rows of `extra` (a user's own, in the format of the files) before ours.

    They take the place of all our rows with the same id. Raises KnowledgeError where a file is missing.
    """
    own = list(extra)
    replaced = {row.partition("\t")[0] for row in own}
    people = [row for name in CURATED for row in _lines(name)]
    others = [row for name in LISTS if name not in CURATED for row in _lines(name)]
    others += map(_press, outlets.load())
    if replaced:
        people = [row for row in people if row.partition("\t")[0] not in replaced]
        others = [row for row in others if row.partition("\t")[0] not in replaced]
    states = [_state(line) for line in _lines("states")]
    return ActorIndex([*own, *people, *others], _agents(), states, range(len(own) + len(people)))
