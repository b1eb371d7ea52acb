"""The pages in a real browser: what a person clicks, presses and sees."""

from __future__ import annotations

from typing import Any

import pytest

from tests.web.browsing import (
    ARGUMENTS,
    CHROMIUM,
    NARROW,
    NEEDS,
    REPORT,
    WIDE,
    WITH_MAP,
    axe,
    keep,
    lit,
    serving,
    watched,
)
from tests.web.fake import FakeView

pytestmark = NEEDS


def test_list_leads_to_a_report_by_keys(page: Any, site: str) -> None:
    """j goes to the first report, Enter opens it, u leads back, / goes to the search box."""
    page.goto(site + "reports")
    page.get_by_role("heading", name="Convoy halted").wait_for()
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.locator("article").wait_for()
    assert page.url == site + REPORT
    page.keyboard.press("u")
    page.get_by_role("heading", name="Bol market").wait_for()
    page.keyboard.press("/")
    page.keyboard.type("flood")
    page.get_by_text("1 report holds “flood”").wait_for()
    assert page.url == site + "reports?q=flood"
    page.get_by_role("searchbox").fill("no such word")
    page.get_by_text("No report holds “no such word”").wait_for()
    page.keyboard.press("Escape")
    page.get_by_text("2 reports").wait_for()


def test_event_lights_its_words(page: Any, site: str) -> None:
    """A click on an event in the list lights its trigger and every role, opens its note and stands in the address."""
    page.goto(site + REPORT)
    page.get_by_role("tab", name="Events").click()
    page.get_by_role("tabpanel").get_by_text("Assault: attack").first.click()
    page.locator("article .lit.what").wait_for()
    assert page.url.endswith("#event-1")
    assert lit(page, "what") == ["stopped"]
    assert lit(page, "who") == ["Gunmen"]
    assert " ".join(lit(page, "where")) == "the lake road east of Diffa"
    assert lit(page, "when") == ["on Friday"]
    assert "".join(lit(page, "toWhom")).replace(" ", "") == "fourdrivers"
    note = page.get_by_label("Notes beside the text").locator("li.on")
    assert "between 26 April and 3 May 2024" in note.inner_text()
    page.keyboard.press("Escape")
    page.locator("article .lit").first.wait_for(state="detached")
    assert "#" not in page.url


def test_words_after_a_wide_letter_are_right(page: Any, site: str) -> None:
    """Offsets are code points: what follows a letter outside the basic plane is lit where it stands."""
    page.goto(f"{site}{REPORT}#event-8")
    page.locator("article .lit.what").wait_for()
    assert lit(page, "what") == ["march"]
    assert lit(page, "when") == ["Monday"]


def test_keys_walk_through_the_text(page: Any, site: str) -> None:
    """j and k go from one statement or event to the next in the order of the text, and the words stay in view."""
    page.goto(site + REPORT)
    page.locator("article").wait_for()
    walked = []
    for _ in range(17):
        page.keyboard.press("j")
        walked.append(page.evaluate("location.hash"))
    assert walked[:4] == ["#statement-1", "#event-1", "#event-2", "#statement-2"]
    assert walked[-1] == "#event-10"
    assert page.locator('article [data-ref="event-10"]').is_visible()
    page.keyboard.press("k")
    assert page.evaluate("location.hash") == "#event-9"
    assert page.evaluate("document.activeElement.dataset.ref") == page.evaluate("location.hash.slice(1)")


def test_kinds_are_switched(page: Any, site: str) -> None:
    """Statements and events are shown at first; 3 to 6 and the buttons show who, where, when, how many."""
    page.goto(site + REPORT)
    page.locator("article .flag").first.wait_for()
    assert page.locator("article .u").count() == 0
    page.keyboard.press("4")
    assert page.locator("article .u.place").count() > 5
    page.get_by_role("button", name="how many").click()
    assert page.locator("article .u.figure").count() >= 5
    page.keyboard.press("2")
    assert page.locator("article .flag").count() == 0
    assert "stage" not in page.inner_text("body").lower()


