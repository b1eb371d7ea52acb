"""Places: what is found in words of our own, and what any text may ask of the stage."""

from __future__ import annotations

import hashlib
import time
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.annotate import tokens, where
from dateline.annotate.where.globe import at_bearing, bearing, between, distance_km
from dateline.annotate.where.home import country_of, homes
from dateline.annotate.where.recognition import heard_odds
from dateline.annotate.where.spans import candidates
from dateline.annotate.where.trees import Trees
from dateline.knowledge import Knowledge, load_knowledge
from dateline.model.heard import Hint
from dateline.model.marks import Place
from dateline.model.reading import Reading
from dateline.model.report import Report
from dateline.model.text import Span

CASES = yaml.safe_load((Path(__file__).parent / "where_cases.yaml").read_text(encoding="utf-8"))
FAILURES = yaml.safe_load((Path(__file__).parent / "where_known_failures.yaml").read_text(encoding="utf-8")) or []
POINTS = st.tuples(st.floats(-89, 89), st.floats(-179, 179))


def read(text: str, knowledge: Knowledge, **about: Any) -> tuple[Place, ...]:
    reading = Reading(Report(id="a", text=text, **about))
    reading = replace(reading, **tokens.compute(reading, knowledge))
    places: tuple[Place, ...] = where.compute(reading, knowledge)["places"]
    return places


def expected_but_missing(case: dict[str, Any], knowledge: Knowledge) -> list[str]:
    """What the case asks for and the stage does not give, in words."""
    text = case["text"]
    found = read(text, knowledge)
    missing = []
    for wanted in case["places"]:
        form = wanted.get("form", "name")
        told = form == "relative"
        same = [one for one in found if one.span.of(text) == wanted["words"] and (one.form == "relative") == told]
        one = next((one for one in same[wanted.get("which", 0) :] if one.form == form), None)
        if one is None:
            missing.append(f"{wanted['words']} as {form}, but {[(one.span.of(text), one.form) for one in found]}")
            continue
        missing.extend(
            f"{wanted['words']}: {name} {getattr(one, name)}"
            for name in ("kind", "country", "admin1")
            if name in wanted and getattr(one, name) != wanted[name]
        )
        if "near" in wanted and (
            one.lat is None
            or one.lon is None
            or distance_km((one.lat, one.lon), tuple(wanted["near"])) > wanted["within"]
        ):
            missing.append(f"{wanted['words']} at {one.lat}, {one.lon}")
        if ("note" in wanted and (wanted["note"] or "") not in (one.note or "")) or (
            wanted.get("note", "") is None and one.note
        ):
            missing.append(f"{wanted['words']}: note {one.note}")
    surfaces = {one.span.of(text) for one in found}
    return missing + [f"{words} is no place" for words in case.get("not", ()) if words in surfaces]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["says"])
def test_case(case: dict[str, Any], knowledge: Knowledge) -> None:
    """Each case finds the places that it lists, in the form and at the point that it says."""
    assert expected_but_missing(case, knowledge) == []


@pytest.mark.parametrize("case", FAILURES, ids=lambda case: case["says"])
def test_known_failure(case: dict[str, Any], knowledge: Knowledge) -> None:
    """A case that is kept as failing still fails; once it passes, move it to the cases."""
    assert expected_but_missing(case, knowledge) != []


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\n ",
        "😀😀 Niamey 😀 was quiet. 𝔑𝔦𝔞𝔪𝔢𝔶 too.",
        "قال متحدث في نيامي إن القوات غادرت Niger اليوم.",
        "\u202eabc Niger\u202c \ufeff",
        "SAN " * 300,
        "San Jose, " * 200,
        "9" * 400 + " km north of Gao",
        "the capital the country the capital's north " * 50,
        "A-B border between and",
        "A" * 5000,
    ],
    ids=lambda text: repr(text[:12]),
)
def test_bad_input(text: str, knowledge: Knowledge) -> None:
    """Nothing that can be in a text breaks the stage, and every mark is a span of the text."""
    for place in read(text, knowledge):
        assert 0 <= place.span.start < place.span.end <= len(text)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from(
            ["Paris", "Niger", "the", "north", "of", "40 km", "border", "and", "between", "'s", ",", "Kremlin",
            "said", "U.S.",
             "the capital", "San Jose", "County", "Springfield", "(", "-", ".", "in", "Turkish"]
        ),
        max_size=25,
    )
)  # fmt: skip
def test_what_always_holds(knowledge: Knowledge, words: list[str]) -> None:
    """Points are on the globe, named places do not overlap, scores lie between 0 and 1, order is that of the text."""
    text = " ".join(words)
    places = read(text, knowledge)
    assert [one.span.start for one in places] == sorted(one.span.start for one in places)
    named = [one for one in places if one.form != "relative"]
    assert not any(one.span.overlaps(other.span) for one, other in pairwise(named))
    for one in places:
        assert (one.lat is None) == (one.lon is None)
        assert 0 <= one.score <= 1
        if one.lat is not None and one.lon is not None:
            assert -90 <= one.lat <= 90
            assert -180 <= one.lon <= 180
            assert one.radius_km is not None
            assert one.radius_km > 0


