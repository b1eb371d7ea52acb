"""Countries of the unnamed: borne out by the place, the other side or the line before the report, else none."""

from __future__ import annotations

import pytest

from dateline.coding.home import SURE
from dateline.knowledge import Knowledge
from dateline.model.reading import Reading
from dateline.model.report import Report
from dateline.pipeline import run

BORNE_OUT = [
    ("Kidnappers freed a nurse near Gao in Mali.", "Kidnappers", "MLI"),
    ("A court in Rabat sentenced a rebel to nine years.", "a rebel", "MAR"),
    ("Residents of Oslo complained about the police.", "the police", "NOR"),
    ("TUNIS — Hundreds of people protested on Friday against the price of bread.", "Hundreds", "TUN"),
]
OPEN = [
    ("Gunmen killed nine miners on Friday.", "Gunmen"),
    ("Norway and Chad condemned the police.", "the police"),
    ("Police in Oslo arrested three Afghan men and a trader from Nepal.", "three Afghan men"),
]


def country(text: str, words: str, knowledge: Knowledge) -> tuple[str | None, float]:
    """Country and score of the mention that begins with the words."""
    reading: Reading = run(Report(id="test", text=text), knowledge)
    found = next(one for one in reading.actors if one.span.of(text).startswith(words))
    return found.country, found.score


@pytest.mark.parametrize(("text", "words", "expected"), BORNE_OUT, ids=lambda value: str(value))
def test_borne_out(text: str, words: str, expected: str, knowledge: Knowledge) -> None:
    """Those who act or are acted on at home are of the country that the act bears out."""
    assert country(text, words, knowledge)[0] == expected


@pytest.mark.parametrize(("text", "words"), OPEN, ids=lambda value: str(value))
def test_left_open(text: str, words: str, knowledge: Knowledge) -> None:
    """Where nothing or more than one thing tells whose they are, none is given on the word of the act."""
    found, score = country(text, words, knowledge)
    assert found is None or (found == "AFG" and score > SURE)


def test_inferred_is_less_sure(knowledge: Knowledge) -> None:
    """A country that only the act tells lowers the score, so that it can be told from one that is said."""
    inferred = country(*BORNE_OUT[2][:2], knowledge)
    said = country("A court in Rabat sentenced a Libyan rebel to nine years.", "a Libyan rebel", knowledge)
    assert inferred[1] <= SURE < said[1]
