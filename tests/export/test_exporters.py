"""What every format keeps to, and what each shows."""

from __future__ import annotations

import csv
import io
import json
from html.parser import HTMLParser
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from dateline.export import EXPORTERS, as_csv, people, words
from dateline.model.wire import reading_to_json
from tests.made import reading

ANSWER = reading_to_json(reading())
ERROR = {"id": "gone", "error": {"kind": "not-found", "message": "There is no such file."}}
BARE = reading_to_json(reading("Nothing was read in this."))


@pytest.mark.parametrize("name", sorted(EXPORTERS))
def test_every_format_takes_every_answer(name: str) -> None:
    """A reading, an empty reading and an error can be written in every format, alone and together."""
    write = EXPORTERS[name].write
    for answers in ([], [ANSWER], [BARE], [ERROR], [ANSWER, ERROR, BARE]):
        assert isinstance("".join(write(answers)), str)


def test_json_lines_come_back() -> None:
    """A line is the answer, whole."""
    lines = "".join(EXPORTERS["jsonl"].write([ANSWER, ERROR])).splitlines()
    assert [ANSWER, ERROR] == [json.loads(line) for line in lines]


@pytest.mark.parametrize("count", [0, 1, 3])
def test_json_is_one_array(count: int) -> None:
    """Whatever their number, the answers are one array."""
    assert [ANSWER] * count == json.loads("".join(EXPORTERS["json"].write([ANSWER] * count)))


def test_a_table_has_a_row_an_event() -> None:
    """Each row has the event with the words that it rests on; what is unknown is empty, what is not wanted left out."""
    (row,) = csv.DictReader(io.StringIO("".join(EXPORTERS["csv"].write([ANSWER, ERROR, BARE]))))
    wanted = {"report": "portville", "event": "1", "type": "RETREAT", "actors": "soldiers", "place": "Portville"}
    assert wanted == {name: row[name] for name in wanted}
    assert (row["lat"], row["lon"], row["recipients"], row["figures"]) == ("50.0", "-1.0", "", "about 40 soldiers")
    assert row["words"] == "Some 40 soldiers left Portville on 3 May, the mayor said."
    assert "".join(EXPORTERS["csv"].write([ANSWER | {"wanted": []}])).count("\n") == 1


@given(st.text(max_size=40), st.sampled_from(["=", "+", "-", "@", "\t=", "\r", " =", "＝", "\n@"]))
def test_no_cell_is_a_formula(text: str, sign: str) -> None:
    """Whatever a report says, a spreadsheet shows it and runs nothing; numbers stay numbers."""
    assert as_csv.cell(sign + text).startswith("'")
    assert not str(as_csv.cell(text)).lstrip(" ").startswith(as_csv.FORMULA)
    hostile = ANSWER | {"title": sign + text, "publisher": f'{text}"{sign}\n'}
    rows = list(csv.DictReader(io.StringIO("".join(EXPORTERS["csv"].write([hostile])), newline="")))
    assert [row["title"] for row in rows] == [as_csv.cell(sign + text)]
    assert as_csv.cell(-1.5) == -1.5


def test_points_for_maps() -> None:
    """An event is a point with longitude first; without a place it has no geometry, and is there all the same."""
    nowhere = ANSWER | {"events": [ANSWER["events"][0] | {"place": None}]}
    told = json.loads("".join(EXPORTERS["geojson"].write([ANSWER, nowhere])))
    assert told["type"] == "FeatureCollection"
    assert [one["geometry"] for one in told["features"]] == [{"type": "Point", "coordinates": [-1.0, 50.0]}, None]
    assert told["features"][0]["properties"]["radius_km"] == 4


def test_the_html_page_needs_nothing_else() -> None:
    """The page names no other file and no host, and has no script."""

    class Links(HTMLParser):
        found: ClassVar[list[str]] = []

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            assert tag != "script"
            self.found += [value for name, value in attrs if name in ("src", "href") and value]

    parser = Links()
    parser.feed("".join(EXPORTERS["html"].write([ANSWER])))
    assert parser.found
    assert all(link.startswith("#") for link in parser.found)


def test_markup_in_a_report_stays_text() -> None:
    """What a report says is never markup of our page."""
    hostile = reading_to_json(reading('Said <script>alert(1)</script> & "left" <img src=x onerror=alert(1)>.'))
    hostile["title"] = "<b>bold</b>"
    page = "".join(EXPORTERS["html"].write([hostile]))
    assert "<script>" not in page
    assert "<img" not in page
    assert "<b>bold" not in page


def test_people_see_the_words() -> None:
    """The print for people has headline, source, content, event and figure with the words that they come from."""
    out = io.StringIO()
    people.show(ANSWER, Console(file=out, width=160))
    for wanted in (
        "Troops leave harbour",
        "the mayor [unnamed]",
        "Some 40 soldiers left Portville on 3 May",
        "RETREAT withdraw",
        "“left”",
        "according to the mayor",
        "about 40 soldiers",
        "2024-05-03",
    ):
        assert wanted in out.getvalue()


@pytest.mark.parametrize(
    ("figure", "said"),
    [
        ({"value": 40, "low": 40, "high": 40, "approximate": False}, "40"),
        ({"value": 40, "low": 36, "high": 44, "approximate": True}, "about 40"),
        ({"value": 23, "low": 23, "high": None, "approximate": False}, "at least 23"),
        ({"value": 23, "low": None, "high": 23, "approximate": False}, "at most 23"),
        ({"value": None, "low": 24, "high": 99, "approximate": True}, "between 24 and 99"),
        ({"value": 1500000, "low": 1500000, "high": 1500000, "approximate": False}, "1,500,000"),
        ({"value": None, "low": None, "high": None, "approximate": True}, "unknown"),
    ],
)
def test_a_figure_in_words(figure: dict[str, object], said: str) -> None:
    """A figure is said with its bounds, never more exactly than the report has it."""
    assert said == words.figure(figure | {"unit": None, "counts": None})


@pytest.mark.parametrize(
    ("noun", "said"),
    [
        ("mile", "miles"),
        ("country", "countries"),
        ("day", "days"),
        ("policeman", "policemen"),
        ("child", "children"),
        ("air base", "air bases"),
        ("church", "churches"),
        ("troops", "troops"),
        ("dead", "dead"),
        ("Russians", "Russians"),
        ("French", "French"),
        ("people", "people"),
    ],
)
def test_plural(noun: str, said: str) -> None:
    """What several are counted of is told in the plural."""
    assert words.plural(noun) == said


@pytest.mark.parametrize(
    ("time", "said"),
    [
        ({"earliest": "2024-05-03", "latest": "2024-05-03", "value": "2024-05-03"}, "2024-05-03"),
        ({"earliest": "2024-04-26", "latest": "2024-05-03", "value": "2024"}, "between 2024-04-26 and 2024-05-03"),
        ({"earliest": "2024-04-26", "latest": None, "value": "FUTURE_REF"}, "from 2024-04-26"),
        ({"earliest": "2024-04-26", "latest": "2024-05-03", "value": "P1W"}, "1 week"),
        ({"earliest": None, "latest": None, "value": "PXY"}, "some years"),
        ({"earliest": None, "latest": None, "value": "PT3H"}, "3 hours"),
        ({"earliest": None, "latest": None, "value": "XXXX-WXX-5"}, "XXXX-WXX-5"),
    ],
)
def test_a_time_in_words(time: dict[str, object], said: str) -> None:
    """An uncertain day is told as a range."""
    assert said == words.when(time)
