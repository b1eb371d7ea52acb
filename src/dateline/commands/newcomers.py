"""New actors: names in readings that no list knows, with what the reports call them, for a person to settle."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from dateline.knowledge.actors import ActorIndex, fold
from dateline.model.names import is_name
from dateline.model.text import Span

SHOWN = 3
"""Other words for a newcomer, and reports that name it, that are kept."""


@dataclass
class Newcomer:
    """A name, what it is called and in which reports. `countries` and `sectors` are what reports told of it."""

    name: str
    mentions: int = 0
    called: Counter[str] = field(default_factory=Counter)
    countries: Counter[str] = field(default_factory=Counter)
    sectors: Counter[str] = field(default_factory=Counter)
    reports: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """As plain values, what is told most often first."""
        listed = {name: [one for one, _ in getattr(self, name).most_common(SHOWN)] for name in _COUNTED}
        return {"name": self.name, "mentions": self.mentions, **listed, "reports": self.reports[:SHOWN]}


_COUNTED = ("called", "countries", "sectors")


def newcomers(answers: Iterable[dict[str, Any]], index: ActorIndex) -> list[Newcomer]:
    """Every name without an entry in answers of the reading format, most mentioned first."""
    found: dict[str, Newcomer] = {}
    for answer in answers:
        for actor in answer.get("actors", ()):
            name = actor["name"]
            if actor["id"] is not None or not is_name(name) or index.lookup(name) or index.state(name):
                continue
            one = found.setdefault(fold(name), Newcomer(name))
            one.mentions += 1
            one.called[Span(actor["start"], actor["end"]).of(answer["text"])] += 1
            one.countries.update([actor["country"]] if actor["country"] else ())
            one.sectors.update([actor["sector"]] if actor["sector"] else ())
            if answer["id"] not in one.reports:
                one.reports.append(answer["id"])
    return sorted(found.values(), key=lambda one: (-one.mentions, one.name))
