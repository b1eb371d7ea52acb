"""Stories in a real browser: what is told, on whose word, and what disagrees."""

from __future__ import annotations

from typing import Any

import pytest

from tests.web.browsing import NARROW, NEEDS, axe, keep, lit

pytestmark = NEEDS
STORY = "story/delta-0503"


def test_three_clicks_from_the_list_to_the_words(page: Any, site: str) -> None:
    """The list of stories leads to one, a claim opens to its tellings, and a telling to its words lit in the report."""
    page.goto(site + "stories")
    page.get_by_role("link", name="Convoy halted").click()
    page.get_by_text("2 reports by 2 publishers, 1 of them first-hand.").wait_for()
    page.get_by_role("button", name="2 tellings").click()
    page.get_by_role("link", name="“Gunmen stopped a grain convoy”").first.click()
    page.locator("article .lit.cited").first.wait_for()
    assert " ".join(lit(page, "cited")) == "Gunmen stopped a grain convoy"


def test_sides_of_a_conflict_stand_side_by_side(page: Any, site: str) -> None:
    """Both wordings are shown with whose they are; the world's side has no words, and a person's judgement is named."""
    page.goto(site + STORY)
    part = page.get_by_role("region", name="What cannot all be right")
    part.get_by_text("about 60", exact=True).wait_for()
    assert "739 km in a straight line" in part.inner_text()
    assert "by reckoning" in part.inner_text()
    assert "Ada: confirmed" in part.inner_text()


def test_a_line_of_the_lineage_shows_the_passages(page: Any, site: str) -> None:
    """Who has it from whom is said in words; opened, the passages of both stand beside one another."""
    page.goto(site + STORY)
    page.get_by_role("button", name="has it from Delta Wire (sample) (copy)").click()
    page.get_by_role("cell", name="Gunmen stopped a grain convoy").wait_for()


def test_print_has_footnotes(page: Any, site: str) -> None:
    """On paper the story ends with the words that it rests on, numbered."""
    page.goto(site + STORY)
    page.get_by_role("heading", name="Incidents").wait_for()
    notes = page.locator("#notes")
    assert not notes.is_visible()
    page.emulate_media(media="print")
    assert notes.is_visible()
    assert page.locator(".notes li").count() == 7
    page.emulate_media(media="screen")


def test_incidents_are_joined_taken_apart_and_left_again(page: Any, site: str) -> None:
    """Two that are chosen become one under a name, a report of one is parted from it, and both can be taken back."""
    page.goto(site + STORY)
    part = page.get_by_role("region", name="Incidents")
    boxes = part.get_by_role("checkbox")
    boxes.nth(0).check()
    assert part.get_by_role("button", name="These are one incident").is_disabled()
    boxes.nth(1).check()
    part.get_by_label("Your name").fill("Ada")
    part.get_by_role("button", name="These are one incident").click()
    part.get_by_text("Joined.", exact=True).wait_for()
    part.get_by_text("Joined by Ada").first.wait_for()
    part.get_by_role("button", name="Take back").first.click()
    part.get_by_text("Taken back.", exact=True).wait_for()
    part.get_by_role("button", name="2 events").click()
    part.get_by_role("button", name="not this one").first.click()
    part.get_by_text("Kept apart from another by Ada").first.wait_for()
    keep(page, "story-incidents")
    assert axe(page) == []
    part.get_by_role("button", name="Take back").first.click()
    part.get_by_text("Taken back.", exact=True).wait_for()


def test_versions_of_a_page_are_compared(page: Any, site: str) -> None:
    """The report offers its versions; what was added, removed and changed stands side by side, with the figures."""
    page.goto(site + "report/delta-0503")
    page.get_by_role("link", name="What changed from 1 to 2").click()
    page.get_by_text("3 sentences are not as they were").wait_for()
    assert page.locator("li.changed mark.figure").first.inner_text() == "about 60 men"
    said = page.locator("dl").first.inner_text()
    assert "figure" in said
    assert "a regional official" in said
    for size in ({"width": 1400, "height": 1000}, NARROW):
        page.set_viewport_size(size)
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        keep(page, f"changes-{size['width']}")
        assert axe(page) == []


@pytest.mark.parametrize("path", ["stories", STORY])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(page: Any, site: str, path: str, theme: str) -> None:
    """axe-core has nothing to say about the list and the page of a story, with everything opened."""
    page.emulate_media(color_scheme=theme)
    page.goto(site + path)
    page.locator("h1").wait_for()
    if path == STORY:
        page.get_by_role("button", name="2 tellings").click()
        page.get_by_role("button", name="has it from").click()
    keep(page, f"{path.replace('/', '-')}-{theme}")
    assert axe(page, theme) == []


def test_narrow_screen(page: Any, site: str) -> None:
    """On a phone nothing but the graph runs out at the side."""
    page.set_viewport_size(NARROW)
    page.goto(site + STORY)
    page.get_by_role("heading", name="Incidents").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    keep(page, "story-narrow")
