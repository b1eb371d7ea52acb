"""Adding, saved searches and exports in a real browser."""

from __future__ import annotations

import csv
import io
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dateline.corpus.jobs import Jobs
from dateline.knowledge import Knowledge
from dateline.model.errors import FetchFailed
from dateline.model.report import Page
from tests.web.browsing import NARROW, NEEDS, axe, keep, serving
from tests.web.fake import FakeView

pytestmark = NEEDS

TEXT = "Soldiers leave Turin\n\nMay 3, 2024\n\nSome 40 soldiers left Turin on Thursday, a spokesman said.\n"


@pytest.fixture(scope="module")
def go_on() -> threading.Event:
    """Until it is set, a fetch takes its time."""
    return threading.Event()


@pytest.fixture(scope="module")
def site(knowledge: Knowledge, go_on: threading.Event) -> Iterator[str]:
    def slow(address: str) -> Page:
        go_on.wait(60)
        raise FetchFailed(address, "it cannot be reached: this machine has no way to the internet.", "Go online.")

    view = FakeView()
    with Jobs(view.stored, knowledge=lambda: knowledge, fetch=slow) as jobs:
        yield from serving(view, jobs=jobs, searches=view.stored.searches)


def test_reports_are_added(page: Any, site: str, go_on: threading.Event, tmp_path: Path) -> None:
    """What cannot be is said at once; a job is seen from its start, also when the page is loaded anew; each item has
    its link or its reason; a job can be stopped."""
    page.goto(site + "reports")
    page.get_by_role("heading", name="Reports").wait_for()
    page.keyboard.press("n")
    page.get_by_text("Nothing has been added since").wait_for()
    assert axe(page) == []
    page.get_by_role("button", name="Add this text").click()
    page.get_by_text("Paste the text of a report first.").wait_for()
    page.get_by_label("Address of a page or a feed").fill("coast.example")
    page.get_by_role("button", name="Fetch and add").click()
    page.get_by_text("An address begins with http").wait_for()
    page.get_by_label("Address of a page or a feed").fill("https://coast.example/ferry")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Reading").wait_for()
    page.get_by_label("Text of one report").fill(TEXT)
    page.get_by_label("Publisher", exact=True).fill("Po Courier")
    page.get_by_role("button", name="Add this text").click()
    page.get_by_role("heading", name="Waiting for the job before it").wait_for()
    keep(page, "add-reading")
    page.reload()
    page.get_by_text("0 of 1 read · https://coast.example/ferry").wait_for()
    page.get_by_role("button", name="Stop").last.click()
    page.get_by_role("heading", name="Stopping after this report").wait_for()
    go_on.set()
    page.get_by_role("heading", name="Stopped").wait_for()
    page.get_by_text("this machine has no way to the internet").wait_for()
    page.get_by_role("link", name="Soldiers leave Turin").wait_for()
    page.get_by_text("1 new", exact=True).wait_for()
    (tmp_path / "b.txt").write_text(TEXT)
    (tmp_path / "c.html").write_bytes(b"\x89PNG\r\n")
    page.locator("input[type=file]").set_input_files([tmp_path / "b.txt", tmp_path / "c.html"])
    page.get_by_text("is a PNG image, not text or HTML.").wait_for()
    page.get_by_text("Comparing").wait_for(state="detached")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        keep(page, f"add-{scheme}")
        assert axe(page, scheme) == []
    page.set_viewport_size(NARROW)
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    keep(page, "add-narrow")
    link = page.get_by_role("link", name="Soldiers leave Turin").last
    assert (link.get_attribute("href") or "").startswith("/report/")


def test_a_search_is_saved_and_its_finds_exported(page: Any, site: str) -> None:
    """From the overview's filter to a saved search with its feed, renamed, deleted and brought back; and to a file."""
    page.goto(site + "?type=PROTEST")
    page.get_by_text("Export", exact=True).click()
    page.get_by_role("link", name="CSV").wait_for()
    assert axe(page) == []
    keep(page, "export-menu")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="CSV").click()
    assert waiting.value.suggested_filename.startswith("dateline-selection-20")
    table = Path(waiting.value.path()).read_text(encoding="utf-8")
    assert {row["type"] for row in csv.DictReader(io.StringIO(table))} == {"PROTEST"}
    page.get_by_text("Save", exact=True).first.click()
    name = page.get_by_label("Name of the search")
    assert name.input_value() == "Protest"
    name.fill("Marches <b>")
    keep(page, "save-menu")
    page.keyboard.press("Enter")
    page.get_by_text("Saved.").wait_for()
    page.get_by_role("link", name="To the saved searches").click()
    page.get_by_role("link", name="Marches <b>").wait_for()
    page.get_by_text("nothing new").wait_for()
    page.get_by_role("button", name="Rename").click()
    page.get_by_label("Name of the search").fill("Marches")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Marches", exact=True).wait_for()
    page.get_by_role("button", name="Address for a reader of feeds").click()
    address = page.get_by_label("Address of a feed").input_value()
    assert address.startswith(site + "api/feeds/")
    assert "<rss" in page.request.get(address).text()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        keep(page, f"searches-{scheme}")
        assert axe(page, scheme) == []
    page.get_by_role("button", name="Delete").click()
    page.get_by_text("“Marches” is deleted.").wait_for()
    page.get_by_text("No search has been saved yet").wait_for()
    page.get_by_role("button", name="Undo").click()
    page.get_by_role("link", name="Marches", exact=True).wait_for()
    page.set_viewport_size(NARROW)
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    assert axe(page) == []
    keep(page, "searches-narrow")
    page.get_by_role("link", name="Marches", exact=True).click()
    page.wait_for_url("**type=PROTEST")
