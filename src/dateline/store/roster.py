"""All who are told of in a store, with what reports call them and how often: read in a few counts, kept in memory.

What people have settled is in it: a name that is somebody's counts with that actor, one that is nobody's is left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from sqlalchemy import Connection, func, select

from dateline.model.names import fold
from dateline.store import schema
from dateline.store.settled import Settlement, settlements, whose
from dateline.store.who_rows import CODE, NAME, STATE

Kind = Literal["known", "new", "described"]
"""On the actor list, or settled by a person; a name that no list knows; only described, by country and sector."""

AT_ONCE = 500


@dataclass(slots=True)
class Actor:
    """One who is told of. `keys` are all that stand for it; `called` counts the reports that use a name.

    `first` and `last` are the days of the first and last report; `reports`, `acts`, `acted_on`, `statements` and
    `presences` count reports, events, statements and rows of presence.
    """

    key: str
    keys: list[str] = field(default_factory=list)
    called: Counter[str] = field(default_factory=Counter)
    countries: Counter[str] = field(default_factory=Counter)
    sectors: Counter[str] = field(default_factory=Counter)
    settled: list[Settlement] = field(default_factory=list)
    reports: int = 0
    mentions: int = 0
    fresh: int = 0
    acts: int = 0
    acted_on: int = 0
    statements: int = 0
    presences: int = 0
    first: str | None = None
    last: str | None = None
    told: Mapping[str, str] = field(default_factory=dict)
    words: frozenset[str] = frozenset()

    @property
    def kind(self) -> Kind:
        """How it is known who this is."""
        return kind_of(self.key)

    @property
    def name(self) -> str:
        """The name that a person gave, else the one that most reports use; of those only described, the codes."""
        if self.key.startswith(CODE):
            return self.key.removeprefix(CODE).replace("-", " ").strip()
        if name := self.told.get("name"):
            return name
        if self.called:
            return self.called.most_common(1)[0][0]
        return self.key.partition(":")[2].replace("-", " ") or self.key

    @property
    def country(self) -> str | None:
        """ISO 3166-1 alpha-3, as most reports have it."""
        if self.key.startswith(STATE):
            return self.key.removeprefix(STATE)
        return self.told.get("country") or (self.countries.most_common(1)[0][0] if self.countries else None)

    @property
    def sector(self) -> str | None:
        """A PLOVER code, as most reports have it."""
        if self.key.startswith(STATE):
            return None
        return self.told.get("sector") or (self.sectors.most_common(1)[0][0] if self.sectors else None)

    @property
    def does(self) -> int:
        """In how many events, statements and rows of presence it has a part."""
        return self.acts + self.acted_on + self.statements + self.presences


def kind_of(key: str) -> Kind:
    """How it is known who a key stands for."""
    return "new" if key.startswith(NAME) else "described" if key.startswith(CODE) else "known"


@dataclass(frozen=True, slots=True)
class Roster:
    """`actors` by their keys; `settled` has people's words on names by the names' keys; `nobody` those left out."""

    actors: Mapping[str, Actor]
    settled: Mapping[str, Settlement]
    nobody: Mapping[str, Actor]

    def whose(self, key: str | None) -> str | None:
        """The actor to whom a key leads; None where it is nobody's, or none."""
        return None if key is None else whose(key, self.settled)

    def named(self, key: str | None, name: str | None) -> dict[str, Any] | None:
        """An actor as others name it: `id`, `name`, `country`, `sector`; the id is None where nothing more is known."""
        actor = self.actors.get(self.whose(key) or "")
        if actor is None:
            return {"id": None, "name": name, "country": None, "sector": None} if name else None
        return {"id": actor.key, "name": actor.name, "country": actor.country, "sector": actor.sector}


