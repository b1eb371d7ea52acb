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


def test_an_event_is_edited_and_shown_as_edited(desk: tuple[Any, str]) -> None:
    """E opens the fields: words for a role by keys, status, days and place by their controls. The report then shows the
    event as edited by whom, the machine's own beneath, and taking it back brings that back.
    """
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
    page.get_by_label("Status").last.select_option("hypothetical")
    page.get_by_label("First day that it can have been").fill("2024-05-01")
    page.get_by_label("Another place that reports name").fill("boss")
    page.get_by_role("button", name="Bosso, Niger").or_(
        page.get_by_text("No report names such a place")
    ).first.wait_for()
    page.get_by_role("button", name="Accept as changed").click()
    page.get_by_text("1 judgement", exact=True).wait_for()
    trail = page.locator("tbody").inner_text()
    assert f"“{said}”" in trail
    assert "status: hypothetical" in trail
    assert "day: 2024-05-01" in trail
    page.locator("tbody a").first.click()
    page.locator("article .flag .form", has_text="✎").first.click()
    note = page.get_by_label("Notes beside the text").locator("li.on")
    note.get_by_text("Edited by Ada").wait_for()
    assert "Read before" in note.inner_text()
    keep(page, "reader-edited")
    assert axe(page) == []
    note.get_by_role("button", name="Take back").click()
    page.get_by_text("Edited by Ada").wait_for(state="detached")
    page.get_by_role("link", name="Judge or correct this").first.click()
    page.get_by_text("One event, to be judged or corrected").wait_for()


def test_what_fits_is_accepted_at_once_and_undone(desk: tuple[Any, str]) -> None:
    """The overview leads to the review of what it shows; how many that is, is told before; one undo takes it back."""
    page, site = desk
    page.goto(site + "?type=ASSAULT")
    page.get_by_role("link", name="Review 3 events").click()
    page.get_by_text("3 events that fit have not been judged").wait_for()
    page.get_by_label("Your name").fill("Ada")
    page.get_by_role("button", name="Accept all 3").click()
    page.get_by_text("3 events that nobody has judged will be accepted").wait_for()
    page.get_by_role("button", name="Accept all 3").click()
    page.get_by_text("3 events accepted.").wait_for()
    page.get_by_text("Nothing that fits these filters is left to judge.").wait_for()
    page.get_by_text("3 at once").wait_for()
    keep(page, "review-filtered")
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("3 events that fit have not been judged").wait_for()


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
        assert axe(page, scheme) == []
    page.set_viewport_size(NARROW)
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    assert axe(page) == []
    keep(page, "review-narrow")
