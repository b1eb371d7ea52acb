"""How fast the overview is in a browser: the first view of a store with 10,000 reports, and the answer to a brush.

    python bench/workbench.py [REPORTS]

Needs Chromium and Playwright. The store is made once and kept in the folder for temporary files. Times are those of a
person: from the call for the page until list, days and counts are drawn; from a move of the brush until the list is
that of the new days. The map is drawn by the processor here and comes after. `load` tells how many others the machine
worked for meanwhile, `answer_ms` what of the processor the store's answer to a brush takes by itself.
"""

from __future__ import annotations

import os
import shutil
import statistics
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

import uvicorn

from bench.made_store import filled
from dateline.web.app import create_app
from dateline.web.server import address, listen

REPORTS = 10_000
BRUSHES = 30
ROUNDS = 5
REST_MS = 600

# Two frames after the list changed it is on the screen.
MOVE = """([from, to]) => new Promise((done) => {
  const svg = document.querySelector('[aria-label="When it happened"] svg');
  const list = document.querySelector('[aria-label="Reports and what they tell"]');
  const box = svg.getBoundingClientRect();
  const send = (kind, share) => svg.dispatchEvent(new PointerEvent(kind, {
    bubbles: true, button: 0, pointerId: 1, clientX: box.left + box.width * share, clientY: box.top + 20,
  }));
  svg.setPointerCapture = () => {};
  const watch = new MutationObserver(() => requestAnimationFrame(() => setTimeout(() => {
    watch.disconnect();
    send('pointerup', to);
    done(performance.now() - began);
  })));
  watch.observe(list, { subtree: true, childList: true, characterData: true });
  send('pointerdown', from);
  const began = performance.now();
  send('pointermove', to);
})"""


def measure(reports: int = REPORTS) -> dict[str, dict[str, Any]]:
    """Seconds to the first view, milliseconds to the answer of a brush (medians), and the bundle in kB, gzipped."""
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        print("workbench: no Chromium; skipped", file=sys.stderr)
        return {}
    store = filled(Path(tempfile.gettempdir()) / f"dateline-bench-{reports}.sqlite", reports)
    with listen(port=0) as listener:
        server = uvicorn.Server(uvicorn.Config(create_app(store.view), log_level="error"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        began = time.perf_counter()
        store.view.overview(_everything())
        opened = time.perf_counter() - began
        with sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
            page = browser.new_page(viewport={"width": 1400, "height": 900})
            firsts = [_first(page, address(listener)) for _ in range(ROUNDS)]
            brushes = []
            for number in range(BRUSHES):
                share = 0.1 + 0.02 * number
                brushes.append(page.evaluate(MOVE, [share, share + 0.1]))
                page.wait_for_timeout(REST_MS)
            browser.close()
        server.should_exit = True
        thread.join(timeout=5)
    return {
        "overview": {
            "reports": reports,
            "first_view_s": statistics.median(firsts),
            "brush_ms": statistics.median(brushes),
            "brush_slowest_ms": max(brushes),
            "columns_read_s": opened,
            "answer_ms": statistics.median(_answers(store.view)),
            "load": os.getloadavg()[0],
        }
    }


def _answers(view: Any) -> list[float]:
    """Milliseconds that the processor takes for what the store answers to each of some brushes."""
    from dateline.model.wanted import Wanted

    spent = []
    for day in range(1, 29):
        wanted = Wanted(first=f"2023-0{1 + day % 9}-{day:02}", last=f"2023-1{day % 3}-{day:02}")
        began = time.thread_time()
        view.overview(wanted, 3.0, (-30.0, -20.0, 60.0, 50.0), 12)
        spent.append(1000 * (time.thread_time() - began))
    return spent


def _everything() -> Any:
    from dateline.model.wanted import Wanted

    return Wanted()


def _first(page: Any, url: str) -> float:
    began = time.perf_counter()
    page.goto(url)
    page.locator("[aria-label='Reports and what they tell'] li li").first.wait_for()
    page.locator("[aria-label='When it happened'] svg rect").first.wait_for()
    return time.perf_counter() - began


if __name__ == "__main__":
    for name, values in measure(int(sys.argv[1]) if len(sys.argv) > 1 else REPORTS).items():
        print(name, {key: round(value, 3) for key, value in values.items()})
