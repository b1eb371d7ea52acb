"""The gazetteer: what it holds, how names are folded, and a user's own file."""

from __future__ import annotations

import hashlib
import math
import time
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.annotate.where.globe import distance_km
from dateline.knowledge import Knowledge
from dateline.knowledge.gazetteer import fold, load
from dateline.knowledge.gazetteer.borders import border
from dateline.knowledge.gazetteer.countries import (
    alpha2,
    alpha3,
    by_adjective,
    by_capital,
    by_name,
    countries,
)
from dateline.knowledge.gazetteer.layout import KINDS
from dateline.model.errors import KnowledgeError

DATA = files("dateline.knowledge.gazetteer") / "data"


@pytest.mark.parametrize(
    ("name", "kind", "country"),
    [
        ("Tashkent", "settlement", "UZ"),
        ("TASHKENT", "settlement", "UZ"),
        ("Kiev", "settlement", "UA"),
        ("Burma", "country", "MM"),
        ("U.A.E.", "country", "AE"),
        ("Sao Paulo", "settlement", "BR"),
        ("São Paulo", "settlement", "BR"),
        ("Minn.", "admin1", "US"),
        ("Horn of Africa", "region", ""),
        ("the Horn of Africa", "region", ""),
        ("Strait of Hormuz", "water", ""),
        ("Camp Lemonnier", "base", "DJ"),
        ("Niamey international airport", "airport", "NE"),
        ("Kremlin", "landmark", "RU"),
    ],
)
def test_a_name_leads_to_its_place(knowledge: Knowledge, name: str, kind: str, country: str) -> None:
    """Case, accents, full stops and a leading article make no difference, and variants lead to the same place."""
    assert (kind, country) in {(one.kind, one.country) for one in knowledge.gazetteer.lookup(name)}


@pytest.mark.parametrize(("word", "place"), [("Texans", "Texas"), ("Nigerien", "Niger"), ("Nigerian", "Nigeria")])
def test_a_people_leads_to_its_place(knowledge: Knowledge, word: str, place: str) -> None:
    """An adjective or people leads to one country or division, and is not taken for a name."""
    assert [one.name for one in knowledge.gazetteer.adjective(word)] == [place]


@pytest.mark.parametrize(
    "name", ["", " ", "Xqzvw", "\u202eabc", "\ud800", "x" * 100_000, "😀", "نيامي\u200f", "-", "."]
)
def test_what_is_no_name_leads_nowhere(knowledge: Knowledge, name: str) -> None:
    """Any string can be looked up."""
    assert knowledge.gazetteer.lookup(name) == ()


@given(st.text(max_size=60))
def test_folding_is_stable(name: str) -> None:
    """A folded name folds to itself, up to a leading article that it may lay bare."""
    once = fold(name)
    assert fold(once) in (once, fold(once))
    assert once == once.strip()


def test_it_opens_fast() -> None:
    """Opening maps the arrays and reads none of them: well under a second of processor time."""
    load()
    started = time.process_time()
    load()
    assert time.process_time() - started < 1


def test_the_arrays_are_what_was_built() -> None:
    """Each file in the package has the checksum that was noted when it was compiled."""
    for line in (DATA / "SHA256SUMS").read_text(encoding="utf-8").splitlines():
        checksum, name = line.split("  ")
        assert hashlib.sha256((DATA / name).read_bytes()).hexdigest() == checksum, name


def test_every_source_is_credited() -> None:
    """The package says whose data it carries."""
    credits = (DATA / "ATTRIBUTION.md").read_text(encoding="utf-8")
    assert all(source in credits for source in ("GeoNames", "CC BY 4.0", "Natural Earth", "airportsdata", "MIT"))


@pytest.mark.parametrize(("two", "three"), [("NE", "NER"), ("NG", "NGA"), ("US", "USA"), ("GB", "GBR")])
def test_codes_lead_both_ways(two: str, three: str) -> None:
    """The two- and three-letter codes of a country lead to each other."""
    assert (alpha3(two), alpha2(three)) == (three, two)


def test_unknown_countries_are_none() -> None:
    """What is no country has no code."""
    assert (alpha2("ZZZ"), alpha3(None), by_name("Atlantis"), by_adjective("Martian"), by_capital("")) == (None,) * 5


def test_countries_by_name_people_and_capital() -> None:
    """A country is found by a variant of its name, by its people and by its capital."""
    assert (by_name("Swaziland"), by_adjective("Dutch"), by_capital("Ouagadougou")) == ("SZ", "NL", "BF")


