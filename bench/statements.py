"""Who said what, on PolNeAR's development part, beside the rivals, and the speed of the stage alone.

As a program: `python -m bench.statements` prints the same.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from bench.common import corpus, score
from dateline.annotate import said, tokens
from dateline.knowledge import load_knowledge
from dateline.model.marks import Statement
from dateline.model.reading import Reading
from dateline.model.report import Report
from dateline.model.text import Span

CORPUS = "polnear_dev"
RIVALS = {
    "rules (GenderGapTracker, here)": {"content_f1": 0.482, "full_f1": 0.387},
    "CRF (on the held-out part)": {"content_f1": 0.595, "full_f1": 0.436},
}
"""By the same scorer; the CRF was measured on the held-out part only."""
SHOWN = ("content_f1", "full_f1", "quoted_recall", "mixed_recall", "indirect_recall", "sourceless_recall")


def measure() -> dict[str, dict[str, Any]]:
    """Content and full F1, recall by kind of content, the F1s of rules alone on the reader's trees, and `docs_per_s`
    with words and sentences given.
    """
    documents = corpus(CORPUS)
    if documents is None:
        return {}
    knowledge = load_knowledge()
    said.STAGE.compute(Reading(Report("warm-up", "")), knowledge)
    spent, readings, ruled = 0.0, [], []
    for document in documents:
        reading = Reading(Report(document["id"], document["text"]))
        reading = replace(reading, **tokens.STAGE.compute(reading, knowledge))
        begun = time.process_time()
        statements = said.STAGE.compute(reading, knowledge)["statements"]
        spent += time.process_time() - begun
        readings.append(_row(document, statements))
        alone = said.STAGE.compute(replace(reading, heard=()), knowledge)["statements"]
        ruled.append(_row(document, alone))
    scored = score("statements", CORPUS, readings)
    figures: dict[str, Any] = {key: scored[key] for key in SHOWN}
    scored = score("statements", CORPUS, ruled)
    figures |= {f"rules alone {key}": scored[key] for key in SHOWN[:2]}
    for rival, values in RIVALS.items():
        figures |= {f"{rival} {key}": value for key, value in values.items()}
    figures["docs_per_s"] = len(documents) / spent if spent else 0.0
    return {CORPUS: figures}


def _row(document: dict[str, Any], statements: Iterable[Statement]) -> dict[str, Any]:
    """A reading as the scorer takes it."""
    marks = [
        {"source": _spans(one.source), "cue": _spans(one.cue), "content": _spans(one.content)} for one in statements
    ]
    return {"id": document["id"], "text": document["text"], "statements": marks}


def _spans(spans: tuple[Span, ...]) -> list[dict[str, int]]:
    return [{"start": span.start, "end": span.end} for span in spans]


if __name__ == "__main__":
    print(json.dumps(measure(), indent=1))
