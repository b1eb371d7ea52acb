"""What a store tells of those who act: a list of them, all about one of them, and names that nobody has settled yet."""

from __future__ import annotations

import json
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, Literal

from sqlalchemy import Connection, Engine, func, select

from dateline.model.errors import NoSuchActor
from dateline.model.names import fold
from dateline.store import schema
from dateline.store.columns import QUADS, day, place_of
from dateline.store.judged import MACHINE
from dateline.store.roster import Actor, Roster, load, parted
from dateline.store.settled import ACTOR, Settlement, told_in
from dateline.store.who_rows import NAME

Json = dict[str, Any]
Order = Literal["events", "statements", "reports", "last", "name"]
Shown = Literal["named", "known", "new", "described", "all"]

SHOWN_NAMES = 12
MOST_PLACES = 30
MOST_COUNTERPARTS = 40
MOST_PRESENCES = 300
SAMPLES = 3
"""Reports with their words that are shown of a name that is to be settled."""
LONGEST = 600
"""Code points of a statement that are shown."""

STEPS = ((120, "day"), (15 * 365, "month"))
"""Up to so many days the bars of an actor's time are so wide; beyond, years."""

ORDERS: dict[str, Callable[[Actor], Any]] = {
    "events": lambda one: (-(one.acts + one.acted_on), -one.statements, -one.reports),
    "statements": lambda one: (-one.statements, -one.reports),
    "reports": lambda one: (-one.reports, -one.mentions),
    "last": lambda one: (_backwards(one.last), -one.reports),
    "name": lambda one: fold(one.name),
}


