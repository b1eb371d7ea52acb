"""Events beside the rivals: the whole pipeline on the development half of PLV, by its scorer, and where it is slow.

python -m bench.events [--sample N]
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from typing import Any

from bench.common import corpus, score
from dateline.knowledge import load_knowledge
from dateline.model.reading import Reading
from dateline.model.report import Report
from dateline.pipeline import run

CORPUS = "plv"
RIVALS = {
    "ZSP, told source and target": {"root_macro_f1": 0.743, "root_accuracy": 0.760, "quad_accuracy": 0.874},
    "UniversalPetrarch on the part kept aside": {"root_macro_f1": 0.498, "root_accuracy": 0.465, "any_root": 0.501},
}
"""As the scorer prints them; of dictionary coders there are figures on the part kept aside only."""
KEPT = ("root_macro_f1", "root_accuracy", "quad_accuracy", "any_event", "any_root", "full_match", "precision")
LONGEST_S = 300.0
"""Seconds after which the rest of the corpus is left out, with a word."""


def row(reading: Reading) -> dict[str, Any]:
    """A reading in the reading format, as far as the scorer looks."""
    return {
        "id": reading.report.id,
        "text": reading.text,
        "actors": [
            {"start": one.span.start, "end": one.span.end, "country": one.country, "sector": one.sector}
            for one in reading.actors
        ],
        "figures": [{"value": one.value} for one in reading.figures],
        "events": [
            {
                "start": one.span.start,
                "end": one.span.end,
                "type": one.type,
                "mode": one.mode,
                "actors": list(one.actors),
                "recipients": list(one.recipients),
                "figures": list(one.figures),
                "score": one.score,
            }
            for one in reading.events
        ],
    }


def measure(sample: int | None = None) -> dict[str, dict[str, Any]]:
    """The scorer's figures by corpus; empty where the corpus is not there. Nothing here was trained on it."""
    documents = corpus(CORPUS)
    if documents is None:
        return {}
    knowledge = load_knowledge()
    rows = []
    began = time.perf_counter()
    for document in documents[:sample]:
        if time.perf_counter() - began > LONGEST_S:
            print(f"{CORPUS}: stopped after {len(rows)} sentences", file=sys.stderr)
            break
        rows.append(row(run(Report(id=document["id"], text=document["text"]), knowledge)))
    spent = time.perf_counter() - began
    figures = score("events", CORPUS, rows)
    kept = {name: figures[name] for name in KEPT}
    return {CORPUS: {**kept, "sentences_s": round(len(rows) / spent, 1) if rows else None}}


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures with the rivals' below."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sample", type=int, help="only the first so many sentences (the others count as missed)")
    for name, figures in measure(parser.parse_args(arguments).sample).items():
        for who, told in ((f"Dateline on {name}", figures), *RIVALS.items()):
            print(who)
            print("  " + "  ".join(f"{key} {value:.3f}" for key, value in told.items() if value is not None))


if __name__ == "__main__":
    main()
