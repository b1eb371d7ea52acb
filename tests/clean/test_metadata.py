"""What a page or a text says of itself: title, authors, publisher, date; and what stays unknown."""

from __future__ import annotations

import pytest

from dateline.clean import clean
from dateline.clean.byline import names
from dateline.clean.dates import in_url, line_date, of_value, written
from dateline.clean.identity import canonical, identify
from dateline.model.report import Report
from tests.clean.pages import PARAGRAPHS, html, page

BODY = "\n\n".join(PARAGRAPHS)


def test_json_ld_is_believed_first() -> None:
    """Title, authors, publisher and date come from what the publisher says for machines."""
    report = clean(page(html(head='<meta name="author" content="Web Desk">')))
    assert report.title == "Ferry sinks off Port Vale, 12 dead"
    assert report.authors == ("Lena Marsh", "Sami Osei")
    assert (report.publisher, report.lang) == ("Coast Daily", "en")
    assert (report.published, report.published_from) == ("2021-03-09T06:30:00+00:00", "json-ld")
    assert report.url == "https://coastdaily.example/2021/03/09/ferry"


def test_page_without_json_ld() -> None:
    """Without it the byline on the page and the meta tags tell; broken JSON-LD is passed over."""
    meta = '<meta property="article:published_time" content="2021-03-09T08:00:00+02:00">'
    report = clean(page(html(head=meta, ld='{"@type": "NewsArticle", "headline": ')))
    assert report.authors == ("Lena Marsh", "Sami Osei")
    assert (report.published, report.published_from) == ("2021-03-09T08:00:00+02:00", "meta")


def test_date_of_last_resort() -> None:
    """With no word of a date but the address, that is where it is said to be from."""
    report = clean(page(html(ld="")))
    assert (report.published, report.published_from) == ("2021-03-09", "url")


def test_day_of_the_newsroom() -> None:
    """Where machines are told a moment in UTC, the day is the one that the page shows its readers."""
    ld = '{"@type": "NewsArticle", "headline": "Ferry sinks", "datePublished": "2021-03-09T22:30:00Z"}'
    report = clean(page(html("<p>March 10, 2021</p>", ld=ld)))
    assert (report.published, report.published_from) == ("2021-03-10", "date-line")


def test_what_is_given_wins() -> None:
    """The giver of a page is believed over the page."""
    given = {
        "title": "T",
        "published": "2020-01-01",
        "publisher": "P",
        "lang": "en",
        "url": "https://a.example/b",
        "id": "7",
    }
    report = clean(page(html(), **given))
    assert (report.title, report.published, report.published_from) == ("T", "2020-01-01", "given")
    assert (report.publisher, report.url, report.id) == ("P", "https://a.example/b", "7")


def test_nothing_is_made_up() -> None:
    """A text that says nothing of itself leaves it unknown."""
    report = clean(page(BODY, "text/plain"))
    assert (report.title, report.published, report.published_from, report.publisher) == (None, None, None, None)
    assert report.authors == ()


def plain(top: str) -> Report:
    """A text file that begins so."""
    return clean(page(f"{top}\n\n{BODY}", "text/plain"))


@pytest.mark.parametrize(
    ("top", "title", "published", "authors"),
    [
        ("Ferry sinks off Port Vale\n\nMarch 9, 2021", "Ferry sinks off Port Vale", "2021-03-09", ()),
        ("Ferry sinks off Port Vale\nBy Lena Marsh and Tom Ade\n9 March 2021, 10:15 GMT", "Ferry sinks off Port Vale",
         "2021-03-09", ("Lena Marsh", "Tom Ade")),
        ("Published: 2021-03-09\nUpdated: 2021-03-11\nWhy did she sail?", "Why did she sail?", "2021-03-09", ()),
        ("https://coastdaily.example/2021/03/09/ferry", None, "2021-03-09", ()),
        ("PORT VALE, March 9, 2021 (Coast Wire) - The ferry sank, and the storm went on.", None, "2021-03-09", ()),
        ("PORT VALE, 9 March 2021 - The ferry sank, and the storm went on.", None, "2021-03-09", ()),
        ("Port Vale, 9 March 2021 – The ferry sank, and the storm went on.", None, "2021-03-09", ()),
        ("On Monday, 9 March 2021, the ferry sank - and the storm went on.", None, None, ()),
        ("The ferry sank on March 9, 2021.", None, None, ()),
    ],
)  # fmt: skip
def test_first_lines_of_a_text(top: str, title: str | None, published: str | None, authors: tuple[str, ...]) -> None:
    """Headline, byline and date line of a plain text are read; a sentence with a date in it is neither."""
    report = plain(top)
    assert (report.title, report.published, report.authors) == (title, published, authors)


