"""Pictures of the pages for the README and the documentation, from the sample story.

    python tools/screenshots.py [FOLDER]      writes overview.png, story.png, review.png, reader.png and their like

Reads the store that `dateline demo --once` fills. Needs Chromium and Playwright.
"""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

import uvicorn
from playwright.sync_api import Browser, sync_playwright

from dateline.config import default_store
from dateline.corpus.jobs import Jobs
from dateline.store import Store, open_store
from dateline.store.judging import Judging
from dateline.web.app import create_app
from dateline.web.server import address, listen

ROOT = Path(__file__).resolve().parent.parent
REPORT = "report/mpa-0502-airbase"
STORY = "story/mpa-0502-airbase"
# The processor draws the map here, so it needs a while.
MAP_MS = 8_000
ARGUMENTS = ["--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]

ADDED = """Trucks leave the airbase

Some 20 trucks left the airbase near Niamey on Thursday, a driver said.
"""

PICTURES: tuple[tuple[str, str, tuple[int, int], str], ...] = (
    ("overview", "", (1400, 900), "light"),
    ("overview-dark", "", (1400, 900), "dark"),
    ("overview-narrow", "", (390, 844), "light"),
    ("story", STORY, (1400, 1500), "light"),
    ("story-narrow", STORY, (390, 844), "light"),
    ("stories", "stories", (1400, 900), "light"),
    ("actors", "actors", (1400, 900), "light"),
    ("actor", "actors/state:USA", (1400, 1500), "light"),
    ("actor-narrow", "actors/state:USA", (390, 844), "light"),
    ("names", "actors?names=true", (1400, 900), "light"),
    ("presence", "presence?day=2024-05-03", (1400, 950), "light"),
    ("presence-dark", "presence?day=2024-05-03", (1400, 950), "dark"),
    ("presence-narrow", "presence?day=2024-05-03", (390, 844), "light"),
    ("review", "review", (1400, 900), "light"),
    ("reports", "reports", (1400, 900), "light"),
    ("add", "add", (1400, 900), "light"),
    ("add-narrow", "add", (390, 844), "light"),
    ("searches", "searches", (1400, 600), "light"),
    ("searches-dark", "searches", (1400, 600), "dark"),
    ("reader", f"{REPORT}#event-2", (1400, 950), "light"),
    ("reader-dark", f"{REPORT}#event-2", (1400, 950), "dark"),
    ("reader-narrow", f"{REPORT}#event-2", (390, 844), "light"),
)


def main(folder: Path) -> int:
    """0, with the pictures written; 1 where something that is needed is missing."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    store = default_store().with_name("demo.sqlite")
    if chromium is None or not store.is_file():
        print("screenshots: needs Chromium, and the store of `dateline demo --once`.", file=sys.stderr)
        return 1
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as copy, listen(port=0) as listener:
        opened = open_store(str(copied(store, Path(copy) / "demo.sqlite")))
        jobs = Jobs(opened)
        fill(opened, jobs)
        app = create_app(opened.view, desk=Judging(opened), jobs=jobs, searches=opened.searches)
        server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
        threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True).start()
        with sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=chromium, args=ARGUMENTS)
            for name, path, size, theme in PICTURES:
                picture(browser, address(listener) + path, folder / f"{name}.png", size, theme)
            browser.close()
        server.should_exit = True
        jobs.close()
    return 0


def copied(store: Path, copy: Path) -> Path:
    """A copy, since the pictures need what the sample has not."""
    with contextlib.closing(sqlite3.connect(store)) as source, contextlib.closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    return copy


def fill(store: Store, jobs: Jobs) -> None:
    """Saved searches, of which one has something new, and a job that has added it."""
    now = "2024-05-03T08:00:00+00:00"
    store.searches.save("Forces that leave", "type=RETREAT", None, now)
    store.searches.save("Everything on the airbase", "q=airbase", None, now)
    upload = jobs.room()
    upload.write(b"%PDF-1.7")
    upload.close("communique.pdf")
    given = {"title": "Trucks leave the airbase", "publisher": "Harbour Post (sample)", "published": "2024-05-03"}
    job = jobs.start([{"kind": "text", "text": ADDED, **given}, {"kind": "file", "upload": upload.id}], None)
    while not (jobs.job(job) or {"ended": True})["ended"]:
        time.sleep(0.1)


def picture(browser: Browser, url: str, file: Path, size: tuple[int, int], theme: Any) -> None:
    """One page, once all that moves stands still."""
    page = browser.new_page(
        viewport={"width": size[0], "height": size[1]}, color_scheme=theme, reduced_motion="reduce", timezone_id="UTC"
    )
    page.goto(url)
    page.wait_for_timeout(MAP_MS)
    page.screenshot(path=file)
    page.close()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "images"))