def load(connection: Connection) -> Roster:
    """The roster of the current versions."""
    settled = settlements(connection)
    actors: dict[str, Actor] = {}
    nobody: dict[str, Actor] = {}

    def actor_of(key: str) -> Actor:
        owner = whose(key, settled)
        of = nobody if owner is None else actors
        actor = of.setdefault(owner or key, Actor(owner or key))
        if key not in actor.keys:
            actor.keys.append(key)
        return actor

    told, versions = schema.appearances.c, schema.versions.c
    columns = (told.actor, told.name, told.country, told.sector)
    counted = select(
        *columns,
        func.count().label("reports"),
        func.sum(told.mentions).label("mentions"),
        func.sum(told.fresh).label("fresh"),
        func.min(versions.published).label("first"),
        func.max(versions.published).label("last"),
    )
    current = (told.version == versions.key) & (versions.current == 1)
    for row in connection.execute(counted.join(schema.versions, current).group_by(*columns)):
        actor = actor_of(row.actor)
        actor.called[row.name] += row.reports
        for codes, value in ((actor.countries, row.country), (actor.sectors, row.sector)):
            if value:
                codes[value] += row.reports
        actor.reports += row.reports
        actor.mentions += row.mentions
        actor.fresh += row.fresh
        actor.first = min(filter(None, (actor.first, row.first)), default=None)
        actor.last = max(filter(None, (actor.last, row.last)), default=None)
    _count_roles(connection, actor_of)
    for settlement in settled.values():
        owner = whose(settlement.key, settled)
        if owner is not None:
            actor = actor_of(settlement.key)
            actor.settled.append(settlement)
            actor.told = actor.told or settlement.tells
    for actor in actors.values():
        if len(actor.keys) > 1:
            _count_anew(connection, actor)
        actor.words = frozenset(word for name in (*actor.called, actor.name) for word in fold(name).split())
    kept = {key: one for key, one in actors.items() if one.fresh or one.does or one.settled or one.kind != "new"}
    return Roster(kept, settled, nobody)


def _count_roles(connection: Connection, actor_of: Any) -> None:
    roles, presences, versions = schema.roles.c, schema.presences.c, schema.versions.c
    counted = (
        select(roles.actor, roles.role, func.count().label("many"))
        .join(schema.versions, (roles.version == versions.key) & (versions.current == 1))
        .where(roles.actor.is_not(None))
        .group_by(roles.actor, roles.role)
    )
    for row in connection.execute(counted):
        actor = actor_of(row.actor)
        setattr(actor, ROLES[row.role], getattr(actor, ROLES[row.role]) + row.many)
    for column, other in ((presences.actor, None), (presences.holder, presences.actor)):
        had = (
            select(column.label("key"), func.count().label("many"))
            .join(schema.versions, (presences.version == versions.key) & (versions.current == 1))
            .where(column.is_not(None))
            .group_by(column)
        )
        if other is not None:
            had = had.where((other.is_(None)) | (other != column))
        for row in connection.execute(had):
            actor_of(row.key).presences += row.many


ROLES = {"who": "acts", "whom": "acted_on", "source": "statements"}


def _count_anew(connection: Connection, actor: Actor) -> None:
    """Several keys may stand for one actor in the same report or event, which then counts once."""
    told, roles, versions = schema.appearances.c, schema.roles.c, schema.versions.c
    reports: set[int] = set()
    parts: set[tuple[int, int, str]] = set()
    for keys in parted(actor.keys):
        current = (told.version == versions.key) & (versions.current == 1)
        rows = connection.execute(select(told.version).join(schema.versions, current).where(told.actor.in_(keys)))
        reports.update(rows.scalars())
        current = (roles.version == versions.key) & (versions.current == 1)
        for row in connection.execute(
            select(roles.version, roles.position, roles.role)
            .join(schema.versions, current)
            .where(roles.actor.in_(keys))
        ):
            parts.add((row.version, row.position, row.role))
    actor.reports = len(reports)
    counts = Counter(role for *_, role in parts)
    actor.acts, actor.acted_on, actor.statements = counts["who"], counts["whom"], counts["source"]


def parted(keys: Iterable[str]) -> Iterable[list[str]]:
    """Keys in lists that a query takes at once."""
    listed = list(keys)
    for start in range(0, len(listed), AT_ONCE):
        yield listed[start : start + AT_ONCE]
