"""How fast lineage and stories take in reports while these grow in number, and what that needs of memory.

The reports are made of the sentences of newswire: a happening is a draw of sentences from a few documents with other
names and numbers, a part of the reports are copies, trimmed or blended. By the processor's own time of one core.

    python -m bench.growth 10000
"""

from __future__ import annotations

import json
import math
import random
import re
import resource
import sys
import time
from collections.abc import Iterator
from typing import Any

from bench.common import corpus
from dateline.consolidate.lineage import LineageIndex
from dateline.consolidate.stories import StoryIndex
from dateline.knowledge import load_knowledge
from dateline.model.report import Report

REPORTS = 3_000
STEPS = 5
COPIES, RECENT = 0.25, 200
"""Share of reports that are made of one of so many before them."""
SYLLABLES = (
    "Ar",
    "Bel",
    "Cor",
    "Dun",
    "Elm",
    "Fal",
    "Gar",
    "Hol",
    "Jor",
    "Kel",
    "Lun",
    "Mar",
    "Nor",
    "Pel",
    "Ros",
    "Sel",
)
ENDINGS = ("ton", "ford", "ia", "mar", "ov", "is", "und", "een", "ak", "burg", "by", "wick")


def measure(reports: int = REPORTS) -> dict[str, dict[str, Any]]:
    """Reports a second at the last step, milliseconds for each report at each step, the growth of the cost as a power
    of the number of reports, and the memory (MB) at the end."""
    documents = [one for one in map(_sentences, corpus("newswire") or []) if len(one) >= 4]
    if not documents:
        return {}
    knowledge = load_knowledge()
    lineage, stories = LineageIndex(knowledge), StoryIndex(knowledge)
    step = max(1, reports // STEPS)
    costs: list[float] = []
    began = time.process_time()
    for number, report in enumerate(made(documents, reports), start=1):
        candidate = lineage.comparer.candidate(report)
        lineage.take(candidate)
        stories.add(report, candidate.prepared)
        if number % step == 0:
            costs.append((time.process_time() - began) / step * 1000)
            print(f"{number} reports: {costs[-1]:.2f} ms each, {_memory()} MB", file=sys.stderr)
            began = time.process_time()
    power = math.log(costs[-1] / costs[0]) / math.log(len(costs)) if len(costs) > 1 else 0.0
    figures = {
        "reports": reports,
        "reports_per_second": 1000 / costs[-1],
        "growth_power": power,
        "memory_mb": _memory(),
    }
    return {"growth": figures | {f"ms_at_{(at + 1) * step}": cost for at, cost in enumerate(costs)}}


def made(documents: list[list[str]], reports: int, seed: int = 7) -> Iterator[Report]:
    """Invented reports, the same ones for the same seed."""
    chance = random.Random(seed)
    names = [first + last for first in SYLLABLES for last in ENDINGS]
    recent: list[list[str]] = []
    for number in range(reports):
        if recent and chance.random() < COPIES:
            told = list(chance.choice(recent))
            if chance.random() < 0.5:
                told = told[: max(3, len(told) * 2 // 3)]
            if chance.random() < 0.3:
                told += chance.choice(recent)[:4]
        else:
            drawn = [chance.choice(documents) for _ in range(chance.randint(2, 4))]
            known: dict[str, str] = {}
            told = [
                _other(chance.choice(chance.choice(drawn)), known, names, chance) for _ in range(chance.randint(8, 18))
            ]
        recent = [*recent[-RECENT + 1 :], told]
        day = f"2024-{1 + number * 12 // reports:02d}-{1 + number * 336 // reports % 28:02d}"
        yield Report(f"r{number}", " ".join(told), published=day)


def _other(sentence: str, known: dict[str, str], names: list[str], chance: random.Random) -> str:
    """A sentence with other numbers, and other names for the same ones."""
    changed = re.sub(r"\d+", lambda match: str(chance.randint(1, 10 ** min(6, len(match.group())))), sentence)

    def name(match: re.Match[str]) -> str:
        return known.setdefault(match.group(), chance.choice(names))

    return re.sub(r"(?<=[a-z] )[A-Z][a-z]{3,}", name, changed)


def _sentences(row: dict[str, Any]) -> list[str]:
    return [one for one in re.split(r"(?<=[.!?])\s+", row["text"]) if 30 < len(one) < 400]


def _memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    print(json.dumps(measure(int(sys.argv[1]) if len(sys.argv) > 1 else REPORTS), indent=1))
