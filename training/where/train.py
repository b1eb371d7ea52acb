"""Train the two models of `annotate/where`: which spans are places, and which place of a name is meant.

    python -m training.where.train --corpora ../shared/corpora [--cache FILE] [--validate | --held-out]

Both are small ensembles of trees over the features that `recognition.py` and `resolution.py` name. With `--validate`
each corpus in turn is left out, and what the others teach is scored on it; with `--held-out` the whole stage is, from
words to points, and nothing is written. Written: `places_names.json` and
`places_ranks.json` in `knowledge/weights`, numbers only.
"""

from __future__ import annotations

import argparse
import json
import pickle
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from bench.common import score
from bench.places import SHOWN, marked
from dateline.annotate import where
from dateline.annotate.where import recognition, resolution
from dateline.annotate.where.spans import Candidate, candidates
from dateline.knowledge import Knowledge, load_knowledge
from dateline.model.reading import Reading
from training.where.boost import fit, written
from training.where.data import CORPORA, NEAR_KM, NO_DEMONYMS, distance_km, documents, labels, newswire

WEIGHTS = Path(__file__).resolve().parents[2] / "src/dateline/knowledge/weights"
DEPTH = 4
NAMES_ROUNDS, RANKS_ROUNDS = 150, 120
NEWSWIRE_SHARE = 0.35
"""How much a document of `newswire` counts beside those of the corpora of places, whose guidelines are nearer ours."""
FOLDS = 4
CARD = {
    "made by": "training/where/train.py",
    "trained on": "development halves of LGL, TR-News, GeoWebNews, GeoVirus (research use; GeoVirus CC BY 2.5) and "
    "of newswire names (licence not stated); no text and no list of theirs is kept",
}
NAMES_REACHED = "each corpus left out in turn, F1 of overlapping spans: lgl .842, geovirus .919, trnews .895, gwn .871"
RANKS_REACHED = (
    "each corpus left out in turn, right by entity among the found: lgl .881, geovirus .940, trnews .941, gwn .949"
)
"""What `--held-out` printed when the weights were last made: put in the new figures with new weights."""


@dataclass
class Document:
    """A document with its candidates, their rows and what each stands for."""

    corpus: str
    reading: Reading
    gold: list[dict[str, Any]]
    spans: list[Candidate]
    rows: np.ndarray
    marks: list[dict[str, Any] | None]
    counts: np.ndarray
    likely: np.ndarray
    groups: list[resolution.Group]
    ranks: np.ndarray


def prepared(readings: Iterable[tuple[str, Reading, list[dict[str, Any]]]], knowledge: Knowledge) -> list[Document]:
    words = recognition._words(knowledge.lexicons)
    found = []
    for corpus, reading, gold in readings:
        spans = candidates(reading, knowledge.gazetteer)
        rows = np.array(recognition.features(reading, spans, words), np.float32).reshape(-1, len(recognition.FEATURES))
        marks = labels(spans, gold)
        counts = np.ones(len(spans))
        for number, (one, mark) in enumerate(zip(spans, marks, strict=True)):
            if corpus in NO_DEMONYMS and one.peoples and not one.entries:
                counts[number] = 0
            if corpus == "newswire" and mark and not _agrees(one, mark):
                marks[number] = None
                counts[number] = mark["label"] == "NORP"
        none = np.zeros(0)
        found.append(Document(corpus, reading, gold, spans, rows, marks, counts, none, [], none))
    return found


def _agrees(one: Candidate, mark: dict[str, Any]) -> bool:
    """Is what `newswire` calls a location, facility or people one in our sense?"""
    if mark["label"] == "NORP":
        return bool(one.peoples)
    if mark["label"] == "Facility":
        return any(entry.kind in ("airport", "base", "landmark") for entry in one.entries)
    return True


