"""Accounts in a real browser: logging in, working, being asked again, and keeping the accounts of others."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest
import uvicorn

from dateline.web.server import address, listen
from tests.web.browsing import NARROW, NEEDS, axe, keep, watched
from tests.web.logged_in import WORDS, House

pytestmark = NEEDS


@pytest.fixture(scope="module")
def house() -> House:
    return House()


@pytest.fixture(scope="module")
def site(house: House) -> Iterator[str]:
    with listen(port=0) as listener:
        server = uvicorn.Server(uvicorn.Config(house.app, log_level="error"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        yield address(listener)
        server.should_exit = True
        thread.join(timeout=5)


@pytest.fixture
def page(browser: Any, site: str) -> Iterator[Any]:
    yield from watched(browser, site)


def log_in(page: Any, name: str, password: str = WORDS) -> None:
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("Password", exact=True).fill(password)
    page.keyboard.press("Enter")


def test_a_stranger_logs_in_and_gets_where_they_were_going(page: Any, site: str, house: House) -> None:
    """The address that was opened is kept; a wrong password is told; a session that ends while somebody works costs
    nothing: the log-in stands over the page, and what was asked for is then done."""
    page.goto(site + "reports")
    page.get_by_role("heading", name="Log in").wait_for()
    assert "next=%2Freports" in page.url
    assert axe(page) == []
    keep(page, "login")
    assert page.evaluate("document.activeElement.name") == "username"
    page.keyboard.type("ada")
    page.keyboard.press("Tab")
    page.keyboard.type("a wrong guess")
    page.keyboard.press("Enter")
    page.get_by_text("Name or password is wrong").wait_for()
    assert page.evaluate("document.activeElement.name") == "password"
    page.keyboard.type(WORDS)
    page.keyboard.press("Enter")
    page.get_by_text("2 reports").first.wait_for()
    assert page.url == site + "reports"
    assert page.get_by_label("Account: Ada").is_visible()
    assert WORDS not in page.content()

    house.clock.on(hours=9)
    page.get_by_role("searchbox").fill("market")
    over = page.get_by_role("dialog")
    over.wait_for()
    assert "Your session has ended" in over.inner_text()
    assert axe(page) == []
    keep(page, "login-over")
    assert page.evaluate("document.activeElement.name") == "password"
    page.keyboard.type(WORDS)
    page.keyboard.press("Enter")
    page.get_by_text("1 report holds “market”").wait_for()
    assert page.get_by_role("searchbox").input_value() == "market"
    assert over.count() == 0

    page.set_viewport_size({"width": 360, "height": 740})
    page.get_by_label("Account: Ada").click()
    assert axe(page) == []
    keep(page, "account-menu-narrow")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.get_by_role("button", name="Log out").click()
    page.get_by_role("heading", name="Log in").wait_for()
    page.goto(site + "reports")
    page.get_by_role("heading", name="Log in").wait_for()


def test_an_admin_adds_somebody_who_chooses_a_password(page: Any, site: str, browser: Any) -> None:
    """The made password is shown once; whoever has it chooses their own, and reads; what writes says why not."""
    page.goto(site + "accounts")
    log_in(page, "Ada")
    page.get_by_role("heading", name="Accounts").wait_for()
    page.get_by_role("rowheader", name="Rita").wait_for()
    page.get_by_role("textbox", name="Name").fill("Cleo")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="A password for Cleo").wait_for()
    assert axe(page) == []
    keep(page, "accounts-made")
    made = page.locator("#made-password").inner_text()
    page.get_by_role("button", name="Done").click()
    page.get_by_role("rowheader", name="Cleo").wait_for()
    assert made not in page.content()
    page.get_by_label("Role of Ada").select_option("reader")
    page.get_by_text("is the only admin").wait_for()
    assert page.get_by_label("Role of Ada").input_value() == "admin"
    page.get_by_label("Role of Ben").select_option("reader")
    page.get_by_text("Ben is now reader.").wait_for()
    page.get_by_role("button", name="Reset password of Rita").click()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="A password for Rita").wait_for()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Disable Ben").click()
    page.get_by_text("Ben is disabled").wait_for()
    assert axe(page) == []
    keep(page, "accounts")
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size({"width": 360, "height": 900})
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    keep(page, "accounts-narrow-dark")

    for other in watched(browser, site):
        other.set_viewport_size(NARROW)
        other.goto(site + "review")
        log_in(other, "Cleo", made)
        other.get_by_role("heading", name="Choose a password").wait_for()
        assert axe(other) == []
        keep(other, "choose-narrow")
        other.get_by_label("The password that you were given").fill(made)
        other.get_by_label("The new one", exact=True).fill("five words in a row")
        other.get_by_label("The new one again").fill("six words in a row")
        other.keyboard.press("Enter")
        other.get_by_text("The two do not agree.").wait_for()
        other.get_by_label("The new one again").fill("five words in a row")
        other.keyboard.press("Enter")
        other.get_by_text("Your account only reads.").wait_for()
        assert other.get_by_role("button", name="Accept").is_disabled()
        assert axe(other) == []
        other.goto(site + "accounts")
        other.get_by_role("heading", name="Accounts are for admins").wait_for()
        other.goto(site + "login")
        other.get_by_role("heading", name="Your account").wait_for()
        assert axe(other) == []
        keep(other, "account-narrow")
        other.get_by_role("button", name="Log out everywhere").click()
        other.get_by_role("heading", name="Log in").wait_for()


def test_a_judgement_given_as_the_session_ends_is_stored(page: Any, site: str, house: House) -> None:
    """It waits for the log-in, and is signed with the account's name; nobody is asked for one."""
    house.accounts.set_active("Ben", True)
    house.accounts.set_role("Ben", "reviewer")
    page.goto(site + "review")
    log_in(page, "Ben")
    page.get_by_text("What you judge is signed Ben.").wait_for()
    page.get_by_role("button", name="Accept").first.wait_for()
    house.clock.on(hours=9)
    page.keyboard.press("a")
    page.get_by_role("dialog").wait_for()
    page.get_by_label("Password", exact=True).fill(WORDS)
    page.keyboard.press("Enter")
    page.get_by_text("1 judgement", exact=True).wait_for()
    assert page.locator("tbody tr").first.inner_text().split("\t")[1].strip() == "Ben"
