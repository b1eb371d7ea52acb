"""Trains `knowledge/weights/stories.json`: a logistic regression over how alike two reports are from several sides.

    python -m training.stories.train            cross-validated figures, then the weights
    python -m training.stories.train --dry      figures only

Pairs come from pools of reports: all of them, one topic alone (where two happenings of one kind are all there is), and
some topics together, because rarity and crowding depend on what else is there. Pairs across topics are easy and weigh
little. Folds leave topics out; the figure is B-cubed F1 of the stories that are formed of the topics left out.
"""

from __future__ import annotations

import argparse
import json
import os
import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dateline.consolidate import stories as room
from dateline.consolidate.stories import Likely, StoryIndex
from dateline.consolidate.vectors import VIEWS
from dateline.knowledge import Knowledge, load_knowledge
from dateline.model.report import Report
from training.lineage.train import fit

CORPORA = Path(os.environ.get("DATELINE_CORPORA", Path(__file__).resolve().parents[3] / "shared" / "corpora"))
WEIGHTS = Path(__file__).resolve().parents[2] / "src" / "dateline" / "knowledge" / "weights" / "stories.json"
NAMES = (*VIEWS, "scaled", "")
FOLDS, ACROSS, RIDGE = 5, 0.02, 1.0
POOLS, TOPICS = 6, 5

Row = dict[str, Any]
Floats = NDArray[np.float64]


class Open(StoryIndex):
    """An index that notes what it weighs, and weighs it by other weights if told."""

    def __init__(self, knowledge: Knowledge, weights: dict[str, float] | None = None) -> None:
        super().__init__(knowledge)
        if weights:
            self._likely = Likely(weights)
        self.seen: list[tuple[str, str, list[float]]] = []

    def _join(self, number: int, others: NDArray[np.int32], cosines: NDArray[np.floating]) -> None:
        if len(others):
            scaled = self._scaled(number, others, cosines)
            for other, row in zip(others.tolist(), np.column_stack((cosines, scaled)).tolist(), strict=True):
                self.seen.append((self._ids[number], self._ids[other], row))
        super()._join(number, others, cosines)


def topic(row: Row) -> str:
    """ECB+ numbers its topics; the two happenings of one share the number."""
    return str(row["id"]).split("_")[0]


def pool(rows: Sequence[Row], knowledge: Knowledge) -> tuple[Floats, Floats, Floats]:
    """Features, answers and weights of the compared pairs of a pool."""
    index = Open(knowledge)
    for row in rows:
        index.enter(report(row))
    index.settle()
    by_id = {row["id"]: row for row in rows}
    features, answers, weights = [], [], []
    for one, other, seen in index.seen:
        a, b = by_id[one], by_id[other]
        features.append(seen)
        answers.append(float(a["gold"]["story"] == b["gold"]["story"]))
        weights.append(1.0 if topic(a) == topic(b) else ACROSS)
    return np.array(features), np.array(answers), np.array(weights)


def report(row: Row) -> Report:
    """A line of the corpus as a report."""
    return Report(row["id"], row["text"], url=row.get("url"), title=row.get("title"), published=row.get("published"))


def train(rows: Sequence[Row], knowledge: Knowledge) -> dict[str, float]:
    """Weights by side, with `scaled` and the constant as `""`."""
    topics = sorted({topic(row) for row in rows})
    chooser = random.Random(5)
    chosen = [topics, *([one] for one in topics)]
    chosen += [chooser.sample(topics, min(TOPICS, len(topics))) for _ in range(POOLS)]
    parts = [pool([row for row in rows if topic(row) in names], knowledge) for names in chosen]
    features, answers, weights = (np.concatenate([part[at] for part in parts]) for at in range(3))
    found = fit(features, answers, weights, RIDGE)
    return {name: round(float(value), 3) for name, value in zip(NAMES, found, strict=True)}


def formed(rows: Sequence[Row], knowledge: Knowledge, weights: dict[str, float], least: float) -> float:
    """B-cubed F1 of the stories that are formed of reports."""
    room.LEAST = least
    index = Open(knowledge, weights)
    for row in rows:
        index.enter(report(row))
    index.settle()
    return b_cubed([row["gold"]["story"] for row in rows], [one.story for one in index.stories()])


def b_cubed(gold: Sequence[str], found: Sequence[str]) -> float:
    """Harmonic mean of B-cubed precision and recall."""
    both, there, here = Counter(zip(gold, found, strict=True)), Counter(gold), Counter(found)
    precision = sum(both[pair] / here[pair[1]] for pair in zip(gold, found, strict=True)) / len(gold)
    recall = sum(both[pair] / there[pair[0]] for pair in zip(gold, found, strict=True)) / len(gold)
    return 2 * precision * recall / (precision + recall)


def read(name: str) -> list[Row]:
    """The lines of a corpus."""
    with (CORPORA / f"{name}.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def main() -> None:
    """Print the cross-validated figures and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dry", action="store_true", help="figures only")
    arguments = parser.parse_args()
    knowledge = load_knowledge()
    rows, chains, shipped = read("stories_ecb"), read("stories_chains"), room.LEAST
    topics = sorted({topic(row) for row in rows})
    levels = (0.25, 0.3, 0.35, 0.4, 0.45, 0.5)
    folds: dict[float, list[float]] = {level: [] for level in levels}
    for fold in range(FOLDS):
        out = set(topics[fold::FOLDS])
        weights = train([row for row in rows if topic(row) not in out], knowledge)
        for level in levels:
            folds[level].append(formed([row for row in rows if topic(row) in out], knowledge, weights, level))
    weights = train(rows, knowledge)
    print(weights)
    for level in levels:
        alone = [formed([r for r in rows if topic(r) == one], knowledge, weights, level) for one in topics]
        print(
            f"{level}: {np.mean(folds[level]):.3f} on topics left out {[round(x, 2) for x in folds[level]]}; "
            f"{formed(rows, knowledge, weights, level):.3f} on all, {np.mean(alone):.3f} a topic alone, "
            f"{formed(chains, knowledge, weights, level):.3f} on chains"
        )
    if not arguments.dry:
        card = {
            "what": "logistic regression over how alike two reports are: do they tell of one happening",
            "made by": "training/stories/train.py",
            "trained on": "ECB+ reports of even topics (no text of them is kept)",
            "figures": f"B-cubed F1 {np.mean(folds[shipped]):.3f} on topics left out",
        }
        WEIGHTS.write_text(json.dumps({"card": card} | weights, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
