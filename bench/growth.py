"""How fast lineage and stories take in reports while these grow in number, and what that needs of memory.

The reports are made (`bench.newswire`). Costs are the processor's own time of one core, for each report of the last
tenth before each size: its words and credits, its edges to those before it, its story. Some of them are timed
for a MinHash of 128 permutations over their runs of five words: a busy machine makes little difference to the ratio.

    python -m bench.growth                    3,000 reports
    python -m bench.growth 100000             at 3,000, 10,000, 30,000 and 100,000
    python -m bench.growth 100000 --for 500   as many of these as 500 seconds give
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import resource
import sys
import time
from dataclasses import dataclass
from typing import Any

import numpy as np

from bench.newswire import reports as made
from dateline.consolidate.lineage import LineageIndex
from dateline.consolidate.stories import StoryIndex
from dateline.knowledge import load_knowledge
from dateline.model.report import Report

SIZES = (300, 1_000, 3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000)
REPORTS = 3_000
WINDOW = 0.1
"""Share of the reports before a size that are timed for it."""
EACH = 20
"""One in so many of these is timed for its MinHash."""
PERMUTATIONS, RUN = 128, 5
PRIME, MASK = np.uint64((1 << 61) - 1), np.uint64((1 << 32) - 1)


@dataclass
class _Clock:
    """Processor time by layer, in seconds, of some reports, and of the MinHash of some of them."""

    reports: int = 0
    prepared: float = 0.0
    lineage: float = 0.0
    stories: float = 0.0
    minhash: float = 0.0
    hashed: int = 0

    def figures(self) -> dict[str, float]:
        """Milliseconds for each report, by layer; reports a second; and times as long as a MinHash takes."""
        scale = 1000 / max(1, self.reports)
        by_layer = {"prepared": self.prepared, "lineage": self.lineage, "stories": self.stories}
        found = {f"{name}_ms": round(took * scale, 3) for name, took in by_layer.items()}
        found["ms"] = round(sum(by_layer.values()) * scale, 3)
        found["minhash_ms"] = round(self.minhash * 1000 / max(1, self.hashed), 3)
        found["per_second"] = round(1000 / found["ms"], 1)
        found["minhashes"] = round(found["ms"] / found["minhash_ms"], 2) if found["minhash_ms"] else 0.0
        return found


def measure(reports: int = REPORTS, seconds: float = math.inf) -> dict[str, dict[str, Any]]:
    """Figures at each size, and the growth of the cost as a power of the number of reports: from the first size of at
    least 1,000 to the last, as it is and as a multiple of the MinHash beside it. Stops after so many seconds of the
    processor's time."""
    knowledge = load_knowledge()
    lineage, stories = LineageIndex(knowledge), StoryIndex(knowledge)
    sizes = sorted({*(size for size in SIZES if size < reports), reports})
    permutations = _permutations()
    found: dict[str, dict[str, Any]] = {}
    clock, edges = _Clock(), 0
    for number, report in enumerate(made(reports), start=1):
        begun = time.process_time()
        candidate = lineage.comparer.candidate(report)
        prepared = time.process_time()
        edges += len(lineage.take(candidate)[0])
        taken = time.process_time()
        stories.add(report, candidate.prepared)
        done = time.process_time()
        if number <= sizes[0] * (1 - WINDOW):
            continue
        clock.reports += 1
        clock.prepared += prepared - begun
        clock.lineage += taken - prepared
        clock.stories += done - taken
        if number % EACH == 0:
            _minhash(report, permutations)
            clock.minhash += time.process_time() - done
            clock.hashed += 1
        if number == sizes[0]:
            found[f"at_{number}"] = clock.figures() | {"memory_mb": _memory(), "edges": edges}
            print(json.dumps({number: found[f"at_{number}"]}), file=sys.stderr, flush=True)
            clock = _Clock()
            del sizes[0]
        if done > seconds:
            break
    return found | {"growth": _growth(found)}


def _growth(found: dict[str, dict[str, Any]]) -> dict[str, float]:
    sizes = {int(name.removeprefix("at_")): row for name, row in found.items()}
    counted = [size for size in sorted(sizes) if size >= 1_000]
    if len(counted) < 2:
        return {}
    first, last = counted[0], counted[-1]
    scale = math.log(last / first)
    return {
        "from": first,
        "to": last,
        "power": round(math.log(sizes[last]["ms"] / sizes[first]["ms"]) / scale, 3),
        "power_in_minhashes": round(math.log(sizes[last]["minhashes"] / sizes[first]["minhashes"]) / scale, 3),
    }


def _permutations() -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    chance = np.random.default_rng(1)
    return chance.integers(1, PRIME, PERMUTATIONS, np.uint64), chance.integers(0, PRIME, PERMUTATIONS, np.uint64)


def _minhash(report: Report, permutations: tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]) -> np.ndarray[Any, Any]:
    """As libraries do it: each run is hashed by SHA-1 and taken into the least of each permutation."""
    words = report.text.split()
    factors, shifts = permutations
    least = np.full(PERMUTATIONS, MASK, np.uint64)
    for at in range(len(words) - RUN + 1):
        run = hashlib.sha1(" ".join(words[at : at + RUN]).encode()).digest()
        value = np.uint64(int.from_bytes(run[:4], "little"))
        least = np.minimum(least, ((factors * value + shifts) % PRIME) & MASK)
    return least


def _memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> None:
    """Print the figures of a run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reports", nargs="?", type=int, default=REPORTS)
    parser.add_argument("--for", dest="seconds", type=float, default=math.inf, help="seconds after which it stops")
    arguments = parser.parse_args()
    print(json.dumps(measure(arguments.reports, arguments.seconds), indent=1))


if __name__ == "__main__":
    main()
