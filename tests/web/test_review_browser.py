"""Review in a real browser: a queue worked by keys, and a trail that can be reverted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.web.browsing import NARROW, NEEDS, axe, keep, serving, watched
from tests.web.fake import FakeView

pytestmark = NEEDS


@pytest.fixture
def desk(browser: Any) -> Iterator[tuple[Any, str]]:
    """A page on a store of its own, for what one test judges is judged in the next."""
    for site in serving(FakeView()):
        for page in watched(browser, site):
            page.goto(site + "review")
            page.get_by_role("heading", name="how many men came").wait_for()
            yield page, site


def test_a_queue_is_worked_by_keys(desk: tuple[Any, str]) -> None:
    """A name is asked for once; A accepts, X rejects, U undoes, S and K walk; the trail tells who did what."""
    page, _ = desk
    page.keyboard.press("a")
    page.get_by_text("Give your name first").wait_for()
    page.keyboard.type("Ada")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("a")
    page.get_by_text("Accepted.").first.wait_for()
    sentence = page.get_by_label("The sentence")
    sentence.wait_for()
    first = sentence.inner_text()
    page.keyboard.press("x")
    page.get_by_text("2 judgements", exact=True).wait_for()
    assert page.get_by_label("The sentence").inner_text() != first or page.get_by_text("3 of").is_visible()
    page.keyboard.press("u")
    page.get_by_text("Taken back.").wait_for()
    page.get_by_text("2 of 11 to judge").wait_for()
    rows = page.locator("tbody tr")
    assert rows.count() == 3
    assert "takes back" in rows.nth(0).inner_text()
    assert "taken back" in rows.nth(1).inner_text()
    assert "confirmed" in rows.nth(2).inner_text()


def test_a_role_is_filled_by_selecting_words(desk: tuple[Any, str]) -> None:
    """E opens the fields, the arrow keys choose one and its words, Enter takes them; the judgement keeps the change."""
    page, _ = desk
    page.get_by_label("Your name").fill("Ada")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("s")
    page.get_by_label("The sentence").wait_for()
    page.keyboard.press("e")
    box = page.get_by_label("Select the words for “who”")
    box.wait_for()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Enter")
    said = page.locator("dl .who dd").inner_text()
    assert said
    assert said in box.inner_text()
    page.keyboard.press("a")
    page.get_by_text("1 judgement", exact=True).wait_for()
    assert f"“{said}”" in page.locator("tbody").inner_text()


def test_the_trail_is_reverted(desk: tuple[Any, str]) -> None:
    """What was judged is there when the page is opened again, and each judgement can be taken back."""
    page, site = desk
    page.get_by_label("Your name").fill("Ada")
    page.get_by_role("button", name="Reject").click()
    page.get_by_text("1 judgement", exact=True).wait_for()
    page.goto(site + "review")
    page.get_by_role("button", name="Take back").click()
    page.get_by_text("2 judgements", exact=True).wait_for()
    page.get_by_role("heading", name="how many men came").wait_for()


def test_axe_finds_nothing(desk: tuple[Any, str]) -> None:
    """axe-core has nothing to say of the card, its fields and the trail, in light, dark and narrow."""
    page, _ = desk
    page.get_by_label("Your name").fill("Ada")
    page.get_by_role("button", name="Accept").click()
    page.get_by_label("The sentence").wait_for()
    page.get_by_role("button", name="Edit").click()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        keep(page, f"review-{scheme}")
        assert axe(page) == []
    page.set_viewport_size(NARROW)
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    assert axe(page) == []
    keep(page, "review-narrow")
