"""News agencies and outlets: who publishes, for which family of publishers, in which country, at which address."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from dateline.model.errors import KnowledgeError


@dataclass(frozen=True, slots=True)
class Outlet:
    """One outlet. `family` names the owner or group whose outlets share copy; `country` ISO 3166-1 alpha-3.

    `kind` is `agency`, `newspaper`, `broadcaster`, `site` or `magazine`; `state` tells whether a government runs it.
    """

    id: str
    name: str
    aliases: tuple[str, ...]
    family: str
    country: str | None
    domain: str | None
    kind: str
    state: bool


@dataclass(frozen=True)
class Outlets:
    """The list, looked up by name or by address."""

    rows: Sequence[Outlet]
    _by_name: Mapping[str, Outlet] = field(init=False, repr=False)
    _by_domain: Mapping[str, Outlet] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        names = {_plain(name): row for row in reversed(self.rows) for name in (row.name, *row.aliases)}
        object.__setattr__(self, "_by_name", names)
        object.__setattr__(self, "_by_domain", {row.domain: row for row in self.rows if row.domain})

    def __iter__(self) -> Iterator[Outlet]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def named(self, name: str) -> Outlet | None:
        """The outlet of that name or abbreviation, whatever the case and with or without `the`."""
        return self._by_name.get(_plain(name))

    def at(self, host: str) -> Outlet | None:
        """The outlet that a host name belongs to: its own domain or a part of it (`edition.cnn.com`)."""
        labels = host.casefold().strip(".").split(".")
        for cut in range(len(labels) - 1):
            found = self._by_domain.get(".".join(labels[cut:]))
            if found is not None:
                return found
        return None


@dataclass(frozen=True, slots=True)
class Home:
    """The town of a paper of one city or region. `within` is a country (alpha-2) or a division (`US.PA`)."""

    town: str
    within: str


def home_of(publisher: str) -> Home | None:
    """The town of a paper, by its name or its host name (`www.inquirer.com`); None where the table has it not."""
    by_domain, by_name = _homes()
    labels = publisher.casefold().removeprefix("https://").removeprefix("http://").split("/")[0].strip(".").split(".")
    for cut in range(len(labels) - 1):
        if found := by_domain.get(".".join(labels[cut:])):
            return found
    return by_name.get(_plain(publisher))


@cache
def _homes() -> tuple[Mapping[str, Home], Mapping[str, Home]]:
    by_domain, by_name = dict[str, Home](), dict[str, Home]()
    text = (files(__name__) / "homes.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and line[0] != "#":
            domain, names, town, within = line.split("\t")
            home = by_domain[domain] = Home(town, within)
            by_name |= {_plain(name): home for name in names.split("|")}
    return by_domain, by_name


def _plain(name: str) -> str:
    return name.casefold().removeprefix("the ").strip()


@cache
def load() -> Outlets:
    """The list of `outlets.tsv`. Raises KnowledgeError where it is missing or a row is off."""
    try:
        text = (files(__name__) / "outlets.tsv").read_text(encoding="utf-8")
    except OSError as problem:
        raise KnowledgeError("outlets.tsv", f"cannot be read ({problem}).", "Reinstall dateline.") from problem
    return Outlets(tuple(_row(line) for line in text.split("\n") if line and line[0] != "#"))


def _row(line: str) -> Outlet:
    cells = line.split("\t")
    if len(cells) != 8:
        raise KnowledgeError("outlets.tsv", f"a row has {len(cells)} columns, not 8: {line[:80]}")
    identity, name, aliases, family, country, domain, kind, state = cells
    names = tuple(aliases.split("|")) if aliases else ()
    return Outlet(identity, name, names, family, country or None, domain or None, kind, state == "state")
