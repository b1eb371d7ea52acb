"""How many: figures found, bounded, with what they count."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.annotate import howmany, tokens, when
from dateline.knowledge import Knowledge, numbers
from dateline.model.marks import Figure
from dateline.model.reading import Reading
from dateline.model.report import Report
from tests.annotate.figure_cases import Case, cases

KNOWN = set(yaml.safe_load((Path(__file__).parent / "known_failures.yaml").read_text(encoding="utf-8"))["howmany"])


def read(text: str, knowledge: Knowledge) -> Reading:
    """A text with its words, times and figures."""
    reading = Reading(Report(id="r", text=text, published="2024-05-02"))
    for stage in (tokens.STAGE, when.STAGE, howmany.STAGE):
        reading = replace(reading, **stage.compute(reading, knowledge))
    return reading


def told(figure: Figure, text: str) -> tuple[object, ...]:
    """A figure as the cases tell it; the bounds of "about" are the reader's own affair."""
    bounds = (None, None) if figure.approximate and figure.value is not None else (figure.low, figure.high)
    return (figure.span.of(text), figure.value, *bounds, figure.approximate, figure.unit, figure.counts)


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.text)
def test_sentences(case: Case, knowledge: Knowledge) -> None:
    """Each sentence has the figures listed with it and no others."""
    if case.text in KNOWN:
        pytest.xfail("see known_failures.yaml")
    found = [told(figure, case.text) for figure in read(case.text, knowledge).figures]
    assert found == list(case.figures)


def test_the_numbers_of_the_lexicon(knowledge: Knowledge) -> None:
    """Every example of numbers.yaml is worth what stands beside it."""
    counted = numbers.load(knowledge.lexicons)
    for said, worth in knowledge.lexicons.read("numbers")["examples"]:
        assert counted.worth(said) == worth


def test_a_part_is_told_in_a_note(knowledge: Knowledge) -> None:
    """ "Most of the approximately 1,000" is not a thousand: the figure says so."""
    (figure,) = read("Most of the approximately 1,000 troops are in the north.", knowledge).figures
    assert figure.note == "most of these"


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    words=st.lists(
        st.sampled_from(
            [
                "between",
                "5",
                "and",
                "7",
                "$",
                "1,000,000,000,000,000",
                "half a",
                "dozen",
                "%",
                "-",
                "to",
                "killed",
                "1.2.3",
                "½",
            ]
        )
        | st.text(max_size=8),
        max_size=14,
    )
)
def test_any_text_is_read_without_an_error(words: list[str], knowledge: Knowledge) -> None:
    """Whatever the text, figures lie in it, in order, and low is never over high."""
    text = " ".join(words)
    ends = 0
    for figure in read(text, knowledge).figures:
        assert ends <= figure.span.start < figure.span.end <= len(text)
        ends = figure.span.end
        if figure.low is not None and figure.high is not None:
            assert figure.low <= figure.high


@given(st.integers(min_value=0, max_value=10**12))
def test_digits_with_commas_are_worth_themselves(number: int) -> None:
    """A number written with commas is that number."""
    counted = numbers.Numbers({}, {}, {}, "")
    assert counted.worth(f"{number:,}") == number
