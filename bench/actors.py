"""The actor list and who-reading: how much is known, how fast, and what share of actors in sentences is found.

    python -m bench.actors [EVENTS.jsonl] [--sample N]

EVENTS.jsonl is a corpus of sentences whose gold events have an actor and a recipient with spans (`gold.events`).
Printed as JSON: rows and bytes by kind, seconds to open, look-ups a second, and with a corpus the share of gold
actors and recipients that a mention overlaps, the share overlapped by one with a country or an international sector,
and the time that the stage takes for a sentence, parsing apart.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections import Counter
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

from bench.common import SHARED
from dateline.annotate import tokens, who
from dateline.knowledge import Knowledge, load_knowledge
from dateline.knowledge.actors import load
from dateline.model.reading import Reading
from dateline.model.report import Report

SAMPLE = 400
"""Sentences read of a corpus, unless told."""
NO_COUNTRY = frozenset({"IGO", "NGO", "IMG", "MNC"})


def size() -> dict[str, Any]:
    """Rows and bytes of each data file, and what opening and looking up cost."""
    folder = files("dateline.knowledge.actors") / "data"
    found: dict[str, Any] = {}
    for path in sorted(folder.iterdir(), key=lambda one: one.name):
        if path.name.endswith(".tsv"):
            text = path.read_text(encoding="utf-8")
            rows = sum(1 for line in text.splitlines() if line and line[0] != "#")
            found[path.name] = {"rows": rows, "bytes": len(text.encode())}
    begun = time.perf_counter()
    index = load()
    opened = time.perf_counter() - begun
    names = [entry.name for entry in index]
    random.Random(0).shuffle(names)
    begun = time.perf_counter()
    for name in names[:5000]:
        index.lookup(name, "2010-06-30")
    looked = time.perf_counter() - begun
    kinds = Counter(entry.id.partition(":")[0] for entry in index)
    speed = {"open_seconds": round(opened, 3), "lookups_per_second": round(5000 / looked)}
    return {"files": found, "entries": dict(kinds), "states": len(index.states), "agents": len(index.agents), **speed}


def coverage(path: Path, knowledge: Knowledge, sample: int) -> dict[str, Any]:
    """Share of gold actors and recipients that are overlapped by a mention."""
    documents = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    random.Random(0).shuffle(documents)
    asked: Counter[str] = Counter()
    spent, sentences = 0.0, 0
    for document in documents[:sample]:
        reading = Reading(Report(document["id"], document["text"]))
        parsed = tokens.compute(reading, knowledge)
        reading = replace(reading, tokens=parsed["tokens"], sentences=parsed["sentences"])
        begun = time.perf_counter()
        found = who.compute(reading, knowledge)["actors"]
        spent += time.perf_counter() - begun
        sentences += len(reading.sentences)
        for event in document["gold"]["events"]:
            for key in ("actor", "recipient"):
                spans = (event[key] or {}).get("spans") or ()
                if not spans:
                    continue
                over = [one for one in found for start, end in spans if one.span.start < end and start < one.span.end]
                asked[key] += 1
                asked[f"{key}_found"] += bool(over)
                asked[f"{key}_told"] += any(one.country or one.sector in NO_COUNTRY for one in over)
    shares = {
        f"{key}_{what}": round(asked[f"{key}_{what}"] / max(1, asked[key]), 3)
        for key in ("actor", "recipient")
        for what in ("found", "told")
    }
    return {**shares, "milliseconds_per_sentence": round(1000 * spent / max(1, sentences), 3)}


def measure() -> dict[str, dict[str, Any]]:
    """Size and speed of the list, and on PLV's sentences the share of actors and recipients that a mention covers."""
    known = size()
    figures: dict[str, dict[str, Any]] = {
        "list": {"rows": sum(file["rows"] for file in known["files"].values())}
        | {key: known[key] for key in ("open_seconds", "lookups_per_second")}
    }
    path = SHARED / "corpora" / "plv.jsonl"
    if path.is_file():
        figures["plv"] = coverage(path, load_knowledge(), SAMPLE)
    else:
        print("plv: the corpus is not here; skipped", file=sys.stderr)
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("events", nargs="?", type=Path)
    parser.add_argument("--sample", type=int, default=SAMPLE)
    options = parser.parse_args()
    answer = size()
    if options.events:
        answer["coverage"] = coverage(options.events, load_knowledge(), options.sample)
    print(json.dumps(answer, indent=1))


if __name__ == "__main__":
    main()