class Actors:
    """Answers from several threads at once; the roster is read anew when the store has changed."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lock = threading.Lock()
        self._state: tuple[Any, ...] = ()
        self._roster: Roster | None = None

    def roster(self) -> Roster:
        """All who are told of, as the store has them now."""
        newest = (select(func.max(table.c.key)).scalar_subquery() for table in (schema.readings, schema.judgements))
        with self._lock, self._engine.connect() as connection:
            state = tuple(connection.execute(select(*newest)).one())
            if self._roster is None or state != self._state:
                self._roster, self._state = load(connection), state
            return self._roster

    def listed(
        self, query: str = "", shown: Shown = "named", order: Order = "events", limit: int = 50, offset: int = 0
    ) -> tuple[int, list[Json]]:
        """How many there are with all words of `query` in their names, and a page of them.

        `named`: all but those that are only described.
        """
        words = fold(query).split()
        found = [
            one
            for one in self.roster().actors.values()
            if (shown == "all" or one.kind == shown or (shown == "named" and one.kind != "described"))
            and _has(one, words)
        ]
        found.sort(key=lambda one: (ORDERS[order](one), fold(one.name), one.key))
        return len(found), [_row(one) for one in found[offset : offset + limit]]

    def one(self, id: str) -> Json:
        """All about one actor; the id of a name that was settled leads to whose it is. Raises NoSuchActor."""
        roster = self.roster()
        actor = _known(roster, id)
        with self._engine.connect() as connection:
            events = list(_events_of(connection, actor))
            counterparts = _counterparts(connection, roster, actor)
        return {
            **_row(actor),
            "called": [{"name": name, "reports": count} for name, count in actor.called.most_common(SHOWN_NAMES)],
            "settled": [_given(one) for one in actor.settled],
            "nobody": _word(roster, id) if id in roster.nobody else None,
            "days": _days(events),
            "places": _places(events),
            "counterparts": counterparts,
        }

    def events(self, id: str, role: Literal["who", "whom"] | None = None, limit: int = 20, offset: int = 0) -> Any:
        """How many events an actor has a part in (or a role), and a page of them with their words, latest first."""
        actor = _known(self.roster(), id)
        events, versions, reports = schema.events.c, schema.versions.c, schema.reports.c
        with self._engine.connect() as connection:
            found = {row.key: row for row in _events_of(connection, actor, role)}
            listed = sorted(found.values(), key=lambda row: (_backwards(row.latest or row.earliest), -row.key))
            page = [row.key for row in listed[offset : offset + limit]]
            words = func.substr(
                versions.text, events.sentence_start + 1, events.sentence_end - events.sentence_start
            ).label("words")
            rows = connection.execute(
                select(schema.events, words, *_HEAD)
                .join(schema.versions, events.version == versions.key)
                .join(schema.reports, versions.report == reports.key)
                .where(events.key.in_(page))
            ).all()
            role_rows = _roles_of(connection, [row.version for row in rows])
        roster = self.roster()
        at = {key: number for number, key in enumerate(page)}
        return len(found), [
            _event(row, roster, role_rows.get((row.version, row.position), ()))
            for row in sorted(rows, key=lambda row: at[row.key])
        ]

    def statements(self, id: str, limit: int = 20, offset: int = 0) -> tuple[int, list[Json]]:
        """How many statements cite an actor, and a page of them with their words, those of the latest report first."""
        actor = _known(self.roster(), id)
        roles, marks, versions, reports = schema.roles.c, schema.marks.c, schema.versions.c, schema.reports.c
        long = marks.end - marks.start
        rows: list[Any] = []
        with self._engine.connect() as connection:
            for keys in parted(actor.keys):
                rows += connection.execute(
                    select(marks.key, marks.kind, marks.name, marks.status, roles.position, *_HEAD)
                    .select_from(schema.roles)
                    .join(schema.versions, (roles.version == versions.key) & (versions.current == 1))
                    .join(schema.reports, versions.report == reports.key)
                    .join(
                        schema.marks,
                        (marks.version == roles.version)
                        & (marks.list == "statements")
                        & (marks.position == roles.position),
                    )
                    .where(roles.list == "statements", roles.actor.in_(keys))
                ).all()
            rows.sort(key=lambda row: (_backwards(row.published), row.key))
            page = rows[offset : offset + limit]
            words = connection.execute(
                select(marks.key, func.substr(versions.text, marks.start + 1, long).label("words"))
                .join(schema.versions, marks.version == versions.key)
                .where(marks.key.in_([row.key for row in page]))
            ).all()
        said = {row.key: row.words for row in words}
        return len(rows), [
            {
                **_head(row),
                "index": row.position,
                "source": row.kind,
                "said_by": row.name,
                "stance": row.status,
                "words": _short(said.get(row.key) or ""),
            }
            for row in page
        ]

    def newcomers(self, query: str = "", limit: int = 20, offset: int = 0) -> tuple[int, list[Json]]:
        """How many names nobody has settled yet, and a page of them with words.

        Those that do or say something come first, and of these those in the most reports.
        """
        wanted = fold(query).split()
        found = [
            one
            for one in self.roster().actors.values()
            if one.kind == "new"
            and one.fresh
            and all(any(own.startswith(word) for own in one.words) for word in wanted)
        ]
        found.sort(key=lambda one: (one.does == 0, -one.reports, -one.mentions, one.key))
        page = found[offset : offset + limit]
        with self._engine.connect() as connection:
            return len(found), [
                {
                    **_row(one),
                    "called": [{"name": name, "reports": count} for name, count in one.called.most_common(SHOWN_NAMES)],
                    "cites": self._cites(connection, one),
                }
                for one in page
            ]

    def settled(self, limit: int = 50, offset: int = 0) -> tuple[int, list[Json]]:
        """How many words on names people have given, and a page of them, latest first; with what came of them."""
        table = schema.judgements
        people = (table.c.relation == ACTOR, ~table.c.author.startswith(MACHINE, autoescape=True))
        roster = self.roster()
        with self._engine.connect() as connection:
            total = connection.execute(select(func.count()).select_from(table).where(*people)).scalar_one()
            rows = connection.execute(
                select(table).where(*people).order_by(table.c.key.desc()).limit(limit).offset(offset)
            ).all()
            back = connection.execute(
                select(table.c.retracts, table.c.key).where(table.c.retracts.in_([row.key for row in rows]))
            ).all()
        taken = {row.retracts: row.key for row in back}
        return total, [
            {
                "id": row.key,
                "key": row.left,
                "name": _name_of(row.left),
                "actor": _target(roster, row) if row.verdict == "same" else None,
                "author": row.author,
                "at": row.at,
                "retracts": row.retracts,
                "taken_back": taken.get(row.key),
            }
            for row in rows
        ]

    def called(self, words: str, limit: int = 8) -> list[Json]:
        """Actors of the list, or that a person added, who are told of here under such a name; most told of first."""
        found = self.listed(words, "known", "reports", limit)[1] if fold(words) else []
        return [{name: one[name] for name in ("id", "name", "country", "sector", "reports")} for one in found]

    def _cites(self, connection: Connection, actor: Actor) -> list[Json]:
        told, versions, reports = schema.appearances.c, schema.versions.c, schema.reports.c
        rows = connection.execute(
            select(
                told.start,
                told.end,
                told.sentence_start,
                func.substr(versions.text, told.sentence_start + 1, told.sentence_end - told.sentence_start).label(
                    "words"
                ),
                *_HEAD,
            )
            .select_from(schema.appearances)
            .join(schema.versions, (told.version == versions.key) & (versions.current == 1))
            .join(schema.reports, versions.report == reports.key)
            .where(told.actor.in_(actor.keys))
            .order_by(told.fresh.desc(), versions.published.desc().nulls_last(), told.key)
            .limit(SAMPLES)
        ).all()
        return [
            {
                **_head(row),
                "start": row.start,
                "end": row.end,
                "words": row.words or "",
                "trigger": {"start": row.start - row.sentence_start, "end": row.end - row.sentence_start},
            }
            for row in rows
        ]


_HEAD = (
    schema.reports.c.id.label("report"),
    schema.versions.c.number.label("of_version"),
    schema.versions.c.title,
    schema.versions.c.publisher,
    schema.versions.c.published,
)


def _head(row: Any) -> Json:
    told = {name: getattr(row, name) for name in ("report", "title", "publisher", "published")}
    return told | {"version": row.of_version}


def _has(actor: Actor, words: Sequence[str]) -> bool:
    """Whether each word begins a word of one of an actor's names."""
    return all(any(own.startswith(word) for own in actor.words) for word in words)


