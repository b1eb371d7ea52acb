"""Documents with toponyms marked by hand, as readings with words; and how near two points are."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from dateline.annotate import tokens
from dateline.annotate.where.spans import Candidate
from dateline.knowledge import Knowledge
from dateline.model.reading import Reading
from dateline.model.report import Report

CORPORA = ("lgl", "geovirus", "trnews", "gwn")
NO_DEMONYMS = frozenset({"geovirus"})
NEAR_KM = 161.0

Document = tuple[str, Reading, list[dict[str, Any]]]


def documents(folder: Path, knowledge: Knowledge) -> Iterator[Document]:
    """Corpus, reading and gold toponyms of every document."""
    for corpus in CORPORA:
        for line in (folder / f"{corpus}.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            report = Report(row["id"], row["text"], title=row.get("title"), publisher=row.get("publisher"))
            reading = Reading(report)
            yield corpus, replace(reading, **tokens.compute(reading, knowledge)), row["gold"]["places"]


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance in km."""
    lat1, lon1, lat2, lon2 = map(math.radians, (lat1, lon1, lat2, lon2))
    chord = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 12742 * math.asin(min(1.0, math.sqrt(chord)))


def labels(candidates: list[Candidate], gold: list[dict[str, Any]]) -> list[dict[str, Any] | None]:
    """For each candidate the gold toponym that it stands for: that of its very span, or else of the best overlap."""
    answer: list[dict[str, Any] | None] = [None] * len(candidates)
    for mark in gold:
        best, best_share = -1, 0.3
        for number, one in enumerate(candidates):
            shared = min(one.span.end, mark["end"]) - max(one.span.start, mark["start"])
            if shared <= 0:
                continue
            share = shared / (max(one.span.end, mark["end"]) - min(one.span.start, mark["start"]))
            if share > best_share:
                best, best_share = number, share
        if best >= 0:
            answer[best] = mark
    return answer


def newswire(folder: Path, knowledge: Knowledge, every: int = 2) -> Iterator[Document]:
    """Every other document of `newswire`, with its locations, facilities and peoples as marks without points."""
    for number, line in enumerate((folder / "newswire.jsonl").read_text(encoding="utf-8").splitlines()):
        if number % every:
            continue
        row = json.loads(line)
        reading = Reading(Report(row["id"], row["text"], title=row.get("title"), publisher=row.get("publisher")))
        yield "newswire", replace(reading, **tokens.compute(reading, knowledge)), newswire_marks(row["gold"]["names"])


def newswire_marks(names: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What is named a location, facility or people."""
    blank = {"lat": None, "lon": None, "geonames": None, "kind": None, "country": None}
    return [{**name, **blank} for name in names if name["label"] in ("Location", "Facility", "NORP")]
