"""When: times found, valued and bounded."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.annotate import tokens, when
from dateline.annotate.when import calendar
from dateline.knowledge import Knowledge, load_knowledge
from dateline.model.heard import Hint
from dateline.model.marks import When
from dateline.model.reading import Reading
from dateline.model.report import Furniture, Report
from dateline.model.text import Span

CASES = yaml.safe_load((Path(__file__).parent / "when_cases.yaml").read_text(encoding="utf-8"))
RULES = load_knowledge().lexicons.read("times")["rules"]
EXAMPLES = [(rule["name"], say, value) for rule in RULES for say, value in rule.get("examples", {}).items()]
THURSDAY = "2024-05-02"


def read(text: str, knowledge: Knowledge, published: str | None = THURSDAY, **more: Any) -> Reading:
    """A text with its words and times."""
    reading = Reading(Report(id="r", text=text, published=published, **more))
    for stage in (tokens.STAGE, when.STAGE):
        reading = replace(reading, **stage.compute(reading, knowledge))
    return reading


def times(text: str, knowledge: Knowledge, published: str | None = THURSDAY) -> list[tuple[str, When]]:
    """The times of a text with their words."""
    return [(time.span.of(text), time) for time in read(text, knowledge, published).times]


@pytest.mark.parametrize(("name", "say", "value"), EXAMPLES, ids=[f"{name}: {say}" for name, say, _ in EXAMPLES])
def test_examples_of_the_grammar(name: str, say: str, value: str, knowledge: Knowledge) -> None:
    """Every example in times.yaml is found at its brackets with its value."""
    start, end = say.index("["), say.index("]") - 1
    text = re.sub(r"[\[\]]", "", say)
    found = [(time.span.start, time.span.end, time.value) for time in read(text, knowledge).times]
    assert (start, end, str(value)) in found


@pytest.mark.parametrize("case", CASES, ids=[case["say"] for case in CASES])
def test_sentences(case: dict[str, Any], knowledge: Knowledge) -> None:
    """Sentences of our own give the times listed with them, with the days that they can mean."""
    found = times(case["say"], knowledge, str(case["published"]))
    assert [(said, time.type, time.value) for said, time in found] == [tuple(one[:3]) for one in case["times"]]
    for (_, time), expected in zip(found, case["times"], strict=True):
        if len(expected) > 3 and expected[1] != "TIME":
            assert [time.earliest, time.latest] == expected[3:]


def test_a_friday_in_a_thursdays_report_names_both(knowledge: Knowledge) -> None:
    """A past Friday in a Thursday's report is the previous one, with a note that the next is possible."""
    ((_, time),) = times("On Friday the ministry denied it.", knowledge)
    assert (time.value, time.latest) == ("2024-04-26", "2024-05-03")
    assert time.note is not None
    assert "2024-05-03" in time.note


def test_without_a_date_of_publication_relative_times_stay_relative(knowledge: Knowledge) -> None:
    """Thursday and last week have no days where nobody says when the report was written; a full date has."""
    found = dict(times("On Thursday he left. Last week she came. It began on 4 June 2021.", knowledge, None))
    assert found["Thursday"].value == "XXXX-WXX-4"
    assert (found["Thursday"].earliest, found["Thursday"].latest) == (None, None)
    assert found["Thursday"].note is not None
    assert found["4 June 2021"].value == "2021-06-04"


def test_a_day_that_does_not_exist_has_a_note_and_no_bounds(knowledge: Knowledge) -> None:
    """30 February is kept as said, without days."""
    ((_, time),) = times("The order of 30 February 2023 was forged.", knowledge)
    assert (time.earliest, time.latest) == (None, None)
    assert time.note == "there is no such day"


def test_a_weekday_that_the_calendar_contradicts_has_a_note(knowledge: Knowledge) -> None:
    """Monday 2 May 2024 was a Thursday, and the mark says so."""
    ((_, time),) = times("He was shot on Monday, 2 May 2024.", knowledge)
    assert time.value == "2024-05-02"
    assert time.note is not None
    assert "Thursday" in time.note