def name_rows(documents: Sequence[Document]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    size = Counter[str]()
    for one in documents:
        size[one.corpus] += sum(mark is not None for mark in one.marks)
    weights = [
        one.counts * (1000 / max(1, size[one.corpus])) ** 0.5 * (NEWSWIRE_SHARE if one.corpus == "newswire" else 1.0)
        for one in documents
    ]
    rows = np.concatenate([one.rows for one in documents])
    wanted = np.array([mark is not None for one in documents for mark in one.marks])
    counts = np.concatenate(weights)
    return rows[counts > 0], wanted[counts > 0], counts[counts > 0]


def group_documents(documents: Iterable[Document], knowledge: Knowledge) -> None:
    """Fill in the names that are found by `likely`, and the rows of the places that they could be."""
    for one in documents:
        scored = list(zip(map(float, one.likely), one.spans, strict=True))
        mentions = recognition.chosen(scored, recognition.LEAST)
        one.groups = [group for group in resolution.grouped(one.reading, mentions) if group.entries]
        one.ranks = (
            resolution.features(one.reading, one.groups, knowledge.gazetteer)
            if one.groups
            else np.zeros((0, len(resolution.FEATURES)), np.float32)
        )


def rank_rows(documents: Sequence[Document]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    size = Counter(one.corpus for one in documents for _ in one.groups)
    wanted: list[float] = []
    weights: list[float] = []
    for one in documents:
        mark_of = {id(span): mark for span, mark in zip(one.spans, one.marks, strict=True)}
        share = (1000 / size[one.corpus]) ** 0.5 if size[one.corpus] else 0.0
        for group in one.groups:
            golds = [mark_of[id(mention.candidate)] for mention in group.mentions]
            gold = next((mark for mark in golds if mark and mark["lat"] is not None), None)
            if gold is None:
                wanted += [0.0] * len(group.entries)
                weights += [0.0] * len(group.entries)
                continue
            same = [bool(gold["geonames"]) and entry.geonames == gold["geonames"] for entry in group.entries]
            near = [right(gold, entry) for entry in group.entries]
            for is_same, is_near in zip(same, near, strict=True):
                wanted.append(is_same if any(same) else is_near)
                beside = any(same) and is_near and not is_same
                weights.append(share * (0.25 if beside else 1.0) * (any(same) or any(near)))
    rows = np.concatenate([one.ranks for one in documents])
    counts = np.array(weights)
    return rows[counts > 0], np.array(wanted)[counts > 0] > 0, counts[counts > 0]


def right(gold: dict[str, Any], entry: Any) -> bool:
    """Within 161 km, or the same entity."""
    if gold["geonames"] and gold["geonames"] == entry.geonames:
        return True
    if gold["kind"] == entry.kind == "country" and gold["country"] == entry.country:
        return True
    return distance_km(gold["lat"], gold["lon"], entry.lat, entry.lon) <= NEAR_KM


def likelihoods(documents: list[Document], held_out: Callable[[int, Document], Any]) -> None:
    """Set `likely` of each document by a model that has seen none of its fold."""
    folds = [held_out(number, one) for number, one in enumerate(documents)]
    for fold in sorted({fold for fold, one in zip(folds, documents, strict=True) if one.corpus != "newswire"}, key=str):
        model = fit(*name_rows([one for own, one in zip(folds, documents, strict=True) if own != fold]),
                    depth=DEPTH, rounds=NAMES_ROUNDS)  # fmt: skip
        for own, one in zip(folds, documents, strict=True):
            if own == fold:
                one.likely = model.predict_proba(one.rows)[:, 1] if len(one.rows) else np.zeros(0)


def recognised(documents: Sequence[Document], corpus: str, least: float) -> tuple[float, float, float]:
    """Precision, recall and F1 of overlapping spans."""
    right_, found, wanted = 0, 0, 0
    for document in documents:
        if document.corpus != corpus:
            continue
        mentions = recognition.chosen(list(zip(map(float, document.likely), document.spans, strict=True)), least)
        spans = [mention.candidate for mention in mentions]
        kept = [one for one in spans if one.entries or not one.peoples or corpus not in NO_DEMONYMS]
        free = list(document.gold)
        for span in kept:
            hit = next((g for g in free if g["start"] < span.span.end and span.span.start < g["end"]), None)
            if hit is not None:
                free.remove(hit)
                right_ += 1
        found += len(kept)
        wanted += len(document.gold)
    return right_ / max(1, found), right_ / max(1, wanted), 2 * right_ / max(1, found + wanted)


def placed(documents: Sequence[Document], corpus: str, score: Callable[[Document], np.ndarray]) -> float:
    """The share of found toponyms that are put in the right place."""
    hits = total = 0
    for one in documents:
        if one.corpus != corpus:
            continue
        mark_of = {id(span): mark for span, mark in zip(one.spans, one.marks, strict=True)}
        scores, at = score(one), 0
        for group in one.groups:
            best = group.entries[int(np.argmax(scores[at : at + len(group.entries)]))]
            at += len(group.entries)
            for mention in group.mentions:
                gold = mark_of[id(mention.candidate)]
                if gold and gold["lat"] is not None:
                    total += 1
                    hits += right(gold, best)
    return hits / max(1, total)


def validate(documents: list[Document], knowledge: Knowledge) -> None:
    """Print what each corpus gets from the others."""
    likelihoods(documents, lambda _, one: one.corpus)
    for corpus in CORPORA:
        for least in (0.35, 0.42, 0.5):
            precision, recall, f1 = recognised(documents, corpus, least)
            print(f"names  {corpus:9} without itself, at {least}: P {precision:.3f} R {recall:.3f} F1 {f1:.3f}")
    ours = [one for one in documents if one.corpus != "newswire"]
    group_documents(ours, knowledge)
    for corpus in CORPORA:
        model = fit(*rank_rows([one for one in ours if one.corpus != corpus]), depth=DEPTH, rounds=RANKS_ROUNDS)

        def score(one: Document, model: Any = model) -> np.ndarray:
            return np.asarray(model.decision_function(one.ranks)) if len(one.ranks) else np.zeros(0)

        print(f"ranks  {corpus:9} without itself: {placed(ours, corpus, score):.3f}")


class HeldOut:
    """Weights as the stage reads them, made of two models that are not written to the package."""

    def __init__(self, names: Any, ranks: Any) -> None:
        self._about = {
            "places_names": json.loads(json.dumps(written(names, recognition.FEATURES, DEPTH, {}))),
            "places_ranks": json.loads(json.dumps(written(ranks, resolution.FEATURES, DEPTH, {}))),
        }

    def read(self, name: str) -> Any:
        return self._about[name]


WHOLE_REACHED = {"lgl": 0.727, "geovirus": 0.776, "trnews": 0.798, "gwn": 0.806}
"""End-to-end F1 that `--held-out` printed last, without the trained reader's hints."""


def held_out(documents: list[Document], knowledge: Knowledge) -> None:
    """Print what the whole stage reaches on each corpus where neither model has seen anything of it."""
    likelihoods(documents, lambda _, one: one.corpus)
    ours = [one for one in documents if one.corpus != "newswire"]
    group_documents(ours, knowledge)
    for corpus in CORPORA:
        names = fit(*name_rows([one for one in documents if one.corpus != corpus]), depth=DEPTH, rounds=NAMES_ROUNDS)
        ranks = fit(*rank_rows([one for one in ours if one.corpus != corpus]), depth=DEPTH, rounds=RANKS_ROUNDS)
        apart = load_knowledge()
        apart.__dict__.update(gazetteer=knowledge.gazetteer, lexicons=knowledge.lexicons, weights=HeldOut(names, ranks))
        readings = [one.reading for one in ours if one.corpus == corpus]
        marks = [marked(replace(one, **where.STAGE.compute(one, apart))) for one in readings]
        figures = score("places", corpus, marks)
        print(f"whole  {corpus:9} without itself: " + ", ".join(f"{name} {figures[name]:.3f}" for name in SHOWN))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--cache", type=Path, help="keep the parsed documents here")
    parser.add_argument("--validate", action="store_true")
    parser.add_argument("--held-out", action="store_true", help="only print the whole stage corpus by corpus")
    arguments = parser.parse_args()
    knowledge = load_knowledge()
    if arguments.cache and arguments.cache.exists():
        parsed = pickle.loads(arguments.cache.read_bytes())
    else:
        parsed = [
            (corpus, reading.report, reading.tokens, reading.sentences, gold)
            for corpus, reading, gold in (
                *documents(arguments.corpora, knowledge),
                *newswire(arguments.corpora, knowledge),
            )
        ]
        if arguments.cache:
            arguments.cache.write_bytes(pickle.dumps(parsed))
    read = [(corpus, Reading(report, words, sentences), gold) for corpus, report, words, sentences, gold in parsed]
    ready = prepared(read, knowledge)
    if arguments.held_out:
        held_out(ready, knowledge)
        return
    if arguments.validate:
        validate(ready, knowledge)
    likelihoods(ready, lambda number, one: number % FOLDS)
    for corpus in CORPORA:
        precision, recall, f1 = recognised(ready, corpus, recognition.LEAST)
        print(f"names  {corpus:9} {FOLDS} folds: P {precision:.3f} R {recall:.3f} F1 {f1:.3f}")
    ours = [one for one in ready if one.corpus != "newswire"]
    group_documents(ours, knowledge)
    names = fit(*name_rows(ready), depth=DEPTH, rounds=NAMES_ROUNDS)
    ranks = fit(*rank_rows(ours), depth=DEPTH, rounds=RANKS_ROUNDS)
    for model, features, name, what, reached in (
        (names, recognition.FEATURES, "places_names", "is a span a place", NAMES_REACHED),
        (ranks, resolution.FEATURES, "places_ranks", "which place of a name is meant", RANKS_REACHED),
    ):
        about = written(model, features, DEPTH, {**CARD, "what": what, "reached": reached})
        (WEIGHTS / f"{name}.json").write_text(json.dumps(about) + "\n", encoding="utf-8")
        print(f"wrote {name}")


if __name__ == "__main__":
    main()
