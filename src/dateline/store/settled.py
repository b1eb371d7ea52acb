"""What people have settled of names that no list knows: whose name it is, or that it is nobody's.

A judgement of the relation `actor` has the name's key on its left. `same` makes it a name of the actor on its right, be
that one of the list, of the readings, or one that a person added, whose name, country and sector stand among the
reasons; `different` says that nobody who acts is called so. The last word on a name counts.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, select

from dateline.store import schema
from dateline.store.judged import in_force

ACTOR = "actor"
"""The relation of a judgement of a name."""

TELLS = ("name", "country", "sector")
"""What the reasons of a judgement tell of an actor, a line each, as `country: NER`."""


@dataclass(frozen=True, slots=True)
class Settlement:
    """A person's word on the name of a key. `actor` is whose it is, None: nobody's; `tells` what they told of it."""

    judgement: int
    key: str
    actor: str | None
    author: str
    at: str
    tells: Mapping[str, str]


def settlements(connection: Connection) -> dict[str, Settlement]:
    """The words in force, by the keys of the names."""
    table = schema.judgements
    rows = connection.execute(select(table).where(*in_force(ACTOR)).order_by(table.c.key)).all()
    found: dict[str, Settlement] = {}
    for row in rows:
        actor = row.right if row.verdict == "same" else None
        if row.verdict == "unsure":
            found.pop(row.left, None)
        else:
            told = dict(told_in(json.loads(row.reasons)))
            found[row.left] = Settlement(row.key, row.left, actor, row.author, row.at, told)
    return found


def told_in(reasons: Iterable[str]) -> Iterable[tuple[str, str]]:
    """What the reasons of a judgement tell of an actor."""
    for reason in reasons:
        name, mark, said = reason.partition(": ")
        if mark and name in TELLS and said.strip():
            yield name, said.strip()


def whose(key: str, known: Mapping[str, Settlement]) -> str | None:
    """The actor to whom a key leads, over any number of names; None where it is nobody's."""
    seen: set[str] = set()
    while key in known and key not in seen:
        seen.add(key)
        actor = known[key].actor
        if actor is None:
            return None
        key = actor
    # Names that are said to be one another's lead back to where they began: then the first of them stands for all.
    return min(seen) if key in seen else key