def test_a_history_takes_its_years_from_itself(knowledge: Knowledge) -> None:
    """In a text on years long gone a month leans on the year told last, not on the day of publication."""
    text = (
        "The siege began in March 1683. In July 1683 a second army arrived. In 1684 the league was formed. "
        "By June 1686 the town had fallen. In September 1687 the plain was lost. In March 1688 the Danube was crossed. "
        "In September, the fortress fell."
    )
    assert times(text, knowledge)[-1][1].value == "1688-09"


def test_days_counted_from_a_happening_say_so(knowledge: Knowledge) -> None:
    """The note of a length that got its days from elsewhere names what it counts from, and where that is dated."""
    found = dict(times("He fled a week after the coup. The coup took place on 3 March 2024.", knowledge))
    assert found["a week"].note == "1 week after the coup, which the report dates 2024-03-03"


def test_nothing_to_count_from_stays_open(knowledge: Knowledge) -> None:
    """Two days later, where no day is named before, is no day, and the note says why."""
    ((_, time),) = times("Two days later the bridge fell.", knowledge)
    assert (time.value, time.earliest, time.latest) == ("XXXX-XX-XX", None, None)
    assert time.note is not None


def test_an_approximate_date_says_so_in_edtf(knowledge: Knowledge) -> None:
    """A date with about or around before it has its EDTF form in the note."""
    found = dict(times("It was built around March 2015, and again about 1850.", knowledge))
    assert {found["around March 2015"].note, found["1850"].note} == {"2015-03~", "1850~"}


def test_a_date_that_is_not_sure_says_so_in_edtf(knowledge: Knowledge) -> None:
    """A date behind perhaps or possibly has a question mark in its EDTF form, one without has no note."""
    found = dict(times("It was shut perhaps in 2019, possibly in May 2021, and for good in 2022.", knowledge))
    assert [found[said].note for said in ("2019", "May 2021", "2022")] == ["2019?", "2021-05?", None]


def test_a_date_in_figures_names_the_other_order(knowledge: Knowledge) -> None:
    """5/3/2022 can be the fifth of March too: the mark spans both days and its note names the other."""
    found = dict(times("Signed on 5/3/2022 and again on 25/3/2022.", knowledge))
    assert (found["5/3/2022"].earliest, found["5/3/2022"].latest) == ("2022-03-05", "2022-05-03")
    assert "2022-03-05" in (found["5/3/2022"].note or "")
    assert (found["25/3/2022"].value, found["25/3/2022"].note) == ("2022-03-25", None)


@pytest.mark.parametrize(
    ("said", "heard", "expected"),
    [
        ("a quarrel about the years that followed", ("years", 0.9), ["years"]),
        ("a quarrel about the years that followed", ("years", 0.3), []),
        ("a quarrel about the years that followed", None, []),
        ("the best may march on", ("may", 0.9), []),
    ],
)
def test_what_the_reader_hears_is_weighed(
    said: str, heard: tuple[str, float] | None, expected: list[str], knowledge: Knowledge
) -> None:
    """A loose word of time is a time where the trained reader is sure of it; a verb never is; rules do without it."""
    reading = Reading(Report(id="r", text=said, published=THURSDAY))
    reading = replace(reading, **tokens.STAGE.compute(reading, knowledge))
    hints = ()
    if heard is not None:
        start = said.index(heard[0])
        hints = (Hint("time", Span(start, start + len(heard[0])), "DURATION", heard[1]),)
    found = when.STAGE.compute(replace(reading, heard=hints), knowledge)["times"]
    assert [time.span.of(said) for time in found] == expected


def test_furniture_is_not_read(knowledge: Knowledge) -> None:
    """A date in a line that the page drags along is no time of the report; one in a caption is."""
    text = "Updated 4 June 2021\n\nThe bridge fell.\n\nCrowds in Accra, 5 June 2021."
    furniture = (
        Furniture(Span(0, 19), "boilerplate"),
        Furniture(Span(text.index("Crowds"), len(text)), "caption"),
    )
    assert [time.value for time in read(text, knowledge, furniture=furniture).times] == ["2021-06-05"]