def test_every_country_has_a_point_on_the_map(knowledge: Knowledge) -> None:
    """Each country of the table has an entry of its own code with an area and a point."""
    for code in countries():
        entry = knowledge.gazetteer.country(code)
        assert entry is not None, code
        assert entry.radius_km > 0
        assert -90 <= entry.lat <= 90
        assert -180 <= entry.lon <= 180


def _descriptor(folder: Path, rows: str, **changes: str) -> Path:
    content = "title\ty\tx\tother\n" + rows
    (folder / "mine.tsv").write_text(content, encoding="utf-8")
    about = {
        "file": "mine.tsv",
        "licence": "CC0-1.0",
        "sha256": hashlib.sha256(content.encode()).hexdigest(),
        **changes,
    }
    lines = [f"{key}: {value}" for key, value in about.items()]
    lines.append("columns: {name: title, lat: y, lon: x, names: other}")
    (folder / "mine.yaml").write_text("\n".join(lines), encoding="utf-8")
    return folder / "mine.yaml"


def test_own_places_are_added(knowledge: Knowledge, tmp_path: Path) -> None:
    """A user's table, told by its descriptor, is found beside the rest, and the gazetteer as it was is not changed."""
    mine = knowledge.gazetteer.with_file(_descriptor(tmp_path, "Depot Nine\t41.5\t64.25\tOld Depot|D-9\n"))
    assert [(one.name, one.lat, one.lon) for one in mine.lookup("old depot")] == [("Depot Nine", 41.5, 64.25)]
    assert knowledge.gazetteer.lookup("old depot") == ()


@pytest.mark.parametrize(
    ("rows", "changes", "says"),
    [
        ("Depot\t91\t0\t\n", {}, "line 2"),
        ("Depot\tnorth\t0\t\n", {}, "line 2"),
        ("Depot\t1\t0\t\n", {"sha256": "00"}, "SHA-256"),
        ("Depot\t1\t0\t\n", {"licence": "''"}, "licence"),
        ("Depot\t1\t0\t\n", {"file": "gone.tsv"}, "descriptor"),
    ],
)
def test_a_bad_table_is_refused(
    knowledge: Knowledge, tmp_path: Path, rows: str, changes: dict[str, str], says: str
) -> None:
    """An error names the file and the line, or what the descriptor lacks."""
    with pytest.raises(KnowledgeError, match=says):
        knowledge.gazetteer.with_file(_descriptor(tmp_path, rows, **changes))


@pytest.mark.parametrize(
    ("town", "country", "division"),
    [("Moscow", "RU", "Moscow"), ("Aleppo", "SY", "Aleppo"), ("Chengdu", "CN", "Sichuan"), ("Erbil", "IQ", "Erbil")],
)
def test_divisions_have_their_english_names(knowledge: Knowledge, town: str, country: str, division: str) -> None:
    """The division of a town is shown as English writes it, where GeoNames says how."""
    assert division in {one.admin1 for one in knowledge.gazetteer.lookup(town) if one.country == country}


@pytest.mark.parametrize("pair", [("NE", "ML"), ("ML", "NE"), ("AM", "AZ"), ("US", "CA"), ("KP", "KR"), ("IN", "PK")])
def test_neighbours_have_a_border(pair: tuple[str, str]) -> None:
    """The border of two neighbours is found in any order, and its points lie within the radius around its middle."""
    line = border(*pair)
    assert line is not None
    middle = (line.lat, line.lon)
    assert all(distance_km(middle, point) <= line.radius_km + 10 for point in line.points)


def test_who_is_no_neighbour_has_no_border() -> None:
    """Two countries that do not touch, or one with itself, have no border."""
    assert (border("NE", "FR"), border("NE", "NE"), border("", "XX")) == (None, None, None)


