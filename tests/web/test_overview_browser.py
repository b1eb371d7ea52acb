"""The overview in a real browser: map, days and list narrow one another."""

from __future__ import annotations

from typing import Any

from tests.web.browsing import ARGUMENTS, CHROMIUM, NARROW, NEEDS, SMALL, WITH_MAP, axe, keep, watched

pytestmark = NEEDS


def brush(page: Any, first: float, last: float) -> None:
    """Drags over the timeline, from one share of its width to another."""
    box = page.get_by_label("When it happened").locator("svg").bounding_box()
    y = box["y"] + box["height"] / 3
    page.mouse.move(box["x"] + box["width"] * first, y)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * (first + last) / 2, y)
    page.mouse.move(box["x"] + box["width"] * last, y)
    page.mouse.up()


def test_a_brush_narrows_the_list_and_stands_in_the_address(page: Any, site: str) -> None:
    """Dragging over days leaves the events of these days, loading the address anew shows the same, and a chip takes it
    off.
    """
    page.goto(site)
    page.get_by_text("10 events in 2 reports").wait_for()
    brush(page, 0.0, 0.4)
    page.wait_for_url("**first=*")
    page.get_by_text("10 events in 2 reports").wait_for(state="detached")
    said = page.get_by_label("Reports and what they tell").get_by_role("status").inner_text()
    page.reload()
    page.get_by_text(said, exact=True).wait_for()
    page.get_by_role("button", name="Take off:").click()
    page.get_by_text("10 events in 2 reports").wait_for()
    assert "first=" not in page.url


def test_filters_are_worked_by_keyboard(page: Any, site: str) -> None:
    """A kind of event, a search and what has no place or day narrow the list; Esc closes the menu, c takes all off."""
    page.goto(site)
    page.get_by_text("10 events in 2 reports").wait_for()
    page.locator("summary", has_text="What").focus()
    page.keyboard.press("Enter")
    page.get_by_role("checkbox", name="Assault").focus()
    page.keyboard.press("Space")
    page.get_by_text("3 events in 1 report", exact=True).wait_for()
    assert "type=ASSAULT" in page.url
    page.keyboard.press("Escape")
    assert page.get_by_role("checkbox").count() == 0
    page.get_by_role("button", name="event without a day").click()
    page.get_by_text("1 event in 1 report", exact=True).wait_for()
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("c")
    page.get_by_text("10 events in 2 reports").wait_for()
    page.keyboard.press("/")
    page.keyboard.type("flood")
    page.get_by_text("0 events in 1 report", exact=True).wait_for()
    page.get_by_role("link", name="Bol market reopens").wait_for()
    page.get_by_role("searchbox", name="Search all reports").fill("no such word")
    page.get_by_text("Nothing that is told fits").wait_for()


def test_an_event_leads_to_its_words(page: Any, site: str) -> None:
    """j goes to the first line, Enter on an event opens its report with its words lit."""
    page.goto(site)
    page.get_by_text("10 events in 2 reports").wait_for()
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.locator("article .lit.what").wait_for()
    assert page.url == site + "report/delta-0503#event-1"
    page.keyboard.press("o")
    page.get_by_text("10 events in 2 reports").wait_for()


def test_places_narrow_where_no_map_can_be_drawn(page: Any, site: str) -> None:
    """A browser without WebGL gets the places with their counts as a list that narrows all the same."""
    page.goto(site)
    page.get_by_text("This browser cannot draw the map").wait_for()
    page.get_by_role("button", name="Agadez, Niger").click()
    page.get_by_text("1 event in 1 report", exact=True).wait_for()
    assert "place=" in page.url


def test_map_opens_and_narrows(driver: Any, site: str) -> None:
    """A dot on the map narrows to its place, a country is an area with its name and count, a drawn box narrows to what
    is in it.
    """
    chromium = driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS + WITH_MAP)
    for page in watched(chromium, site, SMALL):
        page.goto(site)
        section = page.get_by_label("Map of what is told")
        section.get_by_role("button", name="Agadez").click()
        page.get_by_text("1 event in 1 report", exact=True).wait_for()
        page.get_by_role("button", name="Take off: Agadez").click()
        page.get_by_text("10 events in 2 reports").wait_for()
        section.get_by_role("button", name="Draw a box").click()
        box = section.bounding_box()
        page.mouse.move(box["x"] + 4, box["y"] + 4)
        page.mouse.down()
        page.mouse.move(box["x"] + box["width"] - 60, box["y"] + box["height"] - 60, steps=3)
        page.mouse.up()
        page.wait_for_url("**box=*")
        page.get_by_role("button", name="Take off: in the box").wait_for()
        assert axe(page) == []
        keep(page, "overview-map")
    chromium.close()


def test_narrow_screen_has_tabs(page: Any, site: str) -> None:
    """On a phone the panes are tabs, and nothing runs out of the page at the side."""
    page.set_viewport_size(NARROW)
    page.goto(site)
    page.get_by_role("button", name="List").click()
    page.get_by_text("10 events in 2 reports").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    page.get_by_role("button", name="Days").click()
    page.get_by_label("When it happened").locator("svg").wait_for()
    assert axe(page) == []
    keep(page, "overview-narrow")