def test_spans_count_code_points_past_astral_characters(knowledge: Knowledge) -> None:
    """Characters beyond the basic plane do not shift what is marked."""
    text = "🛩️🛩️ Troops left on 5 June 2021 🚁."
    assert [said for said, _ in times(text, knowledge)] == ["5 June 2021"]


FRAGMENTS = st.sampled_from(
    (
        "Monday|31 June|30 February 2023|0000|9999|12:99|the 99th century|last|two|a|of|1,000,000 years ago|9999-12-31|"
        "in 3000|re-monthly|non-weekly|http://x.org/2020/|FY99|H1 2020|Passover 9998|"
        "’98|Ramadan 1|half a|\u202e|مرحبا|🛩|.|\n|10-12 May|1999-00|decades|" + "9" * 400
    ).split("|")
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    words=st.lists(FRAGMENTS | st.text(max_size=12), max_size=14),
    published=st.sampled_from([None, THURSDAY, "0001-01-01", "9999-12-31", "x"]),
)
def test_any_text_is_read_without_an_error(words: list[str], published: str | None, knowledge: Knowledge) -> None:
    """Whatever the text, marks lie in it, in order, apart, and begin no later than they end."""
    text = " ".join(words)
    reading = read(text, knowledge, published)
    ends = 0
    for time in reading.times:
        assert ends <= time.span.start < time.span.end <= len(text)
        ends = time.span.end
        if time.earliest and time.latest:
            assert time.earliest <= time.latest


@given(st.dates())
def test_a_day_bounds_itself(day: Any) -> None:
    """An ISO day stands for that day alone, and its week, month, quarter and year hold it."""
    assert calendar.bounds(day.isoformat()) == (day, day)
    for value in (calendar.month(day), calendar.quarter(day), f"{day.year:04}", calendar.week(day)):
        span = calendar.bounds(value)
        assert span is not None
        assert span[0] <= day <= span[1]


@pytest.mark.parametrize(
    ("year", "expected"), [(2024, "2024-03-31"), (2023, "2023-04-09"), (2000, "2000-04-23"), (1961, "1961-04-02")]
)
def test_easter(year: int, expected: str) -> None:
    """Easter Sunday falls where the almanac has it."""
    assert calendar.easter(year).isoformat() == expected


@pytest.mark.parametrize(
    ("islamic", "expected"),
    [((1445, 9, 1), "2024-03-11"), ((1445, 10, 1), "2024-04-10"), ((1444, 12, 10), "2023-06-28")],
)
def test_the_islamic_calendar(islamic: tuple[int, int, int], expected: str) -> None:
    """Ramadan and the feasts fall where the tabular calendar has them."""
    day = calendar.islamic(*islamic)
    assert day is not None
    assert abs((day - calendar.date.fromisoformat(expected)).days) <= 1


@pytest.mark.parametrize(
    ("year", "counted", "days", "expected"),
    [
        (2023, "tishri", 0, "2023-09-16"),
        (2024, "tishri", 9, "2024-10-12"),
        (2024, "kislev", 24, "2024-12-26"),
        (2025, "kislev", 24, "2025-12-15"),
        (2024, "passover", 0, "2024-04-23"),
        (2024, "passover", -30, "2024-03-24"),
        (2025, "passover", 50, "2025-06-02"),
    ],
)
def test_the_hebrew_calendar(year: int, counted: str, days: int, expected: str) -> None:
    """Jewish feasts fall where the almanac has them."""
    day = calendar.hebrew_feast(year, counted, days)
    assert day is not None
    assert day.isoformat() == expected


@pytest.mark.parametrize(("year", "expected"), [(2023, "2023-04-16"), (2024, "2024-05-05"), (1900, "1900-04-22")])
def test_orthodox_easter(year: int, expected: str) -> None:
    """Easter of the eastern churches falls where the almanac has it."""
    day = calendar.orthodox_easter(year)
    assert day is not None
    assert day.isoformat() == expected