def test_map_leads_to_words(driver: Any, site: str) -> None:
    """A place on the map leads to its words; a country is an area with its name, a government no point."""
    chromium = driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS + WITH_MAP)
    for page in watched(chromium, site, WIDE | {"height": 620}):
        page.goto(site + REPORT)
        names = page.get_by_label("Map of the places in this report")
        names.locator("li").get_by_role("link", name="Agadez, Niger").click()
        page.locator("article .lit.where").wait_for()
        assert lit(page, "where") == ["Agadez"]
        assert names.locator("li.country").first.inner_text() == "Niger"
        assert names.get_by_role("link", name="N'Djamena").count() == 0
        assert names.get_by_role("link", name="the islands").is_visible()
    chromium.close()


def test_places_are_listed_where_no_map_can_be_drawn(page: Any, site: str) -> None:
    """A browser without WebGL gets the places as a list that leads to the words all the same."""
    page.goto(site + REPORT)
    page.get_by_text("This browser cannot draw the map").wait_for()
    page.get_by_label("Map of the places in this report").get_by_role("link", name="Agadez").click()
    page.locator("article .lit.where").wait_for()
    assert lit(page, "where") == ["Agadez"]


def test_narrow_screen_opens_the_note_under_its_line(page: Any, site: str) -> None:
    """Where there is no room beside the text, the note stands under the line of its words."""
    page.set_viewport_size(NARROW)
    page.goto(f"{site}{REPORT}#event-9")
    note = page.locator("article .under")
    note.wait_for()
    words = page.locator("article .lit.what").first.bounding_box()
    box = note.bounding_box()
    assert words["y"] < box["y"] < words["y"] + 120
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    keep(page, "reader-narrow")


def test_page_as_it_came_runs_nothing(page: Any, site: str) -> None:
    """The page is shown in a frame in which its script did not run, and the words are found in it."""
    page.goto(f"{site}{REPORT}#event-8")
    page.get_by_role("link", name="in the page as it came").click()
    page.locator("mark").wait_for()
    assert page.locator("mark").inner_text() == "march"
    frame = page.frame_locator("iframe")
    frame.locator("pre").wait_for()
    assert page.locator("iframe").get_attribute("sandbox") == ""


def test_what_is_not_there_is_explained(page: Any, site: str) -> None:
    """An unknown report and an unknown address say so and lead back."""
    page.goto(site + "report/nobody")
    page.get_by_role("heading", name="There is no such report").wait_for()
    page.goto(site + "no/where")
    page.get_by_role("heading", name="There is no page at this address").wait_for()
    page.get_by_role("main").get_by_role("link", name="All reports").click()
    page.get_by_role("heading", name="Reports", exact=True).wait_for()


@pytest.mark.parametrize(
    ("path", "theme"),
    [
        ("", "light"),
        ("", "dark"),
        ("reports", "light"),
        ("reports", "dark"),
        (REPORT + "#event-9", "light"),
        (REPORT + "#event-9", "dark"),
        (REPORT + "/page", "light"),
    ],
)
def test_axe_finds_nothing(page: Any, site: str, path: str, theme: str) -> None:
    """axe-core has nothing to say about contrast, names, roles or order, in either theme."""
    address, _, hash_ = path.partition("#")
    page.goto(f"{site}{address}?theme={theme}#{hash_}")
    page.locator("h1").wait_for()
    if address == "":
        page.get_by_text("10 events in 2 reports").wait_for()
        page.get_by_text("What", exact=True).click()
        page.get_by_role("checkbox").first.wait_for()
    if address == REPORT:
        page.locator("article .flag").first.wait_for()
        page.evaluate("['3', '4', '5', '6'].forEach((key) => dispatchEvent(new KeyboardEvent('keydown', {key})))")
    keep(page, f"{path.replace('/', '-').replace('#', '-') or 'overview'}-{theme}")
    assert axe(page, theme) == []


def test_empty_store_teaches(browser: Any) -> None:
    """A store without reports says what would be here and how to get it there."""
    for site in serving(FakeView([])):
        page = browser.new_page()
        page.goto(site)
        page.get_by_role("heading", name="No report has been added yet").wait_for()
        assert "dateline add" in page.inner_text("main")
        assert axe(page) == []
        page.close()