def _known(roster: Roster, id: str) -> Actor:
    actor = roster.actors.get(roster.whose(id) or "") or roster.nobody.get(id)
    if actor is None:
        raise NoSuchActor(id, "is nobody that the reports of this store tell of.", "/actors lists those there are.")
    return actor


def _row(actor: Actor) -> Json:
    numbers = ("reports", "mentions", "acts", "acted_on", "statements", "presences", "first", "last")
    told = {name: getattr(actor, name) for name in ("name", "kind", "country", "sector", *numbers)}
    return {"id": actor.key, **told}


def _name_of(key: str) -> str:
    return key.removeprefix(NAME)


def _word(roster: Roster, key: str) -> Json | None:
    said = roster.settled.get(key)
    return None if said is None else _given(said)


def _given(said: Settlement) -> Json:
    return {"id": said.judgement, "key": said.key, "name": _name_of(said.key), "author": said.author, "at": said.at}


def _target(roster: Roster, row: Any) -> Json:
    told = dict(told_in(json.loads(row.reasons)))
    found = roster.named(row.right, told.get("name") or row.right.partition(":")[2])
    return found or {"id": None, "name": row.right, "country": None, "sector": None}


def _events_of(connection: Connection, actor: Actor, role: str | None = None) -> Iterable[Any]:
    """One row for each event in which an actor has a part."""
    roles, events, versions = schema.roles.c, schema.events.c, schema.versions.c
    known: set[int] = set()
    for keys in parted(actor.keys):
        query = (
            select(
                events.key,
                events.quad,
                events.earliest,
                events.latest,
                events.place_name,
                events.place_kind,
                events.place_geonames,
                events.country,
                events.lat,
                events.lon,
                events.radius_km,
            )
            .select_from(schema.roles)
            .join(schema.versions, (roles.version == versions.key) & (versions.current == 1))
            .join(schema.events, (events.version == roles.version) & (events.position == roles.position))
            .where(roles.list == "events", roles.actor.in_(keys))
        )
        if role is not None:
            query = query.where(roles.role == role)
        for row in connection.execute(query):
            if row.key not in known:
                known.add(row.key)
                yield row


def _roles_of(connection: Connection, versions: Sequence[int]) -> dict[tuple[int, int], list[Any]]:
    """Who plays a part in the events of some versions, by version and position."""
    roles = schema.roles.c
    found: dict[tuple[int, int], list[Any]] = {}
    for row in connection.execute(
        select(schema.roles).where(roles.version.in_(list(versions)), roles.list == "events").order_by(roles.key)
    ):
        found.setdefault((row.version, row.position), []).append(row)
    return found


def _event(row: Any, roster: Roster, parts: Sequence[Any]) -> Json:
    place = place_of(*(getattr(row, name) for name in _PLACE)) if row.place_name or row.country else None
    coded = {name: getattr(row, name) for name in ("type", "mode", "quad", "status", "source", "earliest", "latest")}
    named: dict[str, list[Json]] = {"who": [], "whom": []}
    for part in parts:
        one = roster.named(part.actor, part.name)
        if one and one not in named[part.role]:
            named[part.role].append(one)
    return {
        **_head(row),
        "index": row.position,
        **coded,
        "told": bool(row.told),
        **named,
        "place": place
        and {name: getattr(place, name) for name in ("key", "name", "kind", "country", "lat", "lon", "radius_km")},
        "words": row.words or "",
        "trigger": {"start": row.start - row.sentence_start, "end": row.end - row.sentence_start},
    }


