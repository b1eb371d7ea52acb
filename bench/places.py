"""Toponyms on the development corpora, with the best rival's figures beside them, and the speed of the resolver alone.

python -m bench places
"""

from __future__ import annotations

import json
import time
from dataclasses import asdict, replace
from typing import Any

from bench.common import SHARED, corpus, score
from dateline.annotate import tokens, where
from dateline.annotate.where.recognition import recognise
from dateline.annotate.where.resolution import resolve
from dateline.annotate.where.spans import candidates
from dateline.knowledge import Knowledge, load_knowledge
from dateline.model.reading import Reading
from dateline.model.report import Report

CORPORA = ("lgl", "geovirus", "trnews", "gwn")
GOALS = {"lgl": (0.62, 0.87), "geovirus": (0.76, 0.93), "trnews": (0.74, 0.91), "gwn": (0.66, 0.94)}
"""To reach on the halves kept aside: end-to-end F1 within 161 km, strict, and resolution accuracy, entity-aware."""
RIVALLED = ("recognition_f1", "accuracy_161km", "end_to_end_f1")
SHOWN = ("recognition_f1", "accuracy_161km", "entity_accuracy_161km", "end_to_end_f1", "entity_end_to_end_f1")


def measure() -> dict[str, dict[str, Any]]:
    """Figures by corpus; `resolver_docs_per_s` is of processor time, with words and mentions given."""
    knowledge = load_knowledge()
    where.STAGE.compute(read({"id": "warm-up", "text": "Rain fell in Osh."}, knowledge), knowledge)
    figures: dict[str, dict[str, Any]] = {}
    for name in CORPORA:
        documents = corpus(name)
        if documents is None:
            continue
        spent, whole, sentences, marks = 0.0, 0.0, 0, []
        for document in documents:
            reading = read(document, knowledge)
            mentions = recognise(reading, candidates(reading, knowledge.gazetteer), knowledge)
            begun = time.process_time()
            resolve(reading, mentions, knowledge)
            spent += time.process_time() - begun
            begun = time.process_time()
            marks.append(marked(replace(reading, **where.STAGE.compute(reading, knowledge))))
            whole += time.process_time() - begun
            sentences += len(reading.sentences)
        scored = score("places", name, marks)
        figures[name] = {key: scored[key] for key in SHOWN}
        figures[name] |= {"goal end_to_end_f1": GOALS[name][0], "goal entity_accuracy": GOALS[name][1], **rival(name)}
        figures[name]["resolver_docs_per_s"] = len(documents) / spent if spent else 0.0
        figures[name]["stage_sentences_per_s"] = sentences / whole if whole else 0.0
    return figures


def read(document: dict[str, Any], knowledge: Knowledge) -> Reading:
    """A document of a corpus, with its words."""
    given = {key: document.get(key) for key in ("title", "publisher", "published")}
    reading = Reading(Report(document["id"], document["text"], **given))
    return replace(reading, **tokens.STAGE.compute(reading, knowledge))


def marked(reading: Reading) -> dict[str, Any]:
    """The places of a reading in the reading format."""
    places = []
    for place in reading.places:
        cells = asdict(place)
        span = cells.pop("span")
        places.append({"start": span["start"], "end": span["end"], **cells})
    return {"id": reading.report.id, "text": reading.text, "places": places}


def rival(name: str) -> dict[str, float]:
    """The best figures of other programs on the same half, each with the program that has it."""
    rows = json.loads((SHARED / "score/peers.json").read_text(encoding="utf-8"))
    same = [row for row in rows if (row["task"], row["corpus"]) == ("places", name) and row["split"].startswith("dev")]
    best = {}
    for key in RIVALLED:
        figure, who = max(((row["figures"].get(key) or 0.0, row["peer"]) for row in same), default=(0.0, ""))
        if who:
            best[f"{who} {key}"] = figure
    return best
