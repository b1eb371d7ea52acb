"""Who: mentions of those who act or are acted on, with country and sector."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.annotate import tokens, who
from dateline.knowledge import Knowledge, load_knowledge
from dateline.model.marks import Actor, Place
from dateline.model.reading import Reading
from dateline.model.report import Report
from dateline.model.text import Span

HERE = Path(__file__).parent
CASES = yaml.safe_load((HERE / "who_cases.yaml").read_text(encoding="utf-8"))
FAILURES = yaml.safe_load((HERE / "who_known_failures.yaml").read_text(encoding="utf-8"))
WORDS = ("the", "U.S.", "army", "of", "Chad", ",", "his", "its", "Putin", "(", ")", "-", "and", "said")


def read(text: str, knowledge: Knowledge, published: str | None = None, places: tuple[Place, ...] = ()) -> Reading:
    """A text with its words, the places given, and its actors."""
    reading = Reading(Report(id="r", text=text, published=published), places=places)
    for stage in (tokens.STAGE, who.STAGE):
        reading = replace(reading, **dict(stage.compute(reading, knowledge)))
    return reading


def missing(case: dict[str, Any], knowledge: Knowledge) -> list[list[str | None]]:
    """The mentions that a case asks for and that were not found so."""
    actors = read(case["say"], knowledge, case.get("published")).actors
    return [wanted for wanted in case["actors"] if not any(_is(actor, wanted, case["say"]) for actor in actors)]


def _is(actor: Actor, wanted: list[str | None], text: str) -> bool:
    words, name, country, sector = wanted
    return (
        actor.span.of(text) == words
        and name in (None, actor.name)
        and country == actor.country
        and sector in (None, actor.sector)
    )


@pytest.mark.parametrize("case", CASES, ids=[case["say"] for case in CASES])
def test_sentences(case: dict[str, Any], knowledge: Knowledge) -> None:
    """Sentences of our own hold the mentions listed with them."""
    assert missing(case, knowledge) == []


@pytest.mark.parametrize("case", FAILURES, ids=[case["because"] for case in FAILURES])
@pytest.mark.xfail(reason="known failures are kept, with their reasons, until they pass", strict=True)
def test_known_failures(case: dict[str, Any], knowledge: Knowledge) -> None:
    """What is read wrongly for now."""
    assert missing(case, knowledge) == []


def test_a_place_tells_the_country(knowledge: Knowledge) -> None:
    """A town that the gazetteer resolved gives its country to those named after it."""
    text = "Gao police freed the driver."
    place = Place(Span(0, 3), "Gao", country="ML", kind="settlement")
    found = read(text, knowledge, places=(place,)).actors
    assert ("Gao police", "MLI", "COP") in [(one.span.of(text), one.country, one.sector) for one in found]


def test_a_resolved_place_goes_before_the_name(knowledge: Knowledge) -> None:
    """Georgia is the American one where the gazetteer says so and a town of that one is named beside it."""
    text = "Georgia sued the company in Atlanta."
    place = Place(Span(0, 7), "Georgia", country="US", kind="admin1")
    town = Place(Span(28, 35), "Atlanta", country="US", kind="settlement")
    assert read(text, knowledge, places=(place, town)).actors[0].country == "USA"
    assert read(text, knowledge, places=(place,)).actors[0].country == "GEO"


def test_the_date_tells_who_is_meant(knowledge: Knowledge) -> None:
    """The same group is the government after the day on which it came to power."""
    text = "The Taliban shot a soldier."
    before, after = (read(text, knowledge, date).actors[0].sector for date in ("2010-05-05", "2023-05-05"))
    assert (before, after) == ("REB", "GOV")


def test_unknown_people_stay_unknown(knowledge: Knowledge) -> None:
    """Somebody whom no list and no word of the report places has no id, country or sector."""
    actor = read("Quillon Abernathy met Tomasin Oduwole.", knowledge).actors[0]
    assert (actor.name, actor.id, actor.country, actor.sector) == ("Quillon Abernathy", None, None, None)


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=80) | st.lists(st.sampled_from(WORDS)).map(" ".join))
def test_any_text(text: str) -> None:
    """Whatever the text, every mention is a span of it with a name, in order."""
    reading = read(text, KNOWLEDGE)
    spans = [actor.span for actor in reading.actors]
    assert [span.start for span in spans] == sorted(span.start for span in spans)
    for actor in reading.actors:
        assert 0 <= actor.span.start < actor.span.end <= len(text)
        assert actor.name
        assert 0 <= actor.score <= 1


KNOWLEDGE = load_knowledge()
