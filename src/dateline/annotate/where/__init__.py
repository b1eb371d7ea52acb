"""Where: toponyms, and what stands for one, found in the words and put on the map."""

from __future__ import annotations

from dateline.annotate.where.distances import refine
from dateline.annotate.where.forms import finish
from dateline.annotate.where.recognition import recognise
from dateline.annotate.where.resolution import resolve
from dateline.annotate.where.spans import candidates
from dateline.knowledge import Knowledge
from dateline.model.reading import Reading
from dateline.model.stage import Provided, Stage


def compute(reading: Reading, knowledge: Knowledge) -> Provided:
    """`places` of the report, in text order."""
    gazetteer = knowledge.gazetteer
    mentions = recognise(reading, candidates(reading, gazetteer), knowledge)
    resolved = refine(reading, resolve(reading, mentions, knowledge), knowledge)
    return {"places": finish(reading, resolved, knowledge)}


STAGE = Stage("where", 3, requires=("tokens", "sentences"), provides=("places",), compute=compute)
