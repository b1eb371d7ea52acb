"""Actors in a real browser: a list that is searched, a page on one of them, and names that are settled."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.web.browsing import NARROW, NEEDS, axe, keep, serving, watched
from tests.web.fake import FakeView

pytestmark = NEEDS


@pytest.fixture
def desk(browser: Any) -> Iterator[tuple[Any, str]]:
    """A page on a store of its own, for what one test settles is settled in the next."""
    for site in serving(FakeView()):
        for page in watched(browser, site):
            yield page, site


def test_from_the_list_to_the_words(page: Any, site: str) -> None:
    """h opens the list, / searches it, j and Enter open one; a counterpart in the graph leads on by keyboard, and an
    event leads to its words in the report."""
    page.goto(site)
    page.get_by_text("10 events in 2 reports").wait_for()
    page.keyboard.press("h")
    page.get_by_role("heading", name="Actors").wait_for()
    page.get_by_role("combobox").select_option("all")
    page.get_by_role("link", name="armed group").wait_for()
    page.keyboard.press("/")
    page.keyboard.type("rebel")
    page.get_by_text("Nobody here is called “rebel”").wait_for()
    page.get_by_role("button", name="Show all").click()
    page.get_by_role("combobox").select_option("described")
    page.get_by_role("link", name="armed group").wait_for()
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.matches('tbody tr:first-child a')")
    page.get_by_role("link", name="armed group").press("Enter")
    page.wait_for_url("**/actors/code%3A-REB")
    graph = page.get_by_role("group", name="who acts upon it, at the left")
    graph.get_by_role("link", name="civilians").first.wait_for()
    page.get_by_role("row", name="civilians").first.wait_for()
    assert axe(page) == []
    keep(page, "actor")
    graph.get_by_role("link", name="civilians").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/actors/code%3A-CVL")
    page.get_by_role("button", name="as the one acted upon").click()
    page.locator("section", has=page.get_by_role("heading", name="Events")).locator("ol a").first.click()
    page.locator("article .lit.what").first.wait_for()
    assert "version=1#event-" in page.url


def test_names_are_settled_and_taken_back(desk: tuple[Any, str]) -> None:
    """A person says whose a name is: the next name opens, the trail tells it, the actor's page collects what the name
    did; taken back, it is to be settled again. Nobody settles without a name of their own."""
    page, site = desk
    page.goto(site + "actors?names=true&q=Hadiza")
    page.get_by_role("button", name="Hadiza Sani").click()
    form = page.get_by_role("group", name="Whose name is “Hadiza Sani”?")
    form.get_by_role("button", name="Not an actor").click()
    page.get_by_text("Give your name first").wait_for()
    page.get_by_label("Your name").fill("Ada")
    assert axe(page) == []
    form.get_by_label("Kind").select_option("BUS")
    form.get_by_role("button", name="Add this actor").click()
    page.get_by_role("status").get_by_text("“Hadiza Sani” is a name of Hadiza Sani.").wait_for()
    page.goto(site + "actors/name%3Amoussa%20abdou")
    page.get_by_text("Whose name is “Moussa Abdou”?").click()
    page.get_by_label("Type a name").fill("Hadiza")
    page.get_by_role("button", name="It is Hadiza Sani").click()
    page.get_by_role("heading", name="Hadiza Sani", exact=True).wait_for()
    page.get_by_text("“Moussa Abdou”, said Ada on").wait_for()
    page.get_by_text("They came out of the reeds").wait_for()
    page.goto(site + "actors?names=true")
    trail = page.get_by_role("region", name="Who settled what")
    trail.get_by_role("row", name="“Moussa Abdou” is a name of").get_by_role("button", name="Take back").click()
    page.get_by_role("button", name="Moussa Abdou").wait_for()
    trail.get_by_text("taken back", exact=True).wait_for()
    keep(page, "names")


def test_actors_on_a_phone(page: Any, site: str) -> None:
    """At the width of a phone nothing runs out of the page at the side, on the list and on an actor; an actor that is
    not there is said to be missing."""
    page.set_viewport_size(NARROW | {"width": 360})
    for path, words in (
        ("actors/code%3A-REB", "as the one who acts"),
        ("actors?names=true", "Who settled"),
        ("actors", "Last told"),
    ):
        page.goto(site + path)
        page.get_by_text(words).first.wait_for(state="attached")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path
    assert axe(page) == []
    page.goto(site + "actors/name%3Anobody")
    page.get_by_text("No report of this store tells of “name:nobody”").wait_for()
