"""Presence in a real browser: a slider over days, a table with words, and a map of areas."""

from __future__ import annotations

from typing import Any

import pytest

from tests.web.browsing import ARGUMENTS, CHROMIUM, NARROW, NEEDS, SMALL, WITH_MAP, axe, keep, serving, watched
from tests.web.fake import FakeView, convoy

pytestmark = NEEDS


def later() -> dict[str, Any]:
    """The same report a month on, with another number at the same place, and a country as a whole."""
    told = convoy() | {"id": "delta-0603", "published": "2024-06-03"}
    one = told["presence"][0]
    figures = [dict(figure) for figure in told["figures"]]
    figures[one["figure"]] |= {"value": 900, "low": 900, "high": 900, "approximate": False}
    country = next(index for index, place in enumerate(told["places"]) if place["kind"] == "country")
    told["presence"] = [one | {"time": None}, one | {"place": country, "figure": None, "time": None}]
    return told | {"figures": figures}


@pytest.fixture(scope="module")
def site() -> Any:
    yield from serving(FakeView([convoy(), later()]))


def test_days_are_walked_by_keys(page: Any, site: str) -> None:
    """p opens the view on the last day; the arrow keys on the slider go to the day before, which stands in the address
    and shows its own number; a number leads to its words, and a filter to less."""
    page.goto(site)
    page.get_by_text("20 events in 2 reports").wait_for()
    page.keyboard.press("p")
    page.get_by_text("2 told of by 3 June 2024").wait_for()
    page.get_by_text("900", exact=True).wait_for()
    page.get_by_text("no number told", exact=True).wait_for()
    assert axe(page) == []
    slider = page.get_by_role("slider")
    slider.focus()
    page.keyboard.press("ArrowLeft")
    page.get_by_text("1 told of by 5 May 2024").wait_for()
    page.wait_for_url("**/presence?day=2024-05-05")
    assert slider.get_attribute("aria-valuetext") == "5 May 2024"
    page.get_by_text("about 200 (180 to 220)").wait_for()
    page.get_by_role("combobox", name="Where").select_option(label="Niger (1)")
    page.wait_for_url("**day=2024-05-05&place=cNE")
    page.get_by_text("Nothing is told of this by that day.").wait_for()
    page.get_by_role("button", name="Take off the filters").click()
    page.reload()
    page.get_by_text("about 200 (180 to 220)").wait_for()
    page.locator("tbody a", has_text="some 200").click()
    page.locator("article .lit.howMany").wait_for()
    assert page.url.endswith("report/delta-0503?version=1#presence-1")


def test_presence_on_a_phone(page: Any, site: str) -> None:
    """At the width of a phone the table is cards, places can be chosen without a map, and nothing runs out."""
    page.set_viewport_size(NARROW | {"width": 360})
    page.goto(site + "presence")
    page.get_by_role("button", name="Bosso, Niger").click()
    page.get_by_text("1 told of by 3 June 2024").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert axe(page) == []
    keep(page, "presence-narrow")


def test_map_shows_areas_and_narrows(driver: Any, site: str) -> None:
    """A country is an area with its name, a base a dot with its number; a click narrows the table, not the map."""
    chromium = driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS + WITH_MAP)
    for page in watched(chromium, site, SMALL):
        page.goto(site + "presence")
        shown = page.get_by_label("Map of who has how many where")
        shown.get_by_role("button", name="Bosso: armed forces, Niger 900").or_(
            shown.get_by_role("button", name="Bosso")
        ).first.click()
        page.wait_for_url("**place=**")
        page.get_by_text("1 told of by 3 June 2024").wait_for()
        shown.get_by_role("button", name="Niger").first.wait_for()
        keep(page, "presence-map")
    chromium.close()
