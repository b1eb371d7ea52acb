"""Which place of a name is meant: all places of all names in a report are weighed against each other at once."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dateline.annotate.where.home import country_of, homes
from dateline.annotate.where.recognition import Mention
from dateline.annotate.where.trees import Trees
from dateline.annotate.where.weight import weight_of
from dateline.knowledge import Knowledge
from dateline.knowledge.gazetteer import Entry, Gazetteer, fold
from dateline.model.reading import Reading

MOST = 40
"""Places of one name that are weighed; of a commoner name those that the report's context or their size speaks for."""

EARTH_RADIUS_KM = 6371.0

BESIDE_KM = 80.0
"""Names that could be so near each other speak for each other, however small the places: a county and its towns."""

LOOKED_AT = 20
"""Mentions of one name whose surroundings are read."""

SETTLED = ("city of ", "town of ", "village of ", "suburb of ")

KINDS = ("country", "admin1", "admin2", "settlement", "airport", "base", "region", "water", "landmark")
SEATS = ("PPLC", "PPLA", "PPLA2", "PPLA3", "PPLA4", "PPL", "PPLX", "SEAT", "CURATED")
FEATURES = (
    "log weight", *(f"kind {kind}" for kind in KINDS), *(f"feature {seat}" for seat in SEATS),
    "primary", "people", "same name", "same letters", "entries", "rank", "share", "behind best",
    "country named", "country named share", "other country named", "division named", "other division named",
    "country support", "division support", "near 40", "near 160", "near 600", "nearest",
    "parent fits", "parent differs", "says county", "says province", "says city", "counties follow", "dateline",
    "mentions",
    "in title", "home country", "home near", "home itself", "has home", "groups", "entity GPE", "entity LOC",
    "entity NORP",
    "best kind country", "contains same name", "inside same name", "capital of named country", "locative share",
    "names near", "names near behind", "names in division", "names in division behind",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Resolved:
    """A mention with the place that it names, None where the name is unknown, and how sure that is."""

    mention: Mention
    entry: Entry | None
    sure: float


@dataclass(slots=True)
class Group:
    """All mentions of one name in a report, and the places that it could be."""

    key: str
    mentions: list[Mention] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    people: list[bool] = field(default_factory=list)
    parents: set[str] = field(default_factory=set)


@lru_cache(maxsize=4)
def _trees(weights: Any) -> Trees:
    return Trees(weights.read("places_ranks"))


def resolve(reading: Reading, mentions: Sequence[Mention], knowledge: Knowledge) -> list[Resolved]:
    """Each mention with its place; mentions of one name get one place."""
    groups = grouped(reading, mentions)
    open_groups = [group for group in groups if group.entries]
    best: dict[str, tuple[Entry, float]] = {}
    if open_groups:
        rows = features(reading, open_groups, knowledge.gazetteer)
        scores = _trees(knowledge.weights).score(rows)
        at = 0
        for group in open_groups:
            own = scores[at : at + len(group.entries)]
            at += len(group.entries)
            shares = np.exp(own - own.max())
            top = int(np.argmax(own))
            certain = (
                float(1 / (1 + math.exp(-float(own[top])))) if len(own) == 1 else float(shares[top] / shares.sum())
            )
            best[group.key] = (group.entries[top], certain)
        capitals(open_groups, best)
        quarters(best)
    found = []
    for mention in mentions:
        entry, sure = best.get(key_of(mention), (None, 0.0))
        found.append(Resolved(mention, entry, sure))
    return found


def capitals(groups: Sequence[Group], best: dict[str, tuple[Entry, float]]) -> None:
    """A capital that has its name from a division, or gave it one, is meant by the bare name ("Washington").

    Unless another name of the report lies in that division. Changes `best` in place.
    """
    divisions = {key: entry.division for key, (entry, _) in best.items()}
    for group in groups:
        chosen, sure = best[group.key]
        if chosen.kind != "admin1" or any(
            key != group.key and one == chosen.division for key, one in divisions.items()
        ):
            continue
        for entry in group.entries:
            if entry.feature == "PPLC" and entry.country == chosen.country and entry.division != chosen.division:
                best[group.key] = (entry, sure)
                break


QUARTERS = frozenset({"west", "east", "north", "south", "centre", "center"})


def quarters(best: dict[str, tuple[Entry, float]]) -> None:
    """ "The West" is no division of that name unless the report is about its country. Changes `best` in place."""
    for key in QUARTERS & best.keys():
        country = best[key][0].country
        if all(entry.country != country for other, (entry, _) in best.items() if other != key):
            del best[key]


def key_of(mention: Mention) -> str:
    """What mentions of one name share: its letters, and whether it stands for a people."""
    candidate = mention.candidate
    return fold(candidate.text) + ("*" if candidate.peoples and not candidate.entries else "")


def grouped(reading: Reading, mentions: Sequence[Mention]) -> list[Group]:
    """The names of a report in order, with the places that each could be."""
    groups: dict[str, Group] = {}
    for number, mention in enumerate(mentions):
        group = groups.setdefault(key_of(mention), Group(key_of(mention)))
        group.mentions.append(mention)
        if len(group.mentions) == 1:
            group.entries = [*mention.candidate.entries, *mention.candidate.peoples]
            group.people = [False] * len(mention.candidate.entries) + [True] * len(mention.candidate.peoples)
        if parent := _parent(reading, mentions, number):
            group.parents.add(parent)
    for group in groups.values():
        if len(group.entries) > 1 and _with_article(reading, group):
            _keep(group, [at for at, one in enumerate(group.entries) if one.kind in ARTICLED or one.name[:4] == "The "])
        if len(group.entries) > MOST:
            _trim(group, groups)
    return list(groups.values())


def _parent(reading: Reading, mentions: Sequence[Mention], number: int) -> str:
    """The key of the place that stands behind a comma or in brackets after this one: `Osh, Kyrgyzstan`."""
    if number + 1 >= len(mentions):
        return ""
    here, there = mentions[number].candidate, mentions[number + 1].candidate
    between = reading.text[here.span.end : there.span.start] if there.span.start >= here.span.end else " "
    if between.strip() not in (",", "(", ", in", "in") or len(between) > 6:
        return ""
    if not any(entry.kind in ("admin1", "country", "admin2", "region") for entry in there.entries):
        return ""
    return key_of(mentions[number + 1])


ARTICLED = frozenset({"region", "water", "landmark", "base", "country"})
"""Kinds of place whose names can have an article; towns and divisions have none, save those written with `The`."""


def _with_article(reading: Reading, group: Group) -> bool:
    """Is it mostly `the Sahel`, by itself and not as in `the Sahel province`?"""
    tokens = reading.tokens
    count = 0
    for mention in group.mentions:
        one = mention.candidate
        at = reading.grammar.head_of(one.span)
        alone = at is not None and tokens[at].dep not in ("compound", "nmod", "amod", "poss")
        count += alone and one.first > 0 and tokens[one.first - 1].lower == "the"
    return count * 2 > len(group.mentions)


def _keep(group: Group, kept: Sequence[int]) -> None:
    if kept:
        group.entries = [group.entries[at] for at in kept]
        group.people = [group.people[at] for at in kept]


def _trim(group: Group, groups: dict[str, Group]) -> None:
    divisions = {entry.division for other in groups.values() if len(other.entries) <= 6
                 for entry in other.entries if entry.kind == "admin1"}  # fmt: skip
    order = sorted(
        range(len(group.entries)),
        key=lambda at: (group.entries[at].division not in divisions or not group.entries[at].division,
                        -weight_of(group.entries[at])),
    )  # fmt: skip
    by_weight = sorted(range(len(group.entries)), key=lambda at: -weight_of(group.entries[at]))
    kept = sorted(dict.fromkeys([*by_weight[: MOST // 2], *order])) if len(order) <= MOST else sorted(
        list(dict.fromkeys([*by_weight[: MOST // 2], *order]))[:MOST]
    )  # fmt: skip
    _keep(group, kept)


def features(reading: Reading, groups: Sequence[Group], gazetteer: Gazetteer) -> NDArray[np.float32]:
    """A row of FEATURES for each place of each name, name by name."""
    entries = [entry for group in groups for entry in group.entries]
    owner = np.repeat(np.arange(len(groups)), [len(group.entries) for group in groups])
    starts = np.concatenate(([0], np.cumsum([len(group.entries) for group in groups])))[:-1]
    weight = np.array([weight_of(entry) for entry in entries])
    share = weight / np.add.reduceat(weight, starts)[owner]
    context = _Context(reading, groups, entries, owner, starts, share, gazetteer)
    rows = []
    for number, group in enumerate(groups):
        first = int(starts[number])
        rows.extend(context.rows(number, group, first))
    return np.array(rows, np.float32)


class _Context:
    """What the names of a report say about each other."""

    def __init__(
        self,
        reading: Reading,
        groups: Sequence[Group],
        entries: Sequence[Entry],
        owner: NDArray[np.int64],
        starts: NDArray[np.int64],
        share: NDArray[np.float64],
        gazetteer: Gazetteer,
    ) -> None:
        self.reading, self.groups, self.share = reading, groups, share
        self.weight = np.array([weight_of(entry) for entry in entries])
        size = len(groups)
        self.named_countries: dict[str, set[int]] = defaultdict(set)
        self.named_divisions: dict[str, set[int]] = defaultdict(set)
        by_country: dict[str, NDArray[np.float64]] = {}
        by_division: dict[str, NDArray[np.float64]] = {}
        for at, entry in enumerate(entries):
            group = int(owner[at])
            if entry.kind == "country" and share[at] > 0.5:
                self.named_countries[entry.country].add(group)
            if entry.kind == "admin1" and share[at] > 0.2:
                self.named_divisions[entry.division].add(group)
            for table, code in ((by_country, entry.country), (by_division, entry.division)):
                if code:
                    column = table.get(code)
                    if column is None:
                        column = table[code] = np.zeros(size)
                    column[group] = max(column[group], share[at])
        self.by_country = {code: (column, float(column.sum())) for code, column in by_country.items()}
        self.by_division = {code: (column, float(column.sum())) for code, column in by_division.items()}
        by_key = {group.key: group for group in groups}
        self.parents = {key: by_key[key] for group in groups for key in group.parents if key in by_key}
        lat, lon = (np.radians([getattr(entry, name) for entry in entries]) for name in ("lat", "lon"))
        points = np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], 1).astype(np.float32)
        near = points @ points.T
        other = owner[:, None] != owner[None, :]
        area = np.array([entry.kind in ("country", "region", "water") for entry in entries])
        self.near = []
        for km in (40, 160, 600):
            close = np.where((near > math.cos(km / EARTH_RADIUS_KM)) & other & ~area[None, :], share[None, :], 0.0)
            self.near.append(np.maximum.reduceat(close, starts, axis=1).sum(axis=1))
        beside = (near > math.cos(BESIDE_KM / EARTH_RADIUS_KM)) & other & ~area[None, :]
        self.beside = np.logical_or.reduceat(beside, starts, axis=1).sum(axis=1)
        holders: dict[str, set[int]] = defaultdict(set)
        for at, entry in enumerate(entries):
            if entry.division:
                holders[entry.division].add(int(owner[at]))
        self.together = np.array([max(0, len(holders[entry.division]) - 1) if entry.division else 0
                                  for entry in entries])  # fmt: skip
        likely = other & (share > 0.5)[None, :] & ~area[None, :]
        nearest = np.where(likely, near, -1.0).max(axis=1)
        self.nearest = np.log1p(np.arccos(np.clip(nearest, -1, 1)) * EARTH_RADIUS_KM)
        publisher = reading.report.publisher or ""
        self.home_country = country_of(publisher)
        home = homes(publisher, gazetteer) if publisher else ()
        self.home_numbers = {entry.number for entry in home}
        self.home_near = np.zeros(len(entries))
        if home:
            lat, lon = (np.radians([getattr(entry, name) for entry in home]) for name in ("lat", "lon"))
            at_home = np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], 1).astype(
                np.float32
            )
            self.home_near = np.log1p(np.arccos(np.clip((points @ at_home.T).max(axis=1), -1, 1)) * EARTH_RADIUS_KM)
        self.title = fold(reading.report.title or "")[:400]

    def rows(self, number: int, group: Group, first: int) -> list[list[float]]:
        text = self.reading.text
        tokens = self.reading.tokens
        lead = group.mentions[0].candidate
        last_word = lead.text.lower().split()[-1] if lead.text.strip() else ""
        kinds = {entry.kind for entry in group.entries}
        types = [tokens[one.candidate.last - 1].entity for one in group.mentions]
        follows = [
            text[one.candidate.span.end : one.candidate.span.end + 60].lower() for one in group.mentions[:LOOKED_AT]
        ]
        tails = [follow.split(".")[0] for follow in follows]
        heads = [
            text[max(0, one.candidate.span.start - 11) : one.candidate.span.start].lower() for one in group.mentions
        ]
        follow = follows[0]
        says_county = last_word in ("county", "parish", "district") or _any(tails, (" county", " parish"))
        says_province = last_word in ("province", "state", "governorate", "oblast", "region") or _any(
            tails, (" province", " state", " governorate", " oblast", " region")
        )
        says_city = _any(tails, (" city", " town")) or any(head.endswith(SETTLED) for head in heads)
        counties = " counties" in tails[0]
        dateline = lead.first == 0 or (bool(dash_ahead(follow)) and self._opens_line(lead.span.start))
        in_title = bool(self.title) and f" {fold(lead.text)} " in f" {self.title} "
        locative = sum(
            one.candidate.first > 0 and tokens[one.candidate.first - 1].lower in ("in", "at", "near", "from", "to")
            for one in group.mentions
        ) / len(group.mentions)
        parents = [self.parents[key] for key in group.parents if key in self.parents]
        count = len(group.entries)
        order = np.argsort(-self.weight[first : first + count], kind="stable")
        rank = np.empty(count)
        rank[order] = np.arange(count)
        best = float(self.weight[first : first + count].max())
        most_beside = int(self.beside[first : first + count].max())
        most_together = int(self.together[first : first + count].max())
        named = self.named_countries
        named_all = sum(len(holders - {number}) for holders in named.values())
        divisions = {code for code, holders in self.named_divisions.items() if holders - {number}}
        rows = []
        for at, entry in enumerate(group.entries):
            row = first + at
            country = self.by_country.get(entry.country)
            division = self.by_division.get(entry.division)
            named_here = len(named.get(entry.country, set()) - {number}) if entry.country else 0
            division_here = len(self.named_divisions[entry.division] - {number}) if entry.division in divisions else 0
            division_other = len(divisions) > (entry.division in divisions)
            fits = any(_within(entry, above) for parent in parents for above in parent.entries)
            rows.append([
                math.log10(self.weight[row]), *(entry.kind == kind for kind in KINDS),
                *(entry.feature == seat for seat in SEATS),
                entry.primary, group.people[at], entry.name == lead.text, fold(entry.name) == fold(lead.text),
                math.log1p(count), math.log1p(rank[at]), self.share[row], math.log10(best / self.weight[row]),
                named_here, named_here / named_all if named_all else 0.0, bool(named_all) and not named_here,
                division_here, division_other and not division_here,
                (country[1] - country[0][number]) if country else 0.0,
                (division[1] - division[0][number]) if division else 0.0,
                self.near[0][row], self.near[1][row], self.near[2][row], self.nearest[row],
                bool(parents) and fits, bool(parents) and not fits, says_county, says_province, says_city, counties,
                dateline,
                math.log1p(len(group.mentions)), in_title,
                0 if not self.home_country else (1 if entry.country == self.home_country else -1), self.home_near[row],
                entry.number in self.home_numbers, bool(self.home_numbers), len(self.groups),
                types.count("GPE") / len(types), types.count("LOC") / len(types), types.count("NORP") / len(types),
                "country" in kinds,
                any(_within(other, entry) and other is not entry for other in group.entries) if count <= 12 else 0,
                any(_within(entry, other) and other is not entry for other in group.entries) if count <= 12 else 0,
                entry.feature == "PPLC" and named_here, locative,
                math.log1p(self.beside[row]), most_beside - self.beside[row],
                math.log1p(self.together[row]), most_together - self.together[row],
            ])  # fmt: skip
        return rows

    def _opens_line(self, start: int) -> bool:
        return start == 0 or self.reading.text[start - 1] == "\n"


def _any(tails: Sequence[str], beginnings: tuple[str, ...]) -> bool:
    return any(tail.startswith(beginnings) for tail in tails)


def dash_ahead(follow: str) -> bool:
    """Is this the place at the head of a report: `NUKUS, Uzbekistan (AP) —`?"""
    head = follow[:45]
    return any(sign in head for sign in ("—", "–", " - ", "--", "(ap)", "(reuters)", "(afp)"))


def _within(inner: Entry, outer: Entry) -> bool:
    """Does `outer` hold `inner`, by its codes?"""
    if outer.kind == "country":
        return inner.country == outer.country and inner.kind != "country"
    if outer.kind == "admin1":
        return bool(outer.division) and inner.division == outer.division and inner.kind not in ("admin1", "country")
    if outer.kind in ("admin2", "region"):
        if inner.kind not in ("settlement", "airport", "base", "landmark") or (
            outer.country and inner.country != outer.country
        ):
            return False
        return abs(inner.lat - outer.lat) * 111 < max(40.0, outer.radius_km) and (
            abs(inner.lon - outer.lon) * 111 * math.cos(math.radians(inner.lat)) < max(40.0, outer.radius_km)
        )
    return False