def curated(name: str) -> list[list[str]]:
    text = (files("dateline.knowledge.gazetteer") / "curated" / name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


def test_tables_written_by_hand_say_where_they_come_from() -> None:
    """Each has a line that names its source."""
    for name in ("admin", "bases", "countries", "landmarks", "regions", "seats", "water"):
        text = (files("dateline.knowledge.gazetteer") / "curated" / f"{name}.tsv").read_text(encoding="utf-8")
        assert "\n# source: " in text, name


FAR_FROM_TOWNS = {"UM", "AQ", "Maaten al-Sarra", "Novaya Zemlya", "CFB Alert"}
"""Countries without a town in the gazetteer, and places in a desert or the ice."""


def test_points_written_by_hand_lie_in_their_country(knowledge: Knowledge) -> None:
    """A base, seat or landmark lies within 160 km of a town of its own country."""
    gazetteer = knowledge.gazetteer
    entries, codes = gazetteer._entries, list(gazetteer._countries)
    towns = entries["kind"] == KINDS.index("settlement")
    astray = []
    for name in ("bases.tsv", "seats.tsv", "landmarks.tsv"):
        for names, _, lat, lon, _, country, *_ in curated(name):
            first = names.split("|")[0]
            if not country or {country, first} & FAR_FROM_TOWNS:
                continue
            own = entries[towns & (entries["country"] == codes.index(country))]
            north = (own["lat"].astype(float) - float(lat)) * 111
            east = (own["lon"].astype(float) - float(lon)) * 111 * math.cos(math.radians(float(lat)))
            if np.hypot(north, east).min(initial=1e6) > 160:
                astray.append(first)
    assert astray == []


WITHIN = {
    "the Red Sea": ((29.97, 32.55), (12.8, 43.3)),
    "Persian Gulf": ((29.5, 48.5), (26.2, 55.8)),
    "Gulf of California": ((31.3, -114.6), (23.2, -108.5)),
    "Mediterranean Sea": ((36.0, -4.5), (36.5, 35.8), (31.5, 19.0)),
    "Caspian Sea": ((46.8, 50.5), (37.0, 52.0)),
    "Baltic Sea": ((54.5, 11.5), (65.2, 24.5)),
    "Caribbean Sea": ((10.5, -62.5), (20.5, -86.0)),
    "South China Sea": ((22.0, 114.5), (3.0, 109.0)),
    "Sahel": ((14.7, -17.3), (15.5, 32.5)),
    "Horn of Africa": ((2.0, 45.3), (11.6, 43.1), (15.3, 38.9)),
    "West Africa": ((14.7, -17.4), (13.5, 2.1), (6.5, 3.4)),
    "Middle East": ((30.0, 31.2), (35.7, 51.4), (15.4, 44.2)),
    "Southeast Asia": ((21.9, 96.1), (-8.6, 125.6), (14.6, 121.0)),
    "Central Asia": ((37.95, 58.4), (43.25, 76.9)),
    "Balkans": ((41.3, 19.8), (44.8, 20.5), (42.7, 23.3)),
    "Donbas": ((48.0, 37.8), (48.57, 39.3)),
    "Levant": ((31.95, 35.9), (36.2, 37.15)),
    "Latin America": ((32.5, -117.0), (-54.8, -68.3)),
    "Andes": ((10.0, -72.0), (-50.0, -73.0)),
    "Rocky Mountains": ((54.0, -119.0), (36.0, -105.5)),
    "Alps": ((44.2, 7.4), (47.6, 15.8)),
    "Siberia": ((55.0, 61.5), (62.0, 129.7)),
}
"""Points, in degrees, that lie in or beside a region or water for anybody who looks at a map."""
NOT_WITHIN = {
    "Donbas": (50.45, 30.52),
    "Horn of Africa": (-4.05, 39.67),
    "Persian Gulf": (33.3, 44.4),
    "Strait of Hormuz": (25.2, 51.5),
    "Strait of Dover": (49.0, -5.0),
    "Gaza Strip": (32.08, 34.78),
    "Nagorno-Karabakh": (40.18, 44.51),
    "Kashmir": (28.6, 77.2),
    "Sinai": (30.05, 31.25),
}


def test_circles_written_by_hand_hold_what_they_should(knowledge: Knowledge) -> None:
    """A region or water reaches the shores and towns that belong to it, and not those of its neighbours."""

    def away(name: str, point: tuple[float, float]) -> float:
        entry = next(one for one in knowledge.gazetteer.lookup(name) if one.kind in ("region", "water"))
        return distance_km((entry.lat, entry.lon), point) - entry.radius_km

    assert [name for name, points in WITHIN.items() if max(away(name, point) for point in points) > 0] == []
    assert [name for name, point in NOT_WITHIN.items() if away(name, point) <= 0] == []


def test_tables_written_by_hand_have_sane_rows() -> None:
    """Each has a point on the globe and a radius that is more than nothing and less than half the way round."""
    for name in ("regions.tsv", "water.tsv"):
        for names, kind, lat, lon, radius, *_ in curated(name):
            assert kind in KINDS, names
            assert (abs(float(lat)) <= 90, abs(float(lon)) <= 180, 0 < float(radius) <= 10_000) == (True,) * 3, names


@pytest.mark.parametrize(
    ("name", "country"), [("Republic of Armenia", "AM"), ("Hellenic Republic", "GR"), ("DPRK", "KP")]
)
def test_a_country_is_known_by_its_long_name(name: str, country: str, knowledge: Knowledge) -> None:
    """What a state calls itself leads to it."""
    assert (country, "country") in {(one.country, one.kind) for one in knowledge.gazetteer.lookup(name)}