def test_hard_wrapped_text_has_no_title() -> None:
    """The first line of a wrapped paragraph is no headline."""
    text = "The ferry Aurora sank off Port Vale on Monday night, and at\nleast 12 people died, the coast guard said\n"
    assert clean(page(text * 3, "text/plain")).title is None


@pytest.mark.parametrize(
    ("byline", "found"),
    [
        ("By Lena Marsh", ("Lena Marsh",)),
        ("BY LENA MARSH AND TOM ADE", ("LENA MARSH", "TOM ADE")),
        ("By Lena Marsh, Senior Correspondent | Coast Daily", ("Lena Marsh", "Coast Daily")),
        ("Lena Marsh, Tom Ade and Sami Osei in Port Vale", ("Lena Marsh", "Tom Ade", "Sami Osei")),
        ("By Lena Marsh lena@coastdaily.example", ("Lena Marsh",)),
        ("Written by: Juan de la Cruz, Jr.", ("Juan de la Cruz",)),
        ("By Staff Writer", ()),
        ("Published March 9, 2021", ()),
        ("https://social.example/lena", ()),
        ("", ()),
    ],
)
def test_names_in_a_byline(byline: str, found: tuple[str, ...]) -> None:
    """Names are taken out of what stands around them; what is no name is left."""
    assert names(byline) == found


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("May 2, 2024", "2024-05-02"),
        ("2 May 2024", "2024-05-02"),
        ("Thursday, 2nd May 2024", "2024-05-02"),
        ("Sept. 3, 2021", "2021-09-03"),
        ("2024-05-02", "2024-05-02"),
        ("25/12/2021", "2021-12-25"),
        ("12/25/2021", "2021-12-25"),
        ("03/04/2021", None),
        ("February 30, 2021", None),
        ("May 2", None),
        ("", None),
    ],
)
def test_written_dates(text: str, day: str | None) -> None:
    """A full date is read; one that is not in the calendar, or can be read in two ways, is not."""
    assert written(text) == day


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("May 2, 2024", ("2024-05-02", False)),
        ("Published May 2, 2024 at 10:15 a.m. EDT", ("2024-05-02", False)),
        ("Updated: 2 May 2024", ("2024-05-02", True)),
        ("10:15 GMT, 2 May 2024", ("2024-05-02", False)),
        ("Posted on: 2024-05-02T10:15:00Z", ("2024-05-02", False)),
        ("May 2, 2024 - 9:03AM", ("2024-05-02", False)),
        ("May 2, 2024 was a Thursday.", None),
        ("On May 2, 2024", None),
        ("The talks ended May 2, 2024", None),
    ],
)
def test_date_lines(line: str, found: tuple[str, bool] | None) -> None:
    """A line that is a date and nothing else is told from one that has a date in it, an update from a publication."""
    assert line_date(line) == found


def test_machine_values() -> None:
    """Machine dates keep their time; nonsense is no date."""
    assert of_value("2024-05-02T10:15:00Z") == "2024-05-02T10:15:00+00:00"
    assert of_value("2024-05-02 10:15:00") == "2024-05-02T10:15:00"
    assert of_value("20240502") == "2024-05-02"
    assert [of_value(value) for value in ("0001-01-01", "soon", "", 5, None, "2024-13-40")] == [None] * 6


def test_dates_in_addresses() -> None:
    """An address that has its day in its path tells it; numbers that are none do not."""
    assert in_url("https://a.example/2024/05/02/talks") == "2024-05-02"
    assert in_url("https://a.example/news/2024/may/2/talks") == "2024-05-02"
    assert in_url("https://a.example/20240502-talks.html") == "2024-05-02"
    assert in_url("https://a.example/story/12345678?d=2024/05/02") is None


def test_one_id_for_one_address() -> None:
    """The id is given, or depends on the address alone, or on the words alone."""
    same = ["https://www.a.example/b/?utm_source=x#top", "http://a.example/b", "https://A.example:443/b?fbclid=1"]
    assert {canonical(url) for url in same} == {"https://a.example/b"}
    assert canonical("https://a.example/b?id=2&a=1") == "https://a.example/b?a=1&id=2"
    assert len({identify(page(html(url)), url) for url in same}) == 1
    assert identify(page("a"), None) != identify(page("b"), None)
    assert identify(page("a", id="x"), "https://a.example/") == "x"
    assert canonical("http://[bad") == "http://[bad"
