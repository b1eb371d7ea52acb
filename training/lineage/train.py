"""Trains `knowledge/weights/lineage.json`: two logistic regressions over what two reports have in common.

    python -m training.lineage.train            cross-validated figures, then the weights
    python -m training.lineage.train --dry      figures only

The first tells whether one text lies behind both reports, the second, of those where it does, whether the shorter one
stands nearly sentence for sentence in the other. Gold are the pairs of `copies_labels.tsv`. Other pairs of one story
with hardly a run of words in common are taken as independent, at a small weight, so that the model sees what mere
sameness of the event looks like. Folds leave one topic out.
"""

from __future__ import annotations

import argparse
import csv
import itertools
import json
import os
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dateline.consolidate.features import Prepared, compare, prepare
from dateline.consolidate.words import Folder
from dateline.knowledge import load_knowledge
from dateline.model.report import Report

CORPORA = Path(os.environ.get("DATELINE_CORPORA", Path(__file__).resolve().parents[3] / "shared" / "corpora"))
WEIGHTS = Path(__file__).resolve().parents[2] / "src" / "dateline" / "knowledge" / "weights" / "lineage.json"

SAME = ("plain", "kept", "longest_plain", "restated", "restated_both", "order", "quotes")
COPY = ("within", "within_least", "plain", "kept", "longest", "lede", "quotes")
RIDGE_SAME, RIDGE_COPY = 0.15, 0.15
WEAK, WEAK_PAIRS, WEAK_FIVES, WEAK_WITHIN = 0.03, 30, 0.05, 0.2

Row = tuple[str, str, dict[str, float], float]
"""Topic, relation, features and weight of a pair."""
Vector = NDArray[np.float64]


def rows() -> list[Row]:
    """The gold pairs, and weak ones of the same stories."""
    folder = Folder(load_knowledge())
    with (CORPORA / "stories_ecb.jsonl").open(encoding="utf-8") as lines:
        reports = [json.loads(line) for line in lines]
    prepared = {one["id"]: prepare(Report(one["id"], one["text"], url=one.get("url")), folder) for one in reports}
    with (CORPORA / "copies_labels.tsv").open(encoding="utf-8", newline="") as table:
        gold = list(csv.DictReader(table, delimiter="\t"))
    found: list[Row] = []
    for row in gold:
        pair = compare(prepared[row["a"]], prepared[row["b"]])
        found.append((row["a"].split("_")[0], row["relation"], pair.features, 1.0))
    return found + weak(reports, prepared, {frozenset((row["a"], row["b"])) for row in gold})


def weak(reports: Sequence[dict[str, Any]], prepared: dict[str, Prepared], known: set[frozenset[str]]) -> list[Row]:
    """Pairs of one story with hardly a run of words in common."""
    stories: dict[str, list[str]] = {}
    for one in reports:
        stories.setdefault(one["gold"]["story"], []).append(one["id"])
    chooser = random.Random(7)
    found = []
    for ids in stories.values():
        pairs = [pair for pair in itertools.combinations(ids, 2) if frozenset(pair) not in known]
        for a, b in chooser.sample(pairs, min(WEAK_PAIRS, len(pairs))):
            features = compare(prepared[a], prepared[b]).features
            if features["fives"] < WEAK_FIVES and features["within"] < WEAK_WITHIN:
                found.append((a.split("_")[0], "independent", features, WEAK))
    return found


def fit(features: Vector, answers: Vector, weights: Vector, ridge: float) -> Vector:
    """Weights of a logistic regression, the constant last, by Newton's method; `ridge` is the penalty of a square."""
    inputs = np.hstack([features, np.ones((len(features), 1))])
    found = np.zeros(inputs.shape[1])
    penalty = np.full(len(found), ridge)
    penalty[-1] = 1e-6
    for _ in range(50):
        chance = 1 / (1 + np.exp(-(inputs @ found)))
        slope = inputs.T @ (weights * (chance - answers)) + penalty * found
        curve = (inputs * (weights * chance * (1 - chance) + 1e-9)[:, None]).T @ inputs + np.diag(penalty)
        step = np.linalg.solve(curve, slope)
        found -= step
        if np.abs(step).max() < 1e-8:
            break
    return found


def train(listed: Sequence[Row]) -> dict[str, dict[str, float]]:
    """Both regressions, each as weights by feature with the constant as `""`."""
    same = _fitted(listed, SAME, ("copy", "derived"), RIDGE_SAME)
    return {
        "same": same,
        "copy": _fitted([row for row in listed if row[1] in ("copy", "derived")], COPY, ("copy",), RIDGE_COPY),
    }


def _fitted(listed: Sequence[Row], names: Sequence[str], wanted: Sequence[str], ridge: float) -> dict[str, float]:
    features = np.array([[row[2][name] for name in names] for row in listed])
    answers = np.array([float(row[1] in wanted) for row in listed])
    found = fit(features, answers, np.array([row[3] for row in listed]), ridge)
    return {name: round(float(value), 3) for name, value in zip((*names, ""), found, strict=True)}


def chance(weights: dict[str, float], features: dict[str, float]) -> float:
    """The probability that a regression gives to a pair."""
    total = sum(value * features[name] if name else value for name, value in weights.items())
    return float(1 / (1 + np.exp(-total)))


def cross_validated(listed: Sequence[Row], *, show: bool) -> dict[str, float]:
    """F1 of copy-or-derived and of copy over the gold pairs, each topic judged by a model of the others."""
    judged: list[tuple[str, bool, bool]] = []
    for topic in sorted({row[0] for row in listed}):
        model = train([row for row in listed if row[0] != topic])
        for row in listed:
            if row[0] == topic and row[3] == 1.0:
                same, copy = chance(model["same"], row[2]), chance(model["copy"], row[2])
                judged.append((row[1], same >= 0.5, same >= 0.5 and copy >= 0.5))
                if show and (judged[-1][1] != (row[1] in ("copy", "derived")) or judged[-1][2] != (row[1] == "copy")):
                    print(topic, row[1], f"{same:.2f} {copy:.2f}", {k: round(v, 2) for k, v in row[2].items()})
    return {
        "same_text_f1": _f1([(gold in ("copy", "derived"), found) for gold, found, _ in judged]),
        "copy_f1": _f1([(gold == "copy", found) for gold, _, found in judged]),
    }


def _f1(pairs: Sequence[tuple[bool, bool]]) -> float:
    right = sum(gold and found for gold, found in pairs)
    return 2 * right / (sum(gold for gold, _ in pairs) + sum(found for _, found in pairs) or 1)


def main() -> None:
    """Print the cross-validated figures and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dry", action="store_true", help="figures only")
    arguments = parser.parse_args()
    listed = rows()
    figures = cross_validated(listed, show=arguments.dry)
    print({name: round(value, 3) for name, value in figures.items()}, len(listed), "pairs")
    model = train(listed)
    print(json.dumps(model, indent=1))
    if not arguments.dry:
        card = {
            "what": "logistic regressions over what two reports have in common: one text behind both; if so, a copy",
            "made by": "training/lineage/train.py",
            "trained on": "68 labelled pairs of ECB+ reports, weak pairs of the same stories (no text of them is kept)",
            "figures": {name: f"{value:.3f}, a topic left out at a time" for name, value in figures.items()},
        }
        WEIGHTS.write_text(json.dumps({"card": card} | model, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
