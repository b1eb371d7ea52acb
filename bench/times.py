"""Times on the development corpora, with HeidelTime's figures beside them, and the speed of the time stage alone."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

from bench.common import corpus, score
from dateline.annotate import tokens, when
from dateline.knowledge import load_knowledge
from dateline.model.reading import Reading
from dateline.model.report import Report

CORPORA = ("timebank", "aquaint", "wikiwars")
HEIDELTIME = {"wikiwars": {"strict_f1": 0.861, "relaxed_f1": 0.925, "value_f1": 0.845}}
"""The rival, by the same scorer on the same half. On TempEval-3's platinum set, which is no development corpus and of
the kind of the other two, it has .818, .907 and .781."""
SHOWN = ("strict_f1", "relaxed_f1", "value_f1", "type_accuracy")


def measure() -> dict[str, dict[str, Any]]:
    """F1 by corpus; `docs_per_s` and `sentences_per_s` are of processor time, with words and sentences given."""
    knowledge = load_knowledge()
    when.STAGE.compute(Reading(Report("warm-up", "")), knowledge)
    figures: dict[str, dict[str, Any]] = {}
    for name in CORPORA:
        documents = corpus(name)
        if documents is None:
            continue
        spent, sentences, readings = 0.0, 0, []
        for document in documents:
            reading = Reading(Report(document["id"], document["text"], published=document["published"]))
            reading = replace(reading, **tokens.STAGE.compute(reading, knowledge))
            begun = time.process_time()
            times = when.STAGE.compute(reading, knowledge)["times"]
            spent += time.process_time() - begun
            sentences += len(reading.sentences)
            marks = [
                {"start": one.span.start, "end": one.span.end, "type": one.type, "value": one.value} for one in times
            ]
            readings.append({"id": document["id"], "times": marks})
        scored = score("times", name, readings)
        figures[name] = {key: scored[key] for key in SHOWN}
        figures[name] |= {f"heideltime {key}": value for key, value in HEIDELTIME.get(name, {}).items()}
        figures[name]["docs_per_s"] = len(documents) / spent if spent else 0.0
        figures[name]["sentences_per_s"] = sentences / spent if spent else 0.0
    return figures
