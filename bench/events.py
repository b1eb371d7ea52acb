"""Events beside the rivals: the whole pipeline on the fifth of PLV's development half that the reader has not seen.

python -m bench.events [--sample N] [--whole]

The reader that gives its opinion on each event was trained on the other four fifths: `--whole` counts them too, and
says more of its memory than of reports to come. The rules were tuned on all five.
"""

from __future__ import annotations

import argparse
import hashlib
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
UNSEEN = 0.2
"""Share of the corpus that training leaves out, by the hash of the text (`training.prepare.held_out`)."""
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


def unseen(text: str) -> bool:
    """Whether the reader was not trained on the sentence."""
    return int(hashlib.sha1(text.encode()).hexdigest()[:8], 16) / 16**8 < UNSEEN


def measure(sample: int | None = None, whole: bool = False) -> dict[str, dict[str, Any]]:
    """The scorer's figures by corpus, over sentences that the reader has not seen unless `whole`; empty where the
    corpus is not there."""
    documents = corpus(CORPUS)
    if documents is None:
        return {}
    documents = [document for document in documents if whole or unseen(document["text"])][:sample]
    knowledge = load_knowledge()
    rows = []
    began = time.perf_counter()
    for document in documents:
        if time.perf_counter() - began > LONGEST_S:
            print(f"{CORPUS}: stopped after {len(rows)} sentences", file=sys.stderr)
            break
        rows.append(row(run(Report(id=document["id"], text=document["text"]), knowledge)))
    spent = time.perf_counter() - began
    figures = score("events", documents, rows)
    kept = {name: figures[name] for name in KEPT}
    return {CORPUS: {**kept, "sentences_s": round(len(rows) / spent, 1) if rows else None}}


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures with the rivals' below."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sample", type=int, help="only the first so many sentences")
    parser.add_argument("--whole", action="store_true", help="also the sentences that the reader was trained on")
    options = parser.parse_args(arguments)
    for name, figures in measure(options.sample, options.whole).items():
        for who, told in ((f"Dateline on {name}", figures), *RIVALS.items()):
            print(who)
            print("  " + "  ".join(f"{key} {value:.3f}" for key, value in told.items() if value is not None))


if __name__ == "__main__":
    main()
