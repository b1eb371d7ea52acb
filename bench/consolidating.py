"""How fast a store takes in and consolidates reports while it grows, by part, and what that needs of memory and disk.

The readings are made (`bench.newswire_readings`); they are stored and consolidated by the real code on SQLite, so many
to a run. Costs are the processor's own time of one core for each report. `store` is all that is read from and written
to the database, `rest` what is not listed. At the end the store is opened anew and takes in one report more, and ten.

    python -m bench.consolidating                  1,000 reports
    python -m bench.consolidating 20000            as many of these, a line for each 500
    python -m bench.consolidating 20000 --for 500  as many of these as 500 seconds of processor time give
    python -m bench.consolidating 5000 --each 50   so many reports to a run
"""

from __future__ import annotations

import argparse
import json
import math
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import wraps
from pathlib import Path
from typing import Any

from bench.newswire_readings import readings
from dateline.consolidate import together
from dateline.consolidate.figures import Figures
from dateline.consolidate.gathering import Gathering
from dateline.consolidate.incidents import Happened
from dateline.consolidate.lineage import Comparer, LineageIndex
from dateline.consolidate.quantities import Quantities
from dateline.consolidate.stories import StoryIndex
from dateline.consolidate.world import World
from dateline.corpus.consolidate import Consolidation
from dateline.knowledge import load_knowledge
from dateline.model.reading import Reading
from dateline.model.report import Page
from dateline.store import Store, open_store
from dateline.store.desk import Desk
from dateline.store.writer import Writer

REPORTS = 1_000
EACH = 500
"""Reports to a run."""
LINE = 500
"""Reports to a line."""
PARTS: dict[str, list[tuple[Any, tuple[str, ...]]]] = {
    "prepared": [(Comparer, ("candidate",))],
    "lineage": [(LineageIndex, ("take", "recall", "settled"))],
    "stories": [(StoryIndex, ("add", "judge", "settle", "recall"))],
    "claims": [(Gathering, ("add", "claim")), (together, ("assertions", "claimed", "disputes"))],
    "incidents": [(Happened, ("add", "incident")), (together, ("happenings",))],
    "figures": [(Figures, ("add", "measured")), (Quantities, ("of",)), (World, ("add", "conflicts"))],
    "added": [(Writer, ("add",))],
    "store": [(Desk, tuple(name for name in vars(Desk) if not name.startswith("_")))],
}


class Clock:
    """The processor's time of each part, without that of parts called within it."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = dict.fromkeys((*PARTS, "rest"), 0.0)
        self._now = "rest"
        self._since = time.process_time()

    def turn(self, part: str) -> str:
        """Count what comes for another part; the one that it was counted for."""
        now, before = time.process_time(), self._now
        self.spent[before] += now - self._since
        self._now, self._since = part, now
        return before

    def start(self) -> None:
        """Begin anew."""
        self.turn("rest")
        self.spent = dict.fromkeys(self.spent, 0.0)

    def watch(self) -> None:
        """Time all that is in `PARTS` from now on."""
        for part, rows in PARTS.items():
            for owner, names in rows:
                for name in names:
                    setattr(owner, name, self._timed(getattr(owner, name), part))

    def _timed(self, function: Callable[..., Any], part: str) -> Callable[..., Any]:
        @wraps(function)
        def timed(*given: Any, **named: Any) -> Any:
            before = self.turn(part)
            try:
                return function(*given, **named)
            finally:
                self.turn(before)

        return timed


def measure(count: int = REPORTS, each: int = EACH, seconds: float = math.inf) -> dict[str, dict[str, Any]]:
    """Figures for each 500 reports, how they grow, and what one and ten reports more cost in a store opened anew."""
    knowledge = load_knowledge()
    clock = Clock()
    clock.watch()
    found: dict[str, dict[str, Any]] = {}
    with tempfile.TemporaryDirectory(prefix="dateline-bench-") as folder:
        path = Path(folder) / "store.sqlite"
        source = readings(count + 11)
        store = open_store(str(path))
        consolidation = Consolidation(store, knowledge)
        stored = contexts = 0
        begun = time.process_time()
        clock.start()
        while stored < count and time.process_time() - begun < seconds:
            for _ in range(min(each, count - stored)):
                _add(store, next(source))
                stored += 1
            contexts += consolidation.run().contexts
            if stored % LINE < each or stored == count:
                row = _figures(clock, LINE if stored % LINE < each else stored % LINE)
                row |= {"contexts": contexts, "memory_mb": _memory(), "disk_mb": _size(path)}
                found[f"at_{stored}"] = row
                print(json.dumps({stored: row}), file=sys.stderr, flush=True)
                contexts = 0
                clock.start()
        store.close()
        for more in (1, 10):
            found[f"{more}_more"] = _more(path, source, more, knowledge, clock)
    return found | {"growth": _growth(found)}


def _more(path: Path, source: Iterator[Reading], count: int, knowledge: Any, clock: Clock) -> dict[str, Any]:
    """What it costs to open a store and to take in some reports, in all."""
    clock.start()
    store = open_store(str(path))
    for _ in range(count):
        _add(store, next(source))
    Consolidation(store, knowledge).run()
    store.close()
    return _figures(clock, 1)


def _add(store: Store, reading: Reading) -> None:
    with store.writer() as writer:
        report = reading.report
        writer.add(reading, Page(f"{report.id}.txt", report.text.encode(), "text/plain", id=report.id))


def _figures(clock: Clock, reports: int) -> dict[str, Any]:
    """Milliseconds for each report, by part."""
    clock.turn("rest")
    scale = 1000 / reports
    row = {f"{part}_ms": round(took * scale, 2) for part, took in clock.spent.items()}
    return {"ms": round(sum(clock.spent.values()) * scale, 2)} | row


def _growth(found: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """The power of the number of reports with which their cost grows, from 1,000 or the half to the last."""
    sizes = {int(name[3:]): row["ms"] for name, row in found.items() if name.startswith("at_")}
    last = max(sizes)
    first = min((size for size in sizes if size >= min(1_000, last / 2)), default=last)
    if first == last:
        return {}
    means = [_mean(sizes, size) for size in (first, last)]
    return {"from": first, "to": last, "power": round(math.log(means[1] / means[0]) / math.log(last / first), 3)}


def _mean(sizes: dict[int, float], about: int) -> float:
    """The cost around a size: of four lines beside it, where there are so many."""
    near = sorted(sizes, key=lambda size: (abs(size - about), size))[: max(1, min(4, len(sizes) // 4))]
    return sum(sizes[size] for size in near) / len(near)


def _memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _size(path: Path) -> float:
    return round(sum(one.stat().st_size for one in path.parent.iterdir()) / 2**20, 1)


def main() -> None:
    """Print the figures of a run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reports", nargs="?", type=int, default=REPORTS)
    parser.add_argument("--each", type=int, default=EACH, help="reports to a run")
    parser.add_argument("--for", dest="seconds", type=float, default=math.inf, help="seconds after which it stops")
    arguments = parser.parse_args()
    print(json.dumps(measure(arguments.reports, arguments.each, arguments.seconds), indent=1))


if __name__ == "__main__":
    main()
