"""The gazetteer: what places there are by a name, from arrays that are mapped, not read."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from dateline.knowledge.gazetteer import countries
from dateline.knowledge.gazetteer.layout import ADJECTIVE, FEATURES, KINDS, PRIMARY, RANK_BITS, name_hash
from dateline.knowledge.gazetteer.names import fold
from dateline.model.errors import KnowledgeError
from dateline.model.marks import PlaceKind

__all__ = ["Entry", "Gazetteer", "countries", "fold", "load"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A place as the gazetteer knows it. `number` is its position there, one and the same for all its names.

    Degrees, km and heads; `country` ISO alpha-2 or ""; `division` the code of the first-order division (`US.TX`) and
    `admin1` its name; `geonames` 0 where GeoNames is not the source; `feature` a GeoNames code, `SEAT` for a seat of
    power or `CURATED`; `primary` is whether the name that led here is the usual one.
    """

    number: int
    name: str
    kind: PlaceKind
    lat: float
    lon: float
    radius_km: float
    country: str
    division: str
    admin1: str
    geonames: int
    population: int
    feature: str
    primary: bool = True


class Gazetteer:
    """Entries by name. Thread-safe: nothing changes after loading, save what `with_file` returns anew."""

    def __init__(
        self,
        entries: Any,
        keys: Any,
        postings: Any,
        names: Any,
        codes: Mapping[str, Sequence[str]],
        added: Mapping[str, tuple[Entry, ...]] | None = None,
    ) -> None:
        self._entries, self._keys, self._postings, self._names = entries, keys, postings, names
        self._countries, self._divisions, self._admin1 = codes["countries"], codes["admin1"], codes["admin1_names"]
        self._codes = codes
        self.abbreviations = frozenset(codes["abbreviations"])
        self._added = dict(added or {})
        self._find = lru_cache(maxsize=65536)(self._search)

    def __len__(self) -> int:
        return len(self._entries)

    def lookup(self, name: str) -> tuple[Entry, ...]:
        """All places of that name or variant, in no order of likelihood; () where there is none."""
        return self._find(fold(name))[0]

    def adjective(self, name: str) -> tuple[Entry, ...]:
        """The places that an adjective or people belongs to (`Texan`, `Nigeriens`); () where there is none."""
        return self._find(fold(name))[1]

    def has(self, name: str) -> bool:
        """Is there a place of that name or variant?"""
        return bool(self.lookup(name))

    def country(self, alpha2: str) -> Entry | None:
        """The entry of a country."""
        land = countries.countries().get(alpha2)
        if land is None:
            return None
        return next(
            (one for one in self.lookup(land.names[0]) if one.kind == "country" and one.country == alpha2), None
        )

    def _search(self, key: str) -> tuple[tuple[Entry, ...], tuple[Entry, ...]]:
        if not key:
            return (), ()
        hashed = np.uint64(name_hash(key))
        first = int(np.searchsorted(self._keys, hashed, "left"))
        named: list[Entry] = []
        peoples: list[Entry] = []
        while first < len(self._keys) and self._keys[first] == hashed:
            posting = int(self._postings[first])
            rank = posting & ((1 << RANK_BITS) - 1)
            (peoples if rank == ADJECTIVE else named).append(self._entry(posting >> RANK_BITS, rank == PRIMARY))
            first += 1
        return (*named, *self._added.get(key, ())), tuple(peoples)

    def _entry(self, number: int, primary: bool) -> Entry:
        lat, lon, radius, population, geonames, start, length, division, country, kind, feature = self._entries[
            number
        ].item()
        return Entry(
            number,
            bytes(self._names[start : start + length]).decode(),
            KINDS[kind],
            round(lat, 5),
            round(lon, 5),
            round(radius, 1),
            self._countries[country],
            self._divisions[division],
            self._admin1[division],
            geonames,
            population,
            FEATURES[feature],
            primary,
        )

    def with_file(self, descriptor: Path) -> Gazetteer:
        """This gazetteer and a user's own places.

        The descriptor is YAML: `file`, `licence`, `sha256`, `delimiter` (tab unless told), and `columns`, which
        names the column of `name`, `lat`, `lon` and, where there is one, of `names` (split at `|`), `kind`,
        `radius_km`,
        `country`, `geonames`, `population`. Raises KnowledgeError where the file is not what the descriptor says.
        """
        added = dict(self._added)
        for number, (entry, called) in enumerate(_own_places(descriptor)):
            placed = Entry(**{**_fields(entry), "number": -1 - number - sum(map(len, self._added.values()))})
            for key in {fold(name) for name in called} - {""}:
                added[key] = (*added.get(key, ()), placed)
        return Gazetteer(self._entries, self._keys, self._postings, self._names, self._codes, added)


def _fields(entry: Entry) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in Entry.__dataclass_fields__}


def _own_places(descriptor: Path) -> list[tuple[Entry, list[str]]]:
    try:
        about = yaml.safe_load(descriptor.read_text(encoding="utf-8"))
        file = descriptor.parent / about["file"]
        content = file.read_bytes()
        columns: dict[str, str] = about["columns"]
        licence, checksum = about["licence"], about["sha256"]
    except (OSError, KeyError, TypeError, yaml.YAMLError) as problem:
        raise KnowledgeError(str(descriptor), f"is no gazetteer's descriptor: {problem!r}.") from problem
    if hashlib.sha256(content).hexdigest() != checksum:
        raise KnowledgeError(str(file), f"does not have the SHA-256 that {descriptor.name} gives.")
    if not licence:
        raise KnowledgeError(str(descriptor), "names no licence.", "Say under which licence the file may be used.")
    found = []
    rows = csv.DictReader(content.decode("utf-8-sig").splitlines(), delimiter=about.get("delimiter", "\t"))
    for line, row in enumerate(rows, 2):
        cell = {ours: row.get(theirs) or "" for ours, theirs in columns.items()}
        try:
            kind = next((one for one in KINDS if one == (cell.get("kind") or "settlement")), None)
            if kind is None:
                raise ValueError(f"kind {cell['kind']!r} is none of {', '.join(KINDS)}")
            lat, lon = float(cell["lat"]), float(cell["lon"])
            if not (-90 <= lat <= 90 and -180 <= lon <= 180):
                raise ValueError(f"no point on Earth: {lat}, {lon}")
            entry = Entry(
                0, cell["name"], kind, lat, lon, float(cell.get("radius_km") or 5), cell.get("country", "").upper(),
                "", "",
                int(cell.get("geonames") or 0), int(cell.get("population") or 0), "CURATED",
            )  # fmt: skip
        except (KeyError, ValueError) as problem:
            raise KnowledgeError(f"{file}, line {line}", f"cannot be read: {problem}.") from problem
        found.append((entry, [cell["name"], *cell.get("names", "").split("|")]))
    return found


def load(folder: Path | None = None) -> Gazetteer:
    """The compiled gazetteer, mapped into memory. Raises KnowledgeError where it is missing or broken."""
    try:
        if folder is None:
            with as_file(files("dateline.knowledge.gazetteer") / "data") as own:
                folder = own
        entries, keys, postings = (
            np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False)
            for name in ("entries", "keys", "postings")
        )
        names = np.memmap(folder / "names.bin", mode="r", dtype="u1")
        codes = json.loads((folder / "codes.json").read_text(encoding="utf-8"))
        return Gazetteer(entries, keys, postings, names, codes)
    except (OSError, ValueError, KeyError) as problem:
        raise KnowledgeError("gazetteer", f"cannot be read: {problem}.", "Reinstall dateline.") from problem
