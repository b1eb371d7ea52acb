"""A real browser on the pages, for the tests that click, press and look."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from dateline.store import Store
from dateline.store.judging import Judging
from dateline.web.app import STATIC, create_app
from dateline.web.server import address, listen
from tests.web.fake import FakeView

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
AXE = Path(__file__).parents[2] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
# Chromium's own services would speak to other hosts.
ARGUMENTS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
# Without a graphics card the processor draws the map, which takes it seconds; so only the test of the map has one.
WITH_MAP = ["--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
WITHOUT_MAP = ["--disable-gpu", "--disable-3d-apis"]
# What the console may say: an answer that a test wants missing or refused, and a script of a page as it came that was
# stopped.
EXPECTED = ("404 (Not Found)", "401 (Unauthorized)", "409 (Conflict)", "Blocked script execution")
WIDE = {"width": 1400, "height": 1000}
NARROW = {"width": 390, "height": 844}
SMALL = {"width": 1024, "height": 620}
"""Wide enough for all that is beside a map; the fewer points, the sooner a map is drawn without a graphics card."""
REPORT = "report/delta-0503"

NEEDS = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium"),
    pytest.mark.skipif(not (STATIC / "index.html").is_file(), reason="the front end is not built"),
]
"""What a module of such tests is marked with."""


def serving(view: FakeView, **more: Any) -> Iterator[str]:
    """Serves `view` on a port that is free for as long as a test module runs, and gives the address."""
    yield from _served(create_app(view, desk=Judging(view.stored), **more))


def serving_store(store: Store) -> Iterator[str]:
    """The same for a store, in which nothing can be judged."""
    yield from _served(create_app(store.view))


def _served(app: Any) -> Iterator[str]:
    with listen(port=0) as listener:
        server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        yield address(listener)
        server.should_exit = True
        thread.join(timeout=5)


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    yield from serving(FakeView())


@pytest.fixture(scope="module")
def driver() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="module")
def browser(driver: Any) -> Iterator[Any]:
    chromium = driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS + WITHOUT_MAP)
    yield chromium
    chromium.close()


@pytest.fixture
def page(browser: Any, site: str) -> Iterator[Any]:
    yield from watched(browser, site)


def watched(browser: Any, site: str, size: dict[str, int] = WIDE) -> Iterator[Any]:
    """A page on which nothing may go wrong unseen: no error in its console, no request to another host."""
    context = browser.new_context(viewport=size, reduced_motion="reduce", timezone_id="Africa/Niamey")
    page = context.new_page()
    page.set_default_timeout(30_000)
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda request: None if _own(request.url, site) else wrong.append(request.url))
    yield page
    context.close()
    assert [one for one in wrong if not any(words in one for words in EXPECTED)] == []


def _own(url: str, site: str) -> bool:
    return url.startswith((site, "data:", "blob:"))


def lit(page: Any, role: str) -> list[str]:
    """The words that are lit in a role."""
    return [words.strip() for words in page.locator(f"article .lit.{role}").all_inner_texts()]


def axe(page: Any, theme: str = "light") -> list[str]:
    """What axe-core finds against WCAG 2.2 A and AA and its best practices; in the dark what has to do with colour, for
    all else is the same there.
    """
    if not AXE.is_file():
        pytest.skip("axe-core is not installed")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    rules = {"runOnly": ["color-contrast", "link-in-text-block"]} if theme == "dark" else {}
    found = page.evaluate("async (more) => (await axe.run(document, {iframes: false, ...more})).violations", rules)
    return [f"{one['id']}: {node['html'][:120]}" for one in found for node in one["nodes"]]


def keep(page: Any, name: str) -> None:
    """Writes a picture of the page where DATELINE_SCREENSHOTS names a folder."""
    if folder := os.environ.get("DATELINE_SCREENSHOTS"):
        page.screenshot(path=Path(folder) / f"{name}.png")
