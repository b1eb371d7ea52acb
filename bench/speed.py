"""How fast a whole reading is, beside its own limit: the parser alone on the same texts.

python -m bench speed
"""

from __future__ import annotations

import json
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from dateline.knowledge import load_knowledge
from dateline.model.reading import Reading
from dateline.model.report import Report
from dateline.pipeline import STAGES, run
from dateline.samples import sample_manifest

SHARED = Path(__file__).resolve().parents[2] / "shared"
REPORTS = 60
"""Reports read of each set: enough for a steady figure in under a minute."""


def measure() -> dict[str, dict[str, Any]]:
    """For each set: reports and sentences a second, and the whole reading's time as a multiple of the parser's."""
    knowledge = load_knowledge()
    figures = {}
    for name, reports in _sets().items():
        run(reports[0], knowledge)
        spent = dict.fromkeys((stage.name for stage in STAGES), 0.0)
        sentences = 0
        began = time.perf_counter()
        for report in reports:
            reading = Reading(report)
            for stage in STAGES:
                start = time.perf_counter()
                reading = _attach(reading, stage.compute(reading, knowledge))
                spent[stage.name] += time.perf_counter() - start
            sentences += len(reading.sentences)
        seconds = time.perf_counter() - began
        figures[name] = {
            "reports": len(reports),
            "reports_per_second": len(reports) / seconds,
            "sentences_per_second": sentences / seconds,
            "times_parser_alone": seconds / spent["tokens"],
            **{f"share_{stage}": value / seconds for stage, value in spent.items()},
        }
    return figures


def _attach(reading: Reading, provided: Any) -> Reading:
    return replace(reading, **provided)


def _sets() -> dict[str, list[Report]]:
    sets = {}
    with sample_manifest() as path:
        texts = [json.loads(line).get("text") for line in path.read_text(encoding="utf-8").splitlines()]
    sets["samples"] = [Report(str(n), text, published="2024-05-03") for n, text in enumerate(texts) if text]
    newswire = SHARED / "corpora" / "newswire.jsonl"
    if newswire.exists():
        with newswire.open(encoding="utf-8") as lines:
            rows = [json.loads(line) for _, line in zip(range(REPORTS), lines, strict=False)]
        sets["newswire"] = [Report(row["id"], row["text"], published=row.get("published")) for row in rows]
    else:
        print("newswire: the corpus is not here; skipped")
    return sets
