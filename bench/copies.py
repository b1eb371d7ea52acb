"""Lineage against the copies gold: the development pairs, judged one by one and found among all reports.

As a program: `python -m bench.copies` prints the same.
"""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from bench.common import SHARED, corpus
from dateline.consolidate.lineage import Comparer
from dateline.consolidate.lines import edge_row, lineage_rows
from dateline.knowledge import load_knowledge
from dateline.model.report import Report

LABELS = SHARED / "corpora" / "copies_labels.tsv"


def measure() -> dict[str, dict[str, Any]]:
    """The scorer's figures for the pairs as such, and for what lineage finds when it is given all reports at once."""
    rows = corpus("stories_ecb")
    if rows is None or not LABELS.is_file():
        print("copies: the corpus is not here; skipped", file=sys.stderr)
        return {}
    reports = {row["id"]: Report(row["id"], row["text"], url=row.get("url")) for row in rows}
    knowledge = load_knowledge()
    comparer = Comparer(knowledge)
    with LABELS.open(encoding="utf-8", newline="") as table:
        pairs = [(row["a"], row["b"]) for row in csv.DictReader(table, delimiter="\t")]
    judged = (
        edge_row(comparer.judge(comparer.candidate(reports[a]), comparer.candidate(reports[b]))) for a, b in pairs
    )
    began = time.perf_counter()
    found = list(lineage_rows(reports.values(), knowledge))
    rate = len(reports) / (time.perf_counter() - began)
    return {"copies_pairs": scored(judged), "copies_found": scored(found) | {"reports_per_second": rate}}


def scored(rows: Iterable[dict[str, Any]], labels: Path = LABELS) -> dict[str, Any]:
    """What the scorer says of lines, against a table of labels."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.writelines(_lines(rows))
        file.flush()
        command = [sys.executable, str(Path(SHARED) / "score" / "copies.py"), str(labels), file.name, "--json"]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


def _lines(rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    for row in rows:
        yield json.dumps({key: row[key] for key in ("a", "b", "relation", "direction")}) + "\n"


if __name__ == "__main__":
    print(json.dumps(measure(), indent=1))