_PLACE = ("place_name", "place_kind", "place_geonames", "country", "lat", "lon", "radius_km")


def _counterparts(connection: Connection, roster: Roster, actor: Actor) -> list[Json]:
    """Who has the other part in an actor's events, with the events by quad, those with the most first."""
    roles, events, versions = schema.roles.c, schema.events.c, schema.versions.c
    others = schema.roles.alias("other")
    other = others.c
    counts: dict[str, dict[str, Counter[str]]] = {}
    names: dict[str, Json] = {}
    for keys in parted(actor.keys):
        rows = connection.execute(
            select(other.actor, other.name, roles.role, events.quad, func.count().label("many"))
            .select_from(schema.roles)
            .join(schema.versions, (roles.version == versions.key) & (versions.current == 1))
            .join(
                others,
                (other.version == roles.version)
                & (other.list == "events")
                & (other.position == roles.position)
                & (other.role != roles.role),
            )
            .join(schema.events, (events.version == roles.version) & (events.position == roles.position))
            .where(roles.list == "events", roles.actor.in_(keys))
            .group_by(other.actor, other.name, roles.role, events.quad)
        )
        for row in rows:
            one = roster.named(row.actor, row.name)
            if one is None or one["id"] == actor.key:
                continue
            key = one["id"] or f" {one['name']}"
            names.setdefault(key, one)
            counts.setdefault(key, {"who": Counter(), "whom": Counter()})[row.role][row.quad] += row.many
    found = [
        {
            **names[key],
            "toward": [sides["who"][quad] for quad in QUADS],
            "against": [sides["whom"][quad] for quad in QUADS],
        }
        for key, sides in counts.items()
    ]
    found.sort(key=lambda one: (-sum(one["toward"]) - sum(one["against"]), one["name"]))
    return found[:MOST_COUNTERPARTS]


def _days(events: Sequence[Any]) -> Json:
    """An actor's events by day, month or year; what is only known as a longer range is counted with it."""
    # Many events share a day, and reading dates takes the most time.
    ranges = Counter((row.earliest, row.latest, row.quad) for row in events)
    sure = [
        (first, last, QUADS.index(quad), many)
        for (earliest, latest, quad), many in ranges.items()
        if (first := day(earliest)) is not None and (last := day(latest)) is not None
    ]
    answer: Json = {"step": "day", "bars": [], "undated": len(events) - sum(many for *_, many in sure), "vague": 0}
    if not sure:
        return answer
    span = max(last for _, last, *_ in sure) - min(first for first, *_ in sure)
    step = next((name for days, name in STEPS if span <= days), "year")
    bars: dict[str, list[int]] = {}
    for first, last, quad, many in sure:
        name = _bar(first, step)
        if name != _bar(last, step):
            answer["vague"] += many
            continue
        bars.setdefault(name, [0] * len(QUADS))[quad] += many
    return answer | {"step": step, "bars": [{"day": name, "counts": bars[name]} for name in sorted(bars)]}


def _bar(ordinal: int, step: str) -> str:
    """The first day of the bar that a day is in."""
    when = date.fromordinal(ordinal)
    if step != "day":
        when = when.replace(day=1, month=1 if step == "year" else when.month)
    return when.isoformat()


def _places(events: Sequence[Any]) -> list[Json]:
    named: dict[str, Json] = {}
    for spot, many in Counter(tuple(row)[-len(_PLACE) :] for row in events).items():
        if any(part is not None for part in spot):
            place = place_of(*spot)
            told = {name: getattr(place, name) for name in ("key", "name", "kind", "country")}
            named.setdefault(place.key, {**told, "events": 0})["events"] += many
    return sorted(named.values(), key=lambda one: -one["events"])[:MOST_PLACES]


def _backwards(iso: str | None) -> int:
    """Sorts the latest day first, and what has none last."""
    return -(day(iso) or 0)


def _short(words: str) -> str:
    said = " ".join(words.split())
    return said if len(said) <= LONGEST else said[:LONGEST].rsplit(" ", 1)[0] + " …"