def test_a_name_of_thousands_of_places_is_weighed_in_bounds(tmp_path: Path) -> None:
    """A name that 3,000 places have costs little more than one of few, and gets one place."""
    rows = "".join(f"Santa Vona\t{at % 80}.5\t{at % 170}.25\tPE\n" for at in range(3000))
    (tmp_path / "own.tsv").write_text("name\tlat\tlon\tcountry\n" + rows, encoding="utf-8")
    digest = hashlib.sha256((tmp_path / "own.tsv").read_bytes()).hexdigest()
    (tmp_path / "own.yaml").write_text(
        f"file: own.tsv\nlicence: CC0\nsha256: {digest}\n"
        "columns: {name: name, lat: lat, lon: lon, country: country}\n",
        encoding="utf-8",
    )
    knowledge = load_knowledge()
    knowledge.__dict__["gazetteer"] = knowledge.gazetteer.with_file(tmp_path / "own.yaml")
    assert len(knowledge.gazetteer.lookup("Santa Vona")) == 3000
    text = "Police in Santa Vona, Peru, closed the road to Santa Vona. The mayor of Santa Vona left for Lima."
    begun = time.process_time()
    found = [one for one in read(text, knowledge) if one.span.of(text) == "Santa Vona"]
    assert {one.country for one in found} == {"PE"}
    assert len({(one.lat, one.lon) for one in found}) == 1
    assert time.process_time() - begun < 5


@pytest.mark.parametrize(
    ("text", "words", "country"),
    [
        ("🛩️ 𝔘𝔫𝔦𝔱 left Nairobi 🚁 for Mombasa in Kenya.", "Mombasa", "KE"),
        ("قال متحدث في نيامي: soldiers in Niamey, the capital of Niger, left.", "Niamey", "NE"),
        ("\u202bנירים\u202c — shells fell on Haifa and Nazareth in Israel, the army said.", "Haifa", "IL"),
        ("Вечером в Киеве: sirens sounded in Kyiv, Ukraine.", "Kyiv", "UA"),
    ],
)
def test_other_scripts_shift_nothing(text: str, words: str, country: str, knowledge: Knowledge) -> None:
    """Names beside right-to-left, Cyrillic and astral characters are found at their own code points."""
    assert (words, country) in {(one.span.of(text), one.country) for one in read(text, knowledge)}


@pytest.mark.parametrize(
    ("publisher", "town", "division"),
    [
        ("https://www.inquirer.com/news/x", "Philadelphia", "US.PA"),
        ("The Boston Globe", "Boston", "US.MA"),
        ("manchestereveningnews.co.uk", "Manchester", "GB.ENG"),
    ],
)
def test_a_paper_of_a_city_is_at_home_there(publisher: str, town: str, division: str, knowledge: Knowledge) -> None:
    """A paper that the table knows has one home, whatever towns its name could be of."""
    assert [(one.name, one.division) for one in homes(publisher, knowledge.gazetteer)] == [(town, division)]


def test_the_publisher_speaks_for_its_own_town(knowledge: Knowledge) -> None:
    """A paper that is named for a town means that town, where nothing else is said."""
    text = "Police in Lancaster closed the bridge on Monday. The council of Lancaster will pay."
    english = read(text, knowledge, publisher="lancasterguardian.co.uk")
    assert {one.country for one in english if one.span.of(text) == "Lancaster"} == {"GB"}


@pytest.mark.parametrize(
    ("publisher", "country"),
    [("www.example.co.uk", "GB"), ("https://news.example.ke/a", "KE"), ("example.com", ""), ("The Daily Example", "")],
)
def test_a_domain_tells_a_country(publisher: str, country: str) -> None:
    """A country's own domain tells where a publisher is; a general one does not."""
    assert country_of(publisher) == country


def test_a_name_tells_a_home(knowledge: Knowledge) -> None:
    """A place in a publisher's name or address could be its home; common words of newspapers are none."""
    assert {one.name for one in homes("nairobiherald.com", knowledge.gazetteer)} >= {"Nairobi"}
    assert {one.name for one in homes("The Nairobi Herald", knowledge.gazetteer)} >= {"Nairobi"}
    assert homes("dailynews.com", knowledge.gazetteer) == ()


@given(POINTS, st.floats(0, 359), st.floats(1, 5000))
def test_a_point_at_a_distance_is_at_that_distance(start: tuple[float, float], course: float, km: float) -> None:
    """Going so many km on a course ends so many km away."""
    assert distance_km(start, at_bearing(start, course, km)) == pytest.approx(km, rel=1e-3, abs=0.01)


@given(POINTS, POINTS)
def test_half_way_is_half_the_distance(one: tuple[float, float], other: tuple[float, float]) -> None:
    """A point half-way between two is as far from the one as from the other, and 0 <= bearing < 360."""
    middle = between(one, other, 0.5)
    assert distance_km(one, middle) == pytest.approx(distance_km(one, other) / 2, rel=1e-3, abs=0.05)
    assert 0 <= bearing(one, other) < 360.0001


@pytest.mark.parametrize(("score", "expected"), [(None, False), (0.1, False), (0.9, True)])
def test_what_the_reader_hears_is_weighed(score: float | None, expected: bool, knowledge: Knowledge) -> None:
    """A name that the trees doubt is a place where the reader is sure of it; without a hint the trees decide."""
    text = "Fighting went on in Uvira, and Beni was calm."
    reading = Reading(Report(id="r", text=text))
    reading = replace(reading, **tokens.STAGE.compute(reading, knowledge))
    span = Span(text.index("Beni"), text.index("Beni") + 4)
    one = next(one for one in candidates(reading, knowledge.gazetteer) if one.span == span)
    hints = () if score is None else (Hint("place", span, "name", score),)
    (added,) = heard_odds(replace(reading, heard=hints), [one])
    assert (added > 1) is expected


def test_trees_add_up() -> None:
    """A row goes right where its cell is over the threshold, and the leaves of all trees are added to the bias."""
    about = {"features": ["a", "b"], "depth": 1, "bias": 0.5, "feature": [[0], [1]], "threshold": [[1.0], [2.0]],
             "leaf": [[-1.0, 1.0], [10.0, 20.0]]}  # fmt: skip
    assert Trees(about).score([[0, 0], [2, 3]]).tolist() == [9.5, 21.5]
    assert Trees(about).score([]).tolist() == []
